// Without libcurl nothing is fetched, and the reason is told; nothing else happens.
#include "vantrum/fetch.h"

#include <dlfcn.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void *no_library(const char *name, int flags)
{
	(void)name;
	return dlopen("libcurl-that-nobody-installed.so.4", flags);
}

#define dlopen(name, flags) no_library(name, flags)
#include "fetch/library.c" // takes the place of the room's own

static void it_is_told_why(void **state)
{
	struct vr_fetch *fetch = NULL;
	struct vr_error error = {0};

	(void)state;
	assert_false(vr_fetch_create(NULL, "test", &fetch, &error));
	assert_int_equal(error.code, VR_IO);
	assert_non_null(strstr(error.what, "libcurl-that-nobody-installed.so.4"));
	assert_null(fetch);
}

static void addresses_are_refused(void **state)
{
	struct vr_buffer out;
	struct vr_error error;

	(void)state;
	vr_buffer_init(&out, 256);
	assert_false(vr_fetch_resolve("https://hub.example.org/", "a", &out, &error));
	assert_false(vr_fetch_same_origin("https://hub.example.org/", "https://hub.example.org/"));
	assert_false(vr_fetch_is_loopback("http://127.0.0.1/"));
	assert_int_equal(out.length, 0);
	vr_fetch_escape("a b", &out);
	assert_true(out.full);
	vr_buffer_release(&out);
}

static void options_fail(void **state)
{
	char *address = NULL;

	(void)state;
	assert_int_equal((curl_easy_setopt)(NULL, CURLOPT_URL, "http://127.0.0.1/"), CURLE_FAILED_INIT);
	assert_int_equal((curl_easy_getinfo)(NULL, CURLINFO_EFFECTIVE_URL, &address), CURLE_FAILED_INIT);
	assert_int_equal((curl_multi_setopt)(NULL, CURLMOPT_MAXCONNECTS, 1L), CURLM_BAD_HANDLE);
	assert_null(address);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(it_is_told_why), cmocka_unit_test(addresses_are_refused),
	                                   cmocka_unit_test(options_fail)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
