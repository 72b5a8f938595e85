#!/usr/bin/python3
"""Licences decide, in every format: what must not go together is refused with the reason, works that may not be changed get no
exercises, and that commercial use is forbidden stands in every manifest.

Use: licences_test.py INTEGRART [words of the names of checks]
"""

import json
import re
import shutil
import sys
import tempfile
from pathlib import Path

import all_formats
from integrart import Integrart, files_under
from named_checks import run_checks
from marked_works import LINES, MARKED, write_marked_works
from pack_contents import everything_in

PROGRAM = Integrart(sys.argv[1])
WORDS = sys.argv[2:]
NO = 1  # exit status of the contract: the answer is no
DERIVED = set(all_formats.ACTIVITIES)
# What must not go together: of the collection, of one work, and what the reason speaks of.
REFUSED = [
    ("CC-BY-4.0", "CC-BY-NC-4.0", "forbids commercial use"),
    ("CC0-1.0", "CC-BY-NC-SA-4.0", "forbids commercial use"),
    ("CC-BY-NC-4.0", "CC-BY-NC-ND-4.0", "forbids changed versions"),
    ("CC-BY-4.0", "CC-BY-SA-4.0", "the same licence"),
    ("CC-BY-NC-SA-4.0", "CC-BY-SA-4.0", "the same licence"),
    ("CC-BY-SA-3.0", "CC-BY-SA-4.0", "the same licence"),
    ("Our-Own-1.0", "CC-BY-SA-4.0", "not known"),
]
ALLOWED = [("CC-BY-NC-4.0", "CC-BY-4.0"), ("CC-BY-SA-4.0", "CC-BY-SA-3.0"), ("CC-BY-NC-ND-4.0", "CC-BY-NC-ND-4.0")]
# The files that say it to those who take a pack in; all of them in each pack. In `ROWS` it stands in every row instead.
EVERYWHERE = [r"pack\.json", r"metadata\.jsonld", r"lom\.xml", r"credits\.x?html"]
MANIFESTS = {
    "web": [r"data\.js", r"index\.html"], "epub": [r"EPUB/package\.opf", r"EPUB/works/[^/]+/page\.xhtml"], "h5p": [r"[^/]+\.h5p > h5p\.json"],
    "scorm12": [r"imsmanifest\.xml", r"work-.*\.html"], "scorm2004": [r"imsmanifest\.xml", r"work-.*\.html"], "cmi5": [r"cmi5\.xml", r"work-.*\.html"],
    "cc11": [r"imsmanifest\.xml", r"links/licence\.xml"], "cc13": [r"imsmanifest\.xml", r"links/licence\.xml"], "qti21": [r"imsmanifest\.xml"], "qti30": [r"imsmanifest\.xml"],
    "kolibri": [r"KOLIBRI_DATA/content/storage/.*\.zip > index\.html"], "anki": [r"cards\.tsv"], "bagit": [r"data/ro-crate-metadata\.json"],
}
FORBIDS = re.compile(rb"(?i)CC[- ]BY-NC|licenses/by-nc/")


class Collections:
    """One collection of ordinary and of marked works; only licences change, so that nothing is encoded twice."""

    def __init__(self, folder):
        self.folder, self.collection, self.data = folder, folder / "collection", folder / "data"
        all_formats.make_collection(self.collection)
        self.marked = "".join(write_marked_works(self.collection, licence="MARKED-LICENCE", edited_activities="edited.json"))
        self.text = (self.collection / "collection.yaml").read_text(encoding="utf-8")
        (self.collection / "edited.json").write_text(json.dumps({"activities": []}), encoding="utf-8")

    def build(self, name, licence, of_marked, of_others="CC-BY-4.0", expect=0):
        """Packs under new licences: the output folder and what was said."""
        others = self.text.replace("    language: en\n", f"    language: en\n    licence: {of_others}\n").replace("\nlicence: CC-BY-SA-4.0", f"\nlicence: {licence}")
        (self.collection / "collection.yaml").write_text(others.replace("pack:\n", self.marked.replace('"MARKED-LICENCE"', of_marked) + "pack:\n"), encoding="utf-8")
        out = self.folder / name
        shutil.rmtree(out, ignore_errors=True)
        return out, PROGRAM.build(self.collection, out, "--data", self.data, expect=expect)


