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
def a_change_in_the_folder_is_pushed_to_the_screen(folder):
    place, home = folders(folder)
    with Hub(place) as hub:
        hub.publish(p.programme(1, [p.urgent("first")]))
        with screen_of(home, hub) as screen:
            screen.wait_for(id="first", sequence=1)
            hub.publish(p.programme(2, [p.urgent("second")]))
            screen.wait_for(id="second", sequence=2)
            hub.publish(b'{"format": 1, "half')
            hub.publish(p.programme(3, [p.urgent("third")]))
            screen.wait_for(id="third", sequence=3)


@tap.case
def an_emergency_is_pushed_and_withdrawn(folder):
    place, home = folders(folder)
    with Hub(place) as hub:
        hub.publish(p.programme(1, [p.urgent("normal")]))
        with screen_of(home, hub) as screen:
            screen.wait_for(id="normal")
            hub.publish(p.programme(2, [p.urgent("normal"), p.emergency("fire", "sv", "en")]))
            screen.wait_for(slide="emergency", id="fire")
            hub.publish(p.programme(3, [p.urgent("normal")]))
            screen.wait_for("the show after it", slide=lambda s: s != "emergency", sequence=3)


@tap.case
def a_killed_hub_is_missed_by_nobody_and_found_again(folder):
    place, home = folders(folder)
    with Hub(place) as hub:
        hub.publish(p.programme(1, [p.urgent("first"), p.urgent("other")]))
        with screen_of(home, hub) as screen:
            screen.wait_for(id="first")
            hub.kill()
            count = len(screen.lines())
            screen.wait_for("the show going on", after=count, seconds=60)
            hub.publish(p.programme(2, [p.urgent("second")]))
            hub.start()
            screen.wait_for(id="second", sequence=2)


@tap.case
def pictures_come_with_the_token_and_are_kept(folder):
    place, home = folders(folder)
    picture = p.png(64, 48)
    sha256 = hashlib.sha256(picture).hexdigest()
    member = p.picture(picture) | {"href": f"/v1/media/{sha256}"}
    with Hub(place) as hub:
        hub.media(sha256, picture)
        hub.publish(p.programme(1, [p.urgent("first", picture=member)]))
        with screen_of(home, hub) as screen:
            screen.wait_for(id="first")
            until(lambda: any(picture in f.read_bytes() for f in (home / "cache").rglob("*") if f.is_file()),
                  "the picture in the cache")


@tap.case
def the_hub_gets_a_picture_of_the_glass(folder):
    place, home = folders(folder)
    with Hub(place) as hub:
        hub.publish(p.programme(1, [p.urgent("first")]))
        with screen_of(home, hub, size="640x360") as screen:
            screen.wait_for(id="first")
            path = place / "pictures/entrance.png"
            until(path.exists, "the screen's picture")
            picture = png.read(path)
            tap.equal((picture.width, picture.height), (640, 360))
            tap.check(picture.colours() > 3, "the picture is blank")


@tap.case
def a_wrong_token_is_a_problem_slide_or_idle_and_heals(folder):
    place, home = folders(folder)
    with Hub(place) as hub:
        hub.publish(p.programme(1, [p.urgent("first")]))
        screen = Screen(home, url=f"http://127.0.0.1:{hub.port}", token="wrong-0123456789abcdef", poll_s=1)
        with screen:
            screen.wait_for(slide=lambda s: s in ("problem", "idle"))
            screen.configure(hub={"url": f"http://127.0.0.1:{hub.port}", "token": TOKENS["entrance"], "poll_s": 1})
            screen.wait_for(id="first")


@tap.case
def an_unchanged_programme_is_304(folder):
    place, _ = folders(folder)
    with Hub(place) as hub:
        hub.publish(p.programme(1, [p.urgent("first")]))
        until(lambda: hub.ask(PROGRAMME)[0] == 200, "the programme")
        status, headers, body = hub.ask(PROGRAMME)
        tap.equal((status, headers.get_content_type(), json.loads(body)["sequence"]), (200, "application/json", 1))
        etag = headers["ETag"]
        tap.check(etag.startswith('"'), f"a strong ETag: {etag}")
        status, headers, body = hub.ask(PROGRAMME, If_None_Match=etag)
        tap.equal((status, headers["ETag"], body), (304, etag, b""))
        hub.publish(p.programme(2, [p.urgent("second")]))
        until(lambda: hub.ask(PROGRAMME, If_None_Match=etag)[0] == 200, "the new programme")


@tap.case
def tokens_open_their_own_screen_alone(folder):
    place, _ = folders(folder)
    with Hub(place) as hub:
        hub.publish(p.programme(1, [p.urgent("first")]))
        until(lambda: hub.ask(PROGRAMME)[0] == 200, "the programme")
        for path, token, expected in ((PROGRAMME, None, 401), (PROGRAMME, "nonsense", 401),
                                      ("/v1/screens/nowhere/programme", None, 401),
                                      (PROGRAMME, TOKENS["stairs"], 403), ("/v1/media/" + "0" * 64, None, 401),
                                      ("/v1/media/" + "0" * 64, TOKENS["entrance"], 404),
                                      ("/v1/media/..%2f..%2fhub.conf", TOKENS["entrance"], 404),
                                      ("/v1/screens/entrance/events", None, 401)):
            status, headers, _ = hub.ask(path, token)
            tap.equal(status, expected, f"{path} with {token}")
            tap.equal(headers.get_content_type(), "application/problem+json", path)


if __name__ == "__main__":
    tap.run()
