#!/usr/bin/python3
"""A collection of real files: music videos, films, songs, a phone video, a photo with its place. Arguments: the program integrart, and
the folder of browser tests. Says `skipped` when the real media are not beside the repository (../shared or INTEGRART_SHARED)."""

import json
import subprocess
import sys
import tempfile
import unittest
from fractions import Fraction
from pathlib import Path

from integrart import Integrart, ffmpeg, report, shared_media, work_entry, write_collection

PROGRAM = Integrart(sys.argv.pop(1))
BROWSER_TESTS = Path(sys.argv.pop(1))
MEDIA = shared_media()


def probe_duration(path, stream=None):
    select = ["-select_streams", stream, "-show_entries", "stream=duration"] if stream else ["-show_entries", "format=duration"]
    result = subprocess.run(["ffprobe", "-v", "error", *select, "-of", "default=nokey=1:noprint_wrappers=1", path], capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL)
    return float(result.stdout.split()[0])


def heard_seconds(path):
    """How long the sound of a file is as another decoder plays it: without what an MP3 encoder put before and behind it."""
    samples = subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-i", path, "-map", "0:a:0", "-ac", "1", "-ar", "48000", "-f", "s16le", "-"], capture_output=True, check=True, stdin=subprocess.DEVNULL).stdout
    return len(samples) / 2 / 48000


def kinds_of(path):
    """["video", "audio"]: what the streams of a file hold."""
    result = subprocess.run(["ffprobe", "-v", "error", "-show_entries", "stream=codec_type", "-of", "default=nokey=1:noprint_wrappers=1", path], capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL)
    return result.stdout.split()


def frame_seconds(path):
    """How long one picture of a film is shown: 1/29.97 s for one of 30000/1001 pictures a second."""
    result = subprocess.run(["ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries", "stream=avg_frame_rate", "-of", "default=nokey=1:noprint_wrappers=1", path], capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL)
    return float(1 / Fraction(result.stdout.split()[0]))


def metadata(path):
    result = subprocess.run(["exiftool", "-json", "-G", "-n", path], capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL)
    return json.loads(result.stdout)[0]


