#!/usr/bin/env python3
"""`integrart pack BUILD --format ID`: packs of a finished build without its sources; and packs within a budget.

Use: pack_again_test.py INTEGRART
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import all_formats
import kolibri_judge
from integrart import Integrart, ffmpeg, files_under, make_small_collection, report
from named_checks import run_checks
from pack_contents import everything_in

PROGRAM = Integrart(sys.argv[1])
WITHOUT_FILMS = {"anki", "qti21", "qti30"}


def run(*arguments, expect=0):
    result = PROGRAM.run(*arguments)
    assert result.returncode == expect, f"{arguments}: exit {result.returncode}, expected {expect}\n{result.stdout[-1500:]}{result.stderr[-1500:]}"
    return result


def check_again(folder):
    collection, out = folder / "collection", folder / "out"
    make_small_collection(collection, 2)
    PROGRAM.build(collection, out)
    web = (out / "packs/small.web.zip").read_bytes()
    shutil.rmtree(collection)  # nothing can be read or transcoded again
    for form, member in (("scorm12", "imsmanifest.xml"), ("epub", "mimetype"), ("cmi5", "cmi5.xml")):
        place = folder / f"small.{form}"
        answer = json.loads(run("pack", out, "--format", form, "--out", place, "--json").stdout)
        assert answer["format"] == form and answer["kind"] == "file" and answer["bytes"] == place.stat().st_size
        with zipfile.ZipFile(place) as archive:
            assert member in archive.namelist(), form
        run("pack", "check", place)
        first = place.read_bytes()
        run("pack", out, "--format", form, "--out", place)
        assert place.read_bytes() == first, f"{form}: packed twice, other bytes"
    run("pack", out, "--format", "web", "--out", folder / "again.zip")
    assert (folder / "again.zip").read_bytes() == web, "packed again, the web pack differs from that of the build"
    run("pack", out, "--format", "bagit", "--out", folder / "bag")
    assert (folder / "bag/bagit.txt").is_file()
    run("pack", out, "--format", "kolibri", "--out", folder / "kolibri.zip")
    with zipfile.ZipFile(folder / "kolibri.zip") as archive:
        archive.extractall(folder / "stick")
    database, _ = kolibri_judge.channel_database(folder / "stick")
    kinds = sorted(row["kind"] for row in kolibri_judge.rows(database, "content_contentnode"))
    assert kinds == ["html5"] * 4 + ["topic"] * 5 + ["video"], kinds
    run("pack", out, "--format", "papyrus", "--out", folder / "x", expect=2)
    run("pack", folder / "stick", "--format", "web", "--out", folder / "x", expect=4)
    run("pack", out, "--format", "web", expect=2)
    run("pack", expect=2)
    before = files_under(folder / "bag")
    run("pack", out, "--format", "bagit", "--out", folder, expect=4)  # a folder with other things in it
    assert files_under(folder / "bag") == before


def first_difference(one, other):
    """Where two packs differ; None when they are equal byte for byte."""
    files = [files_under(pack) if pack.is_dir() else {"the archive": pack.read_bytes()} for pack in (one, other)]
    return next((name for name in sorted(set(files[0]) | set(files[1])) if files[0].get(name) != files[1].get(name)), None)


def packed_again(out, form, place):
    """The pack of a format from what a build has kept."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    pack = place / all_formats.pack_of(out, form).name
    run("pack", out, "--format", form, "--out", pack)
    return pack


def forget_inner_packages(out):
    """Packages inside packs are made again, too."""
    document = out / "packs.json"
    memory = json.loads(document.read_text(encoding="utf-8"))
    assert any(one["archives"] for one in memory["packing"].values()), "nothing was remembered of packages inside"
    document.write_text(json.dumps(memory | {"packing": {}}), encoding="utf-8")


def check_every_format(folder):
    """Of every format the same bytes from the store alone, wherever it lies; other bytes or none when the store or the lesson differ."""
    collection, out = folder / "collection", folder / "first"
    all_formats.make_collection(collection)
    PROGRAM.build(collection, out)
    shutil.rmtree(collection)
    out = out.rename(folder / "elsewhere")
    packs = {form: all_formats.pack_of(out, form) for form in all_formats.FORMATS}
    for prepare, memory in ((lambda place: None, "packages inside as they were kept"), (forget_inner_packages, "all made again")):
        prepare(out)
        for form, pack in packs.items():
            difference = first_difference(pack, packed_again(out, form, folder / "again"))
            assert difference is None, f"{form}, {memory}: packed again from the store, {difference} differs"
    lesson = out / "lesson.json"
    text = lesson.read_text(encoding="utf-8")
    word = "kettle"
    assert word in text
    lesson.write_text(text.replace(word, "teapot"), encoding="utf-8")
    for form, pack in packs.items():
        assert first_difference(pack, packed_again(out, form, folder / "again")), f"{form}: other words, and the pack is the same"
    lesson.write_text(text, encoding="utf-8")


