"""A web server that does what a test tells it: serve files well, or lie in one of many ways."""
import hashlib
import http.server
import socket
import socketserver
import threading
import time

import programme as documents


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def setup(self):
        super().setup()
        self.server.connections.add(self.connection)

    def finish(self):
        self.server.connections.discard(self.connection)
        try:
            super().finish()
        except OSError:
            pass

    def do_GET(self):
        site = self.server.site
        lie = site.lie if self.path == "/programme.json" else None
        site.asked.append((self.path, lie))
        try:
            if lie:
                lie(self)
                self.close_connection = True
            else:
                self.serve()
        except OSError:
            self.close_connection = True
        finally:
            with site.changed:
                site.answered.append((self.path, lie, dict(self.headers)))
                site.changed.notify_all()

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.reply(404, b"")

    def serve(self):
        data = self.server.site.files.get(self.path)
        if data is None:
            return self.reply(404, b"nothing here")
        etag = '"' + hashlib.sha256(data).hexdigest()[:16] + '"'
        if self.headers.get("If-None-Match") == etag:
            return self.reply(304, None, etag=etag)
        return self.reply(200, data, etag=etag)

    def reply(self, status, body, kind="application/json", etag=None, **headers):
        self.send_response(status)
        if etag:
            self.send_header("ETag", etag)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if body is not None:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if body:
            self.wfile.write(body)


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, request, address):
        pass


class Site:
    """Files at paths, on a loopback port that stays the same when it is stopped and started again."""

    def __init__(self):
        self.files, self.lie, self.asked, self.answered, self.failures = {}, None, [], [], []
        self.changed = threading.Condition()
        self.server, self.port = None, 0
        self.start()

    def start(self):
        self.server = Server(("127.0.0.1", self.port), Handler)
        self.server.site, self.server.connections = self, set()
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self):
        """As if killed: the port refuses, open connections are reset."""
        self.server.shutdown()
        self.server.server_close()
        for connection in list(self.server.connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def url(self, path="/programme.json"):
        return f"http://127.0.0.1:{self.port}{path}"

    def publish(self, document, path="/programme.json"):
        self.files[path] = documents.encode(document) if isinstance(document, dict) else document

    def count(self, **wanted):
        """How many answers there were so far, all or those to a lie."""
        with self.changed:
            return sum(1 for _, lie, _ in self.answered if "lie" not in wanted or lie is wanted["lie"])


# --- the lies: each takes the handler of a request for the programme ---


def raw(handler, data):
    handler.wfile.write(data)


def head(length, kind=b"application/json"):
    return b"HTTP/1.1 200 OK\r\nContent-Type: " + kind + b"\r\nContent-Length: %d\r\n\r\n" % length


GOOD = documents.encode(documents.programme(9, [documents.message("lie")]))


def not_found(handler):
    handler.reply(404, b"{}")


def broken_server(handler):
    handler.reply(500, b"<h1>Internal Server Error</h1>", "text/html")


def busy_server(handler):
    handler.reply(503, b"", Retry_After="1")


def unchanged_always(handler):
    handler.reply(304, None)


def empty(handler):
    handler.reply(200, b"")


def a_login_page(handler):
    handler.reply(200, b"<!doctype html><title>Log in to the guest network</title>", "text/html")


def half_a_document(handler):
    handler.reply(200, GOOD[: len(GOOD) // 2])


def less_than_promised(handler):
    raw(handler, head(len(GOOD) + 1000) + GOOD)


def more_than_promised(handler):
    raw(handler, head(len(GOOD) - 10) + GOOD)


def a_length_that_is_none(handler):
    raw(handler, b"HTTP/1.1 200 OK\r\nContent-Length: -7\r\n\r\n" + GOOD)


def a_length_beyond_all_limits(handler):
    raw(handler, head(10**15) + GOOD)


def broken_chunks(handler):
    raw(handler, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n" + GOOD)


def endless(handler):
    """Sends until the other side has had enough; a limit finds a screen that never has."""
    raw(handler, b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[")
    for _ in range(1024):
        raw(handler, b" " * 65536)
    handler.server.site.failures.append("64 MiB were taken in")


def endless_headers(handler):
    raw(handler, b"HTTP/1.1 200 OK\r\n")
    for number in range(20000):
        raw(handler, b"X-%d: " % number + b"x" * 200 + b"\r\n")


def compressed_rubbish(handler):
    handler.reply(200, GOOD, Content_Encoding="gzip")


def no_http(handler):
    raw(handler, b"220 mail ESMTP\r\n\r\n")


def closed_at_once(handler):
    handler.connection.shutdown(socket.SHUT_RDWR)


def round_and_round(handler):
    handler.reply(302, b"", Location="/programme.json")


def a_file_of_the_screen(handler):
    handler.reply(302, b"", Location="file:///etc/hostname")


def broken_letters(handler):
    handler.reply(200, GOOD.replace(b"lie", b"\xc3\x28\xff"))


def too_deep(handler):
    handler.reply(200, b'{"format": 1, "x": ' + b"[" * 200000)


def a_later_format(handler):
    handler.reply(200, documents.encode(documents.programme(9, [documents.message("lie")], format=2)))


def an_older_programme(handler):
    handler.reply(200, documents.encode(documents.programme(0, [documents.message("lie")])))


def no_clinic(handler):
    handler.reply(200, documents.encode(documents.programme(9, [documents.message("lie")], clinic={"id": "x"})))


def numbers_for_names(handler):
    handler.reply(200, documents.encode(documents.programme(9, [documents.message("lie")], languages=7)))


QUICK_LIES = [not_found, broken_server, busy_server, unchanged_always, empty, a_login_page, half_a_document,
              less_than_promised, more_than_promised, a_length_that_is_none, a_length_beyond_all_limits, broken_chunks,
              endless, endless_headers, compressed_rubbish, no_http, closed_at_once, round_and_round,
              a_file_of_the_screen, broken_letters, too_deep, a_later_format, an_older_programme, no_clinic,
              numbers_for_names]


def silent(handler):
    """Takes the request and says nothing until the other side goes away (at most two minutes)."""
    handler.connection.settimeout(120)
    handler.connection.recv(1)


def stalled(handler):
    raw(handler, head(len(GOOD)) + GOOD[:20])
    silent(handler)


def trickling(handler):
    """One byte now and then: only a bound on the whole or on the speed ends it."""
    raw(handler, head(len(GOOD)))
    for byte in GOOD:
        raw(handler, bytes([byte]))
        time.sleep(0.4)
