// A preview is, to the pixel, what the screen's own `render` draws of the same message at the same time.
#include "hub/preview/preview.h"

#include "app/rehearsal.h"

#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define SAMPLE VR_SOURCE_DIR "/assets/sample"
#define PNG_MAX ((size_t)64 << 20)

static struct vr_instant at(const char *text)
{
	struct vr_instant instant;
	struct vr_error error;
	if (!vr_instant_parse(text, &instant, &error))
		fail_msg("%s", error.what);
	return instant;
}

static const struct vr_preview_screen small = {.width = 640, .height = 360, .diagonal_in = 43, .distance_m = 3};

static struct vr_preview *open_preview(const char *media)
{
	struct vr_preview *preview;
	struct vr_error error;
	if (!vr_preview_create(media, &preview, &error))
		fail_msg("%s", error.what);
	return preview;
}

// --- a clinic of the test's own, as a folder ---

static char folder[64]; // programme.json and media/
static char picture[VR_SHA256_HEX];

static const char long_text[] =
        "När du kommer tar du en nummerlapp vid dörren. Sätt dig sedan var du vill. Sköterskan ropar upp ditt nummer "
        "och visar dig till rätt rum. Är du yrsel eller har svårt att andas, säg till direkt utan att vänta på din "
        "tur. Har du med dig ett barn finns leksaker och böcker i hörnet vid fönstret. Toaletten ligger till höger om "
        "kassan, och den har ett skötbord. Vatten finns i automaten. Behöver du ladda telefonen finns det uttag under "
        "bänken. Vill du prata med någon på ett annat språk hjälper disken dig att ringa en tolk. Du betalar ditt "
        "besök i kassan innan du går, med kort eller faktura. Tiden på skärmen räknas om var femte minut.";

static void write_file(const char *name, const void *bytes, size_t length)
{
	char path[128];
	struct vr_error error;
	snprintf(path, sizeof path, "%s/%s", folder, name);
	if (!vr_file_replace(path, bytes, length, 0644, &error))
		fail_msg("%s", error.what);
}

// A picture of stripes; its name is written into `picture`.
static void write_picture(void)
{
	struct vr_pixels pixels;
	struct vr_buffer png;
	struct vr_error error;
	unsigned char hash[crypto_hash_sha256_BYTES];
	char name[96];
	vr_buffer_init(&png, PNG_MAX);
	assert_true(vr_pixels_create(1400, 900, &pixels, &error));
	for (int i = 0; i < 1400 * 900; i++)
		pixels.data[i] = i / 16 % 2 ? 0xff205080 : 0xffe0c040 + (uint32_t)(i / 1400 % 64);
	assert_true(vr_image_encode_png(&pixels, &png, &error));
	crypto_hash_sha256(hash, (const unsigned char *)png.data, png.length);
	sodium_bin2hex(picture, sizeof picture, hash, sizeof hash);
	snprintf(name, sizeof name, "media/%s", picture);
	write_file(name, png.data, png.length);
	vr_pixels_release(&pixels);
	vr_buffer_release(&png);
}

static const char head[] =
        "{\"format\": 1, \"series\": \"t\", \"sequence\": 1, \"issued_at\": \"2026-11-23T08:00:00Z\","
        "\"clinic\": {\"id\": \"lunden\", \"name\": {\"sv\": \"Lunden\"}, \"time_zone\": \"Europe/Stockholm\","
        "\"opening_hours\": [{\"days\": [\"mon\"], \"from\": \"08:00\", \"until\": \"16:00\"}]},"
        "\"languages\": [\"sv\", \"en\", \"ar\", \"fi\", \"so\"], \"waits\": [], \"messages\": [";

