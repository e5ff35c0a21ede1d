"""The console's commands: a clinic in and out, copies, people, screens and tokens."""
import hashlib
import json
import subprocess
import threading

from server import HUB, PASSWORDS, TOKENS, Server, configure, prepare, programme, put, run, tap, told, until

PROGRAMME = "/v1/screens/entrance/programme"
PICTURE = b"\x89PNG\r\n\x1a\n".ljust(40, b".")
NAME = hashlib.sha256(PICTURE).hexdigest()
MESSAGE = {"id": "good", "kind": "notice", "title": {"sv": "Titel"}}
WAIT = {"id": "drop-in", "name": {"sv": "Drop-in"}, "state": "closed"}


def clinic_of(folder):
    """(sequence, approval) of each clinic."""
    rows = [line.split("\t") for line in told(folder, "clinic", "list").splitlines()]
    return {row[0]: (int(row[1]), row[2]) for row in rows}


def fresh(folder):
    """A place for a database that is not there yet."""
    configure(folder)
    return folder


# --- import and export ---


@tap.case
def what_screens_would_set_aside_is_told_and_left_out(folder):
    put(fresh(folder), programme(4, messages=[MESSAGE, {"id": "bad"}, MESSAGE | {"title": {"sv": "Andra"}}],
                                 waits=[WAIT, {"id": "nameless"}]))
    done = run(folder, "import", folder / "clinic")
    tap.equal((done.returncode, done.stdout), (0, ""))
    for pointer in ("/messages/1", "/messages/2", "/waits/1"):
        tap.check(pointer in done.stderr, f"{pointer} is not in {done.stderr!r}")
    told(folder, "export", folder / "out")
    document = json.loads((folder / "out/programme.json").read_text())
    tap.equal([m["title"]["sv"] for m in document["messages"]], ["Titel"], "the first of an id counts")
    tap.equal([w["id"] for w in document["waits"]], ["drop-in"])


@tap.case
def what_screens_would_refuse_changes_nothing(folder):
    put(fresh(folder), programme(4, messages=[MESSAGE]))
    told(folder, "import", folder / "clinic")
    told(folder, "export", folder / "before")
    for content in (b"", b"{", b"null", b'{"format": 2}', b"\xff\xfe", b" " * (17 << 20),
                    json.dumps(programme(9)).encode()[:-1], json.dumps({**programme(9), "clinic": {}}).encode(),
                    json.dumps({**programme(9), "languages": []}).encode()):
        put(folder, content)
        done = run(folder, "import", folder / "clinic")
        tap.equal((done.returncode, done.stdout), (2, ""), str(content[:40]))
        tap.check(done.stderr.startswith("vantrum-hub: "), done.stderr)
    told(folder, "export", folder / "after")
    tap.equal((folder / "after/programme.json").read_text(), (folder / "before/programme.json").read_text())


@tap.case
def a_clinic_whose_page_could_have_no_address_is_refused(folder):
    fresh(folder)
    for name in ("a/b", "/", ".", ".."):
        document = programme(9)
        document["clinic"]["id"] = name
        put(folder, document)
        done = run(folder, "import", folder / "clinic")
        tap.equal((done.returncode, done.stdout), (2, ""), name)
        tap.check(f'/clinic/id: "{name}" must have no slash' in done.stderr, done.stderr)
    tap.check("a/b" not in told(folder, "clinic", "list"), "nothing was kept")


@tap.case
def folders_that_are_none_end_with_2(folder):
    fresh(folder)
    for place in (folder / "nowhere", folder / "hub.conf"):
        done = run(folder, "import", place)
        tap.equal((done.returncode, done.stdout), (2, ""), str(place))
        tap.check(str(place) in done.stderr, done.stderr)


@tap.case
def the_sequence_goes_on_and_the_series_stays(folder):
    with Server(folder) as server:
        series = server.ask("GET", PROGRAMME).json()["series"]
        for given, expected in ((7, 7), (7, 8), (3, 9), (20, 20), (0, 21)):
            server.write(programme(given, series="another"))
            until(lambda: server.ask("GET", PROGRAMME).json()["sequence"] == expected, f"sequence {expected}")
            tap.equal(server.ask("GET", PROGRAMME).json()["series"], series)


