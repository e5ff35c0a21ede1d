"""check, render, simulate and bad usage: exit codes and what they write."""
import datetime
import hashlib
import json
import subprocess
import time

import programme as p
from screen import ROOT, VANTRUM, ini, run, tap

import png

SAMPLE = ROOT / "assets/sample/programme.json"
NOW = "2026-11-23T09:30:00Z"  # a Monday, 10:30 in Stockholm


def config(folder, **sections):
    path = folder / "screen.conf"
    keys = {"screen": {"id": "entrance"}, "hub": {"url": "https://hub.example.org"}}
    path.write_text(ini(keys | sections))
    return path


def write(folder, document):
    path = folder / "programme.json"
    path.write_bytes(document if isinstance(document, bytes) else p.encode(document))
    return path


def render(folder, document, *more):
    out = folder / "out"
    code, _, said = run("render", "--programme", document, "--now", NOW, "--size", "960x540", "--out", out, *more)
    lines = [json.loads(l) for l in (out / "slides.jsonl").read_text().splitlines()] if code == 0 else []
    return code, lines, said, out


@tap.case
def check_accepts_a_good_file(folder):
    code, out, said = run("check", config(folder))
    tap.equal(code, 0, said)


@tap.case
def check_says_what_fits(folder):
    for inches, metres, lines, characters in ((43, 3, 7, 36), (43, 5, 4, 22), (55, 3, 9, 47), (55, 6, 4, 23)):
        code, out, said = run("check", config(folder, display={"diagonal_in": inches, "viewing_distance_m": metres}))
        tap.equal(code, 0, said)
        tap.check(f"at {metres} m on {inches} inches: {lines} lines of about {characters} characters" in out, out)
        tap.check("too large" not in said, said)


@tap.case
def check_warns_where_letters_cannot_be_large_enough(folder):
    code, out, said = run("check", config(folder, display={"diagonal_in": 32, "viewing_distance_m": 8}))
    tap.equal(code, 0, said)
    tap.check("warning: letters for 8 m are too large for 32 inches" in said, said)
    metres = float(said.split("up to about ")[1].split(" m")[0])
    for distance, warned in ((metres, False), (metres + 0.2, True)):
        _, _, said = run("check", config(folder, display={"diagonal_in": 32, "viewing_distance_m": distance}))
        tap.equal("too large" in said, warned, f"at {distance} m: {said}")
    # An upright panel is narrow: 12 characters a line need smaller letters.
    _, _, said = run("check", config(folder, display={"diagonal_in": 43, "viewing_distance_m": 6, "rotate": 90}))
    tap.check("too large for 43 inches" in said, said)


@tap.case
def check_misses_no_dictionary_that_setup_installs(folder):
    _, _, said = run("check", config(folder))
    tap.check("dictionary" not in said, said)


@tap.case
def check_lists_every_mistake_with_its_line(folder):
    path = folder / "bad.conf"
    path.write_text("[screen]\nidd = x\n[hub]\nurl = https://hub.example.org\npoll_s = 0\n[disply]\nrotate = 0\n"
                    "[display]\nrotate = 45\nfullscreen = perhaps\n")
    code, out, said = run("check", path)
    tap.equal(code, 2)
    lines = (said + out).splitlines()
    for number, word in ((2, "id"), (5, "poll_s"), (6, "display"), (9, "rotate"), (10, "fullscreen")):
        tap.check(any(l.startswith(f"{path}:{number}: ") and word in l for l in lines), f"line {number} in {lines}")


@tap.case
def check_reads_what_notepad_writes(folder):
    text = "[screen]\r\nid = entrance\r\n[hub]\r\nurl = https://hub.example.org ; the hub\r\n"
    for encoding in ("utf-8-sig", "utf-16"):
        path = folder / f"{encoding}.conf"
        path.write_bytes(text.encode(encoding))
        code, _, said = run("check", path)
        tap.equal(code, 0, f"{encoding}: {said}")


