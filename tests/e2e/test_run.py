"""tools/run, the README's first command: a hub and a screen that shows the sample, until Ctrl-C."""
import json
import os
import re
import signal
import subprocess
import urllib.error
import urllib.request

from screen import ROOT, tap, until


def lines_of(folder):
    for path in folder.rglob("shown.jsonl"):
        return [json.loads(line) for line in path.read_text().splitlines(True) if line.endswith("\n")]
    return []


def ask(address, path, body, **headers):
    request = urllib.request.Request(address + path, json.dumps(body).encode(), headers)
    request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request, timeout=20) as reply:
        return reply.headers, reply.read()


def push_a_notice(said, state):
    """As somebody does who follows what was printed: the page is there, the password opens it, a message lands."""
    page = re.search(r"http://\S+/staff/", said)[0]
    user, password = re.search(r"user (\S+), password (\S+)", said).groups()
    with urllib.request.urlopen(page, timeout=20) as reply:
        tap.check(b"<html" in reply.read(), "the staff page is no page")
    address = page.removesuffix("/staff/")
    try:
        ask(address, "/v1/messages", {})
        raise AssertionError("the hub takes a message from anybody")
    except urllib.error.HTTPError as error:
        tap.equal(error.code, 401)
    cookie = ask(address, "/v1/session", {"user": user, "password": password})[0]["Set-Cookie"].split(";")[0]
    message = json.loads(ask(address, "/v1/messages", {"template": {"id": "doctor-late", "values": {"minutes": 40}}},
                             Cookie=cookie)[1])
    until(lambda: [l for l in lines_of(state) if l.get("id") == message["id"]], "the pushed message", 120)


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
        push_a_notice(said, state)
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
