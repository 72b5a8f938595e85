#!/usr/bin/python3
"""The packs of the sample collection, in every format, before their judges; and every page in them before axe.
Arguments: the repository, the folder of the browser tests. Builds the samples first when they are not there."""

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

import anki_judge
import kolibri_judge
from packs_judges import Judges, Refused

ROOT, BROWSER = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
PACKS = ROOT / "samples" / "out" / "packs"


def pack(name):
    path = PACKS / f"two-homes.{name}"
    if not path.exists():
        raise SystemExit(f"{path} is not there")
    return path


def pages_of(folder):
    return sorted(path for path in folder.rglob("*") if path.suffix in (".html", ".xhtml") and path.is_file())


def main():
    if not (BROWSER / "node_modules" / "axe-core").is_dir():
        print("skipped: run `npm ci` in tests/browser first")
        return 77
    subprocess.run([ROOT / "samples" / "run"], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    failed, count = [], 0

    def report(name, judge, *arguments):
        nonlocal count
        count += 1
        try:
            judge(*arguments)
            print(f"ok   {name}", flush=True)
        except Refused as refused:
            print(f"FAIL {name}\n     {refused}", flush=True)
            failed.append(name)

    with tempfile.TemporaryDirectory(prefix="integrart-samples-") as folder:
        judges = Judges(BROWSER, Path(folder))
        report("epubcheck", judges.epubcheck, pack("epub.epub"))
        report("epubcheck-ts", judges.epubcheck_ts, pack("epub.epub"))
        report("Ace", judges.ace, pack("epub.epub"))
        for form in ("scorm12", "scorm2004"):
            report(f"{form}: manifest", judges.scorm_manifest, pack(f"{form}.zip"))
        for form in ("cc11", "cc13"):
            report(f"{form}: cartridge", judges.cartridge, pack(f"{form}.imscc"))
        report("cmi5: course structure", judges.cmi5_course, pack("cmi5.zip"))
        report("h5p: import", judges.h5p, pack("h5p"))
        report("bagit: sha256sum", judges.bag, pack("bagit"))
        report("kolibri: channel", kolibri_judge.judge, pack("kolibri"))
        report("anki: collection", anki_judge.judge, pack("anki"))
        seen = set()
        archives = [judges.unpacked(pack(name)) for name in ("epub.epub", "scorm12.zip", "scorm2004.zip", "cmi5.zip", "cc11.imscc", "cc13.imscc", "qti21.zip", "qti30.zip")]
        for place in [pack("web"), pack("h5p"), pack("kolibri"), pack("anki"), pack("bagit"), *archives]:
            for page in pages_of(place):
                digest = hashlib.sha256(page.read_bytes()).hexdigest()
                if digest not in seen:  # the credits are the same in several packs
                    seen.add(digest)
                    report(f"axe: {place.name}/{page.relative_to(place)}", judges.axe, place, str(page.relative_to(place)))
        judges.close()
    report_page = ROOT / "samples" / "out"
    judges = Judges(BROWSER, report_page)
    report("axe: report.html", judges.axe, report_page, "report.html")
    judges.close()
    print(f"{count} checks, {len(failed)} failed" + "".join(f"\n  {name}" for name in failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
