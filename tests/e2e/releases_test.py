#!/usr/bin/env python3
"""Releases of a pack: what differs, deltas, withdrawn works, and clients that hostile deltas must not harm.

Use: releases_test.py INTEGRART [words of the names of checks]
"""

import json
import os
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

from integrart import SUBTITLES, Integrart, files_under, make_small_collection, work_entry, write_collection
from named_checks import run_checks

PROGRAM = Integrart(sys.argv[1])
WORDS = sys.argv[2:]
SECRET = "A line that only the withdrawn story says"


class Releases:
    """Three editions of a collection: the first, one with a corrected line and a new work, one without a work."""

    def __init__(self, folder):
        self.folder = folder
        self.collection, self.out = folder / "collection", folder / "out"
        make_small_collection(self.collection, 2)
        (self.collection / "secret.md").write_text(f"# Secret\n\n{SECRET}.\n", encoding="utf-8")
        self.entries = {
            "film": work_entry("film", "video", "film.mp4", subtitles=["film.en.srt", "film.pl.srt"]),
            "song": work_entry("song", "audio", "song.wav"),
            "secret": work_entry("secret", "text", "secret.md"),
        }
        self.one = self.build("one", ["film", "song", "secret"])
        (self.collection / "film.pl.srt").write_text(SUBTITLES.replace("Two keys", "Dwa klucze do domu"), encoding="utf-8")
        self.entries["story"] = work_entry("story", "text", "story.md")
        self.two = self.build("two", ["film", "song", "secret", "story"])
        self.three = self.build("three", ["film", "story"])
        key = json.loads((self.one / "pack.json").read_text(encoding="utf-8"))["public_key"]
        self.key = folder / "publisher.pub"
        self.key.write_text(key + "\n", encoding="utf-8")

    def build(self, name, works):
        write_collection(self.collection, [self.entries[work] for work in works])
        PROGRAM.build(self.collection, self.out)
        packs = self.out / "packs"
        (folder,) = [place for place in packs.iterdir() if place.is_dir()]
        (archive,) = packs.glob("*.zip")
        shutil.copytree(folder, self.folder / name)
        shutil.copy(archive, self.folder / f"{name}.zip")
        return self.folder / name

    def archive(self, release):
        return release.with_suffix(".zip")

    def installed(self, release):
        """A client's copy of a release."""
        place = self.folder / f"client{release.suffix}"
        shutil.rmtree(place, ignore_errors=True)
        for file in (place, kept_list(place)):
            file.unlink(missing_ok=True)
        shutil.copytree(release, place) if release.is_dir() else shutil.copy(release, place)
        return place

    def delta(self, old, new, name="delta"):
        out = self.folder / name
        run("pack", "delta", old, new, "--out", out)
        return out


def kept_list(client):
    """What a client remembers of withdrawals."""
    return client.with_name(client.name + ".withdrawn.json")


NO, REFUSED, NOT_NOW = 1, 3, 4  # exit statuses of the contract


def run(*arguments, expect=0):
    result = PROGRAM.run(*arguments)
    assert result.returncode == expect, f"{arguments}: exit {result.returncode}, expected {expect}\n{result.stdout[-1500:]}{result.stderr[-1500:]}"
    return result


def content_of(place):
    return files_under(place) if place.is_dir() else place.read_bytes()


def check_editions(releases):
    editions = [json.loads((one / "pack.json").read_text(encoding="utf-8"))["edition"] for one in (releases.one, releases.two, releases.three)]
    assert editions == [1, 2, 3], editions
    again = content_of(releases.out / "packs")
    PROGRAM.build(releases.collection, releases.out)
    assert content_of(releases.out / "packs") == again, "an unchanged collection made another edition"


