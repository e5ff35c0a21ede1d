// Runs and their widths.
#include "fill.h"

#include <stdio.h>
#include <string.h>

static bool same_run(const struct vr_analysis *a, int32_t one, int32_t other)
{
	return a->levels[one] == a->levels[other] && a->scripts[one] == a->scripts[other] &&
	       a->faces[one] == a->faces[other];
}

// Isolates are not drawn and yet have a level: what stands on either side of one may change places around it.
static bool has_level(const struct vr_analysis *a, int32_t at)
{
	return a->kinds[at] != VR_UNIT_HIDDEN || (a->units[at] >= 0x2066 && a->units[at] <= 0x2069);
}

int32_t vr_fill_run_end(const struct vr_analysis *a, int32_t from, int32_t to)
{
	int32_t first = -1, drawn = -1, end = from;
	for (; end < to; end++) {
		if (!has_level(a, end))
			continue;
		if (first >= 0 && a->levels[end] != a->levels[first])
			break;
		first = first < 0 ? end : first;
		if (a->kinds[end] == VR_UNIT_HIDDEN)
			continue;
		if (drawn >= 0 && !same_run(a, drawn, end))
			break;
		drawn = end;
	}
	return end;
}

// The unit that says of which level, script and face a run is: the first that is drawn, if any.
static int32_t lead_of(const struct vr_analysis *a, int32_t from, int32_t to)
{
	int32_t lead = from;
	while (lead < to && a->kinds[lead] == VR_UNIT_HIDDEN)
		lead++;
	if (lead < to)
		return lead;
	for (lead = from; lead + 1 < to && !has_level(a, lead);)
		lead++;
	return lead;
}

size_t vr_fill_order(struct vr_analysis *a, int32_t from, int32_t to)
{
	size_t count = 0;
	for (int32_t at = from; at < to;) {
		int32_t end = vr_fill_run_end(a, at, to);
		a->run_levels[count++] = a->levels[lead_of(a, at, end)];
		at = end;
	}
	if (count > 0)
		ubidi_reorderVisual(a->run_levels, (int32_t)count, a->map);
	return count;
}

size_t vr_fill_utf8(const struct vr_analysis *a, int32_t from, int32_t to, bool hyphen, char *out)
{
	size_t length = 0;
	for (int32_t i = from; i < to; i++) {
		UChar32 c = vr_text_code_point(a, i);
		if (a->kinds[i] == VR_UNIT_HIDDEN)
			continue;
		length += vr_utf8_encode((uint32_t)c, out + length);
		if (c > 0xffff)
			i++;
	}
	if (hyphen && length > 0)
		out[length++] = '-';
	return length;
}

void vr_fill_run(const struct vr_filler *filler, int32_t from, int32_t to, bool hyphen, char *room,
                 struct vr_text_run *run)
{
	const struct vr_analysis *a = filler->analysis;
	int32_t lead = lead_of(a, from, to);
	*run = (struct vr_text_run){
	        .text = room,
	        .length = (uint16_t)vr_fill_utf8(a, from, to, hyphen, room),
	        .face = a->faces[lead],
	        .rtl = (a->levels[lead] & 1) != 0,
	};
	const char *script = uscript_getShortName((UScriptCode)a->scripts[lead]);
	(void)snprintf(run->script, sizeof(run->script), "%.4s", script != NULL ? script : "Zyyy");
	if (run->length > 0)
		run->width = filler->metrics->width(filler->metrics->context, filler->style->font, run);
}

int vr_fill_measure(const struct vr_filler *filler, int32_t from, int32_t to, bool hyphen)
{
	int width = 0;
	for (int32_t at = from; at < to;) {
		int32_t end = vr_fill_run_end(filler->analysis, at, to);
		struct vr_text_run run;
		vr_fill_run(filler, at, end, hyphen && end == to, filler->analysis->narrow, &run);
		width += run.width;
		at = end;
	}
	return width;
}

// The face of the word must have the hyphen, and scripts that run right to left have no use for one.
bool vr_fill_can_hyphenate(const struct vr_filler *filler, int32_t before)
{
	const struct vr_analysis *a = filler->analysis;
	int32_t last = before - 1;
	while (last > 0 && a->kinds[last] == VR_UNIT_HIDDEN)
		last--;
	int face = filler->metrics->face(filler->metrics->context, '-', filler->style->font.bold);
	return (a->levels[last] & 1) == 0 && a->faces[last] == face;
}
