#!/usr/bin/python3
"""A film, a song, a picture and a text whose files have every odd name there can be and whose titles, descriptions, topics and
makers are texts that break things, in all formats, before their judges.

Use: odd_names_test.py INTEGRART BROWSER_FOLDER [words of the names of checks]
"""

import string
import sys
import tempfile
import zipfile
from pathlib import Path

import all_formats
import anki_judge
import inert_judge
import kolibri_judge
from integrart import Integrart, files_under, yaml_string
from integrart import report as report_of
from missing_judges import missing
from pack_contents import everything_in
from packs_judges import Judges, Refused, judge_beside, other_checker, require

PROGRAM, BROWSER = Integrart(sys.argv[1]), Path(sys.argv[2]).resolve()
WORDS = sys.argv[3:]

# Each ordinary name of the collection, and what stands in its place; the ending stays, and the language before it.
ODD = {
    "film.mp4": "\"quotes' <b onload=window.broken=1>&amp;",
    "song.wav": "-rf new\nline\ttab \U0001f389\u202egnp",
    "picture.png": ".hidden %00%2e%2e%2f 100% #1?v=2&x\\..\\y",
    "film.en.srt": "$(touch pwned) `id` ; | * ~ {a,b} [c] \x01\x1b[31m\x7f\x85",
    "film.pl.srt": "ж" * 98,  # 200 bytes with the ending
    "story.en.md": "  spaces  !\"#$%&'()*+,-.:;<=>?@[\\]^_`{|}~ ]]> --> <?php ?> \u200f\u2028\u0301 . ",
    "story.pl.md": "CON:aux.\u00a0e\u0301 é \ufeff",
}
assert set(string.punctuation) - {"/"} <= set("".join(ODD.values()))

# What stands in titles and the like: the markup of HTML, XML, H5P, Markdown, Perseus, TeX, Anki and YAML, other directions of
# writing, marks without letters, and more than any field holds.
TEXTS = {
    "film": "\"quoted' </script><script>window.broken=1</script><img src=x onerror=\"window.broken=2\"> & &amp; ]]> --> <?php ?> \U0001f389\U0001f469\u200d\U0001f373",
    "song": "very long \U0001f3b5 " * 833 + "end",
    "picture": "\u202eright to left \u2067\u200f مرحبا\u0301 שלום\t\u2028\ufeff\x07 a\nb\r\nc",
    "story": "- * / : ** [x](y.html \"z\") `c` # | $\\frac{1}{0}$ \\(x\\) {{c1::x}} [sound:x] [[☃ radio 1]] ::a %YAML 1.2 --- &a *a !!str ~ null: {a: [b]} @",
}
MARK = "Zqtitleqz"  # stands in every title, and in no other text


def localised(*texts):
    return f"{{en: {yaml_string(texts[0])}, pl: {yaml_string(texts[-1])}}}"


def with_odd_texts(document):
    """A collection.yaml in which every text that people write is odd."""
    texts = list(TEXTS.values())
    for place, work in enumerate(TEXTS):
        own, other, third = (texts[(place + more) % len(texts)] for more in range(3))
        topics = ", ".join(map(yaml_string, [own, other, third]))
        plain = f"    title: {{en: {work}}}\n    creators: [{{name: Oksana, role: author, pseudonym: true}}]\n"
        assert document.count(plain) == 1
        document = document.replace(plain, f"    title: {localised(MARK + own, MARK + other)}\n    description: {localised(other, third)}\n    about: [{topics}]\n"
                                    f"    creators: [{{name: {yaml_string(own)}, role: {yaml_string(other)}, pseudonym: true}}, {{name: {yaml_string(third)}, role: author, pseudonym: true}}]\n")
    document = document.replace("alt: {\"en\": \"coloured bars\"}", f"alt: {localised(TEXTS['film'], TEXTS['story'])}")
    return document.replace("title: {en: Small}", f"title: {localised(MARK + TEXTS['film'], MARK + TEXTS['song'])}\ndescription: {localised(TEXTS['story'], TEXTS['song'])}")


def name_of(name):
    odd = ODD[name] + name[name.index("."):]
    assert len(odd.encode()) <= 255 and "/" not in odd
    return odd


def names_in(pack):
    if pack.is_dir():
        return list(files_under(pack))
    with zipfile.ZipFile(pack) as archive:
        return archive.namelist()


def check_names(pack):
    """Of the odd names nothing is left in any path."""
    for name in names_in(pack):
        parts = name.split("/")
        portable = name.isascii() and name.isprintable() and not set(name) & set('\\:*?"<>|') and len(name) <= 120
        require(portable and not any(part in ("", ".", "..") or part[0] in "._" or part[-1] in ". " for part in parts), f"the path {name!r}")
    folded = [name.lower() for name in names_in(pack)]
    require(len(set(folded)) == len(folded), "names that differ only in case")


def check_titles(pack):
    """That what was judged is what was meant: the odd titles came as far as the pack."""
    require(any(MARK.encode() in data for _, data in everything_in(pack)), "the title is nowhere")


