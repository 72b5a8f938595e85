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
SECRETS = ["Secretphone", "Hiddenmake", "Oksana Unnamed", "Anna iPhone", "SN-998877", "59.9139", "10.7522", "59 deg 54", "+59.91", "Hiddenroad",
           "Hiddenfilm"]
# What must stay: who made a picture, and what may be done with it, in words that are not in each other.
CREATOR = "Marta Kowalska"
NOTICE = "CC-BY-SA-4.0 Foto Bergen"
PRIVATE_TAG = re.compile(r"gps|location|latitude|longitude|make$|model$|serial|ownername|cameraowner|personinimage|handlerdescription", re.I)
HARMLESS = {"HandlerDescription": {"VideoHandler", "SoundHandler", ""}}  # what libav writes into every file


def exiftool(*arguments):
    return subprocess.run(["exiftool", *map(str, arguments)], check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL).stdout


def tag_photo(path):
    exiftool("-overwrite_original", "-q", "-GPSLatitude=59.9139", "-GPSLatitudeRef=N", "-GPSLongitude=10.7522", "-GPSLongitudeRef=E",
             "-Make=Hiddenmake", "-Model=Secretphone 12", "-SerialNumber=SN-998877", "-XMP-iptcExt:PersonInImage=Oksana Unnamed",
             "-XMP-photoshop:City=Hiddencity", f"-Artist={CREATOR}", f"-Copyright={NOTICE}", path)


def make_sources(folder):
    make_picture(folder / "plain.jpg")
    tag_photo(folder / "plain.jpg")
    make_picture(folder / "base.png")
    subprocess.run(["heif-enc", "-q", "60", "-o", folder / "phone.heic", folder / "base.png"], check=True, capture_output=True)
    tag_photo(folder / "phone.heic")
    make_picture(folder / "web.webp")
    tag_photo(folder / "web.webp")
    tag_photo(folder / "base.png")
    ffmpeg("-i", folder / "base.png", "-map_metadata", "-1", "-c:v", "libaom-av1", "-still-picture", "1", "-cpu-used", "8", folder / "small.avif")
    tag_photo(folder / "small.avif")
    ffmpeg("-i", folder / "base.png", "-map_metadata", "-1", "-pix_fmt", "rgb24", folder / "scan.tiff")
    tag_photo(folder / "scan.tiff")
    (folder / "base.png").rename(folder / "drawing.png")
    make_video(folder / "base.mp4", seconds=3)
    ffmpeg("-i", folder / "base.mp4", "-c", "copy", "-movflags", "use_metadata_tags", "-metadata", "location=+59.9139+010.7522/",
           "-metadata", "com.apple.quicktime.location.ISO6709=+59.9139+010.7522+005.000/", "-metadata",
           "com.apple.quicktime.make=Hiddenmake", "-metadata", "com.apple.quicktime.model=Secretphone 12", "-metadata",
           "com.apple.quicktime.author=Oksana Unnamed", folder / "film.mov")
    ffmpeg("-i", folder / "base.mp4", "-c", "copy", "-metadata", "location=+59.9139+010.7522/", "-metadata:s:v",
           "handler_name=Anna iPhone", folder / "clip.mp4")
    make_tracks(folder)
    (folder / "base.mp4").unlink()
    for name, codec in (("song.mp3", "libmp3lame"), ("song2.flac", "flac"), ("song3.ogg", "libvorbis"), ("song4.opus", "libopus"), ("song5.ogg", "libopus")):
        cover = ["-i", folder / "plain.jpg", "-map", "0", "-map", "1", "-c:v", "copy"] if name == "song.mp3" else []
        ffmpeg("-f", "lavfi", "-i", "sine=f=440:b=2:r=44100:d=3", *cover, "-c:a", codec, "-metadata", "owner=Oksana Unnamed", "-metadata",
               "location=59.9139 10.7522", "-metadata", "device=Secretphone 12", folder / name)


