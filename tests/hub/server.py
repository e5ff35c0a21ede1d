"""A hub with a folder of its own, and clients of it that know no more of HTTP than a socket: they can misbehave."""
import contextlib
import json
import os
import pathlib
import re
import socket
import ssl
import subprocess
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
import tap  # noqa: E402

HUB = os.environ["VANTRUM_HUB"]
TOKENS = {"entrance": "entrance-0123456789abcdef", "stairs": "stairs-0123456789abcdef"}
PATIENCE_S = 60  # a hang, on the slowest machine


def until(condition, what):
    end = time.monotonic() + PATIENCE_S
    while True:
        value = condition()
        if value:
            return value
        tap.check(time.monotonic() < end, f"waited in vain for {what}")
        time.sleep(0.01)


def programme(sequence, **members):
    return {"format": 1, "series": "s", "sequence": sequence, "languages": ["sv"],
            "clinic": {"id": "c", "name": {"sv": "C"}, "time_zone": "Europe/Stockholm"}} | members


class Reply:
    def __init__(self, text, body):
        lines = text.split("\r\n")
        self.status = int(lines[0].split()[1])
        self.headers = {k.strip().lower(): v.strip() for k, v in (line.split(":", 1) for line in lines[1:] if line)}
        self.body = body

    def json(self):
        return json.loads(self.body)


class Client:
    """One connection; bytes are kept until asked for."""

    def __init__(self, port, context=None):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S)
        if context:
            self.socket = context.wrap_socket(self.socket)
        self.bytes = b""

    def send(self, method, path, token=None, headers=(), body=None, length=None):
        lines = [f"{method} {path} HTTP/1.1", "Host: hub"]
        if token:
            lines.append(f"Authorization: Bearer {token}")
        lines += [f"{k}: {v}" for k, v in dict(headers).items()]
        if body is not None or length is not None:
            lines.append(f"Content-Length: {len(body or b'') if length is None else length}")
        self.socket.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + (body or b""))

    def fill(self):
        got = self.socket.recv(65536)
        self.bytes += got
        return got

    def take(self, pattern):
        """Everything up to and with the pattern."""
        while not (found := re.search(pattern, self.bytes)):
            tap.check(self.fill(), f"the hub closed before {pattern!r}; it said {self.bytes[:2000]!r}")
        taken, self.bytes = self.bytes[:found.end()], self.bytes[found.end():]
        return taken

    def head(self):
        return Reply(self.take(rb"\r\n\r\n").decode(), b"")

    def reply(self, bodyless=False):
        reply = self.head()
        if not bodyless and reply.status not in (204, 304):
            length = int(reply.headers["content-length"])
            while len(self.bytes) < length:
                tap.check(self.fill(), "the hub closed within a body")
            reply.body, self.bytes = self.bytes[:length], self.bytes[length:]
        return reply

    def closed(self):
        """Reads until the hub ends the connection."""
        with contextlib.suppress(ConnectionResetError):
            while self.fill():
                pass
        return True

    def close(self):
        self.socket.close()

    def fileno(self):
        return self.socket.fileno()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Server:
    def __init__(self, folder, document=None, keys="", scheme="http"):
        self.folder, self.scheme = folder, scheme
        (folder / "clinic/media").mkdir(parents=True)
        self.write(programme(1) if document is None else document)
        sections = "".join(f'[screen "{name}"]\ntoken = {token}\n' for name, token in TOKENS.items())
        (folder / "hub.conf").write_text(f"[hub]\nlisten = 127.0.0.1:0\nfolder = {folder}/clinic\n{keys}\n{sections}")

    def write(self, document):
        """Written beside, then renamed, as careful programs do."""
        new = self.folder / "clinic/new"
        new.write_bytes(document if isinstance(document, bytes) else json.dumps(document).encode())
        new.rename(self.folder / "clinic/programme.json")

    def __enter__(self):
        self.log = open(self.folder / "log", "wb")
        self.process = subprocess.Popen([HUB, "serve", "--verbose", "--config", self.folder / "hub.conf"],
                                        stdout=subprocess.PIPE, stderr=self.log, text=True)
        guard = threading.Timer(PATIENCE_S, self.process.kill)
        guard.start()
        self.address = self.process.stdout.readline().strip()
        guard.cancel()
        tap.check(self.address.startswith(self.scheme + "://127.0.0.1:"), f"an address: {self.address} {self.said()}")
        self.port = int(self.address.rsplit(":", 1)[1])
        return self

    def __exit__(self, kind, *_):
        self.process.terminate()
        try:
            code = self.process.wait(PATIENCE_S)
        finally:
            self.process.kill()
            self.process.stdout.close()
            self.log.close()
        if kind:
            tap.comment(self.said()[-4000:])
        else:
            tap.equal(code, 0, "the exit code after SIGTERM")

    def said(self):
        return (self.folder / "log").read_text(errors="replace")

    def client(self):
        context = None
        if self.scheme == "https":
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return Client(self.port, context)

    def ask(self, method, path, token=TOKENS["entrance"], headers=(), body=None):
        with self.client() as client:
            client.send(method, path, token, headers, body)
            return client.reply(bodyless=method == "HEAD")

    def stream(self, last_event_id=None):
        client = self.client()
        headers = {} if last_event_id is None else {"Last-Event-ID": last_event_id}
        client.send("GET", "/v1/screens/entrance/events", TOKENS["entrance"], headers)
        head = client.head()
        tap.equal((head.status, head.headers["content-type"]), (200, "text/event-stream"))
        return client

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))
