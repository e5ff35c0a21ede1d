// The lines that a screen writes: what is on the glass, and its report to the hub.
#include "vantrum/wire.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const struct vr_wait waits[] = {{.id = "lab"}, {.id = "doctor"}};
static const struct vr_message messages[] = {{.id = "tea"}, {.id = "a \"quoted\" \\ id"}};
static const char languages[][VR_LANGUAGE_TAG] = {"sv", "sr-Latn"};
static const struct vr_programme programme = {
        .series = "s1",
        .sequence = 412,
        .languages = languages,
        .language_count = 2,
        .waits = waits,
        .wait_count = 2,
        .messages = messages,
        .message_count = 2,
};

static struct vr_slide slide_at(enum vr_slide_kind kind, const char *at)
{
	struct vr_slide slide = {.kind = kind, .page = 1, .pages = 2, .programme = &programme};
	assert_true(vr_instant_parse(at, &slide.at, NULL));
	slide.until.ms = slide.at.ms + 12500;
	slide.languages[0] = 1;
	slide.language_count = 1;
	return slide;
}

static void expect_line(const struct vr_slide *slide, const char *line)
{
	struct vr_buffer out;
	vr_buffer_init(&out, 4096);
	vr_wire_slide(slide, &out);
	assert_string_equal(line, vr_buffer_string(&out));
	vr_buffer_release(&out);
}

static void test_message(void **state)
{
	(void)state;
	struct vr_slide slide = slide_at(VR_SLIDE_MESSAGE, "2026-11-22T07:30:00Z");
	expect_line(&slide, "{\"at\": \"2026-11-22T07:30:00Z\", \"until\": \"2026-11-22T07:30:12.500Z\", "
	                    "\"slide\": \"message\", \"id\": \"tea\", \"languages\": [\"sr-Latn\"], \"page\": 1, "
	                    "\"pages\": 2, \"sequence\": 412}\n");
	slide.kind = VR_SLIDE_EMERGENCY;
	slide.message = 1;
	slide.until = VR_INSTANT_NEVER;
	slide.languages[1] = 0;
	slide.language_count = 2;
	expect_line(&slide, "{\"at\": \"2026-11-22T07:30:00Z\", \"until\": null, \"slide\": \"emergency\", "
	                    "\"id\": \"a \\\"quoted\\\" \\\\ id\", \"languages\": [\"sr-Latn\", \"sv\"], \"page\": 1, "
	                    "\"pages\": 2, \"sequence\": 412}\n");
}

static void test_waits(void **state)
{
	(void)state;
	struct vr_slide slide = slide_at(VR_SLIDE_WAITS, "2026-11-22T07:30:00Z");
	slide.waits[0] = (struct vr_slide_wait){.wait = 1, .state = VR_CLOSED};
	slide.waits[1] = (struct vr_slide_wait){.wait = 0, .state = VR_OLD};
	slide.wait_count = 2;
	expect_line(&slide, "{\"at\": \"2026-11-22T07:30:00Z\", \"until\": \"2026-11-22T07:30:12.500Z\", "
	                    "\"slide\": \"waits\", \"languages\": [\"sr-Latn\"], \"page\": 1, \"pages\": 2, "
	                    "\"sequence\": 412, \"waits\": [{\"id\": \"doctor\", \"state\": \"closed\"}, "
	                    "{\"id\": \"lab\", \"state\": \"old\"}]}\n");
}

static void test_without_programme(void **state)
{
	(void)state;
	struct vr_slide slide = slide_at(VR_SLIDE_PROBLEM, "2026-11-22T07:30:00Z");
	slide.programme = NULL;
	slide.pages = 1;
	slide.until = VR_INSTANT_NEVER;
	expect_line(&slide, "{\"at\": \"2026-11-22T07:30:00Z\", \"until\": null, \"slide\": \"problem\", "
	                    "\"languages\": [], \"page\": 1, \"pages\": 1, \"sequence\": 0}\n");
}

