// libcurl, opened when it is called for the first time. It brings thirty libraries along, and a program that is linked
// with them takes half as long again to start, while the first slide needs no network. These functions have the names
// that curl's headers declare; where the library is missing each of them fails as curl's own would.
#include <curl/curl.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define LIBRARY "libcurl.so.4"

// Macros that check the types of arguments, each around the function of its name.
#undef curl_easy_getinfo
#undef curl_easy_setopt
#undef curl_multi_setopt

// result, name, parameters, arguments, and what it returns where there is no library.
#define FUNCTIONS(F)                                                                                                   \
	F(CURLcode, curl_global_init, (long flags), (flags), CURLE_FAILED_INIT)                                        \
	F(const char *, curl_easy_strerror, (CURLcode code), (code), missing)                                          \
	F(CURL *, curl_easy_init, (void), (), NULL)                                                                    \
	F(void, curl_easy_cleanup, (CURL * easy), (easy), )                                                            \
	F(char *, curl_easy_escape, (CURL * easy, const char *string, int length), (easy, string, length), NULL)       \
	F(CURLHcode, curl_easy_header,                                                                                 \
	  (CURL * easy, const char *name, size_t index, unsigned origin, int request, struct curl_header **out),       \
	  (easy, name, index, origin, request, out), CURLHE_NOT_BUILT_IN)                                              \
	F(void, curl_free, (void *pointer), (pointer), )                                                               \
	F(CURLM *, curl_multi_init, (void), (), NULL)                                                                  \
	F(CURLMcode, curl_multi_cleanup, (CURLM * multi), (multi), CURLM_BAD_HANDLE)                                   \
	F(CURLMcode, curl_multi_add_handle, (CURLM * multi, CURL * easy), (multi, easy), CURLM_BAD_HANDLE)             \
	F(CURLMcode, curl_multi_remove_handle, (CURLM * multi, CURL * easy), (multi, easy), CURLM_BAD_HANDLE)          \
	F(CURLMcode, curl_multi_perform, (CURLM * multi, int *running), (multi, running), CURLM_BAD_HANDLE)            \
	F(CURLMcode, curl_multi_poll, (CURLM * multi, struct curl_waitfd fds[], unsigned count, int ms, int *ready),   \
	  (multi, fds, count, ms, ready), CURLM_BAD_HANDLE)                                                            \
	F(CURLMcode, curl_multi_wakeup, (CURLM * multi), (multi), CURLM_BAD_HANDLE)                                    \
	F(CURLMsg *, curl_multi_info_read, (CURLM * multi, int *left), (multi, left), NULL)                            \
	F(struct curl_slist *, curl_slist_append, (struct curl_slist * list, const char *line), (list, line), NULL)    \
	F(void, curl_slist_free_all, (struct curl_slist * list), (list), )                                             \
	F(CURLU *, curl_url, (void), (), NULL)                                                                         \
	F(void, curl_url_cleanup, (CURLU * url), (url), )                                                              \
	F(CURLUcode, curl_url_set, (CURLU * url, CURLUPart what, const char *part, unsigned flags),                    \
	  (url, what, part, flags), CURLUE_BAD_HANDLE)                                                                 \
	F(const char *, curl_url_strerror, (CURLUcode code), (code), missing)

static struct {
#define POINTER(result, name, parameters, arguments, without) __typeof__(name) *(name);
	FUNCTIONS(POINTER)
#undef POINTER
	__typeof__(curl_easy_setopt) *curl_easy_setopt;
	__typeof__(curl_easy_getinfo) *curl_easy_getinfo;
	__typeof__(curl_multi_setopt) *curl_multi_setopt;
	__typeof__(curl_url_get) *curl_url_get;
} of;

static char missing[160]; // why there is no library; "": there is
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void find(void *library, const char *name, void *pointer)
{
	void *found = library && !*missing ? dlsym(library, name) : NULL;
	const char *why = found ? NULL : dlerror();

	memcpy(pointer, &found, sizeof found);
	if (!found && !*missing)
		snprintf(missing, sizeof missing, "%s", why ? why : "no " LIBRARY);
}

static void open_library(void)
{
	void *library = dlopen(LIBRARY, RTLD_LAZY | RTLD_LOCAL);

#define FIND(result, name, parameters, arguments, without) find(library, #name, &of.name);
	FUNCTIONS(FIND)
#undef FIND
	find(library, "curl_easy_setopt", &of.curl_easy_setopt);
	find(library, "curl_easy_getinfo", &of.curl_easy_getinfo);
	find(library, "curl_multi_setopt", &of.curl_multi_setopt);
	find(library, "curl_url_get", &of.curl_url_get);
}

static bool is_there(void)
{
	pthread_once(&once, open_library);
	return !*missing;
}

#define DEFINE(result, name, parameters, arguments, without)                                                           \
	result name parameters                                                                                         \
	{                                                                                                              \
		if (!is_there())                                                                                       \
			return without;                                                                                \
		return of.name arguments;                                                                              \
	}
FUNCTIONS(DEFINE)
#undef DEFINE

// The option says of what type the one argument is: long, curl_off_t, or some pointer.
static bool is_long(int option)
{
	return option < CURLOPTTYPE_OBJECTPOINT;
}

static bool is_offset(int option)
{
	return option >= CURLOPTTYPE_OFF_T && option < CURLOPTTYPE_BLOB;
}

CURLcode curl_easy_setopt(CURL *easy, CURLoption option, ...)
{
	CURLcode code = CURLE_FAILED_INIT;
	va_list argument;

	va_start(argument, option);
	if (is_there() && is_long((int)option))
		code = of.curl_easy_setopt(easy, option, va_arg(argument, long));
	else if (is_there() && is_offset((int)option))
		code = of.curl_easy_setopt(easy, option, va_arg(argument, curl_off_t));
	else if (is_there())
		code = of.curl_easy_setopt(easy, option, va_arg(argument, void *));
	va_end(argument);
	return code;
}

CURLMcode curl_multi_setopt(CURLM *multi, CURLMoption option, ...)
{
	CURLMcode code = CURLM_BAD_HANDLE;
	va_list argument;

	va_start(argument, option);
	if (is_there() && is_long((int)option))
		code = of.curl_multi_setopt(multi, option, va_arg(argument, long));
	else if (is_there() && is_offset((int)option))
		code = of.curl_multi_setopt(multi, option, va_arg(argument, curl_off_t));
	else if (is_there())
		code = of.curl_multi_setopt(multi, option, va_arg(argument, void *));
	va_end(argument);
	return code;
}

CURLcode curl_easy_getinfo(CURL *easy, CURLINFO info, ...)
{
	CURLcode code = CURLE_FAILED_INIT;
	va_list argument;

	va_start(argument, info);
	if (is_there())
		code = of.curl_easy_getinfo(easy, info, va_arg(argument, void *)); // where the answer goes
	va_end(argument);
	return code;
}

// Its first parameter is const or not by curl's version, so it is defined by another name for C and by its own for the
// linker.
CURLUcode vr_curl_url_get(CURLU *url, CURLUPart what, char **out, unsigned flags) __asm__("curl_url_get");

CURLUcode vr_curl_url_get(CURLU *url, CURLUPart what, char **out, unsigned flags)
{
	return is_there() ? of.curl_url_get(url, what, out, flags) : CURLUE_BAD_HANDLE;
}
