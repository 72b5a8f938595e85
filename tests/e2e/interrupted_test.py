#!/usr/bin/python3
"""kill -9 at many moments of a build: the next run goes on from there, and the packs are the same to the last byte.

Arguments: the program integrart, how often to kill. The moments are drawn from a fixed seed; every second kill takes the whole
process group, the others only the program itself, so that its children are left alone. What was finished before a kill must be
found by the next run. Then children alone are killed: the build does their steps again by itself.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

from integrart import Integrart, files_under, keys_of_report, make_small_collection, query, recorded_keys, rung, write_recipe
from watch import children_of

PROGRAM = Integrart(sys.argv.pop(1))
KILLS = int(sys.argv.pop(1))


class Interrupted(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name)
        make_small_collection(self.root / "works", seconds=3)
        write_recipe(self.root / "recipe.json", [rung("240p", 240, 400)])

    def tearDown(self):
        self.folder.cleanup()

    def arguments(self, out):
        return [PROGRAM.program, "build", str(self.root / "works"), "--out", str(out), "--recipe", str(self.root / "recipe.json"), "--json"]

    def fresh_folder_with_key(self, name, key):
        out = self.root / name
        (out / ".integrart").mkdir(parents=True)
        if key is not None:
            shutil.copy2(key, out / ".integrart" / "publisher.key")
        return out

    def kill_once(self, out, after, whole_group):
        """True when the build was still running at that moment."""
        process = subprocess.Popen(self.arguments(out), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            process.wait(timeout=after)
            return False
        except subprocess.TimeoutExpired:
            if whole_group:
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
            process.wait()
            return True

    def resume(self, out):
        """Builds to the end; gives every file of the packs."""
        result = subprocess.run(self.arguments(out), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300)
        self.assertEqual(result.returncode, 0, result.stderr[-3000:])
        return self.pack_files(out, json.loads(result.stdout))

    @staticmethod
    def pack_files(out, document):
        files = {}
        for pack in document["packs"]:
            path = out / pack["file"]
            files |= {f"{pack['file']}/{name}": content for name, content in files_under(path).items()} if path.is_dir() else {pack["file"]: path.read_bytes()}
        return files

    def test_kills(self):
        calm = self.fresh_folder_with_key("calm", None)
        began = time.monotonic()
        expected = self.resume(calm)
        whole_time = time.monotonic() - began
        self.assertGreater(len(expected), 5)
        moments = random.Random(20260101)
        killed = rounds = survived = 0
        while killed < KILLS and rounds < 6 * KILLS:
            # A few kills on one folder, until a build is through before its moment came; then a new folder.
            out = self.fresh_folder_with_key(f"round-{rounds}", calm / ".integrart" / "publisher.key")
            finished = set()
            for _ in range(5):
                rounds += 1
                was_killed = self.kill_once(out, moments.uniform(0.01, whole_time), killed % 2 == 0)
                now = recorded_keys(out / ".integrart")
                self.assertEqual(finished - now, set(), "a kill made the ledger forget steps")
                finished = now
                if not was_killed:
                    break
                killed += 1
            files = self.resume(out)
            # Whatever was finished is found; only what is not in the ledger runs.
            self.assertEqual(finished - keys_of_report(out, "cached"), set())
            self.assertEqual(keys_of_report(out, "run") & finished, set())
            survived += len(finished)
            self.assertEqual(sorted(files), sorted(expected))
            self.assertEqual([name for name in files if files[name] != expected[name]], [])
            verified = PROGRAM.run("verify", "--data", out / ".integrart")
            self.assertEqual(verified.returncode, 0, verified.stderr)
            shutil.rmtree(out)
        self.assertGreaterEqual(killed, KILLS)
        self.assertGreater(survived, killed, "the kills came before anything was finished: nothing was tested")
        print(f"killed {killed} times in {rounds} tries; {survived} finished steps were found again; every pack was the same in the end")

    def test_killed_children(self):
        calm = self.fresh_folder_with_key("calm", None)
        expected = self.resume(calm)
        moments = random.Random(20260102)
        for number in range(3):
            out = self.fresh_folder_with_key(f"child-{number}", calm / ".integrart" / "publisher.key")
            build = subprocess.Popen(
                self.arguments(out), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
            )
            try:
                self.kill_one_child(build, moments.uniform(0, 0.2))
                stdout, stderr = build.communicate(timeout=300)
            finally:
                build.kill()
            self.assertEqual(build.returncode, 0, stderr[-3000:])
            files = self.pack_files(out, json.loads(stdout))
            self.assertEqual(sorted(files), sorted(expected))
            self.assertEqual([name for name in files if files[name] != expected[name]], [])
            attempts = query(out / ".integrart", "SELECT MAX(attempts) FROM job")[0][0]
            self.assertGreaterEqual(attempts, 2, "no step was tried again: the kill hit nothing")

    def kill_one_child(self, build, after):
        """A child that works, not one that has just written its answer: its job must be tried again."""
        data = Path(build.args[build.args.index("--out") + 1]) / ".integrart"
        retried = "SELECT 1 FROM job WHERE state = 'ready' AND attempts > 0"
        while not query(data, retried):
            self.assertIsNone(build.poll(), "the build ended before a child could be killed")
            time.sleep(after)
            for child in list(children_of(build.pid))[:1]:
                try:
                    os.kill(child, signal.SIGKILL)
                except ProcessLookupError:
                    pass
            time.sleep(0.05)


if __name__ == "__main__":
    unittest.main()
