#include "vantrum/fetch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void resolves_to(const char *base, const char *href, const char *expected)
{
	struct vr_buffer out;
	struct vr_error error;
	vr_buffer_init(&out, 1024);
	bool ok = vr_fetch_resolve(base, href, &out, &error);
	if (expected == NULL) {
		assert_false(ok);
		assert_int_equal(error.code, VR_INVALID);
	} else {
		assert_true(ok);
		assert_string_equal(vr_buffer_string(&out), expected);
	}
	vr_buffer_release(&out);
}

static void test_resolve(void **state)
{
	(void)state;
	const char *base = "https://hub.example.org/v1/screens/a/programme?x=1#top";
	resolves_to(base, "/v1/media/ab", "https://hub.example.org/v1/media/ab");
	resolves_to(base, "media/ab", "https://hub.example.org/v1/screens/a/media/ab");
	resolves_to(base, "../b/media", "https://hub.example.org/v1/screens/b/media");
	resolves_to(base, "https://other.example/x.png", "https://other.example/x.png");
	resolves_to(base, "//other.example/x.png", "https://other.example/x.png");
	resolves_to(base, "a b.png", "https://hub.example.org/v1/screens/a/a%20b.png");
	resolves_to(base, "x.png#part", "https://hub.example.org/v1/screens/a/x.png");
	resolves_to(base, "", "https://hub.example.org/v1/screens/a/programme?x=1");
	resolves_to(base, "file:///etc/passwd", NULL);
	resolves_to(base, "ftp://example.org/x", NULL);
	resolves_to(base, "javascript:alert(1)", NULL);
	resolves_to(base, "http://user:word@example.org/x", NULL);
	resolves_to("nonsense", "x", NULL);
}

static void test_resolve_is_bounded(void **state)
{
	(void)state;
	struct vr_buffer out;
	struct vr_error error;
	vr_buffer_init(&out, 20);
	assert_false(vr_fetch_resolve("http://example.org/a/b", "a-rather-long-name", &out, &error));
	assert_int_equal(error.code, VR_LIMIT);
	vr_buffer_release(&out);
}

static void test_loopback(void **state)
{
	(void)state;
	assert_true(vr_fetch_is_loopback("http://localhost:8080"));
	assert_true(vr_fetch_is_loopback("https://127.0.0.1/x"));
	assert_true(vr_fetch_is_loopback("http://127.9.8.7:1"));
	assert_true(vr_fetch_is_loopback("http://[::1]:8080/"));
	assert_false(vr_fetch_is_loopback("http://127.example.org"));
	assert_false(vr_fetch_is_loopback("http://localhost.example.org"));
	assert_false(vr_fetch_is_loopback("http://10.0.0.1"));
	assert_false(vr_fetch_is_loopback("nonsense"));
}

static void test_same_origin(void **state)
{
	(void)state;
	assert_true(vr_fetch_same_origin("https://a.example/x", "https://A.example:443/y?z"));
	assert_true(vr_fetch_same_origin("http://a.example:80", "http://a.example/"));
	assert_false(vr_fetch_same_origin("https://a.example/", "http://a.example/"));
	assert_false(vr_fetch_same_origin("https://a.example/", "https://a.example:8443/"));
	assert_false(vr_fetch_same_origin("https://a.example/", "https://a.example.evil/"));
	assert_false(vr_fetch_same_origin("https://a.example/", "https://a.example@evil/"));
	assert_false(vr_fetch_same_origin("", ""));
}

static void test_escape(void **state)
{
	(void)state;
	struct vr_buffer out;
	vr_buffer_init(&out, 100);
	vr_fetch_escape("entré/1?#", &out);
	assert_string_equal(vr_buffer_string(&out), "entr%C3%A9%2F1%3F%23");
	vr_buffer_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_resolve),  cmocka_unit_test(test_resolve_is_bounded),
	        cmocka_unit_test(test_loopback), cmocka_unit_test(test_same_origin),
	        cmocka_unit_test(test_escape),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
