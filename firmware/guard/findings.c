#include "findings.h"

// Codes about one thing, a number or a date, from the surest to the least sure.
static bool about_number(enum vr_guard_code code)
{
	return code != VR_GUARD_NAME_BESIDE_ROOM && code != VR_GUARD_CAR_PLATE;
}

static bool competes(const struct vr_guard_finding *one, const struct vr_guard_finding *other)
{
	bool overlap = one->from < other->to && other->from < one->to;
	return overlap && (one->code == other->code || (about_number(one->code) && about_number(other->code)));
}

static void drop(struct vr_findings *findings, size_t index)
{
	findings->count--;
	for (size_t i = index; i < findings->count; i++)
		findings->items[i] = findings->items[i + 1];
}

// Makes room in a full list for one that blocks; false when all of it blocks.
static bool drop_weaker(struct vr_findings *findings)
{
	for (size_t i = findings->count; i-- > 0;) {
		if (!vr_guard_blocks(findings->items[i].code)) {
			drop(findings, i);
			return true;
		}
	}
	return false;
}

void vr_findings_add(struct vr_findings *findings, enum vr_guard_code code, size_t from, size_t to)
{
	struct vr_guard_finding added = {code, from, to};
	for (size_t i = 0; i < findings->count; i++) {
		if (competes(&findings->items[i], &added) && findings->items[i].code <= code)
			return;
	}
	for (size_t i = findings->count; i-- > 0;) {
		if (competes(&findings->items[i], &added))
			drop(findings, i);
	}
	if (findings->count == VR_COUNT(findings->items) && (!vr_guard_blocks(code) || !drop_weaker(findings)))
		return;
	findings->items[findings->count++] = added;
}

size_t vr_findings_copy(const struct vr_findings *findings, struct vr_guard_finding *out, size_t max)
{
	size_t written = 0;
	for (int blocking = 1; blocking >= 0; blocking--) {
		for (size_t i = 0; i < findings->count && written < max; i++) {
			if (vr_guard_blocks(findings->items[i].code) == (blocking == 1))
				out[written++] = findings->items[i];
		}
	}
	return findings->count;
}
