"""A server that says nothing, stalls or trickles is dropped, and the show goes on meanwhile."""
import contextlib

import programme as p
import webserver
from screen import Screen, tap, until

# Longer than any bound on silence that makes sense for a waiting room.
DROPPED_WITHIN = 75
SLOW = [webserver.silent, webserver.stalled, webserver.trickling]


@tap.case
def slow_servers_are_dropped_while_the_show_goes_on(folder):
    """One screen for each way of being slow, all at the same time."""
    with contextlib.ExitStack() as stack:
        pairs = []
        for lie in SLOW:
            home = folder / lie.__name__
            home.mkdir()
            site = stack.enter_context(webserver.Site())
            site.publish(p.programme(1, [p.urgent("first")]))
            pairs.append((lie, site, stack.enter_context(Screen(home, programme_url=site.url()))))
        for lie, site, screen in pairs:
            screen.wait_for(id="first", sequence=1)
            site.lie, site.seen = lie, len(screen.lines())
        for lie, site, screen in pairs:
            until(lambda: screen.alive() and site.count(lie=lie), f"{lie.__name__} dropped", DROPPED_WITHIN)
            tap.check(len(screen.lines()) > site.seen, f"the show stood still while a server was {lie.__name__}")
            site.lie = None
            site.publish(p.programme(2, [p.urgent("second")]))
            screen.hang_up()
        for _, _, screen in pairs:
            screen.wait_for("recovery", id="second", sequence=2)


if __name__ == "__main__":
    tap.run()
