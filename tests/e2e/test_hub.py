"""The screen and the project's own hub: push, outage, pictures, status and who may read what."""
import hashlib
import json

import programme as p
from hub import TOKENS, Hub
from screen import Screen, tap, until

import png

PROGRAMME = "/v1/screens/entrance/programme"


def folders(folder):
    (folder / "hub").mkdir()
    (folder / "screen").mkdir()
    return folder / "hub", folder / "screen"


def screen_of(home, hub, **options):
    """Polls once a day: what comes sooner was pushed."""
    return Screen(home, url=f"http://127.0.0.1:{hub.port}", token=TOKENS["entrance"], poll_s=86400, **options)


@tap.case
def an_import_is_pushed_to_the_screen(folder):
    place, home = folders(folder)
    with Hub(place) as hub:
        hub.publish(p.programme(2, [p.urgent("first")]))
        with screen_of(home, hub) as screen:
            screen.wait_for(id="first", sequence=2)
            hub.publish(p.programme(3, [p.urgent("second")]))
            screen.wait_for(id="second", sequence=3)
            hub.publish(p.programme(4, [p.urgent("third")]))
            screen.wait_for(id="third", sequence=4)


@tap.case
def a_token_is_read_again_when_its_own_file_changes(folder):
    place, home = folders(folder)
    token = folder / "token"
    token.write_text("of-another-hub\n")
    with Hub(place) as hub:
        hub.publish(p.programme(2, [p.urgent("first")]))
        with Screen(home, url=f"http://127.0.0.1:{hub.port}", token_file=token, poll_s=86400) as screen:
            screen.wait_for(slide="problem")
            (folder / "token.new").write_text(TOKENS["entrance"] + "\n")
            (folder / "token.new").replace(token)
            screen.wait_for(id="first")


@tap.case
def an_emergency_is_pushed_and_withdrawn(folder):
    place, home = folders(folder)
    with Hub(place) as hub:
        hub.publish(p.programme(2, [p.urgent("normal")]))
        with screen_of(home, hub) as screen:
            screen.wait_for(id="normal")
            hub.publish(p.programme(3, [p.urgent("normal"), p.emergency("fire", "sv", "en")]))
            screen.wait_for(slide="emergency", id="fire")
            hub.publish(p.programme(4, [p.urgent("normal")]))
            screen.wait_for("the show after it", slide=lambda s: s != "emergency", sequence=4)


def receipt(hub, name, screen="entrance"):
    """The receipt of a message from that screen, once it is there."""
    def found():
        return next((r for r in hub.staff("GET", f"/v1/messages/{name}/receipts") if r["screen"] == screen), None)
    return until(found, f"the receipt of {name}")


@tap.case
def a_push_is_shown_and_its_receipt_follows(folder):
    place, home = folders(folder)
    with Hub(place) as hub:
        hub.publish(p.programme(2, [p.urgent("first")]))
        with screen_of(home, hub) as screen:
            screen.wait_for(id="first")
            made = hub.staff("POST", "/v1/messages", p.urgent("pushed"))
            line = screen.wait_for(id="pushed")
            got = receipt(hub, "pushed")
            # Nothing is a receipt that was not on the glass.
            tap.equal((got["first_shown_at"], got["sequence"]), (line["at"], line["sequence"]))
            tap.check(got["panel"] in ("on", "unknown") and made["issued_at"] <= got["first_shown_at"], str(got))


@tap.case
def what_was_never_shown_has_no_receipt(folder):
    place, home = folders(folder)
    with Hub(place) as hub:
        hub.publish(p.programme(2, [p.urgent("first")]))
        with screen_of(home, hub) as screen:
            screen.wait_for(id="first")
            hub.staff("POST", "/v1/messages", p.urgent("later", valid_from=p.instant(3600)))
            hub.staff("POST", "/v1/messages", p.urgent("elsewhere", screens=["stairs"]))
            hub.staff("POST", "/v1/messages", p.urgent("here", screens=["entrance"]))
            receipt(hub, "here")
            for name in ("later", "elsewhere"):
                tap.equal(hub.staff("GET", f"/v1/messages/{name}/receipts"), [], name)
                tap.check(name not in {m for m, _ in screen.messages()}, f"{name} is shown")


