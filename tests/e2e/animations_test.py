#!/usr/bin/python3
"""Animated GIF, WebP and PNG are looked at as browsers play them. Argument: the program integrart."""

import json
import struct
import sys
import tempfile
import unittest
from pathlib import Path

import animations as made
from animations import BLACK, CLEAR, GREY, RED, WHITE, plain
from integrart import Integrart

PROGRAM = Integrart(sys.argv.pop(1))


class Animations(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def moderate(self, name, data, *arguments, status=None):
        path = self.root / name
        path.write_bytes(data)
        result = PROGRAM.run("moderate", path, "--json", "--filters", "flash,pattern", *arguments)
        if status is not None:
            self.assertEqual(result.returncode, status, result.stderr)
        return json.loads(result.stdout)["files"][0]

    def rules(self, name, data):
        return sorted(finding["rule"] for finding in self.moderate(name, data)["findings"])

    def in_all_formats(self, pictures, milliseconds):
        """Delays must be whole hundredths of a second."""
        yield "a.gif", made.gif(pictures, [delay // 10 for delay in milliseconds])
        yield "a.png", made.apng(pictures, [(delay, 1000) for delay in milliseconds])
        yield "a.webp", made.webp(self.root, pictures, milliseconds)

    def test_two_pictures_in_turn(self):
        general = ["bt1702", "wcag-2.3.1"]
        for (one, other), hertz, expected in (((500, 500), 1, []), ((170, 180), 2.86, ["bt1702-long-sequence"]), ((120, 130), 4, general),
                                              ((50, 50), 10, general), ((20, 20), 25, general)):
            for name, data in self.in_all_formats([plain(BLACK), plain(WHITE)], [one, other]):
                with self.subTest(hertz=hertz, name=name):
                    self.assertEqual(self.rules(name, data), expected)

    def test_a_flashing_animation_is_offered_to_stand_still(self):
        """It is not written anew; what helps in its place is said."""
        [offer] = self.moderate("a.gif", made.gif([plain(BLACK), plain(WHITE)], [5, 5]), status=1)["offers"]
        self.assertEqual((offer["for"], offer["command"][:2], offer["command"][3:]), ("flash", ["integrart", "image"], ["--out", "OUT"]))
        out = self.root / "still"
        command = [out if part == "OUT" else part for part in offer["command"]]
        self.assertEqual(PROGRAM.run(*command[1:]).returncode, 0)
        self.assertTrue(list(out.iterdir()))
        self.assertIn("integrart image", PROGRAM.run("moderate", self.root / "a.gif", "--filters", "flash").stdout)

    def test_a_small_difference_and_red(self):
        grey_on_grey = [plain((128, 128, 128, 255)), plain((140, 140, 140, 255))]
        self.assertEqual(self.rules("a.png", made.apng(grey_on_grey, [(1, 20)] * 2)), [])
        for name, data in self.in_all_formats([plain(BLACK), plain(RED)], [100, 100]):
            with self.subTest(name=name):
                self.assertIn("wcag-2.3.1-red", self.rules(name, data))

    def test_delays_that_browsers_do_not_believe(self):
        # 0 and 10 ms are shown for 100 ms: with twelve equal pictures and one other, one flash in 1.3 seconds.
        rare = [plain(BLACK)] * 12 + [plain(WHITE)]
        often = [plain(BLACK), plain(WHITE)]
        for delay in (0, 1):
            with self.subTest(delay=delay):
                self.assertEqual(self.rules("a.gif", made.gif(rare, [delay] * 13)), [])
                self.assertEqual(self.rules("a.gif", made.gif(often, [delay] * 2)), ["bt1702", "wcag-2.3.1"])
        self.assertEqual(self.rules("a.gif", made.gif(rare, [2] * 13)), ["bt1702", "wcag-2.3.1"])
        self.assertEqual(self.rules("a.png", made.apng(rare, [(0, 0)] * 13)), [])
        self.assertEqual(self.rules("a.png", made.apng(rare, [(2, 0)] * 13)), ["bt1702", "wcag-2.3.1"])  # hundredths

    def test_transparent_pictures_are_seen_on_white_and_on_black(self):
        for colour, where in ((WHITE, "on black"), (BLACK, "on white")):
            pictures = [plain(colour), plain(CLEAR)]
            with self.subTest(where):
                self.assertEqual(self.rules("a.gif", made.gif(pictures, [10, 10], disposal=2)), ["bt1702", "wcag-2.3.1"])
                self.assertEqual(self.rules("a.png", made.apng(pictures, [(1, 10)] * 2)), ["bt1702", "wcag-2.3.1"])
                self.assertEqual(self.rules("a.webp", made.webp(self.root, pictures, [100, 100])), ["bt1702", "wcag-2.3.1"])
        # Laid over instead of put in its place, the clear picture changes nothing.
        self.assertEqual(self.rules("a.png", made.apng([plain(WHITE), plain(CLEAR)], [(1, 10)] * 2, blend=1)), [])
        self.assertEqual(self.rules("a.gif", made.gif([plain(WHITE), plain(CLEAR)], [10, 10], disposal=1)), [])

    def test_disposal_of_animated_png(self):
        corner = plain(WHITE, 28, 28)
        pictures = [plain(BLACK), corner, corner, corner]
        # Back to nothing, which is black on a black page; back to what was before, which is black on every page.
        for disposal in (1, 2):
            self.assertEqual(self.rules("a.png", made.apng(pictures, [(1, 2)] * 4, disposal=0)), [])
            shown = self.rules("b.png", made.apng([plain(BLACK), corner], [(1, 10)] * 2, disposal=disposal))
            self.assertEqual(shown, ["bt1702", "wcag-2.3.1"], disposal)
        # An ordinary picture that is no part of the animation is not counted.
        hidden = made.apng([plain(BLACK), plain(WHITE)], [(1, 20)] * 2, hidden_default=True)
        self.assertEqual(self.rules("a.png", hidden), ["bt1702", "wcag-2.3.1"])

    def test_disposal_of_gif(self):
        corner = plain(WHITE, 28, 28)
        for disposal in (0, 1, 5):
            self.assertEqual(self.rules("a.gif", made.gif([plain(BLACK)] + [corner] * 3, [50] * 4, disposal)), [], disposal)
        for disposal in (2, 3, 4):  # 4: as old programs wrote 3
            shown = self.rules("b.gif", made.gif([plain(BLACK), corner], [10, 10], disposal))
            self.assertEqual(shown, ["bt1702", "wcag-2.3.1"], disposal)

    def test_a_picture_that_reaches_beyond_the_screen_of_a_gif(self):
        # Most of it is never seen; what is seen is the whole screen.
        shown = self.rules("a.gif", made.gif([plain(BLACK, 16, 16), plain(WHITE, 96, 96)], [10, 10]))
        self.assertEqual(shown, ["bt1702", "wcag-2.3.1"])

    def test_stripes(self):
        inverting = [made.stripes(7), made.stripes(7, inverted=True)]
        for name, data in self.in_all_formats([plain(GREY, 96, 96), made.stripes(12)], [1000, 4000]):
            with self.subTest(name=name):
                kinds = {finding["kind"] for finding in self.moderate(name, data)["findings"]}
                self.assertEqual(kinds, {"pattern.stripes"})
        for name, data in self.in_all_formats(inverting, [100, 100]):
            with self.subTest(name=name):
                self.assertIn("pattern.stripes", {finding["kind"] for finding in self.moderate(name, data)["findings"]})

    def test_what_is_said_of_it(self):
        shown = self.moderate("a.gif", made.gif([plain(BLACK), plain(WHITE)], [5, 5]), status=1)
        self.assertEqual((shown["kind"], shown["verdict"]), ("image", "review"))
        self.assertEqual({finding["severity"] for finding in shown["findings"]}, {"medium"})
        self.assertTrue(all(0 <= finding["start"] < finding["end"] <= 10 for finding in shown["findings"]))
        self.assertTrue(any("first picture" in note for note in shown["notes"]), shown["notes"])
        words = PROGRAM.run("moderate", self.root / "a.gif", "--filters", "flash").stdout
        self.assertIn("first picture", words)
        still = self.moderate("b.gif", made.gif([plain(WHITE)], [5]), status=None)
        self.assertEqual(still["findings"], [])
        self.assertEqual(still["missing"], ["image_class", "metadata"])  # no model is here; which was not asked for

    def test_many_pictures_and_what_comes_late(self):
        calm = [plain(GREY, 8, 8)] * 600
        late = calm + [plain(BLACK, 8, 8), plain(WHITE, 8, 8)] * 10
        shown = self.moderate("a.gif", made.gif(late, [5] * len(late)))
        self.assertEqual(sorted(finding["rule"] for finding in shown["findings"]), ["bt1702", "wcag-2.3.1"])
        self.assertGreater(min(finding["start"] for finding in shown["findings"]), 29)
        self.assertEqual(self.rules("b.gif", made.gif(calm, [5] * len(calm))), [])
        # Only where the end meets the beginning: two flashes there and two here.
        beats = [plain(BLACK, 8, 8), plain(WHITE, 8, 8)] * 2
        seam = beats + [plain(BLACK, 8, 8)] + [plain(GREY, 8, 8)] + [plain(BLACK, 8, 8)] + beats
        delays = [12] * 4 + [12] + [200] + [12] + [12] * 4
        self.assertEqual(self.rules("c.gif", made.gif(seam, delays)), ["bt1702", "wcag-2.3.1"])

    def test_what_cannot_be_followed_is_never_clear(self):
        too_many = made.gif([plain(GREY, 2, 2)] * 5001, [5] * 5001)
        self.assertEqual(self.moderate("many.gif", too_many, status=1)["verdict"], "inconclusive")
        whole = made.gif([plain(GREY), plain(GREY), plain(GREY)], [10] * 3)
        png = made.apng([plain(GREY)] * 3, [(1, 10)] * 3)
        webp = made.webp(self.root, [plain(GREY), plain(BLACK), plain(GREY)], [100] * 3)
        broken = {"cut.gif": whole[:len(whole) - len(whole) // 6],
                  "cut.png": png[:-60],
                  "outside.png": self.moved(png),
                  "cut.webp": webp[:-30]}
        for name, data in broken.items():
            with self.subTest(name):
                path = self.root / name
                path.write_bytes(data)
                result = PROGRAM.run("moderate", path, "--json", "--filters", "flash,pattern")
                self.assertIn(result.returncode, (1, 3), result.stderr)
                self.assertEqual(json.loads(result.stdout)["files"][0]["verdict"], "inconclusive")
        self.assertEqual(self.rules("whole.gif", whole), [])

    @staticmethod
    def moved(png):
        """The second picture lies outside of the canvas, with right check sums."""
        at = png.index(b"fcTL", png.index(b"fcTL") + 4) - 4
        body = bytearray(png[at + 8:at + 34])
        body[12:16] = struct.pack(">I", 20)
        return png[:at] + made.png_chunk(b"fcTL", bytes(body)) + png[at + 38:]

    def test_in_a_collection(self):
        (self.root / "c").mkdir()
        flashing = made.gif([plain(BLACK), plain(WHITE)], [5, 5])
        (self.root / "c" / "moving.gif").write_bytes(flashing)
        (self.root / "c" / "slide.png").write_bytes(made.apng([plain(BLACK), plain(WHITE)], [(1, 20)] * 2))
        (self.root / "c" / "calm.gif").write_bytes(made.gif([plain(GREY), plain(GREY)], [50, 50]))
        sound = self.root / "c" / "song.wav"
        samples = b"\0\0" * 8000
        sound.write_bytes(b"RIFF" + struct.pack("<I", 36 + len(samples)) + b"WAVEfmt " +
                          struct.pack("<IHHIIHH", 16, 1, 1, 8000, 16000, 2, 16) + b"data" + struct.pack("<I", len(samples)) + samples)
        about = "title: {en: T}, creators: [{name: A, role: artist}], language: en, licence: CC0-1.0"
        (self.root / "c" / "collection.yaml").write_text(
            "schema: collection/1\nid: c\ntitle: {en: C}\nlanguages: [en]\nlicence: CC0-1.0\nworks:\n"
            f"  - {{id: moving, kind: image, file: moving.gif, {about}}}\n"
            f"  - {{id: calm, kind: image, file: calm.gif, {about}}}\n"
            f"  - {{id: song, kind: audio, file: song.wav, pictures: [slide.png], {about}}}\n"
            "pack: {formats: []}\n", encoding="utf-8")
        result = PROGRAM.run("build", self.root / "c", "--out", self.root / "out", "--draft", "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        works = {work["id"]: work for work in json.loads((self.root / "out" / "report.json").read_text(encoding="utf-8"))["works"]}
        kinds = {name: {finding["kind"] for finding in work["findings"]} for name, work in works.items()}
        self.assertIn("flash.general", kinds["moving"])
        self.assertIn("flash.general", kinds["song"])
        self.assertFalse({kind for kind in kinds["calm"] if kind.startswith("flash")})
        self.assertEqual(works["calm"]["verdict"]["missing"], [])
        # What is published stands still.
        files = [path for path in (self.root / "out").rglob("*") if path.suffix in (".webp", ".gif", ".png", ".apng")]
        self.assertTrue(files)
        for path in files:
            data = path.read_bytes()
            self.assertFalse(b"ANMF" in data or b"acTL" in data or data.startswith(b"GIF"), path)


if __name__ == "__main__":
    unittest.main(verbosity=2)
