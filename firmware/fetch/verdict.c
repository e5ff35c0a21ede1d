// How a transfer ended: curl's results, slowness and redirects in the house's own terms.
#include "transfer.h"

#include <string.h>

static enum vr_code code_of(CURLcode result)
{
	switch (result) {
	case CURLE_OPERATION_TIMEDOUT:
		return VR_TIMEOUT;
	case CURLE_FILESIZE_EXCEEDED:
		return VR_LIMIT;
	case CURLE_OUT_OF_MEMORY:
		return VR_MEMORY;
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_SSL_CERTPROBLEM:
	case CURLE_SSL_CIPHER:
	case CURLE_SSL_ISSUER_ERROR:
		return VR_DENIED;
	case CURLE_WEIRD_SERVER_REPLY:
	case CURLE_UNSUPPORTED_PROTOCOL:
	case CURLE_BAD_CONTENT_ENCODING:
		return VR_INVALID;
	default:
		return VR_NETWORK;
	}
}

// What a technician can do about it; "" where curl's words say it all.
static const char *advice_for(CURLcode result)
{
	switch (result) {
	case CURLE_COULDNT_RESOLVE_HOST:
		return "; check the name and the network's DNS";
	case CURLE_COULDNT_CONNECT:
		return "; check the address, the port and that the server runs";
	case CURLE_PEER_FAILED_VERIFICATION:
		return "; check ca_file, the name in the address and this clock";
	case CURLE_SSL_CACERT_BADFILE:
		return "; check ca_file";
	default:
		return "";
	}
}

void vr_transfer_judge(struct vr_transfer *transfer, CURLcode result)
{
	transfer->finished = true;
	if (result == CURLE_OK || transfer->cut || transfer->error.code != VR_OK)
		return;
	const char *said = transfer->said[0] != '\0' ? transfer->said : curl_easy_strerror(result);
	vr_fail(&transfer->error, code_of(result), "%.90s: %.90s%s", vr_buffer_string(&transfer->url), said,
	        advice_for(result));
}

static struct vr_mono earlier(struct vr_mono a, int64_t ms)
{
	return ms < a.ms ? (struct vr_mono){ms} : a;
}

struct vr_mono vr_transfer_deadline(const struct vr_transfer *transfer)
{
	const struct vr_request *request = &transfer->request;
	struct vr_mono deadline = {INT64_MAX};
	if (request->timeout_ms > 0)
		deadline = earlier(deadline, transfer->started.ms + request->timeout_ms);
	if (request->silence_ms > 0)
		deadline = earlier(deadline, transfer->heard.ms + request->silence_ms);
	if (request->silence_ms > 0 && request->min_bytes_per_s > 0)
		deadline = earlier(deadline, transfer->window.ms + request->silence_ms);
	return deadline;
}

static void give_up(struct vr_transfer *transfer, const char *why)
{
	vr_fail(&transfer->error, VR_TIMEOUT, "%.120s: %s", vr_buffer_string(&transfer->url), why);
	transfer->finished = true;
}

void vr_transfer_check_pace(struct vr_transfer *transfer, struct vr_mono now)
{
	const struct vr_request *request = &transfer->request;
	if (transfer->finished)
		return;
	if (request->timeout_ms > 0 && now.ms - transfer->started.ms >= request->timeout_ms) {
		give_up(transfer, "the server took too long to send all of it");
		return;
	}
	if (request->silence_ms <= 0)
		return;
	if (now.ms - transfer->heard.ms >= request->silence_ms) {
		give_up(transfer, "the server fell silent");
		return;
	}
	if (now.ms - transfer->window.ms < request->silence_ms)
		return;
	int64_t least = request->min_bytes_per_s * (now.ms - transfer->window.ms) / VR_SECOND;
	if ((int64_t)transfer->window_bytes < least) {
		give_up(transfer, "the server sends too slowly");
		return;
	}
	transfer->window = now;
	transfer->window_bytes = 0;
}

bool vr_transfer_redirect(struct vr_transfer *transfer, struct vr_error *error)
{
	char *target = NULL;
	error->code = VR_OK;
	if (transfer->error.code != VR_OK || transfer->request.method != NULL ||
	    curl_easy_getinfo(transfer->easy, CURLINFO_REDIRECT_URL, &target) != CURLE_OK || target == NULL)
		return false;
	if (++transfer->redirects > VR_FETCH_REDIRECTS)
		return vr_fail(error, VR_INVALID, "%.120s: redirected more than %d times",
		               vr_buffer_string(&transfer->url), VR_FETCH_REDIRECTS);
	if (vr_url_is_https(vr_buffer_string(&transfer->url)) && !vr_url_is_https(target))
		return vr_fail(error, VR_DENIED, "%.120s: redirects from https to http",
		               vr_buffer_string(&transfer->url));
	struct vr_buffer url;
	vr_buffer_init(&url, VR_FETCH_URL_MAX);
	if (!vr_url_check(target, &url, error)) {
		vr_buffer_release(&url);
		return false;
	}
	vr_buffer_release(&transfer->url);
	transfer->url = url;
	return true;
}

static const char *header(const struct vr_transfer *transfer, const char *name)
{
	struct curl_header *found = NULL;
	if (curl_easy_header(transfer->easy, name, 0, CURLH_HEADER, -1, &found) != CURLHE_OK)
		return "";
	return found->value;
}

void vr_transfer_response(struct vr_transfer *transfer, struct vr_response *out)
{
	curl_off_t retry_after = 0;
	curl_easy_getinfo(transfer->easy, CURLINFO_RETRY_AFTER, &retry_after);
	*out = (struct vr_response){
	        .ok = transfer->error.code == VR_OK,
	        .error = transfer->error,
	        .url = vr_buffer_string(&transfer->url),
	        .etag = header(transfer, "ETag"),
	        .content_type = header(transfer, "Content-Type"),
	        .date = header(transfer, "Date"),
	        .link = header(transfer, "Link"),
	        .retry_after_s = retry_after > 0 ? (int64_t)retry_after : -1,
	        .body = vr_buffer_string(&transfer->body),
	        .length = transfer->body.length,
	};
	curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &out->status);
}