def packets(song):
    """A digest of the encoded sound."""
    return subprocess.run(["ffmpeg", "-v", "error", "-i", song, "-map", "0:a", "-c", "copy", "-f", "md5", "-"], check=True, capture_output=True).stdout


def with_words(folder, name, words):
    """The film with a track of words."""
    (folder / "words.srt").write_text("".join(f"{number}\n00:00:0{number - 1},000 --> 00:00:0{number},000\n{words}\n\n" for number in (1, 2, 3)),
                                      encoding="utf-8")
    ffmpeg("-i", folder / "base.mp4", "-i", folder / "words.srt", "-map", "0", "-map", "1", "-c", "copy", "-c:s", "mov_text", folder / name)
    (folder / "words.srt").unlink()
    return folder / name


def make_tracks(folder):
    """Films as action cameras, phones and drones make them: what they record beside the pictures is a track of its own."""
    for name, kind in (("gopro.mp4", b"gpmd"), ("android.mp4", b"camm")):
        path = with_words(folder, name, "Hiddenroad 17")
        content = path.read_bytes()
        assert content.count(b"tx3g") == 1 and content.count(b"sbtl") == 1
        path.write_bytes(content.replace(b"tx3g", kind).replace(b"sbtl", b"meta"))
    with_words(folder, "drone.mp4", "F/2.8, ISO 100, GPS (10.7522, 59.9139, 19) Hiddenroad 17")
    # Brackets first: readers of SubRip take what stands in < > for markup.
    path = with_words(folder, "walk.mp4", '[gpx[trkpt lat="59.9139" lon="10.7522"] Hiddenroad 17')
    path.write_bytes(path.read_bytes().replace(b"[gpx[trkpt", b"<gpx<trkpt"))
    ffmpeg("-i", folder / "base.mp4", "-c", "copy", "-metadata:s:v", "handler_name=Hiddenfilm 4K", folder / "named.mp4")
    # A block of its own beside the tags, as editing programs write it.
    exiftool("-overwrite_original", "-q", "-XMP-photoshop:City=Hiddencity", "-XMP-iptcExt:PersonInImage=Oksana Unnamed", folder / "named.mp4")
    ffmpeg("-i", folder / "base.mp4", "-c", "copy", "-metadata:s:v", "handler_name=Core Media Video", folder / "usual.mp4")


# What each source holds; of "film", "clip" and the songs FILMS and SONGS say it, which are redacted only.
TRACKS = {"gopro": {"metadata.location"}, "android": {"metadata.location"}, "drone": {"metadata.location"}, "walk": {"metadata.location"},
          "named": {"metadata.device", "metadata.location", "metadata.person"}, "usual": set()}