def check_notes(out):
    """Ten thousand characters and many topics: whatever a format has fewer of, the report says so."""
    said = {one["format"]: " ".join(one["remarks"]) for one in report_of(out)["remarks"]}
    for form in ("scorm12", "scorm2004", "cc11", "cc13", "kolibri", "h5p"):
        require("song: the title is longer than this format has room for" in said.get(form, ""), f"{form}: {said.get(form)}")
    for form in ("web", "epub", "bagit", "cmi5"):
        require("has room for" not in said.get(form, ""), f"{form}: {said.get(form)}")


def check_the_check(folder):
    """It says no to each kind of name that must not be."""
    for name in ("a b?.mp4", "è.html", "CON:x", ".hidden/x", "a/_b", "dot./x", "x" * 121, "tab\tx", "back\\slash"):
        pack = folder / "names.zip"
        with zipfile.ZipFile(pack, "w") as archive:
            archive.writestr(name, "x")
        refused = False
        try:
            check_names(pack)
        except Refused:
            refused = True
        require(refused, f"{name!r} is let through")
    with zipfile.ZipFile(folder / "names.zip", "w") as archive:
        archive.writestr("A", "x")
        archive.writestr("a", "x")
    try:
        check_names(folder / "names.zip")
    except Refused:
        return
    raise Refused("names that differ only in case are let through")


def main():
    if not (BROWSER / "node_modules" / "axe-core").is_dir():
        return missing("run `npm ci` in tests/browser first")
    failed, count = [], 0
    with tempfile.TemporaryDirectory(prefix="integrart-names-") as name:
        folder = Path(name)
        all_formats.make_collection(folder / "collection", name_of)
        document = folder / "collection" / "collection.yaml"
        document.write_text(with_odd_texts(document.read_text(encoding="utf-8")), encoding="utf-8")
        PROGRAM.build(folder / "collection", folder / "out")
        judges = Judges(BROWSER, folder)

        def report(what, judge, *arguments, **named):
            nonlocal count
            if not all(word in what for word in WORDS):
                return
            count += 1
            try:
                judge(*arguments, **named)
                print(f"ok   {what}", flush=True)
            except Refused as refused:
                print(f"FAIL {what}\n     {refused}", flush=True)
                failed.append(what)

        packs = {form: all_formats.pack_of(folder / "out", form) for form in all_formats.FORMATS}
        place_of = lambda form: folder / "out" / "packs" / f"small.{form}"  # of formats that are folders as well
        for form, pack in packs.items():
            report(f"{form}: paths", check_names, pack)
            report(f"{form}: the titles are in it", check_titles, pack)
        report("odd paths are refused", check_the_check, folder)
        for form, judge in (("h5p", inert_judge.h5p), ("kolibri", inert_judge.kolibri), ("anki", inert_judge.anki)):
            report(f"{form}: texts are texts", judge, place_of(form))
        for form in ("cc11", "cc13", "qti21", "qti30"):
            report(f"{form}: texts are texts", inert_judge.quiz_items, packs[form])
        report("what became shorter is told", check_notes, folder / "out")
        judge_all(judges, report, packs, place_of)
        report("no name is run as a command", lambda: require(not [*folder.rglob("pwned"), *Path.cwd().glob("pwned")], "one was"))
        judges.close()
    print(f"{count} checks, {len(failed)} failed" + "".join(f"\n  {name}" for name in failed))
    return 1 if failed or count == 0 else 0


def judge_all(judges, report, packs, place_of):
    works = {"text": "story", "film": "film"}
    for name, judge in (("epubcheck", judges.epubcheck), ("epubcheck-ts", judges.epubcheck_ts), ("Ace", judges.ace)):
        report(f"epub: {name}", judge, packs["epub"])
    for form in ("scorm12", "scorm2004"):
        report(f"{form}: manifest", judges.scorm_manifest, packs[form])
        report(f"{form}: run-time", judges.scorm_run, packs[form], **works)
    report("cmi5: course structure", judges.cmi5_course, packs["cmi5"])
    report("cmi5: run-time", judges.cmi5_run, packs["cmi5"], **works)
    for form in ("cc11", "cc13"):
        report(f"{form}: cartridge", judges.cartridge, packs[form])
        if other_checker("cc_check.py"):
            report(f"{form}: the checker beside the repository", judge_beside, "cc_check.py", packs[form])
    for form in ("qti21", "qti30"):
        report(f"{form}: package and items", judges.qti, packs[form])
    report("h5p: import", judges.h5p, place_of("h5p"))
    report("bagit: sha256sum", judges.bag, place_of("bagit"))
    report("anki: collection", anki_judge.judge, place_of("anki"))
    report("kolibri: channel", kolibri_judge.judge, place_of("kolibri"))
    if other_checker("kolibri_check.py"):
        report("kolibri: the checker beside the repository", judge_beside, "kolibri_check.py", place_of("kolibri"))
    report("kolibri: lessons in a frame", judges.kolibri_lessons, place_of("kolibri"))
    report("web: every address", judges.lesson, place_of("web"), ways=["light"])
    report("web: the server is gone", judges.offline, place_of("web"))


if __name__ == "__main__":
    sys.exit(main())
