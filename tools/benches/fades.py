"""Whether every frame of every fade is on the glass in time while twenty messages in five languages go by."""
import json
import pathlib
import re
import time

import contenders
import processes
import programme

PAGES = 100   # of the messages: with that many each was shown in each language
CONFIG = "viewing_distance_m = 3\n"
SAID = re.compile(r"frames presented: \d+, of (\d+) in fades (\d+) late; half of the fades began within (\d+) ms, "
                  r"95 % within (\d+) ms")


class Fades:
    """What the screen said of itself when it ended, and how long it stood in line for a processor."""

    def __init__(self, slides, frames, late, median, most, waited):
        self.slides, self.frames, self.late = slides, frames, late
        self.median, self.most = median, most  # milliseconds from a slide's time to the first frame of its fade
        self.waited = waited                   # seconds in which it could have run and something else did


def waited_for_processor(pid):
    return int(pathlib.Path(f"/proc/{pid}/schedstat").read_text().split()[1]) / 1e9


def measure(tools, folder, environment, seconds):
    programme.write(programme.twenty(), folder / "clinic")
    shown, log = folder / "shown", folder / "log"
    screen = contenders.Screen(tools, folder / "clinic", folder, CONFIG)
    with open(log, "wb") as said:
        process = screen.start(environment, "--shown", shown, stderr=said)
    end, slides = time.monotonic() + seconds, []
    while time.monotonic() < end and sum(slide["slide"] == "message" for slide in slides) <= PAGES:
        time.sleep(1)
        slides = [json.loads(line) for line in shown.read_text().splitlines()] if shown.exists() else []
    waited = waited_for_processor(process.pid)
    processes.stop(process)
    found = SAID.search(log.read_text())
    if not found or len(slides) < 2:
        raise RuntimeError(f"the log does not say how many frames were late: see {log}")
    return Fades(len(slides), *(int(number) for number in found.groups()), waited)
