// What a transfer in a test came to. The response is only valid during the callback, so what matters is copied.
#ifndef VANTRUM_TESTS_OUTCOME_H
#define VANTRUM_TESTS_OUTCOME_H

#include "vantrum/fetch.h"

#include <stdio.h>
#include <string.h>

struct outcome {
	int opened, done;
	bool ok, refuse_open, refuse_data;
	struct vr_error error;
	long status;
	char etag[64], type[64], link[64], url[256];
	int64_t retry_after_s;
	size_t length;
	char start[256]; // of the body or stream
};

static void outcome_done(void *context, const struct vr_response *response)
{
	struct outcome *outcome = context;
	outcome->done++;
	outcome->ok = response->ok;
	outcome->error = response->error;
	outcome->status = response->status;
	outcome->retry_after_s = response->retry_after_s;
	snprintf(outcome->link, sizeof(outcome->link), "%s", response->link);
	snprintf(outcome->etag, sizeof(outcome->etag), "%s", response->etag);
	snprintf(outcome->type, sizeof(outcome->type), "%s", response->content_type);
	snprintf(outcome->url, sizeof(outcome->url), "%s", response->url);
	if (response->length > 0) {
		outcome->length = response->length;
		snprintf(outcome->start, sizeof(outcome->start), "%s", response->body);
	}
}

// A request with bounds short enough for a test, that fills outcome.
static struct vr_request outcome_request(const char *url, struct outcome *outcome)
{
	return (struct vr_request){.url = url,
	                           .max_bytes = 100000,
	                           .timeout_ms = 20000,
	                           .silence_ms = 10000,
	                           .on_done = outcome_done,
	                           .context = outcome};
}

#endif
