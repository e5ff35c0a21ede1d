// One transfer, from the request to the one call of on_done. Private to room fetch.
#ifndef VANTRUM_FETCH_TRANSFER_H
#define VANTRUM_FETCH_TRANSFER_H

#include "vantrum/fetch.h"

#include <curl/curl.h>

#define VR_FETCH_REDIRECTS 5
#define VR_FETCH_HEADER_BYTES 65536 // of one answer, all its header lines together
#define VR_FETCH_HEADER_LINES 200
#define VR_FETCH_REFUSAL_BYTES 65536 // so much of the page that comes with a 404 is read, no more
#define VR_FETCH_URL_MAX 8192
#define VR_FETCH_CONNECT_MS (10 * VR_SECOND)

struct vr_transfer {
	struct vr_transfer *next;
	CURL *easy;
	struct curl_slist *headers;
	struct vr_request request; // its strings are owned copies, but for url
	struct vr_buffer url;      // where it is now: changes with redirects
	struct vr_buffer body;
	char said[CURL_ERROR_SIZE]; // curl's own words
	struct vr_error error;      // set first by whoever ends it; VR_OK: nobody did
	struct vr_mono started;
	struct vr_mono heard;  // when the last byte moved
	struct vr_mono window; // the speed is measured over windows of silence_ms
	size_t window_bytes;
	size_t header_bytes;
	size_t header_lines;
	size_t taken; // bytes of the answer after decompression
	curl_off_t moved;
	int redirects;
	bool cut;      // the rest of a refusal's page is not wanted
	bool stirred;  // a piece of a stream was handed over: its owner may have something to do
	bool finished; // curl is done with it, on_done is due
	bool running;  // curl's multi handle has it
};

struct vr_fetch {
	CURLM *multi;
	char *ca_file; // "" for the system's
	char *user_agent;
	struct vr_transfer *transfers; // newest first; owned
	int watch_fd;
	void (*watch)(void *context);
	void *watch_context;
};

struct vr_transfer *vr_transfer_create(const struct vr_request *request, struct vr_error *error);
void vr_transfer_destroy(struct vr_transfer *transfer);

// Sets the easy handle up for the current URL and hands it to curl. Called again after each redirect.
bool vr_transfer_begin(struct vr_fetch *fetch, struct vr_transfer *transfer, struct vr_error *error) VR_MUST_USE;

// curl has ended the transfer with this result: keeps the reason, in the house's own terms.
void vr_transfer_judge(struct vr_transfer *transfer, CURLcode result);

// When the transfer is to be ended for slowness at the latest, unless bytes come; ends it when that is past.
struct vr_mono vr_transfer_deadline(const struct vr_transfer *transfer);
void vr_transfer_check_pace(struct vr_transfer *transfer, struct vr_mono now);

// The address that the answer redirects to, checked; false: it is no redirect (VR_OK) or one that is not followed.
bool vr_transfer_redirect(struct vr_transfer *transfer, struct vr_error *error);

void vr_transfer_response(struct vr_transfer *transfer, struct vr_response *out);

// The URL in normal form, without a fragment; refused unless http or https, without credentials.
bool vr_url_check(const char *url, struct vr_buffer *out, struct vr_error *error) VR_MUST_USE;
bool vr_url_is_https(const char *url);

#endif
