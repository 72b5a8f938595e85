#!/usr/bin/python3
"""Streams are played by the players of others, in Chromium: a film with two languages of sound and of subtitles, by HLS and by DASH.
Arguments: the program integrart, and the folder of browser tests."""

import json
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from integrart import Integrart, ffmpeg, make_video, report, work_entry, write_collection
from missing_judges import missing

PROGRAM = Integrart(sys.argv.pop(1))
PLAYER = Path(sys.argv.pop(1)) / "hls_play"
# Longer than one segment of subtitles (30 s), and than what the player plays whole (40 s). The pitch tells the languages of the sound apart.
SECONDS = 46
TONES = {"uk": 330, "pl": 660}


def make_film(path):
    ffmpeg(
        "-f", "lavfi", "-i", f"gradients=s=640x360:r=10:d={SECONDS}:c0=0x204060:c1=0xe0a040:nb_colors=2:seed=3:speed=0.02",
        "-f", "lavfi", "-i", f"sine=f={TONES['uk']}:r=48000:d={SECONDS}",
        "-f", "lavfi", "-i", f"sine=f={TONES['pl']}:r=48000:d={SECONDS}",
        "-map", "0", "-map", "1", "-map", "2", "-metadata:s:a:0", "language=ukr", "-metadata:s:a:1", "language=pol",
        "-c:v", "libx264", "-preset", "ultrafast", "-threads", "1", "-pix_fmt", "yuv420p", "-c:a", "aac", "-ac:a:0", "1", "-ac:a:1", "2", "-fflags", "+bitexact", path,
    )


def subtitles(*lines):
    """SubRip; the third line stands over the edge between two segments."""
    times = (("00:00:00,500", "00:00:03,000"), ("00:00:12,000", "00:00:14,500"), ("00:00:28,500", "00:00:31,500"))
    return "".join(f"{i + 1}\n{begin} --> {end}\n{line}\n\n" for i, ((begin, end), line) in enumerate(zip(times, lines)))


def tags(playlist, name):
    """Attributes of every tag `name` of a playlist, quotes removed."""
    lines = [line for line in playlist.read_text(encoding="utf-8").splitlines() if line.startswith(f"#{name}:")]
    return [{key: value.strip('"') for key, value in re.findall(r'([A-Z0-9-]+)=("[^"]*"|[^,]*)', line.split(":", 1)[1])} for line in lines]


def played(folder, *more):
    result = subprocess.run(["node", PLAYER / "play.mjs", folder, *more], capture_output=True, text=True, timeout=600, stdin=subprocess.DEVNULL)
    return result.returncode, result.stdout + result.stderr


