"""The programmes that are measured: ten slides of everyday length, and the sample clinic with waits of this minute."""
import copy
import json
import pathlib
import shutil
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "assets/sample"
ALWAYS = [{"days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "from": "00:00", "until": "24:00"}]


def sample():
    return json.loads((SAMPLE / "programme.json").read_text())


def with_waits(base, minutes, sequence):
    """The sample clinic, open at all hours, each of its waits measured now."""
    document = copy.deepcopy(base)
    document["sequence"] = sequence
    document["clinic"]["opening_hours"] = ALWAYS
    document["clinic"]["exceptions"] = []
    for wait in document["waits"]:
        wait.pop("hours", None)
        wait["measured_at"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        if wait.get("measure") != "planned" and "wait" in wait:
            wait["wait"] = {"from": minutes, "unit": "minute", "bound": "about"}
    return document


def write(document, folder):
    """A clinic as a folder; the document is put in place as a whole."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "media").exists():
        shutil.copytree(SAMPLE / "media", folder / "media")
    new = folder / "programme.new"
    new.write_text(json.dumps(document, ensure_ascii=False, indent=1))
    new.rename(folder / "programme.json")


# With the two pages of the clinic's own slide that every round has, ten slides. Short, so that a round takes a
# minute and a half; one message in two has a picture.
MESSAGES = (
    ("Tvätta händerna", "Med tvål."),
    ("Ta en kölapp", "Vid entrén."),
    ("Vaccin mot influensa", ""),
    ("Stäng av ljudet", ""),
    ("Ring 1177", "Dygnet runt."),
    ("Behöver du tolk?", "Säg till."),
    ("Dina läkemedel", "Ta med listan."),
    ("Hosta i armvecket", ""),
)


def ten_slides():
    """In one language, always open, without waits: nothing changes but the clock in the band."""
    base = sample()
    pictures = [m["picture"] for m in base["messages"] if "picture" in m]
    messages = []
    for number, (title, text) in enumerate(MESSAGES):
        message = {"id": f"slide-{number}", "kind": "health", "title": {"sv": title}}
        if text:
            message["text"] = {"sv": text}
        if number % 2 == 0:
            message["picture"] = pictures[number // 2 % len(pictures)]
        messages.append(message)
    return {"format": 1, "series": "bench", "sequence": 1, "languages": ["sv"],
            "clinic": {"id": "bench", "name": {"sv": "Ekbackens vårdcentral"}, "phone": "08-465 004 00",
                       "time_zone": "Europe/Stockholm", "opening_hours": ALWAYS},
            "messages": messages}


STILL = ("Medan du väntar kan du läsa om hur vi arbetar. Den som är svårast sjuk får hjälp först, därför kan någon som "
         "kom efter dig bli uppropad före dig. Säg till i receptionen om du mår sämre, om du behöver dricka eller om "
         "du måste gå härifrån en stund.")


def one_slide():
    """A page that stays for half a minute, the first of its round."""
    document = ten_slides()
    document["messages"] = [{"id": "still", "kind": "notice", "priority": "important",
                             "title": {"sv": "Medan du väntar"}, "text": {"sv": STILL}}]
    return document


def many(count):
    """So many messages in two languages."""
    document = ten_slides()
    document["languages"] = ["sv", "en"]
    document["messages"] = [
        {"id": f"m{n}", "kind": "health", "title": {"sv": f"Tvätta händerna {n}", "en": f"Wash your hands {n}"},
         "text": {"sv": "Tvål och vatten i tjugo sekunder, också mellan fingrarna.",
                  "en": "Soap and water for twenty seconds, also between the fingers."}} for n in range(count)]
    return document


# Short, so that a page is there for little longer than the least.
LINES = {
    "sv": ("Tvätta händerna", "I tjugo sekunder."),
    "fi": ("Pese kädet", "Kaksikymmentä sekuntia."),
    "en": ("Wash your hands", "For twenty seconds."),
    "ar": ("اغسلوا أيديكم", "لعشرين ثانية."),
    "so": ("Gacmaha dhaq", "Labaatan ilbiriqsi."),
}


def twenty():
    """Twenty messages in five languages, each with a number so that no two pages are the same."""
    document = ten_slides()
    document["languages"] = list(LINES)
    document["messages"] = [
        {"id": f"m{n}", "kind": "health", "title": {tag: f"{title} {n}" for tag, (title, _) in LINES.items()},
         "text": {tag: text for tag, (_, text) in LINES.items()}} for n in range(20)]
    return document
