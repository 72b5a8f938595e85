#!/usr/bin/python3
"""Commands on single files, and what the contract says of their exit status, documents and help. Usage: commands_test.py PROGRAM"""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

from integrart import Integrart, ffmpeg, make_picture, make_small_collection, make_video, report, work_entry, write_collection

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

    def refused(self, *arguments, **others):
        """Wrong use: exit 2, one sentence in the person's language, and nothing was touched."""
        before = {path: path.read_bytes() for path in self.root.iterdir() if path.is_file() and not path.is_symlink()}
        result = PROGRAM.run(*arguments, **others)
        self.assertEqual((result.returncode, result.stdout), (2, ""), (arguments, result.stderr))
        self.assertTrue(result.stderr.startswith("integrart: "), result.stderr)
        self.assertEqual(len(result.stderr.splitlines()), 1, result.stderr)
        after = {path: path.read_bytes() for path in self.root.iterdir() if path.is_file() and not path.is_symlink()}
        self.assertEqual(after, before)
        return result.stderr

    def test_no_command_writes_over_what_it_reads(self):
        film, photo, cues, words, units = (self.root / name for name in ("film.mp4", "photo.jpg", "song.uk.srt", "words.txt", "units.tmx"))
        make_video(film, 1)
        make_picture(photo)
        cues.write_text("1\n00:00:01,000 --> 00:00:02,000\nСпи, моя пісне\n", encoding="utf-8")
        words.write_text("Спи, моя пісне\n", encoding="utf-8")
        units.write_text(TMX, encoding="utf-8")
        (self.root / "folder").mkdir()
        for source, *command in ((photo, "redact", "{in}", "--out", "{out}"), (film, "redact", "{in}", "--out", "{out}", "--metadata", "private"),
                                 (film, "redact", "{in}", "--out", "{out}", "--flashes", "dim"),
                                 (cues, "subtitles", "convert", "{in}", "{out}"), (cues, "subtitles", "check", "{in}", "--fix", "{out}"),
                                 (cues, "translate", "{in}", "--from", "uk", "--to", "pl", "--out", "{out}"),
                                 (units, "exchange", "export", "{in}", "{out}"), (cues, "exchange", "import", units, "--cues", "{in}", "--out", "{out}"),
                                 (words, "align", film, "{in}", "--language", "uk", "--out", "{out}"),
                                 (words, "moderate", "{in}", "--mask", "{out}"), (words, "moderate", "{in}", "--report", "{out}")):
            link, twin = self.root / ("link" + source.suffix), self.root / ("twin" + source.suffix)
            link.symlink_to(source)
            os.link(source, twin)
            for other in (source, self.root / "folder" / ".." / source.name, link, twin):
                told = self.refused(*(str(part).replace("{in}", str(source)).replace("{out}", str(other)) for part in command))
                self.assertIn(source.name, told)
            link.unlink()
            twin.unlink()

    def test_what_wants_a_folder_refuses_a_file(self):
        film, photo = self.root / "film.mp4", self.root / "photo.jpg"
        make_video(film, 1)
        make_picture(photo)
        for command in (("transcode", film), ("image", photo)):
            for out in (film, photo):
                self.assertIn(out.name, self.refused(*command, "--out", out))

    def test_wrong_names_of_outputs_are_said_in_every_language(self):
        photo = self.root / "photo.jpg"
        make_picture(photo)
        told = {language: self.refused("redact", photo, "--out", photo, env={**os.environ, "LC_ALL": f"{language}.UTF-8"})
                for language in ("en_GB", "uk_UA", "pl_PL", "nl_NL", "nb_NO", "nn_NO")}
        self.assertEqual(len(set(told.values())), 6, told)
        for text in told.values():
            self.assertNotIn("cli.", text)

    def test_what_is_no_film_and_no_sound_is_not_transcoded(self):
        text, picture, song = self.root / "words.txt", self.root / "photo.png", self.root / "song.mp4"
        text.write_text("There was a knock.\n", encoding="utf-8")
        make_picture(picture)
        ffmpeg("-f", "lavfi", "-i", "sine=d=1", "-c:a", "aac", song)
        for file in (text, picture):
            out = self.root / f"{file.stem}-out"
            result = PROGRAM.run("transcode", file, "--out", out)
            self.assertEqual(result.returncode, 3, result.stderr)
            self.assertIn(f"{file.name}: this is no video or sound", result.stderr)
            self.assertEqual(list((out / "works" / file.stem).rglob("*.*p*g")), [])
        self.document("transcode", song, "--out", self.root / "song", "--recipe", "phone")  # whatever it is called
        self.assertTrue((self.root / "song" / "works" / "song" / "audio.m4a").is_file())

    def test_probe_tells_people_what_there_is_and_no_more(self):
        text, picture, song = self.root / "words.txt", self.root / "photo.png", self.root / "song.wav"
        text.write_text("There was a knock.\n", encoding="utf-8")
        make_picture(picture)
        ffmpeg("-f", "lavfi", "-i", "sine=r=44100:d=1", "-c:a", "pcm_s16le", song)
        told = {file.name: PROGRAM.run("probe", file).stdout for file in (text, picture, song)}
        self.assertEqual(told["words.txt"], "text (plain), 19 bytes\n")
        self.assertNotIn(" s\n", told["photo.png"])
        self.assertIn("picture: 640x480\n", told["photo.png"])
        self.assertIn(", 1.000 s\n", told["song.wav"])
        self.assertIn("audio: pcm_s16le mono 44100 Hz\n", told["song.wav"])

    def test_a_word_that_is_no_command_is_named(self):
        for arguments in (["bogus"], ["bogus", "song.mp4", "--json"]):
            result = PROGRAM.run(*arguments)
            self.assertEqual(result.returncode, 2)
            self.assertIn("“bogus”", result.stderr)
        self.assertEqual(PROGRAM.run().returncode, 2)

    def test_a_recipe_that_there_is_not_is_answered_with_those_that_there_are(self):
        film = self.root / "film.mp4"
        make_video(film, 1)
        result = PROGRAM.run("transcode", film, "--out", self.root / "out", "--recipe", "nosuch")
        self.assertEqual(result.returncode, ABSENT, result.stderr)
        for word in ("nosuch", "default", "phone", "archive"):
            self.assertIn(word, result.stderr)
        self.assertIn("samples/recipes/README.md", PROGRAM.run("doc").stdout)

    def test_what_a_pack_cannot_hold_is_said_and_not_only_counted(self):
        works = self.root / "works"
        works.mkdir()
        ffmpeg("-f", "lavfi", "-i", "sine=d=1", works / "song.mp3")
        result = PROGRAM.run("build", works, "--out", self.root / "out", "--draft", "--recipe", "phone")  # no credit, no consent
        self.assertEqual(result.returncode, 0, result.stderr)
        remarks = [remark for of_format in report(self.root / "out")["remarks"] for remark in of_format["remarks"]]
        self.assertTrue(remarks)
        for remark in remarks[:3]:
            self.assertIn(remark, result.stderr)

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
            ("mysql:x", ["work", "--database", "mysql:x", "--store", "file:x"]),
            ("s3:x", ["work", "--database", "sqlite:x", "--store", "s3:x"]),
            ("file:", ["work", "--database", "sqlite:x", "--store", "file:"]),
            ("amqp:x", ["work", "--database", "sqlite:x", "--store", "file:x", "--queue", "amqp:x"]),
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

    def test_a_full_disk_is_no_fault_of_the_file(self):
        film, picture, disk = self.root / "film.mp4", self.root / "photo.png", self.root / "disk"
        make_video(film, 2)
        make_picture(picture, "1600x1200")
        disk.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True).returncode != 0:
            self.skipTest("no right to mount a small disk")
        self.addCleanup(subprocess.run, ["umount", disk], check=True)
        for command in (["transcode", film, "--recipe", "phone"], ["image", picture], ["transcode", film, "--recipe", "phone", "--data", self.root / "data"]):
            with self.subTest(command=command[0], data=len(command)):
                if "--data" in command:  # only what is made for people lies there
                    (disk / "filler").write_bytes(bytes(1000 << 10))
                result = PROGRAM.run(*command, "--out", disk / "out", "--quiet", seconds=120)
                self.assertEqual(result.returncode, ABSENT, result.stderr)
                self.assertIn(str(disk / "out"), result.stderr)
                shutil.rmtree(disk / "out")

    def test_a_place_where_nothing_can_be_made_is_named(self):
        film = self.root / "film.srt"
        film.write_text("1\n00:00:01,000 --> 00:00:02,000\nTwo keys\n", encoding="utf-8")
        result = PROGRAM.run("probe", film, env={**os.environ, "TMPDIR": str(self.root / "nowhere")})
        self.assertEqual(result.returncode, ABSENT, result.stderr)
        self.assertIn(f"{self.root}/nowhere cannot hold temporary files", result.stderr)
        result = PROGRAM.run("transcode", film, "--out", "/proc/x")
        self.assertEqual(result.returncode, ABSENT, result.stderr)
        self.assertIn("/proc/x: the folder cannot be made", result.stderr)

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


