"""A hub that is killed while it writes: what it said was kept is there afterwards."""
import http.client
import json
import random
import threading
import time

from server import TOKENS, Server, programme, tap

ROUNDS = 100
WRITERS = 3


class Writer(threading.Thread):
    """Pushes one message and changes it over and over until the hub is gone; knows what was acknowledged last."""

    def __init__(self, port, name):
        super().__init__()
        self.port, self.name, self.kept, self.refused = port, name, 0, None

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Authorization": f"Bearer {TOKENS['editor']}", "Content-Type": "application/json"}
        try:
            for number in range(1, 1000000):
                body = json.dumps({"id": self.name, "kind": "notice", "title": {"sv": str(number)}})
                method, path = ("POST", "/v1/messages") if number == 1 else ("PUT", f"/v1/messages/{self.name}")
                connection.request(method, path, body, headers)
                reply = connection.getresponse()
                text = reply.read()
                if reply.status != (201 if number == 1 else 200):
                    self.refused = (reply.status, text)
                    return
                self.kept = number
        except (OSError, http.client.HTTPException):
            pass  # killed


def kill_while_writing(folder, number):
    """{message: the number in its title that was acknowledged last}, and the sequence before."""
    server = Server.on(folder).__enter__()
    sequence = server.ask("GET", "/v1/screens/entrance/programme").json()["sequence"]
    writers = [Writer(server.port, f"m{number}-{i}") for i in range(WRITERS)]
    for writer in writers:
        writer.start()
    time.sleep(random.uniform(0, 0.06))
    server.process.kill()
    for writer in writers:
        writer.join()
        tap.check(writer.refused is None, f"a write was refused: {writer.refused}")
    server.process.wait()
    server.process.stdout.close()
    server.log.close()
    return {w.name: w.kept for w in writers if w.kept}, sequence


@tap.case
def nothing_that_was_acknowledged_is_lost(folder):
    with Server(folder, programme(2)):
        pass
    kept, sequences = {}, []
    for number in range(ROUNDS):
        more, sequence = kill_while_writing(folder, number)
        kept |= more
        sequences.append(sequence)
    tap.equal(sequences, sorted(sequences), "a sequence went back")
    tap.check(sum(kept.values()) > ROUNDS, f"only {sum(kept.values())} writes were acknowledged")
    with Server.on(folder) as server:
        document = server.ask("GET", "/v1/screens/entrance/programme").json()
        titles = {m["id"]: int(m["title"]["sv"]) for m in document["messages"]}
        # One more than was acknowledged may have been kept.
        lost = {name: (number, titles.get(name)) for name, number in kept.items()
                if titles.get(name) not in (number, number + 1)}
        tap.equal(lost, {}, "acknowledged and lost")
        tap.check(document["sequence"] >= sequence + sum(more.values()), "a write that did not raise the sequence")
        events = server.ask("GET", "/v1/audit?limit=5000", "root").json()
        written = sum(e["action"].startswith("message.") for e in events)
        tap.check(written >= min(4000, sum(kept.values())), "a write without its line in the audit")
        tap.equal(server.ask("POST", "/v1/messages", "editor", {"Content-Type": "application/json"},
                             b'{"kind": "notice", "title": {"sv": "T"}}').status, 201)


if __name__ == "__main__":
    tap.run()
