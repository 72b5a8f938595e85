#!/usr/bin/python3
"""Draft subtitles of a build, the memory they come from, and translations on their way there and back. Argument: the
program integrart."""

import json
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from integrart import Integrart, make_video, report, rung, steps, write_recipe
from missing_judges import missing

PROGRAM = Integrart(sys.argv.pop(1))
COLLECTION = """schema: collection/1
id: homes
title: {{en: Homes}}
languages: [nb, en, nn]
licence: CC-BY-SA-4.0
{more}works:
{works}pack:
  formats: [web]
"""
WORK = """  - id: {id}
    kind: video
    file: film.mp4
    language: nb
    title: {{en: {id}}}
    creators: [{{name: Marek, role: author, pseudonym: true}}]
    consent: {{people: 0, granted: [teach]}}
    subtitles: {subtitles}
"""
BOKMAL = ["Jeg vet ikke hvor nøkkelen er.", "Døra er åpen.", "Xyzzy."]
NYNORSK = {"Døra er åpen.": "Døra står open."}


def srt(lines):
    return "".join(f"{i + 1}\n00:00:0{i},200 --> 00:00:0{i},900\n{line}\n\n" for i, line in enumerate(lines))


def has_apertium():
    run = subprocess.run(["apertium", "-l"], capture_output=True, text=True, check=False)
    return "nob-nno" in run.stdout + run.stderr