LIGHT = (ROOT / "assets/themes/light.ini").read_text()


def theme(folder, text):
    """A configuration with a theme of one's own."""
    path = folder / "ours.ini"
    path.write_text(text)
    return path, config(folder, display={"theme": path})


@tap.case
def check_takes_themes(folder):
    for name in ("light", "dark", "contrast"):
        code, _, said = run("check", config(folder, display={"theme": name}))
        tap.equal(code, 0, f"{name}: {said}")
    code, _, said = run("check", theme(folder, LIGHT)[1])
    tap.equal(code, 0, said)


@tap.case
def check_refuses_themes_that_cannot_be_read(folder):
    path, conf = theme(folder, LIGHT.replace("ink_soft = #3c4964", "ink_soft = #7c89a4"))
    line = 1 + next(n for n, text in enumerate(LIGHT.splitlines()) if text.startswith("ink_soft"))
    code, _, said = run("check", conf)
    tap.equal(code, 2)
    tap.equal(said.splitlines()[0], f"{path}:{line}: ink_soft #7c89a4 on paper #f8f5ef has a contrast of 3.23:1; "
                                    "at least 7:1 is wanted")
    tap.check(f"{conf}:8: theme = {path} cannot be used; the screen shows light instead" in said, said)
    for text in ("", "[colours]\npaper = white\n", "\0" * 100, LIGHT.replace("drill", "dril"), LIGHT * 200):
        path, conf = theme(folder, text)
        code, _, said = run("check", conf)
        tap.equal(code, 2, said)
        tap.check(said.startswith(f"{path}:"), said)
    code, _, said = run("check", config(folder, display={"theme": folder / "absent.ini"}))
    tap.equal(code, 2, said)
    code, _, said = run("check", config(folder, display={"theme": "drak"}))
    tap.check(code == 2 and ':8: theme must be one of light, dark, contrast' in said and '"dark"' in said, said)


@tap.case
def check_refuses_a_night_that_nobody_can_read(folder):
    code, _, said = run("check", config(folder, display={"night_dim": 80}))
    tap.equal(code, 2)
    tap.check(said.startswith(f"{folder / 'screen.conf'}:8: night_dim = 80 would leave text of the theme light "), said)
    most = int(said.split("at most ")[1].split()[0])
    tap.equal(run("check", config(folder, display={"night_dim": most}))[0], 0)
    tap.equal(run("check", config(folder, display={"night_dim": most + 1}))[0], 2)


@tap.case
def render_draws_in_the_theme(folder):
    for name, paper in (("light", "f8f5ef"), ("dark", "121a26"), ("contrast", "000000")):
        conf = config(folder, display={"theme": name, "night_dim": 40})
        code, lines, said, out = render(folder, write(folder, p.programme(1, [p.message("a")])), "--config", conf)
        tap.equal(code, 0, said)
        picture = png.read(out / "001.png")
        tap.equal(picture.data[3 * (picture.width - 1):3 * picture.width].hex(), paper, name)
    code, _, said, _ = render(folder, SAMPLE, "--config", theme(folder, "[colours]\n")[1])
    tap.check(code == 2 and "ours.ini:" in said, said)


@tap.case
def check_needs_id_and_url(folder):
    tap.equal(run("check", config(folder, hub={}))[0], 2)
    tap.equal(run("check", config(folder, screen={}))[0], 2)
    tap.equal(run("check", folder / "absent.conf")[0], 2)


@tap.case
def bad_usage_ends_with_2(folder):
    for arguments in ([], ["frobnicate"], ["render"], ["run", "--no-such-option"], ["simulate", "--programme", SAMPLE],
                      ["render", "--programme", SAMPLE, "--out", folder, "--size", "12by12"],
                      ["render", "--programme", SAMPLE, "--out", folder, "--now", "tomorrow"],
                      ["run", "--clock", "maybe"]):
        code, _, said = run(*arguments)
        tap.equal(code, 2, f"vantrum {arguments}")
        tap.check(said, f"vantrum {arguments} says nothing")


