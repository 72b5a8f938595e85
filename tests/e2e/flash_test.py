#!/usr/bin/python3
"""What people upload, decoded and scaled as in a build, is told as the flash filter's rules say: fine patterns and noise,
fast flashes, and colours by the matrix that the stream names. Argument: the program integrart."""

import json
import sys
import tempfile
import unittest
from pathlib import Path

from integrart import Integrart, ffmpeg

PROGRAM = Integrart(sys.argv.pop(1))
GENERAL = ["bt1702", "wcag-2.3.1"]
RED = ["bt1702-red", "bt1702-red-uv", "wcag-2.2-red", "wcag-2.3.1-red"]
SHARP = ["-c:v", "libx264", "-preset", "ultrafast", "-qp", "0"]  # nothing is smoothed away before we see it


class EncodedFlashes(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def rules(self, path):
        """Broken rules of flashes, and where flashing covered most of its window (the share), by the evidence."""
        result = PROGRAM.run("moderate", path, "--json", "--filters", "flash")
        file = json.loads(result.stdout)["files"][0]
        self.assertNotIn("error", file, path.name)
        return sorted(finding["rule"] for finding in file["findings"] if finding["kind"].startswith("flash"))

    def clip(self, name, source, *codec, filters="format=yuv420p"):
        path = self.root / name
        ffmpeg("-f", "lavfi", "-i", source, "-vf", filters, *(codec or SHARP), path)
        return path

    def checkerboard(self, side, size="1920x1080", rate=20, low=16, high=235):
        """Squares of `side` pixels that invert five times a second. Luma only, so that no subsampling softens it."""
        turn = f"mod(floor(X/{side})+floor(Y/{side})+floor(T*10),2)"
        return self.clip(f"board-{side}-{size}.mkv", f"color=c=gray:s={size}:r=10:d=1.4,format=yuv420p",
                         filters=f"geq=lum='{low}+{high - low}*{turn}':cb=128:cr=128,fps={rate}")

    def test_fine_balanced_patterns_pass(self):
        # WCAG exempts squares of less than a tenth of a degree: 3.4 pixels of 1024, 6.4 of 1920.
        for side in (1, 2, 3):
            with self.subTest(side=side):
                self.assertEqual(self.rules(self.checkerboard(side)), [])
        for side in (1, 2):
            with self.subTest(side=side, size="1280x720"):
                self.assertEqual(self.rules(self.checkerboard(side, "1280x720")), [])

    def test_coarse_ones_do_not(self):
        for side in (20, 30):
            with self.subTest(side=side):
                self.assertEqual(self.rules(self.checkerboard(side)), GENERAL)

    def test_noise_is_no_flash(self):
        # The grain of small films is coarse: what is left of it in a cell is the stronger.
        for name, picture, strength in (("bars", "testsrc=s=1280x720:r=25:d=2", 100), ("grey", "color=c=gray:s=640x360:r=25:d=2", 100),
                                        ("small", "color=c=gray:s=480x270:r=25:d=2", 60)):
            with self.subTest(name):
                path = self.clip(f"{name}.mkv", picture, filters=f"format=yuv420p,noise=alls={strength}:allf=t")
                self.assertEqual(self.rules(path), [])

    def test_as_fast_as_the_film_can(self):
        for hertz, rate in ((15, 30), (12.5, 25), (10, 60), (3.75, 30)):
            with self.subTest(hertz=hertz, rate=rate):
                path = self.clip(f"fast-{rate}.mp4", f"color=c=black:s=640x360:r={rate}:d=3,format=gray",
                                 "-c:v", "libx264", "-preset", "ultrafast",
                                 filters=f"geq=lum='255*mod(floor(T*{2 * hertz}+0.001),2)',format=yuv420p")
                self.assertEqual(self.rules(path), GENERAL)

    def test_red_is_red_by_whatever_matrix_it_was_written(self):
        seen = {}
        for matrix, space in (("bt709", "bt709"), ("bt601", "smpte170m")):
            for name, other in (("black", "0"), ("grey", "127")):  # 127: the same luminance as red, so that only colour flashes
                turn = "mod(floor(T*10+0.001),2)"
                levels = f"r='if({turn},255,{other})':g='if({turn},0,{other})':b='if({turn},0,{other})'"
                path = self.clip(f"red-{name}-{matrix}.mp4", "color=c=black:s=640x360:r=25:d=3,format=gbrp",
                                 "-c:v", "libx264", "-preset", "ultrafast", "-crf", "8", "-colorspace", space,
                                 filters=f"geq={levels},scale=out_color_matrix={matrix},format=yuv420p")
                seen[name, matrix] = self.rules(path)
        self.assertEqual(seen["black", "bt709"], sorted(GENERAL + RED))
        self.assertEqual(seen["black", "bt601"], sorted(GENERAL + RED))
        self.assertEqual(seen["grey", "bt709"], RED)
        self.assertEqual(seen["grey", "bt601"], RED)


if __name__ == "__main__":
    unittest.main(verbosity=2)
