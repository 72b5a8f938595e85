#!/usr/bin/python3
"""No place, device or name of a person from the sources is in any file that a build publishes; an independent reader
(ExifTool) looks. Credit and licence are. Argument: the program integrart."""

import json
import re
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

from integrart import Integrart, ffmpeg, make_picture, make_video, report, work_entry

PROGRAM = Integrart(sys.argv.pop(1))

# What must not be found anywhere, whatever the tag is called: each is written into the sources by the tests.
SECRETS = ["Secretphone", "Hiddenmake", "Oksana Unnamed", "Anna iPhone", "SN-998877", "59.9139", "10.7522", "59 deg 54", "+59.91"]
PRIVATE_TAG = re.compile(r"gps|location|latitude|longitude|make$|model$|serial|ownername|cameraowner|personinimage|handlerdescription", re.I)
HARMLESS = {"HandlerDescription": {"VideoHandler", "SoundHandler", ""}}  # what libav writes into every file


def exiftool(*arguments):
    return subprocess.run(["exiftool", *map(str, arguments)], check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL).stdout


def tag_photo(path):
    exiftool("-overwrite_original", "-q", "-GPSLatitude=59.9139", "-GPSLatitudeRef=N", "-GPSLongitude=10.7522", "-GPSLongitudeRef=E",
             "-Make=Hiddenmake", "-Model=Secretphone 12", "-SerialNumber=SN-998877", "-XMP-iptcExt:PersonInImage=Oksana Unnamed",
             "-XMP-photoshop:City=Hiddencity", "-Artist=Marta Kowalska", "-Copyright=CC-BY-SA-4.0 Marta Kowalska", path)


def make_sources(folder):
    make_picture(folder / "plain.jpg")
    tag_photo(folder / "plain.jpg")
    make_picture(folder / "base.png")
    subprocess.run(["heif-enc", "-q", "60", "-o", folder / "phone.heic", folder / "base.png"], check=True, capture_output=True)
    tag_photo(folder / "phone.heic")
    make_picture(folder / "web.webp")
    tag_photo(folder / "web.webp")
    tag_photo(folder / "base.png")
    (folder / "base.png").rename(folder / "drawing.png")
    make_video(folder / "base.mp4", seconds=3)
    ffmpeg("-i", folder / "base.mp4", "-c", "copy", "-movflags", "use_metadata_tags", "-metadata", "location=+59.9139+010.7522/",
           "-metadata", "com.apple.quicktime.location.ISO6709=+59.9139+010.7522+005.000/", "-metadata",
           "com.apple.quicktime.make=Hiddenmake", "-metadata", "com.apple.quicktime.model=Secretphone 12", "-metadata",
           "com.apple.quicktime.author=Oksana Unnamed", folder / "film.mov")
    ffmpeg("-i", folder / "base.mp4", "-c", "copy", "-metadata", "location=+59.9139+010.7522/", "-metadata:s:v",
           "handler_name=Anna iPhone", folder / "clip.mp4")
    (folder / "base.mp4").unlink()
    for name, codec in (("song.mp3", "libmp3lame"), ("song2.flac", "flac"), ("song3.ogg", "libvorbis")):
        ffmpeg("-f", "lavfi", "-i", "sine=f=440:b=2:r=44100:d=3", "-c:a", codec, "-metadata", "owner=Oksana Unnamed", "-metadata",
               "location=59.9139 10.7522", "-metadata", "device=Secretphone 12", folder / name)


COLLECTION = """schema: collection/1
id: located
title: {{en: Located}}
languages: [en]
licence: CC-BY-SA-4.0
works:
{works}pack:
  formats: [web, epub, bagit, h5p, scorm12, cc13]
"""


