"""A web server that is killed, absent, slow or lying: the last good programme stays on the wall."""
import time

import programme as p
import webserver
from screen import PATIENCE, Screen, tap, until


def show_first(screen):
    return screen.wait_for("the first programme", slide="message", id="first", sequence=1)


@tap.case
def a_programme_from_a_plain_file_is_shown(folder):
    with webserver.Site() as site:
        site.publish(p.programme(7, [p.urgent("first", {"sv": "Ett", "en": "One"})]))
        with Screen(folder, programme_url=site.url()) as screen:
            line = screen.wait_for(slide="message", id="first", languages=["sv"])
            tap.equal((line["sequence"], line["page"], line["pages"]), (7, 1, 1))
            tap.check(line["at"].endswith("Z") and line["at"] < line["until"], f"times of {line}")
            screen.wait_for(slide="message", id="first", languages=["en"])


@tap.case
def unchanged_documents_are_asked_for_by_etag(folder):
    with webserver.Site() as site:
        site.publish(p.programme(1, [p.urgent("first")]))
        with Screen(folder, programme_url=site.url()) as screen:
            show_first(screen)
            until(lambda: any("If-None-Match" in headers for _, _, headers in site.answered), "a conditional request")


@tap.case
def the_cache_is_shown_while_the_server_is_absent(folder):
    with webserver.Site() as site:
        site.publish(p.programme(1, [p.urgent("first")]))
        with Screen(folder, programme_url=site.url()) as screen:
            show_first(screen)
            until((folder / "cache").exists, "the cache")
            time.sleep(0.5)
        site.stop()
        with Screen(folder, programme_url=site.url()) as screen:
            line = screen.wait_for()
            tap.equal((line["slide"], line.get("id"), line["sequence"]), ("message", "first", 1), "the first slide")
            site.start()
            site.publish(p.programme(2, [p.urgent("second")]))
            screen.wait_for("recovery", id="second", sequence=2)


@tap.case
def a_killed_server_changes_nothing_and_its_return_is_noticed(folder):
    with webserver.Site() as site:
        site.publish(p.programme(1, [p.urgent("first"), p.urgent("other")]))
        with Screen(folder, programme_url=site.url()) as screen:
            screen.wait_for(slide="message")
            site.stop()
            seen = len(screen.lines())
            screen.wait_for("the show going on", after=seen, seconds=60)
            tap.check(not [l for l in screen.lines()[seen:] if l["slide"] in ("idle", "problem")], "the show stopped")
            site.publish(p.programme(2, [p.urgent("second")]))
            site.start()
            screen.wait_for("recovery", id="second", sequence=2)


@tap.case
def no_lie_reaches_the_wall(folder):
    with webserver.Site() as site:
        site.publish(p.programme(1, [p.urgent("first")]))
        with Screen(folder, programme_url=site.url()) as screen:
            show_first(screen)
            for lie in webserver.QUICK_LIES:
                tell(site, screen, lie)
            site.lie = None
            tap.equal(site.failures, [])
            tap.equal(screen.messages(), {("first", 1)}, "what was shown")
            site.publish(p.programme(2, [p.urgent("second")]))
            screen.hang_up()
            screen.wait_for("recovery", id="second", sequence=2)


def tell(site, screen, lie):
    """Lets the server lie until the screen has heard it; asks it to try again at once, for back-off would be slow."""
    site.lie = lie
    end = time.monotonic() + PATIENCE
    while site.count(lie=lie) == 0:
        tap.check(time.monotonic() < end, f"the screen did not ask again ({lie.__name__})")
        screen.hang_up()
        screen.alive()
        time.sleep(0.15)


@tap.case
def the_last_good_programme_survives_lies_and_a_restart(folder):
    with webserver.Site() as site:
        site.publish(p.programme(1, [p.urgent("first")]))
        with Screen(folder, programme_url=site.url()) as screen:
            show_first(screen)
            tell(site, screen, webserver.half_a_document)
            tell(site, screen, webserver.a_later_format)
        with Screen(folder, programme_url=site.url()) as screen:
            tap.equal(screen.wait_for().get("id"), "first")


@tap.case
def a_first_start_without_a_server_shows_what_is_wrong(folder):
    with webserver.Site() as site:
        site.stop()
        with Screen(folder, programme_url=site.url()) as screen:
            screen.wait_for(slide=lambda s: s in ("idle", "problem"))
            site.publish(p.programme(1, [p.urgent("first")]))
            site.start()
            show_first(screen)


@tap.case
def another_series_is_accepted_with_a_lower_sequence(folder):
    with webserver.Site() as site:
        site.publish(p.programme(5, [p.urgent("first")]))
        with Screen(folder, programme_url=site.url()) as screen:
            screen.wait_for(id="first", sequence=5)
            site.publish(p.programme(2, [p.urgent("second")], series="other"))
            screen.wait_for(id="second", sequence=2)


@tap.case
def an_equal_sequence_with_other_content_is_accepted(folder):
    with webserver.Site() as site:
        site.publish(p.programme(5, [p.urgent("first")]))
        with Screen(folder, programme_url=site.url()) as screen:
            screen.wait_for(id="first", sequence=5)
            site.publish(p.programme(5, [p.urgent("second")]))
            screen.wait_for(id="second", sequence=5)


if __name__ == "__main__":
    tap.run()
