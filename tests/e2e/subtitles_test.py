#!/usr/bin/python3
"""Timed text through the program: chains of formats, encodings, questions. Argument: the program integrart."""

import json
import random
import struct
import sys
import tempfile
import unittest
from pathlib import Path

from integrart import Integrart, ffmpeg

PROGRAM = Integrart(sys.argv.pop(1))
WORDS = {
    "uk": "лихо й доля дві домівки одна пісня в'ється ґанок їжак щастя".split(),
    "pl": "dwa domy jedna pieśń żółć gęś jaźń źdźbło".split(),
    "ar": "بيتان وأغنية واحدة من القلب".split(),
    "en": "two homes & one song <3 {really} a --> b".replace("-->", "->").split(),
}


def stamp(milliseconds):
    return f"{milliseconds // 3600000:02}:{milliseconds // 60000 % 60:02}:{milliseconds // 1000 % 60:02}.{milliseconds % 1000:03}"


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def made_up_track(language, cues):
    """WebVTT with every millisecond in its times, several lines, markup, voices, places and gaps."""
    chance = random.Random(language)
    text = ["WEBVTT", f"Language: {language}", ""]
    at = 0
    for number in range(cues):
        at += chance.randint(0, 3000)
        end = at + chance.randint(1, 7000)
        lines = [escaped(" ".join(chance.choices(WORDS[language], k=chance.randint(1, 6)))) for _ in range(chance.randint(1, 3))]
        lines[0] = chance.choice(["{}", "<i>{}</i>", "<b>{}</b>", "<v Oksana>{}</v>", "<c.yellow>{}</c>"]).format(lines[0])
        place = chance.choice(["", "", " line:0", " align:left", " line:50%,center"])
        text += [f"cue-{number}", f"{stamp(at)} --> {stamp(end)}{place}", *lines, ""]
        at = end if chance.random() < 0.9 else at + 1
    return "\n".join(text)


def words_of(node):
    if node["type"] == "text":
        return node["text"]
    return "".join(words_of(child) for child in node.get("children", []) if child["type"] != "rt")


