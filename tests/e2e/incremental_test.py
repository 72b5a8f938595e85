#!/usr/bin/python3
"""Only what a change touches is done again. Argument: the program integrart."""

import hashlib
import html
import io
import json
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

import all_formats
from integrart import SUBTITLES, Integrart, make_small_collection, query, report, rung, steps, write_recipe

PROGRAM = Integrart(sys.argv.pop(1))
# Step kinds that read or write pictures and sound.
DECODE_OR_ENCODE = ("video_rendition", "audio_rendition", "poster", "storyboard", "waveform", "loudness", "filter_frames", "image", "cover")


def kinds_run(out):
    return {step["kind"] for work in report(out)["works"] for step in work["steps"] if step["state"] == "run"}


class Incremental(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.root = Path(cls.folder.name)
        make_small_collection(cls.root / "works")
        cls.recipe = cls.root / "recipe.json"
        write_recipe(cls.recipe, [rung("240p", 240, 400)])
        cls.out = cls.root / "out"
        cls.first = cls.build()

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def build(cls, *more):
        return PROGRAM.build(cls.root / "works", cls.out, "--recipe", cls.recipe, *more)

    def setUp(self):
        self.build()

    def test_nothing_changed(self):
        self.assertGreater(self.first["steps"]["run"], 5)
        before = self.build()
        again = self.build()
        self.assertEqual((again["steps"]["run"], again["steps"]["failed"]), (0, 0))
        self.assertEqual(again["steps"]["cached"], self.first["steps"]["run"] + self.first["steps"]["cached"])
        self.assertEqual(again["packs"], before["packs"])

    def test_one_subtitle_line(self):
        file = self.root / "works" / "film.pl.srt"
        file.write_text(file.read_text(encoding="utf-8").replace("Dwa klucze", "Dwa stare klucze"), encoding="utf-8")
        document = self.build()
        self.assertGreater(document["steps"]["run"], 0)
        self.assertEqual(kinds_run(self.out) & set(DECODE_OR_ENCODE), set())
        self.assertTrue(all(work == "film" for work, _ in steps(self.out)), steps(self.out))

    def test_a_policy_threshold(self):
        policy = self.root / "policy.json"
        rule = {"kind": "flash", "at_least": 0.5, "verdict": "review"}
        policy.write_text(json.dumps({"schema": "policy/1", "id": "mine", "rules": [rule]}), encoding="utf-8")
        self.build("--policy", policy)
        policy.write_text(json.dumps({"schema": "policy/1", "id": "mine", "rules": [rule | {"at_least": 0.7}]}), encoding="utf-8")
        document = self.build("--policy", policy)
        self.assertGreater(document["steps"]["run"], 0)
        self.assertEqual(kinds_run(self.out), {"judge"})

    def test_a_new_rung(self):
        write_recipe(self.recipe, [rung("240p", 240, 400), rung("120p", 120, 150)])
        try:
            self.build()
            ran = steps(self.out)
            renditions = {step for _, step in ran if step.startswith("video_rendition")}
            self.assertEqual(len(renditions), 1, ran)
            self.assertIn("120p", renditions.pop())
            heavy = kinds_run(self.out) & set(DECODE_OR_ENCODE)
            self.assertEqual(heavy, {"video_rendition"})
        finally:
            write_recipe(self.recipe, [rung("240p", 240, 400)])

    def explained(self, work):
        """{step: (what is said of it, the lines below that)}"""
        result = PROGRAM.run("explain", work, "--data", self.out / ".integrart")
        self.assertEqual(result.returncode, 0, result.stderr)
        steps = {}
        for line in result.stdout.splitlines():
            if line.startswith("    "):
                steps[step][1].append(line.strip())
            else:
                named, step, _, said = line.split("  ", 3)
                self.assertEqual(named, work)
                steps[step] = (said, [])
        return steps

    def test_explain_says_what_changed(self):
        file = self.root / "works" / "story.md"
        before = hashlib.sha256(file.read_bytes()).hexdigest()
        file.write_text(file.read_text(encoding="utf-8") + "\nAnd then it was evening.\n", encoding="utf-8")
        after = hashlib.sha256(file.read_bytes()).hexdigest()
        self.build()
        steps = self.explained("story")
        self.assertEqual(steps["text:en"], ("ran in the last build; this changed:", [f'inputs.source: "{before}" -> "{after}"']))
        self.assertEqual(steps["filter:pii:labels"], ("was done already", []))
        self.assertEqual({said for said, _ in self.explained("picture").values()}, {"was done already"})
        self.build()
        self.assertEqual({said for said, _ in self.explained("story").values()}, {"was done already"})

    def test_explain_says_which_parameter_changed(self):
        write_recipe(self.recipe, [rung("240p", 240, 300)])
        try:
            self.build()
            said, lines = self.explained("film")["video_rendition:240p"]
        finally:
            write_recipe(self.recipe, [rung("240p", 240, 400)])
        self.assertEqual(said, "ran in the last build; this changed:")
        self.assertIn("parameters.max_bitrate_kbps: 400 -> 300", lines)
        self.assertFalse([line for line in lines if not line.startswith("parameters.")], lines)

    def test_explain_says_that_it_was_never_made(self):
        (self.root / "works" / "film.nl.srt").write_text(SUBTITLES, encoding="utf-8")
        document = self.root / "works" / "collection.yaml"
        text = document.read_text(encoding="utf-8")
        document.write_text(text.replace('"film.pl.srt"', '"film.pl.srt", "film.nl.srt"'), encoding="utf-8")
        try:
            self.build()
            steps = self.explained("film")
        finally:
            document.write_text(text, encoding="utf-8")
        self.assertEqual(steps["cue_track:nl"], ("ran in the last build: it had never been made before", []))
        self.assertEqual(steps["cue_track:pl"], ("was done already", []))

    def test_explain_says_that_a_file_was_gone(self):
        data = self.out / ".integrart"
        [[digest]] = query(data, "SELECT f.digest FROM step_file f JOIN work_step w ON w.key = f.step_key "
                                 "WHERE w.work = 'film' AND w.step = 'poster'")
        (data / "artefacts" / digest[:2] / digest[2:4] / digest).unlink()
        self.build()
        self.assertEqual(self.explained("film")["poster"], ("ran in the last build: what was made before was no longer whole in the store", []))


class Repacking(unittest.TestCase):
    """An edited line re-packs only what contains it."""

    FORMATS = ["web", "h5p", "kolibri", "scorm12", "bagit", "qti21", "cc11", "epub"]
    LINE, EDITED = "Czajnik śpiewa", "Stary czajnik śpiewa"

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = Path(self.folder.name)
        make_small_collection(self.root / "works", all_formats.SECONDS)
        for language in ("en", "pl"):
            (self.root / "works" / f"film.{language}.srt").write_text(all_formats.subtitles(language), encoding="utf-8")
        document = self.root / "works" / "collection.yaml"
        text = document.read_text(encoding="utf-8")
        self.assertEqual(text.count("[web]"), 1, text)
        document.write_text(text.replace("[web]", json.dumps(self.FORMATS) + "\n  activities: [match, gap_fill]"), encoding="utf-8")
        write_recipe(self.root / "recipe.json", [rung("240p", 240, 400)])
        self.build()

    def build(self):
        return PROGRAM.build(self.root / "works", self.root / "out", "--recipe", self.root / "recipe.json")

    def files(self):
        """{path: (inode, bytes)} of all packs."""
        packs = self.root / "out" / "packs"
        return {str(p.relative_to(packs)): (p.stat().st_ino, p.read_bytes()) for p in sorted(packs.rglob("*")) if p.is_file()}

    @staticmethod
    def members(data):
        """{name: bytes} of an archive, with those of archives in it."""
        found = {}
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                found[name] = archive.read(name)
                if name.endswith((".h5p", ".zip")):
                    found |= {f"{name}/{inner}": inside for inner, inside in Repacking.members(found[name]).items()}
        return found

    def edit_line(self):
        file = self.root / "works" / "film.pl.srt"
        text = file.read_text(encoding="utf-8")
        self.assertIn(self.LINE, text)
        file.write_text(text.replace(self.LINE, self.EDITED), encoding="utf-8")

    def test_nothing_changed(self):
        before, stamp = self.files(), (self.root / "out" / "packs.json").stat().st_mtime_ns
        again = self.build()
        self.assertEqual(self.files(), before)
        self.assertEqual((self.root / "out" / "packs.json").stat().st_mtime_ns, stamp)
        self.assertEqual(sorted({pack["format"] for pack in again["packs"]}), sorted(self.FORMATS))
        for pack in again["packs"]:
            self.assertGreater(pack["bytes"], 1000, pack)

    def test_one_line(self):
        before = self.files()
        self.edit_line()
        self.build()
        after = self.files()
        kept = [path for path, (_, data) in after.items() if path in before and before[path][1] == data]
        written_again = [path for path in kept if after[path][0] != before[path][0]]
        self.assertEqual(written_again, [], "files with the same bytes were written again")
        self.assertGreater(len(kept), 20)
        # The film's pictures and sound, and all of the other works, are among what stayed.
        changed = [path for path in after if path not in kept]
        self.assertGreater(len(changed), 0)
        media = [path for path in changed if path.endswith((".mp4", ".m4a", ".jpg", ".webp", ".png"))]
        self.assertEqual(media, [])
        others = [path for path in changed if any(f"works/{work}/" in path for work in ("song", "picture", "story"))]
        self.assertEqual(others, [])

    def test_one_line_in_archives(self):
        """In packs that are one file, what does not contain the line is the same as before, and called the same."""
        before = self.files()
        self.edit_line()
        self.build()
        for path, (_, data) in self.files().items():
            form = path.split(".")[1]
            if form not in ("qti21", "cc11", "epub", "scorm12") or "/" in path:
                continue
            old, new = self.members(before[path][1]), self.members(data)
            self.assertEqual(set(old), set(new), f"{path}: other names")
            changed = {name for name in new if new[name] != old[name]}
            self.assertFalse([name for name in changed if name.endswith((".mp4", ".m4a", ".jpg", ".png"))], path)
            self.assertFalse([name for name in changed if any(f"/{work}/" in name for work in ("song", "picture", "story"))], path)
            self.assertTrue(changed, path)
            questions = [name for name in new if name.startswith(("items/", "quizzes/"))]
            asked_anew = {name for name in questions if self.EDITED in new[name].decode("utf-8", "replace") or "Stary czajnik" in html.unescape(new[name].decode("ascii", "replace"))}
            self.assertEqual(changed & set(questions), asked_anew, path)
            if form in ("qti21", "cc11"):
                self.assertTrue(asked_anew and len(asked_anew) < len(questions), f"{path}: {questions}")


if __name__ == "__main__":
    unittest.main()
