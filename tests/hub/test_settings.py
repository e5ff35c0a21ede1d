"""The hub's configuration and command line, and TLS."""
import shutil
import subprocess

from server import HUB, PATIENCE_S, Server, tap

SCREEN = '[screen "entrance"]\ntoken = entrance-0123456789abcdef\n'
WRONG = [
    ("[hub]\nlisten = nowhere\n" + SCREEN, "hub.conf:2:", "address and a port"),
    ("[hub]\nlisten = 127.0.0.1:99999\n" + SCREEN, "hub.conf:2:", "address and a port"),
    ("[hub]\nlistne = 127.0.0.1:1\n" + SCREEN, "hub.conf:2:", "listen"),
    ("[hbu]\nlisten = 127.0.0.1:1\n" + SCREEN, "hub.conf:1:", "hub"),
    ("[hub]\n", "hub.conf:", "no screen"),
    ('[screen "entrance"]\n', "hub.conf:", "token is missing"),
    ('[screen "entrance"]\ntoken = short\n', "hub.conf:2:", "at least 16"),
    ('[screen "entrance"]\ntoken = a secret with spaces in it\n', "hub.conf:2:", "at least 16"),
    ('[screen "../../etc"]\ntoken = entrance-0123456789abcdef\n', "hub.conf:", "id"),
    ('[screen ".hidden"]\ntoken = entrance-0123456789abcdef\n', "hub.conf:", "id"),
    (SCREEN + SCREEN.replace('"entrance"', '"stairs"'), "hub.conf:", "same token"),
    ("[hub]\ntls_cert = /x\n" + SCREEN, "hub.conf:", "belong together"),
]


def run(*arguments):
    return subprocess.run([HUB, *arguments], capture_output=True, text=True, timeout=PATIENCE_S)


@tap.case
def wrong_files_are_told_by_line_and_end_with_2(folder):
    path = folder / "hub.conf"
    for text, *said in WRONG:
        path.write_text(text)
        done = run("serve", "--config", path)
        tap.equal((done.returncode, done.stdout), (2, ""), text)
        for word in said:
            tap.check(word in done.stderr, f"{text!r}: {word!r} is not in {done.stderr!r}")
        tap.check("short" not in done.stderr and "a secret" not in done.stderr, "a token is told")


@tap.case
def a_missing_file_ends_with_2(folder):
    done = run("serve", "--config", folder / "none.conf")
    tap.equal(done.returncode, 2)
    tap.check("none.conf" in done.stderr, done.stderr)


@tap.case
def the_command_line(folder):
    tap.equal(run("--help").returncode, 0)
    tap.check(run("--version").stdout.startswith("vantrum-hub "), "no version")
    for arguments in ((), ("dance",), ("serve", "--dance"), ("serve", "--config"), ("serve", "more")):
        done = run(*arguments)
        tap.equal((done.returncode, done.stdout), (2, ""), str(arguments))
        tap.check(done.stderr, "nothing is said")


@tap.case
def a_port_that_is_taken_ends_with_1(folder):
    (folder / "one").mkdir()
    with Server(folder / "one") as server:
        path = folder / "hub.conf"
        path.write_text(f"[hub]\nlisten = 127.0.0.1:{server.port}\nfolder = {folder}\n{SCREEN}")
        done = run("serve", "--config", path)
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


@tap.case
def a_certificate_that_is_none_ends_with_2(folder):
    for name in ("cert", "key"):
        (folder / name).write_text("-----BEGIN NONSENSE-----")
    path = folder / "hub.conf"
    for cert in (folder / "cert", folder / "absent"):
        path.write_text(f"[hub]\nlisten = 127.0.0.1:0\ntls_cert = {cert}\ntls_key = {folder}/key\n{SCREEN}")
        done = run("serve", "--config", path)
        tap.equal((done.returncode, done.stdout), (2, ""))
        tap.check(str(cert) in done.stderr, done.stderr)


if __name__ == "__main__":
    tap.run()