static const char messages[] =
        "{\"id\": \"long\", \"kind\": \"notice\", \"priority\": \"important\", \"title\": {\"sv\": \"Så går det till\","
        " \"ar\": \"كيف تسير الأمور\"}, \"text\": {\"sv\": \"%s\", \"ar\": \"خذ رقمًا عند الباب ثم اجلس. ننادي رقمك "
        "ونرشدك إلى الغرفة. أخبرنا فورًا إذا ساءت حالتك.\"}, \"valid_until\": \"2026-11-23T14:00:00Z\"},"
        "{\"id\": \"picture\", \"kind\": \"health\", \"title\": {\"sv\": \"Randigt\", \"en\": \"Stripes\"},"
        " \"text\": {\"sv\": \"Ränder är bra när man vill se var en yta slutar. De syns långt ifrån, i mörker och i "
        "regn. Den som inte ser färger ser ränder ändå.\", \"en\": \"Stripes are good.\"}, \"picture\": {\"href\": "
        "\"%s\","
        " \"sha256\": \"%s\", \"type\": \"image/png\", \"alt\": {\"sv\": \"Ränder\"}, \"fit\": \"%s\"}},"
        "{\"id\": \"urgent\", \"kind\": \"notice\", \"priority\": \"urgent\", \"title\": {\"sv\": \"Labbet är stängt\","
        " \"en\": \"The lab is closed\"}, \"valid_until\": \"2026-11-23T12:30:00Z\"}";

static const char emergency[] =
        ",{\"id\": \"leave\", \"kind\": \"alert\", \"priority\": \"emergency\", \"issued_at\": "
        "\"2026-11-23T08:59:00Z\", \"valid_until\": \"2026-11-23T11:00:00Z\", \"title\": {\"sv\": \"Lämna huset nu\","
        "\"en\": \"Leave the building now\", \"ar\": \"غادروا المبنى الآن\", \"fi\": \"Poistukaa talosta nyt\","
        "\"so\": \"Hadda ka baxa dhismaha\"}, \"text\": {\"sv\": \"Gå ut genom närmaste dörr. Ta inte hissen.\","
        "\"en\": \"Go out through the nearest door. Do not take the lift.\", \"ar\": \"اخرجوا من أقرب باب. لا "
        "تستخدموا المصعد.\"}}";

static void write_programme(bool with_emergency, const char *fit)
{
	struct vr_buffer json;
	vr_buffer_init(&json, 65536);
	vr_buffer_text(&json, head);
	vr_buffer_format(&json, messages, long_text, picture, picture, fit);
	if (with_emergency)
		vr_buffer_text(&json, emergency);
	vr_buffer_text(&json, "]}");
	assert_false(json.full);
	write_file("programme.json", json.data, json.length);
	vr_buffer_release(&json);
}

static int make_folder(void **state)
{
	char media[96];
	struct vr_error error;
	(void)state;
	snprintf(folder, sizeof folder, "/tmp/vantrum-preview-XXXXXX");
	assert_non_null(mkdtemp(folder));
	snprintf(media, sizeof media, "%s/media", folder);
	assert_true(vr_file_make_folder(media, &error));
	write_picture();
	write_programme(false, "cover");
	return 0;
}

static int remove_folder(void **state)
{
	char path[160];
	(void)state;
	snprintf(path, sizeof path, "%s/media/%s", folder, picture);
	unlink(path);
	snprintf(path, sizeof path, "%s/media", folder);
	rmdir(path);
	snprintf(path, sizeof path, "%s/programme.json", folder);
	unlink(path);
	return rmdir(folder);
}

// --- the screen beside the preview ---

struct beside {
	char programme[128];
	char media[128];
	struct rehearsal wall;
	struct vr_preview *preview;
	struct vr_preview_screen screen;
	struct vr_buffer png;
};

static void take_policy(struct vr_config *config, const struct vr_preview_screen *screen)
{
	static const enum vr_screen_languages words[] = {[VR_POLICY_SEQUENCE] = VR_SCREEN_LANGUAGES_SEQUENCE,
	                                                 [VR_POLICY_PAIRED] = VR_SCREEN_LANGUAGES_PAIRED,
	                                                 [VR_POLICY_SINGLE] = VR_SCREEN_LANGUAGES_SINGLE};
	config->languages = words[screen->policy];
	snprintf(config->language, sizeof config->language, "%s", screen->language);
}

