"""How the screen's process behaves: signals, configuration that changes or is wrong, restarts."""
import signal
import time

import programme as p
import webserver
from screen import Screen, tap, until


@tap.case
def sigterm_ends_with_0_within_a_second(folder):
    """The best of three, since the machine may be busy. The server hangs, which must not matter."""
    took = []
    with webserver.Site() as site:
        for lie in (None, webserver.silent, webserver.trickling):
            site.lie = None
            site.publish(p.programme(1, [p.urgent("first")]))
            with Screen(folder, programme_url=site.url()) as screen:
                screen.wait_for(id="first")
                site.lie = lie
                until(lambda: ("/programme.json", lie) in site.asked, "the server being asked")
                began = time.monotonic()
                tap.equal(screen.stop(), 0, "exit code")
                took.append(time.monotonic() - began)
    tap.check(min(took) < 1, f"it took {took}")
    tap.check(max(took) < 10, f"it took {took}")


@tap.case
def sigint_ends_with_0_too(folder):
    with webserver.Site() as site:
        site.publish(p.programme(1, [p.urgent("first")]))
        with Screen(folder, programme_url=site.url()) as screen:
            screen.wait_for(id="first")
            screen.process.send_signal(signal.SIGINT)
            tap.equal(screen.process.wait(20), 0)


@tap.case
def sigterm_ends_a_screen_that_shows_a_problem(folder):
    with Screen(folder, url="nonsense") as screen:
        screen.wait_for(slide="problem")


@tap.case
def sighup_reads_the_configuration_anew(folder):
    with webserver.Site() as old, webserver.Site() as new:
        old.publish(p.programme(1, [p.urgent("old")]))
        new.publish(p.programme(1, [p.urgent("new")], series="new"))
        with Screen(folder, programme_url=old.url()) as screen:
            screen.wait_for(id="old")
            screen.configure(hub={"programme_url": new.url(), "poll_s": 1})
            screen.hang_up()
            screen.wait_for(id="new")


@tap.case
def a_changed_file_is_read_anew_without_a_signal(folder):
    with webserver.Site() as site:
        site.publish(p.programme(1, [p.urgent("first")]))
        with Screen(folder, url="nonsense") as screen:
            screen.wait_for(slide="problem")
            screen.configure(hub={"programme_url": site.url(), "poll_s": 1})
            screen.wait_for(slide="message", id="first")


@tap.case
def a_replaced_file_is_read_anew_too(folder):
    """Editors and configuration tools write a new file and rename it over the old one."""
    with webserver.Site() as site:
        site.publish(p.programme(1, [p.urgent("first")]))
        with Screen(folder, url="nonsense") as screen:
            screen.wait_for(slide="problem")
            final = screen.config
            screen.config = folder / "screen.conf.new"
            screen.configure(hub={"programme_url": site.url(), "poll_s": 1})
            screen.config.rename(final)
            screen.wait_for(slide="message", id="first")


@tap.case
def a_missing_configuration_is_a_problem_slide(folder):
    screen = Screen(folder)
    screen.config.unlink()
    with screen:
        screen.wait_for(slide="problem")


@tap.case
def a_wrong_configuration_shows_the_cache(folder):
    with webserver.Site() as site:
        site.publish(p.programme(1, [p.urgent("first")]))
        with Screen(folder, programme_url=site.url()) as screen:
            screen.wait_for(id="first")
            until(lambda: any(b"first" in f.read_bytes() for f in (folder / "cache").rglob("*") if f.is_file()),
                  "the cache")
        text = screen.config.read_text().replace("programme_url", "progamme_url")
        screen.config.write_text(text)
        with screen:
            line = screen.wait_for()
            tap.equal((line["slide"], line.get("id")), ("message", "first"))
            tap.check(f"{screen.config}:" in screen.log() and "programme_url" in screen.log(),
                      f"no line with the nearest name in {screen.log()}")


@tap.case
def a_configuration_that_breaks_while_running_keeps_the_show(folder):
    with webserver.Site() as site:
        site.publish(p.programme(1, [p.urgent("first")]))
        with Screen(folder, programme_url=site.url()) as screen:
            screen.wait_for(id="first")
            screen.config.write_text("[screen\nid\n")
            screen.hang_up()
            count = len(screen.lines())
            screen.wait_for("the show going on", after=count, seconds=60)
            tap.check("problem" not in {line["slide"] for line in screen.lines()}, "the show made way for a problem")


@tap.case
def a_folder_that_cannot_be_written_keeps_the_show_in_memory(folder):
    with webserver.Site() as site:
        site.publish(p.programme(1, [p.urgent("first"), p.urgent("second")]))
        screen = Screen(folder, programme_url=site.url())
        screen.configure(hub={"programme_url": site.url(), "poll_s": 1}, cache={"dir": "/proc/nothing/here"})
        with screen:
            screen.wait_for(id="first")
            screen.wait_for(id="second")


@tap.case
def a_damaged_cache_is_no_reason_to_fail(folder):
    with webserver.Site() as site:
        site.publish(p.programme(1, [p.urgent("first")]))
        with Screen(folder, programme_url=site.url()) as screen:
            screen.wait_for(id="first")
            until(lambda: any(b"first" in f.read_bytes() for f in (folder / "cache").rglob("*") if f.is_file()),
                  "the cache")
        for path in (folder / "cache").rglob("*"):
            if path.is_file():
                data = bytearray(path.read_bytes())
                data[len(data) // 2:] = b"\xff" * 7
                path.write_bytes(data)
        site.publish(p.programme(2, [p.urgent("second")]))
        with Screen(folder, programme_url=site.url()) as screen:
            screen.wait_for(id="second", sequence=2)
            tap.check("first" not in {l.get("id") for l in screen.lines()}, "damaged bytes were shown")


@tap.case
def an_untrusted_clock_withholds_short_notices(folder):
    long = p.urgent("long", valid_from=p.instant(-86400), valid_until=p.instant(86400 * 30))
    short = p.urgent("short", valid_from=p.instant(-600), valid_until=p.instant(3600))
    with webserver.Site() as site:
        site.publish(p.programme(1, [short, long]))
        with Screen(folder, programme_url=site.url(), clock="untrusted") as screen:
            screen.wait_for(id="long")
            screen.wait_for("the show going on", after=len(screen.lines()), seconds=60)
            tap.check("short" not in {l.get("id") for l in screen.lines()}, "a short notice on an untrusted clock")


if __name__ == "__main__":
    tap.run()
