// Text from outside: whatever it holds, it is laid out in bounded time, and says itself what does not fit.
#include "text/fake_metrics.h"

#include <stdlib.h>
#include <string.h>

#define TEXT_MAX 4000

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void check(const struct vr_layout *layout, const struct vr_text_style *style, size_t length)
{
	size_t covered = 0;
	for (size_t i = 0; i < layout->line_count; i++) {
		const struct vr_text_line *line = &layout->lines[i];
		int width = 0;
		must(line->from >= covered && line->to >= line->from && line->to <= length);
		covered = line->to;
		for (size_t k = 0; k < line->run_count; k++) {
			must(line->runs[k].length > 0 && vr_utf8_valid(line->runs[k].text, line->runs[k].length));
			width += line->runs[k].width;
		}
		must(width == line->width && (!layout->fits || width <= style->width));
	}
	must(style->no_break || style->width < style->font.px || layout->fits);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static const char *const languages[] = {"sv", "ar", "en", "so", "fi", "th", "", "x"};
	if (size < 2 || size > TEXT_MAX)
		return 0;
	char text[TEXT_MAX + 1];
	memcpy(text, bytes + 2, size - 2);
	text[size - 2] = '\0';
	struct vr_text_style style = {
	        .font = {20, false},
	        .language = languages[bytes[0] & 7],
	        .rtl = (bytes[0] & 8) != 0,
	        .width = 1 + bytes[1] * 4,
	        .align = (enum vr_align)((bytes[0] >> 4) % 3),
	        .balance = (bytes[0] & 64) != 0,
	        .no_break = (bytes[0] & 128) != 0,
	};
	size_t measured = 0;
	struct vr_metrics metrics = fake_metrics;
	metrics.context = &measured;
	struct vr_arena arena;
	struct vr_layout layout;
	struct vr_error error;
	vr_arena_init(&arena, 8 << 20);
	if (vr_text_layout(text, &style, &metrics, &arena, &layout, &error))
		check(&layout, &style, strlen(text));
	else
		must(error.code == VR_LIMIT && layout.line_count == 0);
	must(measured < 2000 * (size + 100)); // no quadratic measuring
	vr_arena_release(&arena);
	return 0;
}
