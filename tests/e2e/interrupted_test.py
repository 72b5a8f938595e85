#!/usr/bin/python3
"""kill -9 at many moments of a build: the next run goes on, and the packs are the same to the last byte.

Arguments: the program integrart, how often to kill. The moments are drawn from a fixed seed; every second kill takes the whole
process group, the others only the program itself, so that its children are left alone.
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

from integrart import Integrart, files_under, make_small_collection, rung, write_recipe

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
        files = {}
        for pack in json.loads(result.stdout)["packs"]:
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
        killed = rounds = 0
        while killed < KILLS and rounds < 6 * KILLS:
            # A few kills on one folder, until a build is through before its moment came; then a new folder.
            out = self.fresh_folder_with_key(f"round-{rounds}", calm / ".integrart" / "publisher.key")
            for _ in range(5):
                rounds += 1
                if not self.kill_once(out, moments.uniform(0.01, whole_time), killed % 2 == 0):
                    break
                killed += 1
            files = self.resume(out)
            self.assertEqual(sorted(files), sorted(expected))
            self.assertEqual([name for name in files if files[name] != expected[name]], [])
            verified = PROGRAM.run("verify", "--data", out / ".integrart")
            self.assertEqual(verified.returncode, 0, verified.stderr)
            shutil.rmtree(out)
        self.assertGreaterEqual(killed, KILLS)
        print(f"killed {killed} times in {rounds} tries; every pack was the same in the end")


if __name__ == "__main__":
    unittest.main()
