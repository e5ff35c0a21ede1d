"""The cases of api.json: requests to a hub of its own and what must come back."""
import base64
import contextlib
import datetime
import json
import os
import pathlib
import re
import select
import sqlite3
import struct
import zlib

import openapi
from server import PASSWORDS, ROOT, TOKENS, Server, programme, tap, told, until



HERE = pathlib.Path(__file__).parent
CASES = json.loads((HERE / "api.json").read_text())


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def picture(width, height, claimed=None):
    """A PNG of one colour; claimed: the size that its header says instead."""
    head = struct.pack(">IIBBBBB", *(claimed or (width, height)), 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x20\x60\x90" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def with_exif(jpeg):
    """The same JPEG, with a segment that says where it was taken."""
    data = b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0GPS of somebody's home"
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(data) + 2) + data + jpeg[2:]


JPEG = next(f.read_bytes() for f in (ROOT / "assets/sample/media").iterdir() if f.read_bytes().startswith(b"\xff\xd8"))
FILES = {
    "png": picture(64, 48), "jpeg with exif": with_exif(JPEG), "truncated jpeg": JPEG[:len(JPEG) // 2],
    "truncated png": picture(64, 48)[:60], "huge png": picture(1, 1, (100000, 100000)), "svg": b"<svg onload='x()'/>",
    "wide png": picture(5000, 10), "nothing": b"", "noise": bytes(range(256)) * 8,
}
# What lies in the hub's folder of pictures, told apart by its first bytes.
MEDIA = {
    "png": b"\x89PNG\r\n\x1a\n".ljust(40, b"."),
    "jpeg": b"\xff\xd8\xff\xe0".ljust(40, b"."),
    "webp": b"RIFF\0\0\0\0WEBP".ljust(40, b"."),
    "text": b"<svg onload=alert(1)>".ljust(40, b"."),
}
NAMES = {name: f"{i:064x}".replace("0", "ab"[i % 2]) for i, name in enumerate([*MEDIA, "folder", "pipe"], 10)}
WAIT = {"id": "drop-in", "name": {"sv": "Drop-in"}, "state": "open", "level": "long", "statistic": "staff",
        "measured_at": "2026-01-01T00:00:00Z", "good_for_s": 900}


def serve(folder, commands=(), also=None):
    """also: what a second clinic has of its own."""
    server = Server(folder, programme(7, waits=[WAIT]))
    if also:
        server.write(programme(3) | also)
    (folder / "media").mkdir(exist_ok=True)
    for name, content in MEDIA.items():
        (folder / "media" / NAMES[name]).write_bytes(content)
    (folder / "media" / NAMES["folder"]).mkdir()
    os.mkfifo(folder / "media" / NAMES["pipe"])
    for words in commands:
        told(folder, *words)
    return server


# --- steps ---


def filled(value, words):
    """The text, or the texts of a JSON value, with what was kept in place of {name}."""
    if isinstance(value, dict):
        if set(value) == {"repeat", "times"}:
            return value["repeat"] * value["times"]
        return {filled(k, words): filled(v, words) for k, v in value.items()}
    if isinstance(value, list):
        return [filled(v, words) for v in value]
    if isinstance(value, str):
        return re.sub(r"\{([a-z0-9 ]+)\}", lambda m: words.get(m[1], m[0]), value, flags=re.I)
    return value


def body_of(step, words):
    if "json" in step:
        return json.dumps(filled(step["json"], words), ensure_ascii=False).encode()
    if "file" in step:
        return FILES[step["file"]]
    if "base64" in step:
        return base64.b64decode(step["base64"])
    return filled(step["body"], words).encode() if "body" in step else None


def ask(server, step, words):
    method, path = step["do"].split(" ", 1)
    headers = {k: filled(v, words) for k, v in step.get("headers", {}).items()}
    if "json" in step:
        headers.setdefault("Content-Type", "application/json")
    caller = step.get("as")
    if caller and caller.startswith("cookie "):
        role = caller.split()[1]
        if role not in words:
            words[role] = server.sign_in(role)
        headers["Cookie"], caller = words[role], None
    return server.ask(method, filled(path, words), words.get(f"token {caller}", caller), headers, body_of(step, words))


def at(value, pointer):
    """What a JSON Pointer names; /# at its end: how many there are."""
    for part in pointer.split("/")[1:]:
        if part == "#":
            return len(value)
        if isinstance(value, list):
            tap.check(part.isdigit() and int(part) < len(value), f"{pointer}: there is no {part} in {value!r}")
            value = value[int(part)]
        else:
            tap.check(part in value, f"{pointer}: there is no {part} in {value!r}")
            value = value[part.replace("~1", "/").replace("~0", "~")]
    return value


def fits(actual, expected, what):
    """~ before a text: a regular expression."""
    if isinstance(expected, str) and expected.startswith("~"):
        tap.check(isinstance(actual, str) and re.search(expected[1:], actual), f"{what}: {actual!r}, not {expected}")
    else:
        tap.equal(actual, expected, what)


def problem(reply, what):
    """Every refusal is a problem as RFC 9457 wants it, and none is the hub's fault; on the page for anybody a page."""
    if reply.headers["content-type"].startswith("text/html"):
        tap.check(b"Sidan finns inte" in reply.body, what)
        return
    said = reply.json()
    tap.equal(reply.headers["content-type"], "application/problem+json", what)
    tap.equal(said["status"], reply.status, what)
    tap.check(said["type"] and said["detail"] and said["title"] not in ("", "Internal Server Error"), f"{what}: {said}")


def verify(step, reply, words):
    what = f"{step.get('name', '')} {step['do']}"
    tap.check(re.fullmatch(str(step["status"]), str(reply.status)), f"{what}: {reply.status} {reply.body[:1000]!r}")
    for name, pattern in step.get("reply", {}).items():
        pattern = filled(pattern, words)
        tap.check(re.search(pattern, reply.headers.get(name, "")),
                  f"{what}: {name} is {reply.headers.get(name)!r}, not {pattern}")
    if "body_like" in step:
        tap.check(re.search(step["body_like"], reply.body.decode(errors="replace")), f"{what}: {reply.body!r}")
    for pointer, expected in step.get("like", {}).items():
        fits(at(reply.json(), pointer), filled(expected, words), f"{what} {pointer}")
    if "lacks" in step:
        tap.check(step["lacks"].encode() not in reply.body, f"{what}: {step['lacks']!r} is there")
    for pointer in step.get("without", []):
        tap.check(pointer.strip("/") not in reply.json(), f"{what}: {pointer} is there: {reply.body!r}")
    if "picture" in step:
        width, height = struct.unpack(">II", reply.body[16:24])
        tap.equal([width, height], step["picture"], what)
    if isinstance(step["status"], int) and reply.status >= 400 and not step["do"].startswith("HEAD"):
        problem(reply, what)
    for name, where in step.get("keep", {}).items():
        kept = reply.headers[where.removeprefix("header ")] if where.startswith("header ") else at(reply.json(), where)
        words[name] = str(kept)


def nothing_of(case, folder, replies):
    """Neither replies, nor the log, nor the database may have any of these."""
    for text in case.get("never", []):
        tap.check(not [r for r in replies if text.encode() in r.body], f"{text!r} is in a reply")
        for path in folder.iterdir():
            if path.is_file() and path.name != "hub.conf":
                tap.check(text.encode() not in path.read_bytes(), f"{text!r} is in {path.name}")


def run_case(case, folder):
    with serve(folder, case.get("commands", ()), case.get("also")) as server:
        etag = server.ask("HEAD", "/v1/screens/entrance/programme").headers["etag"]
        words = {"etag": etag, "bare etag": etag.strip('"')}
        words |= NAMES | {name.upper(): value.upper() for name, value in NAMES.items()} | case.get("words", {})
        words |= {"soon": moment(3600), "in two days": moment(2 * 86400), "shown at": moment(0),
                  "tomorrow": moment(86400)[:10], "part of entrance": TOKENS["entrance"][:-1]}
        words |= {f"token of {name}": token for name, token in TOKENS.items()}
        words |= {f"password of {name}": password for name, password in PASSWORDS.items()}
        for name, arguments in case.get("tokens", {}).items():
            words[f"token {name}"] = told(folder, *arguments)
        replies = []
        for step in case["steps"]:
            for _ in range(step.get("times", 1)):
                replies.append(ask(server, step, words))
                verify(step, replies[-1], words)
                if isinstance(step["status"], int):
                    openapi.verify(filled(step["do"], words), replies[-1])
    nothing_of(case, folder, replies)


def moment(seconds):
    now = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return now.strftime("%Y-%m-%dT%H:%M:%SZ")


def add(case):
    def run(folder):
        run_case(case, folder)
    run.__name__ = case["name"]
    tap.case(run)


for each in CASES["cases"]:
    add(each)


@tap.case
def every_call_is_open_to_whom_it_should_be(folder):
    callers = {"nobody": None, "screen": "entrance", "viewer": "viewer", "editor": "editor", "admin": "admin"}
    with serve(folder) as server:
        told_apart = []
        for call, *expected in CASES["roles"]:
            for name, status in zip(callers, expected, strict=True):
                step = {"do": call, "as": callers[name]}
                if call.split()[0] in ("POST", "PUT", "PATCH"):
                    step |= {"json": {}}
                reply = ask(server, step, {})
                openapi.verify(call, reply)
                if reply.status != status:
                    told_apart.append(f"{name} {call}: {reply.status}, not {status}: {reply.body[:200]!r}")
        tap.check(not told_apart, "\n".join(told_apart))
    rows = {openapi.route(row[0]) for row in CASES["roles"]}
    tap.equal(set(openapi.routes()) - rows, set(), "calls that nobody tried")


@tap.case
def nothing_is_kept_of_who_reads_the_page(folder):
    with serve(folder) as server:
        before = server.ask("GET", "/v1/audit", "admin").json()
        figures = server.ask("GET", "/metrics", None).body.decode().splitlines()
        for path in ("/c/c", "/c/c/en", "/c/nowhere", f"/c/c/media/{NAMES['png']}", "/c/page.css"):
            reply = server.ask("GET", path + "?visitor=4711", None, {"User-Agent": "a-reader", "Cookie": "vantrum=made-up",
                                                                     "X-Forwarded-For": "198.51.100.7"})
            tap.check("set-cookie" not in reply.headers, path)
        tap.equal(server.ask("GET", "/v1/audit", "admin").json(), before)
        names = [line.rsplit(" ", 1)[0] for line in server.ask("GET", "/metrics", None).body.decode().splitlines()]
        tap.equal(names, [line.rsplit(" ", 1)[0] for line in figures], "no figure of its own")
        for word in ("/c/", "4711", "a-reader", "made-up", "198.51"):
            tap.check(word not in server.said(), f"the log says {word}: {server.said()}")
        for path in folder.glob("hub.db*"):
            tap.check(b"198.51" not in path.read_bytes() and b"a-reader" not in path.read_bytes(), str(path))


@tap.case
def programmes_say_where_the_page_is_when_that_is_known(folder):
    document = programme(8)
    document["clinic"]["page"] = "https://elsewhere.example/c/c"
    for keys, page in (("", None), ("public_url = https://hub.clinic.example/", "https://hub.clinic.example/c/c")):
        with Server(folder, document, keys) as server:
            clinic = server.ask("GET", "/v1/screens/entrance/programme").json()["clinic"]
            tap.equal(clinic.get("page"), page)


@tap.case
def a_thousand_readers_get_one_page(folder):
    """It is made once: the ETag is that of the same minute, or of the one that follows."""
    with serve(folder) as server, server.client() as client:
        etags = set()
        for _ in range(1000):
            client.send("GET", "/c/c/sv")
            etags.add(client.reply().headers["etag"])
        tap.check(len(etags) <= 2, f"{len(etags)} pages")


@tap.case
def a_picture_is_asked_for_now_and_then_and_kept(folder):
    with serve(folder) as server:
        path = "/v1/screens/entrance/"
        tap.equal(server.ask("POST", path + "status", body=b"{}").json(), {"picture": True})
        tap.equal(server.ask("POST", "/v1/screens/stairs/status", "stairs", body=b"{}").json(),
                  {"picture": True})
        for content in (MEDIA["png"], MEDIA["png"] + b"newer"):
            tap.equal(server.ask("PUT", path + "picture", body=content).status, 204)
            tap.equal((folder / "media/screens/entrance.png").read_bytes(), content)
            tap.equal(server.ask("POST", path + "status", body=b"{}").json(), {}, "it is not asked for again")
        tap.equal([f.name for f in (folder / "media/screens").iterdir()], ["entrance.png"])


@tap.case
def a_preview_follows_the_languages_of_its_screen(folder):
    message = json.dumps({"kind": "notice", "title": {"sv": "Titel", "en": "Title"}}).encode()
    with serve(folder) as server:

        def says(**display):
            body = json.dumps({"display": {"width": 960, "height": 540, "diagonal_in": 55, "viewing_distance_m": 1.5} | display}).encode()
            tap.equal(server.ask("POST", "/v1/screens/stairs/status", "stairs", body=body).status, 200)

        def asked(what):
            headers = {"Content-Type": "application/json"}
            return server.ask("POST", f"/v1/{what}?screen=stairs&language=sv", "viewer", headers, message)

        def round_s():
            return asked("check").json()["round_s"]["now"]

        says()
        as_programme, picture_of_one = round_s(), asked("preview").body
        says(language_policy="sequence")
        tap.equal((round_s(), asked("preview").body), (as_programme, picture_of_one))
        says(language_policy="single", language="en")
        tap.check(0 < round_s() < as_programme, "a round of one language is shorter")
        says(language_policy="paired")
        tap.check(asked("preview").body != picture_of_one, "the other language stands beside it")
        says(language_policy="all at once")
        tap.equal((round_s(), asked("preview").body), (as_programme, picture_of_one), "as the programme says")


@tap.case
def pictures_that_nothing_shows_leave_after_days(folder):
    media = folder / "media"
    head = {"Content-Type": "application/json"}

    def push(server, name, sha256):
        body = {"id": name, "kind": "notice", "title": {"sv": "Titel"},
                "picture": {"sha256": sha256, "type": "image/png", "alt": {"sv": "En hand"}}}
        return server.ask("POST", "/v1/messages", "editor", head, json.dumps(body).encode()).status

    def bring(server, content):
        return server.ask("POST", "/v1/media", "editor", {"Content-Type": "image/png"}, content).json()["sha256"]

    def known(sha256):
        with contextlib.closing(sqlite3.connect(folder / "hub.db", timeout=20)) as database:
            return database.execute("SELECT COUNT(*) FROM media WHERE sha256 = ?", (sha256,)).fetchone()[0]

    def age():
        for file in media.iterdir():
            if file.name not in (NAMES["jpeg"], NAMES["pipe"]):
                os.utime(file, (1700000000, 1700000000))

    with serve(folder) as server:
        used, unused, wanted = (bring(server, picture(64 + i, 48)) for i in range(3))
        tap.equal(push(server, "poster", used), 201)
    age()
    with Server.on(folder) as server:
        # What the store never heard of goes at once.
        until(lambda: not (media / NAMES["png"]).exists() and not (media / NAMES["webp"]).exists(), "two files")
        until(lambda: not known(unused), "the row of what is not used")
        tap.equal(push(server, "late", unused), 422, "it has to be brought again")
        tap.check((media / unused).exists(), "its file has a round to go")
        tap.equal((bring(server, picture(66, 48)), push(server, "new", wanted)), (wanted, 201), "it was")
    with Server.on(folder) as server:
        until(lambda: not (media / unused).exists(), "the file of what is not used")
        for name in (used, wanted, NAMES["jpeg"], NAMES["pipe"], NAMES["folder"]):
            tap.check((media / name).exists(), f"{name} is gone")
        tap.check(known(used) and known(wanted), "what is used is known")
        tap.equal(server.ask("GET", f"/v1/media/{used}").status, 200)
        tap.check("error hub" not in server.said(), server.said())


@tap.case
def a_screen_that_was_written_is_answered_for_though_the_list_cannot_be_read(folder):
    area = {f"x-{'l' * i}": "w" * 800 for i in range(1, 9)} | {f"y-{'l' * i}": "w" * 800 for i in range(1, 9)}

    def rename(name):
        with contextlib.closing(sqlite3.connect(folder / "hub.db", timeout=20)) as database, database:
            database.execute("UPDATE screen SET name = ? WHERE id = 'stairs'", (name,))

    def send(server, method, path, body):
        return server.ask(method, path, "admin", {"Content-Type": "application/json"}, json.dumps(body).encode())

    with serve(folder) as server:
        # Nearly all the memory that the list may take.
        rename("n" * ((16 << 20) - 8000))
        until(lambda: len(server.ask("GET", "/v1/screens", "viewer").body) > 1 << 20, "the long name")
        reply = send(server, "POST", "/v1/screens", {"id": "cellar", "name": "Källaren", "area": area})
        tap.check("error hub: " in server.said(), "the list was read")
        tap.equal((reply.status, reply.json()["name"], reply.json()["online"]), (201, "Källaren", False))
        token = reply.json()["token"]
        reply = send(server, "PATCH", "/v1/screens/entrance", {"name": "Entrén"})
        tap.equal((reply.status, reply.json()["name"]), (200, "Entrén"))
        rename("short")
        until(lambda: server.ask("GET", "/v1/screens/cellar/programme", token).status == 200, "the screen")
        tap.equal([s["name"] for s in server.ask("GET", "/v1/screens", "viewer").json()],
                  ["Källaren", "Entrén", "short"])


@tap.case
def a_picture_that_cannot_be_kept_is_a_problem_of_the_hub(folder):
    with serve(folder) as server:
        (folder / "media/screens").write_text("not a folder")
        reply = server.ask("PUT", "/v1/screens/entrance/picture", body=MEDIA["png"])
        tap.equal(reply.status, 503)
        tap.check(str(folder).encode() not in reply.body, "no path of the hub's is told")
        tap.check("error hub: PUT" in server.said(), "the log says so")


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
