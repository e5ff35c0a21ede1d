// What text costs: laying out and composing a slide of 600 characters with warm fonts, and the memory that letters take
// after 20 messages in five languages. Prints "latin_ms arabic_ms latin_slide_ms arabic_slide_ms letters_kib": medians;
// the first two are one layout, the others a whole slide with the sizes that are tried for its title.
#include "vantrum/paint.h"
#include "vantrum/slide.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROUNDS 200
#define MESSAGES 20
#define CHARACTERS 600

static const char tags[][VR_LANGUAGE_TAG] = {"sv", "fi", "en", "ar", "so"};
enum { SWEDISH = 0, ARABIC = 3, LANGUAGES = VR_COUNT(tags) };

static const char *const sentences[LANGUAGES] = {
        "Ta en nummerlapp vid dörren och sätt dig ner. Personalen ropar upp ditt nummer. Vaccinationsmottagningen är "
        "öppen 08:30–16:00. ",
        "Ota jonotusnumero oven vierestä ja istu odottamaan. Henkilökunta kutsuu numerosi. Rokotusvastaanotto on "
        "avoinna klo 08:30–16:00. ",
        "Take a ticket by the door and sit down. The staff will call your number. The vaccination clinic is open "
        "08:30–16:00. ",
        "خذ رقمًا عند الباب واجلس. سينادي الموظفون رقمك. عيادة التطعيم مفتوحة من الساعة 08:30 إلى 16:00. "
        "أخبر الموظفين إذا ساءت حالتك. ",
        "Nambar ka qaado albaabka agtiisa oo fadhiiso. Shaqaaluhu waxay u yeeri doonaan nambarkaaga. Rugta tallaalku "
        "waa furan tahay 08:30–16:00. ",
};

static struct vr_language *languages[LANGUAGES];

