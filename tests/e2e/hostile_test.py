#!/usr/bin/python3
"""One good and twenty hostile files: exit 1, the good one built, twenty clear messages. Argument: the program integrart."""

import json
import subprocess
import sys
import tempfile
import unicodedata
import unittest
from pathlib import Path

import hostile_files
from integrart import Integrart, files_under, report, rung, work_entry, write_collection, write_recipe
from watch import MemoryWatch, OpenWatch

PROGRAM = Integrart(sys.argv.pop(1))
SECRET = "canary-4f1c-nobody-may-read-this"


class Hostile(unittest.TestCase):
    def test_a_folder_of_them(self):
        with tempfile.TemporaryDirectory() as name:
            self.check(Path(name))

    def check(self, root):
        canary = root / "canary.jpg"
        canary.write_text(SECRET)
        listed = hostile_files.write_all(root / "works", canary)
        self.assertEqual(len(listed), 20)
        write_collection(root / "works", [work_entry("good", "video", "good.mp4")] + [work_entry(i, kind, file) for i, kind, file, _ in listed])
        write_recipe(root / "recipe.json", [rung("240p", 240, 400)])
        out = root / "out"

        watch = OpenWatch(canary)
        command = [PROGRAM.program, "build", root / "works", "--out", out, "--recipe", root / "recipe.json", "--json"]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace")
        memory = MemoryWatch(process.pid)
        stdout, stderr = process.communicate(timeout=900)
        peak = memory.stop()
        opened = watch.was_opened()
        watch.close()

        print(f"peak of all processes: {peak / 1024:.0f} MiB")
        self.assertEqual(process.returncode, 1, stderr[-4000:])
        self.assertFalse(opened, "a file outside the folder was opened")
        self.assertLess(peak, 1536 * 1024)
        self.check_messages(listed, json.loads(stdout), stderr, out)
        self.assertFalse((root / "outside.txt").exists())
        for file, content in files_under(out).items():
            self.assertNotIn(SECRET.encode(), content, file)

    def check_messages(self, listed, document, stderr, out):
        works = {work["id"]: work for work in report(out)["works"]}
        self.assertEqual(works["good"]["errors"], [])
        self.assertTrue(works["good"]["renditions"])
        self.assertTrue(document["packs"])
        for identifier, _, _, _ in listed:
            with self.subTest(identifier):
                errors = works[identifier]["errors"]
                self.assertGreaterEqual(len(errors), 1)
                self.assertGreater(len(errors[0]), 25, "says what is wrong and what to do")
                self.assertNotIn("{", errors[0].replace("\\u{", ""), "an argument of the message is missing")
                for text in errors:
                    self.assertFalse([letter for letter in text if unicodedata.category(letter) in ("Cc", "Cf")], repr(text))
        lines = [line for line in stderr.split("\n") if line]
        self.assertGreaterEqual(len(lines), 20)
        self.assertFalse([line for line in lines for letter in line if unicodedata.category(letter) in ("Cc", "Cf")])


if __name__ == "__main__":
    unittest.main()