class Drafts(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = Path(self.folder.name)
        self.works = self.root / "works"
        self.works.mkdir()
        self.out = self.root / "out"
        self.recipe = self.root / "recipe.json"
        write_recipe(self.recipe, [rung("120p", 120, 200)])
        make_video(self.works / "film.mp4", 3, "160x120")
        self.write("film.nb.srt", BOKMAL)
        self.write("film.en.srt", ["I do not know where the key is", "The door is open", "Abracadabra"])

    def write(self, name, lines):
        (self.works / name).write_text(srt(lines), encoding="utf-8")

    def collect(self, works, more=""):
        entries = "".join(WORK.format(id=name, subtitles=json.dumps(files)) for name, files in works.items())
        (self.works / "collection.yaml").write_text(COLLECTION.format(works=entries, more=more), encoding="utf-8")

    def build(self, *more, **others):
        return PROGRAM.build(self.works, self.out, "--recipe", self.recipe, *more, **others)

    def track(self, work, language):
        tracks = next(one for one in report(self.out)["works"] if one["id"] == work)["tracks"]
        return next((track for track in tracks if track["language"] == language), None)

    def pack_data(self, work):
        return (self.out / f"packs/homes.web/works/{work}/data.js").read_text(encoding="utf-8")

    def test_a_draft_from_an_engine(self):
        if not has_apertium():
            return self.assertEqual(missing("no apertium with nob-nno"), 77)
        self.collect({"film": ["film.nb.srt", "film.en.srt"]})
        self.build()
        track = self.track("film", "nn")
        self.assertTrue(track["draft"])
        self.assertEqual((track["from"], track["lines"], track["suggested"]), ("nb", 3, 2))
        self.assertEqual(sorted(track["files"]), ["nn.draft.srt", "nn.draft.ttml", "nn.draft.vtt"])
        folder = self.out / "works/film"
        for name in track["files"]:
            self.assertIn("ikkje", (folder / name).read_text(encoding="utf-8"))
        for manifest in ("stream/master.m3u8", "stream/manifest.mpd"):
            self.assertIn("nynorsk (utkast)", (folder / manifest).read_text(encoding="utf-8"))
        self.assertNotIn("ikkje", self.pack_data("film"))
        self.assertEqual(self.build()["steps"]["run"], 0)

        # Allowed: looked through and into the pack, marked; nothing is made again.
        self.collect({"film": ["film.nb.srt", "film.en.srt"]}, "drafts: allowed\n")
        self.build()
        self.assertLessEqual({step.split(":")[0] for _, step in steps(self.out)}, {"filter", "judge"})
        self.assertIn("ikkje", self.pack_data("film"))
        self.assertIn('"draft":true', self.pack_data("film"))

        # One line of the source: its track, the draft, the playlists; no picture, no sound.
        self.write("film.nb.srt", [BOKMAL[0].replace("nøkkelen", "boka"), *BOKMAL[1:]])
        self.build()
        kinds = {step.split(":")[0] for _, step in steps(self.out)}
        self.assertLessEqual({"cue_track", "draft", "draft_track", "stream_manifest"}, kinds)
        self.assertFalse(kinds & {"video_rendition", "audio_rendition", "poster", "storyboard"}, kinds)
        # A line of another language touches the draft's question, not the draft.
        self.write("film.en.srt", ["I don't know where the key is", "The door is open", "Abracadabra"])
        self.build()
        self.assertNotIn(("film", "draft_track:nn"), steps(self.out))

    def test_a_draft_from_the_memory(self):
        """The lines of one work, given in two languages, serve another: in the same build, and with no engine."""
        self.write("other.nb.srt", list(NYNORSK))
        self.write("other.nn.srt", NYNORSK.values())
        self.collect({"film": ["film.nb.srt"], "other": ["other.nb.srt", "other.nn.srt"]})
        self.build("--engine", "none")
        track = self.track("film", "nn")
        self.assertEqual((track["suggested"], track["lines"]), (1, 3))
        self.assertIn("Døra står open", (self.out / "works/film/nn.draft.srt").read_text(encoding="utf-8"))
        self.assertIn('"learnt": 2', (self.out / "report.json").read_text(encoding="utf-8"))
        notes = "\n".join(next(one for one in report(self.out)["works"] if one["id"] == "film")["notes"])
        self.assertRegex(notes, "1 .*3")
        self.assertIsNone(self.track("film", "en"))  # nothing is known: no track, and the report says so
        self.assertRegex(notes, r"\ben\b")
        again = self.build("--engine", "none")
        self.assertEqual((again["steps"]["run"], again["steps"]["failed"]), (0, 0))
        # The memory is kept: `translate` finds the line too.
        made = self.root / "made.nn.srt"
        result = PROGRAM.run("translate", self.works / "film.nb.srt", "--from", "nb", "--to", "nn", "--out", made,
                             "--data", self.out / ".integrart")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("Døra står open", made.read_text(encoding="utf-8"))

    def test_a_glossary_names_a_line(self):
        self.write("film.nb.srt", ["Nøkkel", "Noe annet her", "Og mer"])
        (self.works / "terms.csv").write_text("concept,language,term,status\n1,nb,nøkkel,preferred\n1,nn,nykel,preferred\n", encoding="utf-8")
        self.collect({"film": ["film.nb.srt"]}, "glossaries: [terms.csv]\n")
        self.build("--engine", "none")
        self.assertIn("nykel", (self.out / "works/film/nn.draft.vtt").read_text(encoding="utf-8"))

    def test_an_unknown_wish_is_refused(self):
        self.collect({"film": ["film.nb.srt"]}, "drafts: perhaps\n")
        result = PROGRAM.run("build", self.works, "--out", self.out)
        self.assertEqual(result.returncode, 3, result.stderr)
        self.assertIn("drafts", result.stderr)

    def test_subtitles_that_cannot_be_read_are_named_with_what_they_may_say(self):
        self.collect({"film": ["film.nb.srt", "film.en.srt", "film.pl.srt"]})
        (self.works / "film.pl.srt").write_bytes(srt(["пісня"]).encode("koi8-u"))
        PROGRAM.run("build", self.works, "--out", self.out, "--recipe", self.recipe, "--engine", "none")
        errors = "\n".join(next(one for one in report(self.out)["works"] if one["id"] == "film")["errors"])
        for told in ("film.pl.srt", "KOI8-U", "пісня"):
            self.assertIn(told, errors)

    def test_literal_and_singable_stand_side_by_side(self):
        self.write("film.en.literal.srt", ["I know not", "The door is open", "Xyzzy"])
        self.write("film.en.singable.srt", ["Who knows, who knows", "The door, the door", "La la"])
        self.collect({"film": ["film.nb.srt", "film.en.literal.srt", "film.en.singable.srt"]})
        self.build("--engine", "none")
        playlist = (self.out / "works/film/stream/master.m3u8").read_text(encoding="utf-8")
        names = re.findall(r'TYPE=SUBTITLES.*?NAME="([^"]*)"', playlist)
        self.assertIn("English – word for word", names)
        self.assertIn("English – to sing along", names)
        data = self.pack_data("film")
        self.assertIn('"key":"en.literal"', data)
        self.assertIn('"key":"en.singable"', data)
        for name in ("en.literal.srt", "en.singable.ttml", "nb.vtt"):
            self.assertTrue((self.out / "works/film" / name).is_file(), name)

    def test_an_edited_xliff_comes_back_as_cues(self):
        source = self.root / "song.nb.vtt"
        source.write_text(
            "WEBVTT\n\none two\n00:00:01.003 --> 00:00:02.507 line:0\n<i>Døra er åpen</i>\n\n"
            "c2\n00:00:03.000 --> 00:00:04.000\nTo <b>hjem</b>,\nen sang\n", encoding="utf-8")
        first = self.root / "song.xlf"
        result = PROGRAM.run("translate", source, "--from", "nb", "--to", "nn", "--out", first)
        self.assertEqual(result.returncode, 0, result.stderr)
        for version in ("2.1", "1.2"):
            with self.subTest(version=version):
                edited = self.root / f"edited-{version}.xlf"
                result = PROGRAM.run("exchange", "export", first, edited, "--xliff-version", version)
                self.assertEqual(result.returncode, 0, result.stderr)
                self.translate_by_hand(edited, {"Døra er åpen": "Døra står open", "To ": "To ", "hjem": "heimar", ",\nen sang": ",\nein song"})
                self.assertEqual(PROGRAM.run("exchange", "check", edited).returncode, 0)
                made = self.root / f"made-{version}.nn.vtt"
                data = self.root / f"data-{version}"
                result = PROGRAM.run("exchange", "import", edited, "--cues", source, "--out", made, "--data", data, "--json")
                self.assertEqual(result.returncode, 0, result.stderr)
                answer = json.loads(result.stdout)
                self.assertEqual((answer["cues"], answer["remembered"]), (2, 4))
                self.assertEqual(answer["checks"], [])
                text = made.read_text(encoding="utf-8")
                self.assertIn("one two\n00:00:01.003 --> 00:00:02.507 line:0\n<i>Døra står open</i>\n", text)
                self.assertIn("To <b>heimar</b>,\nein song\n", text)
                edited.write_text(edited.read_text(encoding="utf-8").replace("Døra står open", "Døra  står open ."), encoding="utf-8")
                result = PROGRAM.run("exchange", "import", edited, "--cues", source, "--out", made, "--json")
                found = {(check["id"], check["rule"]) for check in json.loads(result.stdout)["checks"]}
                self.assertEqual(found, {("one two", rule) for rule in ("double_space", "mark_space", "end_mark")})

    def translate_by_hand(self, file, words):
        """As a translator's tool does it: the source's codes around other words, and the state set."""
        text = file.read_text(encoding="utf-8")

        def target(match):
            inner = match[2]
            for source, translation in words.items():
                inner = inner.replace(f">{source}<", f">{translation}<")
            state = ' state="final"' if "trans-unit" in text else ""
            return f"{match[0]}<target{match[1].replace('xml:lang=' + chr(34) + 'nb', 'xml:lang=' + chr(34) + 'nn')}{state}>{inner[1:-1]}</target>"

        text = re.sub(r"<source([^>]*)(>.*?<)/source>", target, text, flags=re.DOTALL)
        text = re.sub(r"<segment(?! [^>]*state)", '<segment state="final"', text)
        file.write_text(text, encoding="utf-8")

    def test_a_hostile_exchange_file_ends_in_an_error(self):
        bad = self.root / "bad.xlf"
        bad.write_text('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><xliff version="2.0">' + "<group>" * 100000, encoding="utf-8")
        result = PROGRAM.run("exchange", "import", bad)
        self.assertEqual(result.returncode, 3, result.stderr)
        self.assertIn("bad.xlf", result.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
