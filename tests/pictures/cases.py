"""Which slides have a reference picture: a programme, a moment, a size and one slide of the round."""
import json
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "assets/sample"
OPEN = "2026-11-23T09:30:00Z"    # a Monday, half past ten in Stockholm
CLOSED = "2026-11-22T11:00:00Z"  # the Sunday before
LATER = "2026-11-23T09:50:00Z"   # most waits of the sample are old, none is withdrawn
LONG_AFTER = "2026-11-23T10:30:00Z"
LANDSCAPE, PORTRAIT = "960x540", "540x960"


def part(messages=(), waits=(), languages=("sv",), extra=(), policy="sequence"):
    """A builder of the sample cut down to what one case needs, so that a round is short and the slide is in it."""
    def build():
        document = json.loads((SAMPLE / "programme.json").read_text())
        document["languages"] = list(languages)
        document["language_policy"] = policy
        document["messages"] = [m for m in document["messages"] if m["id"] in messages] + list(extra)
        document["waits"] = [w for w in document["waits"] if w["id"] in waits]
        return document
    return build


EMERGENCY = {
    "id": "evacuate", "kind": "alert", "priority": "emergency", "origin": "clinic", "issued_at": "2026-11-23T09:20:00Z",
    "valid_until": "2026-11-23T11:20:00Z",
    "title": {"sv": "Lämna huset nu", "fi": "Poistukaa talosta heti", "en": "Leave the building now",
              "ar": "غادروا المبنى الآن", "so": "Hadda ka baxa dhismaha"},
    "text": {"sv": "Följ personalen ut genom närmaste utgång. Ta inte hissen.",
             "fi": "Seuratkaa henkilökuntaa lähimmästä uloskäynnistä. Älkää käyttäkö hissiä.",
             "en": "Follow the staff out through the nearest exit. Do not use the lift.",
             "ar": "اتبعوا الموظفين إلى أقرب مخرج. لا تستخدموا المصعد.",
             "so": "Raaca shaqaalaha albaabka ugu dhow. Ha isticmaalin wiishka."},
}


class Case:
    """slide, page and first (the first wait) pick the slide of the round; distance is in metres. Without a programme
    it is a plain slide."""

    def __init__(self, name, programme, *, now=OPEN, size=LANDSCAPE, distance=3, slide="message", page=1, first=None,
                 theme="light"):
        self.theme = theme
        self.name, self.programme, self.now, self.size, self.distance = name, programme, now, size, distance
        self.slide, self.page, self.first = slide, page, first

    def fits(self, line):
        waits = [w["id"] for w in line.get("waits", [])]
        return (line["slide"], line["page"]) == (self.slide, self.page) and self.first in (None, *waits[:1])


def waits(name, *ids, language="sv", page=1, **more):
    return Case(name, part(waits=ids, languages=[language]), slide="waits", page=page, **more)


def message(name, which, language="sv", **more):
    return Case(name, part(messages=[which], languages=[language]), **more)


def clinic(name, language="sv", **more):
    return Case(name, part(languages=[language]), slide="clinic", **more)


def phone(name, language, page=4, **more):
    """The page of the clinic slide that has the code for one's own phone."""
    def build():
        document = part(languages=[language])()
        document["clinic"]["page"] = "https://hub.ekbacken.example/c/ekbacken"
        return document
    return Case(name, build, slide="clinic", page=page, **more)


def emergency(name, languages, drill=False, **more):
    return Case(name, part(languages=languages, extra=[EMERGENCY | {"drill": drill}]), slide="emergency", **more)


def pair(name, *languages, messages=(), waits=(), **more):
    """Two languages on one slide."""
    return Case(name, part(messages, waits, languages, policy="paired"), **more)


QUEUES = ("drop-in", "lab", "doctor", "vaccination")
ALL = ("sv", "fi", "en", "ar", "so")

