"""Event streams: who is told what and when, and what becomes of clients that vanish or do not read."""
import resource
import signal
import socket
import struct

from server import TOKENS, Server, programme, put, run, tap, told, until


def event(number):
    return f'event: programme\nid: {number}\ndata: {{"sequence": {number}}}\n\n'.encode()


@tap.case
def one_event_comes_at_once_and_one_with_each_change(folder):
    with Server(folder) as server, server.stream() as stream:
        stream.take(event(1).replace(b"{", b"\\{"))
        for number in range(2, 5):
            server.write(programme(number))
            stream.take(event(number).replace(b"{", b"\\{"))


@tap.case
def a_client_that_is_current_is_told_of_the_next_only(folder):
    with Server(folder) as server, server.stream("1") as stream:
        server.write(programme(2))
        tap.check(b"id: 1\n" not in stream.take(rb"id: 2\n"), "what was known is told again")


@tap.case
def a_client_that_is_not_current_is_told_at_once(folder):
    with Server(folder) as server:
        for last in ("0", "2", "01", "11", "x", ""):
            with server.stream(last) as stream:
                stream.take(rb"id: 1\n")


@tap.case
def a_push_is_told_at_once(folder):
    with Server(folder) as server, server.stream("1") as stream:
        for number in (2, 3, 4):
            reply = server.ask("POST", "/v1/messages", "editor", {"Content-Type": "application/json"},
                               b'{"kind": "notice", "title": {"sv": "T"}}')
            tap.equal(reply.status, 201)
            stream.take(rb"id: %d\n" % number)


@tap.case
def a_programme_that_is_refused_is_told_to_nobody(folder):
    with Server(folder) as server, server.stream("1") as stream:
        put(folder, b"{")
        tap.equal(run(folder, "import", folder / "clinic").returncode, 2)
        server.write(programme(3))
        tap.equal(stream.take(rb"id: \d+\n").count(b"id:"), 1)


@tap.case
def wishes_are_told_to_the_screen_that_they_are_for(folder):
    with Server(folder) as server, server.stream("1") as stream:
        tap.equal(server.ask("POST", "/v1/screens/stairs/identify", "editor").status, 204)
        tap.equal(server.ask("POST", "/v1/screens/entrance/identify", "editor").status, 204)
        events = stream.take(rb'event: identify\ndata: \{"seconds": 15\}\n\n')
        server.ask("GET", "/v1/screens/entrance/picture?fresh=1", "viewer")
        events += stream.take(rb"event: report\ndata: \{\}\n\n")
        tap.check(b"id:" not in events, "a wish has an id")
        tap.equal(events.count(b"event:"), 2)


@tap.case
def a_stream_ends_with_its_screen(folder):
    with Server(folder) as server, server.stream("1") as stream:
        told(folder, "screen", "remove", "entrance")
        tap.check(stream.take(rb"\r\n0\r\n\r\n"), "the stream of a removed screen stays")
        tap.equal(server.ask("GET", "/v1/screens/entrance/programme").status, 401)


@tap.case
def a_quiet_stream_shows_signs_of_life(folder):
    with Server(folder) as server, server.stream("1") as stream:
        stream.take(rb":\n")
        stream.take(rb":\n")  # the next one of every 15 s


@tap.case
def many_changes_cost_a_slow_reader_the_old_ones_only(folder):
    with Server(folder) as server, server.stream("1") as stream:
        # Nothing is read meanwhile.
        for number in range(2, 12):
            server.write(programme(number))
        stream.take(rb"id: 11\n")


@tap.case
def clients_that_vanish_are_noticed(folder):
    with Server(folder) as server:
        before = server.descriptors()
        streams = [server.stream("1") for _ in range(100)]
        until(lambda: server.descriptors() >= before + 100, "the streams to be open")
        for number, stream in enumerate(streams):
            if number % 2:  # as a killed client's kernel does, or as one that reset the connection
                stream.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            stream.close()
        until(lambda: server.descriptors() <= before, "the vanished clients' descriptors to be closed")
        with server.stream() as stream:
            stream.take(rb"id: 1\n")


@tap.case
def a_thousand_screens_are_told(folder):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < 3000:
        raise tap.Skip(f"only {hard} open files are allowed here")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 3000), hard))
    with Server(folder) as server:
        streams = [server.stream("1") for _ in range(1000)]
        server.write(programme(2))
        for stream in streams:
            stream.take(rb"id: 2\n")
        tap.equal(server.ask("GET", "/v1/screens/entrance/programme").json()["sequence"], 2)
        for stream in streams:
            stream.close()


@tap.case
def streams_end_with_the_hub(folder):
    for number, name in ((signal.SIGTERM, "term"), (signal.SIGINT, "int"), (signal.SIGHUP, "hup")):
        (folder / name).mkdir()
        with Server(folder / name) as server:
            streams = [server.stream() for _ in range(20)]
            waiting = server.client()
            waiting.send("POST", "/v1/screens/entrance/status", TOKENS["entrance"], length=10)
            server.process.send_signal(number)
            for client in (*streams, waiting):
                tap.check(client.closed(), "a connection stays open")


if __name__ == "__main__":
    tap.run()
