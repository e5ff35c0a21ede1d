"""Many at once: idle and slow clients, editors who change the same, work that queues up."""
import json
import resource
import threading
import time

from server import TOKENS, Server, programme, tap, until

PROGRAMME = "/v1/screens/entrance/programme"
JSON = {"Content-Type": "application/json"}
NOTICE = {"kind": "notice", "title": {"sv": "T"}}


def encode(value):
    return json.dumps(value).encode()


def emergency(server):
    """Pushes one; returns its id."""
    reply = server.ask("POST", "/v1/messages", "editor", JSON, encode({"template": {"id": "leave"}}))
    tap.equal(reply.status, 201)
    return reply.json()["id"]


def still_serves(server):
    """A screen hears of an emergency and gets it, and is told when there is nothing new."""
    with server.stream("1") as stream:
        name = emergency(server)
        stream.take(rb"event: programme\n")
        reply = server.ask("GET", PROGRAMME)
        tap.check(name in [m["id"] for m in reply.json()["messages"]], "the emergency is not in the programme")
        for _ in range(20):
            tap.equal(server.ask("GET", PROGRAMME, headers={"If-None-Match": reply.headers["etag"]}).status, 304)


@tap.case
def ten_thousand_idle_connections_hinder_no_screen(folder):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < 12000:
        raise tap.Skip(f"only {hard} open files are allowed here")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 12000), hard))
    with Server(folder) as server:
        idle = []
        for number in range(10000):
            idle.append(server.client())
            # Half of them have begun to say something.
            if number % 2:
                idle[-1].socket.sendall(b"GET / HTTP/1.1\r\nHost:")
        until(lambda: server.descriptors() > 9000, "the hub to have taken them in")
        still_serves(server)
        for client in idle:
            client.close()
        until(lambda: server.descriptors() < 100, "the hub to have let go of them")


@tap.case
def slow_bodies_hinder_no_screen(folder):
    with Server(folder) as server:
        clients = [server.client() for _ in range(60)]
        for client in clients:
            client.send("POST", "/v1/messages", TOKENS["editor"], JSON, length=400000)
        body = encode(NOTICE).ljust(400000)
        for at in range(0, 40):
            for client in clients:
                client.socket.sendall(body[at:at + 1])
        still_serves(server)
        # Who is slow, but done in time, is answered.
        for client in clients[:5]:
            client.socket.sendall(body[40:])
            tap.equal(client.reply().status, 201)
        for client in clients:
            client.close()


@tap.case
def a_body_that_trickles_in_for_ever_is_cut_off(folder):
    with Server(folder) as server, server.client() as client:
        client.send("POST", "/v1/messages", TOKENS["editor"], JSON, length=400000)
        client.socket.settimeout(1)
        began = time.monotonic()
        try:
            while time.monotonic() - began < 60:
                client.socket.sendall(b" ")
                time.sleep(0.2)
        except OSError:
            return
        tap.check(False, "a minute is enough for any request")


@tap.case
def two_editors_at_once_lose_no_change(folder):
    with Server(folder) as server:
        server.ask("POST", "/v1/messages", "editor", JSON, encode(NOTICE | {"id": "m", "title": {"sv": "0"}}))
        done, others = [], []

        def edit():
            for _ in range(40):
                reply = server.ask("GET", "/v1/messages/m", "editor")
                title = {"sv": str(int(reply.json()["title"]["sv"]) + 1)}
                status = server.ask("PUT", "/v1/messages/m", "editor", JSON | {"If-Match": reply.headers["etag"]},
                                    encode(NOTICE | {"title": title})).status
                (done if status == 200 else others).append(status)
        editors = [threading.Thread(target=edit) for _ in range(4)]
        for editor in editors:
            editor.start()
        for editor in editors:
            editor.join()
        tap.equal(set(others) - {412}, set())
        tap.check(done and len(done) + len(others) == 160, f"{len(done)} and {len(others)}")
        tap.equal(int(server.ask("GET", "/v1/messages/m", "editor").json()["title"]["sv"]), len(done))


@tap.case
def work_that_queues_up_holds_up_no_screen(folder):
    """Previews wait for one another, and are sent away when too many wait; screens wait for none of them."""
    with Server(folder) as server:
        clients = [server.client() for _ in range(90)]
        for client in clients:
            client.send("POST", "/v1/preview", TOKENS["viewer"], JSON, encode(NOTICE))
        still_serves(server)
        statuses = [client.reply().status for client in clients]
        tap.check(set(statuses) <= {200, 503} and statuses.count(200) >= 60, str(statuses))
        for client in clients:
            client.close()


@tap.case
def requests_that_are_sent_ahead_are_answered_in_their_order(folder):
    with Server(folder) as server, server.client() as client:
        for _ in range(3):
            client.send("POST", "/v1/preview", TOKENS["viewer"], JSON, encode(NOTICE))
            client.send("GET", "/v1/messages/none", TOKENS["viewer"])
            client.send("POST", "/v1/messages", TOKENS["editor"], JSON, encode(NOTICE))
            client.send("GET", "/healthz")
        tap.equal([client.reply().status for _ in range(12)], [200, 404, 201, 200] * 3)


@tap.case
def work_whose_client_is_gone_or_whose_hub_ends_is_forgotten(folder):
    with Server(folder) as server:
        before = server.descriptors()
        for _ in range(20):
            with server.client() as client:
                client.send("POST", "/v1/preview", TOKENS["viewer"], JSON, encode(NOTICE))
        until(lambda: server.descriptors() <= before, "the vanished clients to be let go of")
        clients = [server.client() for _ in range(20)]
        for client in clients:
            client.send("POST", "/v1/preview", TOKENS["viewer"], JSON, encode(NOTICE))
        still_serves(server)
        server.process.terminate()
        for client in clients:
            tap.check(client.closed(), "a connection stays open")


if __name__ == "__main__":
    tap.run()
