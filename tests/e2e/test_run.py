"""tools/run, the README's first command: a hub and a screen that shows the sample, until Ctrl-C."""
import json
import os
import signal
import subprocess
import urllib.error
import urllib.request

from screen import ROOT, tap, until


def lines_of(folder):
    for path in folder.rglob("shown.jsonl"):
        return [json.loads(line) for line in path.read_text().splitlines(True) if line.endswith("\n")]
    return []


@tap.case
def the_sample_is_shown_until_ctrl_c(folder):
    state = folder / "state"
    state.mkdir()
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment |= {"TMPDIR": str(state), "XDG_RUNTIME_DIR": str(state)}
    with open(folder / "out", "wb") as out:
        process = subprocess.Popen([ROOT / "tools/run"], env=environment, stdin=subprocess.DEVNULL, stdout=out,
                                   stderr=out, start_new_session=True)
    try:
        until(lambda: process.poll() is not None or [l for l in lines_of(state) if l["slide"] == "waits"],
              "a slide with waits", 120)
        said = (folder / "out").read_text()
        tap.check(process.poll() is None, f"tools/run ended:\n{said}")
        waits = next(l for l in lines_of(state) if l["slide"] == "waits")
        tap.check({w["state"] for w in waits["waits"]} <= {"fresh", "closed"}, f"waits are not fresh: {waits}")
        picture = next(w for w in said.split() if w.startswith(str(state)) and ".png" in w).rstrip(",")
        until(lambda: os.path.exists(picture), "the picture that it speaks of")
        address = next(w for w in said.split() if w.startswith("http://")).rstrip(",")
        try:
            urllib.request.urlopen(address + "/v1/screens/x/programme", timeout=10)
            raise AssertionError("the hub answers without a token")
        except urllib.error.HTTPError as error:
            tap.equal(error.code, 401)
        # As a terminal does: to the whole group.
        os.killpg(process.pid, signal.SIGINT)
        tap.equal(process.wait(20), 0, "exit code after Ctrl-C")
        tap.equal(list(state.iterdir()), [], "left behind")
        until(lambda: not alive(process.pid), "the end of hub and screen")
    finally:
        if alive(process.pid):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def alive(group):
    try:
        os.killpg(group, 0)
        return True
    except ProcessLookupError:
        return False


if __name__ == "__main__":
    tap.run()
