#include "transfer.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static char *copy(const char *text)
{
	return text == NULL || text[0] == '\0' ? NULL : vr_strdup(text);
}

// A header value with a line end in it would be a header more.
static bool is_clean(const char *text)
{
	for (; text != NULL && *text != '\0'; text++)
		if ((unsigned char)*text < 0x20 || *text == 0x7f)
			return false;
	return true;
}

static bool headers_are_clean(const struct vr_request *request)
{
	return is_clean(request->method) && is_clean(request->token) && is_clean(request->accept) &&
	       is_clean(request->if_none_match) && is_clean(request->last_event_id) && is_clean(request->content_type);
}

struct vr_transfer *vr_transfer_create(const struct vr_request *request, struct vr_error *error)
{
	if (!headers_are_clean(request)) {
		vr_fail(error, VR_INVALID, "%.120s: a control character in what is to be a header", request->url);
		return NULL;
	}
	struct vr_transfer *transfer = vr_alloc(1, sizeof(*transfer));
	vr_buffer_init(&transfer->url, VR_FETCH_URL_MAX);
	vr_buffer_init(&transfer->body, request->max_bytes);
	struct vr_request *own = &transfer->request;
	*own = *request;
	own->url = NULL;
	own->body = NULL;
	own->method = copy(request->method);
	own->token = copy(request->token);
	own->token_origin = copy(request->token_origin);
	own->accept = copy(request->accept);
	own->if_none_match = copy(request->if_none_match);
	own->last_event_id = copy(request->last_event_id);
	own->content_type = copy(request->content_type);
	transfer->started = vr_mono_now();
	if (!vr_url_check(request->url, &transfer->url, error)) {
		vr_transfer_destroy(transfer);
		return NULL;
	}
	transfer->easy = curl_easy_init();
	if (transfer->easy == NULL ||
	    (request->body_length > 0 &&
	     (curl_easy_setopt(transfer->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_length) !=
	              CURLE_OK ||
	      curl_easy_setopt(transfer->easy, CURLOPT_COPYPOSTFIELDS, request->body) != CURLE_OK))) {
		vr_fail(error, VR_MEMORY, "no memory for a transfer of %zu bytes", request->body_length);
		vr_transfer_destroy(transfer);
		return NULL;
	}
	return transfer;
}

void vr_transfer_destroy(struct vr_transfer *transfer)
{
	if (transfer == NULL)
		return;
	assert(!transfer->running);
	curl_easy_cleanup(transfer->easy);
	curl_slist_free_all(transfer->headers);
	vr_buffer_release(&transfer->url);
	vr_buffer_release(&transfer->body);
	struct vr_request *own = &transfer->request;
	free((char *)own->method);
	free((char *)own->token);
	free((char *)own->token_origin);
	free((char *)own->accept);
	free((char *)own->if_none_match);
	free((char *)own->last_event_id);
	free((char *)own->content_type);
	free(transfer);
}

// Ends the transfer from within one of curl's callbacks, which must then return what curl takes for a failure.
static void end(struct vr_transfer *transfer, enum vr_code code, const char *why)
{
	if (transfer->error.code == VR_OK)
		vr_fail(&transfer->error, code, "%.120s: %s", vr_buffer_string(&transfer->url), why);
}

static long status_of(struct vr_transfer *transfer)
{
	long status = 0;
	curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
	return status;
}

static void hear(struct vr_transfer *transfer, size_t bytes)
{
	transfer->heard = vr_mono_now();
	transfer->window_bytes += bytes;
}