def commands_in(path=()):
    """{path of words: its help} of every command."""
    text = PROGRAM.run(*path, "--help").stdout
    found = {path: text} if path else {}
    section = text.split("Subcommands:")[1] if "Subcommands:" in text else ""
    for command in re.findall(r"^  ([a-z0-9-]+)  ", section, re.MULTILINE):
        found |= commands_in((*path, command))
    return found


# Examples whose answer is not simply "done": what nobody finds in a sine, what differs on purpose, what this machine may lack.
ANSWERS = {
    ("align",): {0, 1, 3}, ("match",): {0, 1}, ("moderate",): {0, 1}, ("pack", "diff"): {1},
    ("pack", "withdrawn"): {1}, ("subtitles", "check"): {0, 1},
    ("translate",): {0, 1, ABSENT},
}
SONG = "1\n00:00:00,500 --> 00:00:01,500\nСпи, моя пісне\n"
XLIFF = """<?xml version="1.0"?><xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="song" source-language="en" target-language="uk"
datatype="plaintext"><body><trans-unit id="1"><source>Two keys</source><target>Два ключі</target></trans-unit></body></file></xliff>"""
TMX = """<?xml version="1.0"?><tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="en"
datatype="plaintext"/><body><tu><tuv xml:lang="en"><seg>Two keys</seg></tuv><tuv xml:lang="uk"><seg>Два ключі</seg></tuv></tu></body></tmx>"""
PO = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: uk\\n"

