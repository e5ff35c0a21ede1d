"""Whether every frame of every fade is on the glass in time while twenty messages in five languages go by."""
import json
import re
import time

import contenders
import processes
import programme

PAGES = 100   # of the messages: with that many each was shown in each language
CONFIG = "viewing_distance_m = 3\n"


def measure(tools, folder, environment, seconds):
    """Slides that were shown, frames in their fades, and how many of these came after the next was due."""
    programme.write(programme.twenty(), folder / "clinic")
    shown, log = folder / "shown", folder / "log"
    screen = contenders.Screen(tools, folder / "clinic", folder, CONFIG)
    with open(log, "wb") as said:
        process = screen.start(environment, "--shown", shown, stderr=said)
    end = time.monotonic() + seconds
    slides = []
    while time.monotonic() < end:
        time.sleep(1)
        slides = [json.loads(line) for line in shown.read_text().splitlines()] if shown.exists() else []
        if sum(slide["slide"] == "message" for slide in slides) > PAGES:
            break
    processes.stop(process)
    found = re.search(r"frames presented: \d+, of (\d+) in fades (\d+) late", log.read_text())
    if not found or len(slides) < 2:
        raise RuntimeError(f"the log does not say how many frames were late: see {log}")
    return len(slides), int(found[1]), int(found[2])
