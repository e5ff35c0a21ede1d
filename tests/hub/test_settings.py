"""The hub's configuration and command line, and TLS."""
import json
import os
import shutil
import subprocess

from server import HUB, PASSWORDS, PATIENCE_S, TOKENS, Server, programme, tap, until

WRONG = [
    ("[hub]\nlisten = nowhere\n", "hub.conf:2:", "address and a port"),
    ("[hub]\nlisten = 127.0.0.1:99999\n", "hub.conf:2:", "address and a port"),
    ("[hub]\nlistne = 127.0.0.1:1\n", "hub.conf:2:", "listen"),
    ("[hub]\nfolder = /x\n", "hub.conf:2:", "folder"),
    ("[hub]\nmeida = /x\naudit_days = many\nreceipt_days = 0\n", "hub.conf:2:", "media", "hub.conf:3:", "hub.conf:4:"),
    ("[hub]\naudit_days = 3651\n", "hub.conf:2:", "3650"),
    ("[hbu]\nlisten = 127.0.0.1:1\n", "hub.conf:1:", "hub"),
    ('[screen "entrance"]\ntoken = entrance-0123456789abcdef\n', "hub.conf:1:", "screen"),
    ("[hub]\npublic_url = hub.clinic.example\n", "hub.conf:2:", "a scheme and a host"),
    ("[hub]\npublic_url = https://hub.clinic.example/hub\n", "hub.conf:2:", "a scheme and a host"),
    ("[hub]\ntls_cert = /x\n", "hub.conf:", "belong together"),
    ("[hub]\ntls_key = /x\n", "hub.conf:", "belong together"),
]


def begin(*arguments):
    return subprocess.run([HUB, *arguments], capture_output=True, text=True, timeout=PATIENCE_S)


def written(folder, text):
    """A configuration with places for what the hub keeps."""
    path = folder / "hub.conf"
    path.write_text(text.replace("[hub]\n", f"[hub]\ndatabase = {folder}/hub.db\nmedia = {folder}/media\n"))
    return path


@tap.case
def wrong_files_are_told_by_line_and_end_with_2(folder):
    path = folder / "hub.conf"
    for text, *said in WRONG:
        path.write_text(text)
        done = begin("serve", "--config", path)
        tap.equal((done.returncode, done.stdout), (2, ""), text)
        for word in said:
            tap.check(word in done.stderr, f"{text!r}: {word!r} is not in {done.stderr!r}")
        tap.equal([f.name for f in folder.iterdir()], ["hub.conf"], "made in spite of a wrong configuration")


@tap.case
def a_missing_file_ends_with_2(folder):
    done = begin("serve", "--config", folder / "none.conf")
    tap.equal(done.returncode, 2)
    tap.check("none.conf" in done.stderr, done.stderr)


@tap.case
def the_command_line(folder):
    tap.equal(begin("--help").returncode, 0)
    tap.check(begin("--version").stdout.startswith("vantrum-hub "), "no version")
    for arguments in ((), ("dance",), ("serve", "--dance"), ("serve", "--config"), ("serve", "more")):
        done = begin(*arguments)
        tap.equal((done.returncode, done.stdout), (2, ""), str(arguments))
        tap.check(done.stderr, "nothing is said")


@tap.case
def a_port_that_is_taken_ends_with_1(folder):
    (folder / "one").mkdir()
    with Server(folder / "one") as server:
        path = written(folder, f"[hub]\nlisten = 127.0.0.1:{server.port}\n")
        done = begin("serve", "--config", path)
        tap.equal(done.returncode, 1)
        tap.check("cannot listen" in done.stderr, done.stderr)


@tap.case
def tls_is_served_with_a_certificate(folder):
    if not shutil.which("openssl"):
        raise tap.Skip("no openssl to make a certificate with")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-keyout", folder / "key", "-out", folder / "cert", "-days", "2", "-subj", "/CN=hub"],
                   check=True, capture_output=True)
    with Server(folder, keys=f"tls_cert = {folder}/cert\ntls_key = {folder}/key", scheme="https") as server:
        tap.equal(server.ask("GET", "/v1/screens/entrance/programme").json()["sequence"], 1)
        with server.stream() as stream:
            stream.take(rb"id: 1\n")
        with server.client() as client:
            client.send("GET", "/healthz")
            tap.equal(client.reply().status, 200)
            # What the worker does comes back through TLS as well.
            client.send("POST", "/v1/preview", TOKENS["viewer"], {"Content-Type": "application/json"},
                        b'{"kind": "notice", "title": {"sv": "T"}}')
            tap.check(client.reply().body.startswith(b"\x89PNG"), "no preview")
        body = json.dumps({"user": "viewer", "password": PASSWORDS["viewer"]}).encode()
        reply = server.ask("POST", "/v1/session", None, {"Content-Type": "application/json"}, body)
        tap.check("; Secure" in reply.headers["set-cookie"], "the cookie would go out in the clear")


@tap.case
def a_certificate_that_is_none_ends_with_2(folder):
    for name in ("cert", "key"):
        (folder / name).write_text("-----BEGIN NONSENSE-----")
    for cert in (folder / "cert", folder / "absent"):
        path = written(folder, f"[hub]\nlisten = 127.0.0.1:0\ntls_cert = {cert}\ntls_key = {folder}/key\n")
        done = begin("serve", "--config", path)
        tap.equal((done.returncode, done.stdout), (2, ""))
        tap.check(str(cert) in done.stderr, done.stderr)


@tap.case
def what_is_kept_can_be_read_by_the_hub_alone(folder):
    path = written(folder, "[hub]\n").replace(folder / "deep.conf")
    path.write_text(path.read_text().replace(f"{folder}/hub.db", f"{folder}/new/hub.db"))
    tap.equal(begin("user", "add", "anna", "--role", "viewer", "--config", path).returncode, 0)
    tap.equal(os.stat(folder / "new/hub.db").st_mode & 0o077, 0)


@tap.case
def a_hub_without_a_clinic_says_that_it_is_not_able(folder):
    with Server(folder) as server:
        tap.equal(server.ask("GET", "/healthz", None).status, 200)
    (folder / "empty").mkdir()
    with Server(folder / "empty", empty=True) as server:
        reply = server.ask("GET", "/healthz", None)
        tap.equal((reply.status, "retry-after" in reply.headers), (503, True))
        server.write(programme(1))
        until(lambda: server.ask("GET", "/healthz", None).status == 200, "the hub to see the clinic")


if __name__ == "__main__":
    tap.run()