static void open_beside(struct beside *beside, const char *clinic, const struct vr_preview_screen *screen,
                        const char *now)
{
	*beside = (struct beside){.screen = *screen};
	snprintf(beside->programme, sizeof beside->programme, "%s/programme.json", clinic);
	snprintf(beside->media, sizeof beside->media, "%s/media", clinic);
	struct options options = {.programme = beside->programme,
	                          .now = at(now),
	                          .for_s = -1,
	                          .width = screen->width,
	                          .height = screen->height};
	enum exit_code code;
	assert_true(vr_rehearsal_init(&beside->wall, &options, &code));
	if (screen->distance_m > 0)
		beside->wall.settings.config.viewing_distance_m = screen->distance_m;
	if (screen->diagonal_in > 0)
		beside->wall.settings.config.diagonal_in = screen->diagonal_in;
	if (screen->own_policy)
		take_policy(&beside->wall.settings.config, screen);
	vr_stage_resize(beside->wall.stage, &beside->wall.settings.config, screen->width, screen->height);
	beside->preview = open_preview(beside->media);
	vr_buffer_init(&beside->png, PNG_MAX);
}

static void close_beside(struct beside *beside)
{
	vr_preview_destroy(beside->preview);
	vr_rehearsal_release(&beside->wall);
	vr_buffer_release(&beside->png);
}

static void expect_pixels(const struct vr_buffer *png, const struct vr_pixels *wanted, const char *what)
{
	struct vr_pixels found;
	struct vr_error error;
	if (!vr_image_decode(png->data, png->length, wanted->width, wanted->height, true, &found, &error))
		fail_msg("%s", error.what);
	if (found.width != wanted->width || found.height != wanted->height)
		fail_msg("%s: %d × %d instead of %d × %d", what, found.width, found.height, wanted->width,
		         wanted->height);
	size_t count = (size_t)wanted->width * (size_t)wanted->height, differ = 0;
	for (size_t i = 0; i < count; i++)
		differ += found.data[i] != wanted->data[i];
	if (differ > 0)
		fail_msg("%s: %zu pixels differ", what, differ);
	vr_pixels_release(&found);
}

// Each language of the slide on the wall, as a preview of its page.
static void compare_slide(struct beside *beside, const struct vr_slide *slide)
{
	const struct vr_programme *programme = beside->wall.programme;
	const char *id = programme->messages[slide->message].id;
	struct vr_pixels wall;
	struct vr_error error;
	vr_stage_prepare(beside->wall.stage, slide);
	assert_true(vr_stage_paint(beside->wall.stage, slide, &wall, &error));
	// Of a pair, the one that changes: the one that stays is beside the first of the others in a preview.
	bool pair = slide->kind == VR_SLIDE_MESSAGE && slide->language_count > 1;
	for (size_t i = pair ? 1 : 0; i < slide->language_count; i++) {
		unsigned pages = 0;
		vr_buffer_clear(&beside->png);
		if (!vr_preview_message(beside->preview, programme, slide->message, &beside->screen,
		                        programme->languages[slide->languages[i]], slide->page, beside->wall.now.wall,
		                        &beside->png, &pages, &error))
			fail_msg("%s: %s", id, error.what);
		assert_int_equal(pages, slide->pages);
		expect_pixels(&beside->png, &wall, id);
	}
	vr_pixels_release(&wall);
}

// Plays the wall for some time; returns how many slides with messages were compared.
static size_t compare_show(struct beside *beside, int64_t seconds)
{
	int64_t end = beside->wall.now.wall.ms + seconds * VR_SECOND;
	size_t compared = 0;
	while (beside->wall.now.wall.ms < end) {
		struct vr_slide slide;
		vr_rehearsal_next(&beside->wall, &slide);
		// Languages in turn are previewed each by itself, with pages of its own.
		bool paired = beside->screen.own_policy ? beside->screen.policy == VR_POLICY_PAIRED
		                                        : beside->wall.programme->language_policy == VR_POLICY_PAIRED;
		bool in_turn = paired && slide.language_count == 1;
		if (!in_turn && (slide.kind == VR_SLIDE_MESSAGE || slide.kind == VR_SLIDE_EMERGENCY)) {
			compare_slide(beside, &slide);
			compared++;
		}
		vr_rehearsal_advance(&beside->wall, slide.until);
	}
	return compared;
}