def check_two_builds(releases):
    """On another machine with the publisher's key: the same bytes."""
    out = releases.folder / "elsewhere"
    (out / ".integrart").mkdir(parents=True)
    shutil.copy(releases.out / ".integrart/publisher.key", out / ".integrart/publisher.key")
    os.chmod(out / ".integrart/publisher.key", 0o600)
    os.makedirs(releases.folder / "third")
    first = releases.folder / "third"
    (first / ".integrart").mkdir()
    shutil.copy(releases.out / ".integrart/publisher.key", first / ".integrart/publisher.key")
    PROGRAM.build(releases.collection, out)
    PROGRAM.build(releases.collection, first)
    assert content_of(out / "packs") == content_of(first / "packs"), "two builds differ"


def check_diff(releases):
    assert run("pack", "diff", releases.one, releases.archive(releases.one)).stdout.strip(), "nothing said"
    difference = json.loads(run("pack", "diff", releases.one, releases.archive(releases.two), "--json", expect=NO).stdout)
    works = {work["id"]: work for work in difference["works"]}
    assert set(works) == {"film", "story"} and works["story"]["change"] == "added", works.keys()
    (track,) = works["film"]["tracks"]
    assert track["language"] == "pl" and track["lines"]["changed"] == 1 and track["lines"]["added"] == 0, track
    assert works["film"]["media"] is False
    total = sum(len(one) for one in files_under(releases.two).values())
    assert 0 < difference["bytes_to_fetch"] < total / 2, (difference["bytes_to_fetch"], total)
    difference = json.loads(run("pack", "diff", releases.two, releases.three, "--json", expect=NO).stdout)
    removed = [work["id"] for work in difference["works"] if work["change"] == "removed"]
    assert removed == ["secret", "song"], removed
    said = run("pack", "diff", releases.two, releases.three, expect=NO).stdout
    assert "secret" in said and "song" in said, said
    run("pack", "diff", releases.one, releases.collection, expect=REFUSED)


def check_apply(releases):
    delta = releases.delta(releases.one, releases.two)
    assert delta.read_bytes() == releases.delta(releases.archive(releases.one), releases.archive(releases.two), "other").read_bytes(), "folder and archive give other deltas"
    assert delta.stat().st_size < releases.archive(releases.two).stat().st_size
    for old, new in ((releases.one, releases.two), (releases.archive(releases.one), releases.archive(releases.two))):
        client = releases.installed(old)
        run("pack", "apply", client, delta, "--key", releases.key)
        assert content_of(client) == content_of(new), "the client has something else than the publisher"
        run("pack", "verify", client, "--key", releases.key)
        run("pack", "apply", client, delta, "--key", releases.key, expect=NOT_NOW)  # it is there already
        assert content_of(client) == content_of(new)


def withdraw(releases):
    out = releases.folder / "withdrawn.json"
    out.unlink(missing_ok=True)
    run("pack", "withdraw", releases.two, "secret", "song", "--list", out, "--data", releases.out / ".integrart", "--reason", "asked for")
    return out


def check_withdrawal(releases):
    withdrawn = withdraw(releases)
    assert "secret" in run("pack", "withdrawn", withdrawn, "--key", releases.key).stdout
    run("pack", "withdrawn", withdrawn, "--key", releases.key, "--pack", releases.two, expect=NO)
    run("pack", "withdrawn", withdrawn, "--key", releases.key, "--pack", releases.three)
    before = files_under(releases.two)
    songs = [data for name, data in before.items() if name.startswith("works/song/") and len(data) > 1000]
    assert songs and any(SECRET.encode() in data for data in before.values()), "the trial has nothing to withdraw"
    for old, new in ((releases.two, releases.three), (releases.archive(releases.two), releases.archive(releases.three))):
        client = releases.installed(old)
        parent = files_under(client.parent)
        run("pack", "apply", client, releases.delta(old, new), "--key", releases.key, "--withdrawn", withdrawn)
        assert set(files_under(client.parent)) - set(parent) <= {"delta", kept_list(client).name} | {f"client/{name}" for name in files_under(releases.three)}, "something was left beside the pack"
        after = files_under(unpacked(client, releases.folder))
        for name, data in after.items():
            assert SECRET.encode() not in data, f"{name} still says what was withdrawn"
            for song in songs:
                assert song[200:600] not in data, f"{name} still holds bytes of the song"
        kept = {name: data for name, data in before.items() if name.startswith(("works/film/", "works/story/"))}
        assert kept and all(after.get(name) == data for name, data in kept.items()), "what was not withdrawn is not there any more"
        run("pack", "verify", client, "--key", releases.key)
    client = releases.installed(releases.one)
    run("pack", "apply", client, releases.delta(releases.one, releases.two), "--key", releases.key, "--withdrawn", withdrawn, expect=NO)
    assert content_of(client) == content_of(releases.one), "a withdrawn work came in"


