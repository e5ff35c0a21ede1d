"""What a hub asks of a screen by events: a status now, its picture, its name. The hub is a few lines that send what a
test tells it to, so that only the screen is tested."""
import contextlib
import http.server
import json
import socketserver
import threading

import programme as p
from screen import Screen, tap, until

import png


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def reply(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        hub = self.server.hub
        if self.path.endswith("/events"):
            with contextlib.suppress(OSError):
                self.events(hub)
            self.close_connection = True
        else:
            self.reply(200, hub.programme, Content_Type="application/json", ETag=f'"{hash(hub.programme)}"')

    def events(self, hub):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self.wfile.write(b":\n\n")
        told = len(hub.events)
        hub.streams += 1
        while not hub.over:
            with hub.changed:
                hub.changed.wait_for(lambda: hub.over or len(hub.events) > told, 5)
                new = hub.events[told:]
            told += len(new)
            self.wfile.write("".join(new).encode() or b":\n")

    def do_POST(self):
        hub = self.server.hub
        hub.statuses.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.reply(200, b'{"picture": true}' if hub.wants_picture else b"{}")

    def do_PUT(self):
        self.server.hub.pictures.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.reply(204)


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True


class Hub:
    def __init__(self, document):
        self.events, self.statuses, self.pictures, self.streams = [], [], [], 0
        self.over, self.wants_picture, self.changed = False, False, threading.Condition()
        self.programme = p.encode(document)

    def __enter__(self):
        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.hub = self
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_):
        with self.changed:
            self.over = True
            self.changed.notify_all()
        self.server.shutdown()
        self.server.server_close()

    def send(self, event, data):
        with self.changed:
            self.events.append(f"event: {event}\ndata: {json.dumps(data)}\n\n")
            self.changed.notify_all()

    def publish(self, document):
        self.programme = p.encode(document)
        self.send("programme", {"sequence": document["sequence"]})


@contextlib.contextmanager
def stage(folder, document, **options):
    with Hub(document) as hub:
        with Screen(folder, url=f"http://127.0.0.1:{hub.server.server_address[1]}", token="secret", poll_s=86400,
                    **options) as screen:
            screen.wait_for("the show", sequence=document["sequence"])
            until(lambda: hub.streams and hub.statuses, "the stream and a status")
            yield hub, screen


def receipts(hub, message):
    return [r for s in hub.statuses for r in s["shown"] if r["message"] == message]


@tap.case
def a_status_comes_when_it_is_asked_for_and_the_picture_with_it(folder):
    with stage(folder, p.programme(1, [p.urgent("first")])) as (hub, screen):
        until(lambda: receipts(hub, "first"), "the receipt")
        before = len(hub.statuses)
        hub.wants_picture = True
        hub.send("report", {})
        until(lambda: hub.pictures, "the picture")
        tap.check(len(hub.statuses) > before, "no status came")
        status = hub.statuses[-1]
        tap.equal(status["panel"], "unknown", "nobody knows of a panel without one")
        tap.equal((status["display"]["width"], status["display"]["height"]), (640, 360))
        tap.check(status["display"]["languages"], "the display's languages")
        (folder / "glass.png").write_bytes(hub.pictures[0])
        glass = png.read(folder / "glass.png")
        tap.equal((glass.width, glass.height), (640, 360), "the picture's size")


@tap.case
def the_name_is_shown_for_its_time_and_nothing_else_is_told(folder):
    with stage(folder, p.programme(1, [p.message("first")])) as (hub, screen):
        count = len(screen.lines())
        hub.send("identify", {"seconds": 4})
        name = screen.wait_for("the name", after=count, slide="idle")
        tap.equal(screen.lines()[count], name, "what came first")
        hub.publish(p.programme(2, [p.message("first"), p.urgent("hidden")]))  # cuts in, behind the name
        until(lambda: "programme e2e/2" in screen.log(), "the second programme")
        hub.send("report", {})
        until(lambda: hub.statuses[-1]["showing"]["slide"] == "idle", "a status while the name is there")
        tap.equal(receipts(hub, "hidden"), [], "receipts of what nobody could see")
        again = screen.wait_for("the show again", after=count + 1)
        tap.equal((again["id"], again["sequence"]), ("hidden", 2), "what follows the name")
        until(lambda: receipts(hub, "hidden"), "the receipt of what is seen now")


@tap.case
def an_emergency_does_not_wait_for_the_name(folder):
    with stage(folder, p.programme(1, [p.urgent("first")])) as (hub, screen):
        count = len(screen.lines())
        hub.send("identify", {"seconds": 60})
        screen.wait_for("the name", after=count, slide="idle")
        count = len(screen.lines())
        hub.publish(p.programme(2, [p.urgent("first"), p.emergency("fire", "sv")]))
        screen.wait_for(slide="emergency", id="fire", seconds=20)
        tap.equal(screen.lines()[count]["slide"], "emergency", "what follows the name")
        until(lambda: receipts(hub, "fire"), "the receipt")
        count = len(hub.statuses)
        hub.send("identify", {"seconds": 60})
        hub.send("report", {})
        until(lambda: len(hub.statuses) > count, "a status after it")
        tap.equal(hub.statuses[-1]["showing"]["slide"], "emergency")


if __name__ == "__main__":
    tap.run()
