#!/usr/bin/python3
"""What recipes promise is what comes out, as ffprobe sees it. Argument: the program integrart."""

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from integrart import Integrart, ffmpeg, make_video, report, rung, work_entry, write_collection, write_recipe

PROGRAM = Integrart(sys.argv.pop(1))
SECONDS = 2
RATE = 25


def streams_of(path):
    """{kind: stream} as ffprobe tells it."""
    shown = subprocess.run(
        ["ffprobe", "-v", "error", "-show_streams", "-of", "json", path], capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL,
    )
    return {stream["codec_type"]: stream for stream in json.loads(shown.stdout)["streams"]}


def decoded_pictures(path):
    """How many pictures come out when all are decoded, without an error."""
    shown = subprocess.run(
        ["ffprobe", "-v", "error", "-count_frames", "-select_streams", "v:0", "-show_entries", "stream=nb_read_frames", "-of", "csv=p=0", path],
        capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL,
    )
    assert not shown.stderr, shown.stderr
    return int(shown.stdout.split(",")[0])


def mean_colour(path):
    """Red, green and blue of a picture, averaged."""
    shown = subprocess.run(
        ["ffmpeg", "-nostdin", "-v", "error", "-i", path, "-vf", "scale=1:1:flags=area", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"],
        capture_output=True, check=True, stdin=subprocess.DEVNULL,
    )
    return tuple(shown.stdout[:3])


class Recipes(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = Path(self.folder.name)
        self.works = self.root / "works"
        self.works.mkdir()
        self.out = self.root / "out"
        self.film = self.out / "works" / "film"

    def build_film(self, recipe):
        make_video(self.works / "film.mp4", SECONDS, "640x360", RATE)
        write_collection(self.works, [work_entry("film", "video", "film.mp4")])
        PROGRAM.build(self.works, self.out, "--recipe", recipe)
        self.assertEqual(report(self.out)["works"][0]["errors"], [])

    def check_film(self, path, codec, width, height):
        stream = streams_of(path)["video"]
        self.assertEqual((stream["codec_name"], stream["width"], stream["height"]), (codec, width, height), path)
        self.assertAlmostEqual(float(stream["duration"]), SECONDS, delta=1 / RATE, msg=path)
        self.assertEqual(decoded_pictures(path), SECONDS * RATE, path)

    def check_sound(self, path, codec):
        stream = streams_of(path)["audio"]
        self.assertEqual((stream["codec_name"], stream["channels"]), (codec, 2), path)
        self.assertAlmostEqual(float(stream["duration"]), SECONDS, delta=1024 / 48000, msg=path)

    def test_subtitles_are_mended_to_the_shots_when_their_profile_says_how(self):
        ffmpeg("-f", "lavfi", "-i", f"color=0x993333:s=320x180:r={RATE}:d=3", "-f", "lavfi", "-i", f"color=0x333399:s=320x180:r={RATE}:d=3",
               "-f", "lavfi", "-i", "sine=r=48000:d=6", "-filter_complex", "[0:v][1:v]concat=n=2[v]", "-map", "[v]", "-map", "2:a",
               "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", self.works / "film.mp4")
        (self.works / "film.pl.srt").write_text("1\n00:00:03,200 --> 00:00:05,000\nTo mój dom.\n", encoding="utf-8")
        write_collection(self.works, [work_entry("film", "video", "film.mp4", subtitles=["film.pl.srt"])])
        starts = {}
        for profile in ("netflix", "plain"):
            recipe = self.root / f"{profile}.json"
            write_recipe(recipe, [rung("180p", 180, 300)], cue_profile=profile)
            out = self.root / profile
            PROGRAM.build(self.works, out, "--recipe", recipe)
            (work,) = report(out)["works"]
            self.assertEqual(work["errors"], [])
            written = (out / "works" / "film" / "pl.vtt").read_text(encoding="utf-8")
            starts[profile] = next(line.split(" ")[0] for line in written.splitlines() if "-->" in line)
            self.assertEqual(json.loads((out / "works" / "film" / "shots.json").read_text()), [3])
        self.assertEqual(starts, {"netflix": "00:00:03.000", "plain": "00:00:03.200"})

    def test_av1_vp9_and_opus_come_in_addition(self):
        recipe = self.root / "recipe.json"
        others = [{"encoder": encoder, "preset": preset, "ladder": [rung("180p", 180, 300) | {"crf": 40}], "gop_seconds": 1}
                  for encoder, preset in (("svtav1", "superfast"), ("vp9", "superfast"))]
        write_recipe(recipe, [rung("360p", 360, 600), rung("180p", 180, 300)], more_video=others, audio=[
            {"id": "aac", "encoder": "aac", "bitrate_kbps": 96}, {"id": "opus", "encoder": "opus", "bitrate_kbps": 96},
        ], progressive=["smallest", "largest", "vp9-180p"])
        self.build_film(recipe)
        stream = self.film / "stream"
        self.check_film(stream / "360p.mp4", "h264", 640, 360)
        self.check_film(stream / "180p.mp4", "h264", 320, 180)
        self.check_film(stream / "svtav1-180p.mp4", "av1", 320, 180)
        self.check_film(stream / "vp9-180p.mp4", "vp9", 320, 180)
        self.check_sound(stream / "aac.mp4", "aac")
        self.check_sound(stream / "opus.mp4", "opus")
        self.check_sound(self.film / "sound.m4a" if (self.film / "sound.m4a").exists() else self.film / "audio.m4a", "aac")
        # What is handed on as one file plays everywhere, unless a codec was named.
        self.check_film(self.film / "180p.mp4", "h264", 320, 180)
        self.check_film(self.film / "360p.mp4", "h264", 640, 360)
        self.check_film(self.film / "vp9-180p.mp4", "vp9", 320, 180)
        for codec in ("avc1.", "av01.", "vp09.", "mp4a.40.2", "opus"):
            for manifest in ("master.m3u8", "manifest.mpd"):
                self.assertIn(codec, (stream / manifest).read_text(encoding="utf-8").lower(), manifest)

    def test_a_recipe_without_what_plays_everywhere_is_refused(self):
        recipe = self.root / "recipe.json"
        write_recipe(recipe, [rung("180p", 180, 300)], audio=[{"encoder": "opus"}])
        make_video(self.works / "film.mp4", 1)
        write_collection(self.works, [work_entry("film", "video", "film.mp4")])
        refused = PROGRAM.run("build", self.works, "--out", self.out, "--recipe", recipe)
        self.assertEqual(refused.returncode, 3, refused.stderr)
        self.assertIn("AAC", refused.stderr)
        self.assertFalse(self.out.exists() and any(self.out.iterdir()), "nothing was begun")

    def test_phone(self):
        self.build_film("phone")
        self.check_film(self.film / "360p.mp4", "h264", 640, 360)
        self.assertEqual(streams_of(self.film / "360p.mp4")["audio"]["codec_name"], "aac")
        self.assertEqual([path.name for path in self.film.rglob("*.mp4")], ["360p.mp4"])
        self.assertFalse(list(self.film.rglob("*.m3u8")) + list(self.film.rglob("*.mpd")), "no stream")
        self.assertFalse((self.film / "stream").exists())

    def test_a_stream_that_is_no_longer_wanted_goes(self):
        recipe = self.root / "recipe.json"
        for wanted in (True, False, True):
            write_recipe(recipe, [rung("180p", 180, 300)], hls=wanted, dash=False, progressive=["180p"])
            self.build_film(recipe)
            self.assertEqual((self.film / "stream" / "180p.mp4").exists(), wanted)
            self.assertEqual((self.film / "stream").exists(), wanted)
            self.check_film(self.film / "180p.mp4", "h264", 320, 180)

    def test_archive(self):
        self.build_film("archive")
        files = list(self.film.rglob("*.mp4"))
        self.assertEqual(len(files), 1, files)
        self.check_film(files[0], "h264", 640, 360)
        self.assertEqual(streams_of(files[0])["audio"]["codec_name"], "aac")
        self.assertFalse(list(self.film.rglob("*.m3u8")) + list(self.film.rglob("*.mpd")), "no stream")

    def test_the_cover_of_a_song_is_its_poster(self):
        ffmpeg("-f", "lavfi", "-i", "color=0xd03070:s=640x640", "-frames:v", "1", self.works / "cover.png")
        ffmpeg(
            "-f", "lavfi", "-i", "sine=f=440:d=2", "-i", self.works / "cover.png", "-map", "0", "-map", "1", "-c:a", "libmp3lame",
            "-c:v", "copy", "-disposition:v:0", "attached_pic", self.works / "song.mp3",
        )
        (self.works / "cover.png").unlink()
        write_collection(self.works, [work_entry("song", "audio", "song.mp3")])
        document = PROGRAM.build(self.works, self.out)
        self.assertEqual(report(self.out)["works"][0]["errors"], [])
        pack = self.out / next(pack["file"] for pack in document["packs"] if pack["kind"] == "folder")
        posters = list((pack / "works" / "song").glob("poster*.jpg"))
        self.assertEqual(len(posters), 1, list((pack / "works" / "song").iterdir()))
        picture = streams_of(posters[0])["video"]
        self.assertEqual((picture["width"], picture["height"]), (640, 640))
        for found, drawn in zip(mean_colour(posters[0]), (0xD0, 0x30, 0x70)):
            self.assertAlmostEqual(found, drawn, delta=6)
        self.assertIn(posters[0].name, (pack / "data.js").read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main()
