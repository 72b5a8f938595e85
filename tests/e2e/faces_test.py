#!/usr/bin/python3
"""Faces are covered in films and pictures, and nothing else changes. Argument: the program integrart."""

import hashlib
import json
import math
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import cv2
import numpy

import drawn_face
import tiny_model
from integrart import Integrart

PROGRAM = Integrart(sys.argv.pop(1))
EYE = drawn_face.Eye()
MP4 = ["-c:v", "libx264", "-preset", "ultrafast", "-threads", "1", "-c:a", "aac"]


def samples(path):
    """The sound as decoded by ffmpeg."""
    return subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-i", str(path), "-map", "0:a:0", "-f", "s16le", "-c:a", "pcm_s16le", "-"],
                          capture_output=True, check=True).stdout


def probed(path, *entries):
    shown = subprocess.run(["ffprobe", "-v", "error", "-count_packets", "-show_streams", "-show_format", "-of", "json", str(path)],
                           capture_output=True, check=True, text=True)
    return json.loads(shown.stdout)


def video_packets(path):
    return next(int(stream["nb_read_packets"]) for stream in probed(path)["streams"] if stream["codec_type"] == "video")


def tags(path):
    return json.loads(subprocess.run(["exiftool", "-json", "-G1", str(path)], capture_output=True, check=True, text=True).stdout)[0]


def grey_pictures(path):
    film, pictures = cv2.VideoCapture(str(path)), []
    while True:
        there, picture = film.read()
        if not there:
            return pictures
        pictures.append(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))


