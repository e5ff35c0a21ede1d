#include "private.h"

#include <netdb.h>
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
	struct MHD_Connection *connection;
	const char *url, *method; // the connection's
	char address[NI_MAXHOST]; // of the client
	bool encrypted;
	bool worked; // its job is done, and the reply is that of the job
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
		response = stream_open(exchange->http->streams, connection, reply->screen, reply->current,
		                       &exchange->stream);
		reply->screen = NULL;
		return response;
	case VR_HUB_JOB:
		break;
	}
	return NULL;
}

static void add_header(struct MHD_Response *response, const char *name, const char *value)
{
	if (value && value[0])
		MHD_add_response_header(response, name, value);
}

static struct vr_hub_request request_of(const struct exchange *exchange);

static void job_done(void *context, bool ran)
{
	struct exchange *exchange = context;
	struct vr_hub_reply *reply = &exchange->reply;
	struct vr_hub_request request = request_of(exchange);
	struct vr_hub_job *job = reply->job;
	reply->job = NULL;
	if (ran)
		job->finish(exchange->http->api, job, &request, reply);
	else
		vr_hub_reply_problem(reply, 503, "The hub is being stopped.");
	job->destroy(job);
	exchange->worked = true;
	MHD_resume_connection(exchange->connection);
}

// A connection whose job is under way does nothing until it is done.
static enum MHD_Result start_job(struct exchange *exchange)
{
	MHD_suspend_connection(exchange->connection);
	if (worker_take(exchange->http->worker, exchange->reply.job, job_done, exchange))
		return MHD_YES;
	exchange->reply.job->destroy(exchange->reply.job);
	exchange->reply.job = NULL;
	vr_hub_reply_problem(&exchange->reply, 503, "The hub has too much to do at the moment.");
	exchange->worked = true;
	MHD_resume_connection(exchange->connection);
	return MHD_YES;
}

static enum MHD_Result answer(struct exchange *exchange, struct MHD_Connection *connection, const char *method)
{
	struct vr_hub_reply *reply = &exchange->reply;
	if (reply->kind == VR_HUB_JOB)
		return start_job(exchange);
	struct MHD_Response *response = response_of(exchange, connection, strcmp(method, "HEAD") == 0);
	if (!response)
		return MHD_NO;
	add_header(response, "Content-Type", reply->type);
	add_header(response, "Cache-Control", reply->cache);
	add_header(response, "ETag", reply->etag);
	add_header(response, "X-Content-Type-Options", "nosniff");
	for (size_t i = 0; i < reply->header_count; i++)
		add_header(response, reply->headers[i].name, reply->headers[i].value);
	enum MHD_Result queued = MHD_queue_response(connection, (unsigned)reply->status, response);
	MHD_destroy_response(response);
	vr_hub_api_count(exchange->http->api, reply->status);
	return queued;
}

static const char *header_of(void *connection, const char *name)
{
	return header(connection, name);
}

static const char *query_of(void *connection, const char *name)
{
	return MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, name);
}

static struct vr_hub_request request_of(const struct exchange *exchange)
{
	return (struct vr_hub_request){
	        .method = exchange->method,
	        .path = exchange->url,
	        .address = exchange->address,
	        .encrypted = exchange->encrypted,
	        .header = header_of,
	        .query = query_of,
	        .connection = exchange->connection,
	};
}

// A proxy on this machine says for whom it asks: the last address of X-Forwarded-For is the one that it saw itself.
// From anywhere else these headers are anybody's word.
static void believe_proxy(struct exchange *exchange)
{
	const char *from = header(exchange->connection, "X-Forwarded-For");
	const char *scheme = header(exchange->connection, "X-Forwarded-Proto");
	if (strcmp(exchange->address, "127.0.0.1") != 0 && strcmp(exchange->address, "::1") != 0)
		return;
	if (from) {
		const char *comma = strrchr(from, ',');
		from = comma ? comma + 1 : from;
		from += strspn(from, " ");
		snprintf(exchange->address, sizeof exchange->address, "%.64s", from);
	}
	exchange->encrypted = exchange->encrypted || (scheme && strcmp(scheme, "https") == 0);
}

static void find_address(struct exchange *exchange)
{
	const union MHD_ConnectionInfo *info =
	        MHD_get_connection_info(exchange->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const struct sockaddr *address = info ? info->client_addr : NULL;
	socklen_t length =
	        address && address->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in);
	if (!address ||
	    getnameinfo(address, length, exchange->address, sizeof exchange->address, NULL, 0, NI_NUMERICHOST) != 0)
		exchange->address[0] = '\0';
	exchange->encrypted = exchange->http->tls;
	believe_proxy(exchange);
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
static enum MHD_Result begin(struct vr_http *http, struct MHD_Connection *connection, const char *url,
                             const char *method, void **context)
{
	struct exchange *exchange = vr_alloc(1, sizeof *exchange);
	*context = exchange;
	exchange->http = http;
	exchange->connection = connection;
	exchange->url = url;
	exchange->method = method;
	find_address(exchange);
	vr_hub_reply_init(&exchange->reply);
	vr_buffer_init(&exchange->body, 0);
	struct vr_hub_request request = request_of(exchange);
	vr_hub_api_head(http->api, &request, &exchange->reply);
	if (exchange->reply.status == 100)
		expect_body(exchange, connection);
	if (exchange->reply.status == 100 || !has_body(connection))
		return MHD_YES;
	link_request_complete(connection);
	return answer(exchange, connection, method);
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
	struct exchange *exchange = *con;
	if (!exchange)
		return begin(context, connection, url, method, con);
	if (*upload_size > 0) {
		enum MHD_Result taken = take_in(exchange, upload, *upload_size);
		*upload_size = 0;
		return taken;
	}
	link_request_complete(connection);
	if (exchange->worked || exchange->reply.status != 100)
		return answer(exchange, connection, method);
	struct vr_hub_request request = request_of(exchange);
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