static void the_sample_is_as_on_the_wall(void **state)
{
	static const struct vr_preview_screen screens[] = {
	        {.width = 640, .height = 360, .diagonal_in = 43, .distance_m = 3, .theme = "light"},
	        {.width = 360, .height = 640, .diagonal_in = 32, .distance_m = 2, .theme = ""},
	        {.width = 800, .height = 480, .diagonal_in = 43, .distance_m = 7}};
	(void)state;
	for (size_t i = 0; i < VR_COUNT(screens); i++) {
		struct beside beside;
		open_beside(&beside, SAMPLE, &screens[i], i == 2 ? "2026-11-23T19:00:00Z" : "2026-11-23T10:00:00Z");
		assert_true(compare_show(&beside, 600) >= 12);
		close_beside(&beside);
	}
}

static void full_size_is_as_on_the_wall(void **state)
{
	const struct vr_preview_screen screen = {.width = 1920, .height = 1080};
	struct beside beside;
	(void)state;
	open_beside(&beside, SAMPLE, &screen, "2026-11-23T10:00:00Z");
	assert_true(compare_show(&beside, 90) >= 2);
	close_beside(&beside);
}

static void every_kind_is_as_on_the_wall(void **state)
{
	(void)state;
	for (int round = 0; round < 3; round++) {
		struct beside beside;
		write_programme(round == 2, round == 1 ? "contain" : "cover");
		open_beside(&beside, folder, &small, "2026-11-23T09:00:00Z");
		assert_true(compare_show(&beside, 180) >= 6);
		close_beside(&beside);
	}
	write_programme(false, "cover");
}

// --- one call at a time ---

static const struct vr_programme *read_programme(void)
{
	const struct vr_programme *programme;
	struct vr_buffer json;
	struct vr_error error;
	char path[128];
	snprintf(path, sizeof path, "%s/programme.json", folder);
	vr_buffer_init(&json, 65536);
	assert_true(vr_file_read(path, &json, &error));
	if (!vr_wire_programme(json.data, json.length, NULL, &programme, &error))
		fail_msg("%s", error.what);
	assert_int_equal(programme->set_aside_count, 0);
	vr_buffer_release(&json);
	return programme;
}

struct call {
	const struct vr_programme *programme;
	struct vr_preview *preview;
	struct vr_preview_screen screen;
	struct vr_buffer png;
	struct vr_error error;
	unsigned pages;
};

static int begin(void **state)
{
	static struct call call;
	char media[96];
	snprintf(media, sizeof media, "%s/media", folder);
	call = (struct call){.programme = read_programme(), .preview = open_preview(media), .screen = small};
	vr_buffer_init(&call.png, PNG_MAX);
	*state = &call;
	return 0;
}

static int end(void **state)
{
	struct call *call = *state;
	vr_preview_destroy(call->preview);
	vr_programme_unref(call->programme);
	vr_buffer_release(&call->png);
	return 0;
}

static bool ask(struct call *call, const char *id, const char *language, unsigned page)
{
	vr_buffer_clear(&call->png);
	return vr_preview_message(call->preview, call->programme,
	                          (size_t)vr_programme_find_message(call->programme, id), &call->screen, language, page,
	                          at("2026-11-23T09:00:00Z"), &call->png, &call->pages, &call->error);
}

static void must(struct call *call, const char *id, const char *language, unsigned page)
{
	if (!ask(call, id, language, page))
		fail_msg("%s in %s: %s", id, language, call->error.what);
	assert_true(call->png.length > 100);
}

static struct vr_buffer keep(const struct call *call)
{
	struct vr_buffer copy;
	vr_buffer_init(&copy, PNG_MAX);
	vr_buffer_add(&copy, call->png.data, call->png.length);
	return copy;
}

static bool same(const struct vr_buffer *a, const struct vr_buffer *b)
{
	return a->length == b->length && memcmp(a->data, b->data, a->length) == 0;
}

