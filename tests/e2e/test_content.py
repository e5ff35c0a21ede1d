"""What a programme holds: new, bad and broken parts, emergencies and waits, as they come onto the wall."""
import datetime
import hashlib

import programme as p
import webserver
from screen import Screen, tap, until


def seconds_between(early, late):
    a, b = (datetime.datetime.fromisoformat(t.replace("Z", "+00:00")) for t in (early, late))
    return (b - a).total_seconds()


def showing(folder, site, document, **options):
    site.publish(document)
    return Screen(folder, programme_url=site.url(), **options)


@tap.case
def bad_messages_and_waits_are_set_aside_one_by_one(folder):
    good = p.urgent("good")
    bad = [p.message("kind", kind="poem"), {"id": "untitled", "kind": "notice"}, "no object", p.message("long", "x" * 201),
           p.message("other-language", {"fi": "Moi"}), p.message("time", valid_from="yesterday"),
           p.emergency("endless", "sv", valid_until=None), p.message("") | {"id": 7}]
    waits = [{"id": "no-number", "name": {"sv": "Kö"}, "state": "open", "wait": {"from": 5, "unit": "minute"}},
             p.wait("good", 20)]
    with webserver.Site() as site, showing(folder, site, p.programme(3, bad + [good], waits)) as screen:
        screen.wait_for(slide="message", id="good")
        line = screen.wait_for(slide="waits")
        tap.equal(line["waits"], [{"id": "good", "state": "fresh"}])
        tap.equal({l["id"] for l in screen.lines() if "id" in l}, {"good"})
        until(lambda: "/messages/" in screen.log() and "/waits/" in screen.log(), "the reasons in the log")


@tap.case
def a_new_message_comes_after_the_current_page(folder):
    old = [p.message(f"old-{n}") for n in range(4)]
    with webserver.Site() as site, showing(folder, site, p.programme(1, old)) as screen:
        screen.wait_for(slide="message")
        count = len(screen.lines())
        site.publish(p.programme(2, old + [p.message("new", issued_at=p.instant())]))
        screen.wait_for("the new message", id="new", after=count)
        between = [l for l in screen.lines()[count:] if l.get("id") != "new"]
        tap.check(len([l for l in between if l["sequence"] == 1]) <= 1 and not [l for l in between[:-1] if
                  l["sequence"] == 2 and l["id"] != screen.lines()[count - 1]["id"]],
                  f"others came before the new message: {between}")


@tap.case
def an_emergency_cuts_in_alone_in_every_language_and_ends(folder):
    normal = p.urgent("normal", {"sv": "Vardag", "en": "Everyday"})
    languages = ["sv", "en", "fi", "ar", "so"]
    with webserver.Site() as site, showing(folder, site, p.programme(1, [normal], languages=languages)) as screen:
        before = screen.wait_for(id="normal")
        alarm = p.emergency("fire", *languages)
        site.publish(p.programme(2, [normal, alarm], languages=languages))
        first = screen.wait_for("the emergency", slide="emergency", id="fire")
        last_normal = [l for l in screen.lines() if l["slide"] == "message"][-1]
        tap.check(first["at"] <= last_normal["until"] or before is not last_normal, "it waited for the page to end")
        until(lambda: screen.alive() and {t for l in screen.lines() if l["slide"] == "emergency"
                                          for t in l["languages"]} == set(languages), "every language", 60)
        emergencies = [l for l in screen.lines() if l["slide"] == "emergency"]
        seen = {}
        for line in emergencies:
            for tag in line["languages"]:
                seen.setdefault(tag, line["at"])
        tap.check(all(seconds_between(first["at"], at) <= 30 for at in seen.values()), f"languages came late: {seen}")
        start = screen.lines().index(first)
        tap.equal({l["slide"] for l in screen.lines()[start:]}, {"emergency"}, "beside the emergency")
        site.publish(p.programme(3, [normal], languages=languages))
        screen.wait_for("the show after the emergency", slide=lambda s: s != "emergency", sequence=3)


@tap.case
def an_emergency_survives_a_cut_without_a_server(folder):
    with webserver.Site() as site:
        with showing(folder, site, p.programme(1, [p.message("normal"), p.emergency("fire", "sv")])) as screen:
            screen.wait_for(slide="emergency")
            # Whole, not while it is still being written.
            until(lambda: any(b"fire" in f.read_bytes() for f in (folder / "cache/programme").glob("*.vp")),
                  "the emergency in the cache")
            screen.kill()
        site.stop()
        with Screen(folder, programme_url=site.url()) as screen:
            tap.equal(screen.wait_for()["slide"], "emergency", "the first slide after the cut")


@tap.case
def an_emergency_whose_time_is_over_is_not_shown(folder):
    over = p.emergency("over", "sv", issued_at=p.instant(-7200), valid_until=p.instant(-60))
    soon = p.emergency("soon", "sv", valid_until=p.instant(4))
    with webserver.Site() as site, showing(folder, site, p.programme(1, [p.message("normal"), over, soon])) as screen:
        screen.wait_for(slide="emergency", id="soon")
        screen.wait_for("the show after it", slide=lambda s: s not in ("emergency", "idle"))
        tap.check(not [l for l in screen.lines() if l.get("id") == "over"], "an ended emergency was shown")


@tap.case
def waits_grow_old_and_are_withdrawn_on_the_glass(folder):
    aging = p.wait("aging", measured_at=p.instant(-45), good_for_s=60)
    with webserver.Site() as site, showing(folder, site, p.programme(1, [], [aging])) as screen:
        screen.wait_for(slide="waits", waits=[{"id": "aging", "state": "fresh"}])
        screen.wait_for("old", slide="waits", waits=[{"id": "aging", "state": "old"}])


@tap.case
def broken_pictures_never_keep_a_message_away(folder):
    """One after the other, each in a programme of its own, so that each cuts in at once."""
    good, bomb = p.png(64, 48), p.png(8, 8, claimed=(100000, 100000))
    wrong, absent = (hashlib.sha256(words).hexdigest() for words in (b"something else", b"absent"))
    pictures = {"good": p.picture(good), "wrong-hash": p.picture(b"", sha256=wrong), "bomb": p.picture(bomb),
                "absent": p.picture(b"", sha256=absent)}
    with webserver.Site() as site:
        for data in (good, bomb):
            site.files[f"/media/{hashlib.sha256(data).hexdigest()}"] = data
        site.files[f"/media/{wrong}"] = good
        with showing(folder, site, p.programme(1)) as screen:
            for sequence, (name, picture) in enumerate(pictures.items(), 2):
                site.publish(p.programme(sequence, [p.urgent(name, picture=picture)]))
                screen.wait_for(f"message {name}", id=name)


@tap.case
def an_empty_programme_is_calm(folder):
    with webserver.Site() as site, showing(folder, site, p.programme(1)) as screen:
        line = screen.wait_for(sequence=1)
        tap.check(line["slide"] in ("idle", "clinic"), f"an empty programme shows {line}")


if __name__ == "__main__":
    tap.run()
