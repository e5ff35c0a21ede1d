// The page for anybody: well formed whatever the clinic wrote, in the right order, language and words, and nothing on
// it that may not be shown now.
#include "hub/public/public.h"

#include "vantrum/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define DEPTH 32
#define SHA "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define OTHER_SHA "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define HOSTILE "</title></h2><script>alert('x')</script>\\\" onload=\\\"y\\\" & '; DROP TABLE clinic; --"

// Every member that is text is $.
#define CLINIC                                                                                                         \
	"\"clinic\": {\"id\": \"c d\", \"name\": {\"sv\": \"$ Klinik\"}, \"address\": \"$ Ekvägen 1\", \"phone\": "   \
	"\"$ 08-1\", \"time_zone\": \"Europe/Stockholm\", \"opening_hours\": [{\"days\": [\"mon\", \"tue\"], "         \
	"\"from\": \"08:00\", \"until\": \"17:00\"}], \"exceptions\": [{\"date\": \"2026-12-24\", \"hours\": [], "     \
	"\"reason\": {\"sv\": \"$ Helg\"}}, {\"date\": \"2026-01-01\", \"hours\": []}], \"calling\": {\"sv\": "        \
	"\"$ Ropas\"}, \"elsewhere\": [{\"name\": {\"sv\": \"$ Akuten\"}, \"phone\": \"$\", \"address\": \"$\", "      \
	"\"hours\": [{\"from\": \"08:00\", \"until\": \"22:00\"}]}]}"
#define VALUE "\"measured_at\": \"2026-11-23T09:00:00Z\", \"good_for_s\": 3600, \"statistic\": \"staff\""
#define WAITS                                                                                                          \
	"\"waits\": [{\"id\": \"a\", \"name\": {\"sv\": \"$ Drop-in\"}, \"place\": {\"sv\": \"$ Dörr B\"}, "          \
	"\"state\": \"open\", \"until\": \"nurse\", \"order\": \"triage\", \"wait\": {\"from\": 37, \"unit\": "        \
	"\"minute\", \"bound\": \"at_most\"}, " VALUE ", \"note\": {\"sv\": \"$ Sjukast\"}, \"source\": \"$\"}, "      \
	"{\"id\": \"b\", \"name\": {\"sv\": \"$ Lab\"}, \"state\": \"closed\", \"reason\": {\"sv\": \"$\"}, " VALUE    \
	"}, {\"id\": \"c\", \"name\": {\"sv\": \"Tider\"}, \"state\": \"open\", \"measure\": \"planned\", \"level\": " \
	"\"long\", " VALUE "}]"
#define MESSAGE(id, more) "{\"id\": \"" id "\", \"kind\": \"notice\", \"title\": {\"sv\": \"$ " id "\"}" more "}"
#define PICTURE                                                                                                        \
	", \"picture\": {\"href\": \"p\", \"sha256\": \"" SHA "\", \"alt\": {\"sv\": \"$ En hand\"}}, \"link\": "      \
	"{\"href\": \"https://example.org/?a=1&b='2'\", \"label\": {\"sv\": \"$ Mer\"}}, \"source\": \"$ 1177\", "     \
	"\"reviewed_at\": \"2026-09-01\""
#define EMERGENCY(id, more)                                                                                            \
	MESSAGE(id, ", \"priority\": \"emergency\", \"issued_at\": \"2026-11-23T09:00:00Z\", \"valid_until\": "        \
	            "\"2026-11-23T11:00:00Z\", \"text\": {\"sv\": \"$ Ut\"}" more)
#define MESSAGES                                                                                                       \
	MESSAGE("plain", ", \"text\": {\"sv\": \"$ En rad\\n\\nEn till\"}" PICTURE)                                    \
	", " MESSAGE("weighty", ", \"priority\": \"important\"") ", " MESSAGE(                                         \
	        "pressing", ", \"priority\": \"urgent\", \"valid_until\": \"2026-11-23T12:00:00Z\"")

