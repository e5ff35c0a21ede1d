"""A hub that says what it is told to, and remembers what it was asked; and a way to call vantrumctl."""
import contextlib
import http.server
import json
import os
import pathlib
import subprocess
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
import tap  # noqa: E402, F401

VANTRUMCTL = os.environ["VANTRUMCTL"]
TOKEN = "staff-token-0123456789"
PATIENCE_S = 60  # a hang, on the slowest machine


class Request:
    def __init__(self, method, path, headers, body):
        self.method, self.path, self.headers, self.body = method, path, headers, body

    def plain(self):
        """What a test compares: method, path, and the body's value where there is one."""
        return (self.method, self.path) + ((json.loads(self.body),) if self.body else ())


def reply(status=200, body=None, **headers):
    """An answer; a body that is no bytes is sent as JSON, a header's underscores are dashes."""
    if body is not None and not isinstance(body, bytes):
        body = json.dumps(body, ensure_ascii=False).encode()
    return status, body or b"", {k.replace("_", "-"): str(v) for k, v in headers.items()}


def problem(status, **members):
    return reply(status, {"type": "about:blank", "title": "Refused", "status": status} | members,
                 Content_Type="application/problem+json")


class FakeHub:
    """Gives its replies in order; the last one again and again. One may be a function of the handler instead."""

    def __init__(self, replies, wrap=None):
        self.requests, self.replies = [], list(replies)
        self.over = threading.Event()
        hub = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def serve(self):
                length = int(self.headers.get("Content-Length") or 0)
                hub.requests.append(Request(self.command, self.path, self.headers, self.rfile.read(length)))
                now = hub.replies.pop(0) if len(hub.replies) > 1 else hub.replies[0]
                if callable(now):
                    now(self, hub)
                    return
                status, body, headers = now
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PUT = do_DELETE = serve

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None  # a client that hangs up is what some tests are about
        if wrap:
            self.server.socket = wrap(self.server.socket)
        self.url = f"{'https' if wrap else 'http'}://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.server.shutdown()
        self.server.server_close()


def ctl(*argv, hub=None, token=TOKEN, env=(), **options):
    """Runs vantrumctl; hub is an address, or None for none."""
    inherited = {k: v for k, v in os.environ.items()
                 if not k.startswith("VANTRUM_") and not k.lower().endswith("_proxy")}
    given = {"VANTRUM_HUB": hub, "VANTRUM_TOKEN": token, "TZ": "Europe/Stockholm"} | dict(env)
    environment = inherited | {k: v for k, v in given.items() if v is not None}
    done = subprocess.run([VANTRUMCTL, *argv], env=environment, capture_output=True, timeout=PATIENCE_S, **options)
    done.out, done.err = done.stdout.decode(), done.stderr.decode()
    return done


@contextlib.contextmanager
def talking(*replies, **more):
    with FakeHub(replies or [reply(200, [])], **more) as hub:
        yield hub
