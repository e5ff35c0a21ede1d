"""How vantrumctl conducts itself: secrets, encryption, hubs that misbehave, help, times of the real clock."""
import datetime
import os
import shutil
import socket
import ssl
import subprocess
import zoneinfo

from hub import TOKEN, VANTRUMCTL, ctl, problem, reply, talking, tap

COMMANDS = {"push": [], "list": [], "withdraw": ["a"], "wait": ["a", "--renew"], "screens": []}
EMPTY = "ID  STATE  PANEL  SEEN  CURRENT  SHOWING  PROBLEMS\n"


def fails(done, code, *words):
    tap.equal(done.returncode, code, f"exit code; it said {done.out}{done.err}")
    tap.equal(done.out, "", "standard output")
    for word in words:
        tap.check(word in done.err, f"it should say {word!r}: {done.err}")


# --- secrets ---

@tap.case
def the_token_file_comes_before_the_environment(folder):
    path = folder / "token"
    for text in (b"from-the-file\n", b"from-the-file", b"from-the-file\r\nsecond line\n"):
        path.write_bytes(text)
        with talking() as hub:
            done = ctl("screens", "--token-file", path, hub=hub.url)
            tap.equal(done.returncode, 0, done.err)
            tap.equal(hub.requests[0].headers["Authorization"], "Bearer from-the-file")


@tap.case
def a_bad_token_is_told_but_never_shown(folder):
    path = folder / "token"
    for text in (b"", b"\n", b"se cret\n", b"s\xe9cret", "sécret".encode(), b"sec\x01ret", b"secret" * 1000):
        path.write_bytes(text)
        with talking() as hub:
            done = ctl("screens", "--token-file", path, hub=hub.url)
            fails(done, 2)
            tap.check("cret" not in done.err, f"the token is shown: {done.err}")
            tap.equal(hub.requests, [])
    fails(ctl("screens", "--token-file", folder / "none", hub="http://127.0.0.1:1"), 2, "none")
    fails(ctl("screens", hub="http://127.0.0.1:1", token=None), 2, "--token-file", "VANTRUM_TOKEN")
    fails(ctl("screens", hub="http://127.0.0.1:1", token=""), 2, "--token-file")


@tap.case
def another_origin_never_gets_the_token(_):
    for status in (301, 302, 303, 307, 308):
        with talking() as other, talking(reply(status, Location=other.url + "/v1/screens")) as hub:
            fails(ctl("screens", hub=hub.url), 1, "redirects to " + other.url, "--hub")
            tap.equal([r.headers["Authorization"] for r in hub.requests], [f"Bearer {TOKEN}"])
            tap.equal([r.headers["Authorization"] for r in other.requests], [None])


@tap.case
def what_is_to_be_done_is_not_redirected(_):
    for argv in (["push", "--title", "sv=Hej"], ["withdraw", "a"], ["wait", "a", "--renew"]):
        with talking() as other, talking(reply(307, Location=other.url + "/v1/messages")) as hub:
            fails(ctl(*argv, hub=hub.url), 1, "redirects elsewhere (307)", "--hub")
            tap.equal(len(other.requests), 0, "requests elsewhere")


@tap.case
def a_redirect_at_home_is_followed(_):
    with talking(reply(308, Location="/v1/screens/"), reply(200, [])) as hub:
        done = ctl("screens", hub=hub.url)
        tap.equal((done.returncode, done.out), (0, EMPTY), done.err)
        tap.equal(hub.requests[1].headers["Authorization"], f"Bearer {TOKEN}")


@tap.case
def the_next_page_elsewhere_is_not_asked(_):
    with talking() as other, talking(reply(200, [], Link=f'<{other.url}/v1/screens>; rel="next"')) as hub:
        fails(ctl("screens", hub=hub.url), 1, "cannot be its next page")
        tap.equal(len(other.requests), 0, "requests elsewhere")


# --- the hub's address ---

@tap.case
def the_option_comes_before_the_environment_and_before_or_after_the_command(_):
    with talking() as hub:
        for argv in (["--hub", hub.url, "screens"], ["screens", f"--hub={hub.url}/"], ["screens", "--hub", hub.url]):
            tap.equal(ctl(*argv, hub="http://127.0.0.1:1").returncode, 0)
    with talking() as hub:
        tap.equal(ctl("screens", hub=hub.url + "/vantrum//").returncode, 0)
        tap.equal(hub.requests[0].path, "/vantrum/v1/screens")


@tap.case
def wrong_addresses_are_refused(_):
    fails(ctl("screens"), 2, "--hub", "VANTRUM_HUB")
    for address in ("", "hub.example.org", "ftp://hub.example.org", "file:///etc/passwd", "https://u:p@hub.example.org",
                    "https://hub.example.org/?a", "https://hub.example.org#a", "https://a b", "https://"):
        fails(ctl("screens", hub=address), 2)


