"""A real window under Xvfb: what is on its glass is what `vantrum render` draws of the same slide."""
import json
import os
import pathlib
import shutil
import struct
import subprocess
import time

import programme as p
import webserver
from screen import Screen, run, tap

import png

SIZE = (960, 540)
# The band's clock may be a minute further; nothing else may differ.
DIFFERENT_AT_MOST = SIZE[0] * SIZE[1] // 100


class Xvfb:
    """A display of its own, its picture in a file."""

    def __init__(self, folder):
        self.folder, self.process, self.name = folder, None, ""

    def __enter__(self):
        if not shutil.which("Xvfb"):
            raise tap.Skip("no Xvfb")
        reader, writer = os.pipe()
        screen = f"{SIZE[0]}x{SIZE[1]}x24"
        with open(self.folder / "xvfb.log", "wb") as log:
            self.process = subprocess.Popen(
                # Between two windows it would start afresh by itself, and refuse connections meanwhile.
                ["Xvfb", "-noreset", "-displayfd", str(writer), "-screen", "0", screen, "-fbdir", self.folder, "-nolisten",
                 "tcp"],
                pass_fds=[writer], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        os.close(writer)
        with os.fdopen(reader) as numbers:
            number = numbers.readline().strip()
        tap.check(number, "Xvfb did not start: " + (self.folder / "xvfb.log").read_text())
        self.name = f":{number}"
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def picture(self):
        """The framebuffer file is an XWD dump: header, colours, rows of little-endian BGRX."""
        data = (self.folder / "Xvfb_screen0").read_bytes()
        head = struct.unpack(">25I", data[:100])
        size, width, height, row, colours = head[0], head[4], head[5], head[12], head[19]
        start = size + 12 * colours
        out = bytearray(3 * width * height)
        for y in range(height):
            line = data[start + y * row:start + y * row + 4 * width]
            for channel in range(3):
                out[3 * width * y + channel:3 * width * (y + 1):3] = line[2 - channel::4]
        return png.Picture(width, height, bytes(out))


def rendered(folder, document, line):
    """The picture that render draws of the slide that a line of --shown names."""
    path = folder / "programme.json"
    path.write_bytes(p.encode(document))
    out = folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    code, _, said = run("render", "--programme", path, "--config", folder / "screen.conf", "--now", line["at"], "--size",
                        f"{SIZE[0]}x{SIZE[1]}", "--out", out)
    tap.equal(code, 0, said)
    for number, text in enumerate((out / "slides.jsonl").read_text().splitlines(), 1):
        other = json.loads(text)
        if all(other.get(k) == line.get(k) for k in ("slide", "id", "languages", "page", "waits")):
            return png.read(out / f"{number:03}.png")
    raise AssertionError(f"render does not draw {line}")


def moved(picture, pixels):
    """The picture shifted to the right, its left edge repeated."""
    row = 3 * picture.width
    lines = (picture.data[at:at + row] for at in range(0, len(picture.data), row))
    return png.Picture(picture.width, picture.height,
                       b"".join(line[:3] * pixels + line[:row - 3 * pixels] for line in lines))


def differences(folder, display, document, line, pixels=0):
    expected = moved(rendered(folder, document, line), pixels)
    count, picture = png.compare(display.picture(), expected)
    if count > DIFFERENT_AT_MOST and os.environ.get("VANTRUM_DIFFERENCES"):
        png.write(pathlib.Path(os.environ["VANTRUM_DIFFERENCES"]) / "window.png", picture)
    return count


@tap.case
def the_window_shows_what_render_draws(folder):
    document = p.programme(1, [p.urgent("first", "En lugn stund", text={"sv": "Ta gärna en kopp kaffe medan du väntar."})])
    with webserver.Site() as site, Xvfb(folder) as display:
        site.publish(document)
        screen = Screen(folder, headless=False, env={"DISPLAY": display.name, "SDL_VIDEODRIVER": "x11"},
                        programme_url=site.url())
        screen.configure(hub={"programme_url": site.url(), "poll_s": 1}, display={"reduced_motion": "yes"})
        with screen:
            line = screen.wait_for(slide="message", id="first")
            tap.check(differences(folder, display, document, line) <= DIFFERENT_AT_MOST, "the window differs from render")
            # The check itself must be able to fail.
            other = p.programme(1, [p.urgent("first", "Något annat", text={"sv": "Helt andra ord."})])
            tap.check(differences(folder, display, other, line) > DIFFERENT_AT_MOST, "a wrong picture was not noticed")


@tap.case
def a_fade_ends_with_the_whole_next_picture(folder):
    document = p.programme(1, [p.urgent("first", "Först"), p.urgent("second", "Sedan", text={"sv": "Ett annat budskap."})])
    with webserver.Site() as site, Xvfb(folder) as display:
        site.publish(document)
        screen = Screen(folder, headless=False, env={"DISPLAY": display.name, "SDL_VIDEODRIVER": "x11"},
                        programme_url=site.url())
        screen.configure(hub={"programme_url": site.url(), "poll_s": 1}, display={"transition": "fade"})
        with screen:
            screen.wait_for(id="first")
            line = screen.wait_for(id="second")
            slides = len(screen.lines()) - 1  # since the first: so many pixels it has come against burn-in
            tap.check(slides in (1, 2), f"{slides} slides so far")
            tap.check(differences(folder, display, document, line, slides) <= DIFFERENT_AT_MOST,
                      "the faded picture differs")
            tap.check(differences(folder, display, document, line) > DIFFERENT_AT_MOST, "it was not shifted")


@tap.case
def a_display_that_comes_late_is_waited_for(folder):
    with webserver.Site() as site:
        site.publish(p.programme(1, [p.urgent("first")]))
        screen = Screen(folder, headless=False, env={"DISPLAY": ":4999", "SDL_VIDEODRIVER": "x11"},
                        programme_url=site.url())
        with screen:
            time.sleep(2)
            screen.alive()
            tap.equal(screen.lines(), [], "shown without a display")


if __name__ == "__main__":
    tap.run()