@tap.case
def a_new_clinic_has_a_series_of_its_own(folder):
    seen = set()
    for name in ("one", "two"):
        (folder / name).mkdir()
        put(fresh(folder / name), programme(7, series="same"))
        told(folder / name, "import", folder / name / "clinic")
        told(folder / name, "export", folder / name / "out")
        document = json.loads((folder / name / "out/programme.json").read_text())
        tap.equal(document["sequence"], 7)
        seen.add(document["series"])
    tap.equal(len(seen - {"same"}), 2)


@tap.case
def an_import_beside_the_running_hub_replaces_the_show(folder):
    with Server(folder, programme(2, messages=[MESSAGE], waits=[WAIT])) as server:
        etag = server.ask("GET", PROGRAMME).headers["etag"]
        server.write(programme(3, messages=[MESSAGE | {"id": "other"}]))
        until(lambda: server.ask("GET", PROGRAMME).headers["etag"] != etag, "another programme")
        document = server.ask("GET", PROGRAMME).json()
        tap.equal(([m["id"] for m in document["messages"]], document["waits"]), (["other"], []))
        # What was withdrawn by it can be looked at, and brought back.
        listed = server.ask("GET", "/v1/messages?state=withdrawn", "viewer").json()
        tap.equal([m["id"] for m in listed], ["good"])
        tap.equal(server.ask("POST", "/v1/messages/good/restore", "editor").status, 200)


@tap.case
def a_second_clinic_is_taken_in_beside_the_first(folder):
    with Server(folder) as server:
        server.write(programme(5) | {"clinic": {"id": "d", "name": {"sv": "D"}, "time_zone": "Europe/Stockholm"}})
        tap.equal({name: row[0] for name, row in clinic_of(folder).items()}, {"c": 1, "d": 5})
        tap.equal(run(folder, "screen", "add", "cellar").returncode, 2)
        token = told(folder, "screen", "add", "cellar", clinic="d")
        def named():
            reply = server.ask("GET", "/v1/screens/cellar/programme", token)
            return reply.status == 200 and reply.json()["clinic"]["id"] == "d"
        until(named, "the new screen to be known")


@tap.case
def pictures_come_with_the_clinic_and_broken_ones_do_not(folder):
    put(fresh(folder), programme(4, messages=[MESSAGE]))
    other = "0" * 64
    (folder / "clinic/media" / NAME).write_bytes(PICTURE)
    (folder / "clinic/media" / other).write_bytes(PICTURE)
    (folder / "clinic/media" / hashlib.sha256(b"<svg/>").hexdigest()).write_bytes(b"<svg/>")
    (folder / "clinic/media/notes.txt").write_text("not a picture's name")
    done = run(folder, "import", folder / "clinic")
    tap.equal(done.returncode, 0)
    tap.equal((done.stderr.count("is left out"), other in done.stderr, "notes" in done.stderr), (2, True, False))
    told(folder, "export", folder / "out")
    tap.equal([f.name for f in (folder / "out/media").iterdir()], [NAME])
    tap.equal((folder / "out/media" / NAME).read_bytes(), PICTURE)


@tap.case
def what_is_exported_gives_the_same_programme_elsewhere(folder):
    full = programme(4, messages=[MESSAGE, MESSAGE | {"id": "more", "text": {"sv": "Text åäö ‏"}}], waits=[WAIT],
                     screen={"area": {"sv": "Plan 2"}})
    (folder / "elsewhere").mkdir()
    put(fresh(folder), full)
    (folder / "clinic/media" / NAME).write_bytes(PICTURE)
    told(folder, "import", folder / "clinic")
    told(folder, "export", folder / "out")
    fresh(folder / "elsewhere")
    told(folder / "elsewhere", "import", folder / "out")
    told(folder / "elsewhere", "export", folder / "again")
    one, other = (json.loads((folder / name / "programme.json").read_text()) for name in ("out", "again"))
    for document in (one, other):
        document.pop("issued_at")
        document.pop("series")
    tap.equal(other, one)
    tap.equal((one["messages"], one["waits"], one["screen"]), (full["messages"], full["waits"], full["screen"]))
    tap.equal((folder / "again/media" / NAME).read_bytes(), PICTURE)


@tap.case
def exporting_over_an_old_folder_replaces_it(folder):
    put(fresh(folder), programme(4))
    told(folder, "import", folder / "clinic")
    told(folder, "export", folder / "out")
    put(folder, programme(5))
    told(folder, "import", folder / "clinic")
    told(folder, "export", folder / "out")
    tap.equal(json.loads((folder / "out/programme.json").read_text())["sequence"], 5)
    (folder / "file").write_text("no folder")
    done = run(folder, "export", folder / "file")
    tap.equal((done.returncode, done.stdout), (1, ""))