static void test_status(void **state)
{
	(void)state;
	struct vr_slide slide = slide_at(VR_SLIDE_MESSAGE, "2026-11-22T07:30:00Z");
	struct vr_status_shown shown[] = {{.message = "tea", .sequence = 412, .at = slide.at}};
	struct vr_status_problem problems[] = {{"cache", "no space on \xff disk"}};
	struct vr_status status = {
	        .version = "0.1.0",
	        .uptime_s = 61,
	        .series = "s1",
	        .sequence = 412,
	        .showing = &slide,
	        .shown = shown,
	        .shown_count = 1,
	        .panel = "on",
	        .width = 1920,
	        .height = 1080,
	        .rotate = 90,
	        .diagonal_in = 43,
	        .viewing_distance_m = 3.2,
	        .theme = "light",
	        .clock_trusted = true,
	        .problems = problems,
	        .problem_count = 1,
	        .memory_kib = 30000,
	        .disk_free_kib = -1,
	        .temperature_c = NAN,
	};
	struct vr_buffer out;
	vr_buffer_init(&out, 4096);
	vr_wire_status(&status, &out);
	assert_string_equal(
	        "{\"version\": \"0.1.0\", \"uptime_s\": 61, \"series\": \"s1\", \"sequence\": 412, \"showing\": "
	        "{\"slide\": \"message\", \"id\": \"tea\", \"languages\": [\"sr-Latn\"]}, \"shown\": [{\"message\": "
	        "\"tea\", \"sequence\": 412, \"at\": \"2026-11-22T07:30:00Z\"}], \"panel\": \"on\", \"display\": "
	        "{\"width\": 1920, \"height\": 1080, \"rotate\": 90, \"diagonal_in\": 43.0, \"viewing_distance_m\": "
	        "3.2, "
	        "\"theme\": \"light\", \"languages\": [\"sv\", \"sr-Latn\"]}, \"clock\": \"trusted\", \"problems\": "
	        "[{\"code\": \"cache\", \"detail\": \"no space on ? disk\"}], \"memory_kib\": 30000, "
	        "\"disk_free_kib\": null, \"temperature_c\": null}",
	        vr_buffer_string(&out));
	vr_buffer_clear(&out);
	status.language_policy = "single";
	status.language = "fi";
	vr_wire_status(&status, &out);
	assert_non_null(strstr(vr_buffer_string(&out), "\"languages\": [\"sv\", \"sr-Latn\"], \"language_policy\": "
	                                               "\"single\", \"language\": \"fi\"}, \"clock\""));
	vr_buffer_clear(&out);
	vr_wire_status(&(struct vr_status){.version = "0", .panel = "unknown"}, &out);
	assert_non_null(strstr(vr_buffer_string(&out), "\"series\": null"));
	assert_non_null(strstr(vr_buffer_string(&out), "\"showing\": null, \"shown\": []"));
	vr_buffer_release(&out);
}

static bool picture_wanted(const char *reply, bool expected_ok)
{
	bool picture = true;
	assert_int_equal(expected_ok, vr_wire_status_reply(reply, strlen(reply), &picture, NULL));
	return picture;
}

static void test_status_reply(void **state)
{
	(void)state;
	assert_true(picture_wanted("{\"picture\": true, \"mood\": 1}", true));
	assert_false(picture_wanted("{\"picture\": false}", true));
	assert_false(picture_wanted("{\"picture\": null}", true));
	assert_false(picture_wanted("{}", true));
	assert_false(picture_wanted("{\"picture\": 1}", false));
	assert_false(picture_wanted("[]", false));
	assert_false(picture_wanted("<html>", false));
	assert_false(picture_wanted("", false));
}

static int identify_seconds(const char *data, bool expected_ok)
{
	struct vr_error error = {.code = VR_OK};
	int seconds = 0;
	assert_int_equal(expected_ok, vr_wire_identify(data, strlen(data), &seconds, &error));
	assert_int_equal(expected_ok, error.code == VR_OK);
	return seconds;
}

static void test_identify(void **state)
{
	(void)state;
	assert_int_equal(identify_seconds("{\"seconds\": 20, \"mood\": 1}", true), 20);
	assert_int_equal(identify_seconds("{\"seconds\": 7.9}", true), 7);
	assert_int_equal(identify_seconds("{}", true), 15);
	assert_int_equal(identify_seconds("{\"seconds\": null}", true), 15);
	assert_int_equal(identify_seconds("{\"seconds\": 0}", true), 1);
	assert_int_equal(identify_seconds("{\"seconds\": -5}", true), 1);
	assert_int_equal(identify_seconds("{\"seconds\": 61}", true), 60);
	assert_int_equal(identify_seconds("{\"seconds\": 1e300}", true), 60);
	identify_seconds("{\"seconds\": \"20\"}", false);
	identify_seconds("{\"seconds\": true}", false);
	identify_seconds("[20]", false);
	identify_seconds("20", false);
	identify_seconds("", false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_message),           cmocka_unit_test(test_waits),
	        cmocka_unit_test(test_without_programme), cmocka_unit_test(test_status),
	        cmocka_unit_test(test_status_reply),      cmocka_unit_test(test_identify),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
