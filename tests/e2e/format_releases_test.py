#!/usr/bin/python3
"""Releases of every format: built twice from nothing they are the same bytes; one flipped byte anywhere is found and its file
named; what a learner would notice of the next edition; deltas of books and channels.

Use: format_releases_test.py INTEGRART [words of the names of checks]
"""

import json
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

import all_formats
from integrart import Integrart, files_under
from named_checks import run_checks

PROGRAM = Integrart(sys.argv[1])
WORDS = sys.argv[2:]
NO = 1  # exit status of the contract: the answer is no


def run(*arguments, expect=0):
    result = PROGRAM.run(*arguments)
    assert result.returncode == expect, f"{arguments}: exit {result.returncode}, expected {expect}\n{result.stdout[-1500:]}{result.stderr[-1500:]}"
    return result


class Editions:
    """Two editions in all formats; in the second a line of the film is corrected."""

    def __init__(self, folder):
        self.folder, collection, out = folder, folder / "collection", folder / "out"
        all_formats.make_collection(collection)
        self.one, self.two = folder / "one", folder / "two"
        PROGRAM.build(collection, out)
        shutil.copytree(out / "packs", self.one / "packs")
        self.built_again = folder / "elsewhere" / "built again"
        (self.built_again / ".integrart").mkdir(parents=True)
        shutil.copy(out / ".integrart" / "publisher.key", self.built_again / ".integrart")
        PROGRAM.build(collection, self.built_again)
        lines = collection / "film.pl.srt"
        lines.write_text(lines.read_text(encoding="utf-8").replace("koszyk chleba", "koszyk ciepłego chleba"), encoding="utf-8")
        PROGRAM.build(collection, out)
        shutil.copytree(out / "packs", self.two / "packs")
        self.key = list_of(self.pack("web"))["public_key"]

    def pack(self, form, edition=None):
        return all_formats.pack_of(edition or self.one, form)


def members_of(pack):
    """{path: bytes} of a pack."""
    if pack.is_dir():
        return files_under(pack)
    with zipfile.ZipFile(pack) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def list_of(pack):
    """The signed list, wherever the format has it."""
    (text,) = [data for name, data in members_of(pack).items() if name.rpartition("/")[2] == "pack.json"]
    return json.loads(text)