static struct vr_languages *languages;

static int set_up(void **state)
{
	(void)state;
	languages = vr_languages_create();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	vr_languages_destroy(languages);
	return 0;
}

// A programme in these languages with these messages and $ replaced.
static const struct vr_programme *read_programme(const char *tags, const char *messages, const char *text)
{
	struct vr_buffer pattern, json;
	const struct vr_programme *programme;
	struct vr_error error;
	vr_buffer_init(&pattern, 1u << 20);
	vr_buffer_init(&json, 1u << 20);
	vr_buffer_format(&pattern, "{\"format\": 1, \"sequence\": 1, \"languages\": [%s], %s, %s, \"messages\": [%s]}",
	                 tags, CLINIC, WAITS, messages);
	for (const char *at = vr_buffer_string(&pattern); *at; at++)
		if (*at == '$')
			vr_buffer_text(&json, text);
		else
			vr_buffer_add(&json, at, 1);
	if (!vr_wire_programme(vr_buffer_string(&json), json.length, NULL, &programme, &error))
		fail_msg("%s", error.what);
	for (size_t i = 0; i < programme->set_aside_count; i++)
		fail_msg("%s %s", programme->set_aside[i].pointer, programme->set_aside[i].reason);
	vr_buffer_release(&pattern);
	vr_buffer_release(&json);
	return programme;
}

static bool has_picture(void *context, const char *sha256)
{
	(void)context;
	return strcmp(sha256, SHA) == 0;
}

struct sight {
	struct vr_zone *zone;
	struct vr_public_input input;
	struct vr_buffer page;
	struct vr_instant until;
};

static struct sight look_at(const struct vr_programme *programme, const char *now, size_t language)
{
	struct sight sight = {0};
	struct vr_error error;
	assert_true(vr_zone_create(programme->clinic.time_zone, &sight.zone, &error));
	sight.input = (struct vr_public_input){
	        .programme = programme, .zone = sight.zone, .languages = languages, .has_picture = has_picture};
	assert_true(vr_instant_parse(now, &sight.input.now, &error));
	vr_buffer_init(&sight.page, VR_PUBLIC_BYTES_MAX);
	if (!vr_public_page(&sight.input, language, &sight.page, &sight.until, &error))
		fail_msg("%s", error.what);
	return sight;
}

static void look_away(struct sight *sight)
{
	vr_buffer_release(&sight->page);
	vr_zone_destroy(sight->zone);
	vr_programme_unref(sight->input.programme);
}

static struct sight look(const char *messages, const char *now)
{
	return look_at(read_programme("\"sv\", \"ar\"", messages, ""), now, 0);
}

#define MORNING "2026-11-23T09:30:00Z" // a Monday, half past ten in Stockholm

// --- what a page says ---

static size_t place_of(const struct sight *sight, const char *text)
{
	const char *found = strstr(vr_buffer_string(&sight->page), text);
	if (!found)
		fail_msg("\"%s\" is not on the page:\n%s", text, vr_buffer_string(&sight->page));
	return (size_t)(found - sight->page.data);
}

static void says(const struct sight *sight, const char *text)
{
	(void)place_of(sight, text);
}

static void says_not(const struct sight *sight, const char *text)
{
	if (strstr(vr_buffer_string(&sight->page), text))
		fail_msg("\"%s\" is on the page:\n%s", text, vr_buffer_string(&sight->page));
}

