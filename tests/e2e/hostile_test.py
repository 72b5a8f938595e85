#!/usr/bin/python3
"""One good and twenty hostile files: exit 1, the good one built, twenty clear messages. Argument: the program integrart."""

import json
import re
import subprocess
import sys
import tempfile
import unicodedata
import unittest
from pathlib import Path

import hostile_files
from file_trace import can_trace, run_traced
from integrart import Integrart, files_under, report, rung, work_entry, write_collection, write_recipe
from missing_judges import missing
from watch import MemoryWatch, OpenWatch

PROGRAM = Integrart(sys.argv.pop(1))
SECRET = "canary-4f1c-nobody-may-read-this"


# What the libraries of the system read for themselves, whatever the works hold.
SYSTEM_FILES = {
    "/dev/null", "/dev/urandom", "/dev/zero",
    "/etc/ld.so.cache", "/etc/locale.alias", "/etc/localtime",
    "/usr",  # itself, not what lies in it
    "/proc/cpuinfo", "/proc/filesystems", "/proc/meminfo", "/proc/stat", "/proc/sys/kernel/random/boot_id",
}
SYSTEM_FOLDERS = ("/usr/lib", "/usr/lib64", "/usr/share", "/lib", "/lib64", "/etc/fonts", "/sys/devices/system/cpu", "/sys/devices/system/node")
# Of the build's own processes only: how many threads they have and how much memory they take.
PROCESS_FILE = re.compile(r"/proc/(\d+)(/(status|stat|maps|task))?")


def lies_in(path, folder):
    return path == str(folder) or path.startswith(f"{folder}/")


def may_be_opened(path, works, out, recipe, processes):
    # The folder above `out` itself, where the name of `out` is made to last.
    if path in (str(recipe), str(out.parent)) or path in SYSTEM_FILES or any(lies_in(path, folder) for folder in (works, out, *SYSTEM_FOLDERS)):
        return True
    process = PROCESS_FILE.fullmatch(path)
    return process is not None and process[1] in processes


NO_MEDIUM = "this is no video or sound of a kind that is opened here. Use MP4"
A_LINK = "links are not followed. Put the file itself there"
# What is wrong with each, and where it helps what to do.
WRONG = {
    "truncated": "is damaged and cannot be read",
    "garbage": NO_MEDIUM,
    "thin": "1 × 100,000,000 pixels. At most 50 megapixels",
    "playlist": NO_MEDIUM,
    "concat": NO_MEDIUM,
    "archive": NO_MEDIUM,
    "loop": "lasts 6,667 minutes; 120 are accepted. Cut it into parts",
    "empty": "the file is empty",
    "directory": "this is a folder, a file was expected",
    "dangling": A_LINK,
    "name": NO_MEDIUM,
    "sparse": "of its 4,294,967,296 bytes only 0 were ever written",
    "svg": "not a picture of a kind that can be read",
    "broken-jpeg": "damaged or cut off. Send it again",
    "huge-gif": "65,535 × 65,535 pixels",
    "nul": "contains a NUL character",
    "outside": A_LINK,
    "pipe": "not an ordinary file",
    "zero": A_LINK,
    "streams": "40 tracks in the file; 16 are accepted",
}


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

    def test_nothing_is_opened_outside_the_folder(self):
        if not can_trace():
            self.assertEqual(missing("strace may not trace here"), 77)
            self.skipTest("strace may not trace here")
        with tempfile.TemporaryDirectory() as name:
            self.check_opened_files(Path(name).resolve())

    def check_opened_files(self, root):
        canary = root / "canary.jpg"
        canary.write_text(SECRET)
        works, out, recipe = root / "works", root / "out", root / "recipe.json"
        listed = hostile_files.write_all(works, canary)
        write_collection(works, [work_entry("good", "video", "good.mp4")] + [work_entry(i, kind, file) for i, kind, file, _ in listed])
        write_recipe(recipe, [rung("240p", 240, 400)])
        # Apertium is another program, with files of its own.
        command = [PROGRAM.program, "build", works, "--out", out, "--recipe", recipe, "--engine", "none", "--json"]
        process, trace = run_traced(command, root / "trace", seconds=900)
        self.assertEqual(process.returncode, 1, process.stderr[-4000:])
        self.assertTrue(report(out)["works"][0]["renditions"])

        strange = {opened for _, opened in trace.opened if not may_be_opened(opened, works, out, recipe, trace.processes)}
        self.assertEqual(strange, set(), "opened outside the collection")
        for asked, opened in trace.opened:
            if lies_in(asked, works):
                self.assertTrue(lies_in(opened, works), f"{asked} leads out of the collection, to {opened}")
        reached = {opened for _, opened in trace.opened}
        self.assertIn(str(works / "good.mp4"), reached, "the trace shows what is read")
        self.assertIn(str(works / "playlist.mp4"), reached)
        self.assertGreater(len(trace.processes), 20, "the trace shows the children that open foreign bytes")
        self.assertEqual(set(trace.executed), {PROGRAM.program, "/proc/self/exe"})

    def check_messages(self, listed, document, stderr, out):
        works = {work["id"]: work for work in report(out)["works"]}
        self.assertEqual(works["good"]["errors"], [])
        self.assertTrue(works["good"]["renditions"])
        self.assertTrue(document["packs"])
        display_names = {"name": "new\\u{A}line"}
        self.assertEqual(set(WRONG), {identifier for identifier, _, _, _ in listed})
        for identifier, _, file, _ in listed:
            with self.subTest(identifier):
                errors = works[identifier]["errors"]
                self.assertGreaterEqual(len(errors), 1)
                self.assertIn(WRONG[identifier], errors[0])
                self.assertIn(display_names.get(identifier, file), errors[0])
                self.assertNotIn("{", errors[0].replace("\\u{", ""), "an argument of the message is missing")
                for text in errors:
                    self.assertFalse([letter for letter in text if unicodedata.category(letter) in ("Cc", "Cf")], repr(text))
        lines = [line for line in stderr.split("\n") if line]
        told = [f"{work['id']}: {error}" for work in document["works"] for error in work["errors"]]
        self.assertGreaterEqual(len(told), 20)
        self.assertEqual([line for line in lines if line in told], told, "each on standard error, once")
        for identifier in WRONG:
            self.assertEqual(works[identifier]["errors"], [work["errors"] for work in document["works"] if work["id"] == identifier][0])
        self.assertFalse([line for line in lines for letter in line if unicodedata.category(letter) in ("Cc", "Cf")])


if __name__ == "__main__":
    unittest.main()
