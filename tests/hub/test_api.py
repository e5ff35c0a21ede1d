"""The cases of api.json, one request each, on a hub of its own."""
import contextlib
import json
import os
import pathlib
import re
import select

from server import TOKENS, Server, programme, tap, until

CASES = json.loads((pathlib.Path(__file__).parent / "api.json").read_text())["cases"]
MEDIA = {
    "png": b"\x89PNG\r\n\x1a\n".ljust(40, b"."),
    "jpeg": b"\xff\xd8\xff\xe0".ljust(40, b"."),
    "webp": b"RIFF\0\0\0\0WEBP".ljust(40, b"."),
    "text": b"<svg onload=alert(1)>".ljust(40, b"."),
}
NAMES = {name: f"{i:064x}".replace("0", "ab"[i % 2]) for i, name in enumerate([*MEDIA, "folder", "pipe"], 10)}


def serve(folder):
    server = Server(folder, programme(7), f"pictures = {folder}/pictures")
    for name, content in MEDIA.items():
        (folder / "clinic/media" / NAMES[name]).write_bytes(content)
    (folder / "clinic/media" / NAMES["folder"]).mkdir()
    os.mkfifo(folder / "clinic/media" / NAMES["pipe"])
    return server


def filled(text, etag):
    if isinstance(text, dict):
        return text["repeat"] * text["times"]
    for name, value in NAMES.items():
        text = text.replace("{%s}" % name, value).replace("{%s}" % name.upper(), value.upper())
    return text.replace("{etag}", etag).replace("{bare etag}", etag.strip('"'))


def ask(server, case, etag):
    body = case.get("body")
    if body is not None:
        body = MEDIA["png"] if body == "{a picture}" else filled(body, etag).encode()
    token = case.get("token")
    return server.ask(case.get("method", "GET"), filled(case["path"], etag), TOKENS.get(token, token),
                      {k: filled(v, etag) for k, v in case.get("headers", {}).items()}, body)


def verify(case, reply, etag):
    tap.check(re.fullmatch(str(case["status"]), str(reply.status)), f"{case['name']}: {reply.status} {reply.body!r}")
    for name, pattern in case.get("reply", {}).items():
        tap.check(re.search(filled(pattern, etag), reply.headers.get(name, "")),
                  f"{case['name']}: {name} is {reply.headers.get(name)!r}, not {pattern}")
    if "body_like" in case:
        tap.check(re.search(case["body_like"], reply.body.decode(errors="replace")), f"{case['name']}: {reply.body!r}")
    if isinstance(case["status"], int) and reply.status >= 400:
        problem = reply.json()
        tap.equal(reply.headers["content-type"], "application/problem+json", case["name"])
        tap.equal(problem["status"], reply.status, case["name"])
        tap.check(problem["type"] and problem["detail"], f"{case['name']}: {problem}")
        tap.check(problem["title"] not in ("", "Internal Server Error"), f"{case['name']}: {problem}")


def add(case):
    def run(folder):
        with serve(folder) as server:
            etag = server.ask("HEAD", "/v1/screens/entrance/programme").headers["etag"]
            verify(case, ask(server, case, etag), etag)
    run.__name__ = case["name"]
    tap.case(run)


for each in CASES:
    add(each)


@tap.case
def a_picture_is_asked_for_now_and_then_and_kept(folder):
    with serve(folder) as server:
        path = "/v1/screens/entrance/"
        tap.equal(server.ask("POST", path + "status", body=b"{}").json(), {"picture": True})
        tap.equal(server.ask("POST", path + "status", body=b"{}").json(), {})
        tap.equal(server.ask("POST", "/v1/screens/stairs/status", TOKENS["stairs"], body=b"{}").json(),
                  {"picture": True})
        for content in (MEDIA["png"], MEDIA["png"] + b"newer"):
            tap.equal(server.ask("PUT", path + "picture", body=content).status, 204)
            tap.equal((folder / "pictures/entrance.png").read_bytes(), content)
        tap.equal([f.name for f in (folder / "pictures").iterdir()], ["entrance.png"])