// Where the clinic's language stays beside another one, staff see both.
static void pairs_are_as_on_the_wall(void **state)
{
	static const char paired[] = "\"language_policy\": \"paired\", ";
	struct vr_preview_screen near = {.width = 960, .height = 540, .diagonal_in = 55, .distance_m = 1.5};
	struct vr_buffer json, changed;
	struct vr_error error;
	struct beside beside;
	char path[128];
	(void)state;
	snprintf(path, sizeof path, "%s/programme.json", folder);
	vr_buffer_init(&json, 65536);
	vr_buffer_init(&changed, 65536 + sizeof paired);
	assert_true(vr_file_read(path, &json, &error));
	vr_buffer_text(&changed, "{");
	vr_buffer_text(&changed, paired);
	vr_buffer_text(&changed, vr_buffer_string(&json) + 1);
	write_file("programme.json", changed.data, changed.length);
	open_beside(&beside, folder, &near, "2026-11-23T09:30:00Z");
	assert_int_equal(beside.wall.programme->language_policy, VR_POLICY_PAIRED);
	assert_true(compare_show(&beside, 600) >= 2);
	close_beside(&beside);
	write_file("programme.json", json.data, json.length);
	vr_buffer_release(&json);
	vr_buffer_release(&changed);
}

static void pages_of_a_long_text_differ(void **state)
{
	struct call *call = *state;
	must(call, "long", "sv", 1);
	unsigned pages = call->pages;
	assert_in_range(pages, 2, 20);
	struct vr_buffer before = keep(call);
	for (unsigned page = 2; page <= pages; page++) {
		must(call, "long", "sv", page);
		assert_int_equal(call->pages, pages);
		assert_false(same(&before, &call->png));
	}
	vr_buffer_release(&before);
	assert_false(ask(call, "long", "sv", pages + 1));
	assert_int_equal(call->error.code, VR_NOT_FOUND);
	assert_int_equal(call->pages, pages);
	assert_int_equal(call->png.length, 0);
	assert_false(ask(call, "long", "sv", 0));
	assert_int_equal(call->error.code, VR_NOT_FOUND);
	assert_false(ask(call, "long", "sv", 257));
}

static void what_is_not_there_is_refused(void **state)
{
	struct call *call = *state;
	assert_false(ask(call, "long", "en", 1));
	assert_int_equal(call->error.code, VR_INVALID);
	assert_false(ask(call, "long", "tlh", 1));
	assert_int_equal(call->error.code, VR_INVALID);
	assert_false(ask(call, "nothing", "sv", 1));
	assert_int_equal(call->error.code, VR_INVALID);
}

// The panel's own colours; those of a file that the hub does not have are the light ones.
static void the_screens_theme_is_drawn(void **state)
{
	static const char *const themes[] = {"", "light", "neon", "/etc/vantrum/ours.ini", NULL, "dark", "contrast"};
	struct vr_pixels pixels[VR_COUNT(themes)];
	struct call *call = *state;
	struct vr_error error;
	for (size_t i = 0; i < VR_COUNT(themes); i++) {
		call->screen.theme = themes[i];
		assert_true(ask(call, "long", "sv", 1));
		assert_true(vr_image_decode(call->png.data, call->png.length, 4096, 4096, true, &pixels[i], &error));
	}
	size_t bytes = sizeof *pixels[0].data * (size_t)pixels[0].width * (size_t)pixels[0].height;
	for (size_t i = 1; i < 5; i++)
		assert_memory_equal(pixels[0].data, pixels[i].data, bytes);
	const uint32_t *corners[] = {&pixels[0].data[pixels[0].width - 1], &pixels[5].data[pixels[5].width - 1],
	                             &pixels[6].data[pixels[6].width - 1]};
	assert_int_equal(*corners[0], 0xfff8f5ef);
	assert_int_equal(*corners[1], 0xff121a26);
	assert_int_equal(*corners[2], 0xff000000);
	for (size_t i = 0; i < VR_COUNT(themes); i++)
		vr_pixels_release(&pixels[i]);
}

static void expect_size(const struct call *call, int width, int height)
{
	struct vr_pixels pixels;
	struct vr_error error;
	assert_true(vr_image_decode(call->png.data, call->png.length, 4096, 4096, true, &pixels, &error));
	assert_int_equal(pixels.width, width);
	assert_int_equal(pixels.height, height);
	vr_pixels_release(&pixels);
}