def check_changed_store(folder):
    """A file of the store that is not what was put there any more: the packs that need it are refused, with its name, and none is written."""
    collection, out = folder / "collection", folder / "out"
    all_formats.make_collection(collection)
    PROGRAM.build(collection, out)
    forget_inner_packages(out)
    (film,) = [path for path in (out / "packs/small.web/works/film").glob("*.mp4")][:1]
    data = film.read_bytes()
    (stored,) = (out / ".integrart").rglob(hashlib.sha256(data).hexdigest())
    stored.chmod(0o600)
    stored.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    for form in all_formats.FORMATS:
        needs_it = any(data[1000:1100] in content for _, content in everything_in(all_formats.pack_of(out, form)))
        assert needs_it == (form not in WITHOUT_FILMS), form
        place = folder / f"harmed.{form}"
        result = PROGRAM.run("pack", out, "--format", form, "--out", place)
        assert (result.returncode != 0) == needs_it and place.exists() != needs_it, f"{form}: exit {result.returncode}\n{result.stderr[-500:]}"
        assert not needs_it or ".mp4" in result.stderr, f"{form}: {result.stderr[-500:]}"


def check_budget(folder):
    collection, out = folder / "collection", folder / "out"
    make_small_collection(collection, 2)
    ffmpeg("-f", "lavfi", "-i", "aevalsrc=random(0)*0.3|random(1)*0.3:d=2:s=48000", collection / "song.wav")
    document = collection / "collection.yaml"
    whole = document.read_text(encoding="utf-8")
    PROGRAM.build(collection, out)
    sizes = {name: len(data) for name, data in files_under(out / "packs/small.web").items()}
    total = sum(sizes.values())
    films = sorted((size for name, size in sizes.items() if name.startswith(("works/film/video", "works/film/audio_only"))), reverse=True)
    assert films, sizes.keys()
    document.write_text(whole + f"  size_budget_mb: {(total - 1) / 1e6}\n", encoding="utf-8")
    PROGRAM.build(collection, out)
    smaller = sum(len(data) for data in files_under(out / "packs/small.web").values())
    assert smaller < total, (smaller, total)
    said = " ".join(report(out)["problems"])
    assert "size budget" in said and "web" in said, said
    assert any(name.startswith("works/film/video") for name in files_under(out / "packs/small.web")), "the last film went"
    assert any(name.startswith("works/song/audio") for name in files_under(out / "packs/small.web")), "the song went"
    check_song(out, 128)  # a film was larger
    document.write_text(whole + "  size_budget_mb: 0.01\n", encoding="utf-8")
    PROGRAM.build(collection, out, expect=1)
    said = " ".join(report(out)["problems"])
    assert "10,000" in said and "budget" in said, said
    # The smallest budget that is enough: all that can be made smaller is, and music is stereo at 96 kb/s.
    needed = int(re.search(r"need ([\d,]+) bytes", said)[1].replace(",", ""))
    document.write_text(whole + f"  size_budget_mb: {(needed + 1) / 1e6}\n", encoding="utf-8")
    PROGRAM.build(collection, out)
    asked = json.loads(run("plan", collection, "--data", out / ".integrart", "--json").stdout)["plans"]
    rates = {step["parameters"]["bitrate_kbps"] for plan in asked for step in plan["steps"] if step["id"].startswith("audio_rendition:")}
    assert rates == {96, 128}, f"kilobits that the encoder was asked for: {rates}"
    check_song(out, 96)


def check_song(out, kilobits):
    """The song of the pack is stereo and has the rate that its encoder was asked for."""
    (song,) = (out / "packs/small.web/works/song").glob("audio*.m4a")
    show = lambda entries: subprocess.run(["ffprobe", "-v", "error", "-show_entries", entries, "-of", "csv=p=0", song], capture_output=True, text=True, check=True).stdout.split()
    channels, frequency = map(int, show("stream=channels,sample_rate")[0].split(",")[::-1])
    sizes = [int(line.strip(",")) for line in show("packet=size")]
    # The encoder keeps to its rate on average, but begins and ends with packets that hold silence before and after the
    # song: of two seconds of noise, which takes all the bits it gets, the packets have 1 % less than the rate. What is
    # asserted of the smallest song would be broken by one of 92 kb/s.
    measured = 8 * sum(sizes) * frequency / (1024 * len(sizes))
    assert channels == 2 and 0.98 * kilobits * 1000 <= measured <= 1.1 * kilobits * 1000, f"{channels} channels, {measured:.0f} bit/s of {kilobits} kb/s"


def main():
    failed = 0
    for check in (check_again, check_every_format, check_changed_store, check_budget):
        with tempfile.TemporaryDirectory(prefix="integrart-pack-again-") as folder:
            failed |= run_checks([check], Path(folder))
    return failed


if __name__ == "__main__":
    sys.exit(main())