@tap.case
def a_picture_that_cannot_be_kept_is_a_problem_of_the_hub(folder):
    with serve(folder) as server:
        (folder / "pictures").write_text("not a folder")
        reply = server.ask("PUT", "/v1/screens/entrance/picture", body=MEDIA["png"])
        tap.equal(reply.status, 500)
        tap.check(str(folder).encode() not in reply.body, "no path of the hub's is told")
        tap.check("could not be kept" in server.said(), "the log says so")


@tap.case
def all_requests_go_through_one_connection(folder):
    with serve(folder) as server, server.client() as client:
        for _ in range(3):
            client.send("GET", "/v1/screens/entrance/programme", TOKENS["entrance"])
            tap.equal(client.reply().json()["sequence"], 7)
            client.send("GET", "/nowhere", TOKENS["entrance"])
            tap.equal(client.reply().status, 404)
            client.send("POST", "/v1/screens/stairs/status", TOKENS["stairs"], body=b"{}")
            tap.equal(client.reply().status, 200)


@tap.case
def a_body_in_chunks_is_taken_and_bounded(folder):
    with serve(folder) as server:
        for count, status in ((10, 200), (70000, 413)):
            with server.client() as client:
                client.send("POST", "/v1/screens/stairs/status", TOKENS["stairs"], {"Transfer-Encoding": "chunked"})
                client.socket.sendall(b"2\r\n{}\r\n" + b"4\r\n    \r\n" * count + b"0\r\n\r\n")
                tap.equal(client.reply().status, status)


@tap.case
def an_endless_body_is_cut_off(folder):
    with serve(folder) as server, server.client() as client:
        client.send("POST", "/v1/screens/stairs/status", TOKENS["stairs"], {"Transfer-Encoding": "chunked"})
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            for _ in range(4096):
                client.socket.sendall(b"4000\r\n" + b" " * 0x4000 + b"\r\n")
            tap.check(False, "64 MiB are taken in, for a status of at most 256 KiB")
        tap.equal(server.ask("GET", "/healthz", None).status, 200)


@tap.case
def a_body_that_is_refused_does_not_have_to_come(folder):
    with serve(folder) as server, server.client() as client:
        client.send("PUT", "/v1/screens/entrance/picture", "wrong", {"Expect": "100-continue"}, length=9 << 20)
        tap.equal(client.reply().status, 401)
        with server.client() as other:
            other.send("PUT", "/v1/screens/entrance/picture", TOKENS["entrance"], {"Expect": "100-continue"},
                       length=9 << 20)
            tap.equal(other.reply().status, 413)


@tap.case
def clients_that_die_half_way_are_forgotten(folder):
    with serve(folder) as server:
        before = server.descriptors()
        for text in (b"", b"GET", b"GET /v1/screens/entrance/programme HTTP/1.1\r\nHost: x\r\nAuthor",
                     b"POST /v1/screens/entrance/status HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n"
                     b"Authorization: Bearer " + TOKENS["entrance"].encode() + b"\r\n\r\n{"):
            for _ in range(20):
                with server.client() as client:
                    client.socket.sendall(text)
        until(lambda: server.descriptors() <= before, "the descriptors of dead clients to be closed")


@tap.case
def unfinished_requests_hinder_nobody(folder):
    with serve(folder) as server:
        clients = [server.client() for _ in range(200)]
        for client in clients:
            client.socket.sendall(b"PUT /v1/screens/entrance/picture HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                  + TOKENS["entrance"].encode() + b"\r\nContent-Length: 8000000\r\n\r\nx")
        # Room is set aside for bodies that were announced, until there is none left.
        refused = 200 - (64 << 20) // 8000000
        until(lambda: len(select.select(clients, [], [], 0)[0]) == refused, "all but a few to be sent away")
        tap.equal({client.reply().status for client in select.select(clients, [], [], 0)[0]}, {503})
        tap.equal(server.ask("GET", "/v1/screens/entrance/programme").status, 200)
        for client in clients:
            client.close()
        path = "/v1/screens/entrance/picture"
        until(lambda: server.ask("PUT", path, body=MEDIA["png"].ljust(1 << 20)).status == 204, "room for bodies again")
        for _ in range(70):
            tap.equal(server.ask("PUT", path, body=MEDIA["png"].ljust(1 << 20)).status, 204)


if __name__ == "__main__":
    tap.run()
