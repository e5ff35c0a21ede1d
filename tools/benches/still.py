"""What a still slide costs: nothing is drawn, and the process hardly ever wakes."""
import json
import re
import time

import contenders
import processes
import programme

SETTLING_S = 3  # the next slides are measured and the next picture is decoded
STILL_S = 25
CONFIG = "transition = none\nviewing_distance_m = 1\n"


class Watched:
    """A screen that runs and says when its slide is up."""

    def __init__(self, screen, environment, options):
        self.shown, self.log = screen.folder / "shown", screen.folder / "log"
        self.shown.unlink(missing_ok=True)
        with open(self.log, "wb") as log:
            self.process = screen.start(environment, "--shown", self.shown, *options, stderr=log)
        end = time.monotonic() + contenders.PATIENCE_S
        while not self.lines():
            if time.monotonic() > end:
                raise RuntimeError(f"no slide: see {self.log}")
            time.sleep(0.05)
        time.sleep(SETTLING_S)

    def lines(self):
        return self.shown.read_text().splitlines() if self.shown.exists() else []

    def frames(self):
        """Ends it and returns how many frames it presented in all."""
        processes.stop(self.process)
        found = re.findall(r"frames presented: (\d+)", self.log.read_text())
        if not found:
            raise RuntimeError(f"the log does not say how many frames were presented: see {self.log}")
        return sum(int(number) for number in found)


def until_early_in_a_minute():
    """The clock in the band changes each minute, and that is a frame: begin where there is time before the next."""
    second = time.time() % 60
    if second > 20:
        time.sleep(60.5 - second)


def measure(tools, folder, environment, options):
    """Frames drawn and share of a core while one slide stays."""
    programme.write(programme.one_slide(), folder / "clinic")
    screen = contenders.Screen(tools, folder / "clinic", folder, CONFIG)
    until_early_in_a_minute()
    watched = Watched(screen, environment, options)
    first = watched.frames()
    watched = Watched(screen, environment, options)
    before = processes.cpu(watched.process.pid)
    time.sleep(STILL_S)
    used = processes.cpu(watched.process.pid) - before
    lines = watched.lines()
    if len(lines) != 1:
        raise RuntimeError("the slide did not stay: " + " ".join(json.loads(line)["slide"] for line in lines))
    return watched.frames() - first, used / STILL_S
