#!/usr/bin/python3
"""samples/run as a newcomer runs it, twice. Arguments: the repository, the program integrart."""

import hashlib
import json
import subprocess
import sys
import time
import unittest
from pathlib import Path

from integrart import Integrart

ROOT = Path(sys.argv.pop(1))
PROGRAM = Integrart(sys.argv.pop(1))
OUT = ROOT / "samples" / "out"


def samples_run():
    began = time.monotonic()
    result = subprocess.run([ROOT / "samples" / "run"], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=3000)
    return result, time.monotonic() - began


class Samples(unittest.TestCase):
    def test_twice(self):
        first, _ = samples_run()
        self.assertEqual(first.returncode, 0, first.stdout[-2000:] + first.stderr[-4000:])
        self.assertTrue((OUT / "report.html").is_file())
        self.assertIn(str(OUT / "report.html"), first.stdout)
        again, seconds = samples_run()
        self.assertEqual(again.returncode, 0, again.stderr[-4000:])
        self.assertLess(seconds, 5, "the second run has nothing to do")
        report = json.loads((OUT / "report.json").read_text(encoding="utf-8"))
        self.assertEqual((report["steps"]["run"], report["steps"]["failed"]), (0, 0))
        document = PROGRAM.build(ROOT / "samples" / "two-homes", OUT)
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
