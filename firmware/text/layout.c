// From a text to the lines that paint draws.
#include "fill.h"
#include "hyphen.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define LEADING 1.35
#define LEADING_TALL 1.5

struct layouter {
	struct vr_analysis analysis;
	struct vr_filler filler;
	struct vr_spans spans;
	struct vr_arena *arena;
	struct vr_layout *out;
};

static bool draws_something(const struct vr_analysis *a, int32_t from, int32_t to)
{
	for (int32_t i = from; i < to; i++) {
		if (a->kinds[i] == VR_UNIT_DRAWN)
			return true;
	}
	return false;
}

static bool resolve(struct layouter *layouter, int32_t from, int32_t to, struct vr_error *error)
{
	const struct vr_text_style *style = layouter->filler.style;
	struct vr_analysis *a = &layouter->analysis;
	vr_text_resolve_levels(a, from, to, style->rtl);
	vr_text_resolve_scripts(a, from, to, style->language);
	if (!style->no_break)
		vr_text_resolve_breaks(a, from, to, style->language);
	return vr_fill_paragraph(&layouter->filler, from, to, &layouter->spans, error);
}

// Empty paragraphs leave one empty line between others, none before the first and after the last.
static bool resolve_paragraphs(struct layouter *layouter, struct vr_error *error)
{
	struct vr_analysis *a = &layouter->analysis;
	bool gap = false;
	for (int32_t from = 0, to; from < a->length; from = to + 1) {
		for (to = from; to < a->length && a->kinds[to] != VR_UNIT_NEWLINE;)
			to++;
		if (!draws_something(a, from, to)) {
			gap = layouter->spans.count > 0;
			continue;
		}
		if (gap && !vr_fill_paragraph(&layouter->filler, from, from, &layouter->spans, error))
			return false;
		gap = false;
		if (!resolve(layouter, from, to, error))
			return false;
	}
	return true;
}

static bool put_run(struct layouter *layouter, const struct vr_span *span, int32_t from, int32_t to,
                    struct vr_text_run *run)
{
	struct vr_analysis *a = &layouter->analysis;
	vr_fill_run(&layouter->filler, from, to, span->hyphen && to == span->to, a->narrow, run);
	run->text = vr_arena_copy(layouter->arena, a->narrow, run->length);
	return run->text != NULL;
}

static int start_x(const struct vr_text_style *style, int width)
{
	int room = style->width > width ? style->width - width : 0;
	if (style->align == VR_ALIGN_CENTRE)
		return room / 2;
	return (style->align == VR_ALIGN_END) != style->rtl ? room : 0;
}

// Where a reader may pause: what ends the line, brackets and quotes aside.
static void note_pause(const struct vr_analysis *a, const struct vr_span *span, struct vr_text_line *line)
{
	for (int32_t at = span->to - 1; at >= span->from; at--) {
		int type = u_charType(a->units[at]);
		if (a->kinds[at] == VR_UNIT_HIDDEN || type == U_END_PUNCTUATION || type == U_FINAL_PUNCTUATION ||
		    a->units[at] == '"')
			continue;
		line->ends_sentence = u_hasBinaryProperty(a->units[at], UCHAR_S_TERM);
		line->ends_clause = u_hasBinaryProperty(a->units[at], UCHAR_TERMINAL_PUNCTUATION);
		return;
	}
}

static bool put_line(struct layouter *layouter, const struct vr_span *span, struct vr_text_line *line)
{
	struct vr_analysis *a = &layouter->analysis;
	size_t count = vr_fill_order(a, span->from, span->to);
	struct vr_text_run *logical = vr_arena_alloc(layouter->arena, 2 * count + 1, sizeof(*logical));
	if (logical == NULL)
		return false;
	struct vr_text_run *visual = logical + count;
	size_t index = 0;
	for (int32_t at = span->from; at < span->to; index++) {
		int32_t end = vr_fill_run_end(a, at, span->to);
		if (!put_run(layouter, span, at, end, &logical[index]))
			return false;
		line->width += logical[index].width;
		at = end;
	}
	int x = start_x(layouter->filler.style, line->width);
	for (size_t i = 0; i < count; i++) {
		struct vr_text_run run = logical[a->map[i]];
		if (run.length == 0) // only hidden characters
			continue;
		run.x = x;
		x += run.width;
		visual[line->run_count++] = run;
	}
	line->runs = visual;
	line->hyphen = span->hyphen;
	line->ends_paragraph = span->ends_paragraph;
	note_pause(a, span, line);
	return true;
}

static bool put_lines(struct layouter *layouter, struct vr_error *error)
{
	const struct vr_spans *spans = &layouter->spans;
	struct vr_text_line *lines = vr_arena_alloc(layouter->arena, spans->count + 1, sizeof(*lines));
	bool ok = lines != NULL;
	for (size_t i = 0; ok && i < spans->count; i++) {
		const struct vr_span *span = &spans->items[i];
		ok = put_line(layouter, span, &lines[i]);
		lines[i].from = layouter->analysis.source[span->from];
		lines[i].to = layouter->analysis.source[span->next];
		if (lines[i].width > layouter->filler.style->width)
			layouter->out->fits = false;
	}
	if (!ok)
		return vr_fail(error, VR_LIMIT, "text of %zu lines is more than its place may hold", spans->count);
	layouter->out->lines = lines;
	layouter->out->line_count = spans->count;
	return true;
}

static void measure_height(const struct layouter *layouter)
{
	const struct vr_metrics *metrics = layouter->filler.metrics;
	struct vr_font font = layouter->filler.style->font;
	int ascent, descent, capital;
	metrics->vertical(metrics->context, font, &ascent, &descent, &capital);
	double leading = layouter->analysis.tall ? LEADING_TALL : LEADING;
	layouter->out->line_height = (int)(font.px * leading + 0.5);
	layouter->out->ascent = (layouter->out->line_height - ascent - descent) / 2 + ascent;
}

bool vr_text_layout(const char *text, const struct vr_text_style *style, const struct vr_metrics *metrics,
                    struct vr_arena *arena, struct vr_layout *out, struct vr_error *error)
{
	assert(style->width > 0 && style->font.px > 0 && style->language != NULL);
	size_t length = strlen(text);
	struct layouter layouter = {.arena = arena, .out = out};
	*out = (struct vr_layout){.fits = true};
	if (length > VR_TEXT_MAX)
		return vr_fail(error, VR_LIMIT, "a text of %zu bytes is too long, %d at most", length, VR_TEXT_MAX);
	if (!vr_analysis_reserve(&layouter.analysis, length, error))
		return false;
	layouter.filler = (struct vr_filler){&layouter.analysis, style, metrics, false};
	vr_text_clean(&layouter.analysis, text, length, style, metrics);
	bool ok = resolve_paragraphs(&layouter, error) && put_lines(&layouter, error);
	free(layouter.spans.items);
	measure_height(&layouter);
	out->dropped = layouter.analysis.dropped;
	return ok;
}

void vr_text_cleanup(void)
{
	vr_analysis_cleanup();
	vr_text_levels_cleanup();
	vr_text_breaks_cleanup();
	vr_hyphen_cleanup();
	vr_fill_cleanup();
}
