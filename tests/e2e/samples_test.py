#!/usr/bin/python3
"""samples/run as a newcomer runs it, twice: in a copy of the samples where nothing was made yet.
Arguments: the repository, the program integrart, the folder for the copy (other tests look at what is made there)."""

import hashlib
import json
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

import samples_copy
from integrart import Integrart, files_under

ROOT = Path(sys.argv.pop(1)).resolve()
PROGRAM = Integrart(sys.argv.pop(1))
PLACE = Path(sys.argv.pop(1)).resolve()
OUT = PLACE / "samples" / "out"


class Samples(unittest.TestCase):
    def test_twice(self):
        program = samples_copy.fresh(ROOT, PLACE)
        for name in samples_copy.MADE:
            self.assertFalse((PLACE / "samples" / name).exists(), name)
        first = samples_copy.run(program)
        self.assertEqual(first.returncode, 0, first.stdout[-2000:] + first.stderr[-4000:])
        self.assertTrue((OUT / "report.html").is_file())
        self.assertIn(str(OUT / "report.html"), first.stdout)
        steps = json.loads((OUT / "report.json").read_text(encoding="utf-8"))["steps"]
        self.assertEqual((steps["cached"], steps["failed"]), (0, 0), "nothing was there before")
        self.assertGreater(steps["run"], 0)
        began = time.monotonic()
        again = samples_copy.run(program)
        seconds = time.monotonic() - began
        self.assertEqual(again.returncode, 0, again.stderr[-4000:])
        self.assertLess(seconds, 5, "the second run has nothing to do")
        report = json.loads((OUT / "report.json").read_text(encoding="utf-8"))
        self.assertEqual((report["steps"]["run"], report["steps"]["failed"]), (0, 0))
        document = PROGRAM.build(PLACE / "samples" / "two-homes", OUT)
        self.assertEqual(document["steps"]["run"], 0)
        self.assertTrue(document["packs"])
        for pack in document["packs"]:
            path = OUT / pack["file"]
            self.assertTrue(path.exists(), path)
            if pack["kind"] == "file":
                content = path.read_bytes()
                self.assertEqual((hashlib.sha256(content).hexdigest(), len(content)), (pack["sha256"], pack["bytes"]))
                checked = PROGRAM.run("pack", "check", path)
                self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)
        self.assertEqual({pack["kind"] for pack in document["packs"]}, {"file", "folder"})

    def test_the_copy_has_the_sources_only_and_leaves_the_rest_alone(self):
        with tempfile.TemporaryDirectory() as folder:
            root, place = Path(folder) / "root", Path(folder) / "place"
            for name in ("run", "out/mine.html", "two-homes/collection.yaml", "two-homes/generated/mine.wav"):
                (root / "samples" / name).parent.mkdir(parents=True, exist_ok=True)
                (root / "samples" / name).write_text(name, encoding="utf-8")
            for command in (["init", "-q"], ["add", "samples/run", "samples/two-homes/collection.yaml"]):
                subprocess.run(["git", *command], cwd=root, check=True, stdin=subprocess.DEVNULL)
            before = files_under(root / "samples")
            samples_copy.refresh(root, place)
            sources = {name: before[name] for name in ("run", "two-homes/collection.yaml")}
            self.assertEqual(files_under(place / "samples"), sources)
            (place / "samples" / "out").mkdir()
            (place / "samples" / "out" / "made").write_text("made", encoding="utf-8")
            (place / "samples" / "gone.txt").write_text("no source any more", encoding="utf-8")
            (place / "samples" / "run").write_text("older", encoding="utf-8")
            samples_copy.refresh(root, place)
            self.assertEqual(files_under(place / "samples"), sources | {"out/made": b"made"})
            samples_copy.fresh(root, place)
            self.assertEqual(files_under(place / "samples"), sources)
            self.assertEqual(files_under(root / "samples"), before)

    def test_nothing_large_is_committed(self):
        listed = subprocess.run(["git", "ls-files", "-z", "samples"], cwd=ROOT, capture_output=True, check=True).stdout
        for name in filter(None, listed.decode().split("\0")):
            self.assertLessEqual((ROOT / name).stat().st_size, 200_000, name)

    def test_translations_are_aligned(self):
        """The same lines in every language: one sentence, or one sung line, stands on one line."""
        for pattern in ("songs/*.txt", "texts/*.md"):
            shapes = {}
            for path in sorted((ROOT / "samples" / "two-homes").glob(pattern)):
                lines = path.read_text(encoding="utf-8").splitlines()
                shape = [line[:1] if line[:1] in ("", "#") or line[:1].isdigit() else "x" for line in lines]
                work = path.name.split(".")[0]
                self.assertEqual(shapes.setdefault(work, shape), shape, path)
            self.assertTrue(shapes)


if __name__ == "__main__":
    unittest.main()