@tap.case
def an_emergency_cuts_in_and_danger_over_ends_it(folder):
    place, home = folders(folder)
    with Hub(place) as hub:
        hub.publish(p.programme(2, [p.urgent("normal")]))
        with screen_of(home, hub) as screen:
            screen.wait_for(id="normal")
            templates = hub.staff("GET", "/v1/templates")
            template = next(t for t in templates if t["emergency"] and not t["values"])
            made = hub.staff("POST", "/v1/messages", {"template": {"id": template["id"], "values": {}}})
            tap.equal(made["priority"], "emergency")
            screen.wait_for(slide="emergency", id=made["id"])
            receipt(hub, made["id"])
            count = len(screen.lines())
            hub.staff("DELETE", f"/v1/messages/{made['id']}")
            screen.wait_for("the show after it", after=count, slide=lambda s: s != "emergency")


@tap.case
def a_withdrawn_message_goes_off_the_glass(folder):
    place, home = folders(folder)
    with Hub(place) as hub:
        hub.publish(p.programme(2, [p.urgent("stays")]))
        with screen_of(home, hub) as screen:
            screen.wait_for(id="stays")
            hub.staff("POST", "/v1/messages", p.urgent("goes"))
            shown = screen.wait_for(id="goes")
            hub.staff("DELETE", "/v1/messages/goes")
            count = len(screen.lines())
            screen.wait_for("the show without it", after=count, sequence=lambda s: s > shown["sequence"])
            late = [l for l in screen.lines() if l.get("id") == "goes" and l["sequence"] > shown["sequence"]]
            tap.equal(late, [])
            hub.staff("POST", "/v1/messages/goes/restore")
            screen.wait_for(after=count, id="goes")


@tap.case
def a_wait_that_staff_set_is_on_the_glass(folder):
    place, home = folders(folder)
    with Hub(place) as hub:
        hub.publish(p.programme(2, waits=[p.wait("drop-in", measured_at=p.instant(-7200))]))
        with screen_of(home, hub) as screen:
            screen.wait_for(slide="waits", waits=lambda w: w and w[0]["state"] == "withdrawn")
            hub.staff("PUT", "/v1/waits/drop-in", {"wait": {"from": 25, "unit": "minute", "bound": "about"}})
            screen.wait_for(slide="waits", waits=lambda w: w and w[0]["state"] == "fresh")


@tap.case
def staff_see_which_screen_is_which_and_what_it_shows(folder):
    place, home = folders(folder)
    with Hub(place) as hub:
        hub.publish(p.programme(2, [p.urgent("first")]))
        with screen_of(home, hub) as screen:
            screen.wait_for(id="first")
            path = "/v1/screens/entrance/picture"
            until(lambda: hub.ask(path, "staff")[0] == 200, "the picture")
            before = hub.ask(path, "staff")[1]["ETag"]
            hub.staff("POST", "/v1/screens/entrance/identify")
            # Its name is in front of the show and in no line of it; the picture tells.
            until(lambda: hub.ask(path + "?fresh=1", "staff")[1]["ETag"] != before, "another picture")
            one, other = hub.staff("GET", "/v1/screens")
            tap.equal((one["id"], one["online"], one["current"]), ("entrance", True, True))
            tap.equal(one["display"]["width"], 640)
            tap.equal((other["id"], other["online"], other["last_seen"]), ("stairs", False, None))


@tap.case
def previews_follow_the_languages_that_the_screen_was_told(folder):
    place, home = folders(folder)
    with Hub(place) as hub:
        hub.publish(p.programme(2, [p.urgent("first")]))
        screen = screen_of(home, hub)

        def display():
            return hub.staff("GET", "/v1/screens")[0]["display"] or {}

        def tell(**keys):
            screen.configure(hub={"url": hub.address, "token": TOKENS["entrance"]}, display=keys)

        def round_s():
            return hub.staff("POST", "/v1/check?screen=entrance", p.urgent("other"))["round_s"]["now"]

        tell(languages="single", language="en")
        with screen:
            until(lambda: display().get("language_policy") == "single", "a status")
            tap.equal(display()["language"], "en")
            one = round_s()
            tell()
            until(lambda: display() and "language_policy" not in display(), "a status without it")
            tap.check("language" not in display() and round_s() > one, f"{one} s, then {round_s()} s")


