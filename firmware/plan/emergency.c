#include "state.h"

#define CYCLE_MS (30 * VR_SECOND)
// Pages that change faster than once a second would be flashes, not text.
#define FASTEST_MS VR_SECOND

// Languages that share pages, as positions among the message's own.
struct pack {
	uint8_t languages[VR_SLIDE_LANGUAGES_MAX];
	uint8_t count;
	struct vr_book_entry entry;
};

struct packing {
	struct pack packs[VR_LANGUAGES_MAX];
	size_t count;
	int64_t pages;
	int64_t seconds;
};

static vr_language_set set_of(const struct pack *pack)
{
	vr_language_set set = 0;
	for (size_t i = 0; i < pack->count; i++)
		set |= VR_LANGUAGE_BIT(pack->languages[i]);
	return set;
}

// As many languages on one page as it has room for, from one on. Called with each set it tried, so that the sets
// that the book lacks can be told.
static struct packing pack_languages(const struct vr_plan *plan, const struct vr_plan_input *input, uint32_t index,
                                     void (*tried)(void *context, vr_language_set set), void *context)
{
	struct packing packing = {0};
	uint8_t languages[VR_LANGUAGES_MAX];
	size_t count = 0;
	for (uint8_t i = 0; i < plan->programme->language_count; i++)
		if (plan->programme->messages[index].languages & VR_LANGUAGE_BIT(i))
			languages[count++] = i;
	for (size_t at = 0; at < count;) {
		struct pack *pack = &packing.packs[packing.count++];
		pack->count = (uint8_t)(count - at < VR_SLIDE_LANGUAGES_MAX ? count - at : VR_SLIDE_LANGUAGES_MAX);
		for (uint8_t i = 0; i < pack->count; i++)
			pack->languages[i] = languages[at + i];
		for (;; pack->count--) {
			vr_reading(plan, input->book, plan->programme, (struct vr_item){VR_SLIDE_EMERGENCY, index},
			           set_of(pack), &pack->entry);
			if (tried)
				tried(context, set_of(pack));
			if (pack->count == 1 || pack->entry.pages == 1)
				break;
		}
		packing.pages += pack->entry.pages;
		packing.seconds += vr_reading_total(&pack->entry) / VR_SECOND;
		at += pack->count;
	}
	return packing;
}

// Time to read, shortened so that all pages together take 30 s; six seconds each stay as long as they can.
static int64_t page_ms(const struct packing *packing, unsigned seconds)
{
	int64_t least = packing->pages * VR_LEAST_MS, wanted = packing->seconds * VR_SECOND;
	if (packing->pages == 1)
		return CYCLE_MS;
	if (wanted <= CYCLE_MS)
		return seconds * VR_SECOND;
	if (least >= CYCLE_MS)
		return vr_most(FASTEST_MS, CYCLE_MS / packing->pages);
	int64_t over = seconds * VR_SECOND - VR_LEAST_MS;
	return VR_LEAST_MS + over * (CYCLE_MS - least) / (wanted - least);
}

static void put(struct vr_plan *plan, const struct vr_moment *moment, uint32_t index, const struct packing *packing,
                size_t pack, uint8_t page, bool cut)
{
	const struct pack *shown = &packing->packs[pack];
	struct vr_visit visit = {.kind = VR_SLIDE_EMERGENCY, .index = index, .page = page};
	visit.language = shown->languages[0];
	vr_glass_put(plan, moment, &visit, cut);
	plan->glass.language_count = shown->count;
	for (uint8_t i = 0; i < shown->count; i++)
		plan->glass.languages[i] = shown->languages[i];
	plan->glass.page_ms = page_ms(packing, shown->entry.seconds[page - 1]);
}

// The pack that is on the glass; count when the book has made others of them.
static size_t find_pack(const struct vr_glass *glass, const struct packing *packing)
{
	for (size_t i = 0; i < packing->count; i++)
		if (packing->packs[i].languages[0] == glass->languages[0] &&
		    packing->packs[i].count == glass->language_count)
			return i;
	return packing->count;
}

bool vr_emergency_next(struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment)
{
	struct vr_glass *glass = &plan->glass;
	bool shown = glass->on && glass->kind == VR_SLIDE_EMERGENCY;
	if (plan->emergency < 0) {
		if (shown)
			vr_glass_clear(plan);
		return false;
	}
	uint32_t index = (uint32_t)plan->emergency;
	struct packing packing = pack_languages(plan, input, index, NULL, NULL);
	if (!shown || glass->index != index) {
		put(plan, moment, index, &packing, 0, 1, true);
		return true;
	}
	size_t pack = find_pack(glass, &packing);
	if (pack == packing.count) {
		put(plan, moment, index, &packing, 0, 1, false);
		return true;
	}
	uint8_t pages = packing.packs[pack].entry.pages;
	if (glass->page <= pages && moment->mono_ms < vr_sum(glass->began_ms, glass->page_ms))
		return true;
	if (glass->page < pages)
		put(plan, moment, index, &packing, pack, (uint8_t)(glass->page + 1), false);
	else
		put(plan, moment, index, &packing, (pack + 1) % packing.count, 1, false);
	return true;
}

static bool has(const struct pack *pack, uint8_t language)
{
	for (size_t i = 0; i < pack->count; i++)
		if (pack->languages[i] == language)
			return true;
	return false;
}

void vr_emergency_put(struct vr_plan *plan, const struct vr_plan_input *input, const struct vr_moment *moment,
                      const struct vr_visit *visit)
{
	struct packing packing = pack_languages(plan, input, visit->index, NULL, NULL);
	size_t pack = 0;
	while (pack + 1 < packing.count && !has(&packing.packs[pack], visit->language))
		pack++;
	put(plan, moment, visit->index, &packing, pack, visit->page, false);
}

struct wanting {
	const struct vr_book *book;
	struct vr_plan_want *out;
	size_t count, max;
	uint32_t index;
};

static void want(void *context, vr_language_set set)
{
	struct wanting *wanting = context;
	struct vr_item item = {VR_SLIDE_EMERGENCY, wanting->index};
	if (wanting->count < wanting->max && !(wanting->book && vr_book_get(wanting->book, item, set)))
		wanting->out[wanting->count++] = (struct vr_plan_want){item, set};
}

size_t vr_emergency_wants(const struct vr_plan *plan, const struct vr_plan_input *input, struct vr_plan_want *out,
                          size_t max)
{
	if (plan->emergency < 0)
		return 0;
	struct wanting wanting = {input->book, out, 0, max, (uint32_t)plan->emergency};
	pack_languages(plan, input, wanting.index, want, &wanting);
	return wanting.count;
}