class SharedMedia(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.root = Path(cls.folder.name)
        cls.works = cls.root / "works"
        cls.works.mkdir()
        cls.sources = {
            "music-video": ("video", MEDIA / "video" / "music-video.mp4"),
            "phone": ("video", MEDIA / "video" / "phone-rotated-located.mov"),
            "flower": ("video", MEDIA / "video" / "flower.mp4"),
            "bunny": ("video", cls.beginning_of(MEDIA / "video" / "big-buck-bunny-30s.mp4")),
            "song": ("audio", MEDIA / "songs" / "on-the-run" / "audio.ogg"),
            "fantasma": ("audio", MEDIA / "songs" / "fantasma" / "audio.mp3"),
            "photo": ("image", MEDIA / "photos" / "meadow-located.jpg"),
            "rights": ("text", MEDIA / "texts" / "udhr.uk.txt"),
        }
        entries = []
        for identifier, (kind, source) in cls.sources.items():
            file = cls.works / f"{identifier}{source.suffix}"
            file.write_bytes(source.read_bytes())
            more = {"alt": {"en": "a meadow"}} if kind == "image" else {}
            entries.append(work_entry(identifier, kind, file.name, **more))
        write_collection(cls.works, entries)
        cls.out = cls.root / "out"
        cls.document = PROGRAM.build(cls.works, cls.out)
        cls.pack = cls.out / next(pack["file"] for pack in cls.document["packs"] if pack["kind"] == "folder")

    @classmethod
    def beginning_of(cls, film, seconds=5):
        """The first seconds of a film as they are, because all of it would take long."""
        beginning = cls.root / film.name
        ffmpeg("-i", film, "-t", seconds, "-c", "copy", beginning)
        return beginning

    def works_of(self, kind):
        return [identifier for identifier, (of_kind, _) in self.sources.items() if of_kind == kind]

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_every_work_is_built(self):
        for work in report(self.out)["works"]:
            self.assertEqual(work["errors"], [], work["id"])
        self.assertEqual(self.document["steps"]["failed"], 0)

    def test_flashes_and_stripes_were_looked_for_in_every_film_and_none_was_found(self):
        """False alarms on real films would teach people to look away. Stills of all but the phone's film were looked at by eye too, one of each
        third second of the longest: nothing in them flashes."""
        works = {work["id"]: work for work in report(self.out)["works"]}
        for identifier in self.works_of("video"):
            with self.subTest(identifier):
                looked = {seen["id"]: seen for seen in works[identifier]["filters"] if seen["id"] in ("flash", "pattern")}
                self.assertEqual({name: seen["looked"] for name, seen in looked.items()}, {"flash": True, "pattern": True})
                self.assertGreater(looked["flash"]["evidence"]["pictures"], 24)
                alarms = [finding for finding in works[identifier]["findings"] if finding["kind"].split(".")[0] in looked]
                self.assertEqual(alarms, [])

    def made_from(self, identifier):
        """Films and sounds that people take: of the pack, of the output folder, and the renditions of the stream."""
        inside = [path for path in self.pack.rglob("*") if identifier in path.relative_to(self.pack).parts]
        outside = list((self.out / "works" / identifier).rglob("*"))
        return [path for path in inside + outside if path.suffix in (".mp4", ".m4a")]

    def test_films_last_as_long_as_their_sources_within_a_frame_of_theirs(self):
        for identifier in self.works_of("video"):
            source = self.sources[identifier][1]
            frame = frame_seconds(source)
            seen = {"progressive": 0, "stream": 0}
            for path in self.made_from(identifier):
                kinds = kinds_of(path)
                for kind in kinds:
                    with self.subTest(path=str(path), kind=kind):
                        self.assertAlmostEqual(probe_duration(path, f"{kind[0]}:0"), probe_duration(source, f"{kind[0]}:0"), delta=frame)
                if "video" in kinds:
                    seen["stream" if path.parent.name == "stream" else "progressive"] += 1
            self.assertGreaterEqual(seen["progressive"], 4, "two rungs, in the pack and beside it")
            self.assertGreaterEqual(seen["stream"], 2)

    def test_songs_last_as_long_as_their_sources_within_a_frame(self):
        for identifier in self.works_of("audio"):
            expected = heard_seconds(self.sources[identifier][1])
            seen = 0
            for path in self.made_from(identifier):
                if kinds_of(path) != ["audio"]:
                    continue
                with self.subTest(path=str(path)):
                    self.assertAlmostEqual(probe_duration(path, "a:0"), expected, delta=1024 / 48000)
                seen += 1
            self.assertGreaterEqual(seen, 3, "in the pack, beside it, and the stream")

    def test_the_photo_keeps_its_credit_and_loses_its_place(self):
        source = metadata(self.sources["photo"][1])
        self.assertTrue([key for key in source if "GPS" in key], "the source has a place")
        published = [path for path in self.pack.rglob("*") if path.suffix in (".jpg", ".jpeg", ".webp") and "photo" in str(path.relative_to(self.pack))]
        self.assertTrue(published)
        for path in published:
            tags = metadata(path)
            for key, value in tags.items():
                self.assertNotIn("GPS", key, path)
                self.assertFalse(any(word in key for word in ("SerialNumber", "MakerNote", "Model")), f"{path}: {key}: {value}")
            text = json.dumps(tags)
            self.assertIn(source.get("IPTC:Credit") or source.get("XMP:Credit") or source.get("EXIF:Artist"), text, path)

    def test_the_stream_plays_in_a_browser(self):
        player = BROWSER_TESTS / "hls_play" / "play.mjs"
        masters = sorted((self.out / "works").rglob("*.m3u8"))
        masters = [path for path in masters if "EXT-X-STREAM-INF" in path.read_text(encoding="utf-8")]
        self.assertTrue(masters)
        for master in masters:
            played = subprocess.run(["node", player, master.parent], capture_output=True, text=True, timeout=300, stdin=subprocess.DEVNULL)
            self.assertEqual(played.returncode, 0, f"{master}\n{played.stdout[-2000:]}{played.stderr[-2000:]}")


if __name__ == "__main__":
    if MEDIA is None:
        print("skipped: the real media are not beside the repository (../shared, or INTEGRART_SHARED)")
        sys.exit(77)
    unittest.main()
