#!/usr/bin/python3
"""Recordings that break off, through a build: what can be decoded is kept, and said. Argument: the program integrart."""

import json
import re
import sys
import unittest

from built_works import FRAME, RATE, SOUND_RATE, Built, pictures, sound
from integrart import Integrart, ffmpeg, report

Built.PROGRAM = Integrart(sys.argv.pop(1))


class BrokenTails(Built, unittest.TestCase):
    """Recordings that break off in the middle of a packet, as when a phone is switched off."""

    SECONDS, KEPT = 6, 0.6
    FILMS = {  # extension of the file, what ffmpeg makes it with
        "mkv": ("mkv", ["-c:v", "libx264", "-c:a", "aac"]),
        "live": ("webm", ["-c:v", "libvpx", "-b:v", "1M", "-c:a", "libopus", "-live", "1"]),
        "ts": ("ts", ["-c:v", "libx264", "-c:a", "aac"]),
        "avi": ("avi", ["-c:v", "mpeg4", "-q:v", "4", "-c:a", "libmp3lame"]),
        "fragments": ("mp4", ["-c:v", "libx264", "-c:a", "aac", "-movflags", "+frag_keyframe+empty_moov+default_base_moof"]),
        "mpg": ("mpg", ["-c:v", "mpeg2video", "-b:v", "1M", "-c:a", "mp2", "-f", "dvd"]),
    }
    SOUNDS = {
        "mp3": ["-c:a", "libmp3lame", "-b:a", "128k"],
        "wav": ["-c:a", "pcm_s16le"],
        "ogg": ["-c:a", "libvorbis"],
        "opus": ["-c:a", "libopus", "-b:a", "96k"],
        "flac": ["-c:a", "flac"],
    }

    @classmethod
    def make(cls):
        for kind, (extension, codecs) in cls.FILMS.items():
            whole = cls.works / f"whole-{kind}.{extension}"
            ffmpeg("-f", "lavfi", "-i", f"testsrc2=s=320x240:r={RATE}:d={cls.SECONDS}", "-f", "lavfi", "-i", f"sine=f=330:r=48000:d={cls.SECONDS}",
                   *codecs, "-g", RATE, "-pix_fmt", "yuv420p", whole)
            yield from cls.whole_and_cut(whole, "video")
        # Noise: what is missing of a tone may be as short as a page of Ogg.
        for kind, codec in cls.SOUNDS.items():
            whole = cls.works / f"whole-{kind}.{kind}"
            ffmpeg("-f", "lavfi", "-i", f"anoisesrc=r=48000:a=0.3:seed=5:d={cls.SECONDS}", *codec, whole)
            yield from cls.whole_and_cut(whole, "audio")

    @classmethod
    def whole_and_cut(cls, whole, of_kind):
        content = whole.read_bytes()
        length = int(len(content) * cls.KEPT)
        cut = whole.with_name(whole.name.replace("whole", "cut"))
        cut.write_bytes(content[:length + (1 if length % 188 == 0 else 0)])
        for file in (whole, cut):
            yield file.stem, of_kind, file.name

    @staticmethod
    def seconds(file, kind):
        """How many seconds another decoder gets out of a file."""
        return len(sound(file)) / SOUND_RATE if kind in BrokenTails.SOUNDS else len(pictures(file, 320, 240)) / RATE

    def source(self, state, kind):
        (file,) = self.works.glob(f"{state}-{kind}.*")
        return file

    def test_what_can_be_decoded_is_kept_with_a_note(self):
        for kind in (*self.FILMS, *self.SOUNDS):
            with self.subTest(kind):
                source = self.source("cut", kind)
                made = self.seconds(self.out / "works" / source.stem / ("audio.m4a" if kind in self.SOUNDS else "240p.mp4"), kind)
                there = self.seconds(source, kind)
                self.assertGreater(there, 2, "the cut left something")
                self.assertLess(there, self.SECONDS - 1, "the cut took something away")
                self.assertAlmostEqual(made, there, delta=2 * FRAME)
                notes = self.told[source.stem]["notes"]
                self.assertTrue([note for note in notes if source.name in note and "breaks off" in note], notes)
                told = float(re.search(r"first ([0-9.]+) seconds", str(notes)).group(1))
                self.assertAlmostEqual(told, there, delta=0.25)

    def test_a_build_that_does_nothing_again_says_the_same(self):
        recipe = self.root / "recipe.json"
        again = self.PROGRAM.run("build", self.works, "--out", self.out, "--recipe", recipe, "--json")
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertEqual(json.loads(again.stdout)["steps"]["run"], 0)
        told = {work["id"]: work for work in report(self.out)["works"]}
        for identifier, work in self.told.items():
            self.assertEqual(sorted(told[identifier]["notes"]), sorted(work["notes"]), identifier)
            for note in work["notes"]:
                self.assertEqual(again.stderr.splitlines().count(f"{identifier}: {note}"), 1, again.stderr)
        quiet = self.PROGRAM.run("build", self.works, "--out", self.out, "--recipe", recipe, "--quiet")
        self.assertNotIn("breaks off", quiet.stderr)

    def test_whole_files_have_no_such_note(self):
        for kind in (*self.FILMS, *self.SOUNDS):
            notes = self.told[f"whole-{kind}"]["notes"]
            self.assertFalse([note for note in notes if "breaks off" in note or "damaged" in note], notes)


if __name__ == "__main__":
    unittest.main()