# --- copies ---


@tap.case
def a_backup_while_running_is_whole_and_of_another_series(folder):
    with Server(folder, programme(2, messages=[MESSAGE])) as server:
        stop = threading.Event()
        def write():
            while not stop.is_set():
                server.ask("POST", "/v1/messages", "editor", {"Content-Type": "application/json"},
                           b'{"kind": "notice", "title": {"sv": "T"}}')
        writer = threading.Thread(target=write)
        writer.start()
        try:
            told(folder, "backup", folder / "copy.db")
        finally:
            stop.set()
            writer.join()
        series = server.ask("GET", PROGRAMME).json()["series"]
    done = run(folder, "backup", folder / "copy.db")
    tap.equal(done.returncode, 2, "a backup never overwrites")
    (folder / "hub.db").unlink()
    (folder / "copy.db").rename(folder / "hub.db")
    with Server.on(folder) as server:
        document = server.ask("GET", PROGRAMME).json()
        tap.check(document["series"] != series, "a copy that goes on alone must not look like the first")
        tap.check("good" in [m["id"] for m in document["messages"]], "the message is lost")
        tap.check(server.ask("GET", "/v1/session", "admin").status == 200, "the tokens are lost")


# --- people, screens and tokens ---


def secrets_of(folder):
    made = [told(folder, "user", "add", "anna", "--role", "editor"), told(folder, "user", "passwd", "anna"),
            told(folder, "screen", "add", "cellar"), told(folder, "token", "add", "queues", "--role", "editor")]
    for secret in made:
        tap.check(len(secret) >= 12 and len(secret.split()) == 1, f"{secret!r} is not alone on its line")
    tap.equal(len(set(made)), 4)
    return made


@tap.case
def secrets_are_told_once_and_kept_as_hashes_only(folder):
    put(fresh(folder), programme(1))
    told(folder, "import", folder / "clinic")
    made = secrets_of(folder)
    for path in folder.rglob("*"):
        if path.is_file():
            held = [s for s in made if s.encode() in path.read_bytes()]
            tap.check(not held, f"{path.name} holds a secret")
    listed = "".join(told(folder, what, "list") for what in ("user", "screen", "token"))
    tap.check(not [s for s in made if s in listed], "a list tells a secret")
    tap.check("$argon2id$" in (folder / "hub.db").read_bytes().decode(errors="replace"), "no Argon2id hash")


@tap.case
def secrets_work_until_they_are_taken_back(folder):
    with Server(folder) as server:
        anna, again, screen, token = secrets_of(folder)
        def sign_in(password):
            body = json.dumps({"user": "anna", "password": password}).encode()
            return server.ask("POST", "/v1/session", None, {"Content-Type": "application/json"}, body).status
        tap.equal((sign_in(again), sign_in(anna)), (204, 401), "the new password and the old one")
        tap.equal(server.ask("GET", "/v1/session", token).json()["role"], "editor")
        until(lambda: server.ask("GET", "/v1/screens/cellar/programme", screen).status == 200, "the new screen")
        told(folder, "user", "remove", "anna")
        told(folder, "token", "revoke", "queues")
        told(folder, "screen", "remove", "cellar")
        tap.equal((sign_in(again), server.ask("GET", "/v1/session", token).status), (401, 401))
        until(lambda: server.ask("GET", "/v1/screens/cellar/programme", screen).status == 401, "the end of the screen")


@tap.case
def a_new_password_ends_the_old_sessions(folder):
    with Server(folder) as server:
        cookie = server.sign_in("viewer")
        tap.equal(server.ask("GET", "/v1/session", None, {"Cookie": cookie}).status, 200)
        told(folder, "user", "passwd", "viewer")
        tap.equal(server.ask("GET", "/v1/session", None, {"Cookie": cookie}).status, 401)


@tap.case
def lists_name_what_there_is(folder):
    configure(folder)
    (folder / "hub.db").write_bytes((prepare() / "hub.db").read_bytes())
    told(folder, "user", "add", "Åsa Öberg", "--role", "viewer")
    rows = [line.split("\t") for line in told(folder, "user", "list").splitlines()]
    tap.check(["Åsa Öberg", "viewer", '["c"]'] in rows and len(rows) == 4, str(rows))
    rows = [line.split("\t") for line in told(folder, "screen", "list").splitlines()]
    tap.equal(rows, [["entrance", "c", "", '["ground"]'], ["stairs", "c", "By the stairs", ""]])
    rows = [line.split("\t")[:2] for line in told(folder, "token", "list").splitlines()]
    tap.equal(sorted(rows), [["admin-program", "admin"], ["editor-program", "editor"], ["root-program", "admin"],
                             ["viewer-program", "viewer"]])
    tap.check(not [s for s in (*TOKENS.values(), *PASSWORDS.values()) if s in str(rows)], "a secret")