# Beside the source what is to be written.
FILMS = {"film.mov": "film-redacted.mov", "clip.mp4": "clip-redacted.mp4"}
SONGS = {name: name.replace(".", "-redacted.") for name in ("song.mp3", "song2.flac", "song3.ogg", "song4.opus", "song5.ogg")}
PHOTOS = {"plain": "plain.jpg", "phone": "phone.heic", "web": "web.webp", "drawing": "drawing.png", "small": "small.avif", "scan": "scan.tiff"}

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
        entries = [work_entry("film", "video", "film.mov"), work_entry("clip", "video", "clip.mp4"), work_entry("song", "audio", "song.mp3"),
                   work_entry("song2", "audio", "song2.flac"), work_entry("song3", "audio", "song3.ogg"),
                   *(work_entry(name, "image", file, alt={"en": "bars"}) for name, file in PHOTOS.items()),
                   *(work_entry(name, "video", f"{name}.mp4") for name in TRACKS)]
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
        for name in PHOTOS.values():
            tags = json.loads(exiftool("-json", "-n", self.sources / name))[0]
            self.assertEqual((tags["Make"], round(tags["GPSLatitude"], 4)), ("Hiddenmake", 59.9139), name)
        self.assertIn("59.91", exiftool("-n", "-ee", self.sources / "film.mov"))
        self.assertIn("Anna iPhone", exiftool("-a", self.sources / "clip.mp4"))
        self.assertTrue({"Hiddenfilm 4K", "Hiddencity", "Oksana Unnamed"} <= set(exiftool("-a", "-s3", self.sources / "named.mp4").splitlines()))
        self.assertIn(b"Secretphone 12", (self.sources / "song.mp3").read_bytes().replace(b"device\0Secretphone 12", b""), "in its cover")
        for name in ("gopro", "android", "drone", "walk"):
            self.assertIn(b"Hiddenroad", (self.sources / f"{name}.mp4").read_bytes(), name)

    def test_every_source_is_said_to_hold_it(self):
        kinds = {work["id"]: {finding["kind"] for finding in work["findings"]} for work in report(self.out)["works"]}
        for work, found in kinds.items():
            if work in TRACKS:
                self.assertEqual({kind for kind in found if kind.startswith("metadata")}, TRACKS[work], work)
                continue
            self.assertIn("metadata.location", found, work)
            self.assertIn("metadata.device", found, work)  # of "clip" by the name of its track
        for work in PHOTOS:
            self.assertIn("metadata.person", kinds[work], work)
        [song] = [work for work in report(self.out)["works"] if work["id"] == "song"]
        of_cover = sorted(finding["kind"] for finding in song["findings"] if "cover picture" in json.dumps(finding["message"]))
        self.assertEqual(of_cover, ["metadata.device", "metadata.location", "metadata.person"])

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
        tags_of = {Path(tags["SourceFile"]): tags
                   for tags in json.loads(exiftool("-json", "-a", "-G1", "-r", "-ext", "jpg", "-ext", "webp", self.out, self.unpacked))}
        for work in PHOTOS:
            pictures = {file: tags for file, tags in tags_of.items() if f"/works/{work}/" in str(file)}
            for name in ("320.jpg", "640.jpg", "320.webp", "640.webp"):
                self.assertIn(self.out / "works" / work / name, pictures)
            for file, tags in pictures.items():
                self.assertEqual((tags.get("XMP-dc:Creator"), tags.get("XMP-dc:Rights")), (CREATOR, NOTICE), file)
                if file.suffix == ".jpg":  # IPTC beside XMP, for programs that know only that
                    self.assertEqual((tags.get("IPTC:By-line"), tags.get("IPTC:CopyrightNotice")), (CREATOR, NOTICE), file)
        for format in ("web", "epub", "bagit"):
            texts = b"".join(file.read_bytes() for file in self.published()
                             if f"{format}" in str(file) and file.suffix in (".html", ".json", ".xhtml", ".opf", ".js", ".txt"))
            self.assertIn(b"CC-BY-SA-4.0", texts.replace(b"CC BY-SA 4.0", b"CC-BY-SA-4.0"), format)
            self.assertIn(b"Oksana", texts, format)

    def test_films_and_songs_say_who_made_them(self):
        works = ["film", "clip", "song", "song2", "song3", *TRACKS]
        told = {Path(tags["SourceFile"]): (tags.get("Artist"), tags.get("Copyright"))
                for tags in json.loads(exiftool("-json", "-r", "-ext", "mp4", "-ext", "m4a", "-ext", "opus", self.out, self.unpacked))
                if "stream" not in Path(tags["SourceFile"]).parts}
        self.assertEqual({file: said for file, said in told.items() if said != ("Oksana", "CC-BY-SA-4.0")}, {})
        # What words of a track make a person look at is in no pack.
        shown = [work["id"] for work in report(self.out)["works"] if work["id"] in works and work["verdict"]["verdict"] in ("clear", "warn")]
        self.assertLessEqual({"film", "clip", "song", "song2", "song3"}, set(shown))
        for folder, inside in ((self.out / "works", works), (self.out / "packs", shown), (self.unpacked, shown)):
            for work in inside:
                self.assertTrue([file for file in told if folder in file.parents and work in file.parts], (folder, work))

    def redacted(self, source, out, expected, streams, allowed=()):
        """What moderate finds in the source is what redact says that it removed, and none of it is left in `out`."""
        shown = json.loads(PROGRAM.run("moderate", source, "--json", "--filters", "metadata").stdout)["files"][0]
        self.assertEqual({finding["kind"] for finding in shown["findings"] if finding["kind"].startswith("metadata")}, expected, source.name)
        result = PROGRAM.run("redact", source, "--metadata", "private", "--out", out, "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        for kind in expected:
            self.assertIn(kind.split(".")[1], json.loads(result.stdout)["removed"], source.name)
        content = out.read_bytes()
        for secret in SECRETS:
            if secret not in allowed:
                self.assertNotIn(secret.encode(), content, source.name)
        described = json.loads(subprocess.run(["ffprobe", "-v", "error", "-show_streams", "-show_format", "-of", "json", out], check=True,
                                              capture_output=True, text=True).stdout)
        self.assertEqual([stream["codec_type"] for stream in described["streams"]], streams, source.name)
        return described["format"].get("tags", {})

    def test_who_made_a_song_stays_in_every_kind_of_file(self):
        for name in ("credited.mp3", "credited.flac", "credited.ogg", "credited.opus", "credited.m4a"):
            with self.subTest(name):
                song, out = self.root / name, self.root / f"redacted-{name}"
                ffmpeg("-f", "lavfi", "-i", "sine=f=440:r=48000:d=1", "-metadata", "artist=Oksana", "-metadata", "copyright=CC-BY-SA-4.0",
                       "-metadata", "location=59.9139 10.7522", song)
                result = PROGRAM.run("redact", song, "--metadata", "private", "--out", out, "--json")
                self.assertEqual(result.returncode, 0, result.stderr)
                described = json.loads(subprocess.run(["ffprobe", "-v", "error", "-show_streams", "-show_format", "-of", "json", out], check=True,
                                                      capture_output=True, text=True).stdout)
                tags = {key.lower(): value for part in (described["format"], described["streams"][0]) for key, value in part.get("tags", {}).items()}
                self.assertEqual((tags.get("artist"), tags.get("copyright")), ("Oksana", "CC-BY-SA-4.0"))
                self.assertNotIn(b"59.9139", out.read_bytes())

    def test_moderate_and_redact_say_and_do_the_same(self):
        for name, expected in TRACKS.items():
            self.redacted(self.sources / f"{name}.mp4", self.root / f"{name}-redacted.mp4", expected, ["video", "audio"])
        for name, out in FILMS.items():
            author = ("Oksana Unnamed",) if name == "film.mov" else ()  # who made the film is credit, and stays
            tags = self.redacted(self.sources / name, self.root / out, {"metadata.location", "metadata.device"}, ["video", "audio"], author)
            self.assertEqual(tags.get("artist"), author[0] if author else None, name)
            self.assertEqual([value for tag, value in tags.items() if tag != "artist" and "Oksana" in value], [], name)
        for name, out in SONGS.items():
            self.redacted(self.sources / name, self.root / out, {"metadata.location", "metadata.device", "metadata.person"}, ["audio"])
            self.assertEqual(packets(self.root / out), packets(self.sources / name), f"the sound of {name} is copied, not made again")
        for name, file in PHOTOS.items():
            out = self.root / f"redacted-{Path(file).name}"
            if out.suffix in (".heic", ".avif", ".tiff"):  # redact writes the kinds that the web shows
                out = out.with_suffix(".jpg")
            result = PROGRAM.run("redact", self.sources / file, "--faces", "all", "--out", out, "--json")
            self.assertEqual(result.returncode, 0, result.stderr)
            tags = json.loads(exiftool("-json", "-a", "-u", "-G0:1", out))[0]
            self.assertEqual([tag for tag in tags if PRIVATE_TAG.search(tag.split(":")[-1])], [], name)
            for secret in SECRETS + ["Hiddencity"]:
                self.assertNotIn(secret.encode(), out.read_bytes(), name)


if __name__ == "__main__":
    unittest.main(verbosity=2)
