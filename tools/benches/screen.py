"""The screen beside a browser and beside an image viewer: start, memory, processor time."""
import threading
import time

import contenders
import processes
import wall

STARTS = 15
CALM_S = 0.5  # after a start: a browser goes on tidying up
ROUNDS = 3
SEEN_EVERY_S, WEIGHED_EVERY_S = 0.5, 0.1


def start_time(contender, eyes, picture):
    """Seconds from before the process exists until the whole first slide is on the glass."""
    began = time.monotonic()
    process = contender.start(eyes.environment())
    try:
        return eyes.wait_for(picture, contenders.PATIENCE_S) - began
    finally:
        processes.stop(process)
        # The glass is cleared by the server when the window goes; the next start must not see this one's picture.
        while eyes.shows(picture):
            time.sleep(0.01)
        time.sleep(CALM_S)


def measure_starts(crew, walls, slides):
    """By name, the seconds of each turn. In turns, so that whatever else the machine does meets all of them, and each
    time another one begins."""
    times = {contender.name: [] for contender in crew}
    for turn in range(STARTS + 1):
        for contender in crew[turn % len(crew):] + crew[:turn % len(crew)]:
            taken = start_time(contender, walls[contender.name], slides.pictures[0])
            if turn:  # the first one warms files
                times[contender.name].append(taken)
    return times


class Watcher(threading.Thread):
    """Notes which slides were on the glass, each at most shift pixels from its place, and while asked to the largest
    memory."""

    def __init__(self, eyes, slides, shift, pid):
        super().__init__(daemon=True)
        self.eyes, self.slides, self.shift, self.pid = eyes, slides, shift, pid
        self.seen, self.peak, self.weighing, self.ended = set(), 0, False, threading.Event()

    def run(self):
        while not self.ended.wait(WEIGHED_EVERY_S if self.weighing else SEEN_EVERY_S):
            for number, picture in enumerate(self.slides.pictures):
                if self.eyes.shows_within(picture, self.shift):
                    self.seen.add(number)
            if self.weighing:
                self.peak = max(self.peak, processes.pss(self.pid))


def measure_show(contender, eyes, slides):
    """Three rounds: the first to settle, the second for the processor, the third for memory, also amid fades: weighing
    a process slows it down."""
    process = contender.start(eyes.environment())
    watcher = Watcher(eyes, slides, contender.shift, process.pid)
    try:
        eyes.wait_for(slides.pictures[0], contenders.PATIENCE_S)
        watcher.start()
        time.sleep(slides.round_s)
        before = processes.cpu(process.pid, eyes.server.pid)
        time.sleep(slides.round_s)
        used = processes.cpu(process.pid, eyes.server.pid) - before
        watcher.weighing = True
        time.sleep(slides.round_s)
        watcher.weighing = False
        time.sleep(2)
        return {"cpu": used, "peak": watcher.peak, "pss": processes.pss(process.pid),
                "files": processes.pss(process.pid, "Pss_File"), "seen": len(watcher.seen)}
    finally:
        watcher.ended.set()
        processes.stop(process)
