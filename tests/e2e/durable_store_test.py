#!/usr/bin/python3
"""What the store promises survives a power failure: bytes are on the disk before they get their name, and the name before anybody
hears of it. Seen from outside, as the kernel saw it (strace). Arguments: the programs store_trial and integrart. Says `skipped` where nothing
may be traced."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from file_trace import can_trace
from integrart import wait_until
from missing_judges import missing

TRIAL, PROGRAM = sys.argv.pop(1), sys.argv.pop(1)
ARTEFACTS = 40  # of five sizes, in folders that are made and in folders that are there
CALLS = "openat,creat,write,pwrite64,writev,pwritev,copy_file_range,sendfile,ftruncate,fsync,fdatasync,rename,renameat,renameat2,mkdir,mkdirat,link,linkat"

# 7974 fsync(4</data/store/tmp/1>) = 0 and 7974 rename("/data/store/tmp/1", "/data/store/93/bf/93bf...") = 0
_CALL = re.compile(r"^\d+ +(\w+)\((.*)\) += (?:\d+|0x[0-9a-f]+)(?:<.*>)?$")
_DESCRIPTOR = re.compile(r"^\d+<([^>]*)>")
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Disk:
    """What would still be there if the power failed now, by the calls that succeeded so far."""

    def __init__(self, log, root):
        self.log, self.root = str(log), str(root)
        self.unsynced_bytes, self.unsynced_names, self.named = set(), set(), {}
        self.problems, self.promised = [], []

    def written(self, path, rest):
        if path != self.log:
            self.unsynced_bytes.add(path)
            return
        for digest in _DIGEST.findall(rest):
            self.promise(digest)

    def promise(self, digest):
        self.promised.append(digest)
        path = self.named.get(digest)
        if path is None:
            self.problems.append(f"{digest} has no name yet")
            return
        if path in self.unsynced_bytes:
            self.problems.append(f"the bytes of {path} are not on the disk")
        while path != self.root:
            if path in self.unsynced_names:
                self.problems.append(f"the name {path} is not on the disk")
            path = os.path.dirname(path)

    def synced(self, path):
        self.unsynced_bytes.discard(path)
        self.unsynced_names = {name for name in self.unsynced_names if os.path.dirname(name) != path}

    def renamed(self, old, new):
        if old in self.unsynced_bytes:
            self.problems.append(f"{old} gets its name before its bytes are on the disk")
            self.unsynced_bytes.add(new)
        self.unsynced_names.discard(old)
        self.unsynced_names.add(new)
        self.named[os.path.basename(new)] = new

    def take(self, call, rest):
        descriptor, texts = _DESCRIPTOR.match(rest), _TEXT.findall(rest)
        if call in ("fsync", "fdatasync"):
            self.synced(descriptor[1])
        elif call.startswith(("rename", "link")):
            self.renamed(texts[0], texts[1])
        elif call.startswith("mkdir"):
            self.unsynced_names.add(texts[0])
        elif call in ("openat", "creat"):
            if "O_CREAT" in rest and "O_EXCL" in rest:
                self.unsynced_bytes.add(texts[0])  # also of an artefact without bytes the length must be known
        elif descriptor:
            self.written(descriptor[1], rest)


STRACE = ["strace", "-f", "-y", "-qq", "-s", "100", "-e", f"trace={CALLS}"]


def judged(lines, log, root):
    disk = Disk(log, root)
    for line in lines:
        if call := _CALL.match(line):
            disk.take(call[1], call[2])
    return disk


def traced(folder, *injection):
    """Lines of a run that put artefacts into a new store, and the status of the program (negative: it was killed when it had done enough)."""
    log, trace = folder / "log", folder / "trace"
    process = subprocess.Popen(
        [*STRACE, *injection, "-o", trace, TRIAL, "write", f"file:{folder}/data/store", log],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def is_enough():
        done = log.read_text(encoding="utf-8").count("\n") if log.exists() else 0
        return process.poll() is not None or done >= ARTEFACTS

    wait_until(is_enough, "artefacts in the store")
    if process.poll() is None:
        os.kill(int(trace.read_text(encoding="utf-8").split()[0]), signal.SIGKILL)
    _, said = process.communicate(timeout=60)
    return trace.read_text(encoding="utf-8").splitlines(), process.returncode, said


class DurableStore(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        place = tempfile.TemporaryDirectory()
        cls.addClassCleanup(place.cleanup)
        cls.folder = Path(place.name)
        cls.lines, _, said = traced(cls.folder)
        cls.log = cls.folder / "log"
        assert cls.log.read_text(encoding="utf-8").count("\n") >= ARTEFACTS, said

    def judged(self, lines):
        return judged(lines, self.log, self.folder)

    def test_what_was_promised_is_on_the_disk(self):
        self.assertFalse([line for line in self.lines if "unfinished" in line and "write" not in line], "one thread, so whole lines")
        disk = self.judged(self.lines)
        self.assertEqual(disk.problems, [])
        self.assertGreaterEqual(len(disk.promised), ARTEFACTS)

    def places(self, pattern):
        return [number for number, line in enumerate(self.lines) if re.search(pattern, line)]

    def test_a_missing_or_late_fsync_is_noticed(self):
        store = re.escape(str(self.folder / "data" / "store"))
        of_file, of_folder = self.places(rf"fsync\(\d+<{store}/tmp/"), self.places(rf"fsync\(\d+<{store}/../..>")
        of_store, of_upper = self.places(rf"fsync\(\d+<{store}>"), self.places(rf"fsync\(\d+<{store}/..>")
        above = self.places(rf"fsync\(\d+<{re.escape(str(self.folder / 'data'))}>")
        # The first two of the store itself are for the folder of unfinished files and for the lock.
        for place in (of_file[0], of_file[-2], of_folder[0], of_folder[-2], of_upper[0], of_store[2], above[0]):
            with self.subTest("left out", line=self.lines[place]):
                self.assertTrue(self.judged(self.lines[:place] + self.lines[place + 1:]).problems)
        names = self.places(r"rename\(")
        place, name = of_file[3], next(name for name in names if name > of_file[3])
        with self.subTest("the bytes after the name"):
            late = self.lines[:place] + self.lines[place + 1:name + 1] + [self.lines[place]] + self.lines[name + 1:]
            self.assertTrue(self.judged(late).problems)
        with self.subTest("the folder before the name"):
            place, name = of_folder[3], max(name for name in names if name < of_folder[3])
            early = self.lines[:name] + [self.lines[place], self.lines[name]] + self.lines[name + 1:place] + self.lines[place + 1:]
            self.assertTrue(self.judged(early).problems)
        with self.subTest("more bytes after the fsync"):
            write = max(line for line in self.places(rf"write\(\d+<{store}/tmp/") if line < of_file[3])
            self.assertTrue(self.judged(self.lines[:of_file[3] + 1] + [self.lines[write]] + self.lines[of_file[3] + 1:]).problems)

    def test_the_data_folder_has_its_name_too(self):
        """And all that is made above it; else the whole store hangs on a name that is lost."""
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            (folder / "in").mkdir()
            (folder / "in" / "poem.txt").write_text("Two homes.\n", encoding="utf-8")
            data = folder / "made" / "for" / "it"
            subprocess.run([*STRACE, "-o", folder / "trace", PROGRAM, "build", folder / "in", "--draft", "--out", folder / "out", "--data", data,
                            "--quiet"], stdin=subprocess.DEVNULL, check=True, timeout=120)
            lines = (folder / "trace").read_text(encoding="utf-8").splitlines()
            for made in (data.parent.parent, data.parent, data):
                [named] = [number for number, line in enumerate(lines) if f'mkdir("{made}"' in line]
                sync = [number for number, line in enumerate(lines[named:]) if re.search(rf"fsync\(\d+<{re.escape(str(made.parent))}>\) += 0", line)]
                self.assertTrue(sync, made)

    def test_bytes_that_do_not_get_onto_the_disk_get_no_name(self):
        """The disk refuses: nothing is promised, and nothing has a name that was not promised."""
        store = re.escape(str(self.folder / "data" / "store"))
        syncs = self.places(r"fsync\(")
        for number in (0, 3):
            place = self.places(rf"fsync\(\d+<{store}/tmp/")[number]
            with self.subTest(number), tempfile.TemporaryDirectory() as folder:
                lines, status, said = traced(Path(folder), "-e", f"inject=fsync:error=EIO:when={syncs.index(place) + 1}")
                self.assertTrue([line for line in lines if "EIO" in line and "/tmp/" in line], "the right one failed")
                self.assertEqual(status, 1, said)
                self.assertTrue(said.strip(), "it says why")
                promised = (Path(folder) / "log").read_text(encoding="utf-8").split()
                named = [path.name for path in (Path(folder) / "data" / "store").rglob("*") if path.is_file() and _DIGEST.fullmatch(path.name)]
                self.assertEqual(sorted(named), sorted(promised))
                self.assertEqual(len(promised), number)
                self.assertEqual(list((Path(folder) / "data" / "store" / "tmp").iterdir()), [], "what failed is cleared away")


if __name__ == "__main__":
    if not can_trace():
        sys.exit(missing("strace may trace nothing here"))
    unittest.main()