def places_in_archive(pack, data):
    """(what, offset, the file that is to be named or None where it is the archive itself)."""
    with zipfile.ZipFile(pack) as archive:
        members, directory = archive.infolist(), archive.start_dir
    content = lambda member: member.header_offset + 30 + len(member.filename)
    media = max((one for one in members if one.compress_type == zipfile.ZIP_STORED), key=lambda one: one.file_size, default=members[0])
    text = max((one for one in members if one.compress_type == zipfile.ZIP_DEFLATED), key=lambda one: one.file_size)
    yield "the middle of a medium", content(media) + media.compress_size // 2, media.filename
    yield "the last byte of a medium", content(media) + media.compress_size - 1, media.filename
    yield "the middle of a text", content(text) + text.compress_size // 2, text.filename
    for name in ("pack.json", "pack.json.sig"):
        (member,) = [one for one in members if one.filename.rpartition("/")[2] == name]
        yield f"the middle of {name}", content(member) + member.compress_size // 2, member.filename
    middle = members[len(members) // 2]
    yield "a name", middle.header_offset + 30 + len(middle.filename) // 2, middle.filename
    yield "the digest of a header", middle.header_offset + 15, middle.filename
    record = directory + sum(46 + len(one.filename) for one in members[: len(members) // 2])
    assert data[record : record + 4] == b"PK\1\2"
    for what, at in (("signature", 0), ("digest", 16), ("size", 20), ("length of the name", 28), ("place", 42), ("name", 46 + len(middle.filename) // 2)):
        yield f"the {what} in the directory", record + at, middle.filename
    yield "the end record", len(data) - 10, None


def places_in_folder(pack):
    for name, data in files_under(pack).items():
        yield "the middle of a file", name, len(data) // 2


def check_flipped(pack, key, what, named):
    said = json.loads(run("pack", "verify", pack, "--key", key, "--json", expect=NO).stdout)["differences"]
    if named is None:
        assert [one["kind"] for one in said] == ["archive"] and pack.name in said[0]["message"], f"{what}: {said}"
        return
    assert named in [one["file"] for one in said], f"{what}: {named} is not named but {said}"
    assert any(named in one["message"] for one in said), f"{what}: {said}"
    # Nothing is blamed that is as it was, but for the signature of a changed list and the other spelling of a changed name.
    innocent = [one for one in said if one["file"] != named and one["kind"] not in ("signature", "extra", "changed")]
    assert not innocent, f"{what}: {innocent}"


def flip(data, at):
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1:]


def check_one_byte(editions):
    count = 0
    for form in all_formats.FORMATS:
        pack = editions.pack(form)
        copy = editions.folder / f"copy-of-{pack.name}"
        run("pack", "verify", pack, "--key", editions.key)
        if pack.is_dir():
            shutil.copytree(pack, copy)
            for what, name, at in places_in_folder(pack):
                data = (copy / name).read_bytes()
                (copy / name).write_bytes(flip(data, at))
                check_flipped(copy, editions.key, f"{form}: {what}", name)
                (copy / name).write_bytes(data)
                count += 1
            continue
        data = pack.read_bytes()
        for what, at, named in places_in_archive(pack, data):
            copy.write_bytes(flip(data, at))
            check_flipped(copy, editions.key, f"{form}: {what}", named)
            count += 1
    assert count > 13 * len(all_formats.FORMATS), count


def check_same_bytes(editions):
    """Two builds from nothing by one publisher: every pack, as a folder and as an archive, is the same byte for byte."""
    packs, again = (files_under(out / "packs") for out in (editions.one, editions.built_again))
    for form in all_formats.FORMATS:
        assert any(name.startswith(f"small.{form}") for name in packs), f"no pack {form}"
    differ = [name for name in sorted(set(packs) | set(again)) if packs.get(name) != again.get(name)]
    assert not differ, f"built twice, {len(differ)} of {len(packs)} files differ: {differ[:5]}"


def check_tool_version(editions):
    version = run("--version").stdout.strip()
    assert version.startswith("integrart ") and any(letter.isdigit() for letter in version), version
    for form in all_formats.FORMATS:
        said = list_of(editions.pack(form))["tool_version"]
        assert said == version, f"{form}: made by {said}, this is {version}"


def check_difference(editions):
    """A corrected translation changes the exercises that show it, and no other."""
    for form in ("web", "epub", "kolibri"):
        old, new = editions.pack(form), editions.pack(form, editions.two)
        works = {work["id"]: work for work in json.loads(run("pack", "diff", old, new, "--json", expect=NO).stdout)["works"]}
        assert set(works) == {"film", "song"}, f"{form}: {set(works)}"  # both have these lines
        changed = {one["id"]: one["change"] for one in works["film"]["activities"]}
        assert changed.get("match") == "changed" and changed.get("flashcards") == "changed", f"{form}: {changed}"
        assert not set(changed) & {"gap_fill-1", "choice", "order"}, f"{form}: exercises without the translation changed: {changed}"
        assert works["film"]["media"] is False
        said = run("pack", "diff", old, new, expect=NO).stdout
        assert "flashcards" in said and "gap_fill" not in said, f"{form}: {said}"
    said = run("pack", "diff", editions.pack("web"), editions.pack("epub"), expect=NO).stdout
    assert said.strip().startswith("The formats differ: web and epub."), said


def check_deltas(editions):
    # Of a channel the lessons of the film and of the song, which have its lines, are fetched whole: each is one file.
    for form, share in (("epub", 0.5), ("kolibri", 0.8)):
        old, new, delta = editions.pack(form), editions.pack(form, editions.two), editions.folder / f"{form}.delta"
        run("pack", "delta", old, new, "--out", delta)
        assert delta.stat().st_size < new.stat().st_size * share, f"{form}: {delta.stat().st_size} of {new.stat().st_size} bytes"
        client = editions.folder / f"client-{old.name}"
        shutil.copy(old, client)
        run("pack", "apply", client, delta, "--key", editions.key)
        assert client.read_bytes() == new.read_bytes(), f"{form}: the client has something else than the publisher"
        run("pack", "verify", client, "--key", editions.key)
        delta.write_bytes(flip(delta.read_bytes(), delta.stat().st_size // 2))
        shutil.copy(old, client)
        result = PROGRAM.run("pack", "apply", client, delta, "--key", editions.key)
        assert result.returncode != 0 and client.read_bytes() == old.read_bytes(), f"{form}: a damaged delta was applied"


def main():
    with tempfile.TemporaryDirectory(prefix="integrart-formats-") as folder:
        return run_checks((check_same_bytes, check_tool_version, check_difference, check_deltas, check_one_byte), Editions(Path(folder)), WORDS)


if __name__ == "__main__":
    sys.exit(main())