CASES = [
    waits("waits", *QUEUES),
    waits("waits-arabic", *QUEUES, language="ar"),
    waits("waits-portrait", *QUEUES, size=PORTRAIT),
    waits("waits-one", "drop-in", language="en"),
    waits("waits-old", "drop-in", "lab", now=LATER),
    waits("waits-withdrawn", "drop-in", "lab", now=LONG_AFTER, language="fi"),
    waits("delays", "doctor-delay", "nurse-delay"),
    waits("weeks", "physio", "physio-priority", language="so"),
    message("message", "take-a-number"),
    message("message-arabic", "feeling-worse", "ar"),
    message("message-portrait", "take-a-number", "en", size=PORTRAIT),
    message("message-picture", "hand-washing"),
    message("message-picture-portrait", "hand-washing", "so", size=PORTRAIT),
    message("message-link", "flu-2026", "en"),
    message("message-far", "take-a-number", distance=5),
    clinic("clinic-open"),
    clinic("clinic-closed", "fi", now=CLOSED),
    clinic("clinic-portrait", "ar", size=PORTRAIT),
    phone("clinic-phone", "sv"),
    phone("clinic-phone-beside", "ar", page=1, distance=2),
    phone("clinic-phone-portrait", "so", size=PORTRAIT),
    phone("clinic-phone-small", "en", size="1024x600"),
    emergency("emergency", ALL),
    emergency("emergency-portrait", ALL, size=PORTRAIT),
    emergency("drill", ["sv", "ar"], drill=True),
    waits("waits-dark", *QUEUES, theme="dark"),
    waits("waits-old-dark", "drop-in", "lab", now=LATER, theme="dark"),
    message("message-picture-dark", "hand-washing", "en", theme="dark"),
    clinic("clinic-open-dark", "fi", theme="dark"),
    emergency("emergency-dark", ALL, theme="dark"),
    emergency("drill-dark", ["sv", "so"], drill=True, theme="dark"),
    waits("waits-arabic-contrast", *QUEUES, language="ar", theme="contrast"),
    message("message-link-contrast", "flu-2026", "en", theme="contrast"),
    clinic("clinic-portrait-contrast", "so", size=PORTRAIT, theme="contrast"),
    emergency("emergency-portrait-contrast", ALL, size=PORTRAIT, theme="contrast"),
    waits("waits-near", *QUEUES, distance=1.5),
    waits("waits-small", *QUEUES, size="1024x600"),
    pair("pair", "sv", "ar", messages=["take-a-number"], distance=2),
    pair("pair-mirrored", "ar", "sv", messages=["flu-2026"], distance=2),
    pair("pair-link", "sv", "ar", messages=["flu-2026"], distance=2, page=2),
    pair("pair-picture", "sv", "fi", messages=["hand-washing"], distance=2, page=2),
    pair("pair-stacked", "sv", "ar", messages=["hand-washing"], size=PORTRAIT, distance=2.5),
    pair("pair-clinic", "sv", "ar", slide="clinic", distance=2),
    pair("pair-waits", "sv", "ar", waits=QUEUES, slide="waits", distance=2),
    pair("pair-waits-portrait", "sv", "so", waits=["drop-in", "lab"], slide="waits", size=PORTRAIT, distance=2.5),
    pair("pair-waits-old", "sv", "fi", waits=["drop-in", "lab"], slide="waits", now=LATER, distance=2),
    Case("idle", None, slide="idle"),
    Case("problem", None, slide="problem"),
    Case("problem-portrait", None, slide="problem", size=PORTRAIT),
    Case("identity", None, slide="identity"),
    Case("problem-contrast", None, slide="problem", theme="contrast"),
    Case("identity-dark", None, slide="identity", theme="dark"),
    Case("identity-portrait", None, slide="identity", size=PORTRAIT),
    Case("identity-long", None, slide="identity-long"),
    Case("identity-long-portrait", None, slide="identity-long", size=PORTRAIT),
]

# Every kind in every language, theme and direction of the panel: small, since what is looked for is what differs.
THEMES = ("light", "dark", "contrast")
SMALL = {"landscape": "480x270", "portrait": "270x480"}
KINDS = {
    "waits": lambda name, language, **more: waits(name, *QUEUES, language=language, **more),
    "delays": lambda name, language, **more: waits(name, "doctor-delay", "nurse-delay", language=language, **more),
    "weeks": lambda name, language, **more: waits(name, "physio", "physio-priority", language=language, **more),
    "message": lambda name, language, **more: message(name, "take-a-number", language, **more),
    "picture": lambda name, language, **more: message(name, "hand-washing", language, **more),
    "link": lambda name, language, **more: message(name, "flu-2026", language, **more),
    "open": lambda name, language, **more: clinic(name, language, **more),
    "closed": lambda name, language, **more: clinic(name, language, now=CLOSED, **more),
    "emergency": lambda name, language, **more: emergency(name, [language], **more),
    "drill": lambda name, language, **more: emergency(name, [language], drill=True, **more),
}
CASES += [
    make(f"all/{kind}-{language}-{theme}-{turn}", language, theme=theme, size=size)
    for kind, make in KINDS.items() for language in ALL for theme in THEMES for turn, size in SMALL.items()
]
