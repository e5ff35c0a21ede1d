"""vantrumctl with the hub itself: what one says the other understands."""
import contextlib
import json
import os
import subprocess

from hub import PATIENCE_S, ctl, tap

HUB = os.environ["VANTRUM_HUB"]
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


@contextlib.contextmanager
def hub(folder, role="editor"):
    """A hub with the sample clinic; gives its address and a function that calls vantrumctl with a token of the role."""
    config = folder / "hub.conf"
    config.write_text(f"[hub]\nlisten = 127.0.0.1:0\ndatabase = {folder}/hub.db\nmedia = {folder}/media\n")

    def command(*words):
        done = subprocess.run([HUB, *words, "--config", config], capture_output=True, text=True, timeout=PATIENCE_S)
        tap.equal(done.returncode, 0, f"{words}: {done.stderr}")
        return done.stdout.strip()

    command("import", f"{ROOT}/assets/sample")
    command("screen", "add", "ekbacken-entrance")
    token = command("token", "add", "desk", "--role", role)
    with open(folder / "log", "wb") as log:
        process = subprocess.Popen([HUB, "serve", "--config", config], stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        address = process.stdout.readline().strip()
        tap.check(address, (folder / "log").read_text())
        yield lambda *argv: ctl(*argv, hub=address, token=token)
    finally:
        process.terminate()
        process.wait(PATIENCE_S)
        process.stdout.close()


def good(done):
    tap.equal(done.returncode, 0, done.err)
    return done.out


@tap.case
def a_message_comes_and_goes(folder):
    with hub(folder) as call:
        text = "Läkaren är sen \U0001F600 & <b>"
        tap.equal(good(call("push", "--title", f"sv={text}", "--text", "ar=الطبيب", "--title", "ar=الطبيب", "--until",
                            "+2h", "--id", "sen", "--screens", "ekbacken-entrance", "--link", "https://www.1177.se/")),
                  "sen\n")
        stored = next(m for m in json.loads(good(call("list", "--json"))) if m["id"] == "sen")
        tap.equal((stored["title"]["sv"], stored["text"], stored["kind"]), (text, {"ar": "الطبيب"}, "notice"))
        tap.check("Läkaren" in good(call("list")), "the list lacks it")
        tap.equal(call("push", "--title", "sv=Nej", "--id", "sen").returncode, 2)
        good(call("withdraw", "sen"))
        tap.equal(call("withdraw", "sen").returncode, 1)
        tap.check("sen " in good(call("list", "--state", "withdrawn")), "it is not among the withdrawn")


@tap.case
def a_template_is_filled_in(folder):
    with hub(folder) as call:
        identity = good(call("push", "--template", "doctor-late", "--value", "minutes=40", "--until", "+2h")).strip()
        stored = next(m for m in json.loads(good(call("list", "--json"))) if m["id"] == identity)
        tap.check(len(stored["title"]) > 1 and "40" in json.dumps(stored), f"{stored}")
        done = call("push", "--template", "doctor-late", "--value", "minutes=soon")
        tap.check(done.returncode == 2 and "/template/values/minutes" in done.err, done.err)


@tap.case
def what_is_wrong_is_told_by_member(folder):
    with hub(folder) as call:
        done = call("push", "--title", "sv=Hej", "--kind", "nonsense", "--priority", "high")
        tap.equal(done.returncode, 2)
        tap.check("  /kind: " in done.err and "  /priority: " in done.err, done.err)
        done = call("push", "--title", "sv=Hej 19121212-1212")  # everybody's example: nobody's number
        tap.equal(done.returncode, 2)
        tap.check("personal identity number" in done.err and "/title/sv" in done.err, done.err)


@tap.case
def a_queue_is_set_and_renewed(folder):
    with hub(folder) as call:
        out = good(call("wait", "drop-in", "20-25"))
        tap.check("20–25 minute" in out and " open " in out, out)
        for argv, word in ((["--renew"], "20–25 minute"), (["--level", "long"], " long "), (["--no-new"], "no_new"),
                           (["--closed"], "closed"), (["5", "--unit", "hour"], "5 hour")):
            tap.check(word in good(call("wait", "drop-in", *argv)), f"{argv}")
        tap.equal(call("wait", "no-such-queue", "5").returncode, 1)


@tap.case
def a_screen_that_is_off_shows_nothing(folder):
    with hub(folder) as call:
        tap.check("ekbacken-entrance  offline" in good(call("screens")), "the screen is not listed")
        done = call("push", "--title", "sv=Hej", "--wait-shown", "1")
        tap.equal(done.returncode, 1)
        tap.check("on 0 of 1 screens" in done.err and "ekbacken-entrance  offline" in done.out, done.err)


@tap.case
def who_may_only_read_is_told_so(folder):
    with hub(folder, "viewer") as call:
        good(call("list"))
        for argv in (["push", "--title", "sv=Hej"], ["withdraw", "flu-2026"], ["wait", "drop-in", "--renew"]):
            done = call(*argv)
            tap.equal(done.returncode, 1, done.err)
            tap.check("may not do that" in done.err, done.err)


if __name__ == "__main__":
    tap.run()
