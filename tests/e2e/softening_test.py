#!/usr/bin/python3
"""Flashes of films are made weaker until none is found, and nothing else changes. Argument: the program integrart."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import cv2

import animations as made
from integrart import Integrart

PROGRAM = Integrart(sys.argv.pop(1))
FROM, UNTIL = 2, 4.5  # seconds that flash


def samples(path):
    """The sound as decoded by ffmpeg."""
    return subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-i", path, "-map", "0:a:0", "-f", "s16le", "-c:a", "pcm_s16le", "-"],
                          capture_output=True, check=True).stdout


def probed(path):
    shown = subprocess.run(["ffprobe", "-v", "error", "-count_packets", "-show_streams", "-show_format", "-of", "json", path],
                           capture_output=True, check=True, text=True)
    return json.loads(shown.stdout)


def picture_at(path, number):
    film = cv2.VideoCapture(str(path))
    film.set(cv2.CAP_PROP_POS_FRAMES, number)
    return film.read()[1]


class Softening(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def film(self, name, red, green, blue, seconds=6, rate=25):
        """Levels are expressions of T, X and Y; a test pattern stands still wherever they are negative."""
        path = self.root / name
        level = lambda channel, text: f"{channel}='if(lt({text},0),{channel}(X,Y),{text})'"  # noqa: E731
        picture = f"testsrc=s=320x180:r={rate}:d={seconds},format=gbrp,geq={level('r', red)}:{level('g', green)}:{level('b', blue)}"
        subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", f"sine=d={seconds}",
                        "-vf", "scale=out_color_matrix=bt709,format=yuv420p", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
                        "-c:v", "libx264", "-preset", "ultrafast", "-crf", "12", "-c:a", "aac", "-shortest", path], check=True)
        return path

    def flashing(self, name, hertz, one="0", other="255", colours="rgb", **more):
        turn = f"if(between(T,{FROM},{UNTIL}),if(mod(floor(T*{2 * hertz}),2),{other},{one}),-1)"
        dark = f"if(between(T,{FROM},{UNTIL}),0,-1)"
        return self.film(name, *(turn if channel in colours else dark for channel in "rgb"), **more)

    def redact(self, source, out, *arguments, expect=0):
        result = PROGRAM.run("redact", source, "--out", out, "--json", *arguments)
        self.assertEqual(result.returncode, expect, result.stderr)
        for word in ("safe", "certified"):
            self.assertNotIn(word, result.stdout + result.stderr)
        return json.loads(result.stdout) if result.stdout else None, result.stderr

    def flash_rules(self, path):
        result = PROGRAM.run("moderate", path, "--json", "--filters", "flash")
        found = json.loads(result.stdout)["files"][0]
        return sorted(finding["rule"] for finding in found["findings"] if finding["kind"].startswith("flash")), found

    def assert_softened(self, source, *, style="dim", name="out.mp4"):
        before, shown = self.flash_rules(source)
        self.assertTrue(before, "the source flashes")
        self.assertEqual(shown["offers"][0]["command"][3:5], ["--flashes", "dim"])
        out = self.root / name
        answer, said = self.redact(source, out, "--flashes", style)
        self.assertEqual(self.flash_rules(out)[0], [])
        self.assertIn("no certificate", said)
        self.assertEqual(answer["flashes"]["left"], [])
        self.assertIn(answer["flashes"]["level"], range(1, 5))
        return out, answer

    def test_the_rest_of_the_film_stays(self):
        source = self.flashing("clip.mp4", 5)
        out, answer = self.assert_softened(source)
        begin, end = answer["flashes"]["found"][0]
        # From the oldest transition that counts, which may be one of the pattern's own movements in the second before.
        self.assertTrue(FROM - 1 < begin < FROM + 0.2, begin)
        self.assertAlmostEqual(end, UNTIL, delta=0.8)
        self.assertEqual(samples(out), samples(source))
        packets = [next(stream["nb_read_packets"] for stream in probed(path)["streams"] if stream["codec_type"] == "video") for path in (source, out)]
        self.assertEqual(*packets)
        self.assertAlmostEqual(*(float(probed(path)["format"]["duration"]) for path in (source, out)), delta=0.03)
        for number in (10, 30, 145):  # before the ramp and after it
            self.assertLess(cv2.absdiff(picture_at(source, number), picture_at(out, number)).mean(), 3, number)

    def test_kinds_of_flashes(self):
        half = f"if(between(T,{FROM},{UNTIL}),255*mod(floor(T*10)+floor(X/160),2),-1)"
        board = f"if(between(T,{FROM},{UNTIL}),255*mod(floor(T*10)+floor(X/20)+floor(Y/20),2),-1)"
        strip = f"if(between(T,{FROM},{UNTIL})*lt(Y,54),255*mod(floor(T*10),2),-1)"
        bright = f"if(between(T,{FROM},{UNTIL}),if(lt(mod(T,0.2),0.05),0,255),-1)"
        films = {"fast": self.flashing("fast.mp4", 12.5), "weak": self.flashing("weak.mp4", 5, one="149", other="188"),
                 "halves": self.film("halves.mp4", half, half, half), "board": self.film("board.mp4", board, board, board),
                 "strip": self.film("strip.mp4", strip, strip, strip), "bright": self.film("bright.mp4", bright, bright, bright),
                 "red": self.flashing("red.mp4", 5, colours="r"), "phone": self.flashing("phone.mp4", 5, rate=60)}
        for name, film in films.items():
            with self.subTest(name):
                self.assert_softened(film, name=f"{name}-out.mp4")

    def test_long_sequences(self):
        level = "if(between(T,1,9),255*mod(floor(T*5),2),-1)"
        source = self.film("long.mp4", level, level, level, seconds=10)
        self.assertEqual(self.flash_rules(source)[0], ["bt1702-long-sequence"])
        self.assert_softened(source)

    def test_colour_alone(self):
        source = self.flashing("red.mp4", 5, colours="r")
        out, _ = self.assert_softened(source, style="desaturate")
        middle = picture_at(out, 82).astype(int)
        self.assertLess(abs(middle[..., 2] - middle[..., 1]).max(), 60)
        # What flashes by its light is not mended by taking colour out: nothing is written as if it were.
        white = self.flashing("white.mp4", 5)
        answer, said = self.redact(white, self.root / "no.mp4", "--flashes", "desaturate", expect=1)
        self.assertIsNone(answer["out"])
        self.assertTrue(answer["flashes"]["left"])
        self.assertIn("--flashes dim", said)
        self.assertFalse((self.root / "no.mp4").exists())

    def test_what_needs_nothing(self):
        calm = self.film("calm.mp4", "-1", "-1", "-1", seconds=2)
        answer, said = self.redact(calm, self.root / "out.mp4", "--flashes", "dim", expect=1)
        self.assertEqual((answer["out"], answer["flashes"]["found"]), (None, []))
        self.assertIn("no flash was found by these rules", said)
        self.assertFalse((self.root / "out.mp4").exists())
        moving = self.root / "moving.gif"
        moving.write_bytes(made.gif([made.plain(made.BLACK), made.plain(made.WHITE)], [5, 5]))
        self.redact(moving, self.root / "out.gif", "--flashes", "dim", expect=3)
        self.assertEqual(PROGRAM.run("redact", calm, "--out", self.root / "x.mp4", "--flashes", "blur").returncode, 2)

    def test_the_page_offers_it(self):
        source = self.flashing("clip.mp4", 5)
        page = self.root / "page.html"
        PROGRAM.run("moderate", source, "--filters", "flash", "--report", page)
        text = page.read_text(encoding="utf-8")
        self.assertIn("--flashes dim", text)
        self.assertIn("no certificate", text)
        for language in ("uk", "pl", "nl", "nb", "nn"):
            told = PROGRAM.run("moderate", source, "--filters", "flash", env=os.environ | {"LC_ALL": language})
            self.assertIn("--flashes dim", told.stdout, language)

    def test_in_a_collection(self):
        folder = self.root / "c"
        folder.mkdir()
        self.flashing("c/clip.mp4", 5)
        about = "kind: video, file: clip.mp4, title: {en: T}, creators: [{name: A, role: artist}], language: en"
        (folder / "collection.yaml").write_text(
            "schema: collection/1\nid: c\ntitle: {en: C}\nlanguages: [en]\nlicence: CC0-1.0\nworks:\n"
            f"  - {{id: calm, {about}, soften: flashes}}\n  - {{id: wild, {about}}}\npack: {{formats: []}}\n", encoding="utf-8")
        result = PROGRAM.run("build", folder, "--out", self.root / "out", "--draft", "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        works = {work["id"]: work for work in json.loads((self.root / "out" / "report.json").read_text(encoding="utf-8"))["works"]}
        kinds = {name: {finding["kind"] for finding in work["findings"]} for name, work in works.items()}
        self.assertIn("flash.general", kinds["wild"])
        self.assertFalse([kind for kind in kinds["calm"] if kind.startswith("flash")], works["calm"]["findings"])
        published = [path for path in (self.root / "out").rglob("*.mp4") if "calm" in str(path)]
        self.assertTrue(published)
        for path in published:
            if any(stream["codec_type"] == "video" for stream in probed(path)["streams"]):
                self.assertEqual(self.flash_rules(path)[0], [], path)
        (folder / "collection.yaml").write_text((folder / "collection.yaml").read_text().replace("soften: flashes", "soften: everything"))
        self.assertEqual(PROGRAM.run("build", folder, "--out", self.root / "out").returncode, 3)


if __name__ == "__main__":
    unittest.main(verbosity=2)
