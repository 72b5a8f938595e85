"""Whether deck.apkg is what Anki imports: the database read back against the documented schema 11.

Source: https://github.com/ankidroid/Anki-Android/wiki/Database-Structure and the manual on packaged decks and text files.
"""

import hashlib
import html
import json
import re
import sqlite3
import struct
import subprocess
import tempfile
import zipfile
from pathlib import Path

from packs_judges import Refused, require

COLUMNS = {
    "col": "id crt mod scm ver dty usn ls conf models decks dconf tags",
    "notes": "id guid mid mod usn tags flds sfld csum flags data",
    "cards": "id nid did ord mod usn type queue due ivl factor reps lapses left odue odid flags data",
    "revlog": "id cid usn ease ivl lastIvl factor time type",
    "graves": "usn oid type",
}


def collection_of(pack):
    """The rows of every table, and the pictures by name."""
    with zipfile.ZipFile(pack / "deck.apkg") as package:
        require(all(not name.endswith("/") for name in package.namelist()), "the package has folders")
        names = json.loads(package.read("media"))
        media = {name: package.read(number) for number, name in names.items()}
        require(set(package.namelist()) == {"media", "collection.anki2", *names}, "the package holds something else")
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "collection.anki2"
            place.write_bytes(package.read("collection.anki2"))
            database = sqlite3.connect(place)
            database.row_factory = sqlite3.Row
            require(database.execute("PRAGMA integrity_check").fetchone()[0] == "ok", "the database is damaged")
            for table, columns in COLUMNS.items():
                have = [row["name"] for row in database.execute(f"PRAGMA table_info({table})")]
                require(have == columns.split(), f"{table}: columns {have}")
            rows = {table: [dict(row) for row in database.execute(f"SELECT * FROM {table}")] for table in COLUMNS}
            database.close()
    return rows, media


def plain(field):
    return html.unescape(re.sub("<[^>]*>", "", field))


def check_note(note, models, media):
    fields = note["flds"].split("\x1f")
    model = models[str(note["mid"])]
    require(len(fields) == len(model["flds"]) and plain(fields[0]).strip() and plain(fields[1]).strip(), "a note without front or back")
    require(plain(fields[0]) == str(note["sfld"]), "the field to sort by is another")
    require(int(hashlib.sha1(plain(fields[0]).encode()).hexdigest()[:8], 16) == note["csum"], "the checksum is another")
    require(note["tags"].startswith(" ") and note["tags"].endswith(" "), "tags without spaces around them")
    for name in re.findall(r'<img src="([^"]+)">|\[sound:([^\]]+)\]', note["flds"]):
        require("".join(name) in media, f"no {name}")
    require("<script" not in note["flds"].lower() and "\n" not in note["flds"], "a field with a script or a line break")


def judge(pack):
    try:
        rows, media = collection_of(pack)
        (col,) = rows["col"]
        require(col["ver"] == 11 and col["id"] == 1, "not schema 11")
        models, decks, options = (json.loads(col[key]) for key in ("models", "decks", "dconf"))
        json.loads(col["conf"])
        for name, model in models.items():
            require(str(model["id"]) == name and model["tmpls"] and model["did"] in {deck["id"] for deck in decks.values()}, "a note type")
            fields = {field["name"] for field in model["flds"]} | {"FrontSide"}
            used = set(re.findall(r"{{(\w+)}}", "".join(one["qfmt"] + one["afmt"] for one in model["tmpls"])))
            require(used <= fields, f"templates ask for {used - fields}")
        require("1" in decks and "1" in options and len(decks) == 2, "decks")
        require(rows["notes"] and not rows["revlog"] and not rows["graves"], "no notes, or a history")
        for note in rows["notes"]:
            check_note(note, models, media)
        require(len({note["guid"] for note in rows["notes"]}) == len(rows["notes"]), "two notes are one")
        notes = {note["id"] for note in rows["notes"]}
        require(sorted(card["nid"] for card in rows["cards"]) == sorted(notes), "cards and notes differ")
        for card in rows["cards"]:
            require(card["nid"] in notes and str(card["did"]) in decks and card["queue"] == card["type"] == 0, "a card that hangs in the air")
        check_table(pack, rows["notes"], media)
    except (sqlite3.Error, KeyError, ValueError, OSError, zipfile.BadZipFile) as error:
        raise Refused(f"{type(error).__name__}: {error}") from error


def check_table(pack, notes, media):
    """cards.tsv says the same, and its pictures lie beside it."""
    lines = (pack / "cards.tsv").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    head = [line for line in lines if line.startswith("#")]
    require({"#separator:tab", "#html:true", "#guid column:1", "#tags column:8"} <= set(head), "directives are missing")
    table = {cells[0]: cells[1:] for cells in (line.split("\t") for line in lines[len(head):])}
    require({note["guid"] for note in notes} == set(table), "other notes than in the package")
    for note in notes:
        require(table[note["guid"]] == [*note["flds"].split("\x1f"), note["tags"].strip()], "a note differs from the package")
    for name, data in media.items():
        require((pack / "media" / name).read_bytes() == data, f"{name} is missing or differs")


def check_sounds(pack, least):
    """At least so many cards play a sound, and every sound is one that ffmpeg decodes: not silence, and as short as a line."""
    rows, media = collection_of(pack)
    played = [name for note in rows["notes"] for name in re.findall(r"\[sound:([^\]]+)\]", note["flds"])]
    require(len(played) >= least, f"{len(played)} cards of {len(rows['notes'])} play a sound, wanted {least}")
    for name in set(played):
        samples = subprocess.run(["ffmpeg", "-v", "error", "-i", "-", "-f", "s16le", "-ac", "1", "-ar", "8000", "-"],
                                 input=media[name], stdout=subprocess.PIPE, check=True).stdout
        seconds, loudest = len(samples) / 16000, max((abs(value) for (value,) in struct.iter_unpack("<h", samples)), default=0)
        require(0.3 < seconds <= 21 and loudest > 300, f"{name}: {seconds:.2f} s, loudest {loudest}")


def is_update(old, new):
    """Importing `new` after `old` corrects notes of the same words and makes no doubles."""
    before, after = ({note["guid"]: note for note in collection_of(pack)[0]["notes"]} for pack in (old, new))
    require(set(before) == set(after), "a note of the same words is another note")
    for guid, note in before.items():
        require(after[guid]["id"] == note["id"] and after[guid]["mod"] > note["mod"] and after[guid]["mid"] == note["mid"], "a note would not be updated")
