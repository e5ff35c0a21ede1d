#include "overrides.h"

#define LEVEL_MAX 125
#define LETTER_LEFT_TO_RIGHT 'a'
#define LETTER_RIGHT_TO_LEFT 0x5d0

void vr_overrides_init(struct vr_overrides *overrides, bool rtl)
{
	*overrides = (struct vr_overrides){.stack = {{.level = rtl ? 1 : 0}}, .depth = 1};
}

UChar vr_overrides_letter(const struct vr_overrides *overrides)
{
	return overrides->stack[overrides->depth - 1].letter;
}

static void push(struct vr_overrides *overrides, bool rtl, bool isolate, UChar letter)
{
	int level = overrides->stack[overrides->depth - 1].level;
	level += (level & 1) == (rtl ? 1 : 0) ? 2 : 1;
	bool beyond = level > LEVEL_MAX || overrides->isolates_beyond > 0 || overrides->embeddings_beyond > 0;
	if (!beyond) {
		overrides->stack[overrides->depth++] = (struct vr_override){(uint8_t)level, isolate, letter};
		overrides->isolates += isolate;
	} else if (isolate) {
		overrides->isolates_beyond++;
	} else if (overrides->isolates_beyond == 0) {
		overrides->embeddings_beyond++;
	}
}

static void end_isolate(struct vr_overrides *overrides)
{
	if (overrides->isolates_beyond > 0) {
		overrides->isolates_beyond--;
		return;
	}
	if (overrides->isolates == 0)
		return;
	overrides->embeddings_beyond = 0;
	while (!overrides->stack[overrides->depth - 1].isolate)
		overrides->depth--;
	overrides->depth--;
	overrides->isolates--;
}

static void end_embedding(struct vr_overrides *overrides)
{
	if (overrides->isolates_beyond > 0)
		return;
	if (overrides->embeddings_beyond > 0)
		overrides->embeddings_beyond--;
	else if (overrides->depth > 1 && !overrides->stack[overrides->depth - 1].isolate)
		overrides->depth--;
}

void vr_overrides_take(struct vr_overrides *overrides, UChar control)
{
	switch (control) {
	case 0x202a:
	case 0x202b:
		push(overrides, control == 0x202b, false, 0);
		break;
	case 0x202d:
		push(overrides, false, false, LETTER_LEFT_TO_RIGHT);
		break;
	case 0x202e:
		push(overrides, true, false, LETTER_RIGHT_TO_LEFT);
		break;
	case 0x2066:
	case 0x2067:
	case 0x2068: // its direction forces nothing
		push(overrides, control == 0x2067, true, 0);
		break;
	case 0x2069:
		end_isolate(overrides);
		break;
	case 0x202c:
		end_embedding(overrides);
		break;
	default:
		break;
	}
}
