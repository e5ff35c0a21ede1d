"""The promises of a round with the real measures of slides, over days with a night in which the clocks change: each
language has its share, nobody is starved, and what three minutes can hold is there every three minutes."""
import collections
import datetime
import json
import os
import pathlib
import subprocess
import sys

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parents[1] / "tools")]
import tap

ROOT = pathlib.Path(__file__).resolve().parents[2]
VANTRUM = os.environ.get("VANTRUM", str(ROOT / "build/test/firmware/app/vantrum"))
SAMPLE = json.loads((ROOT / "assets/sample/programme.json").read_text())
AUTUMN, SPRING = "2026-10-23T20:00:00Z", "2027-03-26T20:00:00Z"  # Fridays; the clocks change on the Sunday night
DAYS = 3


def simulate(folder, document, start, seconds, *config):
    (folder / "programme.json").write_text(json.dumps(document, ensure_ascii=False))
    (folder / "screen.conf").write_text("[screen]\nid = weeks\n[hub]\nurl = http://127.0.0.1:1\n[display]\n"
                                        + "".join(f"{line}\n" for line in config))
    done = subprocess.run([VANTRUM, "simulate", "--programme", folder / "programme.json", "--config",
                           folder / "screen.conf", "--from", start, "--for", str(seconds)], check=False,
                          capture_output=True, text=True)
    tap.equal(done.returncode, 0, done.stderr)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    for line, following in zip(lines, lines[1:]):
        tap.equal(following["at"], line["until"], "a slide begins where the last one ends")
    return lines


def seconds(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def longest_without(lines, fits, language):
    """Seconds between the beginnings of two slides that fit."""
    last, longest = seconds(lines[0]["at"]), 0
    for line in lines:
        if fits(line) and language in line["languages"]:
            longest, last = max(longest, seconds(line["at"]) - last), seconds(line["at"])
    return max(longest, seconds(lines[-1]["until"]) - last)


def modest(languages, policy):
    """A clinic for which three minutes are enough: a queue, something important, a dozen others."""
    document = json.loads(json.dumps(SAMPLE))
    document |= {"languages": languages, "language_policy": policy}
    document["clinic"]["elsewhere"] = []
    document["clinic"]["opening_hours"] = [
        {"days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "from": "00:00", "until": "24:00"}]
    document["waits"] = [w | {"hours": [], "good_for_s": 86400 * 365} for w in document["waits"] if w["id"] == "lab"]
    important = [m for m in document["messages"] if m["id"] == "take-a-number"]
    document["messages"] = important + [m for m in document["messages"] if m.get("priority", "normal") == "normal"
                                        and m.get("show_when") is None and not m.get("hours")][:12]
    for message in document["messages"]:  # whatever day it is
        for key in ("valid_from", "valid_until", "review_by", "issued_at", "show_when"):
            message.pop(key, None)
    return document


def policy_of(policy, start):
    def check(folder):
        document = SAMPLE | {"language_policy": policy}
        languages = document["languages"]
        lines = simulate(folder, document, start, DAYS * 86400)
        turns, shown = collections.Counter(), collections.defaultdict(set)
        for line in lines:
            tap.check(len(line["languages"]) <= (2 if policy == "paired" else 1), f"{line}")
            tap.check(policy != "single" or line["languages"] == [languages[0]], f"{line}")
            if line["slide"] == "clinic" and line["page"] in (1, line["pages"]):
                turns[line["languages"][-1]] += 1
            if line["slide"] == "message":
                shown[line["id"]].update(line["languages"])
        # Each other language beside the first equally often; in sequence each.
        others = {"sequence": languages, "paired": languages[1:], "single": languages[:1]}[policy]
        counts = [turns[language] for language in others]
        tap.check(min(counts) > 20 and max(counts) - min(counts) <= max(3, max(counts) // 10), f"{turns}")
        weekend = [m for m in SAMPLE["messages"] if m.get("show_when") in (None, "always", "closed")
                   and not m.get("hours") and "valid_until" not in m and "valid_from" not in m]
        for message in weekend:
            wanted = [l for l in message["title"] if l in languages] if policy != "single" else languages[:1]
            tap.check(set(wanted) <= shown[message["id"]], f"{message['id']} only in {shown[message['id']]}")
    return check


def three_minutes(policy, languages, start):
    def check(folder):
        lines = simulate(folder, modest(languages, policy), start, 86400, "viewing_distance_m = 2")
        for language in languages if policy != "single" else languages[:1]:
            for what, fits in (("waits", lambda l: l["slide"] == "waits"), ("clinic", lambda l: l["slide"] == "clinic"),
                               ("important", lambda l: l.get("id") == "take-a-number")):
                longest = longest_without(lines, fits, language)
                tap.comment(f"{policy} {language}: {what} {longest:.0f} s")
                tap.check(longest <= 180, f"{policy}: {what} in {language} away for {longest:.0f} s")
    return check


def named(name, check):
    check.__name__ = name
    return tap.case(check)


for word, day in (("autumn", AUTUMN), ("spring", SPRING)):
    for each in ("sequence", "paired", "single"):
        named(f"the_sample_{each}_in_{word}", policy_of(each, day))
named("three_minutes_in_sequence", three_minutes("sequence", ["sv", "ar"], "2026-10-24T20:00:00Z"))
named("three_minutes_paired", three_minutes("paired", ["sv", "so"], "2027-03-27T20:00:00Z"))
named("three_minutes_single", three_minutes("single", ["sv", "fi", "en"], "2026-10-24T20:00:00Z"))


@tap.case
def the_screen_has_the_last_word(folder):
    document = SAMPLE | {"language_policy": "paired"}
    lines = simulate(folder, document, "2026-11-23T09:30:00Z", 900, "languages = single", "language = fi")
    tap.equal({tuple(line["languages"]) for line in lines}, {("fi",)})
    lines = simulate(folder, SAMPLE, "2026-11-23T09:30:00Z", 900, "languages = paired", "viewing_distance_m = 1.5")
    tap.check(all(line["languages"][0] == "sv" for line in lines if line["pages"] == 1), f"{lines[:3]}")
    tap.check(any(len(line["languages"]) == 2 for line in lines), "no pair")


if __name__ == "__main__":
    tap.run()