def unpacked(pack, folder):
    if pack.is_dir():
        return pack
    out = folder / "unpacked"
    shutil.rmtree(out, ignore_errors=True)
    with zipfile.ZipFile(pack) as archive:
        archive.extractall(out)
    return out


def check_list(releases):
    """A list that somebody else signed or changed is none."""
    withdrawn = withdraw(releases)
    good = json.loads(withdrawn.read_text(encoding="utf-8"))
    client = releases.installed(releases.two)
    delta = releases.delta(releases.two, releases.three)
    for change, status in (({"sequence": 9}, NO), ({"works": []}, NO), ({"signature": "0" * 128}, NO), ({"schema": "withdrawals/2"}, REFUSED)):
        withdrawn.write_text(json.dumps(good | change), encoding="utf-8")
        run("pack", "withdrawn", withdrawn, "--key", releases.key, expect=status)
        run("pack", "apply", client, delta, "--key", releases.key, "--withdrawn", withdrawn, expect=status)
        assert content_of(client) == content_of(releases.two)
    nobody = releases.folder / "nobody"
    nobody.mkdir(exist_ok=True)
    result = PROGRAM.run("pack", "withdraw", releases.two, "song", "--list", releases.folder / "l.json", "--data", nobody)
    assert result.returncode != 0 and not list(nobody.iterdir()), "a key was made that nobody knows"
    run("pack", "withdraw", releases.two, "no-such-work", "--list", releases.folder / "l.json", "--data", releases.out / ".integrart", expect=NOT_NOW)
    # It grows, and the later list has the larger number.
    withdraw(releases)
    run("pack", "withdraw", releases.two, "story", "--list", withdrawn, "--data", releases.out / ".integrart")
    grown = json.loads(run("pack", "withdrawn", withdrawn, "--key", releases.key, "--json").stdout)
    assert grown["sequence"] == 2 and [one["work"] for one in grown["works"]] == ["secret", "song", "story"], grown


def check_memory(releases):
    """What was withdrawn once stays away: from older deltas, older packs and older lists."""
    withdrawn = withdraw(releases)
    for old, new, whole in ((releases.two, releases.three, releases.archive(releases.two)), (releases.archive(releases.two), releases.archive(releases.three), releases.two)):
        client = releases.installed(old)
        older = withdrawn.read_bytes()
        run("pack", "withdraw", releases.two, "secret", "--list", withdrawn, "--data", releases.out / ".integrart", "--reason", "said again")
        run("pack", "apply", client, releases.delta(old, new), "--key", releases.key, "--withdrawn", withdrawn)
        latest = kept_list(client).read_bytes()
        assert latest == withdrawn.read_bytes() != older
        # No list is given any more, or an older one: the kept one counts.
        (releases.folder / "older.json").write_bytes(older)
        run("pack", "apply", client, whole, "--key", releases.key, expect=NOT_NOW)  # an older edition
        assert content_of(client) == content_of(new)
        shutil.rmtree(client) if client.is_dir() else client.unlink()
        for more in ((), ("--withdrawn", releases.folder / "older.json")):
            run("pack", "apply", client, whole, "--key", releases.key, *more, expect=NO)
            assert not client.exists() and kept_list(client).read_bytes() == latest, "a withdrawn work came back with a pack"
        shutil.copytree(releases.one, client) if old.is_dir() else shutil.copy(releases.archive(releases.one), client)
        before = content_of(client)
        result = run("pack", "apply", client, releases.delta(releases.one, releases.two), "--key", releases.key, expect=NO)
        assert ("secret" in result.stderr or "song" in result.stderr) and content_of(client) == before, "a withdrawn work came back with a delta"
        # What somebody did to the kept list is seen, and the later release, whole, is taken.
        kept_list(client).write_bytes(latest.replace(b'"secret"', b'"public"'))
        run("pack", "apply", client, new, "--key", releases.key, expect=NO)
        assert content_of(client) == before
        kept_list(client).write_bytes(latest)
        run("pack", "apply", client, new, "--key", releases.key)
        assert content_of(client) == content_of(new) and kept_list(client).read_bytes() == latest
        run("pack", "verify", client, "--key", releases.key)
        withdrawn = withdraw(releases)


