"""The project's own hub with a database of its own: a clinic that is imported, two screens, and a token for staff."""
import contextlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import threading
import urllib.error
import urllib.request

import programme as p
from screen import HUB, ini, tap, until

TOKENS = {}  # of the screens "entrance" and "stairs", and of the program "staff"; filled by prepare()
_prepared = tempfile.TemporaryDirectory(prefix="vantrum-hub-", dir=os.environ.get("TMPDIR"))


def command(folder, *words):
    """A command of the hub's console; returns what it prints."""
    done = subprocess.run([HUB, *map(str, words), "--config", folder / "hub.conf"], stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=60)
    tap.equal(done.returncode, 0, f"{words}: {done.stderr}")
    return done.stdout.strip()


def configure(folder, port=0):
    (folder / "hub.conf").write_text(ini({"hub": {"listen": f"127.0.0.1:{port}", "database": folder / "hub.db",
                                                  "media": folder / "media"}}))


def put(folder, document):
    (folder / "clinic/media").mkdir(parents=True, exist_ok=True)
    (folder / "clinic/programme.json").write_bytes(p.encode(document))
    command(folder, "import", folder / "clinic")


def prepare():
    """Makes the database once a script: each hub starts with a copy."""
    folder = pathlib.Path(_prepared.name)
    if not TOKENS:
        configure(folder)
        put(folder, p.programme(0))
        tokens = {name: command(folder, "screen", "add", name) for name in ("entrance", "stairs")}
        tokens["staff"] = command(folder, "token", "add", "staff", "--role", "editor")
        TOKENS.update(tokens)
    return folder / "hub.db"


class Hub:
    def __init__(self, folder):
        self.folder, self.process, self.port, self.address = folder, None, 0, ""
        shutil.copyfile(prepare(), folder / "hub.db")
        configure(folder)
        (folder / "clinic/media").mkdir(parents=True)

    def start(self):
        configure(self.folder, self.port)
        with open(self.folder / "hub.log", "ab") as log:
            self.process = subprocess.Popen([HUB, "serve", "--config", self.folder / "hub.conf"],
                                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, text=True)
        # The address is read in a thread so that a hub that says nothing cannot hold the test up.
        self.address = ""
        threading.Thread(target=self.read, args=(self.process,), daemon=True).start()
        until(lambda: self.address or self.process.poll() is not None, "the hub's address")
        tap.check(self.address, "the hub ended: " + self.log())
        self.port = int(self.address.rsplit(":", 1)[1].strip("/"))
        return self

    def read(self, process):
        for line in process.stdout:
            if line.startswith("http"):
                self.address = line.strip()

    def stop(self):
        self.process.terminate()
        return self.process.wait(20)

    def kill(self):
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def __enter__(self):
        return self.start()

    def __exit__(self, kind, *_):
        if kind is None and self.process.poll() is None:
            tap.equal(self.stop(), 0, "the hub's exit code after SIGTERM")
        else:
            self.kill()
        if kind is not None:
            tap.comment("hub:\n" + self.log()[-4000:])

    def log(self):
        return (self.folder / "hub.log").read_text(errors="replace")

    def publish(self, document):
        """An import, also beside the running hub: it sees it within a second."""
        put(self.folder, document)

    def media(self, name, data):
        (self.folder / "clinic/media" / name).write_bytes(data)

    def ask(self, path, token="entrance", method="GET", body=None, **headers):
        """(status, headers, bytes) of one request. token: whose, or one as it stands."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data=body, method=method)
        if token:
            request.add_header("Authorization", f"Bearer {TOKENS.get(token, token)}")
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        try:
            with urllib.request.urlopen(request, timeout=20) as reply:
                return reply.status, reply.headers, reply.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def staff(self, method, path, body=None, expected=(200, 201, 204)):
        """What a program of the staff's is answered."""
        data = None if body is None else p.encode(body)
        status, _, text = self.ask(path, "staff", method, data, Content_Type="application/json")
        tap.check(status in expected, f"{method} {path}: {status} {text!r}")
        return json.loads(text) if text else None
