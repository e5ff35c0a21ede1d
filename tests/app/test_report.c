// The file of --shown: one line a slide that was seen, in the order in which it was seen.
#include "app/report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct place {
	char folder[512], path[600];
};

static int make_place(void **state)
{
	struct place *place = vr_alloc(1, sizeof *place);
	const char *base = getenv("TMPDIR");

	snprintf(place->folder, sizeof place->folder, "%.480s/report-XXXXXX", base ? base : "/tmp");
	if (!mkdtemp(place->folder))
		return -1;
	snprintf(place->path, sizeof place->path, "%s/shown", place->folder);
	*state = place;
	return 0;
}

static int remove_place(void **state)
{
	struct place *place = *state;

	unlink(place->path);
	rmdir(place->folder);
	free(place);
	return 0;
}

static struct vr_programme *programme_of(int64_t sequence)
{
	static const char tags[][VR_LANGUAGE_TAG] = {"sv", "en"};
	static const struct vr_message messages[] = {{.id = "flu"}, {.id = "mask"}};
	struct vr_programme *programme = vr_programme_create();

	programme->series = "";
	programme->sequence = sequence;
	programme->languages = tags;
	programme->language_count = 2;
	programme->messages = messages;
	programme->message_count = 2;
	return programme;
}

static struct vr_slide slide_of(const struct vr_programme *programme, size_t message, unsigned page)
{
	return (struct vr_slide){.kind = VR_SLIDE_MESSAGE,
	                         .programme = programme,
	                         .message = message,
	                         .language_count = 1,
	                         .page = page,
	                         .pages = 2,
	                         .at = {INT64_C(1795332600000)},
	                         .until = {INT64_C(1795332620000)}};
}

static struct vr_now now_of(int64_t seconds)
{
	return (struct vr_now){{seconds * VR_SECOND}, {INT64_C(1795332600000) + seconds * VR_SECOND}, true};
}

static struct vr_buffer lines_of(const struct place *place)
{
	struct vr_buffer text;
	struct vr_error error;

	vr_buffer_init(&text, 65536);
	assert_true(vr_file_read(place->path, &text, &error));
	return text;
}

static size_t count_lines(const struct place *place)
{
	struct vr_buffer text = lines_of(place);
	size_t count = 0;

	for (size_t i = 0; i < text.length; i++)
		count += text.data[i] == '\n';
	vr_buffer_release(&text);
	return count;
}

static void each_slide_is_told_once(void **state)
{
	struct place *place = *state;
	struct vr_programme *programme = programme_of(412);
	struct vr_slide slide = slide_of(programme, 0, 1);
	struct link link = {0};
	struct report report;
	struct vr_error error;
	struct vr_buffer text;

	assert_true(vr_report_init(&report, place->path, (struct vr_mono){0}, &error));
	assert_int_equal(count_lines(place), 0);
	vr_report_complete(&report, &link, &slide, now_of(1));
	vr_report_complete(&report, &link, &slide, now_of(2)); // painted again: its minute changed
	assert_int_equal(count_lines(place), 1);
	slide.page = 2;
	vr_report_complete(&report, &link, &slide, now_of(3));
	slide.page = 1;
	vr_report_complete(&report, &link, &slide, now_of(4)); // its next turn
	assert_int_equal(count_lines(place), 3);
	text = lines_of(place);
	assert_non_null(strstr(text.data, "\"at\": \"2026-11-22T07:30:01Z\"")); // when it was seen, not when it was due
	assert_non_null(strstr(text.data, "\"id\": \"flu\""));
	assert_non_null(strstr(text.data, "\"sequence\": 412"));
	vr_buffer_release(&text);
	vr_report_release(&report);
	vr_programme_unref(programme);
}

static void the_programme_of_what_is_shown_is_kept(void **state)
{
	struct place *place = *state;
	struct vr_programme *first = programme_of(1), *second = programme_of(2);
	struct vr_slide slide = slide_of(first, 0, 1);
	struct link link = {0};
	struct report report;
	struct vr_error error;

	assert_true(vr_report_init(&report, place->path, (struct vr_mono){0}, &error));
	vr_report_complete(&report, &link, &slide, now_of(1));
	vr_programme_unref(first); // a newer one came
	slide = slide_of(second, 1, 1);
	vr_report_complete(&report, &link, &slide, now_of(2)); // compares with the one before
	vr_programme_unref(second);
	assert_string_equal(report.programme->messages[report.showing.message].id, "mask");
	vr_report_release(&report);
}

// The page is the same, but the status is to name the newest sequence on the glass.
static void the_same_page_of_a_newer_programme_counts_as_newer(void **state)
{
	struct place *place = *state;
	struct vr_programme *first = programme_of(1), *second = programme_of(2);
	struct vr_slide slide = slide_of(first, 0, 1);
	struct link link = {0};
	struct report report;
	struct vr_error error;

	assert_true(vr_report_init(&report, place->path, (struct vr_mono){0}, &error));
	vr_report_complete(&report, &link, &slide, now_of(1));
	vr_programme_unref(first);
	slide = slide_of(second, 0, 1);
	vr_report_complete(&report, &link, &slide, now_of(2));
	vr_programme_unref(second);
	assert_int_equal(count_lines(place), 1);
	assert_int_equal(report.programme->sequence, 2);
	assert_ptr_equal(report.showing.programme, report.programme);
	vr_report_release(&report);
}

static void lines_are_added_to_those_of_the_last_run(void **state)
{
	struct place *place = *state;
	struct vr_programme *programme = programme_of(1);
	struct vr_slide slide = slide_of(programme, 0, 1);
	struct link link = {0};
	struct vr_error error;

	for (size_t run = 1; run <= 2; run++) {
		struct report report;

		assert_true(vr_report_init(&report, place->path, (struct vr_mono){0}, &error));
		vr_report_complete(&report, &link, &slide, now_of(1));
		assert_int_equal(count_lines(place), run);
		vr_report_release(&report);
	}
	vr_programme_unref(programme);
}

static void a_file_that_cannot_be_written_is_told(void **state)
{
	struct place *place = *state;
	struct report report;
	struct vr_error error;
	char path[640];

	snprintf(path, sizeof path, "%s/none/shown", place->folder);
	assert_false(vr_report_init(&report, path, (struct vr_mono){0}, &error));
	assert_int_equal(error.code, VR_IO);
	assert_non_null(strstr(error.what, path));
}

// Without a hub there is nobody to send a status to, and nothing is due.
static void nothing_is_sent_without_a_hub(void **state)
{
	struct vr_mono next = {INT64_MAX};
	struct report_facts facts = {0};
	struct link link = {0};
	struct report report;
	struct vr_error error;

	(void)state;
	assert_true(vr_report_init(&report, NULL, (struct vr_mono){0}, &error));
	vr_report_send(&report, &link, &facts, now_of(100), &next);
	assert_int_equal(next.ms, INT64_MAX);
	vr_report_release(&report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(each_slide_is_told_once, make_place, remove_place),
	        cmocka_unit_test_setup_teardown(the_programme_of_what_is_shown_is_kept, make_place, remove_place),
	        cmocka_unit_test_setup_teardown(the_same_page_of_a_newer_programme_counts_as_newer, make_place,
	                                        remove_place),
	        cmocka_unit_test_setup_teardown(lines_are_added_to_those_of_the_last_run, make_place, remove_place),
	        cmocka_unit_test_setup_teardown(a_file_that_cannot_be_written_is_told, make_place, remove_place),
	        cmocka_unit_test(nothing_is_sent_without_a_hub),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