static void a_screen_that_says_nothing_is_the_usual_one(void **state)
{
	static const struct vr_preview_screen usual = {
	        .width = 1920, .height = 1080, .diagonal_in = 43, .distance_m = 3, .theme = ""};
	static const struct vr_preview_screen odd[] = {
	        {.width = 0},
	        {.width = -1, .height = 5, .diagonal_in = -2, .distance_m = 1e9},
	        {.width = 100000, .height = 1080, .diagonal_in = __builtin_nan(""), .distance_m = __builtin_inf()}};
	struct call *call = *state;
	call->screen = usual;
	must(call, "urgent", "en", 1);
	expect_size(call, 1920, 1080);
	struct vr_buffer wanted = keep(call);
	for (size_t i = 0; i < VR_COUNT(odd); i++) {
		call->screen = odd[i];
		must(call, "urgent", "en", 1);
		assert_true(same(&wanted, &call->png));
	}
	vr_buffer_release(&wanted);
}

enum damage { NO_PICTURE, TOO_LARGE, A_PIPE, DAMAGES };

static void damage(const char *path, enum damage how)
{
	char name[96];
	snprintf(name, sizeof name, "media/%s", picture);
	write_file(name, "these bytes are no picture", 26);
	if (how == TOO_LARGE)
		assert_int_equal(truncate(path, VR_IMAGE_BYTES_MAX + 1), 0);
	if (how == A_PIPE)
		assert_int_equal(unlink(path) | mkfifo(path, 0644), 0);
}

#define PAGES 8

// The pages of the message with the picture; returns how many.
static unsigned keep_pages(struct call *call, struct vr_buffer pages[PAGES])
{
	must(call, "picture", "sv", 1);
	unsigned count = call->pages;
	assert_in_range(count, 1, PAGES);
	for (unsigned i = 0; i < count; i++) {
		must(call, "picture", "sv", i + 1);
		pages[i] = keep(call);
	}
	return count;
}

static void expect_pages(struct call *call, const struct vr_buffer *pages, unsigned count)
{
	for (unsigned i = 0; i < count; i++) {
		must(call, "picture", "sv", i + 1);
		assert_int_equal(call->pages, count);
		assert_true(same(&pages[i], &call->png));
	}
}

static void release_pages(struct vr_buffer *pages, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		vr_buffer_release(&pages[i]);
}

// Whatever is wrong with the file, all pages are laid out as if the message had no picture, whichever is asked for
// first; when the file is whole again, the next preview has it. From far the picture has a page of its own.
static void a_bad_picture_is_left_out(void **state)
{
	struct call *call = *state;
	char path[192], away[200], media[96];
	snprintf(media, sizeof media, "%s/media", folder);
	snprintf(path, sizeof path, "%s/%s", media, picture);
	snprintf(away, sizeof away, "%s.away", path);
	for (unsigned i = 0; i < 2 * DAMAGES; i++) {
		struct vr_buffer with[PAGES], without[PAGES];
		call->screen.distance_m = i < DAMAGES ? 2 : 4;
		unsigned count = keep_pages(call, with);
		assert_int_equal(rename(path, away), 0);
		unsigned fewer = keep_pages(call, without);
		assert_false(same(&with[0], &without[0]));
		for (unsigned first = 1; first <= fewer; first++) {
			vr_preview_destroy(call->preview);
			call->preview = open_preview(media);
			damage(path, (enum damage)(i % DAMAGES));
			must(call, "picture", "sv", first);
			expect_pages(call, without, fewer);
		}
		assert_int_equal(unlink(path) | rename(away, path), 0);
		expect_pages(call, with, count);
		release_pages(with, count);
		release_pages(without, fewer);
	}
}

// The picture that is kept was decoded for one way of filling its place.
static void a_picture_may_fill_its_place_in_two_ways(void **state)
{
	struct call *call = *state;
	struct vr_message *message = (struct vr_message *)(uintptr_t)&call->programme->messages[1];
	char media[96];
	snprintf(media, sizeof media, "%s/media", folder);
	message->picture.fit = VR_FIT_CONTAIN;
	must(call, "picture", "sv", 1);
	struct vr_buffer contained = keep(call);
	vr_preview_destroy(call->preview);
	call->preview = open_preview(media);
	message->picture.fit = VR_FIT_COVER;
	must(call, "picture", "sv", 1);
	assert_false(same(&contained, &call->png));
	message->picture.fit = VR_FIT_CONTAIN;
	must(call, "picture", "sv", 1);
	assert_true(same(&contained, &call->png));
	vr_buffer_release(&contained);
}

