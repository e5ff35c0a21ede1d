"""A hub of its own with the sample clinic, for the benches; and what it costs: time to the glass, screens, requests."""
import http.client
import json
import os
import pathlib
import resource
import select
import socket
import statistics
import subprocess
import threading
import time

import processes
import programme

PUSHES, WARMING = 40, 3
CROWD = 1000
PATIENCE_S = 60
LOAD_S = 5


class Hub:
    """vantrum-hub with a database of its own. Its log goes where it is told: a service's goes to the journal."""

    def __init__(self, tools, folder, log, document=None):
        self.tools, self.folder, self.log = tools, folder, log
        folder.mkdir(parents=True, exist_ok=True)
        self.config = folder / "hub.conf"
        self.config.write_text(f"[hub]\nlisten = 127.0.0.1:0\ndatabase = {folder}/hub.db\nmedia = {folder}/media\n")
        self.publish(document or programme.with_waits(programme.sample(), 20, 1))
        self.token = self.console("token", "add", "bench", "--role", "admin")
        self.process = processes.start([tools.hub, "serve", "--config", self.config], stdout=subprocess.PIPE,
                                       stderr=log)
        self.address = self.process.stdout.readline().decode().strip()
        self.port = int(self.address.rsplit(":", 1)[1])

    def console(self, *words):
        done = subprocess.run([self.tools.hub, *words, "--config", self.config], check=True, capture_output=True,
                              text=True)
        return done.stdout.strip()

    def publish(self, document):
        """By an import, beside the hub when it runs."""
        programme.write(document, self.folder / "clinic")
        self.console("import", str(self.folder / "clinic"))

    def add_screens(self, names):
        return {name: self.console("screen", "add", name) for name in names}

    def stop(self):
        processes.stop(self.process)


class Staff:
    """Calls of the API on one connection, as the staff page makes them."""

    def __init__(self, hub):
        self.hub, self.connection = hub, http.client.HTTPConnection("127.0.0.1", hub.port, timeout=PATIENCE_S)

    def call(self, method, path, body=None):
        headers = {"Authorization": f"Bearer {self.hub.token}", "Content-Type": "application/json"}
        text = None if body is None else json.dumps(body)
        try:
            self.connection.request(method, path, text, headers)
            reply = self.connection.getresponse()
        except http.client.RemoteDisconnected:  # it was idle for half a minute
            self.connection.close()
            self.connection.request(method, path, text, headers)
            reply = self.connection.getresponse()
        data = reply.read()
        if reply.status >= 300:
            raise RuntimeError(f"{method} {path}: {reply.status} {data[:500]}")
        return data


def emergency():
    return {"template": {"id": "leave", "values": {}}}


def start_screen(hub, tools, name, token, folder, log):
    """A headless screen; returns its process and the file of its lines."""
    (folder / "vantrum.conf").write_text(f"[screen]\nid = {name}\n[hub]\nurl = {hub.address}\ntoken = {token}\n"
                                         f"[cache]\ndir = {folder}/cache\n")
    shown = folder / "shown.jsonl"
    shown.write_text("")
    process = processes.start([tools.vantrum, "run", "--headless", "--config", folder / "vantrum.conf", "--shown",
                               shown, "--clock", "trusted"], stderr=log)
    return process, shown


class Lines:
    """The lines of --shown as they come, with the moment at which they were read."""

    def __init__(self, path):
        self.file, self.rest = open(path, "rb"), b""

    def wait(self, fits):
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            self.rest += self.file.read()
            while b"\n" in self.rest:
                line, self.rest = self.rest.split(b"\n", 1)
                if fits(json.loads(line)):
                    return time.monotonic()
            time.sleep(0.0005)
        raise RuntimeError("the screen does not show what it should")


def p95(values):
    return sorted(values)[max(0, round(0.95 * len(values)) - 1)]


def push_to_glass(tools, folder, log):
    """Seconds from an emergency's POST to the line that says that its first whole frame is on the glass."""
    hub = Hub(tools, folder, log)
    token = hub.add_screens(["wall"])["wall"]
    process, shown = start_screen(hub, tools, "wall", token, folder, log)
    try:
        staff, lines, taken = Staff(hub), Lines(shown), []
        lines.wait(lambda line: line["slide"] not in ("idle", "problem"))
        time.sleep(2)  # the event stream stands, pages are prepared
        for turn in range(PUSHES + WARMING):
            began = time.monotonic()
            message = json.loads(staff.call("POST", "/v1/messages", emergency()))
            ended = lines.wait(lambda line: line.get("id") == message["id"])
            if turn >= WARMING:
                taken.append(ended - began)
            staff.call("DELETE", f"/v1/messages/{message['id']}")
            lines.wait(lambda line: line["slide"] != "emergency")
            time.sleep(0.3)
        return taken
    finally:
        processes.stop(process)
        hub.stop()


