"""What each command asks of a hub, and what it makes of the answers: argv → requests, replies → output and exit code.

A case: argv, then by name: replies (in order), requests (method, path, body), out (all of standard output), err (parts
of standard error, in any order; [] for nothing at all), code.
"""
import json

from hub import TOKEN, ctl, problem, reply, talking, tap

STORED = reply(201, {"id": "flu", "kind": "notice", "title": {"sv": "Hej"}, "state": "active"})
PUSH = ["push", "--title", "sv=Hej"]
HEJ = {"kind": "notice", "title": {"sv": "Hej"}}
POST = ("POST", "/v1/messages", HEJ)
WAITS = [{"id": "drop-in", "wait": {"from": 30, "unit": "minute"}}, {"id": "mri", "wait": {"from": 6, "unit": "week"}},
         {"id": "lab", "state": "closed"}]
SET = {"id": "drop-in", "state": "open", "accepting": "yes", "wait": {"from": 30, "to": 45, "unit": "minute"},
       "measured_at": "2026-11-22T09:30:00Z"}
SET_OUT = ("ID       STATE  ACCEPTING  WAIT          MEASURED\n"
           "drop-in  open   yes        30–45 minute  2026-11-22 10:30\n")
MESSAGES = [
    {"id": "flu", "state": "active", "kind": "health", "priority": "important", "title": {"en": "Flu", "sv": "Vaccin"},
     "valid_from": "2026-07-01T08:00:00Z", "valid_until": "2026-12-01T00:00:00+01:00"},
    {"id": "övning", "state": "pending", "kind": "alert", "priority": "emergency", "drill": True,
     "title": {"ar": "تدريب"}},
]
LIST_OUT = ("ID      STATE    KIND    PRIORITY   FROM              UNTIL             TITLE\n"
            "flu     active   health  important  2026-07-01 10:00  2026-12-01 00:00  Vaccin\n"
            "övning  pending  alert   drill      -                 -                 تدريب\n")
SCREENS = [
    {"id": "entrance", "online": True, "panel": "on", "last_seen": "2026-11-22T09:30:00Z", "current": True,
     "showing": {"slide": "message", "id": "flu"}, "problems": []},
    {"id": "stairs", "online": False, "panel": "off", "last_seen": None, "current": False, "showing": None,
     "problems": [{"code": "disk", "detail": "the disk\nis full"}, {"code": "clock"}]},
]
SCREENS_OUT = ("ID        STATE    PANEL  SEEN              CURRENT  SHOWING      PROBLEMS\n"
               "entrance  online   on     2026-11-22 10:30  yes      message flu  -\n"
               "stairs    offline  off    -                 no       -            the disk is full; clock\n")
DOUBTS = problem(409, type="https://vantrum.example/needs-confirmation", warnings=[
    {"pointer": "/text/sv", "code": "ten-digits", "detail": "ten digits in a row"},
    {"pointer": "/title/sv", "code": "name-beside-room", "detail": "a name beside a room"},
    {"pointer": "/title/en", "code": "ten-digits", "detail": "ten digits in a row"},
    {"pointer": "/x", "code": "$(reboot)", "detail": "evil"}])
SHOWN = {"screen": "entrance", "panel": "on", "first_shown_at": "2026-11-22T09:42:00Z", "sequence": 7}
DARK = {"screen": "stairs", "panel": "off", "first_shown_at": None, "sequence": 7}
RECEIPTS = ("GET", "/v1/messages/flu/receipts")


def case(name, argv, *, replies=(reply(200, []),), requests=None, out="", err=(), code=0, env=()):
    def run(_):
        with talking(*replies) as hub:
            done = ctl(*argv, hub=hub.url, env=env)
            told = f"{done.out}{done.err}"
            tap.equal(done.returncode, code, f"exit code; it said: {told}")
            tap.equal([r.plain() for r in hub.requests], list(requests or []), "requests")
            for request in hub.requests:
                tap.equal(request.headers["Authorization"], f"Bearer {TOKEN}")
                tap.equal(request.headers["Content-Type"], "application/json" if request.body else None)
        tap.equal(done.out, out, "standard output")
        for part in err:
            tap.check(part in done.err, f"standard error lacks {part!r}: {done.err}")
        tap.check(err or not done.err, f"standard error should be empty: {done.err}")
        tap.check(TOKEN not in done.err + done.out, "the token is printed")
    run.__name__ = name.replace(" ", "_")
    tap.case(run)