// curl stores headers for us to look up; here they are only counted, so that they cannot grow without end.
static size_t on_header(char *line, size_t size, size_t count, void *context)
{
	struct vr_transfer *transfer = context;
	size_t length = size * count;
	hear(transfer, length);
	transfer->header_bytes += length;
	transfer->header_lines++;
	if (transfer->header_bytes > VR_FETCH_HEADER_BYTES || transfer->header_lines > VR_FETCH_HEADER_LINES) {
		end(transfer, VR_LIMIT, "the server sends endless headers");
		return 0;
	}
	bool last = length <= 2 && (line[0] == '\r' || line[0] == '\n');
	long status = status_of(transfer);
	if (last && status >= 200 && status < 300 && transfer->request.on_open != NULL) {
		struct vr_response head;
		vr_transfer_response(transfer, &head);
		transfer->stirred = true;
		if (!transfer->request.on_open(transfer->request.context, &head)) {
			end(transfer, VR_INVALID, "the answer is not what was asked for");
			return 0;
		}
	}
	return length;
}

// The page that comes with a refusal is no reason to fail: the status is what counts, and enough has been read.
static size_t on_refusal_bytes(struct vr_transfer *transfer, const char *bytes, size_t length)
{
	if (transfer->taken > VR_FETCH_REFUSAL_BYTES) {
		transfer->cut = true;
		return 0;
	}
	vr_buffer_add(&transfer->body, bytes, length);
	return length;
}

static size_t on_bytes(char *bytes, size_t size, size_t count, void *context)
{
	struct vr_transfer *transfer = context;
	size_t length = size * count;
	hear(transfer, length);
	transfer->taken += length;
	long status = status_of(transfer);
	if (status < 200 || status >= 300)
		return on_refusal_bytes(transfer, bytes, length);
	if (transfer->request.on_data != NULL) {
		transfer->stirred = true;
		if (transfer->request.on_data(transfer->request.context, bytes, length))
			return length;
		end(transfer, VR_INVALID, "the stream was refused");
		return 0;
	}
	if (transfer->taken > transfer->request.max_bytes || !vr_buffer_add(&transfer->body, bytes, length)) {
		end(transfer, VR_LIMIT, "the answer is larger than allowed");
		return 0;
	}
	return length;
}

// Counts what is sent as movement too: a picture on a slow line is no silence.
static int on_progress(void *context, curl_off_t down_total, curl_off_t down, curl_off_t up_total, curl_off_t up)
{
	struct vr_transfer *transfer = context;
	(void)down_total;
	(void)down;
	(void)up_total;
	if (up > transfer->moved) {
		hear(transfer, (size_t)(up - transfer->moved));
		transfer->moved = up;
	}
	return 0;
}

static bool add_header(struct vr_transfer *transfer, const char *name, const char *value)
{
	if (value == NULL)
		return true;
	struct vr_buffer line;
	vr_buffer_init(&line, VR_FETCH_URL_MAX);
	bool ok = vr_buffer_format(&line, "%s%s", name, value);
	struct curl_slist *longer = ok ? curl_slist_append(transfer->headers, vr_buffer_string(&line)) : NULL;
	if (longer != NULL)
		transfer->headers = longer;
	vr_buffer_release(&line);
	return longer != NULL;
}

// Made anew for each address: the token goes along only to the origin it is for.
static bool make_headers(struct vr_transfer *transfer)
{
	const struct vr_request *request = &transfer->request;
	const char *token = request->token;
	if (token != NULL && (request->token_origin == NULL ||
	                      !vr_fetch_same_origin(vr_buffer_string(&transfer->url), request->token_origin)))
		token = NULL;
	curl_slist_free_all(transfer->headers);
	transfer->headers = NULL;
	// No Expect: a proxy that does not know it would hold every upload up for a second.
	return add_header(transfer, "Expect:", "") && add_header(transfer, "Authorization: Bearer ", token) &&
	       add_header(transfer, "Accept: ", request->accept) &&
	       add_header(transfer, "If-None-Match: ", request->if_none_match) &&
	       add_header(transfer, "Last-Event-ID: ", request->last_event_id) &&
	       add_header(transfer, "Content-Type: ", request->content_type);
}

