"""Draws the cases with `vantrum render` and compares them with their references."""
import json
import os
import pathlib
import subprocess
import sys

sys.path[:0] = [str(pathlib.Path(__file__).parents[1] / "tools")]
import png

import cases

BUILD = cases.ROOT / "build/test"
VANTRUM = os.environ.get("VANTRUM", str(BUILD / "firmware/app/vantrum"))
DRAW_PLAIN = os.environ.get("VANTRUM_DRAW_PLAIN", str(BUILD / "tests/pictures/draw_plain"))
REFERENCES = pathlib.Path(__file__).parent / "reference"
DIFFERENCES = pathlib.Path(os.environ.get("VANTRUM_DIFFERENCES", cases.ROOT / "build/differences"))
# Pixels that may differ a lot: none should, but libraries change how they round.
DIFFERENT_AT_MOST = 150


class Painter:
    """Renders each case in a folder of its own."""

    def __init__(self, folder):
        self.folder = folder

    def draw(self, case):
        """The picture's path; raises when the round has no such slide."""
        if case.programme is None:
            out = self.folder / f"{case.name}.png"
            subprocess.run([DRAW_PLAIN, case.slide, case.size, out, case.theme], check=True)
            return out
        out = self.render(case)
        for number, text in enumerate((out / "slides.jsonl").read_text().splitlines(), 1):
            if case.fits(json.loads(text)):
                return out / f"{number:03}.png"
        raise AssertionError(f"the round has no page {case.page} of {case.slide}")

    def render(self, case):
        home = self.folder / case.name
        if (home / "out").exists():
            return home / "out"
        home.mkdir(parents=True)
        (home / "programme.json").write_text(json.dumps(case.programme(), ensure_ascii=False))
        (home / "media").symlink_to(cases.SAMPLE / "media")
        (home / "screen.conf").write_text("[screen]\nid = pictures\n[hub]\nurl = http://127.0.0.1:1\n"
                                          f"[display]\nviewing_distance_m = {case.distance}\ntheme = {case.theme}\n")
        out = home / "out"
        subprocess.run([VANTRUM, "render", "--programme", home / "programme.json", "--config", home / "screen.conf",
                        "--now", case.now, "--size", case.size, "--out", out], check=True)
        return out


def compare(picture, reference, name):
    """How many pixels differ; writes a picture of where when they are too many."""
    count, where = png.compare(png.read(picture), png.read(reference))
    if count > DIFFERENT_AT_MOST:
        (DIFFERENCES / name).parent.mkdir(parents=True, exist_ok=True)
        png.write(DIFFERENCES / f"{name}.png", where)
    return count