def check_whole(releases):
    """Whole releases where none is, of any form, and nothing but the publisher's."""
    for new in (releases.two, releases.archive(releases.two)):
        client = releases.installed(new)
        shutil.rmtree(client) if client.is_dir() else client.unlink()
        run("pack", "apply", client, releases.delta(releases.one, releases.two), "--key", releases.key, expect=NOT_NOW)
        run("pack", "apply", client, new, "--key", "0" * 64, expect=NO)
        assert not client.exists()
        run("pack", "apply", client, new, "--key", releases.key)
        assert content_of(client) == content_of(new) and not kept_list(client).exists()
        run("pack", "apply", client, new, "--key", releases.key, expect=NOT_NOW)
    # A folder stays a folder.
    client = releases.installed(releases.one)
    run("pack", "apply", client, releases.archive(releases.two), "--key", releases.key)
    assert content_of(client) == content_of(releases.two)
    # What was harmed on its way is not taken over ...
    harmed = releases.folder / "harmed"
    for name in ("data.js", "index.html", "credits.html"):
        harm(releases.three, name, harmed)
        result = PROGRAM.run("pack", "apply", client, harmed, "--key", releases.key)
        assert result.returncode == REFUSED and name in result.stderr, f"{name}: exit {result.returncode}\n{result.stderr}"
        assert content_of(client) == content_of(releases.two), name
    # ... and what the client has in good order is not missed.
    film = next((releases.three / "works/film").glob("*.mp4")).relative_to(releases.three)
    assert (client / film).read_bytes() == (releases.three / film).read_bytes()
    harm(releases.three, film, harmed)
    run("pack", "apply", client, harmed, "--key", releases.key)
    assert content_of(client) == content_of(releases.three)


def harm(release, name, out):
    """A copy of a release with another last byte in one file."""
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(release, out)
    data = (out / name).read_bytes()
    (out / name).write_bytes(data[:-1] + bytes([data[-1] ^ 1]))


def members(archive):
    with zipfile.ZipFile(archive) as source:
        return [(info, source.read(info)) for info in source.infolist()]


def rewrite(archive, out, change):
    """A delta with other members, in the packing of the real one as far as Python does that."""
    with zipfile.ZipFile(out, "w") as target:
        for info, data in change([(info.filename, data) for info, data in members(archive)]):
            target.writestr(zipfile.ZipInfo(info), data)
    return out


def replaced(name, change):
    return lambda files: [(one, change(data) if one == name else data) for one, data in files]


