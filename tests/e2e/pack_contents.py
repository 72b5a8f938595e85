"""All that a pack holds: its files, what lies in packages and databases inside them, however deep.

What was freed in a database and not overwritten counts too: the bytes of the file are looked at beside its rows.
"""

import base64
import io
import json
import sqlite3
import tempfile
import zipfile
from pathlib import Path

from integrart import files_under


def everything_in(pack):
    """(where, bytes) of a folder or a file, and of what is inside: members of zip files, cells of databases."""
    if pack.is_dir():
        for name, data in files_under(pack).items():
            yield from opened(name, data)
    else:
        yield from opened(pack.name, pack.read_bytes())


def opened(name, data):
    yield f"the name {name}", name.encode("utf-8", "surrogateescape")
    yield name, data
    if data.startswith((b"PK\3\4", b"PK\5\6")):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield f"the comment of {name}", archive.comment
            for member in archive.infolist():
                yield from opened(f"{name} > {member.filename}", archive.read(member))
    elif data.startswith(b"SQLite format 3\0"):
        yield from cells(name, data)


def cells(name, data):
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "database"
        place.write_bytes(data)
        database = sqlite3.connect(place)
        for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for row in database.execute(f'SELECT * FROM "{table}"'):
                for value in row:
                    if isinstance(value, (str, bytes)):
                        yield f"{name} > {table}", value.encode("utf-8", "surrogateescape") if isinstance(value, str) else value
        database.close()


def writings_of(words):
    """How a text may be written in the files of packs: plain, in JSON, in XML and HTML, in an address."""
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return {one.encode() for one in (words, json.dumps(words)[1:-1], json.dumps(words, ensure_ascii=False)[1:-1], escaped, escaped.replace('"', "&quot;"))}


def traces(pack, needles):
    """Of {what: bytes} each that stands in the pack somewhere, with the place."""
    found = []
    for where, data in everything_in(pack):
        found += [f"{what} in {where}" for what, needle in needles.items() if needle in data]
    return found


def stretches(data, length=48):
    """Pieces of a file that cannot stand anywhere else by chance: of its beginning, middle and end, and as base64 has them."""
    places = [len(data) // 3, len(data) // 2, len(data) * 2 // 3, max(0, len(data) - length)]
    pieces = [data[at:at + length] for at in places]
    whole = base64.b64encode(data)
    return [piece for piece in pieces + [whole[len(whole) // 2:][:64]] if len(set(piece)) > 8]