class Streams(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.root = Path(cls.folder.name)
        works = cls.root / "works"
        works.mkdir()
        make_film(works / "film.mp4")
        make_video(works / "short.mp4", seconds=4)
        (works / "film.uk.srt").write_text(subtitles("Два ключі", "тихо дзвенять", "у кишені моїй."), encoding="utf-8")
        (works / "film.pl.srt").write_text(subtitles("Dwa klucze", "cicho dzwonią", "w kieszeni mojej."), encoding="utf-8")
        write_collection(works, [
            work_entry("film", "video", "film.mp4", subtitles=["film.uk.srt", "film.pl.srt"]),
            work_entry("short", "video", "short.mp4"),
        ])
        cls.out = cls.root / "out"
        PROGRAM.build(works, cls.out)
        cls.stream = cls.out / "works" / "film" / "stream"
        cls.master = cls.stream / "master.m3u8"

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_the_works_are_built_without_errors(self):
        for work in report(self.out)["works"]:
            self.assertEqual(work["errors"], [], work["id"])

    def test_the_master_playlist_offers_both_languages(self):
        variants = tags(self.master, "EXT-X-STREAM-INF")
        self.assertEqual(sorted({variant["RESOLUTION"] for variant in variants}), ["426x240", "640x360"])
        media = tags(self.master, "EXT-X-MEDIA")
        sounds = [one for one in media if one["TYPE"] == "AUDIO"]
        self.assertEqual([one["LANGUAGE"] for one in sounds], ["uk", "pl"])
        self.assertEqual([one["DEFAULT"] for one in sounds], ["YES", "NO"])
        self.assertEqual(len({one["GROUP-ID"] for one in sounds}), 1, "a player changes language within one group")
        self.assertEqual(len({one["URI"] for one in sounds}), 2)
        self.assertTrue(all(variant["AUDIO"] == sounds[0]["GROUP-ID"] for variant in variants))
        texts = [one for one in media if one["TYPE"] == "SUBTITLES"]
        self.assertEqual(sorted(one["LANGUAGE"] for one in texts), ["pl", "uk"])
        self.assertTrue(all(variant["SUBTITLES"] == texts[0]["GROUP-ID"] for variant in variants))

    def test_subtitles_are_cut_into_segments(self):
        for text in (one for one in tags(self.master, "EXT-X-MEDIA") if one["TYPE"] == "SUBTITLES"):
            playlist = self.stream / text["URI"]
            names = [line for line in playlist.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
            self.assertEqual(len(names), 2, text["URI"])
            for name in names:
                content = (playlist.parent / name).read_text(encoding="utf-8")
                self.assertTrue(content.startswith("WEBVTT\nX-TIMESTAMP-MAP="), name)
                self.assertIn("00:28.500 --> 00:", content) if name == names[0] else self.assertIn("31.500", content)

    def test_key_frames_have_playlists_of_their_own(self):
        entries = tags(self.master, "EXT-X-I-FRAME-STREAM-INF")
        self.assertEqual(sorted(entry["RESOLUTION"] for entry in entries), ["426x240", "640x360"])
        for entry in entries:
            text = (self.stream / entry["URI"]).read_text(encoding="utf-8")
            self.assertIn("#EXT-X-I-FRAMES-ONLY", text)
            self.assertEqual(text.count("#EXTINF:"), SECONDS // 2, "one key frame each two seconds")

    def check_player(self, kind):
        status, text = played(self.stream, "--only", kind)
        self.assertEqual(status, 0, text[-4000:])
        told = json.loads(text)[kind]
        self.assertEqual(sorted(track.split(":")[0] for track in told["subtitles"]), ["pl", "uk"])
        self.assertTrue(all(not track.endswith(" 0 cues") for track in told["subtitles"]), told["subtitles"])
        self.assertEqual([sound["language"] for sound in told["sounds"]], list(TONES))
        self.assertEqual(told["own"], "uk", "what plays before anybody chooses, though the Polish sound has more channels")
        for sound in told["sounds"]:
            self.assertAlmostEqual(sound["hertz"], TONES[sound["language"]], delta=20, msg=f"{kind}: heard when {sound['language']} was chosen")
        self.assertAlmostEqual(told["duration"], SECONDS, delta=0.15)
        if kind == "hls":
            # Two rungs and two sounds, each whole, of segments of two seconds.
            self.assertEqual(told["segments"], (2 + len(TONES)) * SECONDS // 2)

    def test_hls_plays_in_both_languages(self):
        self.check_player("hls")

    def test_dash_plays_in_both_languages(self):
        self.check_player("dash")

    def test_the_player_notices_broken_streams(self):
        result = subprocess.run(
            ["node", PLAYER / "self_test.mjs", self.out / "works" / "short" / "stream", self.stream], capture_output=True, text=True, timeout=1200, stdin=subprocess.DEVNULL,
        )
        self.assertEqual(result.returncode, 0, result.stdout[-4000:] + result.stderr[-2000:])


if __name__ == "__main__":
    if not (PLAYER.parent / "node_modules" / "hls.js").is_dir():
        sys.exit(missing("run `npm ci` in tests/browser first"))
    unittest.main()
