#!/usr/bin/python3
"""Exercises through the program: looked at, built into a pack, changed by hand, switched off. Argument: the program integrart."""

import json
import sys
import tempfile
import unittest
from pathlib import Path

from integrart import Integrart, ffmpeg, work_entry

PROGRAM = Integrart(sys.argv.pop(1))
LINES = {
    "en": ["Morning comes over the quiet harbour", "sailors carry bread and coffee", "Evening falls on painted houses",
           "children count the yellow trams", "London sleeps beneath the river"],
    "uk": ["Ранок іде над тихою гаванню", "моряки несуть хліб і каву", "Вечір лягає на мальовані доми",
           "діти рахують жовті трамваї", "Лондон спить попід рікою"],
}


def subtitles(language):
    cues = [f"{i + 1}\n00:00:{2 * i:02},000 --> 00:00:{2 * i + 2:02},000\n{line}\n" for i, line in enumerate(LINES[language])]
    return "\n".join(cues)


COLLECTION = """schema: collection/1
id: small
title: {{en: Small}}
languages: [en]
licence: {licence}
works:
  - id: harbour
    kind: text
    file: harbour.md
    language: en
    title: {{en: Harbour}}
    creators: [{{name: Mira, role: author, pseudonym: true}}]
    consent: {{people: 0, granted: [teach, show]}}
{more}
pack:
  formats: [web]
  activities: [gap_fill, order]
"""


