#!/usr/bin/env python3
"""Full packages of H5P from an operator's folder of libraries: taken in by a site that has none, played, and bad folders refused.

Use: h5p_libraries_test.py INTEGRART BROWSER_FOLDER
The libraries are small ones made here, with the names and versions of the real ones; those that show content are stand-ins
(tests/browser/packs/h5p_stand_ins), so that files are really loaded and played, but not by H5P's own widgets. With
INTEGRART_H5P_LIBRARIES, a folder of real ones, those are packed, taken in and played too.
"""

import json
import os
import shutil
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

from h5p_store import LIBRARIES, library_files, make_store, write_files
from integrart import Integrart, files_under, make_small_collection
from missing_judges import missing
from packs_judges import Judges, Refused

PROGRAM, BROWSER = Integrart(sys.argv[1]), Path(sys.argv[2]).resolve()

MISSING, REFUSED, NOT_THERE = 4, 3, 4


def make_package_store(place):
    """The same libraries as two .h5p files downloaded from a site would bring them, with content and folders in them."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    names = list(LIBRARIES)
    for file, part in (("a.h5p", names[:7]), ("b.zip", names[4:])):
        with zipfile.ZipFile(place / file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("h5p.json", "{}")
            archive.writestr("content/", "")
            archive.writestr("content/content.json", "{}")
            archive.writestr("content/videos/x.mp4", b"\0" * 1000)
            for folder in part:
                for name, data in library_files(folder).items():
                    archive.writestr(f"{folder}/{name}", data)
                archive.writestr(f"{folder}/.travis.yml", "x")
                archive.writestr(f"{folder}/tool.php", "<?php")
    return place


class Trial:
    def __init__(self, folder):
        self.folder = folder
        self.judges = Judges(BROWSER, folder)
        self.collection, self.out = folder / "collection", folder / "out"
        make_small_collection(self.collection, 2)
        document = self.collection / "collection.yaml"
        kinds = "[gap_fill, vocabulary, flashcards, match]"
        document.write_text(document.read_text(encoding="utf-8") + f"  activities: {kinds}\n", encoding="utf-8")
        PROGRAM.build(self.collection, self.out)

    def pack(self, store, name, expect=0):
        out = self.folder / name
        result = PROGRAM.run("pack", self.out, "--format", "h5p", "--out", out, "--h5p-libraries", store)
        assert result.returncode == expect, f"exit {result.returncode}, expected {expect}: {result.stdout}{result.stderr}"
        return out, result.stderr

    def refused(self, store, *words, expect=REFUSED):
        out, said = self.pack(store, "refused.zip", expect)
        assert not out.exists(), "a pack was written all the same"
        assert all(word in said for word in words), f"{words} not in: {said}"


def members(pack, ending):
    with zipfile.ZipFile(pack) as archive:
        (name,) = [one for one in archive.namelist() if one.endswith(ending)]
        with archive.open(name) as inner, zipfile.ZipFile(inner) as package:
            return {one: package.read(one) for one in package.namelist()}


def check_full(trial):
    store = make_store(trial.folder / "store")
    pack, said = trial.pack(store, "full.zip")
    assert "editor" not in said, said
    film = members(pack, "film-film.h5p")
    folders = {name.split("/")[0] for name in film} - {"content", "h5p.json"}
    assert folders == {"H5P.InteractiveVideo-1.26", "H5P.Video-1.6", "H5P.DragNBar-1.5", "H5P.DragNDrop-1.1", "H5P.Summary-1.10",
                       "H5P.Question-1.5", "H5P.Blanks-1.14", "H5PEditor.InteractiveVideo-1.2"} - (set() if b"H5P.Blanks" in film["content/content.json"] else {"H5P.Blanks-1.14"}), folders
    assert film["H5P.Video-1.6/js/main.js"] == b"// H5P.Video-1.6.1\n"
    installed = trial.judges.h5p_with_libraries(pack)
    assert folders <= set(installed) and "H5P.NobodyNeedsThis-1.0" not in installed, installed
    again, _ = trial.pack(store, "again.zip")
    assert again.read_bytes() == pack.read_bytes(), "packed twice, other bytes"
    # As .h5p files: the same bytes come out, whatever else lies in them.
    packed, _ = trial.pack(make_package_store(trial.folder / "packages"), "packed.zip")
    assert packed.read_bytes() == pack.read_bytes(), "libraries from packages give another pack"
    # The higher patch of a version counts, wherever it lies.
    write_files(store / "newer", library_files("H5P.Video-1.6", patch=9))
    newer, _ = trial.pack(store, "newer.zip")
    assert members(newer, "film-film.h5p")["H5P.Video-1.6/js/main.js"] == b"// H5P.Video-1.6.9\n"
    # A build takes the same option; without it the files hold content only, and a site without libraries says no.
    plain = trial.folder / "plain.zip"
    assert PROGRAM.run("pack", trial.out, "--format", "h5p", "--out", plain).returncode == 0
    assert not any(name.startswith("H5P.") for name in members(plain, "film-film.h5p"))
    try:
        trial.judges.h5p_with_libraries(plain)
        raise AssertionError("a site without libraries took content that needs some")
    except Refused:
        pass


def check_build(trial):
    store = make_store(trial.folder / "store")
    document = trial.collection / "collection.yaml"
    whole = document.read_text(encoding="utf-8")
    document.write_text(whole.replace("formats: [web]", "formats: [web, h5p, bagit]"), encoding="utf-8")
    PROGRAM.build(trial.collection, trial.out, "--h5p-libraries", store)
    assert "H5P.Video-1.6/library.json" in members(trial.out / "packs/small.h5p.zip", "film-film.h5p")
    assert not any(b"H5P.Video" in data for data in files_under(trial.out / "packs/small.bagit").values()), "another pack names the libraries"
    (store / "H5P.Video-1.6/library.json").unlink()
    answer = PROGRAM.build(trial.collection, trial.out, "--h5p-libraries", store, expect=1)
    assert {pack["format"] for pack in answer["packs"]} == {"web", "bagit"}, answer["packs"]
    assert any("H5P.Video 1.6" in problem for problem in json.loads((trial.out / "report.json").read_text())["problems"])
    document.write_text(whole, encoding="utf-8")


def check_bad_stores(trial):
    place = trial.folder / "bad"
    without = lambda *names: make_store(place, [one for one in LIBRARIES if one not in names])
    trial.refused(without("H5P.DragNDrop-1.1"), "H5P.DragNBar 1.5", "H5P.DragNDrop 1.1", expect=MISSING)
    trial.refused(without("H5P.Summary-1.10"), "H5P.Summary 1.10", expect=MISSING)
    _, said = trial.pack(without("H5PEditor.InteractiveVideo-1.2"), "no-editor.zip")
    assert "H5PEditor.InteractiveVideo-1.2" in said, said
    trial.refused(trial.folder / "no-such-folder", "no-such-folder", expect=NOT_THERE)
    place = make_store(place, [])
    (place / "readme.txt").write_text("nothing")
    trial.refused(place, "library", expect=NOT_THERE)
    # A store that a newer version only lies in names that.
    store = make_store(place)
    shutil.rmtree(store / "H5P.Video-1.6")
    newer = library_files("H5P.Video-1.6")
    newer["library.json"] = newer["library.json"].replace(b'"minorVersion": 6', b'"minorVersion": 7')
    write_files(store / "H5P.Video-1.7", newer)
    trial.refused(store, "H5P.Video 1.6", "1.7", expect=MISSING)

    def broken(change, *words):
        change(make_store(place) / "H5P.Video-1.6")
        trial.refused(place, *words)

    broken(lambda video: (video / "js/main.js").unlink(), "H5P.Video-1.6", "js/main.js")
    broken(lambda video: (video / "library.json").write_text("{"), "library.json", "JSON")
    broken(lambda video: (video / "library.json").write_bytes(b"\xff" * 2_000_000), "library.json")
    broken(lambda video: (video / "library.json").write_text('{"machineName": "../../x"}'), "machineName")
    broken(lambda video: (video / "passwd.txt").symlink_to("/etc/passwd"), "passwd.txt")
    broken(lambda video: (video / "images").symlink_to("/etc"), "images")
    broken(lambda video: os.mkfifo(video / "pipe.js"), "pipe.js")
    broken(lambda video: (video / ("n" * 130 + ".js")).write_text("x"), "nnn")
    broken(lambda video: video.rename(place / "kept") and (place / "H5P.Video-1.6").symlink_to(place / "kept"), "H5P.Video-1.6")


def check_bad_packages(trial):
    place = trial.folder / "bad-packages"

    def package(*entries, raw=None):
        make_package_store(place)
        with zipfile.ZipFile(place / "c.h5p", "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in entries:
                archive.writestr(name, data)
        if raw is not None:
            (place / "c.h5p").write_bytes(raw((place / "c.h5p").read_bytes()))
        return place

    link = zipfile.ZipInfo("H5P.X-1.0/passwd.txt")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    trial.refused(package((link, "/etc/passwd")), "c.h5p", "passwd.txt")
    trial.refused(package(("H5P.X-1.0/a.js", b"\0" * 70_000_000)), "c.h5p")
    trial.refused(package(("H5P.X-1.0/library.json", "{")), "H5P.X-1.0")
    trial.refused(package(("a.js", "x"), raw=lambda data: data[: len(data) // 2]), "c.h5p")
    trial.refused(package(("a.js", "x"), raw=lambda data: b"no zip at all"), "c.h5p")
    trial.refused(package(("H5P.X-1.0/a.js", "x" * 100), ("H5P.X-1.0/A.js", "y")), ".js")
    # What climbs out is left out like everything that no pack may hold; it is nowhere afterwards.
    good, _ = trial.pack(package(("../../evil.js", "x"), ("/tmp/integrart-evil.js", "x"), ("H5P.X-1.0\\evil.js", "x")), "climbs.zip")
    full, _ = trial.pack(make_store(trial.folder / "store"), "compared.zip")
    assert good.read_bytes() == full.read_bytes()
    assert not list(trial.folder.parent.glob("evil.js")) and not Path("/tmp/integrart-evil.js").exists()


def packages_in(pack, folder):
    """The .h5p files of a pack, unpacked into a new folder."""
    shutil.rmtree(folder, ignore_errors=True)
    with zipfile.ZipFile(pack) as archive:
        archive.extractall(folder, [name for name in archive.namelist() if name.endswith(".h5p")])
    return sorted(folder.glob("*.h5p"))


def changed_package(package, change):
    """A copy of an .h5p file in which `change` was applied to {name: bytes}."""
    with zipfile.ZipFile(package) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    copy = package.with_name("changed.zip")
    with zipfile.ZipFile(copy, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return copy


def check_loading(trial):
    """Every file of the pack is loaded and shown by the stand-ins, from itself and from a folder; broken ones are not."""
    store = make_store(trial.folder / "store")
    full, _ = trial.pack(store, "played.zip")
    plain = trial.folder / "played-plain.zip"
    assert PROGRAM.run("pack", trial.out, "--format", "h5p", "--out", plain).returncode == 0
    whole, bare = packages_in(full, trial.folder / "played"), packages_in(plain, trial.folder / "played-plain")
    played = {}
    for package, content_only in zip(whole, bare, strict=True):
        result = trial.judges.h5p_play(package, all_gaps=True)
        assert trial.judges.h5p_play(content_only, libraries=store, all_gaps=True) == result, package.name
        played[package.name] = result
    film, picture, story = (played[name] for name in ("film-film.h5p", "picture-slides.h5p", "story-slides.h5p"))
    assert film["media"] == 1 and "Back 10 seconds" in film["seen"], film
    assert picture["media"] == 1 and "Next slide" in picture["seen"], picture
    assert "There was a knock." in story["seen"], story
    assert {"H5P.InteractiveVideo", "H5P.CoursePresentation"} <= {one["library"] for one in played.values()}, played
    assert sum(one["gaps"] for one in played.values()) > 0, f"no gap was filled: {played}"

    def refused(name, change, libraries=None):
        try:
            trial.judges.h5p_play(changed_package(trial.folder / "played" / name, change), libraries=libraries, all_gaps=True)
        except Refused:
            return
        raise AssertionError(f"{name} was played though it is broken")

    def without(*starts):
        def change(files):
            for name in [one for one in files if one.startswith(starts)]:
                del files[name]
        return change

    def replaced(old, new):
        def change(files):
            assert old in files["content/content.json"]
            files["content/content.json"] = files["content/content.json"].replace(old, new)
        return change

    refused("film-film.h5p", without("content/videos/"))
    refused("film-film.h5p", without("H5P.DragNDrop-1.1/"))
    refused("film-film.h5p", without("content/files/"))
    refused("film-film.h5p", without("H5P."))
    refused("picture-slides.h5p", without("content/images/"))
    refused("picture-slides.h5p", replaced(b'"H5P.Image 1.1"', b'"H5P.Images 1.1"'))
    refused("story-slides.h5p", without("H5P.AdvancedText-1.1/"))
    gaps = next(name for name, one in played.items() if one["gaps"] > 0)
    refused(gaps, without("H5P.Question-1.5/"))


def check_real(trial):
    store = os.environ.get("INTEGRART_H5P_LIBRARIES")
    if not store:
        raise unittest.SkipTest("no real libraries of H5P are here (INTEGRART_H5P_LIBRARIES)")
    pack, _ = trial.pack(Path(store), "real.zip")
    assert trial.judges.h5p_with_libraries(pack)
    played = [trial.judges.h5p_play(package) for package in packages_in(pack, trial.folder / "played-real")]
    assert any(one["gaps"] > 0 for one in played), "no file of H5P.Blanks was played"


def main():
    if not all((BROWSER / "node_modules" / one).is_dir() for one in ("@lumieducation/h5p-server", "h5p-standalone", "playwright-core")):
        return missing("run `npm ci` in tests/browser first")
    failed = []
    with tempfile.TemporaryDirectory(prefix="integrart-h5p-") as folder:
        trial = Trial(Path(folder))
        for check in (check_full, check_loading, check_build, check_bad_stores, check_bad_packages, check_real):
            try:
                check(trial)
                print(f"ok   {check.__name__}", flush=True)
            except unittest.SkipTest as reason:
                print(f"skipped: {check.__name__}: {reason}", flush=True)
            except (AssertionError, Refused) as error:
                failed.append(check.__name__)
                print(f"FAIL {check.__name__}: {error}", flush=True)
        trial.judges.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
