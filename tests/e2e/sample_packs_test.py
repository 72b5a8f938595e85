#!/usr/bin/python3
"""The packs of the sample collection, in every format, before all their judges; every page in them before axe.
Arguments: the repository, the folder of the browser tests, the folder that samples_test.py made the samples in (made here when they are
not there, or not those of today), words of the names of checks. That each judge refuses broken packs is shown by packs_test.py."""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import anki_judge
import kolibri_judge
import samples_copy
from missing_judges import missing
from packs_judges import Judges, Refused, judge_beside, lom_schema, other_checker

ROOT, BROWSER, PLACE = (Path(argument).resolve() for argument in sys.argv[1:4])
WORDS = sys.argv[4:]
OUT = PLACE / "samples" / "out"
FILM, TEXT = "two-keys", "soup"  # a song with exercises, and a text
PACKS = OUT / "packs"
ARCHIVES = ["epub.epub", "scorm12.zip", "scorm2004.zip", "cmi5.zip", "cc11.imscc", "cc13.imscc", "qti21.zip", "qti30.zip"]
FOLDERS = ["web", "h5p", "kolibri", "anki", "bagit"]


def pack(name):
    path = PACKS / f"two-homes.{name}"
    if not path.exists():
        raise SystemExit(f"{path} is not there")
    return path


def pages_of(folder):
    return sorted(path for path in folder.rglob("*") if path.suffix in (".html", ".xhtml") and path.is_file())


def check_books(judges, report):
    for name, judge in (("epubcheck", judges.epubcheck), ("epubcheck-ts", judges.epubcheck_ts), ("Ace", judges.ace)):
        report(name, judge, pack("epub.epub"))


def check_courses(judges, report):
    works = {"text": TEXT, "film": FILM}
    for form in ("scorm12", "scorm2004"):
        report(f"{form}: manifest", judges.scorm_manifest, pack(f"{form}.zip"))
        report(f"{form}: run-time", lambda place: judges.scorm_run(place, **works), pack(f"{form}.zip"))
    report("cmi5: course structure", judges.cmi5_course, pack("cmi5.zip"))
    report("cmi5: run-time", lambda place: judges.cmi5_run(place, **works), pack("cmi5.zip"))
    for form in ("cc11", "cc13"):
        report(f"{form}: cartridge", judges.cartridge, pack(f"{form}.imscc"))
        if other_checker("cc_check.py"):
            report(f"{form}: the checker beside the repository", judge_beside, "cc_check.py", pack(f"{form}.imscc"))


def refuses_silence(place):
    """The judge of sounds says no to a deck one of whose lines is not heard."""
    with tempfile.TemporaryDirectory() as folder:
        copy, silent = Path(folder) / "deck", Path(folder) / "silent.m4a"
        shutil.copytree(place, copy)
        subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", "anullsrc=r=48000:d=2", "-c:a", "aac", "-movflags", "+faststart", silent], check=True)
        with zipfile.ZipFile(place / "deck.apkg") as package:
            entries = {name: package.read(name) for name in package.namelist()}
        names = json.loads(entries["media"])
        entries[next(number for number, name in names.items() if name.endswith(".m4a"))] = silent.read_bytes()
        with zipfile.ZipFile(copy / "deck.apkg", "w") as package:
            for name, data in entries.items():
                package.writestr(name, data)
        try:
            anki_judge.check_sounds(copy, 20)
        except Refused:
            return
        raise Refused("a silent line was let through")


def check_quizzes_and_archives(judges, report):
    for form in ("qti21", "qti30"):
        report(f"{form}: package and items", judges.qti, pack(f"{form}.zip"))
    report("qti30: played", judges.qti_play, pack("qti30.zip"), False)
    report("h5p: import", judges.h5p, pack("h5p"))
    report("bagit: sha256sum", judges.bag, pack("bagit"))
    report("anki: collection", anki_judge.judge, pack("anki"))
    report("anki: the sound of the lines", lambda place: anki_judge.check_sounds(place, 20), pack("anki"))
    report("anki: silence is refused", refuses_silence, pack("anki"))


def check_channel(judges, report):
    report("kolibri: channel", kolibri_judge.judge, pack("kolibri"))
    if other_checker("kolibri_check.py"):
        report("kolibri: the checker beside the repository", judge_beside, "kolibri_check.py", pack("kolibri"))
    report("kolibri: the lessons as Kolibri shows them", judges.kolibri_lessons, pack("kolibri"))
    for number, app in enumerate(judges.kolibri_apps(pack("kolibri"))):
        report(f"kolibri: every address of lesson {number + 1}", lambda place: judges.lesson(place, ways=["light"]), app)
        report(f"axe: credits of lesson {number + 1}", judges.axe, app, "credits.html")


def check_records(judges, report):
    """The record for catalogues that lies in every pack."""
    for name in ARCHIVES + FOLDERS if lom_schema() else []:
        report(f"LOM: {name}", judges.lom, pack(name))


def check_lesson(judges, report):
    report("web: the server is gone", judges.offline, pack("web"))
    # 8 works of which two have more than ten exercises each
    report("web: every address, light, dark and on paper", lambda place: judges.lesson(place, least=8 + 20), pack("web"))


def check_pages(judges, report):
    """Every page that is a file, in whatever pack it lies."""
    seen = set()
    for place in [*map(pack, FOLDERS), *(judges.unpacked(pack(name)) for name in ARCHIVES)]:
        for page in pages_of(place):
            digest = hashlib.sha256(page.read_bytes()).hexdigest()
            if digest not in seen:  # the credits are the same in several packs
                seen.add(digest)
                report(f"axe: {place.name}/{page.relative_to(place)}", judges.axe, place, str(page.relative_to(place)))


def main():
    if not (BROWSER / "node_modules" / "axe-core").is_dir():
        return missing("run `npm ci` in tests/browser first")
    for name in ("cc_check.py", "kolibri_check.py"):
        if other_checker(name) is None:
            print(f"skipped: {name} is not here; own rules only", flush=True)
    if lom_schema() is None:
        print("skipped: the schema of LOM is not here", flush=True)
    samples_copy.run(samples_copy.refresh(ROOT, PLACE)).check_returncode()
    failed, count = [], 0

    def report(name, judge, *arguments):
        nonlocal count
        if not all(word in name for word in WORDS):
            return
        count += 1
        try:
            judge(*arguments)
            print(f"ok   {name}", flush=True)
        except Refused as refused:
            print(f"FAIL {name}\n     {refused}", flush=True)
            failed.append(name)

    with tempfile.TemporaryDirectory(prefix="integrart-samples-") as folder:
        judges = Judges(BROWSER, Path(folder))
        for check in (check_books, check_courses, check_quizzes_and_archives, check_channel, check_records, check_lesson, check_pages):
            check(judges, report)
        judges.close()
    judges = Judges(BROWSER, OUT)
    report("axe: report.html", judges.axe, OUT, "report.html")
    judges.close()
    print(f"{count} checks, {len(failed)} failed" + "".join(f"\n  {name}" for name in failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