static bool is_void(const char *name)
{
	static const char *const names[] = {"meta", "link", "br", "img", "!DOCTYPE"};
	for (size_t i = 0; i < VR_COUNT(names); i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

// Past a tag's attributes: each has a name, and a value in quotes unless it is of the doctype.
static const char *skip_attributes(const char *at)
{
	for (;;) {
		at += strspn(at, " ");
		if (*at == '>')
			return at + 1;
		size_t name = strspn(at, "abcdefghijklmnopqrstuvwxyz-");
		if (name == 0 || (at[name] != '=' && at[name] != '>'))
			fail_msg("an attribute: %.80s", at);
		at += name;
		if (*at == '>')
			return at + 1;
		assert_int_equal(at[1], '"');
		at += 2 + strcspn(at + 2, "\"<>");
		if (*at++ != '"')
			fail_msg("a value without its end: %.80s", at - 20);
	}
}

// The names of all tags in their order, all balanced, no "&" that is not of an entity.
static struct vr_buffer tags_of(const char *html)
{
	char open[DEPTH][16];
	size_t depth = 0;
	struct vr_buffer tags;
	vr_buffer_init(&tags, 1u << 20);
	for (const char *at = html; *at;) {
		at += strcspn(at, "<>&");
		if (*at == '&') {
			assert_true(strspn(at + 1, "abcdefghijklmnopqrstuvwxyz#0123456789") > 1);
			assert_int_equal(at[1 + strspn(at + 1, "abcdefghijklmnopqrstuvwxyz#0123456789")], ';');
			at++;
			continue;
		}
		if (!*at)
			break;
		assert_int_equal(*at, '<');
		bool end = at[1] == '/';
		at += 1 + end;
		size_t length = strcspn(at, " >");
		char name[16];
		assert_true(length > 0 && length < sizeof name);
		snprintf(name, sizeof name, "%.*s", (int)length, at);
		at = skip_attributes(at + length);
		vr_buffer_format(&tags, "%s%s ", end ? "/" : "", name);
		if (end) {
			assert_true(depth > 0);
			assert_string_equal(open[--depth], name);
		} else if (!is_void(name)) {
			assert_true(depth < DEPTH);
			strcpy(open[depth++], name);
		}
	}
	assert_int_equal(depth, 0);
	return tags;
}

static void is_well_formed(const struct sight *sight)
{
	struct vr_buffer tags = tags_of(vr_buffer_string(&sight->page));
	vr_buffer_release(&tags);
}

// --- cases ---

static void what_was_written_is_text_whatever_it_looks_like(void **state)
{
	(void)state;
	for (size_t language = 0; language < 2; language++) {
		struct vr_buffer tags[2];
		for (int hostile = 0; hostile < 2; hostile++) {
			const struct vr_programme *programme = read_programme(
			        "\"sv\", \"ar\"", MESSAGES ", " EMERGENCY("fire", ""), hostile ? HOSTILE : "x");
			struct sight sight = look_at(programme, MORNING, language);
			tags[hostile] = tags_of(vr_buffer_string(&sight.page));
			says_not(&sight, "<script");
			says_not(&sight, "alert('");
			if (hostile)
				says(&sight, "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot; "
				             "onload=&quot;y&quot; &amp;");
			look_away(&sight);
		}
		assert_string_equal(vr_buffer_string(&tags[1]), vr_buffer_string(&tags[0]));
		vr_buffer_release(&tags[0]);
		vr_buffer_release(&tags[1]);
	}
}

static void everything_stands_in_its_order(void **state)
{
	(void)state;
	static const char *const order[] = {"<html lang=\"sv\" dir=\"ltr\">",
	                                    "<title>VIKTIGT: fire – Klinik</title>",
	                                    "<header>",
	                                    "<nav ",
	                                    "<h1>Klinik</h1>",
	                                    "<main>",
	                                    "class=\"emergency\"",
	                                    "VIKTIGT",
	                                    "fire",
	                                    "Sedan 10:00",
	                                    "Gäller till 12:00",
	                                    "Ekvägen 1",
	                                    "href=\"tel:081\"",
	                                    "Öppet till 17:00",
	                                    "Om du kommer nu",
	                                    "<h3>Drop-in</h3>",
	                                    "högst 40\u00a0min",
	                                    "till sjuksköterska",
	                                    "Dörr B",
	                                    "uppdaterad 10:00",
	                                    "<h3>Lab</h3>",
	                                    "Sjukast",
	                                    "Väntetid till ett bokat besök",
	                                    "Lång väntan",
	                                    "<h2>pressing</h2>",
	                                    "Från mottagningen",
	                                    "Gäller till 13:00",
	                                    "<h2>weighty</h2>",
	                                    "<h2>plain</h2>",
	                                    "<p>En rad</p>",
	                                    "<p>En till</p>",
	                                    "<img src=\"/c/c%20d/media/" SHA "\" alt=\"En hand\"",
	                                    "href=\"https://example.org/?a=1&amp;b=&#39;2&#39;\"",
	                                    "Mer",
	                                    "1177 · granskat 1 september 2026",
	                                    "Öppettider</h2>",
	                                    "08:00–17:00",
	                                    "24 december 2026",
	                                    "<p>Helg</p>",
	                                    "Så blir du kallad",
	                                    "Ropas",
	                                    "När vi har stängt",
	                                    "tel:1177",
	                                    "tel:112",
	                                    "Akuten",
	                                    "</main>",
	                                    "uppdaterad 10:30",
	                                    "</html>"};
	struct sight sight = look(MESSAGES ", " EMERGENCY("fire", ""), MORNING);
	const char *at = vr_buffer_string(&sight.page);
	for (size_t i = 0; i < VR_COUNT(order); i++) {
		const char *found = strstr(at, order[i]);
		if (!found)
			fail_msg("\"%s\" does not come after \"%s\":\n%s", order[i], i ? order[i - 1] : "",
			         sight.page.data);
		at = found + strlen(order[i]);
	}
	says_not(&sight, "januari"); // what is past
	is_well_formed(&sight);
	look_away(&sight);
}

static void waits_age_in_words(void **state)
{
	(void)state;
	static const struct {
		const char *now, *says, *also, *not ;
	} cases[] = {
	        {"2026-11-23T09:59:00Z", "uppdaterad 10:00", "högst 40\u00a0min", "Gammal"},
	        {"2026-11-23T10:01:00Z", "Gammal uppgift: 10:00", "högst 40\u00a0min", "uppdaterad 10:00"},
	        {"2026-11-23T11:01:00Z", "Ingen aktuell tid.", "Fråga i receptionen.", "40\u00a0min"},
	};
	for (size_t i = 0; i < VR_COUNT(cases); i++) {
		struct sight sight = look("", cases[i].now);
		says(&sight, cases[i].says);
		says(&sight, cases[i].also);
		says_not(&sight, cases[i].not );
		look_away(&sight);
	}
}

static void open_and_closed(void **state)
{
	(void)state;
	struct sight sight = look("", "2026-11-23T05:00:00Z");
	says(&sight, "Stängt nu<br>Öppnar 08:00");
	look_away(&sight);
	sight = look("", "2026-11-24T18:00:00Z");
	says(&sight, "Stängt nu<br>Öppnar måndag 08:00");
	look_away(&sight);
}

static void only_what_may_be_shown_now_is_there(void **state)
{
	(void)state;
	const char *messages = MESSAGE("later", ", \"valid_from\": \"2026-11-23T10:00:00Z\"" PICTURE) ", " MESSAGE(
	        "night", ", \"show_when\": \"closed\"") ", " MESSAGE("gone", ", \"review_by\": \"2026-11-22\"");
	struct sight sight = look(messages, MORNING);
	says_not(&sight, "<article");
	assert_false(vr_public_shows(&sight.input, SHA));
	look_away(&sight);
	sight = look(messages, "2026-11-23T10:00:00Z");
	says(&sight, ">later</h2>");
	says_not(&sight, "night</h2>");
	assert_true(vr_public_shows(&sight.input, SHA));
	assert_false(vr_public_shows(&sight.input, OTHER_SHA));
	look_away(&sight);
	sight = look(messages, "2026-11-23T20:00:00Z");
	says(&sight, "night</h2>");
	says_not(&sight, "gone</h2>");
	look_away(&sight);
}

static void one_emergency_at_a_time(void **state)
{
	(void)state;
	static const char *const either[] = {
	        EMERGENCY("drill", ", \"drill\": true") ", " EMERGENCY("fire", ", \"origin\": \"authority\""),
	        EMERGENCY("fire", ", \"origin\": \"authority\"") ", " EMERGENCY("drill", ", \"drill\": true"),
	};
	for (size_t i = 0; i < VR_COUNT(either); i++) {
		struct sight sight = look(either[i], MORNING);
		says(&sight, "fire</span></h2>");
		says_not(&sight, "drill");
		says_not(&sight, "ÖVNING");
		look_away(&sight);
		sight = look(either[i], "2026-11-23T11:00:00Z");
		says_not(&sight, "emergency");
		look_away(&sight);
	}
}

static void a_drill_says_so(void **state)
{
	(void)state;
	const char *messages = EMERGENCY("fire", ", \"drill\": true");
	struct sight sight = look(messages, MORNING);
	says(&sight, "<title>ÖVNING:");
	says(&sight, "<span class=\"word\">ÖVNING:</span>");
	says_not(&sight, "VIKTIGT");
	look_away(&sight);
	// Where the text is in another language, the word is there in both.
	sight = look_at(read_programme("\"sv\", \"en\"", messages, ""), MORNING, 1);
	says(&sight, "DRILL · <span lang=\"sv\" dir=\"ltr\">ÖVNING</span>");
	look_away(&sight);
}

static void what_lacks_the_language_is_told_in_the_clinics_own(void **state)
{
	(void)state;
	struct sight sight = look_at(read_programme("\"sv\", \"ar\"", MESSAGES, ""), MORNING, 1);
	says(&sight, "<html lang=\"ar\" dir=\"rtl\">");
	says(&sight, "<h1 lang=\"sv\" dir=\"ltr\">Klinik</h1>");
	says(&sight, "<h2 lang=\"sv\" dir=\"ltr\">plain</h2>");
	says(&sight, "<p lang=\"sv\" dir=\"ltr\">En rad</p>");
	says(&sight, "alt=\"En hand\" lang=\"sv\" dir=\"ltr\"");
	says(&sight, "يمكننا");
	is_well_formed(&sight);
	look_away(&sight);
}

static void languages_are_offered_in_their_own_words(void **state)
{
	(void)state;
	const char *tags = "\"sv\", \"fi\", \"en\", \"ar\", \"so\"";
	struct sight sight = look_at(read_programme(tags, "", ""), MORNING, 0);
	says(&sight, "<a href=\"/c/c%20d/fi\" hreflang=\"fi\" lang=\"fi\" dir=\"ltr\">Suomi</a>");
	says(&sight, "<a href=\"/c/c%20d/ar\" hreflang=\"ar\" lang=\"ar\" dir=\"rtl\">العربية</a>");
	says(&sight, ">Soomaali</a>");
	says_not(&sight, "Svenska");
	look_away(&sight);
	sight = look_at(read_programme("\"sv\"", "", ""), MORNING, 0);
	says_not(&sight, "<nav");
	look_away(&sight);
}

// English stands in, and says that it is English.
static void a_language_without_catalogue(void **state)
{
	(void)state;
	struct sight sight = look_at(read_programme("\"sv\", \"de\"", MESSAGES, ""), MORNING, 1);
	says(&sight, "<html lang=\"de\" dir=\"ltr\">");
	says(&sight, "<h2 id=\"hours\"><span lang=\"en\" dir=\"ltr\">Opening hours</span></h2>");
	says(&sight, "<nav lang=\"en\" dir=\"ltr\" aria-label=\"Languages\">");
	is_well_formed(&sight);
	look_away(&sight);
}

static void it_is_good_until_something_changes_or_the_minute_ends(void **state)
{
	(void)state;
	static const struct {
		const char *now, *until;
	} cases[] = {
	        {"2026-11-23T09:30:00Z", "2026-11-23T09:31:00Z"},
	        {"2026-11-23T09:30:59Z", "2026-11-23T09:31:00Z"},
	        {"2026-11-23T09:40:05Z", "2026-11-23T09:40:20Z"}, // a message begins
	};
	for (size_t i = 0; i < VR_COUNT(cases); i++) {
		struct sight sight = look(MESSAGE("soon", ", \"valid_from\": \"2026-11-23T09:40:20Z\""), cases[i].now);
		char until[VR_INSTANT_TEXT];
		vr_instant_format(sight.until, until);
		assert_string_equal(until, cases[i].until);
		look_away(&sight);
	}
}

static void what_does_not_fit_is_an_error(void **state)
{
	(void)state;
	struct sight sight = look(MESSAGES, MORNING);
	struct vr_buffer small;
	struct vr_instant until;
	struct vr_error error;
	vr_buffer_init(&small, sight.page.length - 1);
	assert_false(vr_public_page(&sight.input, 0, &small, &until, &error));
	assert_int_equal(error.code, VR_LIMIT);
	vr_buffer_release(&small);
	look_away(&sight);
}

static void the_header_chooses_the_language(void **state)
{
	(void)state;
	static const struct {
		const char *accept;
		size_t language;
	} cases[] = {
	        {NULL, 0},
	        {"", 0},
	        {"fi", 1},
	        {"FI", 1},
	        {"de, fi;q=0.1", 1},
	        {"ar;q=0.5, fi;q=0.9", 1},
	        {"ar;q=0.901, fi;q=0.9", 3},
	        {"ar, fi", 3},
	        {"fi ; q=0.2 , en-US ; q=0.3", 2},
	        {"en-GB,en;q=0.5,fi;q=0.6", 1},
	        {"sv-FI", 0},
	        {"de", 0},
	        {"*", 0},
	        {"sv;q=0, *", 1},
	        {"sv;q=0, fi;q=0", 0},
	        {"fi;q=2, ar;q=0.1", 3},
	        {"fi;q=, ar;q=0.1", 3},
	        {",,;;q=1,=,ar", 3},
	        {"pt", 4},
	        {"pt-BR", 4},
	        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, ar", 3},
	};
	const struct vr_programme *programme = read_programme("\"sv\", \"fi\", \"en\", \"ar\", \"pt-BR\"", "", "");
	for (size_t i = 0; i < VR_COUNT(cases); i++)
		if (vr_public_choose(programme, cases[i].accept) != cases[i].language)
			fail_msg("%s: %zu", cases[i].accept, vr_public_choose(programme, cases[i].accept));
	vr_programme_unref(programme);
}

static void no_such_page_is_said_in_two_languages(void **state)
{
	(void)state;
	struct sight sight = {0};
	vr_buffer_init(&sight.page, VR_PUBLIC_BYTES_MAX);
	vr_public_missing(&sight.page);
	is_well_formed(&sight);
	says(&sight, "<html lang=\"sv\"");
	says(&sight, "<div lang=\"en\">");
	vr_buffer_release(&sight.page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(what_was_written_is_text_whatever_it_looks_like),
	        cmocka_unit_test(everything_stands_in_its_order),
	        cmocka_unit_test(waits_age_in_words),
	        cmocka_unit_test(open_and_closed),
	        cmocka_unit_test(only_what_may_be_shown_now_is_there),
	        cmocka_unit_test(one_emergency_at_a_time),
	        cmocka_unit_test(a_drill_says_so),
	        cmocka_unit_test(what_lacks_the_language_is_told_in_the_clinics_own),
	        cmocka_unit_test(languages_are_offered_in_their_own_words),
	        cmocka_unit_test(a_language_without_catalogue),
	        cmocka_unit_test(it_is_good_until_something_changes_or_the_minute_ends),
	        cmocka_unit_test(what_does_not_fit_is_an_error),
	        cmocka_unit_test(the_header_chooses_the_language),
	        cmocka_unit_test(no_such_page_is_said_in_two_languages),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
