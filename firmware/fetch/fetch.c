#include "transfer.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#define CONNECTIONS_KEPT 4L
#define CONNECTIONS_A_HOST 6L

static pthread_once_t curl_once = PTHREAD_ONCE_INIT;
static CURLcode curl_state;

static void start_curl(void)
{
	curl_state = curl_global_init(CURL_GLOBAL_DEFAULT);
}

bool vr_fetch_create(const char *ca_file, const char *user_agent, struct vr_fetch **out, struct vr_error *error)
{
	pthread_once(&curl_once, start_curl);
	if (curl_state != CURLE_OK)
		return vr_fail(error, VR_IO, "curl does not start: %s", curl_easy_strerror(curl_state));
	if (ca_file != NULL && ca_file[0] != '\0' && access(ca_file, R_OK) != 0)
		return vr_fail(error, VR_NOT_FOUND, "ca_file %.180s cannot be read", ca_file);
	CURLM *multi = curl_multi_init();
	if (multi == NULL)
		return vr_fail(error, VR_MEMORY, "no memory for curl");
	curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, CONNECTIONS_KEPT);
	curl_multi_setopt(multi, CURLMOPT_MAX_HOST_CONNECTIONS, CONNECTIONS_A_HOST);
	struct vr_fetch *fetch = vr_alloc(1, sizeof(*fetch));
	fetch->multi = multi;
	fetch->ca_file = vr_strdup(ca_file != NULL ? ca_file : "");
	fetch->user_agent = vr_strdup(user_agent);
	fetch->watch_fd = -1;
	*out = fetch;
	return true;
}

// Takes the transfer from curl, which then keeps the connection for the next one if it can.
static void detach(struct vr_fetch *fetch, struct vr_transfer *transfer)
{
	if (transfer->running)
		curl_multi_remove_handle(fetch->multi, transfer->easy);
	transfer->running = false;
}

static void unlink_transfer(struct vr_fetch *fetch, struct vr_transfer *transfer)
{
	struct vr_transfer **at = &fetch->transfers;
	while (*at != transfer) {
		assert(*at != NULL);
		at = &(*at)->next;
	}
	*at = transfer->next;
	transfer->next = NULL;
}

void vr_fetch_destroy(struct vr_fetch *fetch)
{
	if (fetch == NULL)
		return;
	while (fetch->transfers != NULL)
		vr_fetch_cancel(fetch, fetch->transfers);
	curl_multi_cleanup(fetch->multi);
	free(fetch->ca_file);
	free(fetch->user_agent);
	free(fetch);
}

bool vr_fetch_start(struct vr_fetch *fetch, const struct vr_request *request, struct vr_transfer **out,
                    struct vr_error *error)
{
	assert(request->on_done != NULL && request->url != NULL);
	struct vr_transfer *transfer = vr_transfer_create(request, error);
	if (transfer == NULL)
		return false;
	if (!vr_transfer_begin(fetch, transfer, error)) {
		vr_transfer_destroy(transfer);
		return false;
	}
	transfer->next = fetch->transfers;
	fetch->transfers = transfer;
	if (out != NULL)
		*out = transfer;
	return true;
}

void vr_fetch_cancel(struct vr_fetch *fetch, struct vr_transfer *transfer)
{
	if (transfer == NULL)
		return;
	unlink_transfer(fetch, transfer);
	detach(fetch, transfer);
	vr_transfer_destroy(transfer);
}

// Follows a redirect, or tells the owner how it ended. The transfer is out of the list meanwhile, so that on_done
// may start and cancel others.
static void settle(struct vr_fetch *fetch, struct vr_transfer *transfer)
{
	struct vr_error error;
	bool again = vr_transfer_redirect(transfer, &error);
	if (!again && error.code != VR_OK)
		transfer->error = error;
	detach(fetch, transfer);
	if (again) {
		if (vr_transfer_begin(fetch, transfer, &error))
			return;
		transfer->error = error;
	}
	unlink_transfer(fetch, transfer);
	struct vr_response response;
	vr_transfer_response(transfer, &response);
	transfer->request.on_done(transfer->request.context, &response);
	vr_transfer_destroy(transfer);
}

static struct vr_transfer *next_finished(const struct vr_fetch *fetch)
{
	struct vr_transfer *transfer = fetch->transfers;
	while (transfer != NULL && !transfer->finished)
		transfer = transfer->next;
	return transfer;
}

// Lets curl work; returns whether an owner was called.
static bool drive(struct vr_fetch *fetch)
{
	int running, left;
	curl_multi_perform(fetch->multi, &running);
	for (CURLMsg *message; (message = curl_multi_info_read(fetch->multi, &left)) != NULL;) {
		struct vr_transfer *transfer = NULL;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&transfer);
		if (message->msg == CURLMSG_DONE)
			vr_transfer_judge(transfer, message->data.result);
	}
	struct vr_mono now = vr_mono_now();
	bool called = false;
	for (struct vr_transfer *transfer = fetch->transfers; transfer != NULL; transfer = transfer->next) {
		vr_transfer_check_pace(transfer, now);
		called |= transfer->stirred;
		transfer->stirred = false;
	}
	for (struct vr_transfer *transfer; (transfer = next_finished(fetch)) != NULL; called = true)
		settle(fetch, transfer);
	return called;
}

static int patience(const struct vr_fetch *fetch, int64_t timeout_ms)
{
	int64_t now = vr_mono_now().ms;
	int64_t until = now + (timeout_ms < 0 ? 0 : timeout_ms);
	for (const struct vr_transfer *transfer = fetch->transfers; transfer != NULL; transfer = transfer->next) {
		int64_t deadline = vr_transfer_deadline(transfer).ms;
		until = deadline < until ? deadline : until;
	}
	int64_t wait = until - now;
	return wait < 0 ? 0 : wait > INT32_MAX ? INT32_MAX : (int)wait;
}

void vr_fetch_run(struct vr_fetch *fetch, int64_t timeout_ms)
{
	if (drive(fetch))
		return;
	struct curl_waitfd watched = {.fd = fetch->watch_fd, .events = CURL_WAIT_POLLIN};
	unsigned count = fetch->watch_fd >= 0 ? 1 : 0;
	curl_multi_poll(fetch->multi, count > 0 ? &watched : NULL, count, patience(fetch, timeout_ms), NULL);
	if (count > 0 && watched.revents != 0)
		fetch->watch(fetch->watch_context);
	drive(fetch);
}

void vr_fetch_wake(struct vr_fetch *fetch)
{
	curl_multi_wakeup(fetch->multi);
}

void vr_fetch_watch(struct vr_fetch *fetch, int fd, void (*ready)(void *context), void *context)
{
	fetch->watch_fd = fd;
	fetch->watch = ready;
	fetch->watch_context = context;
}