class Stream:
    """An event stream by a socket alone: a thousand of them must not cost the bench more than the hub."""

    def __init__(self, port, name, token):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S)
        self.socket.sendall(f"GET /v1/screens/{name}/events HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer {token}"
                            "\r\n\r\n".encode())
        self.bytes = b""
        while b"event: programme" not in self.bytes:
            self.bytes += self.socket.recv(4096)
        self.bytes = b""

    def fileno(self):
        return self.socket.fileno()


def told_all(streams, since):
    """Seconds until the last of the streams has its event."""
    poll, waiting = select.epoll(), {}
    for stream in streams:
        poll.register(stream, select.EPOLLIN)
        waiting[stream.fileno()] = stream
    end = time.monotonic() + PATIENCE_S
    while waiting:
        for fd, _ in poll.poll(max(0, end - time.monotonic())):
            stream = waiting[fd]
            stream.bytes += stream.socket.recv(4096)
            if b"event: programme" in stream.bytes and b"}\n\n" in stream.bytes:
                stream.bytes = b""
                poll.unregister(fd)
                del waiting[fd]
        if time.monotonic() > end:
            raise RuntimeError(f"{len(waiting)} streams were not told")
    poll.close()
    return time.monotonic() - since


def crowd(tools, folder, log):
    """(seconds from POST until the last of a thousand was told, each push; bytes of the hub a connected screen)."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, CROWD + 200)), hard))
    hub = Hub(tools, folder, log)
    try:
        staff = Staff(hub)
        names = [f"wall-{i}" for i in range(CROWD)]
        tokens = {name: json.loads(staff.call("POST", "/v1/screens", {"id": name}))["token"] for name in names}
        time.sleep(1)
        before = processes.pss(hub.process.pid)
        streams = [Stream(hub.port, name, tokens[name]) for name in names]
        time.sleep(1)
        after = processes.pss(hub.process.pid)
        taken = []
        for turn in range(20 + WARMING):
            began = time.monotonic()
            teller = threading.Thread(target=told_all_into, args=(streams, began, taken))
            teller.start()
            message = json.loads(staff.call("POST", "/v1/messages", emergency()))
            teller.join()
            for stream in streams:  # the withdrawal's own event
                stream.bytes = b""
            withdrawn = time.monotonic()
            teller = threading.Thread(target=told_all_into, args=(streams, withdrawn, []))
            teller.start()
            staff.call("DELETE", f"/v1/messages/{message['id']}")
            teller.join()
        return taken[WARMING:], (after - before) / CROWD
    finally:
        hub.stop()


def told_all_into(streams, since, taken):
    taken.append(told_all(streams, since))


def load(url, headers):
    """Answers a second, by wrk with one thread and 50 connections."""
    command = ["wrk", "-t1", "-c50", f"-d{LOAD_S}s"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    said = subprocess.run([*command, url], check=True, capture_output=True, text=True).stdout
    return float(next(line.split()[1] for line in said.splitlines() if line.startswith("Requests/sec")))


def etag_of(port, path, headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    connection.request("GET", path, headers=headers)
    reply = connection.getresponse()
    body = reply.read()
    return reply.headers["ETag"], body


class Nginx:
    """One worker, as the hub has one thread, with the same bytes."""

    def __init__(self, folder, body):
        folder.mkdir()
        self.port = processes.free_port()
        (folder / "programme.json").write_bytes(body)
        (folder / "nginx.conf").write_text(
            f"daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/log;\n"
            "events { worker_connections 512; }\n"
            f"http {{ access_log off; client_body_temp_path {folder}/t; proxy_temp_path {folder}/t; fastcgi_temp_path "
            f"{folder}/t; uwsgi_temp_path {folder}/t; scgi_temp_path {folder}/t; keepalive_requests 100000000;\n"
            f"server {{ listen 127.0.0.1:{self.port}; root {folder}; }} }}\n")
        os.chmod(folder, 0o755)
        self.process = processes.start(["nginx", "-c", folder / "nginx.conf"], stderr=subprocess.DEVNULL)
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("nginx does not start")


def unchanged(tools, folder, log):
    """(answers of 304 a second by the hub, by nginx) in turns."""
    hub = Hub(tools, folder / "hub", log)
    nginx = None
    try:
        token = hub.add_screens(["wall"])["wall"]
        time.sleep(1.5)  # the hub has seen it
        path, credentials = "/v1/screens/wall/programme", {"Authorization": f"Bearer {token}"}
        etag, body = etag_of(hub.port, path, credentials)
        nginx = Nginx(folder / "nginx", body)
        other, _ = etag_of(nginx.port, "/programme.json", {})
        pairs = []
        for _ in range(5):
            pairs.append((load(f"{hub.address}{path}", credentials | {"If-None-Match": etag}),
                          load(f"http://127.0.0.1:{nginx.port}/programme.json", {"If-None-Match": other})))
        return pairs
    finally:
        if nginx:
            processes.stop(nginx.process)
        hub.stop()


def median(values):
    return statistics.median(values)