@tap.case
def taken_and_unknown_names_end_with_2(folder):
    configure(folder)
    (folder / "hub.db").write_bytes((prepare() / "hub.db").read_bytes())
    for words in (("user", "add", "viewer", "--role", "viewer"), ("screen", "add", "stairs"),
                  ("token", "add", "viewer-program", "--role", "viewer"), ("user", "passwd", "nobody"),
                  ("user", "remove", "nobody"), ("screen", "remove", "nowhere"), ("token", "revoke", "nothing")):
        done = run(folder, *words)
        tap.equal((done.returncode, done.stdout), (2, ""), str(words))
        tap.check(done.stderr.startswith("vantrum-hub: "), done.stderr)


@tap.case
def wrong_usage_ends_with_2(folder):
    configure(folder)
    (folder / "hub.db").write_bytes((prepare() / "hub.db").read_bytes())
    wrong = [("import",), ("import", "a", "b"), ("export",), ("backup",), ("backup", "a", "b"), ("clinic",),
             ("clinic", "approval"), ("clinic", "approval", "perhaps"), ("user",), ("user", "add"),
             ("user", "add", "anna"), ("user", "add", "anna", "--role"), ("user", "add", "anna", "--role", "chief"),
             ("user", "add", "", "--role", "viewer"), ("user", "add", " anna", "--role", "viewer"),
             ("user", "add", "an\nna", "--role", "viewer"), ("user", "passwd"), ("user", "list", "more"),
             ("user", "dance", "anna"), ("screen",), ("screen", "add"), ("screen", "add", "../x"),
             ("screen", "add", ".x"), ("screen", "add", "a b"), ("screen", "add", "x" * 65),
             ("screen", "add", "x", "--area", "Plan 2"), ("screen", "add", "x", "--groups", "a b"), ("token",),
             ("token", "add", "queues"), ("token", "add", "queues", "--role", ""), ("token", "dance"),
             ("export", "out", "--clinic", "nowhere"), ("user", "add", "anna", "--role", "viewer", "--clinic", "x"),
             ("user", "list", "--dance")]
    for words in wrong:
        done = run(folder, *words)
        tap.equal((done.returncode, done.stdout), (2, ""), str(words))
        tap.check(done.stderr, f"{words}: nothing is said")
    tap.equal(told(folder, "user", "list").count("\n"), 2)


@tap.case
def a_database_that_cannot_be_had_ends_with_1(folder):
    configure(folder)
    (folder / "hub.db").mkdir()
    done = run(folder, "user", "list")
    tap.equal((done.returncode, done.stdout), (1, ""))
    tap.check("hub.db" in done.stderr, done.stderr)


@tap.case
def nothing_printed_is_a_failure(folder):
    configure(folder)
    (folder / "hub.db").write_bytes((prepare() / "hub.db").read_bytes())
    with open("/dev/full", "wb") as full:
        code = subprocess.run([HUB, "user", "list", "--config", folder / "hub.conf"], stdout=full,
                              stderr=subprocess.DEVNULL).returncode
    tap.equal(code, 1)


@tap.case
def approval_is_switched_on_and_off(folder):
    with Server(folder) as server:
        for word, expected in (("on", True), ("off", False)):
            told(folder, "clinic", "approval", word)
            until(lambda: server.ask("GET", "/v1/session", "viewer").json()["clinics"][0]["approval"] == expected,
                  f"approval {word}")


@tap.case
def what_the_console_did_is_in_the_audit(folder):
    with Server(folder) as server:
        server.write(programme(2))
        told(folder, "clinic", "approval", "on")
        told(folder, "user", "add", "anna", "--role", "viewer")
        events = server.ask("GET", "/v1/audit?limit=3", "root").json()
        tap.equal([(e["who"], e["action"], e["target"]) for e in events],
                  [("console", "user.create", "anna"), ("console", "clinic.approval", "on"),
                   ("console", "clinic.import", "c")])


if __name__ == "__main__":
    tap.run()
