#!/usr/bin/python3
"""`integrart work`: a process of its own does the jobs that a build left in the queue. Argument: the program integrart."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from integrart import (
    Integrart, keys_of_report, make_small_collection, query, recorded_keys, rung, wait_for_running_pass, wait_until, write_recipe,
)

PROGRAM = Integrart(sys.argv.pop(1))
LEFT = "SELECT state, heavy, payload FROM job WHERE state IN ('ready', 'running')"


class SeparateWorker(unittest.TestCase):
    def test_it_does_what_a_killed_build_left(self):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            make_small_collection(root / "works", seconds=6)
            write_recipe(root / "recipe.json", [], video={
                "encoder": "x264", "preset": "slower", "ladder": [rung("240p", 240, 400)], "gop_seconds": 1, "threads": 1})
            out, data = root / "out", root / "out" / ".integrart"
            build = subprocess.Popen(
                [PROGRAM.program, "build", str(root / "works"), "--out", str(out), "--recipe", str(root / "recipe.json")],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            )
            self.addCleanup(build.kill)
            wait_for_running_pass(data)
            os.killpg(build.pid, signal.SIGKILL)
            build.wait()
            before = recorded_keys(data)
            jobs = [(state, heavy, {step["key"] for step in json.loads(payload)["steps"]}) for state, heavy, payload in query(data, LEFT)]
            left = set().union(*(keys for _, _, keys in jobs))
            self.assertGreater(len(left), 3)  # a decode pass at least
            # Nothing that waits was recorded; one light job may have been on its way from its result to its end.
            recorded = [(state, heavy) for state, heavy, keys in jobs if keys & before]
            self.assertIn(recorded, ([], [("running", 0)]))

            worker = subprocess.Popen(
                [PROGRAM.program, "work", "--database", f"sqlite:{data}/integrart.db", "--store", f"file:{data}/artefacts", "--scratch", str(root / "scratch")],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            )
            self.addCleanup(worker.kill)
            wait_until(lambda: worker.poll() is not None or not query(data, LEFT), "end of the queue", seconds=300)
            self.assertIsNone(worker.poll(), "the worker gave up")
            self.assertEqual(query(data, "SELECT id FROM job WHERE state <> 'done'"), [])
            self.assertEqual(left - recorded_keys(data), set())
            worker.send_signal(signal.SIGTERM)
            _, stderr = worker.communicate(timeout=30)
            self.assertEqual(worker.returncode, 0, stderr)

            finished = recorded_keys(data)
            PROGRAM.build(root / "works", out, "--recipe", root / "recipe.json")
            self.assertEqual(finished - keys_of_report(out, "cached"), set())


if __name__ == "__main__":
    unittest.main()
