#!/usr/bin/python3
"""gc, verify, and builds over a store from which something is gone. Argument: the program integrart."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
from contextlib import closing
from pathlib import Path

from integrart import (
    Integrart, keys_of_report, make_small_collection, query, recorded_keys, report, rung, steps, wait_for_running_pass, write_recipe,
)

PROGRAM = Integrart(sys.argv.pop(1))
TEN_DAYS = 10 * 24 * 3600


class Cleaning(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        make_small_collection(self.root / "works", seconds=3)
        self.recipe = self.root / "recipe.json"
        write_recipe(self.recipe, [rung("240p", 240, 400)])
        self.out = self.root / "out"
        self.data = self.out / ".integrart"

    def build(self):
        return PROGRAM.build(self.root / "works", self.out, "--recipe", self.recipe)["steps"]

    def start_until_it_decodes(self):
        build = subprocess.Popen(
            [PROGRAM.program, "build", str(self.root / "works"), "--out", str(self.out), "--recipe", str(self.recipe), "--json"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        )
        self.addCleanup(build.kill)
        wait_for_running_pass(self.data)
        return build

    def slow_recipe(self, *more):
        rungs = [rung("240p", 240, 400), *more]
        write_recipe(self.recipe, rungs, video={"encoder": "x264", "preset": "veryslow", "ladder": rungs, "gop_seconds": 1, "threads": 1})

    def gc(self, *arguments):
        result = PROGRAM.run("gc", "--data", self.data, "--json", *arguments)
        self.assertEqual(result.returncode, 0, result.stderr)
        return json.loads(result.stdout)

    def verify(self, expect):
        result = PROGRAM.run("verify", "--data", self.data, "--json", "--quiet")
        self.assertEqual(result.returncode, expect, result.stderr)
        return {problem["sha256"]: problem["message"] for problem in json.loads(result.stdout)["problems"]}

    def artefact(self, digest):
        return self.data / "artefacts" / digest[:2] / digest[2:4] / digest

    def file_of(self, step):
        """(Digest, path) of the first file of a step of the last build."""
        digest, = query(self.data, f"SELECT f.digest FROM step_file f JOIN work_step w ON w.key = f.step_key WHERE w.step = '{step}' ORDER BY f.position")[0]
        return digest, self.artefact(digest)

    def test_after_a_build(self):
        first = self.build()
        self.gc("--grace", 0)
        self.assertEqual(self.build(), {"run": 0, "cached": first["run"] + first["cached"], "failed": 0})

        before = recorded_keys(self.data)
        write_recipe(self.recipe, [rung("180p", 180, 300)])
        self.build()
        young = self.gc()
        self.assertEqual((young["records_forgotten"], young["removed"]), (0, 0))
        self.assertEqual(before - recorded_keys(self.data), set())
        old = self.gc("--grace", 0)
        self.assertGreaterEqual(old["records_forgotten"], 2)  # the rung and what was made of it
        self.assertGreaterEqual(old["removed"], 2)
        self.assertGreater(old["removed_bytes"], 1000)
        self.assertEqual(self.build()["run"], 0)
        self.assertEqual(self.verify(0), {})
        write_recipe(self.recipe, [rung("240p", 240, 400)])
        self.assertGreaterEqual(self.build()["run"], 2)

    def test_after_a_kill(self):
        self.slow_recipe()
        build = self.start_until_it_decodes()
        time.sleep(0.3)  # so that its child has a folder
        os.killpg(build.pid, signal.SIGKILL)
        build.communicate()
        finished = recorded_keys(self.data)
        self.assertGreater(len(finished), 2)
        left = [folder for folder in (self.data / "work").iterdir() if folder.is_dir()]
        self.assertGreater(len(left), 0)
        cleaned = self.gc()
        self.assertEqual((cleaned["records_forgotten"], cleaned["folders_removed"]), (0, len(left)))
        self.assertFalse(any(folder.exists() for folder in left))
        self.assertEqual(recorded_keys(self.data), finished)
        self.build()
        self.assertEqual(finished - keys_of_report(self.out, "cached"), set())

    def test_what_a_killed_build_had_left_to_do_is_not_done_for_another(self):
        self.slow_recipe()
        build = self.start_until_it_decodes()
        os.killpg(build.pid, signal.SIGKILL)
        build.communicate()
        finished = recorded_keys(self.data)
        result = PROGRAM.run("build", self.root / "works", "--out", self.out, "--recipe", self.recipe, "--only", "story")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(recorded_keys(self.data) - finished, keys_of_report(self.out, "run"))
        self.assertNotIn("decode_pass", result.stderr)
        self.assertEqual(query(self.data, "SELECT id FROM job WHERE state IN ('ready', 'running')"), [])

    def test_a_build_cleans_up_after_a_killed_one(self):
        self.build()
        left = self.data / "work" / "4194305-1"
        (left / "0").mkdir(parents=True)
        (left / "0" / "video.mp4").write_bytes(b"half")
        self.build()
        self.assertFalse(left.exists())

    def test_beside_a_running_build(self):
        """Its cached steps are old and no finished build names them: only that it uses them keeps them."""
        self.slow_recipe()
        self.build()
        used_again = {step["key"] for work in report(self.out)["works"] for step in work["steps"] if step["kind"] == "video_rendition"}
        write_recipe(self.recipe, [rung("120p", 120, 150)])
        self.build()
        self.make_everything_old()
        self.slow_recipe(rung("200p", 200, 300))
        build = self.start_until_it_decodes()
        rounds = 0
        while build.poll() is None:
            self.gc()
            rounds += 1
        _, stderr = build.communicate()
        self.assertEqual(build.returncode, 0, stderr[-3000:])
        self.assertGreater(rounds, 0)
        self.assertEqual(used_again - keys_of_report(self.out, "cached"), set())
        self.assertEqual(self.verify(0), {})
        self.assertEqual(self.build()["run"], 0)

    def make_everything_old(self):
        with closing(sqlite3.connect(self.data / "integrart.db")) as database:
            database.execute(f"UPDATE step_record SET used = used - {TEN_DAYS * 1000}")
            database.commit()
        then = time.time() - TEN_DAYS
        for path in (self.data / "artefacts").glob("??/??/*"):
            os.utime(path, (then, then))

    def test_artefacts_that_are_gone(self):
        self.build()
        deleted, deleted_path = self.file_of("poster")
        video, video_path = self.file_of("video_rendition:240p")
        cut_short, cut_short_path = self.file_of("waveform")
        before = video_path.read_bytes()
        deleted_path.unlink()
        video_path.unlink()
        cut_short_path.chmod(0o644)
        os.truncate(cut_short_path, 10)
        problems = self.verify(1)
        self.assertEqual(set(problems), {deleted, video, cut_short})
        self.assertIn("not in the store", problems[deleted])

        self.build()
        # The waveform of the song may have the same bytes as that of the film; each is made again where it is missing.
        self.assertLessEqual({("film", "poster"), ("film", "video_rendition:240p")}, steps(self.out))
        self.assertLessEqual({step for _, step in steps(self.out)}, {"poster", "video_rendition:240p", "waveform"})
        notes = [note for work in report(self.out)["works"] for note in work["notes"]]
        self.assertEqual(sum("made again" in note for note in notes), len(steps(self.out)))
        self.assertEqual(video_path.read_bytes(), before)
        self.assertEqual(self.verify(0), {})
        self.assertEqual(self.build()["run"], 0)

        # Damaged in the middle, with the right length: nobody is given it, and verify makes room for a sound one.
        video_path.chmod(0o644)
        half = len(before) // 2
        video_path.write_bytes(before[:half] + bytes(255 - byte for byte in before[half:half + 4]) + before[half + 4:])
        shown = self.out / "works" / "film" / "stream" / "240p.mp4"
        shown.unlink()
        refused = PROGRAM.run("build", self.root / "works", "--out", self.out, "--recipe", self.recipe, "--quiet")
        self.assertEqual(refused.returncode, 4, refused.stderr)
        self.assertIn(f"{shown}: the stored bytes are damaged (artefact {video})", refused.stderr)
        self.assertFalse(shown.exists())
        problems = self.verify(1)
        self.assertEqual(set(problems), {video})
        self.assertIn(str(self.data / "artefacts" / "damaged" / video), problems[video])
        self.build()
        self.assertEqual(steps(self.out), {("film", "video_rendition:240p")})
        self.assertEqual((video_path.read_bytes(), shown.read_bytes()), (before, before))
        self.assertEqual(self.verify(0), {})
        self.assertEqual(self.build()["run"], 0)


if __name__ == "__main__":
    unittest.main()