@tap.case
def plain_http_off_this_machine_is_warned_of(_):
    with talking() as hub:
        done = ctl("screens", hub=hub.url)
        tap.equal(done.err, "")
        done = ctl("screens", hub="http://127.hub.example", env={"http_proxy": hub.url})
        tap.equal(done.returncode, 0, done.err)
        tap.check("warning" in done.err and "not encrypted" in done.err, done.err)
        tap.equal(done.out, EMPTY)


def certificate(folder, name):
    if not shutil.which("openssl"):
        raise tap.Skip("no openssl to make a certificate with")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-days", "2", "-subj", "/CN=hub", "-addext", f"subjectAltName={name}", "-keyout", folder / "key",
                    "-out", folder / "cert"], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert", folder / "key")
    return lambda socket_: context.wrap_socket(socket_, server_side=True)


@tap.case
def certificates_are_verified(folder):
    with talking(wrap=certificate(folder, "IP:127.0.0.1")) as hub:
        fails(ctl("screens", hub=hub.url), 1, "certificate")
        tap.equal(len(hub.requests), 0, "requests without trust")
        done = ctl("screens", "--ca-file", folder / "cert", hub=hub.url)
        tap.equal((done.returncode, done.out, done.err), (0, EMPTY, ""))
    with talking(wrap=certificate(folder, "DNS:other.example")) as hub:
        fails(ctl("screens", "--ca-file", folder / "cert", hub=hub.url), 1)
        tap.equal(len(hub.requests), 0, "requests to a stranger")
    fails(ctl("screens", "--ca-file", folder / "none", hub="https://127.0.0.1:1"), 2, "ca_file")


# --- hubs that misbehave ---

@tap.case
def a_hub_that_is_not_there(_):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))  # taken, but nobody listens
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
        fails(ctl("screens", hub=address), 1, "check the address")
        fails(ctl("push", "--title", "sv=Hej", hub=address), 1, "check the address", "look before you repeat it")


@tap.case
def silence_ends(_):
    def silent(_handler, hub):
        hub.over.wait()

    with talking(silent) as hub:
        fails(ctl("push", "--title", "sv=Hej", "--timeout", "1", hub=hub.url), 1, "look before you repeat it")
        fails(ctl("screens", "--timeout", "1", hub=hub.url), 1, "took too long")


@tap.case
def drops_without_end_end(_):
    def dripping(handler, hub):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000000")
        handler.end_headers()
        while not hub.over.wait(0.05):
            handler.wfile.write(b" ")

    with talking(dripping) as hub:
        fails(ctl("screens", "--timeout", "1", hub=hub.url), 1, "took too long")


@tap.case
def a_broken_answer(_):
    def cut(handler, _hub):
        handler.send_response(200)
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        handler.wfile.write(b"[")
        handler.close_connection = True

    def noise(handler, _hub):
        handler.wfile.write(b"\x00\x01\x02 nothing like HTTP\r\n\r\n")
        handler.close_connection = True

    def gone(handler, _hub):
        handler.close_connection = True

    for misbehaviour in (cut, noise, gone):
        with talking(misbehaviour) as hub:
            fails(ctl("withdraw", "a", hub=hub.url), 1)


@tap.case
def too_much_is_refused(_):
    with talking(reply(200, b"[" + b" " * (17 << 20) + b"]")) as hub:
        fails(ctl("screens", hub=hub.url), 1, "Maximum file size exceeded")
    with talking(problem(422, detail="x" * 300000)) as hub:
        fails(ctl("push", "--title", "sv=Hej", hub=hub.url), 2, "(422)")
    with talking(reply(200, b"[" * 100000)) as hub:
        fails(ctl("screens", hub=hub.url), 1, "no JSON")


@tap.case
def a_list_without_end_ends(_):
    def page(handler, hub):
        body = b"[]"
        handler.send_response(200)
        handler.send_header("Link", f'</v1/screens?after={len(hub.requests)}>; rel="next"')
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    with talking(page) as hub:
        fails(ctl("screens", hub=hub.url), 1, "does not end")
        tap.equal(len(hub.requests), 1000)


@tap.case
def ten_thousand_messages_are_listed(_):
    messages = [{"id": f"m{i}", "state": "active", "kind": "notice", "title": {"sv": "Hej " * 20}} for i in range(10000)]
    with talking(reply(200, messages)) as hub:
        done = ctl("list", hub=hub.url)
        tap.equal(done.returncode, 0, done.err)
        tap.equal(len(done.out.splitlines()), 10001)


