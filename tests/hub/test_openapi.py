"""The description of the API against the hub: whole, well formed, and served."""
import json
import re

import openapi
from openapi import DOCUMENT
from server import Server, tap


def walk(value, pointer=""):
    yield pointer, value
    if isinstance(value, dict):
        for key, each in value.items():
            yield from walk(each, f"{pointer}/{key}")
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from walk(each, f"{pointer}/{number}")


@tap.case
def what_it_refers_to_is_there_and_what_is_there_is_referred_to(folder):
    used = set()
    for pointer, value in walk(DOCUMENT):
        if isinstance(value, dict) and isinstance(value.get("$ref"), str):
            target = DOCUMENT
            for part in value["$ref"].removeprefix("#/").split("/"):
                tap.check(part in target, f"{pointer} refers to {value['$ref']}")
                target = target[part]
            used.add(value["$ref"])
    for kind in ("schemas", "responses"):
        for name in DOCUMENT["components"][kind]:
            tap.check(f"#/components/{kind}/{name}" in used, f"{kind}/{name} is used by nothing")


@tap.case
def its_schemas_are_schemas(folder):
    if openapi.jsonschema is None:
        raise tap.Skip("python3-jsonschema is not there")
    for pointer, value in walk(DOCUMENT):
        if pointer.endswith("/schema") or re.fullmatch("/components/schemas/[^/]+", pointer):
            openapi.jsonschema.Draft202012Validator.check_schema(value)


@tap.case
def operations_say_what_they_must(folder):
    tags = {tag["name"] for tag in DOCUMENT["tags"]}
    tap.check(DOCUMENT["openapi"].startswith("3.1.") and DOCUMENT["info"]["title"], "the head")
    for name, operation in openapi.operations().items():
        tap.check(set(operation["tags"]) <= tags and operation["summary"], name)
        tap.check([s for s in operation["responses"] if s[0] in "23"], f"{name} never goes well")
        tap.check(all(r.get("$ref") or r["description"] for r in operation["responses"].values()), name)
        tap.check(all(set(s) <= set(DOCUMENT["components"]["securitySchemes"]) for s in operation["security"]), name)
        parameters = operation.get("parameters", [])
        tap.equal([p["name"] for p in parameters if p["in"] == "path"], re.findall(r"\{(\w+)\}", name), name)
        tap.check(all(p["description"] and p["schema"] for p in parameters), name)


@tap.case
def the_hub_has_the_calls_that_are_described_and_no_others(folder):
    tap.check(len(openapi.routes()) > 30, "the hub's table cannot be read")
    tap.equal(sorted(openapi.operations()), sorted(openapi.routes()))


@tap.case
def it_is_served_as_it_stands(folder):
    with Server(folder) as server:
        reply = server.ask("GET", "/v1/openapi.json", None)
        tap.equal((reply.status, reply.headers["content-type"]), (200, "application/json"))
        tap.equal(json.loads(reply.body), DOCUMENT)
        again = server.ask("GET", "/v1/openapi.json", None, {"If-None-Match": reply.headers["etag"]})
        tap.equal(again.status, 304)


def concrete(path):
    return path.replace("{screen}", "entrance").replace("{sha256}", "0" * 64).replace("{file}", "none.js") \
        .replace("{id}", "none").replace("{user}", "none") \
        .replace("{clinic}", "none").replace("{language}", "none")


@tap.case
def every_address_refuses_the_methods_that_are_not_described(folder):
    with Server(folder) as server:
        for path, item in DOCUMENT["paths"].items():
            expected = {m.upper() for m in openapi.METHODS if m in item}
            expected |= {"HEAD"} if "GET" in expected else set()
            for method in {"GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "BREW"} - expected:
                for who in ("root", "entrance"):
                    reply = server.ask(method, concrete(path), who)
                    tap.equal(reply.status, 405, f"{who}: {method} {path}")
                    allow = {m.strip() for m in reply.headers["allow"].split(",")}
                    tap.equal(allow, expected, f"{method} {path}")


@tap.case
def every_call_that_is_described_is_answered(folder):
    # Those that take the screen's token away come last.
    last = ["POST /v1/screens/{screen}/token", "DELETE /v1/screens/{screen}"]
    calls = [name for name in openapi.operations() if name not in last] + last
    with Server(folder) as server:
        for method, path in (name.split() for name in calls):
            # An event stream would not end; the HEAD of it does.
            asked = "HEAD" if path.endswith("/events") else method
            security = openapi.operations()[f"{method} {path}"]["security"]
            who = "entrance" if security == [{"screen": []}] else "root"
            body = b"{}" if method in ("POST", "PUT", "PATCH") else None
            reply = server.ask(asked, concrete(path), who, {"Content-Type": "application/json"}, body)
            what = f"{method} {path}: {reply.status} {reply.body[:300]!r}"
            tap.check(reply.status not in (401, 405) and reply.status < 500, what)
            tap.check(reply.status != 403 or path == "/v1/password", what)
            tap.check(reply.status != 404 or "{" in path, what)
            openapi.verify(f"{asked} {concrete(path)}", reply)


if __name__ == "__main__":
    tap.run()