@tap.case
def render_draws_a_round_of_the_sample(folder):
    code, lines, said, out = render(folder, SAMPLE)
    tap.equal(code, 0, said)
    names = sorted(f.name for f in out.glob("*.png"))
    tap.equal(names, [f"{n:03}.png" for n in range(1, len(lines) + 1)], "one picture a line")
    tap.check({"waits", "message"} <= {l["slide"] for l in lines}, f"kinds in {lines}")
    tap.check({"sv", "fi", "en", "ar", "so"} <= {t for l in lines for t in l["languages"]}, "languages")
    tap.equal(lines[0]["at"], NOW)
    for line, following in zip(lines, lines[1:]):
        tap.equal(following["at"], line["until"], "a slide begins where the last one ends")
    for line in lines:
        tap.equal("id" in line, line["slide"] in ("message", "emergency"), f"id in {line}")
        tap.equal("waits" in line, line["slide"] == "waits", f"waits in {line}")
        tap.check(1 <= line["page"] <= line["pages"], f"pages of {line}")
    for name in names[::len(names) // 3]:
        picture = png.read(out / name)
        tap.equal((picture.width, picture.height), (960, 540))
        tap.check(picture.colours() > 3, f"{name} is blank")


@tap.case
def render_is_repeatable(folder):
    document = write(folder, p.programme(1, [p.message("a"), p.message("b")]))
    first = render(folder, document)
    bytes_of = {f.name: f.read_bytes() for f in first[3].iterdir()}
    second = render(folder, document)
    tap.equal({f.name: f.read_bytes() for f in second[3].iterdir()}, bytes_of)


@tap.case
def render_refuses_with_2(folder):
    for bad in (b"", b"{", b"[]", p.programme(1, format=2), p.programme(1, clinic={"id": "x"}), b"\xff\xfe", b"{}" * 9):
        code, _, said, _ = render(folder, write(folder, bad))
        tap.equal(code, 2, f"{bad!r:.40}")
        tap.check(said, "no reason")
    tap.equal(render(folder, folder / "absent.json")[0] in (1, 2), True, "an absent file")


@tap.case
def render_sets_bad_parts_aside_with_0(folder):
    document = p.programme(1, [p.message("good"), {"id": "untitled", "kind": "notice"}])
    code, lines, said, _ = render(folder, write(folder, document))
    tap.equal(code, 0)
    tap.equal({l["id"] for l in lines if "id" in l}, {"good"})
    tap.check("/messages/1" in said, f"no pointer in {said!r}")


@tap.case
def render_draws_messages_without_their_broken_pictures(folder):
    (folder / "media").mkdir()
    files = {"good": p.png(64, 48), "bomb": p.png(8, 8, claimed=(100000, 100000)), "cut": p.png(64, 48)[:60],
             "gif": b"GIF89a" + b"\0" * 40, "text": b"no picture", "empty": b""}
    messages = [p.message("absent", picture=p.picture(b"absent"))]
    for name, data in files.items():
        (folder / "media" / hashlib.sha256(data).hexdigest()).write_bytes(data)
        messages.append(p.message(name, picture=p.picture(data)))
    other = hashlib.sha256(b"other").hexdigest()
    (folder / "media" / other).write_bytes(files["good"])
    messages.append(p.message("wrong-hash", picture=p.picture(b"", sha256=other)))
    code, lines, said, _ = render(folder, write(folder, p.programme(1, messages)))
    tap.equal(code, 0, said)
    tap.equal({l["id"] for l in lines if "id" in l}, set(files) | {"absent", "wrong-hash"})


@tap.case
def render_survives_text_that_hurts(folder):
    stacked = "a" + "\u0301" * 80
    document = p.programme(1, [
        p.message("bidi", "\u202e\u2066 obalanserad \u202d text", text={"sv": "(\u202b[\u2067"}),
        p.message("wide", text={"sv": "x" * 2000}), p.message("marks", stacked, text={"sv": stacked * 10}),
        p.message("emoji", "😀😀 👩‍👩‍👧‍👦", text={"sv": "🏥" * 300}), p.message("blank", " ", text={"sv": "\n\n\t"}),
        p.message("last")])
    code, lines, said, out = render(folder, write(folder, document))
    tap.equal(code, 0, said)
    tap.check("last" in {l.get("id") for l in lines}, "the last message is missing")
    for line in lines:
        tap.check(1 <= line["page"] <= line["pages"], f"{line}")


@tap.case
def rendering_upright_turns_the_picture(folder):
    document = write(folder, p.programme(1, [p.message("a")]))
    out = folder / "upright"
    code, _, said = run("render", "--programme", document, "--now", NOW, "--size", "540x960", "--out", out)
    tap.equal(code, 0, said)
    picture = png.read(out / "001.png")
    tap.equal((picture.width, picture.height), (540, 960))


@tap.case
def simulate_prints_a_gapless_timeline(folder):
    began = time.monotonic()
    code, out, said = run("simulate", "--programme", SAMPLE, "--from", NOW, "--for", "7200", timeout=120)
    tap.equal(code, 0, said)
    lines = [json.loads(l) for l in out.splitlines()]
    tap.equal(lines[0]["at"], NOW)
    for line, following in zip(lines, lines[1:]):
        tap.equal(following["at"], line["until"], "a slide begins where the last one ends")
    end = datetime.datetime.fromisoformat(lines[-1]["until"].replace("Z", "+00:00"))
    tap.check(end >= datetime.datetime(2026, 11, 23, 11, 30, tzinfo=datetime.timezone.utc), f"it ends at {end}")
    tap.comment(f"{len(lines)} slides in {time.monotonic() - began:.1f} s")


@tap.case
def an_hour_of_the_sample_shows_all_it_has(folder):
    code, out, said = run("simulate", "--programme", SAMPLE, "--from", NOW, "--for", "3600")
    tap.equal(code, 0, said)
    lines = [json.loads(l) for l in out.splitlines()]
    tap.equal({l["slide"] for l in lines}, {"waits", "message", "clinic"})
    waits = {w["id"] for l in lines for w in l.get("waits", [])}
    tap.equal(waits, {w["id"] for w in json.loads(SAMPLE.read_text())["waits"]})


@tap.case
def a_wait_changes_on_the_minute(folder):
    waits = [p.wait("a", measured_at="2026-11-23T09:25:00Z", good_for_s=600)]
    document = write(folder, p.programme(1, [], waits))
    code, out, said = run("simulate", "--programme", document, "--from", NOW, "--for", "1200")
    tap.equal(code, 0, said)
    spans = {"fresh": ("2026-11-23T09:30:00Z", "2026-11-23T09:35:00Z"),
             "old": ("2026-11-23T09:35:00Z", "2026-11-23T09:45:00Z"),
             "withdrawn": ("2026-11-23T09:45:00Z", "2026-11-23T10:00:00Z")}
    seen = set()
    for line in map(json.loads, out.splitlines()):
        for wait in line.get("waits", []):
            seen.add(wait["state"])
            first, last = spans[wait["state"]]
            tap.check(first <= line["at"] and line["until"] <= last, f"{line} is not within {first} to {last}")
    tap.equal(seen, set(spans))


@tap.case
def simulate_refuses_with_2(folder):
    code, out, said = run("simulate", "--programme", write(folder, b"{"), "--from", NOW, "--for", "60")
    tap.equal((code, out), (2, ""))
    tap.check(said, "no reason")


@tap.case
def what_is_for_the_network_is_not_loaded_with_the_program(folder):
    linked = subprocess.run(["readelf", "--dynamic", VANTRUM], check=True, capture_output=True, text=True).stdout
    tap.check("libSDL2" in linked, linked)
    tap.check("libcurl" not in linked, linked)


if __name__ == "__main__":
    tap.run()
