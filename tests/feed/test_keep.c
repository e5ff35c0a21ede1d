// What is worth a write: an hour of changing waits stays within its budget, everything else is stored at once.
#include "hub.h"

#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

static const struct vr_programme *read_text(const char *json)
{
	const struct vr_programme *programme;
	struct vr_error error;
	assert_true(vr_wire_programme(json, strlen(json), NULL, &programme, &error));
	return programme;
}

static const struct vr_programme *make(int sequence, int minutes, const char *title)
{
	char json[HUB_TEXT];
	hub_write(json, "s", sequence, minutes, title, "");
	return read_text(json);
}

static bool wants(const struct vr_keep *keep, const struct vr_programme *programme, size_t bytes, int64_t now_ms)
{
	bool wanted = vr_keep_wants(keep, programme, bytes, (struct vr_mono){now_ms});
	vr_programme_unref(programme);
	return wanted;
}

static void test_rules(void **state)
{
	(void)state;
	struct vr_keep keep = {0};
	assert_true(wants(&keep, make(1, 30, "one"), 1000, 0));
	const struct vr_programme *first = make(1, 30, "one");
	vr_keep_note(&keep, first, (struct vr_mono){0});
	vr_programme_unref(first);
	assert_false(wants(&keep, make(2, 45, "one"), 1000, 29 * VR_MINUTE));
	assert_true(wants(&keep, make(2, 45, "one"), 1000, 30 * VR_MINUTE));
	assert_true(wants(&keep, make(2, 45, "two"), 1000, 1));
	assert_false(wants(&keep, make(2, 45, "one"), 384 * 1024, 119 * VR_MINUTE));
	assert_true(wants(&keep, make(2, 45, "one"), 384 * 1024, 120 * VR_MINUTE));
}

// Waits that change every minute for a day, with documents of every size.
static void test_budget(void **state)
{
	(void)state;
	for (size_t bytes = 1000; bytes < 16 << 20; bytes *= 3) {
		struct vr_keep keep = {0};
		size_t hour_bytes = 0, most = 0, first = 0;
		for (int minute = 0; minute < 24 * 60; minute++) {
			if (minute % 60 == 0)
				hour_bytes = 0;
			const struct vr_programme *programme = make(minute, minute % 40, "one");
			struct vr_mono now = {minute * VR_MINUTE};
			if (vr_keep_wants(&keep, programme, bytes, now)) {
				vr_keep_note(&keep, programme, now);
				hour_bytes += minute > 0 ? bytes : 0; // the first is no change of waits
				first += minute == 0;
			}
			vr_programme_unref(programme);
			most = hour_bytes > most ? hour_bytes : most;
		}
		assert_int_equal(first, 1);
		// A document larger than the budget is written rarely, but then in one piece.
		assert_true(most <= 256 * 1024 || most == bytes);
	}
}

// Each of these differs from the first in one place.
static void test_everything_else_counts(void **state)
{
	(void)state;
	static const char *const variants[] = {
	        "{\"format\":1,\"sequence\":1,\"languages\":[\"sv\"],\"clinic\":{\"id\":\"a\",\"name\":{\"sv\":\"A\"},"
	        "\"time_zone\":\"Europe/Stockholm\"%s},\"messages\":[{\"id\":\"m\",\"kind\":\"notice\",\"title\":"
	        "{\"sv\":\"T\"}%s}]%s}",
	};
	static const struct {
		const char *clinic, *message, *rest;
	} changes[] = {
	        {"", "", ""},
	        {",\"phone\":\"1\"", "", ""},
	        {",\"address\":\"1\"", "", ""},
	        {",\"opening_hours\":[{\"days\":[\"mon\"],\"from\":\"08:00\",\"until\":\"17:00\"}]", "", ""},
	        {",\"opening_hours\":[{\"days\":[\"mon\"],\"from\":\"08:00\",\"until\":\"17:01\"}]", "", ""},
	        {",\"exceptions\":[{\"date\":\"2027-01-05\",\"hours\":[]}]", "", ""},
	        {",\"exceptions\":[{\"date\":\"2027-01-06\",\"hours\":[]}]", "", ""},
	        {",\"calling\":{\"sv\":\"C\"}", "", ""},
	        {",\"elsewhere\":[{\"name\":{\"sv\":\"E\"}}]", "", ""},
	        {"", ",\"text\":{\"sv\":\"x\"}", ""},
	        {"", ",\"priority\":\"urgent\"", ""},
	        {"", ",\"priority\":\"important\"", ""},
	        {"", ",\"valid_until\":\"2027-01-05T00:00:00Z\"", ""},
	        {"", ",\"valid_from\":\"2027-01-05T00:00:00Z\"", ""},
	        {"", ",\"show_when\":\"open\"", ""},
	        {"", ",\"hours\":[{\"days\":[\"mon\"],\"from\":\"08:00\",\"until\":\"17:00\"}]", ""},
	        {"", ",\"link\":{\"href\":\"https://www.example.org/\"}", ""},
	        {"", ",\"review_by\":\"2027-01-05\"", ""},
	        {"", ",\"drill\":true", ""},
	        {"", "", ",\"series\":\"z\""},
	        {"", "", ",\"screen\":{\"area\":{\"sv\":\"B\"}}"},
	};
	unsigned char hashes[VR_COUNT(changes)][VR_KEEP_HASH];
	for (size_t i = 0; i < VR_COUNT(changes); i++) {
		char json[HUB_TEXT], *end = strcpy(json, variants[0]);
		const char *const parts[] = {changes[i].clinic, changes[i].message, changes[i].rest};
		for (size_t part = 0; part < 3; part++) {
			char rest[HUB_TEXT];
			end = strstr(json, "%s");
			strcpy(rest, end + 2);
			sprintf(end, "%s%s", parts[part], rest);
		}
		const struct vr_programme *programme = read_text(json);
		vr_keep_lasting(programme, hashes[i]);
		vr_programme_unref(programme);
		for (size_t j = 0; j < i; j++)
			assert_memory_not_equal(hashes[i], hashes[j], VR_KEEP_HASH);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_rules),
	        cmocka_unit_test(test_budget),
	        cmocka_unit_test(test_everything_else_counts),
	};
	vr_log_set_level(VR_LOG_ERROR);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
