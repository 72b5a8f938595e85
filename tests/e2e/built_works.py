"""Groups of works that are built once, and what is seen and heard in a file, as ffmpeg decodes it."""

import json
import subprocess
import tempfile
from pathlib import Path

import numpy

from integrart import report, rung, work_entry, write_collection, write_recipe

RATE = 25
FRAME = 1 / RATE
SOUND_RATE = 48000


def pictures(path, width, height, filters="null", layout="gray"):
    """Every picture of a film as an array: height x width, or with three colours."""
    depth = {"gray": (), "rgb24": (3,)}[layout]
    raw = subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-i", path, "-vf", filters, "-vsync", "0", "-pix_fmt", layout, "-f", "rawvideo", "-"],
                         stdin=subprocess.DEVNULL, capture_output=True, check=True).stdout
    return numpy.frombuffer(raw, numpy.uint8).reshape(-1, height, width, *depth)


def sound(path):
    """Samples of the first sound of a file, as players hear it, in one channel."""
    raw = subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-i", path, "-map", "0:a:0", "-ac", "1", "-ar", str(SOUND_RATE), "-f", "f32le", "-"],
                         stdin=subprocess.DEVNULL, capture_output=True, check=True).stdout
    return numpy.frombuffer(raw, numpy.float32)


def ffprobe(path, entries, *more):
    answer = subprocess.run(["ffprobe", "-v", "error", "-show_entries", entries, "-of", "json", *more, path], stdin=subprocess.DEVNULL, capture_output=True, check=True)
    return json.loads(answer.stdout)


class Built:
    """A group of works that is built once."""

    PROGRAM = None  # set by whoever runs the tests
    RECIPE = {}

    @classmethod
    def setUpClass(cls):
        place = tempfile.TemporaryDirectory()
        cls.addClassCleanup(place.cleanup)
        cls.root, cls.works, cls.out = (Path(place.name) / name for name in (".", "works", "out"))
        cls.works.mkdir()
        write_collection(cls.works, [work_entry(identifier, kind, file, **({"alt": {"en": "colours"}} if kind == "image" else {}))
                                     for identifier, kind, file in cls.make()])
        write_recipe(cls.root / "recipe.json", [rung("240p", 240, 2000) | {"crf": 14}], **cls.RECIPE)
        cls.PROGRAM.build(cls.works, cls.out, "--recipe", cls.root / "recipe.json")
        cls.told = {work["id"]: work for work in report(cls.out)["works"]}

    def film(self, identifier):
        return self.out / "works" / identifier / "240p.mp4"

    def facts(self, name):
        result = self.PROGRAM.run("probe", self.works / name, "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        return json.loads(result.stdout)

    def test_everything_is_built_without_errors(self):
        for work in self.told.values():
            self.assertEqual(work["errors"], [], work["id"])
