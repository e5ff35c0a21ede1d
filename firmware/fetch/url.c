#include "transfer.h"

#include <string.h>
#include <strings.h>

// A part of a URL as curl reads it, "" where it has none; NULL when out of memory. Freed with curl_free.
static char *part_of(CURLU *handle, CURLUPart what, unsigned flags)
{
	char *part = NULL;
	CURLUcode code = curl_url_get(handle, what, &part, flags);
	return code == CURLUE_OK ? part : NULL;
}

static bool is_web(CURLU *handle)
{
	char *scheme = part_of(handle, CURLUPART_SCHEME, 0);
	bool web = scheme != NULL && (strcasecmp(scheme, "http") == 0 || strcasecmp(scheme, "https") == 0);
	curl_free(scheme);
	return web;
}

// The whole of the handle's URL into out, once it is one that may be fetched.
static bool take_url(CURLU *handle, const char *shown, struct vr_buffer *out, struct vr_error *error)
{
	if (!is_web(handle))
		return vr_fail(error, VR_INVALID, "%.120s: only http and https addresses are fetched", shown);
	if (curl_url_set(handle, CURLUPART_FRAGMENT, NULL, 0) != CURLUE_OK)
		return vr_fail(error, VR_MEMORY, "no memory for an address");
	char *whole = part_of(handle, CURLUPART_URL, 0);
	if (whole == NULL)
		return vr_fail(error, VR_INVALID, "%.120s: not a complete address", shown);
	bool ok = vr_buffer_text(out, whole);
	curl_free(whole);
	return ok || vr_fail(error, VR_LIMIT, "%.120s…: the address is too long", shown);
}

bool vr_url_check(const char *url, struct vr_buffer *out, struct vr_error *error)
{
	CURLU *handle = curl_url();
	if (handle == NULL)
		return vr_fail(error, VR_MEMORY, "no memory for an address");
	bool ok;
	// Credentials are refused: a redirect must not be able to make us log in somewhere, and the log would show
	// them.
	CURLUcode code = curl_url_set(handle, CURLUPART_URL, url, CURLU_DISALLOW_USER);
	if (code == CURLUE_USER_NOT_ALLOWED)
		ok = vr_fail(error, VR_INVALID, "the address holds a user name; use the token instead");
	else if (code != CURLUE_OK)
		ok = vr_fail(error, VR_INVALID, "%.120s: not an http or https address (%s)", url,
		             curl_url_strerror(code));
	else
		ok = take_url(handle, url, out, error);
	curl_url_cleanup(handle);
	return ok;
}

bool vr_fetch_resolve(const char *base, const char *href, struct vr_buffer *out, struct vr_error *error)
{
	CURLU *handle = curl_url();
	if (handle == NULL)
		return vr_fail(error, VR_MEMORY, "no memory for an address");
	bool ok;
	if (curl_url_set(handle, CURLUPART_URL, base, 0) != CURLUE_OK)
		ok = vr_fail(error, VR_INVALID, "%.120s: not an address that others can be relative to", base);
	else if (href[0] != '\0' &&
	         curl_url_set(handle, CURLUPART_URL, href, CURLU_URLENCODE | CURLU_DISALLOW_USER) != CURLUE_OK)
		ok = vr_fail(error, VR_INVALID, "%.120s: not an http or https address", href);
	else
		ok = take_url(handle, href, out, error);
	curl_url_cleanup(handle);
	return ok;
}

static bool same_part(CURLU *a, CURLU *b, CURLUPart what)
{
	char *one = part_of(a, what, CURLU_DEFAULT_PORT);
	char *other = part_of(b, what, CURLU_DEFAULT_PORT);
	bool same = one != NULL && other != NULL && strcasecmp(one, other) == 0;
	curl_free(one);
	curl_free(other);
	return same;
}

bool vr_fetch_same_origin(const char *a, const char *b)
{
	CURLU *one = curl_url();
	CURLU *other = curl_url();
	bool same = one != NULL && other != NULL && curl_url_set(one, CURLUPART_URL, a, 0) == CURLUE_OK &&
	            curl_url_set(other, CURLUPART_URL, b, 0) == CURLUE_OK && same_part(one, other, CURLUPART_SCHEME) &&
	            same_part(one, other, CURLUPART_HOST) && same_part(one, other, CURLUPART_PORT);
	curl_url_cleanup(one);
	curl_url_cleanup(other);
	return same;
}

bool vr_url_is_https(const char *url)
{
	return strncasecmp(url, "https:", 6) == 0;
}

// Not every name that begins like such an address: "127.example.org" is somebody else's.
static bool is_loopback_v4(const char *host)
{
	return strncmp(host, "127.", 4) == 0 && host[strspn(host, "0123456789.")] == '\0';
}

bool vr_fetch_is_loopback(const char *url)
{
	CURLU *handle = curl_url();
	bool loopback = false;
	if (handle != NULL && curl_url_set(handle, CURLUPART_URL, url, 0) == CURLUE_OK) {
		char *host = part_of(handle, CURLUPART_HOST, 0);
		loopback = host != NULL &&
		           (strcasecmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0 || is_loopback_v4(host));
		curl_free(host);
	}
	curl_url_cleanup(handle);
	return loopback;
}

void vr_fetch_escape(const char *segment, struct vr_buffer *out)
{
	char *escaped = curl_easy_escape(NULL, segment, 0);
	if (escaped != NULL)
		vr_buffer_text(out, escaped);
	else
		out->full = true;
	curl_free(escaped);
}