static double now_ms(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static double median(double *values)
{
	qsort(values, ROUNDS, sizeof *values, by_value);
	return values[ROUNDS / 2];
}

static void must(bool good, const struct vr_error *error)
{
	if (good)
		return;
	fprintf(stderr, "%s\n", error->what);
	exit(1);
}

static const struct vr_language *language(void *context, const char *tag)
{
	struct vr_error error;

	(void)context;
	for (size_t i = 0; i < LANGUAGES; i++) {
		if (strcmp(tags[i], tag) != 0)
			continue;
		if (!languages[i])
			must(vr_language_create(tag, &languages[i], &error), &error);
		return languages[i];
	}
	return language(NULL, tags[0]);
}

static bool no_picture(void *context, const char *sha256)
{
	(void)context;
	(void)sha256;
	return false;
}

// Sentences up to so many characters, beginning with the number-th word so that no two texts are the same.
static const char *text_of(struct vr_arena *arena, size_t tongue, size_t number, size_t characters)
{
	const char *sentence = sentences[tongue];
	size_t length = strlen(sentence), at = 0, out = 0;
	char *text = vr_arena_alloc(arena, characters * 4 + 1, 1);

	for (; number > 0 && sentence[at]; at++)
		number -= sentence[at] == ' ';
	for (size_t i = 0; i < characters; i++) {
		size_t from = at % length, to = from;

		vr_utf8_next(sentence, length, &to);
		memcpy(text + out, sentence + from, to - from);
		out += to - from;
		at = to;
	}
	return text;
}

static struct vr_localized in_all(struct vr_arena *arena, size_t number, size_t characters)
{
	struct vr_localized_entry *entries = vr_arena_alloc(arena, LANGUAGES, sizeof *entries);

	for (size_t i = 0; i < LANGUAGES; i++)
		entries[i] = (struct vr_localized_entry){(uint8_t)i, text_of(arena, i, number, characters)};
	return (struct vr_localized){entries, LANGUAGES};
}

// The first message is as long as what is measured, the others of everyday length.
static struct vr_programme *make_programme(void)
{
	struct vr_programme *programme = vr_programme_create();
	struct vr_message *messages = vr_arena_alloc(&programme->arena, MESSAGES, sizeof *messages);

	for (size_t i = 0; i < MESSAGES; i++)
		messages[i] = (struct vr_message){.id = "bench",
		                                  .kind = (enum vr_kind)(i % 3),
		                                  .title = in_all(&programme->arena, i, 24),
		                                  .text = in_all(&programme->arena, i, i ? 120 : CHARACTERS),
		                                  .languages = VR_LANGUAGE_BIT(LANGUAGES) - 1,
		                                  .valid_from = VR_INSTANT_ALWAYS,
		                                  .valid_until = VR_INSTANT_NEVER};
	programme->series = "";
	programme->languages = tags;
	programme->language_count = LANGUAGES;
	programme->clinic.time_zone = "Europe/Stockholm";
	programme->clinic.name = in_all(&programme->arena, 0, 20);
	programme->messages = messages;
	programme->message_count = MESSAGES;
	return programme;
}

static struct vr_slide slide_of(const struct vr_programme *programme, size_t message, size_t tongue)
{
	return (struct vr_slide){.kind = VR_SLIDE_MESSAGE,
	                         .programme = programme,
	                         .message = message,
	                         .languages = {(uint8_t)tongue},
	                         .language_count = 1,
	                         .page = 1,
	                         .pages = 1,
	                         .clock = {.hour = 10, .minute = 30},
	                         .ends = {.hour = -1}};
}

static double layout_ms(const struct vr_look *look, const char *text, size_t tongue)
{
	struct vr_sizes sizes = vr_sizes_for(&look->panel, look->capital_per_em, look->average_per_em);
	const struct vr_text_style style = {.font = {(uint16_t)sizes.primary, false},
	                                    .language = tags[tongue],
	                                    .rtl = tongue == ARABIC,
	                                    .width = look->panel.width - 2 * sizes.margin};
	double taken[ROUNDS];

	for (size_t i = 0; i < ROUNDS; i++) {
		struct vr_arena arena;
		struct vr_layout layout;
		struct vr_error error;
		double start;

		vr_arena_init(&arena, 1u << 20);
		start = now_ms();
		must(vr_text_layout(text, &style, look->metrics, &arena, &layout, &error), &error);
		taken[i] = now_ms() - start;
		vr_arena_release(&arena);
	}
	return median(taken);
}

static double slide_ms(const struct vr_look *look, const struct vr_programme *programme, size_t tongue)
{
	struct vr_slide slide = slide_of(programme, 0, tongue);
	double taken[ROUNDS];

	for (size_t i = 0; i < ROUNDS; i++) {
		struct vr_scene scene;
		struct vr_error error;
		double start = now_ms();

		must(vr_slide_compose(&slide, look, &scene, &error), &error);
		taken[i] = now_ms() - start;
		vr_scene_release(&scene);
	}
	return median(taken);
}

// Draws every page of every message in every language; returns the most that letters and icons held.
static size_t draw_all(struct vr_paint *paint, const struct vr_look *look, const struct vr_programme *programme)
{
	struct vr_pixels pixels;
	struct vr_error error;
	size_t most = 0;

	must(vr_pixels_create(look->panel.width, look->panel.height, &pixels, &error), &error);
	for (size_t i = 0; i < MESSAGES * LANGUAGES; i++) {
		struct vr_slide slide = slide_of(programme, i / LANGUAGES, i % LANGUAGES);
		struct vr_item item = {VR_SLIDE_MESSAGE, (uint32_t)slide.message};
		struct vr_book_entry entry;

		vr_slide_measure(programme, item, VR_LANGUAGE_BIT(i % LANGUAGES), look, &entry);
		for (slide.pages = entry.pages; slide.page <= slide.pages; slide.page++) {
			struct vr_scene scene;

			must(vr_slide_compose(&slide, look, &scene, &error), &error);
			vr_paint_draw(paint, &scene, NULL, &pixels);
			vr_scene_release(&scene);
			most = vr_paint_memory(paint) > most ? vr_paint_memory(paint) : most;
		}
	}
	vr_pixels_release(&pixels);
	return most;
}

int main(void)
{
	struct vr_paint *paint = NULL;
	struct vr_error error;

	must(vr_paint_create(&paint, &error), &error);
	const struct vr_look look = {.theme = vr_theme_light(),
	                             .metrics = vr_paint_metrics(paint),
	                             .panel = {1920, 1080, 43, 3},
	                             .capital_per_em = vr_paint_capital_per_em(paint),
	                             .average_per_em = vr_paint_average_per_em(paint),
	                             .language = language,
	                             .has_picture = no_picture,
	                             .today = {.hour = 10}};
	struct vr_programme *programme = make_programme();
	size_t most = draw_all(paint, &look, programme); // which warms the fonts

	printf("%.3f", layout_ms(&look, vr_localized_get(&programme->messages[0].text, SWEDISH), SWEDISH));
	printf(" %.3f", layout_ms(&look, vr_localized_get(&programme->messages[0].text, ARABIC), ARABIC));
	printf(" %.3f", slide_ms(&look, programme, SWEDISH));
	printf(" %.3f %zu\n", slide_ms(&look, programme, ARABIC), most / 1024);
	vr_programme_unref(programme);
	for (size_t i = 0; i < LANGUAGES; i++)
		vr_language_destroy(languages[i]);
	vr_paint_destroy(paint);
	vr_text_cleanup();
	return 0;
}