// A picture under another one's name is damage or fraud: it is not shown.
static void a_picture_must_be_what_its_name_says(void **state)
{
	struct call *call = *state;
	struct vr_programme *programme = (struct vr_programme *)(uintptr_t)call->programme;
	struct vr_message *message = (struct vr_message *)(uintptr_t)&programme->messages[1];
	char path[160], other[160];
	snprintf(path, sizeof path, "%s/media/%s", folder, picture);
	must(call, "picture", "sv", 1);
	struct vr_buffer with = keep(call);
	message->picture.sha256[5] = message->picture.sha256[5] == 'a' ? 'b' : 'a';
	must(call, "picture", "sv", 1);
	struct vr_buffer without = keep(call);
	assert_false(same(&with, &without));
	snprintf(other, sizeof other, "%s/media/%s", folder, message->picture.sha256);
	assert_int_equal(link(path, other), 0);
	must(call, "picture", "sv", 1);
	assert_true(same(&without, &call->png));
	unlink(other);
	snprintf(message->picture.sha256, sizeof message->picture.sha256, "../programme.json");
	must(call, "picture", "sv", 1);
	assert_true(same(&without, &call->png));
	vr_buffer_release(&with);
	vr_buffer_release(&without);
}

static void a_full_buffer_is_an_error(void **state)
{
	struct call *call = *state;
	vr_buffer_release(&call->png);
	vr_buffer_init(&call->png, 1000);
	assert_false(ask(call, "long", "sv", 1));
	assert_int_equal(call->error.code, VR_LIMIT);
}

static void lengths_are_those_of_the_pages(void **state)
{
	struct call *call = *state;
	struct vr_preview_length lengths[VR_LANGUAGES_MAX];
	size_t count = vr_preview_lengths(call->preview, call->programme, 0, &call->screen, lengths, VR_LANGUAGES_MAX);
	assert_int_equal(count, 2);
	assert_string_equal(lengths[0].language, "sv");
	assert_string_equal(lengths[1].language, "ar");
	for (size_t i = 0; i < count; i++) {
		must(call, "long", lengths[i].language, 1);
		assert_int_equal(lengths[i].pages, call->pages);
		assert_in_range(lengths[i].seconds, 6 * lengths[i].pages, 40 * lengths[i].pages);
	}
	assert_true(lengths[0].seconds > lengths[1].seconds);
	assert_int_equal(vr_preview_lengths(call->preview, call->programme, 0, &call->screen, lengths, 1), 1);
	call->screen.distance_m = 8;
	vr_preview_lengths(call->preview, call->programme, 0, &call->screen, lengths + 1, 1);
	assert_true(lengths[1].pages > lengths[0].pages);
	assert_int_equal(vr_preview_lengths(call->preview, call->programme, 99, &call->screen, lengths, 9), 0);
}

// The seconds until the wall begins its second round.
static int64_t wall_round(struct beside *beside)
{
	int64_t from = beside->wall.now.wall.ms;
	for (;;) {
		struct vr_slide slide;
		vr_rehearsal_next(&beside->wall, &slide);
		if (vr_plan_round(beside->wall.plan) > 1)
			return (beside->wall.now.wall.ms - from + 500) / 1000;
		vr_rehearsal_advance(&beside->wall, slide.until);
	}
}

static void a_round_is_as_long_as_on_the_wall(void **state)
{
	static const char *const times[] = {"2026-11-23T10:00:00Z", "2026-11-23T15:57:00Z", "2026-11-22T10:00:00Z"};
	(void)state;
	for (size_t i = 0; i < VR_COUNT(times); i++) {
		struct beside beside;
		open_beside(&beside, SAMPLE, &small, times[i]);
		int seconds = vr_preview_round(beside.preview, beside.wall.programme, &small, at(times[i]));
		assert_in_range(seconds, 60, VR_PREVIEW_ROUND_S);
		assert_int_equal(seconds, wall_round(&beside));
		close_beside(&beside);
	}
}

