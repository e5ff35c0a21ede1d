"""The description of the API, and whether replies are as it says."""
import copy
import json
import re

from server import ROOT, tap

try:
    import jsonschema
except ImportError:
    jsonschema = None

DOCUMENT = json.loads((ROOT / "assets/hub/openapi.json").read_text())
METHODS = ("get", "put", "post", "delete", "patch")


def routes():
    """The calls that the hub has, as its table of them reads."""
    text = (ROOT / "tools/hub/api/routes.c").read_text()
    return [f"{method} {path}" for method, path in re.findall(r'^\t\{"([A-Z]+)", "([^"]+)",', text, re.M)]


def operations():
    return {f"{method.upper()} {path}": item[method]
            for path, item in DOCUMENT["paths"].items() for method in METHODS if method in item}


def fits(pattern, path):
    return re.fullmatch(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(pattern)), path)


def route(call):
    """The described call of a request: "GET /v1/waits?clinic=c" is "GET /v1/waits"; None: there is none."""
    method, path = call.replace("HEAD ", "GET ").split(" ", 1)
    path = path.split("?")[0]
    found = [name for name in operations() if name.split()[0] == method and fits(name.split()[1], path)]
    # A path without anything variable goes before one with.
    return min(found, key=lambda name: name.count("{"), default=None)


def closed(schema):
    """The schema with nothing allowed that it does not name, so that the description is known to be whole."""
    if isinstance(schema, list):
        return [closed(s) for s in schema]
    if not isinstance(schema, dict):
        return schema
    schema = {k: closed(v) for k, v in schema.items()}
    if schema.get("type") == "object" and "properties" in schema:
        schema.setdefault("additionalProperties", False)
    return schema


CLOSED = {"components": {"schemas": closed(copy.deepcopy(DOCUMENT["components"]["schemas"]))}}


def is_valid(value, schema, what):
    validator = jsonschema.Draft202012Validator(closed(schema) | CLOSED)
    for error in validator.iter_errors(value):
        raise AssertionError(f"{what}: {'/'.join(map(str, error.absolute_path))}: {error.message[:600]}")


def described(response):
    if "$ref" in response:
        return DOCUMENT["components"]["responses"][response["$ref"].rsplit("/", 1)[1]]
    return response


def verify(call, reply):
    """A reply to a request ("GET /v1/waits?clinic=c") has a status, type and content that are described."""
    name = route(call)
    if jsonschema is None or name is None:
        return
    what, responses = f"{call} {reply.status}", operations()[name]["responses"]
    tap.check(str(reply.status) in responses, f"{what} is not described: {reply.body[:500]!r}")
    response = described(responses[str(reply.status)])
    content = response.get("content", {})
    if call.startswith("HEAD ") or not content:
        tap.equal(reply.body, b"", what)
        return
    kind = reply.headers.get("content-type")
    tap.check(kind in content, f"{what} is of the type {kind}")
    if kind.endswith("json"):
        is_valid(reply.json(), content[kind]["schema"], what)
