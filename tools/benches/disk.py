"""What a screen writes to its disk while nothing changes, and while its waits change every minute."""
import time

import hub
import processes
import programme

SCREEN = "bench"
SETTLING_S = 60  # the first programme, its pictures and the day's time note are stored before the count begins
MINUTE_S = 60


class Side:
    """A hub and a headless screen of their own. Their logs go to memory: a service's go to the journal."""

    def __init__(self, tools, folder, logs):
        self.folder, self.base, self.sequence = folder, programme.sample(), 1
        self.log = open(logs / f"{folder.name}.log", "wb")
        self.hub = hub.Hub(tools, folder, self.log, self.document())
        token = self.hub.add_screens([SCREEN])[SCREEN]
        (folder / "vantrum.conf").write_text(f"[screen]\nid = {SCREEN}\n[hub]\nurl = {self.hub.address}\n"
                                             f"token = {token}\n[cache]\ndir = {folder}/cache\n")
        self.screen = processes.start([tools.vantrum, "run", "--headless", "--config", folder / "vantrum.conf"],
                                      stderr=self.log)
        self.files = {}

    def document(self):
        return programme.with_waits(self.base, 10 + self.sequence % 50, self.sequence)

    def publish(self):
        self.sequence += 1
        self.hub.publish(self.document())

    def changed_files(self):
        """Bytes of the files of the cache that are new or other than when last looked at."""
        now = {}
        for path in (self.folder / "cache").rglob("*"):
            if path.is_file():
                facts = path.stat()
                now[path] = (facts.st_ino, facts.st_mtime_ns, facts.st_size)
        changed = sum(facts[2] for path, facts in now.items() if self.files.get(path) != facts)
        self.files = now
        return changed

    def written(self):
        return processes.written(self.screen.pid)

    def stop(self):
        processes.stop(self.screen)
        self.hub.stop()
        self.log.close()


def measure(tools, folder, logs, seconds):
    """Yields what to print: bytes by the kernel's count and by the cache's files, for both sides at once."""
    sides = []
    try:
        for name in ("unchanged", "waits"):
            sides.append(Side(tools, folder / name, logs))
        time.sleep(SETTLING_S)
        begin = [side.written() for side in sides]
        for side in sides:
            side.changed_files()
        files, start, minute = [0, 0], time.monotonic(), 0
        while time.monotonic() - start < seconds:
            time.sleep(1)
            if time.monotonic() - start >= minute * MINUTE_S:
                minute += 1
                sides[1].publish()
            files = [total + side.changed_files() for total, side in zip(files, sides)]
            for side in sides:
                if side.screen.poll() is not None:
                    raise RuntimeError("the screen ended while its disk was watched")
        return [(side.written() - before, total) for side, before, total in zip(sides, begin, files)]
    finally:
        for side in sides:
            side.stop()
