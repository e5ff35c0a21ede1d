"""A running screen as the tests see it: its configuration, its process and the lines of --shown."""
import json
import os
import pathlib
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "tools"))
import tap

VANTRUM = os.environ.get("VANTRUM", "vantrum")
HUB = os.environ.get("VANTRUM_HUB", "vantrum-hub")
ROOT = pathlib.Path(__file__).resolve().parents[2]
# Generous: a loaded machine with sanitizers is slow, and waiting ends as soon as the thing has come.
PATIENCE = 30


def until(found, what, seconds=PATIENCE):
    """Calls found() until it gives something true, and returns that."""
    end = time.monotonic() + seconds
    while True:
        result = found()
        if result:
            return result
        if time.monotonic() > end:
            raise AssertionError(f"{what}: not within {seconds} s")
        time.sleep(0.02)


def ini(sections):
    return "\n".join(f"[{name}]\n" + "".join(f"{k} = {v}\n" for k, v in keys.items())
                     for name, keys in sections.items())


class Screen:
    """`vantrum run --headless` on a folder of its own. Use with "with": leaving it ends the process with SIGTERM and
    checks that it ended well. Where no configuration says otherwise its cache is in the folder too: a screen of this
    machine may have left a programme at the usual place."""

    def __init__(self, folder, *, size="640x360", headless=True, env=None, clock="trusted", **hub):
        self.folder = folder
        self.config, self.shown, self.errors = folder / "screen.conf", folder / "shown.jsonl", folder / "log"
        self.env = {"STATE_DIRECTORY": str(folder / "state")} | (env or {})
        self.size, self.headless, self.clock, self.process = size, headless, clock, None
        self.configure(hub={"poll_s": 1} | hub)

    def configure(self, **sections):
        keys = {"screen": {"id": "entrance"}, "hub": {}, "display": {"transition": "none"},
                "cache": {"dir": self.folder / "cache", "max_mib": 16}}
        for name, values in sections.items():
            keys[name] = keys.get(name, {}) | values
        self.config.write_text(ini(keys))

    def command(self):
        command = [VANTRUM, "run", "--config", self.config, "--shown", self.shown, "--clock", self.clock]
        return command + (["--headless", "--size", self.size] if self.headless else [])

    def start(self):
        self.shown.write_text("")
        with open(self.errors, "ab") as errors:
            self.process = subprocess.Popen(self.command(), stdin=subprocess.DEVNULL, stdout=errors, stderr=errors,
                                            env=os.environ | self.env)
        return self

    def __enter__(self):
        return self.start()

    def __exit__(self, kind, error, trace):
        if self.process.poll() is None and kind is None:
            code = self.stop()
            tap.check(code == 0, f"exit code {code} after SIGTERM:\n{self.log()[-4000:]}")
        elif kind is None and self.process.returncode not in (0, -signal.SIGKILL):
            raise AssertionError(f"the screen ended with {self.process.returncode}:\n{self.log()}")
        if self.process.poll() is None:
            self.kill()
        if kind is not None:
            tap.comment("shown:\n" + self.shown.read_text()[-3000:] + "\nlog:\n" + self.log()[-6000:])

    def stop(self):
        self.process.terminate()
        try:
            return self.process.wait(20)
        finally:
            if self.process.poll() is None:
                self.kill()

    def kill(self):
        self.process.kill()
        self.process.wait()

    def hang_up(self):
        self.process.send_signal(signal.SIGHUP)

    def log(self):
        return self.errors.read_text(errors="replace")

    def lines(self):
        """What was on the glass so far."""
        text = self.shown.read_text()
        return [json.loads(line) for line in text.splitlines(True) if line.endswith("\n")]

    def messages(self, after=0):
        """(id, sequence) of every message and emergency that was on the glass."""
        return {(line["id"], line["sequence"]) for line in self.lines()[after:] if "id" in line}

    def alive(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the screen ended with {self.process.returncode}:\n{self.log()[-4000:]}")
        return True

    def wait_for(self, what="a slide", after=0, seconds=PATIENCE, **wanted):
        """The first line from number after on whose members have the wanted values (or fulfil a wanted function)."""

        def fits(line):
            return all(w(line.get(k)) if callable(w) else line.get(k) == w for k, w in wanted.items())

        return until(lambda: self.alive() and next((l for l in self.lines()[after:] if fits(l)), None),
                     f"{what} {wanted}", seconds)


def run(*arguments, timeout=60, env=None):
    """A command that ends by itself: (exit code, standard output, standard error)."""
    done = subprocess.run([VANTRUM, *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          errors="replace", timeout=timeout, env=os.environ | (env or {}))
    return done.returncode, done.stdout, done.stderr