// The sample's languages come in turn; two screens see it otherwise.
static void a_screen_of_its_own_languages_is_as_on_the_wall(void **state)
{
	static const char now[] = "2026-11-23T10:00:00Z";
	struct vr_preview_screen screen = small;
	struct beside beside;
	(void)state;
	screen.own_policy = true;
	screen.policy = VR_POLICY_SINGLE;
	memcpy(screen.language, "fi", sizeof "fi");
	open_beside(&beside, SAMPLE, &screen, now);
	int seconds = vr_preview_round(beside.preview, beside.wall.programme, &screen, at(now));
	assert_int_not_equal(seconds, vr_preview_round(beside.preview, beside.wall.programme, &small, at(now)));
	assert_int_equal(seconds, wall_round(&beside));
	close_beside(&beside);
	screen.policy = VR_POLICY_PAIRED;
	screen.distance_m = 1.5; // room for two side by side
	open_beside(&beside, SAMPLE, &screen, now);
	assert_true(compare_show(&beside, 300) >= 3);
	close_beside(&beside);
}

static void more_to_read_makes_a_longer_round(void **state)
{
	struct call *call = *state;
	struct vr_instant now = at("2026-11-23T13:00:00Z"); // what is urgent is over: beside it every round is full
	int all = vr_preview_round(call->preview, call->programme, &call->screen, now);
	struct vr_programme *fewer = (struct vr_programme *)(uintptr_t)read_programme();
	fewer->messages++;
	fewer->message_count--;
	int less = vr_preview_round(call->preview, fewer, &call->screen, now);
	assert_true(less > 0 && less < all);
	vr_programme_unref(fewer);
}

static void an_emergency_leaves_no_round(void **state)
{
	struct call *call = *state;
	write_programme(true, "cover");
	const struct vr_programme *programme = read_programme();
	struct vr_preview_length lengths[VR_LANGUAGES_MAX];
	assert_int_equal(vr_preview_round(call->preview, programme, &call->screen, at("2026-11-23T09:00:00Z")), 0);
	assert_true(vr_preview_round(call->preview, programme, &call->screen, at("2026-11-23T12:00:00Z")) > 0);
	assert_int_equal(vr_preview_lengths(call->preview, programme, 3, &call->screen, lengths, 9), 5);
	vr_programme_unref(programme);
	write_programme(false, "cover");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(the_sample_is_as_on_the_wall),
	        cmocka_unit_test(full_size_is_as_on_the_wall),
	        cmocka_unit_test(every_kind_is_as_on_the_wall),
	        cmocka_unit_test_setup_teardown(pairs_are_as_on_the_wall, begin, end),
	        cmocka_unit_test_setup_teardown(pages_of_a_long_text_differ, begin, end),
	        cmocka_unit_test_setup_teardown(what_is_not_there_is_refused, begin, end),
	        cmocka_unit_test_setup_teardown(the_screens_theme_is_drawn, begin, end),
	        cmocka_unit_test_setup_teardown(a_screen_that_says_nothing_is_the_usual_one, begin, end),
	        cmocka_unit_test_setup_teardown(a_bad_picture_is_left_out, begin, end),
	        cmocka_unit_test_setup_teardown(a_picture_may_fill_its_place_in_two_ways, begin, end),
	        cmocka_unit_test_setup_teardown(a_picture_must_be_what_its_name_says, begin, end),
	        cmocka_unit_test_setup_teardown(a_full_buffer_is_an_error, begin, end),
	        cmocka_unit_test_setup_teardown(lengths_are_those_of_the_pages, begin, end),
	        cmocka_unit_test(a_round_is_as_long_as_on_the_wall),
	        cmocka_unit_test(a_screen_of_its_own_languages_is_as_on_the_wall),
	        cmocka_unit_test_setup_teardown(more_to_read_makes_a_longer_round, begin, end),
	        cmocka_unit_test_setup_teardown(an_emergency_leaves_no_round, begin, end),
	};
	vr_log_set_level(VR_LOG_ERROR);
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