class PrivateMetadata(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.root = Path(cls.folder.name)
        sources = cls.root / "sources"
        sources.mkdir()
        make_sources(sources)
        cls.sources = sources
        entries = [work_entry("film", "video", "film.mov"), work_entry("clip", "video", "clip.mp4"), work_entry("plain", "image", "plain.jpg", alt={"en": "bars"}),
                   work_entry("phone", "image", "phone.heic", alt={"en": "bars"}), work_entry("web", "image", "web.webp", alt={"en": "bars"}),
                   work_entry("drawing", "image", "drawing.png", alt={"en": "bars"}), work_entry("song", "audio", "song.mp3"),
                   work_entry("song2", "audio", "song2.flac"), work_entry("song3", "audio", "song3.ogg")]
        (sources / "collection.yaml").write_text(COLLECTION.format(works="".join(entries)), encoding="utf-8")
        cls.out = cls.root / "out"
        cls.answer = PROGRAM.build(sources, cls.out, "--data", cls.root / "data")
        cls.unpacked = cls.root / "unpacked"
        for pack in cls.answer["packs"]:
            file = cls.out / pack["file"]
            if file.is_file():
                with zipfile.ZipFile(file) as archive:
                    archive.extractall(cls.unpacked / pack["format"])

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def published(self):
        return [file for folder in (self.out, self.unpacked) for file in folder.rglob("*") if file.is_file()]

    def test_the_sources_do_hold_what_is_looked_for(self):
        for name in ("plain.jpg", "phone.heic", "web.webp", "drawing.png"):
            tags = json.loads(exiftool("-json", "-n", self.sources / name))[0]
            self.assertEqual((tags["Make"], round(tags["GPSLatitude"], 4)), ("Hiddenmake", 59.9139), name)
        self.assertIn("59.91", exiftool("-n", "-ee", self.sources / "film.mov"))
        self.assertIn("Anna iPhone", exiftool("-a", self.sources / "clip.mp4"))

    def test_every_source_is_said_to_hold_it(self):
        kinds = {work["id"]: {finding["kind"] for finding in work["findings"]} for work in report(self.out)["works"]}
        for work, found in kinds.items():
            self.assertIn("metadata.location", found, work)
            if work != "clip":
                self.assertIn("metadata.device", found, work)
        for work in ("plain", "phone", "web", "drawing"):
            self.assertIn("metadata.person", kinds[work], work)

    def test_no_published_file_holds_a_place_a_device_or_a_name(self):
        files = self.published()
        self.assertGreater(len(files), 60)
        kinds = {file.suffix for file in files}
        self.assertTrue({".mp4", ".m4a", ".jpg", ".webp", ".epub"} <= kinds, kinds)
        listed = json.loads(exiftool("-json", "-a", "-u", "-ee", "-G0:1", "-r", "-fast0", self.out, self.unpacked) or "[]")
        self.assertGreater(len(listed), 20)
        for tags in listed:
            if Path(tags["SourceFile"]).name == "report.json":  # for the curator: says that there was a place, never which
                continue
            for name, value in tags.items():
                tag = name.split(":")[-1]
                if tag in ("SourceFile", "Directory", "FileName"):
                    continue
                with self.subTest(file=tags["SourceFile"], tag=name):
                    self.assertFalse(PRIVATE_TAG.search(tag) and value not in HARMLESS.get(tag, ()), value)
        for file in files:
            content = file.read_bytes()
            for secret in SECRETS + ["Hiddencity"]:
                self.assertNotIn(secret.encode(), content, file)

    def test_credit_and_licence_survive(self):
        for work in ("plain", "phone", "web", "drawing"):
            pictures = [file for file in self.published() if file.suffix in (".jpg", ".webp") and f"/{work}/" in str(file)]
            self.assertTrue(pictures, work)
            credited = [file for file in pictures if "Marta Kowalska" in exiftool(file)]
            self.assertTrue(credited, work)
        for format in ("web", "epub", "bagit"):
            texts = b"".join(file.read_bytes() for file in self.published()
                             if f"{format}" in str(file) and file.suffix in (".html", ".json", ".xhtml", ".opf", ".js", ".txt"))
            self.assertIn(b"CC-BY-SA-4.0", texts.replace(b"CC BY-SA 4.0", b"CC-BY-SA-4.0"), format)
            self.assertIn(b"Oksana", texts, format)


if __name__ == "__main__":
    unittest.main(verbosity=2)
