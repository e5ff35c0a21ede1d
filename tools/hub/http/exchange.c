#include "private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// A body that grows beyond its maximum without having said so is read for this many times the maximum, so that the
// client hears of it, and cut off after that.
#define PATIENCE 4

// A request, from its head to its completion.
struct exchange {
	struct vr_http *http;
	struct vr_hub_reply reply;
	struct vr_buffer body;
	size_t reserved; // of http->body_bytes
	size_t received;
	struct stream *stream; // when it became one
};

static const char *header(struct MHD_Connection *connection, const char *name)
{
	return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static struct MHD_Response *response_of(struct exchange *exchange, struct MHD_Connection *connection, bool head)
{
	struct vr_hub_reply *reply = &exchange->reply;
	struct MHD_Response *response = NULL;
	switch (reply->kind) {
	case VR_HUB_TEXT:
		return MHD_create_response_from_buffer(reply->text.length, reply->text.data, MHD_RESPMEM_MUST_COPY);
	case VR_HUB_SNAPSHOT:
		response = MHD_create_response_from_buffer_with_free_callback_cls(
		        reply->snapshot->length, reply->snapshot->bytes,
		        (MHD_ContentReaderFreeCallback)vr_hub_snapshot_unref, reply->snapshot);
		if (response)
			reply->snapshot = NULL;
		return response;
	case VR_HUB_FILE:
		response = MHD_create_response_from_fd64((uint64_t)reply->size, reply->fd);
		if (response)
			reply->fd = -1;
		return response;
	case VR_HUB_STREAM:
		if (head)
			return MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
		return stream_open(exchange->http->streams, connection, reply->told, &exchange->stream);
	}
	return NULL;
}

static void add_header(struct MHD_Response *response, const char *name, const char *value)
{
	if (value && value[0])
		MHD_add_response_header(response, name, value);
}

static enum MHD_Result answer(struct exchange *exchange, struct MHD_Connection *connection, const char *method)
{
	struct vr_hub_reply *reply = &exchange->reply;
	struct MHD_Response *response = response_of(exchange, connection, strcmp(method, "HEAD") == 0);
	if (!response)
		return MHD_NO;
	char retry_after[16] = "";
	if (reply->retry_after_s > 0)
		snprintf(retry_after, sizeof retry_after, "%d", reply->retry_after_s);
	add_header(response, "Content-Type", reply->type);
	add_header(response, "Cache-Control", reply->cache);
	add_header(response, "ETag", reply->etag);
	add_header(response, "Allow", reply->allow);
	add_header(response, "Retry-After", retry_after);
	add_header(response, "WWW-Authenticate", reply->challenge ? "Bearer realm=\"vantrum\"" : NULL);
	add_header(response, "X-Content-Type-Options", "nosniff");
	enum MHD_Result queued = MHD_queue_response(connection, (unsigned)reply->status, response);
	MHD_destroy_response(response);
	return queued;
}

static struct vr_hub_request request_of(struct MHD_Connection *connection, const char *url, const char *method)
{
	return (struct vr_hub_request){
	        .method = method,
	        .path = url,
	        .authorization = header(connection, "Authorization"),
	        .if_none_match = header(connection, "If-None-Match"),
	        .last_event_id = header(connection, "Last-Event-ID"),
	};
}

// Room for a body is set aside when it is announced, so that many at once cannot fill the memory.
static void expect_body(struct exchange *exchange, struct MHD_Connection *connection)
{
	struct vr_hub_reply *reply = &exchange->reply;
	const char *announced = header(connection, "Content-Length");
	size_t size = announced ? strtoull(announced, NULL, 10) : reply->body_max;
	if (size > reply->body_max) {
		vr_hub_reply_problem(reply, 413, "The body is too large.");
	} else if (exchange->http->body_bytes + size > BODIES_MAX) {
		vr_hub_reply_problem(reply, 503, "The hub takes in too much at the moment.");
	} else {
		exchange->reserved = size;
		exchange->http->body_bytes += size;
		vr_buffer_init(&exchange->body, size);
	}
}

static bool has_body(struct MHD_Connection *connection)
{
	return header(connection, "Content-Length") || header(connection, "Transfer-Encoding");
}

// A request that is refused is answered before its body comes. libmicrohttpd closes the connection after that, so one
// without a body waits for its second call.
static enum MHD_Result begin(struct vr_http *http, struct MHD_Connection *connection,
                             const struct vr_hub_request *request, void **context)
{
	struct exchange *exchange = vr_alloc(1, sizeof *exchange);
	*context = exchange;
	exchange->http = http;
	vr_hub_reply_init(&exchange->reply);
	vr_buffer_init(&exchange->body, 0);
	vr_hub_api_head(http->api, request, &exchange->reply);
	if (exchange->reply.status == 100)
		expect_body(exchange, connection);
	if (exchange->reply.status == 100 || !has_body(connection))
		return MHD_YES;
	link_request_complete(connection);
	return answer(exchange, connection, request->method);
}

static enum MHD_Result take_in(struct exchange *exchange, const char *bytes, size_t length)
{
	exchange->received += length;
	vr_buffer_add(&exchange->body, bytes, length);
	return exchange->received <= exchange->reply.body_max * PATIENCE ? MHD_YES : MHD_NO;
}

enum MHD_Result exchange_handle(void *context, struct MHD_Connection *connection, const char *url, const char *method,
                                const char *version, const char *upload, size_t *upload_size, void **con)
{
	(void)version;
	struct vr_hub_request request = request_of(connection, url, method);
	struct exchange *exchange = *con;
	if (!exchange)
		return begin(context, connection, &request, con);
	if (*upload_size > 0) {
		enum MHD_Result taken = take_in(exchange, upload, *upload_size);
		*upload_size = 0;
		return taken;
	}
	link_request_complete(connection);
	if (exchange->reply.status != 100)
		return answer(exchange, connection, method);
	if (exchange->body.full)
		vr_hub_reply_problem(&exchange->reply, 413, "The body is too large.");
	else
		vr_hub_api_body(exchange->http->api, &request, vr_buffer_string(&exchange->body), exchange->body.length,
		                &exchange->reply);
	return answer(exchange, connection, method);
}

void exchange_completed(void *context, struct MHD_Connection *connection, void **con,
                        enum MHD_RequestTerminationCode how)
{
	(void)how;
	struct vr_http *http = context;
	struct exchange *exchange = *con;
	link_request_ended(http, connection);
	if (!exchange)
		return;
	*con = NULL;
	http->body_bytes -= exchange->reserved;
	stream_close(exchange->stream);
	vr_buffer_release(&exchange->body);
	vr_hub_reply_release(&exchange->reply);
	free(exchange);
}
