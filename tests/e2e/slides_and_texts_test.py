#!/usr/bin/python3
"""Songs with pictures, and texts: what a build leaves of them in its output folder. Argument: the program integrart."""

import re
import sys
import tempfile
import unittest
from pathlib import Path

import numpy

from built_works import SOUND_RATE, ffprobe, pictures, sound
from integrart import Integrart, ffmpeg, report, rung, work_entry, write_collection, write_recipe

PROGRAM = Integrart(sys.argv.pop(1))


class Slideshows(unittest.TestCase):
    """A song and the pictures that are named as it, in a plain folder: nobody wrote a collection.yaml."""

    SECONDS = 6
    SLIDES = [("song.jpg", (200, 40, 40)), ("song.1.png", (40, 160, 60)), ("song.2.jpg", (40, 60, 200))]

    @classmethod
    def setUpClass(cls):
        place = tempfile.TemporaryDirectory()
        cls.addClassCleanup(place.cleanup)
        root = Path(place.name)
        works, cls.out = root / "works", root / "out"
        works.mkdir()
        ffmpeg("-f", "lavfi", "-i", f"sine=f=330:r=48000:d={cls.SECONDS}", "-c:a", "libmp3lame", works / "song.mp3")
        ffmpeg("-f", "lavfi", "-i", "color=0x808080:s=640x360", "-frames:v", "1", works / "other.png")
        for name, (red, green, blue) in cls.SLIDES:
            ffmpeg("-f", "lavfi", "-i", f"color=0x{red:02x}{green:02x}{blue:02x}:s=1280x720", "-frames:v", "1", "-q:v", "1", works / name)
        write_recipe(root / "recipe.json", [rung("360p", 360, 1000) | {"crf": 14}], progressive=["360p"])
        PROGRAM.build(works, cls.out, "--recipe", root / "recipe.json", "--draft")
        cls.told = {work["id"]: work for work in report(cls.out)["works"]}

    def test_they_are_one_work_and_another_picture_is_its_own(self):
        self.assertEqual({identifier: work["errors"] for identifier, work in self.told.items()}, {"song": [], "other": []})

    def test_the_video_lasts_as_long_as_the_song_and_shows_each_picture_in_turn(self):
        for film in (self.out / "works" / "song" / "360p.mp4", self.out / "works" / "song" / "stream" / "360p.mp4"):
            stream = ffprobe(film, "stream=duration", "-select_streams", "v")["streams"][0]
            self.assertAlmostEqual(float(stream["duration"]), self.SECONDS, delta=0.15, msg=film)  # MP3 frames at the end
            shown = pictures(film, 640, 360, "fps=10,scale=in_color_matrix=bt709", "rgb24")
            for number, (name, colour) in enumerate(self.SLIDES):
                seen = shown[int((number + 0.5) * 10 * self.SECONDS / len(self.SLIDES)), 180, 320].astype(int)
                self.assertLess(numpy.abs(seen - colour).max(), 8, f"{film}: {seen} for {name}")
        self.assertGreater(numpy.abs(sound(self.out / "works" / "song" / "360p.mp4")[SOUND_RATE:]).max(), 0.05)


class Texts(unittest.TestCase):
    """A poem in an old encoding and its translation: a page and plain text of each."""

    @classmethod
    def setUpClass(cls):
        place = tempfile.TemporaryDirectory()
        cls.addClassCleanup(place.cleanup)
        cls.works, cls.out = Path(place.name) / "works", Path(place.name) / "out"
        cls.works.mkdir()
        (cls.works / "poem.uk.txt").write_bytes("Був стук у двері. Суп був гарячий.\n\nЩе є їжа & ґанок.\n".encode("windows-1251"))
        (cls.works / "poem.ar.md").write_text("# الشرفة\n\nكان هناك طرق. <script>alert(1)</script>\n", encoding="utf-8")
        write_collection(cls.works, [work_entry("poem", "text", "poem.uk.txt", translations=["poem.ar.md"]).replace("language: en", "language: uk")])
        PROGRAM.build(cls.works, cls.out)

    def read(self, name):
        return (self.out / "works" / "poem" / name).read_text(encoding="utf-8")

    def test_a_page_says_its_language_and_marks_its_sentences(self):
        page = self.read("text.html")
        self.assertTrue(page.startswith("<!DOCTYPE html>"))
        self.assertIn('<html lang="uk" dir="ltr">', page)
        self.assertIn('<meta charset="utf-8">', page)
        for number, sentence in enumerate(("Був стук у двері.", "Суп був гарячий.", "Ще є їжа &amp; ґанок."), 1):
            self.assertRegex(page, f'<span[^>]* id="s{number}"[^>]*>{re.escape(sentence)}')

    def test_the_plain_text_is_all_that_was_said(self):
        self.assertEqual(self.read("text.txt").split(), "Був стук у двері. Суп був гарячий. Ще є їжа & ґанок.".split())

    def test_translations_lie_beside_it(self):
        page = self.read("text.ar.html")
        self.assertIn('<html lang="ar" dir="rtl">', page)
        self.assertIn("الشرفة</", page)
        self.assertNotIn("<script", page)
        self.assertIn("كان هناك طرق.", self.read("text.ar.txt"))

    def test_nothing_is_read_again_when_nothing_changed(self):
        before = {path: path.stat().st_mtime_ns for path in (self.out / "works" / "poem").iterdir()}
        self.assertEqual(PROGRAM.build(self.works, self.out)["steps"]["run"], 0)
        self.assertEqual({path: path.stat().st_mtime_ns for path in (self.out / "works" / "poem").iterdir()}, before)


if __name__ == "__main__":
    unittest.main()
