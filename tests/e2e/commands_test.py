#!/usr/bin/python3
"""Commands on single files, and what the contract says of their exit status, documents and help. Usage: commands_test.py PROGRAM"""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

from integrart import Integrart, make_picture, make_small_collection, make_video

PROGRAM = Integrart(sys.argv.pop(1))
ABSENT = 4  # something needed is missing


class Commands(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.root = Path(self.temporary.name)

    def document(self, *arguments, **others):
        result = PROGRAM.run(*arguments, "--json", **others)
        self.assertEqual(result.returncode, 0, result.stderr)
        return json.loads(result.stdout)

    def test_probe_transcode_and_image(self):
        film, picture = self.root / "film.mp4", self.root / "photo.png"
        make_video(film, 2)
        make_picture(picture)
        facts = self.document("probe", film)
        self.assertEqual((facts["kind"], facts["video"]["codec"], len(facts["audio"])), ("video", "h264", 1))
        self.assertEqual(self.document("probe", picture)["kind"], "image")
        self.document("transcode", film, "--out", self.root / "film", "--recipe", "phone")
        (folder,) = (self.root / "film" / "works").iterdir()
        made = {path.name for path in folder.iterdir()}
        self.assertTrue({"poster.jpg", "storyboard.vtt", "waveform.json", "shots.json"} <= made, made)
        self.assertTrue(any(name.endswith("p.mp4") for name in made), made)
        self.document("image", picture, "--out", self.root / "photo")
        (folder,) = (self.root / "photo" / "works").iterdir()
        self.assertTrue({".jpg", ".webp"} <= {path.suffix for path in folder.iterdir()})

    def test_a_file_that_is_not_there_is_no_broken_one(self):
        absent, broken = self.root / "absent.mp4", self.root / "broken.mp4"
        broken.write_bytes(b"\x00" * 999)
        for command in (["probe"], ["transcode", "--out", self.root / "t"], ["image", "--out", self.root / "i"], ["moderate"]):
            with self.subTest(command[0]):
                result = PROGRAM.run(command[0], absent, *command[1:])
                self.assertEqual(result.returncode, ABSENT, result.stderr)
                self.assertIn("absent.mp4", result.stderr)
                self.assertEqual(PROGRAM.run(command[0], broken, *command[1:]).returncode, 3)

    def test_a_value_that_no_option_takes_is_wrong_use(self):
        (self.root / "song.en.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nTwo keys\n", encoding="utf-8")
        song = self.root / "song.en.srt"
        for value, command in (
            ("nope", ["moderate", song, "--filters", "pii,nope"]),
            ("nope", ["activities", song, "--kinds", "gap_fill,nope"]),
            ("nope", ["pack", self.root, "--format", "nope", "--out", self.root / "pack"]),
            ("nope", ["exchange", "check", song, "--format", "nope"]),
            ("zz9", ["activities", song, "--language", "zz9"]),
            ("zz9", ["translate", song, "--from", "zz9", "--to", "uk", "--out", self.root / "song.uk.srt"]),
            ("zz9", ["align", song, song, "--language", "zz9", "--out", self.root / "x.vtt"]),
            ("zz9", ["text", "romanise", "--language", "zz9"]),
            ("abc123", ["pack", "verify", song, "--key", "abc123"]),
        ):
            with self.subTest(command):
                result = PROGRAM.run(*command)
                self.assertEqual(result.returncode, 2, result.stderr)
                self.assertIn(value, result.stderr)
        said = PROGRAM.run("text", "romanise", "--language", "zz9", env={**os.environ, "LC_ALL": "pl_PL.UTF-8"}).stderr
        self.assertNotIn("is not a language tag", said)

    def test_a_key_that_is_none_is_no_answer_about_the_pack(self):
        """Who mistypes a key must not hear that the pack is not to be trusted."""
        (self.root / "song.en.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nTwo keys\n", encoding="utf-8")
        for key, status in (("publisher.pub", ABSENT), (self.root / "song.en.srt", 3), ("ab" * 31, 2)):
            for command in (["verify", self.root], ["withdrawn", self.root / "list.json"], ["apply", self.root, self.root / "delta"]):
                with self.subTest(key=str(key), command=command[0]):
                    result = PROGRAM.run("pack", *command, "--key", key)
                    self.assertEqual(result.returncode, status, result.stderr)
                    self.assertIn(Path(key).name, result.stderr)
                    self.assertNotIn("trust", result.stderr)

    def test_what_is_registered_is_listed_with_its_documentation(self):
        for command, some in (("formats", {"webvtt", "srt", "ttml"}), ("filters", {"flash", "pii", "face"}), ("packs", {"web", "epub", "h5p"})):
            with self.subTest(command):
                listed = PROGRAM.run(command)
                self.assertEqual(listed.returncode, 0, listed.stderr)
                self.assertTrue(all(re.search(rf"\b{name}\b", listed.stdout) for name in some), listed.stdout)
                self.assertIsNotNone(self.document(command))

    def test_the_data_folder_that_is_meant_is_found(self):
        make_small_collection(self.root / "works", 2)
        inside = {"cwd": self.root}
        self.assertEqual(PROGRAM.run("gc", **inside).returncode, ABSENT)
        result = PROGRAM.run("verify", "--data", self.root / "nowhere")
        self.assertEqual(result.returncode, ABSENT, result.stderr)
        self.assertFalse((self.root / "nowhere").exists())
        self.assertEqual(PROGRAM.run("build", "works", "--quiet", **inside).returncode, 0)
        self.assertEqual(self.document("verify", **inside)["problems"], [])
        self.assertTrue(self.document("explain", "film", **inside)["steps"])
        self.assertGreater(self.document("gc", **inside)["kept"], 10)

    def test_a_worker_needs_no_more_than_database_and_store(self):
        data = self.root / "data"
        data.mkdir()
        worker = subprocess.Popen(
            [PROGRAM.program, "work", "--database", f"sqlite:{data}/integrart.db", "--store", f"file:{data}/artefacts", "--queue", "local:"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        deadline = time.monotonic() + 30
        while not (data / "integrart.db").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.5)
        self.assertIsNone(worker.poll())
        worker.send_signal(signal.SIGTERM)
        worker.communicate(timeout=30)
        self.assertIn(worker.returncode, (0, 128 + signal.SIGTERM, -signal.SIGTERM))

    def test_help_on_every_command_shows_an_example_of_it(self):
        def commands_in(text):
            section = text.split("Subcommands:")[1] if "Subcommands:" in text else ""
            return re.findall(r"^  ([a-z0-9-]+)  ", section, re.MULTILINE)

        def look(path):
            text = PROGRAM.run(*path, "--help").stdout
            if path:
                example = text.split("Example:")[-1]
                self.assertIn("integrart " + path[0], example, path)
            for command in commands_in(text):
                look([*path, command])

        look([])


if __name__ == "__main__":
    os.environ.setdefault("LANG", "C.UTF-8")
    unittest.main()
