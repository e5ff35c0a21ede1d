"""Three programs that show the same ten slides for the same times, and where each finds them."""
import functools
import http.server
import json
import re
import subprocess
import threading
import time

import processes
import programme
import wall

FADE_S = 0.6
# How far vantrum moves its slides against burn-in, a pixel each; the others leave theirs in place.
DRIFT_PX = int(re.search(r"#define DRIFT_PX (\d+)", (processes.ROOT / "firmware/app/drift.h").read_text())[1])
PATIENCE_S = 30
NOW = "2026-11-23T09:00:00Z"
# The pictures at their own size: without a window manager the kiosk's window is a pixel smaller than the screen, and to
# scale them would cost it time. All but the first are fetched when that is on the glass.
PAGE = """<!doctype html><meta charset="utf-8"><title>Slides</title>
<style>
html, body {{ margin: 0; height: 100%; background: #000; overflow: hidden; cursor: none }}
img {{ position: absolute; left: 0; top: 0; opacity: 0; transition: opacity {fade}s ease-in-out }}
img.on {{ opacity: 1 }}
</style>
{images}
<script>
const images = [...document.images], seconds = {seconds};
let at = 0;
function next() {{
	images[at].classList.remove("on");
	at = (at + 1) % images.length;
	images[at].classList.add("on");
	setTimeout(next, seconds[at] * 1000);
}}
addEventListener("load", () => images.forEach(image => {{ image.src = image.dataset.src || image.src }}));
setTimeout(next, seconds[0] * 1000);
</script>
"""


class Slides:
    """One round as vantrum draws it: pictures and seconds."""

    def __init__(self, tools, folder):
        self.folder, self.clinic = folder, folder / "clinic"
        programme.write(programme.ten_slides(), self.clinic)
        subprocess.run([tools.vantrum, "render", "--programme", self.clinic / "programme.json", "--now", NOW, "--out",
                        folder / "round"], check=True, stderr=subprocess.DEVNULL)
        lines = [json.loads(line) for line in (folder / "round/slides.jsonl").read_text().splitlines()]
        names = [(line["slide"], line.get("id"), line["page"]) for line in lines]
        count = names.index(names[0], 1) if names[0] in names[1:] else len(names)
        self.paths = sorted((folder / "round").glob("*.png"))[:count]
        self.seconds = [seconds_of(line["until"]) - seconds_of(line["at"]) for line in lines[:count]]
        self.pictures = [wall.Picture(path) for path in self.paths]

    @property
    def round_s(self):
        return sum(self.seconds)


def seconds_of(text):
    return time.mktime(time.strptime(text, "%Y-%m-%dT%H:%M:%SZ"))


class Vantrum:
    name = "vantrum"
    shift = DRIFT_PX

    def __init__(self, tools, slides, folder):
        self.screen = Screen(tools, slides.clinic, folder)

    def start(self, environment):
        return self.screen.start(environment)


class Screen:
    """A screen whose cache was filled by a server that is gone. extra: lines for [display]."""

    def __init__(self, tools, clinic, folder, extra=""):
        folder.mkdir(parents=True, exist_ok=True)
        self.tools, self.folder, self.config, self.extra = tools, folder, folder / "vantrum.conf", extra
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Server, directory=clinic)) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            self.write_config(server.server_port)
            self.fill_cache(json.loads((clinic / "programme.json").read_text()))
            server.shutdown()

    def write_config(self, port):
        self.config.write_text(f"[screen]\nid = bench\n[hub]\nprogramme_url = http://127.0.0.1:{port}/programme.json\n"
                               f"[display]\nfullscreen = yes\n{self.extra}[cache]\ndir = {self.folder}/cache\n")

    def fill_cache(self, document):
        wanted = {m["picture"]["sha256"] for m in document["messages"] if "picture" in m}
        process, cache, end = self.start(None, "--headless"), self.folder / "cache", time.monotonic() + PATIENCE_S
        while not any((cache / "programme").glob("*.vp")) or wanted - {p.name for p in (cache / "media").iterdir()}:
            if time.monotonic() > end or process.poll() is not None:
                raise RuntimeError(f"the cache in {cache} was not filled")
            time.sleep(0.1)
        processes.stop(process)

    def start(self, environment, *options, **more):
        # Without its server a screen may doubt the clock and then leaves out what depends on it.
        return processes.start([self.tools.vantrum, "run", "--config", self.config, "--clock", "trusted", *options],
                               env=environment, **more)


class Server(http.server.SimpleHTTPRequestHandler):
    """The clinic's folder, with pictures where a hub has them."""

    def translate_path(self, path):
        return super().translate_path(path.removeprefix("/v1"))

    def log_message(self, *_):
        pass


class Chromium:
    """Debian's Chromium as kiosks run it, on a page of the same pictures. Its profile is that of an earlier start,
    which is quicker than an empty one."""
    name = "chromium"
    shift = 0

    def __init__(self, _, slides, folder):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.page = folder / "page.html"
        images = "\n".join(f'<img {"data-src" if n else "class=on src"}="file://{path}" alt="">'
                           for n, path in enumerate(slides.paths))
        self.page.write_text(PAGE.format(fade=FADE_S, images=images, seconds=json.dumps(slides.seconds)))

    def start(self, environment, **more):
        return processes.start(
            ["chromium", "--kiosk", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync",
             "--force-device-scale-factor=1", "--force-color-profile=srgb", f"--window-size={wall.WIDTH},{wall.HEIGHT}",
             "--window-position=0,0", f"--user-data-dir={self.folder}/profile", f"file://{self.page}"],
            env={**environment, "HOME": str(self.folder)}, **more)


class Feh:
    """The floor: an image viewer without fades, and without a line of text to lay out."""
    name = "feh"
    shift = 0

    def __init__(self, _, slides, folder):
        folder.mkdir(parents=True, exist_ok=True)
        self.paths = slides.paths
        # It knows one time for all.
        self.seconds = slides.round_s / len(slides.paths)

    def start(self, environment, **more):
        return processes.start(["feh", "--fullscreen", "--hide-pointer", "--slideshow-delay", f"{self.seconds:.3f}",
                                *self.paths], env=environment, **more)


ALL = (Vantrum, Chromium, Feh)
