#!/usr/bin/python3
"""After a withdrawal a client of any format holds no byte of the withdrawn works, and all of the others.

Use: withdrawals_test.py INTEGRART [words of the names of checks]
What is looked for: titles, words, names, digests and stretches of the files, in every file of the client's copy, in the rows
and free pages of databases, and in packages inside of packages.
"""

import hashlib
import json
import shutil
import sqlite3
import sys
import tempfile
from pathlib import Path

import all_formats
from integrart import Integrart, files_under
from named_checks import run_checks
from marked_works import LINES, MARKED, all_writings, write_marked_works
from pack_contents import everything_in, stretches, traces

PROGRAM = Integrart(sys.argv[1])
WORDS = sys.argv[2:]
NO = 1  # exit status of the contract
# Where a trace of a withdrawn work stands before, in formats that hold packages or databases: the search must go that deep.
DEEP = {"kolibri": [".sqlite3 > content_contentnode", ".zip > ", ".perseus > "], "anki": ["deck.apkg > collection.anki2 > notes", "deck.apkg > "],
        "h5p": [".h5p > content/"]}


def run(*arguments, expect=0):
    result = PROGRAM.run(*arguments)
    assert result.returncode == expect, f"{arguments}: exit {result.returncode}, expected {expect}\n{result.stdout[-1500:]}{result.stderr[-1500:]}"
    return result


class Editions:
    """The first with eight works, the second with four of them left; and the publisher's list that withdraws the others."""

    def __init__(self, folder):
        self.folder, collection, self.out = folder, folder / "collection", folder / "out"
        all_formats.make_collection(collection)
        document = collection / "collection.yaml"
        text = document.read_text(encoding="utf-8")
        document.write_text(text.replace("pack:\n", "".join(write_marked_works(collection)) + "pack:\n"), encoding="utf-8")
        self.one, self.two = folder / "one", folder / "two"
        PROGRAM.build(collection, self.out)
        shutil.copytree(self.out / "packs", self.one / "packs")
        self.lesson = json.loads((self.out / "lesson.json").read_text(encoding="utf-8"))["manifest"]
        document.write_text(text, encoding="utf-8")
        PROGRAM.build(collection, self.out)
        shutil.copytree(self.out / "packs", self.two / "packs")
        self.key = folder / "publisher.pub"
        self.key.write_text(json.loads((self.one / "packs/small.web/pack.json").read_text(encoding="utf-8"))["public_key"], encoding="utf-8")
        self.list = folder / "withdrawn.json"
        run("pack", "withdraw", self.one / "packs/small.web", *MARKED, "--list", self.list, "--data", self.out / ".integrart")
        self.lost, self.kept = self.needles(lambda work: work in MARKED), self.needles(lambda work: work not in MARKED)

    def needles(self, is_wanted):
        """{what: bytes} by which works are found: words, digests, and stretches of every file that packs were made from."""
        found = {}
        for work in self.lesson["works"]:
            if not is_wanted(work["id"]):
                continue
            for digest in {artefact["sha256"] for artefact in artefacts_in(work)}:
                data = self.stored(digest)
                found[f"the digest of a file of {work['id']}"] = digest.encode()
                for number, piece in enumerate(stretches(data)):
                    found[f"stretch {number} of {digest[:8]} of {work['id']}"] = piece
                found[f"the MD5 of {digest[:8]} of {work['id']}"] = hashlib.md5(data).hexdigest().encode()
            for one in work["sources"]:
                found[f"the digest of a source {one['sha256'][:8]} of {work['id']}"] = one["sha256"].encode()
        return found

    def stored(self, digest):
        """What lies in the store under a digest."""
        return next((self.out / ".integrart").rglob(digest)).read_bytes()

    def pack(self, form, edition):
        return all_formats.pack_of(edition, form)


def artefacts_in(value):
    """Every file that a part of a lesson names."""
    if isinstance(value, dict):
        if {"sha256", "bytes", "type"} <= set(value):
            yield value
        for inner in value.values():
            yield from artefacts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from artefacts_in(inner)


