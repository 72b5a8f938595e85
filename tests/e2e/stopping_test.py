#!/usr/bin/python3
"""Ctrl-C and SIGTERM: the first ends a build in order, the second ends the program at once. Argument: the program integrart."""

import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

from integrart import (
    Integrart, keys_of_report, make_small_collection, query, recorded_keys, rung, wait_for_running_pass, wait_until, write_recipe,
)
from watch import children_of, is_gone

PROGRAM = Integrart(sys.argv.pop(1))
SLOW = {"encoder": "x264", "preset": "veryslow", "ladder": [rung("240p", 240, 400)], "gop_seconds": 1, "threads": 1}


class Stopping(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        make_small_collection(self.root / "works", seconds=12)
        write_recipe(self.root / "recipe.json", [], video=SLOW)
        self.out = self.root / "out"
        self.data = self.out / ".integrart"

    def start_until_it_decodes(self):
        """A build in the middle of a decode pass, and its children."""
        build = subprocess.Popen(
            [PROGRAM.program, "build", str(self.root / "works"), "--out", str(self.out), "--recipe", str(self.root / "recipe.json")],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        self.addCleanup(build.kill)
        wait_for_running_pass(self.data)
        return build, wait_until(lambda: children_of(build.pid), "child")

    def assert_all_gone(self, children):
        wait_until(lambda: all(is_gone(child) for child in children), "end of the children", seconds=10)

    def test_the_first_signal(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(number):
                build, children = self.start_until_it_decodes()
                finished_before = recorded_keys(self.data)
                self.assertGreater(len(finished_before), 0)
                build.send_signal(number)
                _, stderr = build.communicate(timeout=30)
                self.assertEqual(build.returncode, 4, stderr)
                self.assertIn("Stopped on request", stderr)
                self.assert_all_gone(children)
                self.assertEqual([folder for folder in (self.data / "work").iterdir() if folder.is_dir()], [])
                self.assertEqual(query(self.data, "SELECT id FROM job WHERE state = 'running'"), [])
                self.assertEqual(finished_before - recorded_keys(self.data), set())
        finished = recorded_keys(self.data)
        PROGRAM.build(self.root / "works", self.out, "--recipe", self.root / "recipe.json")
        self.assertEqual(finished - keys_of_report(self.out, "cached"), set())

    def test_two_signals_while_a_child_works(self):
        build, children = self.start_until_it_decodes()
        build.send_signal(signal.SIGINT)
        time.sleep(0.3)
        build.send_signal(signal.SIGINT)
        build.communicate(timeout=30)
        self.assertIn(build.returncode, (4, -signal.SIGINT))
        self.assert_all_gone(children)

    def test_signals_that_come_together_are_one_wish(self):
        """As `timeout` sends them: to the process, and at once to its group."""
        build, children = self.start_until_it_decodes()
        for _ in range(4):
            build.send_signal(signal.SIGINT)
            time.sleep(0.01)  # taken one by one
        _, stderr = build.communicate(timeout=30)
        self.assertEqual(build.returncode, 4, stderr)
        self.assertIn("Stopped on request", stderr)
        self.assert_all_gone(children)

    def test_the_second_signal(self):
        """Reading standard input, the program sees no wish to stop: only the second signal can end it."""
        for number in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(number):
                reader = subprocess.Popen(
                    [PROGRAM.program, "text", "romanise", "--language", "uk"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
                )
                self.addCleanup(reader.__exit__, None, None, None)  # closes the pipes
                self.addCleanup(reader.kill)
                # Signals are taken from the first line of the program on; that it answers shows that it has come that far.
                reader.stdin.write("дім\n".encode() * 20000)
                reader.stdin.flush()
                self.assertTrue(reader.stdout.read(4))
                reader.send_signal(number)
                time.sleep(0.5)
                self.assertIsNone(reader.poll())
                reader.send_signal(number)
                self.assertEqual(reader.wait(timeout=10), -number)


if __name__ == "__main__":
    unittest.main()