// What may be talked to, and how it is verified.
static bool set_trust(CURL *easy, const struct vr_fetch *fetch, const char *url)
{
	bool ok = curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
	          curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https") == CURLE_OK &&
	          curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
	          curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK &&
	          curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK &&
	          curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) == CURLE_OK &&
	          curl_easy_setopt(easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED) == CURLE_OK;
	// Instead of the system's, so its folder does not count either. The file is read for every connection, not once
	// a day as is usual: it may have been replaced since.
	if (ok && fetch->ca_file[0] != '\0')
		ok = curl_easy_setopt(easy, CURLOPT_CAINFO, fetch->ca_file) == CURLE_OK &&
		     curl_easy_setopt(easy, CURLOPT_CAPATH, NULL) == CURLE_OK &&
		     curl_easy_setopt(easy, CURLOPT_CA_CACHE_TIMEOUT, 0L) == CURLE_OK;
	// "" is no proxy at all, NULL the one that the environment names.
	return ok && curl_easy_setopt(easy, CURLOPT_PROXY, vr_fetch_is_loopback(url) ? "" : NULL) == CURLE_OK;
}

static bool set_request(struct vr_transfer *transfer)
{
	CURL *easy = transfer->easy;
	const struct vr_request *request = &transfer->request;
	bool ok = curl_easy_setopt(easy, CURLOPT_URL, vr_buffer_string(&transfer->url)) == CURLE_OK &&
	          curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer->headers) == CURLE_OK &&
	          curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS) == CURLE_OK;
	// Streams are not compressed: a piece must be readable when it comes.
	if (ok && request->on_data == NULL)
		ok = curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip") == CURLE_OK;
	if (ok && request->method != NULL)
		ok = curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request->method) == CURLE_OK;
	return ok;
}

static bool set_bounds(struct vr_transfer *transfer)
{
	CURL *easy = transfer->easy;
	const struct vr_request *request = &transfer->request;
	int64_t connect_ms = request->connect_ms > 0 ? request->connect_ms : VR_FETCH_CONNECT_MS;
	size_t announced = request->max_bytes > VR_FETCH_REFUSAL_BYTES ? request->max_bytes : VR_FETCH_REFUSAL_BYTES;
	bool ok = curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)connect_ms) == CURLE_OK &&
	          curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
	          curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L) == CURLE_OK &&
	          // Without it, ending a transfer waits for a name lookup that may take half a minute.
	          curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L) == CURLE_OK;
	if (ok && request->on_data == NULL)
		ok = curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)announced) == CURLE_OK;
	return ok;
}

static bool set_callbacks(struct vr_transfer *transfer, const char *user_agent)
{
	CURL *easy = transfer->easy;
	return curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_bytes) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, on_progress) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_XFERINFODATA, transfer) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->said) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_USERAGENT, user_agent) == CURLE_OK;
}

bool vr_transfer_begin(struct vr_fetch *fetch, struct vr_transfer *transfer, struct vr_error *error)
{
	transfer->heard = transfer->window = vr_mono_now();
	transfer->window_bytes = transfer->header_bytes = transfer->header_lines = transfer->taken = 0;
	transfer->moved = 0;
	transfer->cut = transfer->finished = false;
	transfer->error = (struct vr_error){.code = VR_OK};
	transfer->said[0] = '\0';
	vr_buffer_clear(&transfer->body);
	if (!make_headers(transfer) || !set_trust(transfer->easy, fetch, vr_buffer_string(&transfer->url)) ||
	    !set_request(transfer) || !set_bounds(transfer) || !set_callbacks(transfer, fetch->user_agent))
		return vr_fail(error, VR_MEMORY, "%.120s: curl could not be set up for it",
		               vr_buffer_string(&transfer->url));
	if (curl_multi_add_handle(fetch->multi, transfer->easy) != CURLM_OK)
		return vr_fail(error, VR_MEMORY, "%.120s: curl takes no more transfers",
		               vr_buffer_string(&transfer->url));
	transfer->running = true;
	return true;
}