def check_refused(collections):
    for number, (licence, of_work, reason) in enumerate(REFUSED):
        out, document = collections.build(f"refused-{number}", licence, of_work, expect=NO)
        assert document["packs"] == [] and not list(out.glob("packs/*")), f"{of_work} in {licence}: {document['packs']}"
        for form in all_formats.FORMATS:
            said = [problem for problem in document["problems"] if f'"{form}"' in problem]
            assert len(said) == 1 and all(word in said[0] for word in (MARKED[0], of_work, licence, reason)), f"{of_work} in {licence}, {form}: {said}"
            if number == 0:
                result = PROGRAM.run("pack", out, "--data", collections.data, "--format", form, "--out", out / "again")
                assert result.returncode == NO and reason in result.stderr and MARKED[0] in result.stderr, f"{form}: exit {result.returncode} {result.stderr}"
                assert not (out / "again").exists(), f"{form}: refused, and written"
    for number, (licence, of_work) in enumerate(ALLOWED):
        _, document = collections.build(f"allowed-{number}", licence, of_work)
        assert {pack["format"] for pack in document["packs"]} == set(all_formats.FORMATS), f"{of_work} in {licence}: {document['problems']}"


def exercises_in(form, pack):
    """The parts of a pack that are exercises, as texts."""
    patterns = {"h5p": r"> content/content\.json$", "kolibri": r"\.perseus > .*\.json$", "anki": r"collection\.anki2 > notes$|cards\.tsv$", "bagit": r"pack-manifest\.json$",
                **dict.fromkeys(["cc11", "cc13"], r"quizzes/.*\.xml$"), **dict.fromkeys(["qti21", "qti30"], r"items/.*\.xml$")}
    for where, data in everything_in(pack):
        if where.startswith("the "):
            continue
        text = data.decode("utf-8", "replace")
        if re.search(r"works/[^/]+/data\.js$", where):  # a lesson, wherever it lies
            yield json.dumps(json.loads(text.split(" = ", 1)[1].rstrip(";\n"))["activities"], ensure_ascii=False)
        elif form == "bagit" and re.search(patterns[form], where):
            yield from (json.dumps(work["activities"], ensure_ascii=False) for work in json.loads(text)["works"])
        elif form == "h5p" and re.search(patterns[form], where):
            content = json.loads(text)
            film = content.get("interactiveVideo", {}).get("assets", {}).get("interactions", [])
            yield json.dumps(film if "interactiveVideo" in content else [] if "presentation" in content else content, ensure_ascii=False)
        elif form in patterns and re.search(patterns[form], where):
            yield text


def words_of_marked(form, pack):
    """Words that only the marked works say, in exercises of whatever work."""
    words = {word.lower() for lines in LINES.values() for line in lines for word in re.findall(r"[Zz]q\w+", line)} | {"zqheron", "zqczapla"}
    return {word for text in exercises_in(form, pack) for word in words if word in text.lower()}


def kinds_in(pack):
    """{work: kinds of its exercises} by the signed list."""
    (text,) = [data for where, data in everything_in(pack) if re.search(r"(^|/|> )pack\.json$", where) and not where.startswith("the ")]
    return {work["id"]: {one["kind"] for one in work["activities"]} for work in json.loads(text)["contents"]["works"]}


def edited_exercise():
    """A curator's own exercise, made of words that must stay as they are."""
    title = {"id": "learning.title_dictation", "arguments": []}
    return {"schema": "activity/2", "id": "dictation", "kind": "dictation", "level": 0, "language": "en", "title": title, "instructions": title, "estimated_times": False,
            "items": [{"id": "1", "cues": [], "when": None, "text": "The zqkestrel", "accepted": ["The zqkestrel"], "translation": {}}]}


