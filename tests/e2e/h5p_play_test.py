#!/usr/bin/python3
"""Every package of H5P of the trial works, of the same with hostile texts and of the samples, played by the stand-ins.

Use: h5p_play_test.py PACK_TRIAL BROWSER_FOLDER [SAMPLES/out/packs]
All words of each content must be on the screen and nothing in them may run; what stand-ins prove is in
tests/browser/packs/h5p_stand_ins/README.md. Content that runs something or is not shown is made on purpose and refused.
"""

import json
import re
import sys
import tempfile
import unicodedata
import zipfile
from pathlib import Path

from lxml import html

from h5p_store import make_store
from packs_judges import Judges, Refused, require
from trial_packs import trial_packs

PROGRAM, BROWSER = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
SAMPLES = Path(sys.argv[3]) if len(sys.argv) > 3 else Path("/nonexistent")
WORDS_OF = {"text", "answer", "questions", "taskDescription", "textField", "distractors"}  # keys of content.json; the others are labels
GAP = re.compile(r"\*([^*]+)\*")


def squeezed(text):
    """Letters and signs only: white space and what is never seen depend on layout."""
    return "".join(one for one in text if not one.isspace() and unicodedata.category(one)[0] != "C")


def on_screen(markup):
    """The words that HTML shows, in the pieces that gaps leave."""
    return [squeezed(html.fromstring(f"<div>{piece}</div>").text_content()) for piece in GAP.split(markup)[::2]]


def texts_in(value, key=""):
    """The words of a content, wherever they stand in it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name != "l10n":
                yield from texts_in(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner, key)
    elif isinstance(value, str) and key in WORDS_OF:
        yield value


def played(judges, package, store):
    """How many pieces of words are shown; Refused when one is not, or when something ran."""
    with zipfile.ZipFile(package) as archive:
        metadata, content = (json.loads(archive.read(name)) for name in ("h5p.json", "content/content.json"))
    if metadata["mainLibrary"] != "H5P.Dialogcards":  # elsewhere "answer" is a label
        content.pop("answer", None)
    seen = squeezed(judges.h5p_play(package, libraries=store, all_gaps=True)["seen"])
    own = content["dialogs"] if metadata["mainLibrary"] == "H5P.Dialogcards" else content
    pieces = [piece for text in texts_in(own) for piece in on_screen(text) if piece]
    for piece in pieces:
        require(piece in seen, f"{piece[:120]!r} is not shown, but {seen[:300]!r}")
    return len(pieces)


def changed(package, to, change):
    with zipfile.ZipFile(package) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    content = files["content/content.json"].decode()
    files["content/content.json"] = change(content).encode()
    assert files["content/content.json"].decode() != content, "nothing was changed"
    with zipfile.ZipFile(to, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return to


def main():
    if not all((BROWSER / "node_modules" / one).is_dir() for one in ("h5p-standalone", "playwright-core")):
        print("skipped: run `npm ci` in tests/browser first")
        return 77
    failed = []

    def report(name, problem, more=""):
        print(f"{'FAIL' if problem else 'ok  '} {name}{more}" + (f"\n     {problem}" if problem else ""), flush=True)
        if problem:
            failed.append(name)

    def refused(name, judge):
        try:
            judge()
        except Refused as reason:
            report(f"refused: {name}", None, f": {str(reason)[:100]}")
        else:
            report(f"refused: {name}", "it passed")

    with tempfile.TemporaryDirectory(prefix="integrart-h5p-play-") as folder:
        folder = Path(folder)
        judges = Judges(BROWSER, folder)
        store = make_store(folder / "store")
        packs = {name: folder / name / "h5p.folder" for name, _ in trial_packs(PROGRAM, BROWSER, ("h5p",), folder)}
        if (SAMPLES / "two-homes.h5p").is_dir():
            packs["samples"] = SAMPLES / "two-homes.h5p"
        else:
            print("skipped: the packs of the samples are not there", flush=True)
        for name, place in packs.items():
            packages = sorted(place.glob("*.h5p"))
            report(f"{name}: there are packages", None if packages else "there are none")
            for package in packages:
                try:
                    report(f"{name}: {package.name}", None, f": {played(judges, package, store)} pieces of words")
                except Refused as problem:
                    report(f"{name}: {package.name}", str(problem))
        gaps = sorted(packs["hostile"].glob("*_gap_fill-*.h5p"))[0]
        slides = packs["trial"] / "two-keys-slides.h5p"
        broken = folder / "broken.h5p"
        runs = lambda text: re.sub(r'"text":"', '"text":"<script>window.broken=1</script>', text, count=1)
        refused("a text that runs", lambda: played(judges, changed(slides, broken, runs), store))
        refused("a title that became markup", lambda: played(judges, changed(gaps, broken, lambda text: text.replace("&lt;b&gt;", "<img src=x>")), store))
        blind = make_store(folder / "blind")
        (blind / "H5P.AdvancedText-1.1/js/main.js").write_text("H5P.AdvancedText = function () { this.attach = () => {}; };")
        refused("words that are not shown", lambda: played(judges, slides, blind))
        judges.close()
    print(f"{len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
