"""A hub with a database of its own, and clients of it that know no more of HTTP than a socket: they can misbehave."""
import contextlib
import json
import os
import pathlib
import re
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
import tap  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
HUB = os.environ["VANTRUM_HUB"]
TOKENS = {}  # of the screens, of a program of each role, and of an admin of all clinics ("root"); see prepare()
PASSWORDS = {}  # of a user of each role, who has its name
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
    return {"format": 1, "sequence": sequence, "languages": ["sv", "en"],
            "clinic": {"id": "c", "name": {"sv": "C"}, "time_zone": "Europe/Stockholm"}} | members


def run(folder, *words, clinic=None):
    """A command of the hub's on the database of a folder."""
    more = ["--clinic", clinic] if clinic else []
    return subprocess.run([HUB, *map(str, words), "--config", folder / "hub.conf", *more], capture_output=True,
                          text=True, timeout=PATIENCE_S)


def told(folder, *words, clinic=None):
    """What a command that must go well prints."""
    done = run(folder, *words, clinic=clinic)
    tap.equal((done.returncode, done.stderr), (0, ""), " ".join(map(str, words)))
    return done.stdout.removesuffix("\n")


def configure(folder, keys=""):
    (folder / "hub.conf").write_text(f"[hub]\nlisten = 127.0.0.1:0\ndatabase = {folder}/hub.db\n"
                                     f"media = {folder}/media\n{keys}\n")


def put(folder, document):
    """The clinic as a folder, for an import."""
    (folder / "clinic/media").mkdir(parents=True, exist_ok=True)
    (folder / "clinic/programme.json").write_bytes(
        document if isinstance(document, bytes) else json.dumps(document).encode())


# A clinic, its screens and people take some commands to make, and passwords are slow on purpose: once a script.
_prepared = tempfile.TemporaryDirectory(prefix="vantrum-hub-", dir=os.environ.get("TMPDIR"))


def prepare():
    """The folder of a database with clinic "c", two screens, and a user and a token of each role."""
    folder = pathlib.Path(_prepared.name)
    if TOKENS:
        return folder
    configure(folder)
    put(folder, programme(1))
    told(folder, "import", folder / "clinic")
    tokens = {"entrance": told(folder, "screen", "add", "entrance", "--groups", "ground"),
              "stairs": told(folder, "screen", "add", "stairs", "--name", "By the stairs", "--area", "sv=Plan 2")}
    for role in ("viewer", "editor", "admin"):
        tokens[role] = told(folder, "token", "add", f"{role}-program", "--role", role)
        PASSWORDS[role] = told(folder, "user", "add", role, "--role", role)
    tokens["root"] = told(folder, "token", "add", "root-program", "--role", "admin", clinic="*")
    TOKENS.update(tokens)
    return folder


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
    """document: imported over the prepared clinic. keys: more of the configuration. empty: a hub that knows nothing."""

    def __init__(self, folder, document=None, keys="", scheme="http", empty=False):
        self.folder, self.scheme = folder, scheme
        if not empty:
            shutil.copyfile(prepare() / "hub.db", folder / "hub.db")
        configure(folder, keys)
        if document is not None:
            self.write(document)

    @classmethod
    def on(cls, folder):
        """A hub on what a folder already has."""
        server = cls.__new__(cls)
        server.folder, server.scheme = folder, "http"
        return server

    def write(self, document):
        """An import, also beside the running hub."""
        put(self.folder, document)
        told(self.folder, "import", self.folder / "clinic")

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

    def ask(self, method, path, token="entrance", headers=(), body=None):
        """token: whose, or one as it stands."""
        with self.client() as client:
            client.send(method, path, TOKENS.get(token, token), headers, body)
            return client.reply(bodyless=method == "HEAD")

    def sign_in(self, role):
        """Signs a user in; returns the value of the header Cookie."""
        body = json.dumps({"user": role, "password": PASSWORDS[role]}).encode()
        reply = self.ask("POST", "/v1/session", None, {"Content-Type": "application/json"}, body)
        tap.equal(reply.status, 204, "a sign-in")
        return reply.headers["set-cookie"].split(";")[0]

    def stream(self, last_event_id=None):
        client = self.client()
        headers = {} if last_event_id is None else {"Last-Event-ID": last_event_id}
        client.send("GET", "/v1/screens/entrance/events", TOKENS["entrance"], headers)
        head = client.head()
        tap.equal((head.status, head.headers["content-type"]), (200, "text/event-stream"))
        return client

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))