class Faces(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def redact(self, source, out, *arguments, expect=0):
        result = PROGRAM.run("redact", source, "--out", out, "--json", *arguments)
        self.assertEqual(result.returncode, expect, result.stderr)
        return json.loads(result.stdout) if expect == 0 else result.stderr

    def clip(self, name="clip.mp4", codecs=MP4, place=drawn_face.moving_and_turning, seconds=6):
        path = self.root / name
        drawn_face.write_clip(path, place, seconds, codecs)
        return path

    def photo(self):
        path = self.root / "photo.jpg"
        cv2.imwrite(str(path), drawn_face.draw(800, 600, (300, 280, 150, 0.1)), [cv2.IMWRITE_JPEG_QUALITY, 95])
        small = self.root / "small.jpg"
        cv2.imwrite(str(small), drawn_face.draw(160, 120, (60, 56, 30, 0.1)))
        subprocess.run(["exiftool", "-q", "-overwrite_original", "-GPSLatitude=59.9", "-GPSLatitudeRef=N", "-GPSLongitude=10.7",
                        "-GPSLongitudeRef=E", "-Make=Phone", "-Artist=Oksana", "-Copyright=CC-BY-4.0", f"-ThumbnailImage<={small}", str(path)],
                       check=True)
        return path

    def test_a_face_that_moves_turns_leaves_and_comes_back(self):
        source = self.clip()
        before = EYE.faces_in(source)
        self.assertGreater(sum(before), 60, "the drawn face is seen in the source")
        out = self.root / "covered.mp4"
        answer = self.redact(source, out)
        self.assertEqual(answer["detector"], "cascades")
        self.assertGreaterEqual(len(answer["tracks"]), 2)
        self.assertEqual(answer["sound"], ["copied"])
        after = EYE.faces_in(out)
        self.assertEqual([number for number, seen in enumerate(after) if seen], [])
        self.assertEqual(len(after), len(before))
        self.assertEqual(samples(out), samples(source))
        self.assertEqual(video_packets(out), video_packets(source))
        length = [float(probed(path)["format"]["duration"]) for path in (source, out)]
        self.assertAlmostEqual(length[0], length[1], delta=0.03)
        self.covered_where_it_was_drawn(source, out, drawn_face.moving_and_turning)
        # What has no face is as it was, but for the encoder.
        empty = round(3.6 * 24)
        self.assertLess(cv2.absdiff(grey_pictures(source)[empty], grey_pictures(out)[empty]).mean(), 3)

    def covered_where_it_was_drawn(self, source, out, place, rate=24):
        """No detector is asked: from brow to chin nothing of what was drawn is left, in every picture, and below the face all is as it was."""
        looked_at = 0
        for number, (before, after) in enumerate(zip(grey_pictures(source), grey_pictures(out), strict=True)):
            self.assertLess(cv2.absdiff(before[-30:], after[-30:]).mean(), 3, number)
            if place(number / rate) is None:
                continue
            x, y, half_height, _ = place(number / rate)
            columns = slice(max(round(x - 0.5 * half_height), 0), max(round(x + 0.5 * half_height), 0))
            rows = slice(round(y - 0.4 * half_height), round(y + 0.8 * half_height))
            drawn, left = before[rows, columns], after[rows, columns]
            if drawn.shape[1] < half_height / 2:
                continue  # half of it is beyond the edge
            looked_at += 1
            self.assertGreater(drawn.std(), 15, number)
            self.assertLess(left.std(), 4, number)
        self.assertGreater(looked_at, 70)  # of 75 in which half of it or more is to be seen

    def test_containers_and_sound_without_loss(self):
        still = lambda seconds: (240, 135, 60, 0.1)  # noqa: E731
        mkv = self.clip("clip.mkv", ["-c:v", "libx264", "-preset", "ultrafast", "-c:a", "pcm_s16le"], still, 1)
        for name, sound in (("a.mp4", "lossless"), ("b.mkv", "copied"), ("c.mov", "lossless")):
            answer = self.redact(mkv, self.root / name, "--mask", "mosaic")
            self.assertEqual(answer["sound"], [sound], name)
            self.assertEqual(samples(self.root / name), samples(mkv), name)
            self.assertEqual(len(EYE.faces_in(self.root / name)), 24, name)
        webm = self.clip("clip.webm", ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus"], still, 1)
        self.assertEqual(self.redact(webm, self.root / "d.webm")["sound"], ["copied"])
        self.assertFalse(any(EYE.faces_in(self.root / "d.webm")))
        self.assertEqual(samples(self.root / "d.webm"), samples(webm))
        self.assertIn("mkv", self.redact(mkv, self.root / "e.webm", expect=3))
        self.assertIn("xyz", self.redact(mkv, self.root / "e.xyz", expect=3))
        self.assertEqual(list(self.root.glob("e.*")), [])

    def test_chosen_faces(self):
        source = self.clip(place=lambda seconds: (240, 135, 60, 0.1), seconds=1)
        answer = self.redact(source, self.root / "all.mp4", "--data", self.root / "data")
        choice = answer["faces"]
        self.assertEqual(choice["source"], hashlib.sha256(source.read_bytes()).hexdigest())
        document = self.root / "faces.json"

        def chosen(**changes):
            document.write_text(json.dumps({**choice, **changes}), encoding="utf-8")
            return document

        out = self.root / "chosen.mp4"
        self.redact(source, out, "--faces", chosen(), "--data", self.root / "data")
        self.assertFalse(any(EYE.faces_in(out)))
        self.redact(source, out, "--faces", chosen(cover=[]), "--data", self.root / "data")
        self.assertTrue(all(EYE.faces_in(out)))
        # A box drawn by a person, for a part of the time.
        box = {"start": 0.5, "end": 2, "box": [0.3, 0.2, 0.4, 0.7]}
        self.redact(source, out, "--faces", chosen(cover=[], boxes=[box]), "--data", self.root / "data")
        seen = EYE.faces_in(out)
        self.assertEqual((any(seen[12:]), all(seen[:11])), (False, True))
        self.assertIn("17", self.redact(source, out, "--faces", chosen(cover=["17"]), expect=3))
        self.redact(source, out, "--faces", chosen(source="0" * 64), expect=3)
        self.redact(source, out, "--faces", chosen(boxes=[{"box": [0.5, 0.5, 0.9, 0.1]}]), expect=3)
        self.redact(source, out, "--faces", chosen(cove=[]), expect=3)

    def test_a_picture(self):
        photo = self.photo()
        self.assertEqual(EYE.faces_in(photo), [True])
        self.assertTrue(any("ThumbnailImage" in key for key in tags(photo)))
        for name in ("out.jpg", "out.png", "out.webp"):
            out = self.root / name
            answer = self.redact(photo, out)
            self.assertEqual(EYE.faces_in(out), [False], name)
            self.assertEqual(len(answer["tracks"]), 1)
            left = tags(out)
            self.assertFalse([key for key in left if "GPS" in key or "Thumbnail" in key or "Make" in key], name)
            self.assertTrue(any("Oksana" in str(value) for value in left.values()), name)
        self.assertIn("gif", self.redact(photo, self.root / "out.gif", expect=3))

    def test_metadata_alone(self):
        photo = self.photo()
        out = self.root / "plain.jpg"
        self.assertIn("location", self.redact(photo, out, "--metadata", "private")["removed"])
        self.assertEqual(EYE.faces_in(out), [True])
        self.assertTrue((cv2.imread(str(out)) == cv2.imread(str(photo))).all())
        self.assertFalse([key for key in tags(out) if "GPS" in key or "Thumbnail" in key])
        self.redact(photo, self.root / "plain.png", "--metadata", "private", expect=3)
        film = self.clip("film.mp4", [*MP4, "-metadata", "location=+59.9+010.7/", "-metadata", "artist=Oksana", "-metadata", "copyright=CC-BY-4.0",
                                      "-movflags", "use_metadata_tags"], lambda seconds: None, 1)
        out = self.root / "film-out.mp4"
        answer = self.redact(film, out, "--metadata", "private")
        self.assertIn("location", answer["removed"])
        self.assertEqual(answer["tracks"], [])
        self.assertEqual(samples(out), samples(film))
        self.assertEqual(video_packets(out), video_packets(film))
        kept = probed(out)["format"]["tags"]
        self.assertNotIn("59.9", json.dumps(kept))
        self.assertEqual((kept["artist"], kept["copyright"]), ("Oksana", "CC-BY-4.0"))

    def test_a_model_that_is_not_what_it_says(self):
        photo = self.photo()
        model = self.root / "model.onnx"
        model.write_bytes(b"\x08\x06 this is no model")
        manifest = self.root / "model.json"

        def named(**changes):
            manifest.write_text(json.dumps({"schema": "model/1", "id": "x", "task": "face", "file": "model.onnx", "licence": "MIT",
                                            "sha256": hashlib.sha256(model.read_bytes()).hexdigest(), **changes}), encoding="utf-8")
            return manifest

        out = self.root / "out.jpg"
        complaint = self.redact(photo, out, "--model", named(sha256="0" * 64), expect=3)
        self.assertIn("0" * 64, complaint)
        self.assertIn("onnx", self.redact(photo, out, "--model", named(), expect=3))
        self.assertIn("image_class", self.redact(photo, out, "--model", named(task="image_class"), expect=3))
        self.redact(photo, out, "--model", named(file="absent.onnx"), expect=4)
        self.redact(photo, out, "--model", named(extra=1), expect=3)
        self.assertFalse(out.exists())

    def bright_square(self, name, seconds=3):
        """A grey film with a white square of 64 x 64 that wanders: no face for cascades, one for the tiny model."""
        width, height, rate, side = 512, 256, 24, 64
        path = self.root / name
        ffmpeg = subprocess.Popen(
            ["ffmpeg", "-nostdin", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{width}x{height}", "-r", str(rate), "-i", "-",
             "-f", "lavfi", "-i", f"sine=f=330:r=48000:d={seconds}", "-c:v", "libx264", "-preset", "ultrafast", "-crf", "6", "-c:a", "aac",
             "-pix_fmt", "yuv420p", str(path)], stdin=subprocess.PIPE)
        for number in range(seconds * rate):
            picture = numpy.full((height, width), 90, numpy.uint8)
            x, y = self.place_of_square(number / rate)
            picture[y:y + side, x:x + side] = 255
            ffmpeg.stdin.write(picture.tobytes())
        ffmpeg.stdin.close()
        self.assertEqual(ffmpeg.wait(), 0)
        return path

    @staticmethod
    def place_of_square(seconds):
        return int(42 + 110 * seconds), int(84 + 60 * numpy.sin(2 * seconds))  # at first in the middle of cells, also when glanced at

    @staticmethod
    def brightest(path):
        film, levels = cv2.VideoCapture(str(path)), []
        while True:
            there, picture = film.read()
            if not there:
                return levels
            levels.append(int(picture.max()))

    def test_with_a_model(self):
        film = self.bright_square("square.mp4")
        self.assertGreater(min(self.brightest(film)), 240)
        model = tiny_model.write_model(self.root, "bright", tiny_model.yunet(), task="face", threshold=0.6, input=None, output=None, labels=None)
        out = self.root / "covered.mp4"
        answer = self.redact(film, out, "--model", model)
        self.assertEqual(answer["detector"], "yunet")
        self.assertEqual(answer["undecided"], [])
        self.assertEqual(len(answer["tracks"]), 1)
        track = answer["tracks"][0]
        self.assertAlmostEqual(track["score"], 0.9 * (1 / (1 + math.exp(-3))) ** 0.5, delta=0.03)  # white is 15 above 240
        x, y, width, height = track["box"]
        self.assertAlmostEqual(width, tiny_model.YUNET_FACE / 512, delta=0.001)
        self.assertAlmostEqual(height, tiny_model.YUNET_FACE / 256, delta=0.001)
        there_x, there_y = self.place_of_square(track["start"])
        self.assertLessEqual(x * 512, there_x)
        self.assertGreaterEqual((x + width) * 512, there_x + 64)
        self.assertLessEqual(y * 256, there_y)
        self.assertGreaterEqual((y + height) * 256, there_y + 64)
        levels = self.brightest(out)
        self.assertEqual(len(levels), 72)
        self.assertLess(max(levels), 200, "the square is covered in every picture")
        # It is the model that saw it.
        answer = self.redact(film, self.root / "open.mp4")
        self.assertEqual((answer["detector"], answer["tracks"]), ("cascades", []))
        self.assertGreater(min(self.brightest(self.root / "open.mp4")), 240)
        result = PROGRAM.run("moderate", film, "--json", "--filters", "face", "--model", model)
        found = json.loads(result.stdout)["files"][0]["findings"]
        self.assertEqual({(finding["kind"], finding["rule"]) for finding in found}, {("face", "yunet")}, result.stderr)

    def test_a_model_that_gives_too_few_numbers(self):
        # OpenCV would read beyond them.
        model = tiny_model.write_model(self.root, "short", tiny_model.yunet(numbers_of_a_box=8), task="face", threshold=0.6, input=None,
                                       output=None, labels=None)
        out = self.root / "out.jpg"
        self.assertIn("onnx", self.redact(self.photo(), out, "--model", model, expect=3).lower())
        self.assertFalse(out.exists())

    def test_works_that_ask_for_it(self):
        self.clip(place=lambda seconds: (240 + 20 * seconds, 135, 60, 0.1), seconds=2)
        self.photo()

        def built(name, redact):
            ask = "redact: faces" if redact else "level: A1"
            works = "".join(f"""  - id: {kind}
    kind: {kind}
    file: {file}
    language: en
    title: {{en: {kind}}}
    creators: [{{name: Mira, role: author, pseudonym: true}}]
    consent: {{people: 0, granted: [teach, show]}}
    {ask}
""" for kind, file in (("video", "clip.mp4"), ("image", "photo.jpg")))
            (self.root / "collection.yaml").write_text(f"""schema: collection/1
id: faces
title: {{en: Faces}}
languages: [en]
licence: CC-BY-SA-4.0
works:
{works}pack:
  formats: [web]
""", encoding="utf-8")
            out = self.root / name
            summary = PROGRAM.build(self.root, out, expect=0 if redact else 1)  # 1: a person must look before it is shown
            return out, {work["id"]: work for work in json.loads((out / "report.json").read_text(encoding="utf-8"))["works"]}, summary

        def shown(out):
            """What people get: pictures and films, in the works and in the pack."""
            return sorted(path for path in out.rglob("*") if path.suffix in (".jpg", ".webp", ".png", ".mp4", ".gif")
                          and ".integrart" not in path.parts and "icon" not in path.name and path.name != "audio.mp4")

        out, works, _ = built("open", False)
        self.assertTrue(any(EYE.faces_in(out / "works/video/poster.jpg")))
        for work in works.values():
            self.assertEqual(work["verdict"]["verdict"], "review", "nobody has consented, and there is a face")
        out, works, summary = built("covered", True)
        for work in works.values():
            self.assertEqual(work["errors"], [])
            self.assertNotIn("face", [finding["kind"] for finding in work["findings"]])
        files = shown(out)
        self.assertTrue({"poster.jpg", "storyboard.jpg"} <= {path.name for path in files}, files)
        self.assertGreater(len(files), 8)
        for path in files:
            self.assertFalse(any(EYE.faces_in(path)), path)
        self.assertEqual(sorted((pack["format"], pack["kind"]) for pack in summary["packs"]), [("web", "file"), ("web", "folder")])

    def test_without_a_detector_nothing_is_shown(self):
        nothing = self.root / "nothing"
        nothing.mkdir()
        blind = os.environ | {"INTEGRART_CASCADES": str(nothing)}
        photo, film = self.photo(), self.clip(seconds=1)
        for source, out in ((photo, self.root / "out.jpg"), (film, self.root / "out.mp4")):
            result = PROGRAM.run("redact", source, "--faces", "all", "--out", out, "--json", env=blind)
            self.assertEqual((result.returncode, result.stdout), (4, ""), result.stderr)
            self.assertIn(str(nothing), result.stderr)
            self.assertIn("opencv-data", result.stderr)
        self.assertEqual(list(self.root.glob("out.*")), [])
        # What metadata ask needs no detector.
        result = PROGRAM.run("redact", photo, "--metadata", "private", "--out", self.root / "plain.jpg", env=blind)
        self.assertEqual(result.returncode, 0, result.stderr)

        entry = """  - {{id: {id}, kind: {kind}, file: {file}, language: en, title: {{en: T}}, creators: [{{name: Mira, role: author, pseudonym: true}}],
     consent: {{people: 9, granted: [teach, show]}}{more}}}
"""
        works = (entry.format(id="film", kind="video", file="clip.mp4", more=", redact: faces")
                 + entry.format(id="photo", kind="image", file="photo.jpg", more=", redact: faces")
                 + entry.format(id="open", kind="image", file="photo.jpg", more=""))
        (self.root / "collection.yaml").write_text(
            f"schema: collection/1\nid: faces\ntitle: {{en: Faces}}\nlanguages: [en]\nlicence: CC-BY-SA-4.0\nworks:\n{works}"
            "pack:\n  formats: [web]\n", encoding="utf-8")
        out = self.root / "built"
        result = PROGRAM.run("build", self.root, "--out", out, "--json", env=blind)
        self.assertEqual(result.returncode, 1, result.stderr)
        done = {work["id"]: work for work in json.loads((out / "report.json").read_text(encoding="utf-8"))["works"]}
        for refused in ("film", "photo"):
            self.assertIn("opencv-data", json.dumps(done[refused]["errors"]), refused)
            shown = [path for path in out.rglob("*") if path.is_file() and ".integrart" not in path.parts and refused in path.parts]
            self.assertEqual([path for path in shown if path.suffix in (".jpg", ".png", ".webp", ".mp4", ".m4a", ".avif")], [])
        self.assertEqual(done["open"]["errors"], [])
        self.assertTrue(list((out / "works/open").glob("*.webp")) + list((out / "works/open").glob("*.jpg")))
        # Where faces could not be looked for, a person looks; a draft shows what was built, and nothing uncovered.
        self.assertEqual(done["open"]["verdict"]["verdict"], "inconclusive")
        self.assertIn("face", done["open"]["verdict"]["missing"])
        self.assertEqual([path for path in (out / "packs").rglob("*") if "open" in path.parts], [])
        result = PROGRAM.run("build", self.root, "--out", out, "--draft", "--json", env=blind)
        packs = [path for path in (out / "packs").rglob("*") if path.is_file()]
        self.assertTrue([path for path in packs if "open" in path.parts], result.stderr)
        self.assertEqual([path for path in packs if {"film", "photo"} & set(path.parts)], [])

    def test_wrong_use(self):
        photo = self.photo()
        before = photo.read_bytes()
        self.redact(photo, photo, expect=2)
        self.assertEqual(photo.read_bytes(), before)
        text = self.root / "poem.txt"
        text.write_text("Lullaby\n", encoding="utf-8")
        self.redact(text, self.root / "poem.out.txt", expect=3)
        self.redact(self.root / "absent.mp4", self.root / "out.mp4", expect=4)
        broken = self.root / "broken.mp4"
        broken.write_bytes(self.clip(seconds=1).read_bytes()[:3000])
        self.redact(broken, self.root / "out.mp4", expect=3)
        self.assertFalse((self.root / "out.mp4").exists())


if __name__ == "__main__":
    unittest.main()
