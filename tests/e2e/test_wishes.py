"""What a hub asks of a screen by events: a status now, its picture, its name. The hub is a few lines that send what a
test tells it to, so that only the screen is tested."""
import contextlib
import http.server
import json
import socketserver
import threading

import programme as p
from screen import ROOT, Screen, tap, until

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
def stage(folder, document, display=None, **options):
    with Hub(document) as hub:
        setup = Screen(folder, url=f"http://127.0.0.1:{hub.server.server_address[1]}", token="secret", poll_s=86400,
                       **options)
        more = "".join(f"{key} = {value}\n" for key, value in (display or {}).items())
        setup.config.write_text(setup.config.read_text().replace("[display]\n", "[display]\n" + more))
        with setup as screen:
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


def glass(folder, hub):
    """The picture that is on the screen now, and what the screen says of itself."""
    count = len(hub.pictures)
    hub.wants_picture = True
    hub.send("report", {})
    until(lambda: len(hub.pictures) > count, "the picture")
    (folder / "glass.png").write_bytes(hub.pictures[-1])
    return png.read(folder / "glass.png"), hub.statuses[-1]


def paper(picture):
    """The colour below all text."""
    at = 3 * ((picture.height - 1) * picture.width + picture.width // 2)
    return picture.data[at:at + 3].hex()


@tap.case
def the_wall_has_the_colours_of_its_theme_and_says_so(folder):
    with stage(folder, p.programme(1, [p.urgent("first")]), {"theme": "dark"}) as (hub, screen):
        picture, status = glass(folder, hub)
        tap.equal((paper(picture), status["display"]["theme"], status["problems"]), ("121a26", "dark", []))
        screen.config.write_text(screen.config.read_text().replace("theme = dark", "theme = contrast"))
        until(lambda: paper(glass(folder, hub)[0]) == "000000", "the other theme")
        tap.equal(glass(folder, hub)[1]["display"]["theme"], "contrast")


@tap.case
def a_theme_is_read_again_when_its_own_file_changes(folder):
    themes = folder / "themes"
    themes.mkdir()
    ours, other = themes / "ours.ini", themes / "other.ini"
    dark, contrast = ((ROOT / f"assets/themes/{name}.ini").read_text() for name in ("dark", "contrast"))
    ours.write_text(dark)
    with stage(folder, p.programme(1, [p.message("first")]), {"theme": ours}) as (hub, screen):
        tap.equal(paper(glass(folder, hub)[0]), "121a26")
        other.write_text(contrast)
        other.replace(ours)  # as an editor does
        until(lambda: paper(glass(folder, hub)[0]) == "000000", "the theme that took its place")
        ours.write_text("[colours]\n")
        until(lambda: glass(folder, hub)[1]["display"]["theme"] == "light", "light for what is no theme")
        ours.write_text(dark)
        until(lambda: paper(glass(folder, hub)[0]) == "121a26", "the theme that was mended")
        tap.equal(glass(folder, hub)[1]["problems"], [])
        # The file of another theme is watched from when it is named.
        screen.config.write_text(screen.config.read_text().replace("ours.ini", "other.ini"))
        until(lambda: glass(folder, hub)[1]["display"]["theme"] == "light", "a theme that is not there yet")
        other.write_text(contrast)
        until(lambda: paper(glass(folder, hub)[0]) == "000000", "the theme that came")


@tap.case
def a_theme_that_is_no_good_is_drawn_in_light_with_a_quiet_mark(folder):
    ours = folder / "ours.ini"
    ours.write_text((ROOT / "assets/themes/dark.ini").read_text())
    document = p.programme(1, [p.message("first")])
    with stage(folder, document, {"theme": ours}) as (hub, screen):
        picture, status = glass(folder, hub)
        tap.equal((paper(picture), status["display"]["theme"]), ("121a26", str(ours)))
        ours.write_text(ours.read_text().replace("ink = #f6f2ea", "ink = #161e2a"))
        until(lambda: glass(folder, hub)[1]["display"]["theme"] == "light", "the light theme")
        picture, status = glass(folder, hub)
        tap.equal(paper(picture), "f8f5ef")
        tap.equal([problem["code"] for problem in status["problems"]], ["config"])
        tap.check(f"{ours}:9: ink #161e2a on paper #121a26 has a contrast of " in screen.log(), screen.log())
        ours.unlink()
        until(lambda: "ours.ini:1: " in screen.log(), "what is missing")
        marked = glass(folder, hub)[0]
    with stage(folder, document, {"theme": "light"}) as (hub, _):
        clean = glass(folder, hub)[0]
    foot = 3 * marked.width * (marked.height * 95 // 100)
    tap.check(marked.data[foot:] != clean.data[foot:], "there is no quiet mark at the foot")


@tap.case
def outside_opening_hours_there_is_less_light_but_not_on_what_is_urgent(folder):
    closed = p.programme(1, [p.message("first")])
    opens = (int(p.instant()[11:13]) + 8) % 24  # six or seven hours from now in Stockholm, for an hour
    closed["clinic"]["opening_hours"] = [{"days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
                                          "from": f"{opens:02}:00", "until": f"{opens + 1:02}:00"}]
    with stage(folder, closed, {"night_dim": 40}) as (hub, screen):
        tap.equal(paper(glass(folder, hub)[0]), "c3c0bb")
        hub.publish(p.programme(2, [p.message("first"), p.urgent("now")], clinic=closed["clinic"]))
        screen.wait_for(id="now")
        tap.equal(paper(glass(folder, hub)[0]), "f8f5ef")
    with stage(folder, closed, {"night_dim": 40}, clock="untrusted") as (hub, _):
        tap.equal(paper(glass(folder, hub)[0]), "f8f5ef")


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