def applied(editions, form, name):
    """A client's copy of the first edition, brought to the second by a delta and the list of withdrawals."""
    old, new = editions.pack(form, editions.one), editions.pack(form, editions.two)
    place = editions.folder / name
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    client, delta = place / old.name, editions.folder / f"{form}.delta"
    shutil.copytree(old, client) if old.is_dir() else shutil.copy(old, client)
    run("pack", "withdrawn", editions.list, "--key", editions.key, "--pack", client, expect=NO)
    run("pack", "delta", old, new, "--out", delta)
    run("pack", "apply", client, delta, "--key", editions.key, "--withdrawn", editions.list)
    return client, delta


def content_of(pack):
    return files_under(pack) if pack.is_dir() else pack.read_bytes()


def check_the_search(editions):
    """In the edition that has the works, traces are found at every depth: a search that finds nothing there says nothing elsewhere."""
    lost = editions.lost | all_writings()
    for form in all_formats.FORMATS:
        found = traces(editions.pack(form, editions.one), lost)
        for work in MARKED:
            assert any(work in one for one in found), f"{form}: nothing of {work} is found in the edition that has it"
        for place in DEEP.get(form, []):
            assert any(place in one for one in found), f"{form}: nothing is found in {place!r}"
        for kind in ("the words", "the digest", *(["stretch"] if form not in ("qti21", "qti30") else [])):
            assert any(one.startswith(kind) for one in found), f"{form}: {kind} of a withdrawn work is not found"


def check_free_pages(editions):
    """Also what was deleted from a database and still stands in its file is found."""
    needles = all_writings()
    place = editions.folder / "database.sqlite3"
    database = sqlite3.connect(place)
    database.execute("PRAGMA secure_delete = off")
    database.execute("CREATE TABLE lines (words TEXT)")
    database.executemany("INSERT INTO lines VALUES (?)", [(LINES["pl"][0],), ("kept",)])
    database.commit()
    database.execute("DELETE FROM lines WHERE words <> 'kept'")
    database.commit()
    database.close()
    assert traces(place, needles) and not any("> lines" in one for one in traces(place, needles)), "a deleted row is not found"


def check_nothing_left(editions):
    lost = editions.lost | all_writings()
    for form in all_formats.FORMATS:
        client, delta = applied(editions, form, "client")
        for place in (client, delta):
            found = traces(place, lost)
            assert not found, f"{form}: {place.name} still holds {len(found)} traces: {found[:5]}"
        beside = {path.name for path in client.parent.iterdir()} - {client.name}
        assert beside == {client.name + ".withdrawn.json"}, f"{form}: {beside} lies beside the pack"
        new = editions.pack(form, editions.two)
        assert content_of(client) == content_of(new), f"{form}: the client has something else than the publisher"
        run("pack", "verify", client, "--key", editions.key)
        run("pack", "withdrawn", editions.list, "--key", editions.key, "--pack", client)


def check_the_rest_is_kept(editions):
    """What was found of the other works before is found after."""
    for form in all_formats.FORMATS:
        client, _ = applied(editions, form, "client")
        of = lambda pack: {what for what, needle in editions.kept.items() if any(needle in data for _, data in everything_in(pack))}
        before, after = of(editions.pack(form, editions.one)), of(client)
        assert before, f"{form}: nothing of the other works was found"
        assert before <= after, f"{form}: {sorted(before - after)[:5]} was lost"


def check_refused(editions):
    """An edition that still has the works does not come in where they are known to be withdrawn."""
    for form in all_formats.FORMATS:
        old, new = editions.pack(form, editions.one), editions.pack(form, editions.two)
        client, _ = applied(editions, form, "client")
        shutil.rmtree(client) if client.is_dir() else client.unlink()
        run("pack", "apply", client, old, "--key", editions.key, expect=NO)
        assert not client.exists(), f"{form}: a withdrawn work came back"
        run("pack", "apply", client, new, "--key", editions.key)
        assert content_of(client) == content_of(new)


def main():
    with tempfile.TemporaryDirectory(prefix="integrart-withdrawals-") as folder:
        return run_checks((check_the_search, check_free_pages, check_nothing_left, check_the_rest_is_kept, check_refused), Editions(Path(folder)), WORDS)


if __name__ == "__main__":
    sys.exit(main())