class Subtitles(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = Path(self.folder.name)

    def parse(self, file, *arguments):
        result = PROGRAM.run("subtitles", "parse", file, "--json", *arguments)
        self.assertEqual(result.returncode, 0, result.stderr)
        return json.loads(result.stdout)

    def cues(self, file):
        """(start, end, words) in milliseconds."""
        return [
            (round(cue["start"] * 1000), round(cue["end"] * 1000), "".join(map(words_of, cue["tree"])))
            for cue in self.parse(file)["cues"]
        ]

    def chain(self, first, *extensions):
        file = first
        for number, extension in enumerate(extensions):
            out = self.root / f"step{number}.{extension}"
            result = PROGRAM.run("subtitles", "convert", file, out)
            self.assertEqual(result.returncode, 0, result.stderr)
            file = out
        return file

    def test_chain_of_formats_keeps_count_times_and_words(self):
        """Times lie on every millisecond. ASS counts hundredths; our writer notes the rest in a comment that our reader uses."""
        for language in WORDS:
            first = self.root / f"first.{language}.vtt"
            first.write_text(made_up_track(language, 200), encoding="utf-8")
            before = self.cues(first)
            self.assertEqual(len(before), 200)
            for chain in (["ttml", "srt", "ass", "vtt"], ["ass", "ttml", "vtt"], ["json", "sbv", "srt", "vtt"]):
                with self.subTest(language=language, chain=chain):
                    self.assertEqual(self.cues(self.chain(first, *chain)), before)

    def test_frame_formats_keep_the_frame(self):
        first = self.root / "first.vtt"
        first.write_text(made_up_track("uk", 200), encoding="utf-8")
        before = self.cues(first)
        after = self.cues(self.chain(first, "sub", "vtt"))
        self.assertEqual(len(after), len(before))
        for (begin, end, words), (begin_again, end_again, words_again) in zip(before, after):
            self.assertLessEqual(abs(begin - begin_again), 5)  # half a frame of the rate that the file states
            self.assertLessEqual(abs(end - end_again), 5)
            self.assertEqual(words, words_again)

    def test_the_content_says_the_format(self):
        first = self.root / "first.vtt"
        first.write_text(made_up_track("pl", 5), encoding="utf-8")
        for extension in ("ttml", "srt", "ass", "sbv", "sub", "json", "lrc"):
            made = self.chain(first, extension)
            format_name = self.parse(made)["format"]
            other = self.root / "other.srt"
            other.write_bytes(made.read_bytes())
            self.assertEqual(self.parse(other)["format"], format_name)

    def test_an_unsure_encoding_is_asked_about(self):
        first = self.root / "first.srt"
        first.write_bytes("1\n00:00:01,000 --> 00:00:02,000\nпісня\n".encode("koi8-u"))
        result = PROGRAM.run("subtitles", "parse", first, "--json", "--language", "pl")
        self.assertEqual(result.returncode, 3)
        candidates = json.loads(result.stdout)["candidates"]
        self.assertGreaterEqual(len(candidates), 2)
        self.assertTrue(all(candidate["preview"] for candidate in candidates))
        self.assertEqual(candidates[0]["encoding"], "KOI8-U")  # though Polish was named
        self.assertEqual(candidates[0]["preview"], "пісня")
        self.assertEqual(self.parse(first, "--encoding", "KOI8-U")["cues"][0]["text"], "пісня")

    def test_every_command_asks_about_an_unsure_encoding(self):
        first = self.root / "first.srt"
        first.write_bytes("1\n00:00:01,000 --> 00:00:02,000\nпісня\n".encode("koi8-u"))
        words = self.root / "words.txt"
        words.write_bytes("пісня\n".encode("koi8-u"))
        sound = self.root / "sound.wav"
        ffmpeg("-f", "lavfi", "-i", "sine=d=2", sound)
        out = self.root / "out.vtt"
        for file, *command in (
            (first, "translate", first, "--from", "pl", "--to", "en", "--out", out),
            (words, "translate", words, "--from", "pl", "--to", "en", "--out", self.root / "out.txt"),
            (words, "align", sound, words, "--language", "pl", "--out", out),
            (first, "subtitles", "check", first, "--language", "pl"),
            (first, "subtitles", "convert", first, out, "--language", "pl"),
            (first, "activities", first, "--language", "pl"),
        ):
            with self.subTest(command=command):
                result = PROGRAM.run(*command)
                self.assertEqual(result.returncode, 3, result.stderr)
                self.assertRegex(result.stdout, r"KOI8-U +\d\.\d\d  пісня\n")
                self.assertFalse(out.exists())
                self.assertEqual(json.loads(PROGRAM.run(*command, "--json").stdout)["candidates"][0]["encoding"], "KOI8-U")
                if file == first:
                    self.assertIn("first.srt", result.stderr)
        result = PROGRAM.run("align", sound, words, "--language", "uk", "--out", out, "--encoding", "KOI8-U", "--json")
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_many_encodings_are_read_right(self):
        text = "".join(
            f"{number + 1}\n00:00:{number:02},000 --> 00:00:{number:02},900\n{' '.join(WORDS['uk'])}\n\n" for number in range(5)
        ).replace("ґ", "г")
        for encoding in ("cp1251", "koi8-u", "iso8859-5", "mac-cyrillic", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
            with self.subTest(encoding=encoding):
                first = self.root / "first.srt"
                first.write_bytes(text.encode(encoding))
                self.assertIn("щастя", self.parse(first)["cues"][0]["text"])
        first.write_bytes(text.encode("utf-8").decode("latin-1").encode("utf-8"))
        answer = self.parse(first)
        self.assertIn("щастя", answer["cues"][0]["text"])
        self.assertIn("twice", answer["encoding"])

    def media_with(self, name, subtitles, *codecs):
        media = self.root / name
        ffmpeg("-f", "lavfi", "-i", "testsrc=s=64x64:d=5", "-i", subtitles, "-map", "0", "-map", "1", "-c:v", "libx264", *codecs, media)
        return media

    def test_tracks_of_media_files_come_out(self):
        first = self.root / "first.srt"
        first.write_text("1\n00:00:01,003 --> 00:00:02,507\n<i>Two</i> homes,\n& one\n\n2\n00:00:03,000 --> 00:00:04,000\nлихо\n", encoding="utf-8")
        wanted = [(1003, 2507, "Two homes,\n& one"), (3000, 4000, "лихо")]
        for name, *codecs in (
            ("srt.mkv", "-c:s", "srt"), ("webvtt.mkv", "-c:s", "webvtt"), ("text.mp4", "-c:s", "mov_text"),
        ):
            with self.subTest(name=name):
                self.assertEqual(self.cues(self.media_with(name, first, *codecs)), wanted)
        second = self.media_with("ass.mkv", self.chain(first, "ass"), "-c:s", "ass", "-metadata:s:s:0", "language=ukr")
        self.assertEqual([words for _, _, words in self.cues(second)], [words for _, _, words in wanted])
        self.assertEqual(self.parse(second)["language"], "uk")
        self.assertEqual(PROGRAM.run("subtitles", "convert", second, self.root / "out.vtt").returncode, 0)
        result = PROGRAM.run("subtitles", "parse", second, "--track", "2")
        self.assertNotEqual(result.returncode, 0)
        self.assertIn("1 text track", result.stderr)

    def test_wvtt_and_stpp_samples(self):
        """No free program here writes them: samples of tx3g are replaced by ones of the same length."""
        box = lambda kind, content: struct.pack(">I", 8 + len(content)) + kind + content
        wvtt = box(b"vttc", box(b"payl", "<i>Two</i> homes, лихо".encode()))
        stpp = b'<tt xmlns="http://www.w3.org/ns/ttml"><body><div><p begin="1s" end="2s">one</p></div></body></tt>'
        for kind, sample, wanted in ((b"wvtt", wvtt, (1000, 2000, "Two homes, лихо")), (b"stpp", stpp, (1000, 2000, "one"))):
            with self.subTest(kind=kind):
                words = b"A" * (len(sample) - 2)
                first = self.root / "first.srt"
                first.write_bytes(b"1\n00:00:01,000 --> 00:00:02,000\n" + words + b"\n")
                media = self.media_with("text.mp4", first, "-c:s", "mov_text")
                made = media.read_bytes()
                self.assertEqual(made.count(struct.pack(">H", len(words)) + words), 1)
                media.write_bytes(made.replace(struct.pack(">H", len(words)) + words, sample).replace(b"tx3g", kind))
                self.assertEqual(self.cues(media), [wanted])

    def test_languages_are_mended_with_a_note(self):
        first = self.root / "first.srt"
        first.write_text("1\n00:00:01,000 --> 00:00:02,000\nлихо\n", encoding="utf-8")
        answer = self.parse(first, "--language", "ua")
        self.assertEqual(answer["language"], "uk")
        self.assertIn("uk", answer["notes"][0]["message"])
        self.assertEqual(self.parse(first, "--language", "no")["language"], "nb")
        named = self.root / "song.ua.srt"
        named.write_bytes(first.read_bytes())
        answer = self.parse(named)
        self.assertEqual(answer["language"], "uk")
        self.assertTrue(any('"ua"' in note["message"] for note in answer["notes"]), answer["notes"])

    def test_the_author_knows_the_language_and_else_the_words_tell_it(self):
        lines = ["Спи, моя доню, вже ніч надворі,", "місяць у вікна дивиться з гори.", "Їде козак, її коня веде,", "спи вже, моя люба."]
        text = "".join(f"{i + 1}\n00:00:0{i},000 --> 00:00:0{i},900\n{line}\n\n" for i, line in enumerate(lines))
        for name, options, language, note in (
            ("song.srt", (), "uk", "look like uk"),
            ("song.uk.srt", (), "uk", None),
            ("song.pl.srt", (), "pl", "look like uk, but pl"),
            ("song.srt", ("--language", "be"), "be", "look like uk, but be"),
            ("song.final.srt", (), "uk", "look like uk"),
        ):
            with self.subTest(name=name, options=options):
                (self.root / name).write_text(text, encoding="utf-8")
                answer = self.parse(self.root / name, *options)
                self.assertEqual(answer["language"], language)
                told = [one["message"] for one in answer["notes"] if "look like" in one["message"]]
                self.assertEqual(len(told), 1 if note else 0, told)
                self.assertIn(note or "", "".join(told))
        # A Polish rule holds by the name of the file alone.
        (self.root / "short.pl.srt").write_text("1\n00:00:01,000 --> 00:00:04,000\nSpotkamy się jutro o\nsiódmej rano.\n", encoding="utf-8")
        self.assertIn("line_break", PROGRAM.run("subtitles", "check", self.root / "short.pl.srt").stdout)

    def test_words_in_latin_letters(self):
        first = self.root / "song.uk.vtt"
        first.write_text("WEBVTT\n\n00:00.000 --> 00:02.000\n<v Леся>Дві <00:01.000>домівки\n", encoding="utf-8")
        below, alone = self.root / "below.vtt", self.root / "song.uk-Latn.srt"
        result = PROGRAM.run("subtitles", "convert", first, below, "--romanise", "below")
        self.assertEqual(result.returncode, 0, result.stderr)
        cue = self.parse(below)["cues"][0]
        self.assertEqual("".join(map(words_of, cue["tree"])), "Дві домівки\nDvi domivky")
        self.assertEqual(PROGRAM.run("subtitles", "convert", first, alone, "--romanise", "alone").returncode, 0)
        self.assertEqual(self.cues(alone), [(0, 2000, "Dvi domivky")])
        self.assertEqual(self.parse(alone)["language"], "uk-Latn")
        result = PROGRAM.run("subtitles", "convert", first, below, "--romanise", "below", "--language", "pl")
        self.assertEqual(result.returncode, 3, result.stderr)

    def test_frame_rate_can_be_said(self):
        first = self.root / "first.sub"
        first.write_text("{50}{100}a\n", encoding="utf-8")
        self.assertEqual(self.cues(first), [(2000, 4000, "a")])
        self.assertEqual(self.parse(first, "--frame-rate", "50")["cues"][0]["start"], 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
