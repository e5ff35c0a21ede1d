// A text laid out with characters of one width, and its lines as a text to compare: what the tests of lines share.
#ifndef VANTRUM_TESTS_TEXT_LAID_H
#define VANTRUM_TESTS_TEXT_LAID_H

#include "fake_metrics.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define EM 20 // so that every character is 10 pixels wide

struct laid {
	struct vr_arena arena;
	struct vr_layout layout;
	struct vr_buffer shown; // lines in visual order of runs, each ended by '|'
};

static inline struct vr_text_style style_of(int characters)
{
	return (struct vr_text_style){.font = {EM, false}, .language = "sv", .width = characters * 10};
}

static inline struct laid lay(const char *text, struct vr_text_style style)
{
	struct laid laid;
	struct vr_error error;
	vr_arena_init(&laid.arena, 4 << 20);
	vr_buffer_init(&laid.shown, 1 << 20);
	assert_true(vr_text_layout(text, &style, &fake_metrics, &laid.arena, &laid.layout, &error));
	for (size_t i = 0; i < laid.layout.line_count; i++) {
		const struct vr_text_line *line = &laid.layout.lines[i];
		for (size_t k = 0; k < line->run_count; k++)
			vr_buffer_add(&laid.shown, line->runs[k].text, line->runs[k].length);
		vr_buffer_text(&laid.shown, "|");
	}
	return laid;
}

static inline void drop(struct laid *laid)
{
	vr_buffer_release(&laid->shown);
	vr_arena_release(&laid->arena);
}

static inline void expect(const char *text, struct vr_text_style style, const char *shown)
{
	struct laid laid = lay(text, style);
	assert_string_equal(vr_buffer_string(&laid.shown), shown);
	drop(&laid);
}

static inline int cleanup(void **state)
{
	(void)state;
	vr_text_cleanup();
	return 0;
}

#endif
