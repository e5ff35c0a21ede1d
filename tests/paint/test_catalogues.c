// Every character that the catalogues can put on the wall has a glyph: each phrase of each language, with its dates,
// numbers and names of days, goes through the layout and the shaper that the wall has.
#include "vantrum/language.h"
#include "vantrum/paint.h"

#include "paint/faces.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LOCALES VR_SOURCE_DIR "/assets/locale"
#define TAGS_MAX 64

struct wall {
	struct vr_paint *paint;
	struct vr_faces faces;
	hb_buffer_t *shaped;
};

static int begin(void **state)
{
	static struct wall wall;
	struct vr_error error;
	if (!vr_paint_create(&wall.paint, &error) || !vr_faces_init(&wall.faces, &error))
		return 1;
	wall.shaped = hb_buffer_create();
	*state = &wall;
	return 0;
}

static int end(void **state)
{
	struct wall *wall = *state;
	hb_buffer_destroy(wall->shaped);
	vr_faces_release(&wall->faces);
	vr_paint_destroy(wall->paint);
	vr_text_cleanup();
	return 0;
}

static unsigned missing_glyphs(struct wall *wall, const struct vr_text_run *run, bool bold)
{
	struct vr_face *face = vr_faces_get(&wall->faces, run->face, bold);
	assert_non_null(face);
	hb_buffer_clear_contents(wall->shaped);
	hb_buffer_add_utf8(wall->shaped, run->text, run->length, 0, run->length);
	hb_buffer_set_direction(wall->shaped, run->rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
	hb_buffer_set_script(wall->shaped, hb_script_from_string(run->script, -1));
	hb_shape(face->shapes, wall->shaped, NULL, 0);
	unsigned count = 0, missing = 0;
	const hb_glyph_info_t *glyphs = hb_buffer_get_glyph_infos(wall->shaped, &count);
	for (unsigned i = 0; i < count; i++)
		missing += glyphs[i].codepoint == 0;
	return missing;
}

static void expect_glyphs(struct wall *wall, const struct vr_language *language, const char *text, bool bold)
{
	struct vr_text_style style = {.font = {60, bold},
	                              .language = vr_language_tag(language),
	                              .rtl = vr_language_rtl(language),
	                              .width = 900,
	                              .align = VR_ALIGN_START};
	struct vr_layout layout;
	struct vr_error error;
	struct vr_arena arena;
	vr_arena_init(&arena, 4U << 20);
	assert_true(vr_text_layout(text, &style, vr_paint_metrics(wall->paint), &arena, &layout, &error));
	if (layout.dropped != 0)
		fail_msg("%s: no face for %zu characters of “%s”", style.language, layout.dropped, text);
	for (size_t i = 0; i < layout.line_count; i++) {
		for (size_t k = 0; k < layout.lines[i].run_count; k++) {
			const struct vr_text_run *run = &layout.lines[i].runs[k];
			if (missing_glyphs(wall, run, bold) != 0)
				fail_msg("%s: a missing glyph in “%.*s” of “%s”", style.language, run->length,
				         run->text, text);
		}
	}
	vr_arena_release(&arena);
}

// Plural forms, digits and the arguments that stand in phrases are in it.
static void say_phrase(const struct vr_language *language, enum vr_phrase phrase, struct vr_buffer *out)
{
	const char *arguments = vr_phrase_arguments(phrase);
	static const double numbers[] = {0, 1, 2, 3, 4, 5, 11, 21, 67, 89, 100, 1.5};
	if (arguments[0] == '\0')
		vr_say(language, phrase, out);
	for (size_t i = 0; arguments[0] == 'n' && i < VR_COUNT(numbers); i++, vr_buffer_text(out, "\n"))
		vr_say_number(language, phrase, numbers[i], out);
	if (arguments[0] == 's')
		vr_say_text(language, phrase, "08:30", arguments[1] == 's' ? "A 012" : NULL, out);
	vr_buffer_text(out, "\n");
}

static void say_dates(const struct vr_language *language, struct vr_buffer *out)
{
	for (int month = 1; month <= 12; month++, vr_buffer_text(out, "\n")) {
		vr_say_date(language, 2026, month, month * 2, out);
		vr_buffer_text(out, "\n");
		vr_say_short_date(language, month, month * 2, out);
	}
	for (int day = 0; day < 7; day++, vr_buffer_text(out, "\n"))
		vr_say_weekday(language, day, out);
	static const unsigned weeks[] = {0x1f, 0x60, 0x55, 0x2a};
	for (size_t i = 0; i < VR_COUNT(weeks); i++, vr_buffer_text(out, "\n"))
		vr_say_days(language, weeks[i], out);
}

static size_t list_tags(char tags[TAGS_MAX][36])
{
	size_t count = 0;
	DIR *folder = opendir(LOCALES);
	assert_non_null(folder);
	const struct dirent *entry;
	while ((entry = readdir(folder)) != NULL) {
		const char *dot = strstr(entry->d_name, ".arb");
		if (dot != NULL && count < TAGS_MAX)
			snprintf(tags[count++], sizeof(tags[0]), "%.*s", (int)(dot - entry->d_name), entry->d_name);
	}
	closedir(folder);
	return count;
}

static void every_catalogue_has_its_glyphs(void **state)
{
	char tags[TAGS_MAX][36];
	size_t count = list_tags(tags);
	assert_true(count >= 15);
	for (size_t i = 0; i < count; i++) {
		struct vr_language *language;
		struct vr_error error;
		struct vr_buffer out;
		vr_buffer_init(&out, 65536);
		assert_true(vr_language_create(tags[i], &language, &error));
		for (enum vr_phrase phrase = 0; phrase < VR_PHRASE_COUNT; phrase++)
			say_phrase(language, phrase, &out);
		say_dates(language, &out);
		assert_false(out.full);
		expect_glyphs(*state, language, vr_buffer_string(&out), false);
		expect_glyphs(*state, language, vr_buffer_string(&out), true);
		vr_buffer_release(&out);
		vr_language_destroy(language);
	}
}

// Letters that a clinic writes in its own texts, whether or not a phrase has them. Marks stand on a letter: without one
// they are dropped.
static void every_alphabet_has_its_glyphs(void **state)
{
	static const struct {
		const char *tag, *letters;
	} alphabets[] = {
	        {"fa",
	         "ا آ ب پ ت ث ج چ ح خ د ذ ر ز ژ س ش ص ض ط ظ ع غ ف ق ک گ ل م ن و ه ی ء أ ؤ ئ ۀ ة اً هٔ می\u200cرود ؟ "
	         "؛ ، ٪ ۰ ۹"},
	        {"ckb", "ئ ا ب پ ت ج چ ح خ د ر ڕ ز ژ س ش ع غ ف ڤ ق ک گ ل ڵ م ن و ۆ ه ھ ە ی ێ وو ؟ ؛ ، ٠ ٩"},
	        {"ar", "ا أ إ آ ٱ ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن ه و ي ى ة ء ؤ ئ بَ بُ بِ بّ بْ بً بٌ بٍ بَّ لا "
	               "؟ ؛ ، ٪"},
	        {"ti",
	         "ሀ ለ ሐ መ ሠ ረ ሰ ሸ ቀ ቐ በ ቨ ተ ቸ ኀ ነ ኘ አ ከ ኸ ወ ዐ ዘ ዠ የ ደ ጀ ገ ጠ ጨ ጰ ጸ ፀ ፈ ፐ ቋ ኳ ጓ ቛ ዃ ። ፣ ፤ ፥ ፦ ፧ ፡ ፩ ፲ ፻"},
	        {"pl", "ĄąĆćĘęŁłŃńÓóŚśŹźŻż„”"},
	        {"ru", "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя«»№"
	               "₽"},
	        {"uk", "ҐґЄєІіЇї’ʼ«»₴"},
	        {"es", "ÁáÉéÍíÑñÓóÚúÜü¿¡ªº"},
	        {"tr", "ÇçĞğİıÖöŞşÜüÂâÎîÛû₺"},
	        {"bs", "ČčĆćĐđŠšŽž"},
	        {"ku", "ÇçÊêÎîŞşÛû"},
	        {"sv", "ÅåÄäÖöÉéÜü–—”’…•·%‰°½×→⚠✓€§&@"},
	        {"fi", "ÅåÄäÖöŠšŽž"},
	};
	for (size_t i = 0; i < VR_COUNT(alphabets); i++) {
		struct vr_language *language;
		struct vr_error error;
		assert_true(vr_language_create(alphabets[i].tag, &language, &error));
		expect_glyphs(*state, language, alphabets[i].letters, false);
		expect_glyphs(*state, language, alphabets[i].letters, true);
		vr_language_destroy(language);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(every_catalogue_has_its_glyphs),
	        cmocka_unit_test(every_alphabet_has_its_glyphs),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