msgid "Two keys"
msgstr "Два ключі"
"""
# In this order, as each makes what the next ones look at.
IN_ORDER = [("build",), ("pack", "delta"), ("pack", "apply"), ("pack", "withdraw"), ("pack", "withdrawn")]


class Examples(unittest.TestCase):
    """What --help shows is what a person types first: each example is run as it stands, in a folder where its files are."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.root = Path(cls.folder.name)
        cls.write_files()

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def write_files(cls):
        root = cls.root
        works = root / "samples" / "two-homes"
        works.mkdir(parents=True)
        for work in ("lullaby", "soup"):
            (works / f"{work}.md").write_text(f"# {work}\n\nThe {work} was hot. There was a knock.\n", encoding="utf-8")
        write_collection(works, [work_entry(work, "text", f"{work}.md") for work in ("lullaby", "soup")])
        document = works / "collection.yaml"
        document.write_text(document.read_text(encoding="utf-8").replace("id: small", "id: two-homes"), encoding="utf-8")
        make_video(root / "clip.mp4", 2)
        ffmpeg("-i", root / "clip.mp4", "-c", "copy", root / "song.mov")
        ffmpeg("-i", root / "clip.mp4", "-vn", root / "song.mp3")
        ffmpeg("-i", root / "clip.mp4", "-frames:v", "1", root / "photo.jpg")
        for name in ("song.uk.srt", "song.uk.vtt", "song.nb.vtt"):
            (root / name).write_text(SONG if name.endswith("srt") else "WEBVTT\n\n" + SONG.replace(",", "."), encoding="utf-8")
        (root / "song.uk.txt").write_text("Спи, моя пісне\n", encoding="utf-8")
        (root / "song.xlf").write_text(XLIFF, encoding="utf-8")
        (root / "memory.tmx").write_text(TMX, encoding="utf-8")
        (root / "song.po").write_text(PO, encoding="utf-8")
        known = PROGRAM.run("fingerprint", root / "photo.jpg")
        (root / "known.csv").write_text(known.stdout, encoding="utf-8")

    def run_example(self, path, example, seconds=300):
        environment = {**os.environ, "PATH": f"{Path(PROGRAM.program).parent}:{os.environ['PATH']}"}
        if path == ("work",):  # works until it is told to stop
            example = f"timeout --preserve-status -s INT 3 {example}"
        result = subprocess.run(["bash", "-o", "pipefail", "-c", example], cwd=self.root, env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                                text=True, errors="replace", timeout=seconds)
        self.assertIn(result.returncode, ANSWERS.get(path, {0}), f"{example}\n{result.stderr}")

    def release_again(self):
        """A release that somebody installed, and the next one."""
        packs = self.root / "out" / "two-homes" / "packs"
        for copy in ("old.web.zip", "two-homes.web.zip"):
            shutil.copy(packs / "two-homes.web.zip", self.root / copy)
        signed = json.loads((packs / "two-homes.web" / "pack.json").read_text(encoding="utf-8"))
        (self.root / "publisher.pub").write_text(signed["public_key"] + "\n", encoding="utf-8")
        (self.root / "samples" / "two-homes" / "soup.md").write_text("# soup\n\nThe soup is cold.\n", encoding="utf-8")
        self.assertEqual(PROGRAM.run("build", "samples/two-homes", "--out", "out/two-homes", cwd=self.root).returncode, 0)

    def test_every_command_shows_an_example_that_works(self):
        commands = commands_in()
        self.assertGreater(len(commands), 30)
        examples = {}
        for path, text in commands.items():
            with self.subTest(command=" ".join(path)):
                self.assertEqual(text.count("Example:\n"), 1, text)
                example = text.split("Example:\n")[1].splitlines()[0].strip()
                words = shlex.split(example.split("|")[-1])
                is_group = any(other[:-1] == path for other in commands) and path != ("pack",)
                of_command = tuple(words[1:1 + len(path)])
                self.assertEqual((words[0], of_command), ("integrart", path))
                if is_group:
                    self.assertIn(tuple(words[1:2 + len(path)]), commands)
                examples[path] = example
        for path in sorted(examples, key=lambda path: IN_ORDER.index(path) if path in IN_ORDER else len(IN_ORDER)):
            with self.subTest(command=" ".join(path)):
                self.run_example(path, examples[path])
                if path == ("build",):
                    self.release_again()


if __name__ == "__main__":
    os.environ.setdefault("LANG", "C.UTF-8")
    unittest.main()
