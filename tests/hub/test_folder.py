"""The hub and its folder: new, broken, vanishing and returning programmes."""
import json
import os
import shutil

from server import Server, programme, tap, until

PROGRAMME = "/v1/screens/entrance/programme"


def sequence(server):
    reply = server.ask("GET", PROGRAMME)
    return reply.json()["sequence"] if reply.status == 200 else reply.status


def served(server, number):
    until(lambda: sequence(server) == number, f"programme {number}")


@tap.case
def a_renamed_file_is_served(folder):
    with Server(folder) as server:
        for number in range(2, 20):
            server.write(programme(number))
            served(server, number)


@tap.case
def a_file_written_in_place_is_served(folder):
    with Server(folder) as server:
        (folder / "clinic/programme.json").write_text(json.dumps(programme(2)))
        served(server, 2)


@tap.case
def a_file_that_grows_slowly_is_served_when_it_is_whole(folder):
    with Server(folder) as server:
        text = json.dumps(programme(2))
        with open(folder / "clinic/programme.json", "w") as file:
            for at in range(0, len(text), 8):
                file.write(text[at:at + 8])
                file.flush()
                tap.check(sequence(server) in (1, 2), "half a programme is served")
        served(server, 2)


@tap.case
def another_content_of_an_equal_sequence_has_another_etag(folder):
    with Server(folder) as server:
        first = server.ask("GET", PROGRAMME)
        server.write(programme(1, series="t"))
        until(lambda: server.ask("GET", PROGRAMME).headers["etag"] != first.headers["etag"], "another ETag")
        server.write(programme(1))
        until(lambda: server.ask("GET", PROGRAMME).headers["etag"] == first.headers["etag"], "the first ETag again")


@tap.case
def the_last_good_one_stays_when_the_file_is_broken(folder):
    with Server(folder) as server:
        broken = [b"", b"{", b"null", b'{"format": 2}', b"<html>Not Found</html>", b"\xff\xfe", b" " * (17 << 20),
                  json.dumps(programme(2)).encode()[:-1], json.dumps({**programme(2), "clinic": {}}).encode()]
        for number, content in enumerate(broken, 1):
            server.write(content)
            until(lambda: server.said().count("is not served") == number, f"a word on {content[:20]!r}")
            tap.equal(sequence(server), 1)
        server.write(programme(3))
        served(server, 3)


@tap.case
def a_folder_that_is_replaced_is_followed(folder):
    with Server(folder) as server:
        (folder / "next").mkdir()
        (folder / "next/programme.json").write_text(json.dumps(programme(2)))
        (folder / "clinic").rename(folder / "old")
        tap.equal(sequence(server), 1)
        (folder / "next").rename(folder / "clinic")
        served(server, 2)
        server.write(programme(3))
        served(server, 3)
        shutil.rmtree(folder / "clinic")
        until(lambda: "cannot look at" in server.said(), "a word on the missing folder")
        tap.equal(sequence(server), 3)
        (folder / "clinic").mkdir()
        server.write(programme(4))
        served(server, 4)


@tap.case
def a_link_that_moves_on_is_followed(folder):
    with Server(folder) as server:
        for number in (2, 3):
            target = folder / f"clinic-{number}"
            target.mkdir()
            (target / "programme.json").write_text(json.dumps(programme(number)))
            os.symlink(target, folder / "link")
            if not (folder / "clinic").is_symlink():
                (folder / "clinic").rename(folder / "old")
            (folder / "link").rename(folder / "clinic")
            served(server, number)


@tap.case
def a_hub_without_a_programme_waits_for_one(folder):
    with Server(folder, b"not yet") as server:
        reply = server.ask("GET", PROGRAMME)
        tap.equal((reply.status, "retry-after" in reply.headers), (503, True))
        tap.equal(server.ask("GET", "/healthz", None).status, 503)
        with server.stream() as stream:
            server.write(programme(5))
            stream.take(rb'id: 5\n.*"sequence": 5}\n\n')
        tap.equal(server.ask("GET", "/healthz", None).status, 200)


@tap.case
def what_screens_will_set_aside_is_told_in_the_log(folder):
    with Server(folder) as server:
        server.write(programme(2, messages=[{"id": "good", "kind": "notice", "title": {"sv": "T"}}, {"id": "bad"}]))
        served(server, 2)
        tap.check("/messages/1" in server.said(), server.said())


if __name__ == "__main__":
    tap.run()