@tap.case
def shown_nowhere_in_time(_):
    screens = [{"id": "entrance", "online": True, "panel": "on"}, {"id": "stairs", "online": False, "panel": "on"},
               {"id": "hall", "online": True, "panel": "off"}]
    dark = {"screen": "entrance", "panel": "off", "first_shown_at": "2026-11-22T09:42:00Z"}
    with talking(reply(201, {"id": "flu"}), reply(200, screens), reply(200, [dark])) as hub:
        done = ctl("push", "--title", "sv=Hej", "--wait-shown", "1", hub=hub.url)
        tap.equal(done.returncode, 1)
        tap.equal(done.out, "flu\nSCREEN    PANEL    SHOWN  SINCE\nentrance  off      no     2026-11-22 10:42\n"
                            "stairs    offline  no     -\nhall      off      no     -\n")
        tap.check("on 0 of 3 screens" in done.err, done.err)


# --- times of the real clock ---

def pushed_until(form, zone):
    """What --until FORM became, and the moments before and after."""
    before = datetime.datetime.now(datetime.timezone.utc)
    with talking(reply(201, {"id": "a"})) as hub:
        tap.equal(ctl("push", "--title", "sv=Hej", "--until", form, hub=hub.url, env={"TZ": zone}).returncode, 0)
        _, _, message = hub.requests[0].plain()
    after = datetime.datetime.now(datetime.timezone.utc)
    tap.check(message["valid_until"].endswith("Z") and len(message["valid_until"]) == 20, message["valid_until"])
    return before, datetime.datetime.fromisoformat(message["valid_until"].replace("Z", "+00:00")), after


@tap.case
def spans_count_from_now(_):
    for form, span in (("+90m", datetime.timedelta(minutes=90)), ("+2h", datetime.timedelta(hours=2))):
        before, got, after = pushed_until(form, "Europe/Stockholm")
        tap.check(before.replace(microsecond=0) <= got - span <= after, f"{form}: {before} {got} {after}")


@tap.case
def clock_times_are_the_next_ones_here(_):
    for zone in ("Europe/Stockholm", "Asia/Kolkata"):
        for form in ("09:30", "21:30"):
            before, got, after = pushed_until(form, zone)
            local = got.astimezone(zoneinfo.ZoneInfo(zone))
            tap.equal(local.strftime("%H:%M:%S"), form + ":00")
            tap.check(before < got, f"{got} is past")
            tap.check(local.date() <= after.astimezone(zoneinfo.ZoneInfo(zone)).date() + datetime.timedelta(days=1),
                      f"{got} is too far off")
            if local.date() != before.astimezone(zoneinfo.ZoneInfo(zone)).date():
                tap.check(after.astimezone(zoneinfo.ZoneInfo(zone)).strftime("%H:%M") >= form, f"{got} skips today")


# --- help and output ---

@tap.case
def help_and_version(_):
    done = ctl("--help")
    tap.equal((done.returncode, done.err), (0, ""))
    for command in COMMANDS:
        tap.check(f"\n  {command} " in done.out, f"the help lacks {command}")
        for argv in ([command, "--help"], ["--help", command], [command, "--json", "--help", "--nonsense"]):
            tap.equal(ctl(*argv).returncode, 0)
        own = ctl(command, "--help").out
        tap.check(own.startswith(f"usage: vantrumctl {command} ") and "--token-file" in own, own)
    wide = [line for c in COMMANDS for line in ctl(c, "--help").out.splitlines() if len(line) > 110]
    tap.equal(wide, [], "long lines of help")
    done = ctl("--version")
    tap.check(done.returncode == 0 and done.out.startswith("vantrumctl ") and done.out.count("\n") == 1, done.out)


@tap.case
def a_full_disk_is_told(_):
    if not os.path.exists("/dev/full"):
        raise tap.Skip("no /dev/full")
    with talking() as hub, open("/dev/full", "wb") as full:
        done = subprocess.run([VANTRUMCTL, "screens", "--hub", hub.url], stdout=full, stderr=subprocess.PIPE,
                              env=os.environ | {"VANTRUM_TOKEN": TOKEN})
        tap.equal(done.returncode, 1)
        tap.check(b"could not be written" in done.stderr, done.stderr)


@tap.case
def a_reader_that_has_gone_is_no_news(_):
    with talking() as hub:
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run([VANTRUMCTL, "screens", "--hub", hub.url], stdout=writer, stderr=subprocess.PIPE,
                              env=os.environ | {"VANTRUM_TOKEN": TOKEN})
        os.close(writer)
        tap.equal((done.returncode, done.stderr), (1, b""))


if __name__ == "__main__":
    tap.run()