def hostile_deltas(releases, delta):
    """Names and places of deltas that must be refused."""
    data = delta.read_bytes()
    out = releases.folder / "hostile"

    def made(content):
        out.write_bytes(content)
        return out

    for size in (0, 1, 100, len(data) // 2, len(data) - 1):
        yield f"truncated to {size} bytes", made(data[:size])
    yield "a byte more", made(data + b"x")
    for at in range(0, len(data), max(1, len(data) // 60)):
        yield f"byte {at} flipped", made(data[:at] + bytes([data[at] ^ 1]) + data[at + 1:])
    yield "an entry that climbs out", rewrite(delta, out, lambda files: [*files, ("../../evil", b"evil")])
    yield "an absolute entry", rewrite(delta, out, lambda files: [*files, ("/tmp/evil", b"evil")])
    yield "a file nobody needs", rewrite(delta, out, lambda files: [*files, ("files/" + "0" * 64, b"evil")])
    yield "a file is missing", rewrite(delta, out, lambda files: [one for one in files if not one[0].startswith("files/")])
    yield "the list is another", rewrite(delta, out, replaced("pack.json", lambda text: text.replace(b'"path": "index.html"', b'"path": "../index.html"')))
    yield "the list has other digests", rewrite(delta, out, replaced("pack.json", lambda text: text.replace(b'"bytes": ', b'"bytes": 1')))
    yield "no signature", rewrite(delta, out, replaced("pack.json.sig", lambda text: b""))
    yield "a bomb of zeros", rewrite(delta, out, lambda files: [(name, b"\0" * 50_000_000 if name.startswith("files/") else data) for name, data in files])


def check_hostile(releases):
    delta = releases.delta(releases.one, releases.two)
    for old in (releases.one, releases.archive(releases.one)):
        client = releases.installed(old)
        count = 0
        for name, hostile in hostile_deltas(releases, delta):
            result = PROGRAM.run("pack", "apply", client, hostile, "--key", releases.key)
            assert result.returncode in (NO, REFUSED, NOT_NOW) and result.stderr.strip(), f"{name}: exit {result.returncode} {result.stderr}"
            assert content_of(client) == content_of(old), f"{name}: the old release is harmed"
            count += 1
        assert count > 60
        leftovers = [place.name for place in client.parent.iterdir() if place.name.startswith(".")]
        assert not leftovers, leftovers
    # For another release, of another publisher, and backwards.
    client = releases.installed(releases.three)
    run("pack", "apply", client, delta, "--key", releases.key, expect=NOT_NOW)
    run("pack", "apply", releases.installed(releases.one), delta, "--key", "0" * 64, expect=NO)
    run("pack", "delta", releases.two, releases.one, "--out", releases.folder / "back", expect=NOT_NOW)
    # A client whose own copy is damaged keeps it, and is told.
    client = releases.installed(releases.one)
    film = next((client / "works/film").glob("*.mp4"))
    film.write_bytes(film.read_bytes()[:-1] + b"?")
    harmed = content_of(client)
    result = PROGRAM.run("pack", "apply", client, delta, "--key", releases.key)
    assert result.returncode == NOT_NOW and f"{film.name}: the copy that is installed here is damaged" in result.stderr, result.stderr
    assert content_of(client) == harmed


def check_one_byte(releases):
    """A flipped byte anywhere: `verify` says no and which file it is in."""
    client = releases.installed(releases.one)
    for name, data in files_under(client).items():
        for at in {0, len(data) // 2, len(data) - 1} if data else ():
            (client / name).write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1:])
            result = run("pack", "verify", client, "--key", releases.key, expect=NO)
            assert name in result.stdout or name == "pack.json" and "pack.json" in result.stdout, f"{name}: {result.stdout}"
        (client / name).write_bytes(data)
    run("pack", "verify", client, "--key", releases.key)
    archive = releases.installed(releases.archive(releases.one))
    data = archive.read_bytes()
    for at in range(0, len(data), max(1, len(data) // 150)):
        archive.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1:])
        assert PROGRAM.run("pack", "verify", archive, "--key", releases.key).returncode == 1, f"byte {at} of the archive"


def main():
    checks = [check_editions, check_two_builds, check_diff, check_apply, check_withdrawal, check_memory, check_whole, check_list, check_hostile, check_one_byte]
    with tempfile.TemporaryDirectory(prefix="integrart-releases-") as folder:
        return run_checks(checks, Releases(Path(folder)), WORDS)


if __name__ == "__main__":
    sys.exit(main())
