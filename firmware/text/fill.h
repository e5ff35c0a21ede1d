// Cutting a paragraph into lines.
#ifndef VR_TEXT_FILL_H
#define VR_TEXT_FILL_H

#include "analysis.h"

// Units of one line: drawn from … to, the next line begins at next (spaces between are not drawn).
struct vr_span {
	int32_t from, to, next;
	bool hyphen; // one that the source has not is drawn after the last unit
	bool ends_paragraph;
};

struct vr_spans {
	struct vr_span *items; // owned
	size_t count, room;
};

struct vr_filler {
	const struct vr_analysis *analysis;
	const struct vr_text_style *style;
	const struct vr_metrics *metrics;
	bool whole_words; // no hyphens from the dictionary
};

// Width of units from … to as they stand on a line, with a hyphen after them or not.
int vr_fill_measure(const struct vr_filler *filler, int32_t from, int32_t to, bool hyphen);

// The end of the run of one level, script and face that begins at from.
int32_t vr_fill_run_end(const struct vr_analysis *analysis, int32_t from, int32_t to);

// The visual order of the runs from … to, into analysis->map (UAX #9, rule L2); returns how many there are. Spaces at
// the end of a line are not in it, so rule L1 has nothing to do.
size_t vr_fill_order(struct vr_analysis *analysis, int32_t from, int32_t to);

// The run of units from … to, which are of one level, script and face; its text is written into room.
void vr_fill_run(const struct vr_filler *filler, int32_t from, int32_t to, bool hyphen, char *room,
                 struct vr_text_run *run);

// Whether a hyphen may be drawn after the unit before this one.
bool vr_fill_can_hyphenate(const struct vr_filler *filler, int32_t before);

// UTF-8 of units from … to without what is hidden, and a hyphen if asked; returns its bytes. out: 3 a unit, and 1.
size_t vr_fill_utf8(const struct vr_analysis *analysis, int32_t from, int32_t to, bool hyphen, char *out);

// Appends the lines of the paragraph from … to; the spans' memory grows by vr_alloc_large, false with VR_MEMORY.
bool vr_fill_paragraph(const struct vr_filler *filler, int32_t from, int32_t to, struct vr_spans *spans,
                       struct vr_error *error) VR_MUST_USE;

void vr_fill_cleanup(void);

#endif