class Activities(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = Path(self.folder.name)
        for language in LINES:
            (self.root / f"song.{language}.srt").write_text(subtitles(language), encoding="utf-8")

    def activities(self, *arguments):
        result = PROGRAM.run("activities", self.root / "song.en.srt", "--json", *arguments)
        self.assertEqual(result.returncode, 0, result.stderr)
        return json.loads(result.stdout)["activities"]

    def test_looked_at(self):
        found = self.activities("--translation", self.root / "song.uk.srt")
        kinds = {activity["kind"] for activity in found}
        self.assertEqual(kinds, {"karaoke", "gap_fill", "choice", "order", "match", "dictation", "vocabulary", "flashcards", "repeat"})
        for activity in found:
            self.assertEqual((activity["schema"], activity["language"]), ("activity/2", "en"))
            for item in activity["items"] if activity["kind"] == "gap_fill" else []:
                for gap in item["gaps"]:
                    begin, end = gap["span"]
                    self.assertEqual(item["text"][begin:end], gap["answers"][0])
                    self.assertNotEqual(gap["answers"][0], "London")
        match = next(activity for activity in found if activity["kind"] == "match")
        self.assertEqual(match["items"][0]["pairs"][1]["translation"], {"uk": LINES["uk"][1]})
        told = json.loads(PROGRAM.run("activities", self.root / "song.en.srt", "--kinds", "order,dictation", "--json").stdout)
        self.assertEqual([text["id"] for text in told["texts"]], [activity["id"] for activity in told["activities"]])
        self.assertTrue(all(text["title"] and text["instructions"].endswith(".") for text in told["texts"]), told["texts"])
        text = PROGRAM.run("activities", self.root / "song.en.srt", "--kinds", "order")
        self.assertEqual(text.returncode, 0, text.stderr)
        self.assertIn(LINES["en"][0], text.stdout)

    def test_chosen_and_mixed(self):
        easy = self.activities("--kinds", "gap_fill", "--level", "1")
        self.assertEqual([activity["id"] for activity in easy], ["gap_fill-1"])
        self.assertEqual(self.activities("--kinds", "order"), self.activities("--kinds", "order"))
        mixed = {json.dumps(self.activities("--kinds", "order", "--seed", seed)) for seed in range(4)}
        self.assertGreater(len(mixed), 1)

    def test_a_language_is_needed(self):
        (self.root / "song.srt").write_text(subtitles("en"), encoding="utf-8")
        result = PROGRAM.run("activities", self.root / "song.srt")
        self.assertEqual(result.returncode, 3)
        self.assertIn("--language", result.stderr)
        self.assertEqual(PROGRAM.run("activities", self.root / "song.srt", "--language", "en").returncode, 0)
        self.assertEqual(PROGRAM.run("activities", self.root / "nothing.en.srt").returncode, 4)
        self.assertEqual(PROGRAM.run("activities", self.root / "song.en.srt", "--level", "9").returncode, 2)

    def build(self, more="", licence="CC-BY-4.0", expect=0):
        collection = self.root / "collection"
        collection.mkdir(exist_ok=True)
        (collection / "harbour.md").write_text(".\n\n".join(LINES["en"]) + ".\n", encoding="utf-8")
        (collection / "collection.yaml").write_text(COLLECTION.format(licence=licence, more=more), encoding="utf-8")
        out = self.root / "out"
        document = PROGRAM.build(collection, out, expect=expect)
        return self.in_web_pack("harbour"), document["problems"]

    def in_web_pack(self, work):
        script = (self.root / "out" / "packs" / "small.web" / "works" / work / "data.js").read_text(encoding="utf-8")
        return json.loads(script.split(" = ", 1)[1].rstrip(";\n"))["activities"]

    def test_built_changed_and_switched_off(self):
        derived, problems = self.build()
        self.assertEqual([activity["id"] for activity in derived], ["gap_fill-1", "gap_fill-2", "gap_fill-3", "order"])
        self.assertEqual(problems, [])

        derived[0]["items"] = derived[0]["items"][:1]
        derived[3]["items"] = []
        edited = self.root / "collection" / "harbour.activities.json"
        edited.write_text(json.dumps({"activities": [derived[0], derived[3]]}), encoding="utf-8")
        changed, _ = self.build("    edited_activities: harbour.activities.json")
        self.assertEqual([activity["id"] for activity in changed], ["gap_fill-1", "gap_fill-2", "gap_fill-3"])
        self.assertEqual(len(changed[0]["items"]), 1)

        self.assertEqual(self.build("    activities: []")[0], [])
        asked, _ = self.build("    activities: []\n    questions: [{question: {en: 'Who sleeps?'}, options: [London, trams], correct: [1]}]")
        self.assertEqual([activity["kind"] for activity in asked], ["questions"])

        edited.write_text('{"activities": [{"schema": "activity/1"}]}', encoding="utf-8")
        result = PROGRAM.run("build", self.root / "collection", "--out", self.root / "out")
        self.assertEqual(result.returncode, 0, "the file is not named any more")
        (self.root / "collection" / "collection.yaml").write_text(
            COLLECTION.format(licence="CC-BY-4.0", more="    edited_activities: harbour.activities.json"), encoding="utf-8")
        result = PROGRAM.run("build", self.root / "collection", "--out", self.root / "out")
        self.assertEqual(result.returncode, 3)
        self.assertIn("harbour.activities.json", result.stderr)

    def looked_at(self, work, *arguments):
        result = PROGRAM.run("activities", "--work", work, self.root / "out", *arguments)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout

    def test_as_they_are_in_the_packs_of_a_build(self):
        edited = [dict(activity) for activity in self.build()[0][:1]]
        edited[0]["items"] = edited[0]["items"][:1]
        (self.root / "collection" / "harbour.activities.json").write_text(json.dumps({"activities": edited}), encoding="utf-8")
        ffmpeg("-f", "lavfi", "-i", "sine=f=440:b=2:r=44100:d=11", self.root / "collection" / "song.wav")
        for language in LINES:
            (self.root / "collection" / f"song.{language}.srt").write_text(subtitles(language), encoding="utf-8")
        song = work_entry("song", "audio", "song.wav", subtitles=["song.en.srt", "song.uk.srt"], activities=["karaoke", "gap_fill", "choice", "match", "vocabulary"])
        in_pack, _ = self.build("    edited_activities: harbour.activities.json\n"
                                "    questions: [{question: {en: 'Who sleeps?'}, options: [London, trams], correct: [1]}]\n" + song)
        self.assertEqual([len(activity["items"]) for activity in in_pack if activity["id"] == "gap_fill-1"], [1])
        self.assertEqual(in_pack[-1]["kind"], "questions")
        self.assertEqual(json.loads(self.looked_at("harbour", "--json"))["activities"], in_pack)
        of_song = self.in_web_pack("song")
        self.assertEqual({activity["kind"] for activity in of_song}, {"karaoke", "gap_fill", "choice", "match", "vocabulary"})
        self.assertEqual(json.loads(self.looked_at("song", "--json"))["activities"], of_song)
        self.assertEqual(json.loads(self.looked_at("song", "--json", "--kinds", "gap_fill,match", "--level", "2"))["activities"],
                         [activity for activity in of_song if activity["id"] in ("gap_fill-2", "match")])
        for work, line in (("harbour", "Who sleeps?"), ("song", "[")):
            self.assertIn(line, self.looked_at(work))
        for arguments, status in ((("--work", "ship", self.root / "out"), 4), (("--work", "song", self.root), 4),
                                  (("--work", "song", self.root / "out", "--seed", "2"), 2)):
            self.assertEqual(PROGRAM.run("activities", *arguments).returncode, status, arguments)

    def test_edits_of_a_work_that_has_changed_since(self):
        """They stay as they are, and the build says which of them no longer go with the work."""
        collection = self.root / "collection"
        collection.mkdir()
        ffmpeg("-f", "lavfi", "-i", "sine=f=440:b=2:r=44100:d=11", collection / "song.wav")
        subtitles_in_english = collection / "song.en.srt"
        subtitles_in_english.write_text(subtitles("en"), encoding="utf-8")
        (collection / "song.uk.srt").write_text(subtitles("uk"), encoding="utf-8")
        song = {"subtitles": ["song.en.srt", "song.uk.srt"], "activities": ["gap_fill", "dictation"]}
        self.build(work_entry("song", "audio", "song.wav", **song))
        edited = [json.loads(self.looked_at("song", "--json", "--kinds", kind))["activities"][0] for kind in ("gap_fill", "dictation")]
        second = [next(item for item in activity["items"] if "sailors" in item["text"]) for activity in edited]
        for item in second:
            item["text"] += " at dawn"
        (collection / "song.json").write_text(json.dumps({"activities": edited}), encoding="utf-8")
        entry = work_entry("song", "audio", "song.wav", edited_activities="song.json", **song)

        def problems():
            found = self.build(entry)[1]
            self.assertEqual([one for one in self.in_web_pack("song") if one["id"] in ("gap_fill-1", "dictation")], edited)
            return [one for one in found if one.startswith("song: ")]

        self.assertEqual(problems(), [], "nothing has changed but what the curator changed")
        for change, rewritten in (("words that the work no longer has", subtitles("en").replace("sailors", "fishermen")),
                                  ("other times now", subtitles("en").replace("00:00:02,000 --> 00:00:04,000", "00:00:02,300 --> 00:00:04,000"))):
            subtitles_in_english.write_text(rewritten, encoding="utf-8")
            told = problems()
            self.assertEqual(len(told), 2, told)
            for activity, item, text in zip(edited, second, told):
                for part in (f"1 item of the edited exercise {activity['id']} was", change, item["id"], "song.json"):
                    self.assertIn(part, text)
        subtitles_in_english.write_text(subtitles("en"), encoding="utf-8")
        (collection / "song.uk.srt").write_text(subtitles("uk").replace("каву", "чай"), encoding="utf-8")
        told = problems()
        self.assertEqual(len(told), 1, told)
        self.assertIn("exercise dictation was made from lines that have other translations now", told[0])
        for item in edited[1]["items"]:  # looked through; so are documents from before there was a "source"
            del item["source"]
        (collection / "song.json").write_text(json.dumps({"activities": edited}), encoding="utf-8")
        self.assertEqual(problems(), [])

    def test_words_that_may_not_be_changed(self):
        activities, problems = self.build(licence="CC-BY-ND-4.0")
        self.assertEqual(activities, [])
        self.assertTrue(any("CC-BY-ND-4.0" in problem for problem in problems), problems)


if __name__ == "__main__":
    unittest.main()
