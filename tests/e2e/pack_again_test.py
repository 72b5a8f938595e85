#!/usr/bin/env python3
"""`integrart pack BUILD --format ID`: packs of a finished build without its sources; and packs within a budget.

Use: pack_again_test.py INTEGRART
"""

import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import kolibri_judge
from integrart import Integrart, ffmpeg, files_under, make_small_collection, report

PROGRAM = Integrart(sys.argv[1])


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
    run("pack", out, "--format", "papyrus", "--out", folder / "x", expect=3)
    run("pack", folder / "stick", "--format", "web", "--out", folder / "x", expect=4)
    run("pack", out, "--format", "web", expect=2)
    run("pack", expect=2)
    before = files_under(folder / "bag")
    run("pack", out, "--format", "bagit", "--out", folder, expect=4)  # a folder with other things in it
    assert files_under(folder / "bag") == before


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
    # What is left of the song is heard as well as before: stereo, at 96 kb/s or more.
    (song,) = (out / "packs/small.web/works/song").glob("audio*.m4a")
    shown = subprocess.run(["ffprobe", "-v", "error", "-show_entries", "stream=channels,bit_rate", "-of", "csv=p=0", song], capture_output=True, text=True, check=True)
    channels, rate = map(int, shown.stdout.strip().split(","))
    assert channels == 2 and rate >= 90_000, shown.stdout
    document.write_text(whole + "  size_budget_mb: 0.01\n", encoding="utf-8")
    PROGRAM.build(collection, out, expect=1)
    said = " ".join(report(out)["problems"])
    assert "10,000" in said and "budget" in said, said


def main():
    failed = []
    for check in (check_again, check_budget):
        with tempfile.TemporaryDirectory(prefix="integrart-pack-again-") as folder:
            try:
                check(Path(folder))
                print(f"ok   {check.__name__}", flush=True)
            except AssertionError as error:
                failed.append(check.__name__)
                print(f"FAIL {check.__name__}: {error}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