def dump(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


# --- push ---
case("push a title", PUSH, replies=[STORED], requests=[POST], out="flu\n")
case("push everything", [
    "push", "--title", "sv=Läkaren är sen", "--title=ar=الطبيب متأخر", "--text", "sv=a=b\nc", "--kind", "alert",
    "--priority", "urgent", "--id", "sen", "--from", "2026-11-22T08:30:00+01:00", "--until",
    "2026-11-22T12:00:00Z", "--screens", "entrance,stairs", "--clinic", "ekbacken", "--link",
    "https://www.1177.se/?a=b&c", "--drill"],
     replies=[STORED], requests=[("POST", "/v1/messages", {
         "title": {"sv": "Läkaren är sen", "ar": "الطبيب متأخر"}, "text": {"sv": "a=b\nc"}, "kind": "alert",
         "priority": "urgent", "id": "sen", "valid_from": "2026-11-22T07:30:00Z",
         "valid_until": "2026-11-22T12:00:00Z", "screens": ["entrance", "stairs"], "clinic": "ekbacken",
         "link": {"href": "https://www.1177.se/?a=b&c"}, "drill": True})], out="flu\n")
case("an end counts from the beginning", PUSH + ["--from", "2026-11-22T08:30:00+01:00", "--until", "06:00"],
     replies=[STORED], out="flu\n", requests=[("POST", "/v1/messages", HEJ | {
         "valid_from": "2026-11-22T07:30:00Z", "valid_until": "2026-11-23T05:00:00Z"})])
case("push a template", ["push", "--template", "doctor-late", "--value", "minutes=40", "--value", "room=007",
                         "--value", 'door="12"', "--value", "note=a=b", "--value", "none=", "--value", "open=08:00-15:00", "--value",
                         "span=8:00-15:00", "--value", "at=13:00", "--value", 'said="08:00-15:00"'],
     replies=[STORED], out="flu\n", requests=[("POST", "/v1/messages", {"template": {"id": "doctor-late", "values": {
         "minutes": 40, "room": "007", "door": "12", "note": "a=b", "none": "",
         "open": {"from": "08:00", "until": "15:00"}, "span": "8:00-15:00", "at": "13:00", "said": "08:00-15:00"}}})])
case("push a drill of a template", ["push", "--template", "leave", "--drill"], replies=[STORED], out="flu\n",
     requests=[("POST", "/v1/messages", {"template": {"id": "leave", "values": {}}, "drill": True})])
case("odd letters arrive as they are", ["push", "--title", "sv=\U0001F600 e\u0301 \u202e \x01 \"\\", "--text", "sv="],
     replies=[STORED], out="flu\n", requests=[("POST", "/v1/messages", {
         "kind": "notice", "title": {"sv": "\U0001F600 e\u0301 \u202e \x01 \"\\"}, "text": {"sv": ""}})])
case("push waits for approval", PUSH, replies=[reply(201, {"id": "flu", "state": "pending"})], requests=[POST],
     out="flu\n", err=["approve"])
case("push with the raw reply", PUSH + ["--json"], replies=[reply(201, b'{"id": "flu", "n": 1.50}')], requests=[POST],
     out='{"id": "flu", "n": 1.50}\n')
case("a message without an id", PUSH, replies=[reply(201, {})], requests=[POST], code=1, err=["which id"])
case("an id that plays with the terminal", PUSH, replies=[reply(201, {"id": "a\x1b]0;x\x07\nb"})], requests=[POST],
     out="a?]0;x? b\n")
case("what is doubtful can be confirmed", PUSH, replies=[DOUBTS], requests=[POST], code=2, err=[
    "/text/sv: ten-digits: ten digits in a row\n", "/title/sv: name-beside-room: a name beside a room\n",
    "--confirm ten-digits,name-beside-room;"])
case("what was confirmed stays confirmed", PUSH + ["--confirm", "car-plate,ten-digits"], replies=[DOUBTS],
     requests=[("POST", "/v1/messages?confirm=car-plate%2Cten-digits", HEJ)], code=2,
     err=["--confirm car-plate,ten-digits,name-beside-room;"])
case("confirmed", PUSH + ["--confirm", "ten-digits"], replies=[STORED], out="flu\n",
     requests=[("POST", "/v1/messages?confirm=ten-digits", HEJ)])
case("an id that is taken", PUSH + ["--id", "flu"],
     replies=[problem(409, type="https://x/conflict", detail="there is a message flu")], code=2,
     requests=[("POST", "/v1/messages", HEJ | {"id": "flu"})], err=["there is a message flu"])
case("every wrong member is named", PUSH, requests=[POST], code=2, replies=[problem(422, title="Not valid", errors=[
    {"pointer": "/title/sv", "detail": "is longer than\x1b[1m 200"}, {"pointer": "/kind"}])],
     err=["Not valid", "  /title/sv: is longer than?[1m 200\n", "  /kind\n"])
case("an identity number", PUSH, requests=[POST], code=2, err=["personal identity number", "  /title/sv\n"],
     replies=[problem(422, type="https://x/personal-identity-number", errors=[{"pointer": "/title/sv"}])])

# --- is it shown? ---
LOOK = ("GET", "/v1/screens")
HALL = {"id": "entrance", "clinic": "c", "online": True, "panel": "on", "groups": ["ground"]}
STAIRS = {"id": "stairs", "clinic": "c", "online": True, "panel": "unknown", "groups": ["upper"]}
case("shown at last", PUSH + ["--wait-shown", "60"], requests=[POST, LOOK, RECEIPTS, RECEIPTS, RECEIPTS, RECEIPTS],
     replies=[STORED, reply(200, [HALL, STAIRS]), reply(200, []), reply(200, [SHOWN]), reply(200, [SHOWN, DARK]),
              reply(200, [SHOWN, DARK | {"panel": "on", "first_shown_at": "2026-11-22T09:43:00Z"}])],
     out=("flu\nSCREEN    PANEL  SHOWN  SINCE\nentrance  on     yes    2026-11-22 10:42\n"
          "stairs    on     yes    2026-11-22 10:43\n"), err=["on 2 of 2 screens"])
for named in (["entrance"], ["ground"], ["x", "ground"]):
    case(f"only those that are meant are waited for {named}", PUSH + ["--wait-shown", "60"],
         requests=[POST, LOOK, RECEIPTS],
         replies=[reply(201, {"id": "flu", "clinic": "c", "screens": named}),
                  reply(200, [HALL, STAIRS, HALL | {"id": "far", "clinic": "d"}]), reply(200, [SHOWN])],
         out="flu\nSCREEN    PANEL  SHOWN  SINCE\nentrance  on     yes    2026-11-22 10:42\n", err=["on 1 of 1"])
case("shown with raw replies", PUSH + ["--wait-shown", "60", "--json"], requests=[POST, LOOK, RECEIPTS],
     replies=[reply(201, {"id": "flu"}), reply(200, [HALL]), reply(200, [SHOWN])],
     out='{"id": "flu"}\n' + dump([SHOWN]), err=["on 1 of 1 screens"])
case("no screen is meant", PUSH + ["--wait-shown", "60"], requests=[POST, LOOK, RECEIPTS], code=1, out="flu\n",
     replies=[reply(201, {"id": "flu", "screens": ["cellar"]}), reply(200, [HALL]), reply(200, [])],
     err=["no screen that is to show it"])
case("receipts that fail", PUSH + ["--wait-shown", "60"], requests=[POST, LOOK, RECEIPTS], code=1, out="flu\n",
     replies=[STORED, reply(200, [HALL]), problem(403)], err=["may not", "whether it is shown is not known"])
case("screens that fail", PUSH + ["--wait-shown", "60"], requests=[POST, LOOK], code=1, out="flu\n",
     replies=[STORED, problem(500)], err=["failed", "whether it is shown is not known"])
case("waiting for what waits for approval", PUSH + ["--wait-shown", "60"], requests=[POST], code=1, out="flu\n",
     replies=[reply(201, {"id": "flu", "state": "pending"})], err=["approve"])

# --- list, screens, withdraw ---
case("list", ["list"], replies=[reply(200, MESSAGES)], requests=[("GET", "/v1/messages")], out=LIST_OUT)
case("list in several pages", ["list"], out=LIST_OUT, requests=[("GET", "/v1/messages"),
                                                               ("GET", "/v1/messages?after=flu&limit=1")],
     replies=[reply(200, MESSAGES[:1], Link='</v1/x>; rel="prev", </v1/messages?after=flu&limit=1>; rel="next"'),
              reply(200, MESSAGES[1:])])
case("list as json", ["list", "--json"], out=dump(MESSAGES), requests=[("GET", "/v1/messages"), ("GET", "/v1/m?2")],
     replies=[reply(200, MESSAGES[:1], Link="<m?2>; title=x; rel=next"), reply(200, MESSAGES[1:])])
case("list by state", ["list", "--state", "withdrawn,active", "--clinic", "a b&c"],
     out="ID  STATE  KIND  PRIORITY  FROM  UNTIL  TITLE\n",
     requests=[("GET", "/v1/messages?clinic=a%20b%26c&state=withdrawn%2Cactive")])
case("no list but an object", ["list"], replies=[reply(200, {})], requests=[("GET", "/v1/messages")], code=1,
     err=["no list"])
case("a list that goes on elsewhere", ["list"], requests=[("GET", "/v1/messages")], code=1, err=["next page"],
     replies=[reply(200, MESSAGES, Link='<http://127.0.0.1:1/v1/messages>; rel="next"')])
case("a list whose next page is itself", ["list"], requests=[("GET", "/v1/messages")], code=1, err=["next page"],
     replies=[reply(200, MESSAGES, Link='</v1/messages>; rel="next"')])
case("other links are no next page", ["list"], requests=[("GET", "/v1/messages")], out=LIST_OUT, replies=[
    reply(200, MESSAGES, Link='</v1/a>; rel="nextish", </v1/b>; rel=prev, </v1/c>, </v1/next>; rel=last, <v1/broken')])
case("screens", ["screens"], replies=[reply(200, SCREENS)], requests=[("GET", "/v1/screens")], out=SCREENS_OUT)
case("screens as json", ["screens", "--json"], replies=[reply(200, SCREENS)], requests=[("GET", "/v1/screens")],
     out=dump(SCREENS))
case("withdraw", ["withdraw", "flu"], replies=[reply(204)], requests=[("DELETE", "/v1/messages/flu")],
     err=["flu is withdrawn"])
case("withdraw an odd id", ["withdraw", "å/../b?c", "--clinic", "ekbacken"], replies=[reply(204)],
     requests=[("DELETE", "/v1/messages/%C3%A5%2F..%2Fb%3Fc?clinic=ekbacken")], err=["å/../b?c is withdrawn"])
case("withdraw what is not there", ["withdraw", "flu"], replies=[problem(404, detail="no message flu")], code=1,
     requests=[("DELETE", "/v1/messages/flu")], err=["no message flu"])

# --- wait ---
GET, PUT = ("GET", "/v1/waits"), ("PUT", "/v1/waits/drop-in")
OPEN = {"state": "open", "accepting": "yes"}
case("wait with a unit", ["wait", "drop-in", "30-45", "--unit", "minute"], replies=[reply(200, SET)], out=SET_OUT,
     requests=[PUT + (OPEN | {"wait": {"from": 30, "to": 45, "unit": "minute"}, "level": None},)])
case("wait in the unit of the queue", ["wait", "mri", "8"], replies=[reply(200, WAITS), reply(200, SET)], out=SET_OUT,
     requests=[GET, ("PUT", "/v1/waits/mri", OPEN | {"wait": {"from": 8, "unit": "week"}, "level": None})])
case("minutes where nothing is known", ["wait", "lab", "5–7.5"], replies=[reply(200, WAITS), reply(200, SET)],
     out=SET_OUT, requests=[GET, ("PUT", "/v1/waits/lab", OPEN | {"wait": {"from": 5, "to": 7.5, "unit": "minute"},
                                                                  "level": None})])
case("wait in words", ["wait", "drop-in", "--level", "very_long"], out=("ID       STATE  ACCEPTING  WAIT       MEASURED\n"
                                                                      "drop-in  open   yes        very_long  -\n"),
     replies=[reply(200, {"id": "drop-in", "level": "very_long", "state": "open", "accepting": "yes"})],
     requests=[PUT + (OPEN | {"wait": None, "level": "very_long"},)])
case("a number and a word", ["wait", "drop-in", "1", "--unit", "hour", "--level", "long", "--no-new"], out=SET_OUT,
     replies=[reply(200, SET)], requests=[PUT + ({"state": "open", "accepting": "no_new", "level": "long",
                                                  "wait": {"from": 1, "unit": "hour"}},)])
case("no new ones", ["wait", "drop-in", "--no-new"], replies=[reply(200, SET)], out=SET_OUT,
     requests=[PUT + ({"accepting": "no_new"},)])
case("closed", ["wait", "drop-in", "--closed", "--clinic", "b"], replies=[reply(200, SET)], out=SET_OUT,
     requests=[("PUT", "/v1/waits/drop-in?clinic=b", {"state": "closed"})])
case("still right", ["wait", "drop-in", "--renew"], replies=[reply(200, SET)], out=SET_OUT, requests=[PUT + ({},)])
case("wait with the raw reply", ["wait", "drop-in", "--renew", "--json"], replies=[reply(200, b'{"id":"x"}\n')],
     out='{"id":"x"}\n', requests=[PUT + ({},)])
case("the look for the unit fails", ["wait", "drop-in", "30"], replies=[problem(401)], requests=[GET], code=1,
     err=["does not know this token"])

# --- refusals of every call ---
GET = ("GET", "/v1/screens")
for status, headers, code, words in (
        (400, {}, 2, ["refuses it (400)"]), (401, {}, 1, ["does not know this token", "token add"]),
        (403, {}, 1, ["may not do that", "administrator"]), (413, {}, 2, ["(413)"]), (418, {}, 1, ["(418)"]),
        (429, {"Retry_After": 17}, 1, ["again in 17 seconds"]), (429, {}, 1, ["again in some minutes"]),
        (500, {}, 1, ["failed (500)"]), (503, {}, 1, ["failed (503)"])):
    case(f"status {status} {headers}", ["screens"], replies=[reply(status, b"<p>no JSON</p>", **headers)],
         requests=[GET], code=code, err=words)
case("a refusal as json too", ["screens", "--json"], replies=[reply(403, b'{"detail": "no\\u0007"}')], requests=[GET],
     code=1, out='{"detail": "no\\u0007"}\n', err=["do that: no?\n"])
case("a refusal of odd shapes", ["screens"], replies=[reply(422, {"detail": 7, "errors": {"a": 1}, "warnings": [1, []]})],
     requests=[GET], code=2, err=["(422)"])
case("no hub at all", ["screens"], replies=[reply(200, b"<html>log in</html>")], requests=[GET], code=1,
     err=["no Väntrum hub"])
case("an empty answer", ["screens"], replies=[reply(200)], requests=[GET], code=1, err=["no Väntrum hub"])
case("a list of odd shapes", ["screens"], requests=[GET], replies=[reply(200, [1, None, {"id": 5, "problems": 3}, []])],
     out="ID  STATE    PANEL  SEEN  CURRENT  SHOWING  PROBLEMS\n" +
         "-   offline  -      -     no       -        -\n" * 4)

# --- what never gets to the hub ---
for argv, words in (
        ([], "a command is missing"), (["pull"], 'no command "pull"'), (["push"], "needs --title"),
        (["push", "--title", "Hej"], "language and a text"), (["push", "--title", "=Hej"], "language and a text"),
        (["push", "--title", "s v=Hej"], "language and a text"),
        (PUSH + ["--title", "sv=Nej"], "--title sv= is given twice"), (PUSH + ["--id", "a", "--id", "b"], "twice"),
        (PUSH + ["--until", "soon"], "is no time"), (PUSH + ["--until", "2020-01-01T00:00:00Z"], "before it begins"),
        (PUSH + ["--screens", "a,,b"], "comma between"), (PUSH + ["--screens", ""], "comma between"),
        (PUSH + ["--template", "t"], "--title does not go with"), (PUSH + ["--value", "a=b"], "belongs to --template"),
        (["push", "--template", "t", "--kind", "news"], "--kind does not go with"),
        (["push", "--template", "t", "--value", "x"], "NAME=VALUE"),
        (["push", "--template", "t", "--value", "x=1", "--value", "x=2"], "twice"),
        (PUSH + ["--wait-shown", "0"], "1 to 3600"), (PUSH + ["extra"], "one word too many"),
        (PUSH + ["--drill=yes"], "takes no value"), (PUSH + ["--until"], "needs a value"),
        (PUSH + ["--unti", "16:30"], "no option --unti here"), (PUSH + ["--token", "x"], "never an argument"),
        (["--token=x", "list"], "never an argument"), (["--state", "active", "list"], "before the command"),
        (["list", "--timeout", "0"], "1 to 600"), (["list", "--timeout", "9999999999999"], "1 to 600"),
        (["withdraw"], "takes ID"), (["withdraw", ""], "is no id"), (["withdraw", ".."], "is no id"),
        (["withdraw", "a", "b"], "too many"), (["wait", "a"], "say how long"), (["wait", "a", "x"], "a number or two"),
        (["wait", "a", "30-"], "a number or two"), (["wait", "a", "45-30"], "a number or two"),
        (["wait", "a", "-5"], "a number or two"), (["wait", "a", "1e3"], "a number or two"),
        (["wait", "a", "5.-6"], "a number or two"), (["wait", "a", "--closed", "--renew"], "alone"),
        (["wait", "a", "30", "--renew"], "alone"), (["wait", "a", "--level", "long", "--unit", "hour"], "--unit belongs"),
        ([b"list", b"--state", b"\xff"], "no UTF-8"), ([b"push", b"--title", b"sv=\xc3"], "no UTF-8")):
    case(f"wrong {argv}", argv, code=2, err=[words])
case("all after two dashes are words", ["withdraw", "--", "--help"], replies=[reply(204)],
     requests=[("DELETE", "/v1/messages/--help")], err=["--help is withdrawn"])

if __name__ == "__main__":
    tap.run()
