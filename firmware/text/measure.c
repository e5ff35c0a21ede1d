// Runs and their widths.
#include "fill.h"

#include <stdio.h>
#include <string.h>

static bool same_run(const struct vr_analysis *a, int32_t one, int32_t other)
{
	return a->levels[one] == a->levels[other] && a->scripts[one] == a->scripts[other] &&
	       a->faces[one] == a->faces[other];
}

int32_t vr_fill_run_end(const struct vr_analysis *a, int32_t from, int32_t to)
{
	int32_t first = from;
	while (first < to && a->kinds[first] == VR_UNIT_HIDDEN)
		first++;
	int32_t end = first;
	while (end < to && (a->kinds[end] == VR_UNIT_HIDDEN || same_run(a, first, end)))
		end++;
	return end;
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
	int32_t first = from;
	while (first + 1 < to && a->kinds[first] == VR_UNIT_HIDDEN)
		first++;
	*run = (struct vr_text_run){
	        .text = room,
	        .length = (uint16_t)vr_fill_utf8(a, from, to, hyphen, room),
	        .face = a->faces[first],
	        .rtl = (a->levels[first] & 1) != 0,
	};
	const char *script = uscript_getShortName((UScriptCode)a->scripts[first]);
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