@tap.case
def a_killed_hub_is_missed_by_nobody_and_found_again(folder):
    place, home = folders(folder)
    with Hub(place) as hub:
        hub.publish(p.programme(2, [p.urgent("first"), p.urgent("other")]))
        with screen_of(home, hub) as screen:
            screen.wait_for(id="first")
            hub.kill()
            count = len(screen.lines())
            screen.wait_for("the show going on", after=count, seconds=60)
            hub.publish(p.programme(3, [p.urgent("second")]))
            hub.start()
            screen.wait_for(id="second", sequence=3)


@tap.case
def pictures_come_with_the_token_and_are_kept(folder):
    place, home = folders(folder)
    picture = p.png(64, 48)
    sha256 = hashlib.sha256(picture).hexdigest()
    member = p.picture(picture) | {"href": f"/v1/media/{sha256}"}
    with Hub(place) as hub:
        hub.media(sha256, picture)
        hub.publish(p.programme(2, [p.urgent("first", picture=member)]))
        with screen_of(home, hub) as screen:
            screen.wait_for(id="first")
            until(lambda: any(picture in f.read_bytes() for f in (home / "cache").rglob("*") if f.is_file()),
                  "the picture in the cache")


@tap.case
def the_hub_gets_a_picture_of_the_glass(folder):
    place, home = folders(folder)
    with Hub(place) as hub:
        hub.publish(p.programme(2, [p.urgent("first")]))
        with screen_of(home, hub, size="640x360") as screen:
            screen.wait_for(id="first")
            path = place / "media/screens/entrance.png"
            until(path.exists, "the screen's picture")
            picture = png.read(path)
            tap.equal((picture.width, picture.height), (640, 360))
            tap.check(picture.colours() > 3, "the picture is blank")


@tap.case
def a_wrong_token_is_a_problem_slide_or_idle_and_heals(folder):
    place, home = folders(folder)
    with Hub(place) as hub:
        hub.publish(p.programme(2, [p.urgent("first")]))
        screen = Screen(home, url=f"http://127.0.0.1:{hub.port}", token="wrong-0123456789abcdef", poll_s=1)
        with screen:
            screen.wait_for(slide=lambda s: s in ("problem", "idle"))
            screen.configure(hub={"url": f"http://127.0.0.1:{hub.port}", "token": TOKENS["entrance"], "poll_s": 1})
            screen.wait_for(id="first")


@tap.case
def an_unchanged_programme_is_304(folder):
    place, _ = folders(folder)
    with Hub(place) as hub:
        hub.publish(p.programme(2, [p.urgent("first")]))
        until(lambda: b'"first"' in hub.ask(PROGRAMME)[2], "the programme")
        status, headers, body = hub.ask(PROGRAMME)
        tap.equal((status, headers.get_content_type(), json.loads(body)["sequence"]), (200, "application/json", 2))
        etag = headers["ETag"]
        tap.check(etag.startswith('"'), f"a strong ETag: {etag}")
        status, headers, body = hub.ask(PROGRAMME, If_None_Match=etag)
        tap.equal((status, headers["ETag"], body), (304, etag, b""))
        hub.publish(p.programme(3, [p.urgent("second")]))
        until(lambda: hub.ask(PROGRAMME, If_None_Match=etag)[0] == 200, "the new programme")


@tap.case
def tokens_open_their_own_screen_alone(folder):
    place, _ = folders(folder)
    with Hub(place) as hub:
        hub.publish(p.programme(2, [p.urgent("first")]))
        until(lambda: hub.ask(PROGRAMME)[0] == 200, "the programme")
        for path, token, expected in ((PROGRAMME, None, 401), (PROGRAMME, "nonsense", 401),
                                      ("/v1/screens/nowhere/programme", None, 401),
                                      (PROGRAMME, "stairs", 403), ("/v1/media/" + "0" * 64, None, 401),
                                      ("/v1/media/" + "0" * 64, "entrance", 404),
                                      ("/v1/media/..%2f..%2fhub.conf", "entrance", 404),
                                      ("/v1/screens/entrance/events", None, 401)):
            status, headers, _ = hub.ask(path, token)
            tap.equal(status, expected, f"{path} with {token}")
            tap.equal(headers.get_content_type(), "application/problem+json", path)


if __name__ == "__main__":
    tap.run()
