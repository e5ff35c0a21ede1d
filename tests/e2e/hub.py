"""The project's own hub, serving a folder of its own."""
import contextlib
import signal
import subprocess
import threading
import urllib.error
import urllib.request

import programme as p
from screen import HUB, ini, tap, until

TOKENS = {"entrance": "entrance-0123456789abcdef", "stairs": "stairs-0123456789abcdef"}


class Hub:
    def __init__(self, folder):
        self.folder, self.process, self.port, self.address = folder, None, 0, ""
        (folder / "clinic/media").mkdir(parents=True)
        (folder / "pictures").mkdir()

    def start(self):
        keys = {"hub": {"listen": f"127.0.0.1:{self.port}", "folder": self.folder / "clinic",
                        "pictures": self.folder / "pictures"}}
        for name, token in TOKENS.items():
            keys[f'screen "{name}"'] = {"token": token}
        config = self.folder / "hub.conf"
        config.write_text(ini(keys))
        with open(self.folder / "hub.log", "ab") as log:
            self.process = subprocess.Popen([HUB, "serve", "--config", config], stdin=subprocess.DEVNULL,
                                            stdout=subprocess.PIPE, stderr=log, text=True)
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
        """Written beside, then renamed, as careful programs do."""
        new = self.folder / "clinic/programme.json.new"
        new.write_bytes(document if isinstance(document, bytes) else p.encode(document))
        new.rename(self.folder / "clinic/programme.json")

    def media(self, name, data):
        (self.folder / "clinic/media" / name).write_bytes(data)

    def ask(self, path, token=TOKENS["entrance"], method="GET", body=None, **headers):
        """(status, headers, bytes) of one request."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data=body, method=method)
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        try:
            with urllib.request.urlopen(request, timeout=20) as reply:
                return reply.status, reply.headers, reply.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()