def check_no_derivatives(collections):
    free, _ = collections.build("free", "CC-BY-4.0", "CC-BY-4.0")
    (collections.collection / "edited.json").write_text(json.dumps({"activities": [edited_exercise()]}), encoding="utf-8")
    kept, document = collections.build("kept-whole", "CC-BY-ND-4.0", "CC-BY-ND-4.0")
    assert any(MARKED[0] in problem and "CC-BY-ND-4.0" in problem for problem in document["problems"]), document["problems"]
    for form in all_formats.FORMATS:
        changed, whole = all_formats.pack_of(free, form), all_formats.pack_of(kept, form)
        kinds = kinds_in(whole)
        assert kinds_in(changed)["marked-film"] >= DERIVED | {"questions"}, f"{form}: {kinds_in(changed)}"
        assert {kind for work in MARKED for kind in kinds.get(work, ())} == {"questions"}, f"{form}: {kinds}"
        assert words_of_marked(form, changed) or form == "epub", f"{form}: the exercises of works that may be changed are not found"
        assert not words_of_marked(form, whole), f"{form}: {words_of_marked(form, whole)} in exercises of works that must stay as they are"
        asked = any("zqasked" in text for text in exercises_in(form, whole))
        assert asked == (form not in ("epub", "h5p", "anki")), f"{form}: the curator's own question {'is there' if asked else 'is missing'}"


def silent_manifests(form, pack):
    """Those that do not say that commercial use is forbidden."""
    found = {pattern: [] for pattern in EVERYWHERE + MANIFESTS[form]}
    rows = []
    for where, data in everything_in(pack):
        if where.startswith("the "):
            continue
        path = where if pack.is_dir() else where.removeprefix(f"{pack.name} > ")
        if form == "kolibri" and path.endswith("> content_contentnode"):
            rows.append(data)
        if form == "anki" and path.endswith("> notes") and b"integrart::" not in data and b"\x1f" in data:
            rows.append(data)
        for pattern in found:
            if re.fullmatch(pattern if pattern in MANIFESTS[form] else rf"(.*/)?{pattern}", path):
                found[pattern].append((path, FORBIDS.search(data)))
    assert all(found.values()), f"{form}: not in the pack: {[pattern for pattern, files in found.items() if not files]}"
    silent = {path for files in found.values() for path, said in files if not said}
    if form == "kolibri":
        # Every resource, but for topics, has its licence.
        named, others = rows.count(b"CC BY-NC"), sum(one in (b"CC BY", b"CC BY-SA") for one in rows)
        silent |= {"a row"} if others or not named else set()
    if form == "anki":
        silent |= {"a note"} if not rows or not all(FORBIDS.search(row) for row in rows) else set()
    return silent, {path for files in found.values() for path, _ in files}


def check_non_commercial(collections):
    nc, _ = collections.build("nc", *["CC-BY-NC-4.0"] * 3)
    free, _ = collections.build("free-again", "CC-BY-4.0", "CC-BY-4.0")
    for form in all_formats.FORMATS:
        silent, _ = silent_manifests(form, all_formats.pack_of(nc, form))
        assert not silent, f"{form}: says nothing of it: {sorted(silent)}"
        silent, every = silent_manifests(form, all_formats.pack_of(free, form))
        assert every <= silent, f"{form}: says that commercial use is forbidden where it is not: {sorted(every - silent)}"
        assert form not in ("kolibri", "anki") or silent - every, f"{form}: rows are not looked at"


def main():
    with tempfile.TemporaryDirectory(prefix="integrart-licences-") as folder:
        return run_checks((check_refused, check_no_derivatives, check_non_commercial), Collections(Path(folder)), WORDS)


if __name__ == "__main__":
    sys.exit(main())
