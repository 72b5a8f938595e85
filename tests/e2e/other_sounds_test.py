#!/usr/bin/python3
"""Works that are heard in several languages, and texts read aloud: through a build into packs. Argument: the program integrart."""

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from integrart import SUBTITLES, Integrart, ffmpeg, make_video, steps, work_entry

PROGRAM = Integrart(sys.argv.pop(1))
COLLECTION = """schema: collection/1
id: small
title: {{en: Small}}
languages: [en, pl, uk]
licence: CC-BY-4.0
works:
{works}pack:
  formats: [web, epub, kolibri]
"""


def tone(path, seconds, frequency):
    ffmpeg("-f", "lavfi", "-i", f"sine=f={frequency}:r=44100:d={seconds}", path)


def length_of(path):
    answer = subprocess.run(["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", path], capture_output=True, text=True, check=True)
    return float(answer.stdout)


class OtherSounds(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.folder, self.out = Path(place.name) / "collection", Path(place.name) / "out"
        self.folder.mkdir()

    def build(self, *works, expect=0):
        (self.folder / "collection.yaml").write_text(COLLECTION.format(works="".join(works)), encoding="utf-8")
        return PROGRAM.build(self.folder, self.out, expect=expect)

    def sounds(self, work):
        """{language: file in the web pack}; the work's own is ""."""
        pack = self.out / "packs" / "small.web"
        data = json.loads((pack / "works" / work / "data.js").read_text(encoding="utf-8").split(" = ", 1)[1].rstrip(";\n"))
        return {one.get("language", ""): pack / one["path"] for one in data["renditions"] if one["role"].startswith("audio")}

    def test_a_film_and_a_text(self):
        make_video(self.folder / "film.mp4", 4)
        tone(self.folder / "dub.wav", 3, 500)
        ffmpeg("-i", self.folder / "film.mp4", "-i", self.folder / "dub.wav", "-map", "0", "-map", "1", "-c:v", "copy", "-c:a", "aac",
               "-metadata:s:a:1", "language=ukr", self.folder / "two.mp4")
        tone(self.folder / "Oksana reads.mp3", 5, 300)
        (self.folder / "story.md").write_text("# Soup\n\nThere was a knock. The soup was hot.\n", encoding="utf-8")
        (self.folder / "film.en.srt").write_text(SUBTITLES, encoding="utf-8")
        film = work_entry("film", "video", "two.mp4", audio={"pl": "dub.wav"}, subtitles=["film.en.srt"], objectives=[{"en": "name two things"}])
        story = work_entry("story", "text", "story.md", audio={"en": "Oksana reads.mp3", "pl": "dub.wav"})
        document = self.build(film, story)
        self.assertEqual([work["state"] for work in document["works"]], ["built", "built"])

        of_film = self.sounds("film")
        self.assertEqual(set(of_film), {"", "pl", "uk"})
        self.assertAlmostEqual(length_of(of_film["pl"]), 3, delta=0.15)
        self.assertAlmostEqual(length_of(of_film["uk"]), 3, delta=0.15)
        of_story = self.sounds("story")
        self.assertEqual(set(of_story), {"", "pl"})
        self.assertAlmostEqual(length_of(of_story[""]), 5, delta=0.15)
        self.assertIn("name two things", (self.out / "packs" / "small.web" / "data.js").read_text(encoding="utf-8"))

        self.assertEqual(len(list(self.out.rglob("audio.pl.m4a"))), 2)  # of the film and of the story
        playlist = next(self.out.rglob("*.m3u8")).parent
        lists = "".join(path.read_text(encoding="utf-8") for path in playlist.glob("*.m3u8"))
        for language in ("en", "pl", "uk"):
            self.assertIn(f'LANGUAGE="{language}"', lists)

        lesson = (self.out / "lesson.json").read_text(encoding="utf-8")
        works = {work["id"]: work for work in json.loads(lesson)["manifest"]["works"]}
        self.assertEqual([source["kind"] for source in works["film"]["sources"]], ["main", "subtitles", "audio"])
        self.assertEqual([source["kind"] for source in works["story"]["sources"]], ["main", "audio", "audio"])
        self.assertEqual(works["film"]["consent"], {"people": 1, "granted": ["teach", "show"], "expires": ""})
        self.assertNotIn("Oksana reads", lesson)
        report = json.loads((self.out / "report.json").read_text(encoding="utf-8"))
        # The loudness that is shown is the film's own; what the other sounds measured stands with them.
        (told,) = (work for work in report["works"] if work["id"] == "film")
        measured = {one["id"]: one["loudness"]["before"]["integrated_lufs"] for one in told["renditions"] if one["role"] == "audio"}
        self.assertEqual(told["loudness"]["before"]["integrated_lufs"], measured["aac"])
        self.assertNotAlmostEqual(measured["aac"], measured["aac-pl"], delta=0.01)
        remarks = {one["format"]: " ".join(one["remarks"]) for one in report["remarks"]}
        self.assertIn("film: the sound in pl is not in this pack", remarks["epub"])
        self.assertIn("film: Kolibri plays a film with its own sound only", remarks["kolibri"])

        self.build(film, story)
        self.assertEqual(steps(self.out), set())
        tone(self.folder / "dub.wav", 2, 500)
        self.build(film, story)
        touched = {"probe:pl", "audio_rendition:aac-pl", "sound_in:pl"}
        done = {step for work, step in steps(self.out) if work == "film"}
        self.assertTrue(touched <= done, done)
        self.assertFalse({step for step in done if step.startswith("video_rendition")}, done)
        self.assertAlmostEqual(length_of(self.sounds("film")["pl"]), 2, delta=0.15)

    def test_a_sound_that_is_none(self):
        (self.folder / "story.md").write_text("# Soup\n\nThere was a knock.\n", encoding="utf-8")
        (self.folder / "dub.wav").write_text("no sound at all, only words", encoding="utf-8")
        document = self.build(work_entry("story", "text", "story.md", audio={"pl": "dub.wav"}), expect=1)
        self.assertIn("dub.wav", " ".join(document["works"][0]["errors"]))


if __name__ == "__main__":
    unittest.main()
