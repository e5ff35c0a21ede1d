"""Programme documents for the tests, in the shape of the contract's §1."""
import datetime
import hashlib
import json
import struct
import zlib


def instant(seconds_from_now=0):
    moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds_from_now)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def message(name, title=None, **members):
    """A normal notice in Swedish unless the members say otherwise."""
    title = {"sv": title or f"Meddelande {name}"} if not isinstance(title, dict) else title
    return {"id": name, "kind": "notice", "priority": "normal", "title": title} | members


def urgent(name, title=None, **members):
    """A message that cuts in at once, so that a test need not wait for the page before it to end."""
    return message(name, title, **members) | {"priority": "urgent", "issued_at": instant(-1)}


def emergency(name, *languages, **members):
    words = {"sv": "Lämna huset nu", "en": "Leave the building now", "fi": "Poistu talosta heti", "ar": "غادروا المبنى الآن",
             "so": "Ka bax dhismaha hadda"}
    return message(name, {language: words[language] for language in languages}, kind="alert", priority="emergency",
                   issued_at=instant(-5), valid_until=instant(3600), origin="clinic") | members


def wait(name, minutes=20, **members):
    return {"id": name, "name": {"sv": f"Kö {name}"}, "state": "open", "accepting": "yes", "measure": "wait",
            "wait": {"from": minutes, "unit": "minute", "bound": "about"}, "statistic": "forecast",
            "measured_at": instant(-30), "good_for_s": 900} | members


def programme(sequence=1, messages=(), waits=(), **members):
    """A small clinic that never closes, so that no test depends on the hour."""
    return {"format": 1, "series": "e2e", "sequence": sequence, "issued_at": instant(),
            "screen": {"area": {"sv": "Väntrum A"}},
            "clinic": {"id": "lind", "name": {"sv": "Lindens vårdcentral"}, "time_zone": "Europe/Stockholm"},
            "languages": ["sv", "en"], "messages": list(messages), "waits": list(waits)} | members


def encode(document):
    return json.dumps(document, ensure_ascii=False).encode()


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, claimed=None):
    """A picture of one colour; claimed: the size that its header says instead."""
    head = struct.pack(">IIBBBBB", *(claimed or (width, height)), 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x20\x60\x90" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def picture(data, kind="image/png", sha256=None):
    """A message's picture member; sha256: a wrong one on purpose."""
    name = sha256 or hashlib.sha256(data).hexdigest()
    return {"href": f"/media/{name}", "sha256": name, "type": kind, "alt": {"sv": "En bild"}, "fit": "cover"}
