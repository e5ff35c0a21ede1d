// However hostile a text is, a slide of it is measured and composed in a bounded number of steps: the bytes that fonts
// are asked to shape stay in proportion to the text.
#include "hostile.h"

// Bytes shaped for each byte of the text, and besides it: the band, phrases, a title that is tried in three sizes.
#define TIMES_SHAPED 20
#define SHAPED_BESIDES 20000

static size_t shaped;

static int counted_face(void *context, uint32_t code_point, bool bold)
{
	const struct vr_metrics *metrics = context;

	return metrics->face(metrics->context, code_point, bold);
}

static int counted_width(void *context, struct vr_font font, const struct vr_text_run *run)
{
	const struct vr_metrics *metrics = context;

	shaped += run->length;
	return metrics->width(metrics->context, font, run);
}

static void counted_vertical(void *context, struct vr_font font, int *ascent, int *descent, int *capital)
{
	const struct vr_metrics *metrics = context;

	metrics->vertical(metrics->context, font, ascent, descent, capital);
}

static void words_that_end_often(struct vr_programme *programme)
{
	add_message(programme, "Rubrik", repeated(programme, "Ja. Nej! Kl. 8. ", 125));
}

static void long_compounds(struct vr_programme *programme)
{
	add_message(programme, repeated(programme, "Vaccinationsmottagning ", 8),
	            repeated(programme, "öppenvårdsmottagningens provtagningsremisser ", 44));
}

static void numbers_without_end(struct vr_programme *programme)
{
	add_message(programme, repeated(programme, "08-123 456 ", 18),
	            repeated(programme, "12 3-4 (0)5 kl 6 7:8 ", 95));
}

static const struct {
	const char *name;
	void (*build)(struct vr_programme *programme);
} texts[] = {
        {"text_without_a_space", text_without_a_space},
        {"title_of_one_word", title_of_one_word},
        {"stacked_marks", stacked_marks},
        {"towers", towers},
        {"emoji", emoji},
        {"bidi_controls", bidi_controls},
        {"unbalanced_controls", unbalanced_controls},
        {"broken_bytes", broken_bytes},
        {"every_script", every_script},
        {"many_paragraphs", many_paragraphs},
        {"long_everything", long_everything},
        {"words_that_end_often", words_that_end_often},
        {"long_compounds", long_compounds},
        {"numbers_without_end", numbers_without_end},
};

static void steps_are_bounded(void **state)
{
	static const struct vr_panel panels[] = {
	        {1920, 1080, 43, 3}, {1920, 1080, 43, 20}, {1080, 1920, 43, 3}, {1024, 600, 10, 1.5}};
	struct wall *wall = *state;
	const struct vr_metrics *real = wall->look.metrics;
	const struct vr_metrics counting = {(void *)(uintptr_t)real, counted_face, counted_width, counted_vertical};

	wall->look.metrics = &counting;
	for (size_t i = 0; i < VR_COUNT(texts) * VR_COUNT(panels); i++) {
		struct vr_programme *programme = empty_programme();
		const char *name = texts[i / VR_COUNT(panels)].name;
		struct vr_slide slide;
		size_t bytes;

		texts[i / VR_COUNT(panels)].build(programme);
		wall->look.panel = panels[i % VR_COUNT(panels)];
		slide = slide_of(wall, programme, VR_SLIDE_MESSAGE, 0, i % 2 ? 3 : 0);
		bytes = strlen(vr_localized_get(&programme->messages[0].title, 0)) +
		        strlen(vr_localized_get(&programme->messages[0].text, 0));
		shaped = 0;
		measured(wall, &slide);
		if (shaped > SHAPED_BESIDES + TIMES_SHAPED * bytes)
			fail_msg("%s, panel %zu: %zu bytes shaped for %zu of text", name, i % VR_COUNT(panels), shaped,
			         bytes);
		vr_programme_unref(programme);
	}
	wall->look.metrics = real;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(steps_are_bounded),
	};

	return cmocka_run_group_tests(tests, open_wall, close_wall);
}
