#!/usr/bin/python3
"""Exercises of every kind are changed by hand and switched off through collection.yaml, and the packs of all formats follow.

Use: edited_activities_test.py INTEGRART
"""

import json
import re
import sys
import tempfile
import unittest
from pathlib import Path

import all_formats
from integrart import Integrart
from pack_contents import everything_in

PROGRAM = Integrart(sys.argv.pop(1))
KINDS = all_formats.ACTIVITIES
QUIZZES = {"gap_fill", "choice", "match", "questions"}
# The kinds whose words stand in the files of a format; books hold no exercises.
HELD = {"h5p": {"gap_fill", "choice", "match", "vocabulary", "flashcards"}, "anki": {"karaoke", "match", "vocabulary", "flashcards", "repeat"},
        **dict.fromkeys(["cc11", "cc13", "qti21", "qti30"], QUIZZES), **dict.fromkeys(["web", "scorm12", "scorm2004", "cmi5", "kolibri", "bagit"], {*KINDS, "questions"})}
QUESTIONS = '    questions: [{question: {en: "Who brings bread, zqask?"}, options: ["the zqneighbour", nobody], correct: [1]}]\n'


def mark_of(activity):
    return "Zqedit" + re.sub(r"\W|_", "", activity["id"]) + "qz"


def edited(activity):
    """The exercise with other words in its first item, as somebody would write them into what the program printed."""
    activity = json.loads(json.dumps(activity))
    first, mark = activity["items"][0], mark_of(activity)
    activity["items"] = activity["items"][:2]
    if activity["kind"] in ("gap_fill", "choice"):
        first["text"] += f" {mark}"  # behind the gaps, which stay where they are
    elif activity["kind"] == "order":
        first["lines"][0] += f" {mark}"
    elif activity["kind"] == "match":
        first["pairs"][0]["line"] += f" {mark}"
    elif activity["kind"] == "vocabulary":
        first["example"] += f" {mark}"
    elif activity["kind"] == "flashcards":
        first["front"] += f" {mark}"
    else:  # karaoke, dictation, repeat
        first["text"] += f" {mark}"
    return activity


class EditedActivities(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="integrart-edited-")
        cls.addClassCleanup(cls.folder.cleanup)
        cls.root = Path(cls.folder.name)
        cls.collection, cls.out = cls.root / "collection", cls.root / "out"
        all_formats.make_collection(cls.collection)
        cls.text = (cls.collection / "collection.yaml").read_text(encoding="utf-8")
        cls.derived = cls.build()

    @classmethod
    def build(cls, of_film="", kinds=None, formats=None, edits=None):
        """The exercises of the film and of the song, {work: {id: exercise}}, after a build with more in collection.yaml."""
        text = cls.text.replace("  - id: song", f"{of_film}{'' if edits is None else '    edited_activities: edited.json' + chr(10)}  - id: song")
        if kinds is not None:
            text = re.sub(r"  activities: \[.*\]", f"  activities: [{', '.join(kinds)}]", text)
        if formats is not None:
            text = re.sub(r"formats: \[.*\]", f"formats: [{', '.join(formats)}]", text)
        (cls.collection / "collection.yaml").write_text(text, encoding="utf-8")
        if edits is not None:
            (cls.collection / "edited.json").write_text(json.dumps({"activities": edits}), encoding="utf-8")
        PROGRAM.build(cls.collection, cls.out)
        return {work: {one["id"]: one for one in cls.in_web_pack(work)} for work in ("film", "song")}

    @classmethod
    def in_web_pack(cls, work):
        script = (cls.out / "packs" / "small.web" / "works" / work / "data.js").read_text(encoding="utf-8")
        return json.loads(script.split(" = ", 1)[1].rstrip(";\n"))["activities"]

    def test_every_kind_is_there(self):
        self.assertEqual({one["kind"] for one in self.derived["film"].values()}, set(KINDS))

    def test_every_kind_is_changed_by_hand(self):
        """As `integrart activities` prints them, changed, named in collection.yaml: in the pack they stand as changed, and the song's as they were."""
        self.build()
        printed = json.loads(PROGRAM.run("activities", "--work", "film", self.out, "--json").stdout)["activities"]
        self.assertEqual({one["id"]: one for one in printed}, self.derived["film"])
        changes = [edited(one) for one in printed]
        for form in HELD:  # nothing of it was there before
            self.assertEqual(self.kinds_marked(form, changes), set(), form)
        found = self.build(edits=changes)
        self.assertEqual(found["film"], {one["id"]: one for one in changes})
        self.assertEqual(found["song"], self.derived["song"])
        for form in all_formats.FORMATS:
            self.assertEqual(self.kinds_marked(form, changes), HELD.get(form, set()) - {"questions"}, f"{form}: the kinds in which the change is seen")

    def kinds_marked(self, form, changes):
        content = [data for _, data in everything_in(all_formats.pack_of(self.out, form))]
        return {one["kind"] for one in changes if any(mark_of(one).encode() in data for data in content)}

    def test_each_kind_is_changed_alone(self):
        """One changed exercise leaves every other as it was."""
        for one in self.derived["film"].values():
            with self.subTest(one["id"]):
                found = self.build(formats=["web"], edits=[edited(one)])
                self.assertEqual(found["film"], self.derived["film"] | {one["id"]: edited(one)})
                self.assertEqual(found["song"], self.derived["song"])

    def test_each_kind_is_switched_off(self):
        """By an exercise without items, by the work's own list, and for all works by the list of the collection."""
        for kind in KINDS:
            others = [one for one in KINDS if one != kind]
            without = {work: {name: one for name, one in activities.items() if one["kind"] != kind} for work, activities in self.derived.items()}
            emptied = [one | {"items": []} for one in self.derived["film"].values() if one["kind"] == kind]
            with self.subTest(kind):
                self.assertNotEqual(without["film"], self.derived["film"])
                by_hand = self.build(formats=["web"], edits=emptied)
                self.assertEqual(by_hand, {"film": without["film"], "song": self.derived["song"]}, "an exercise without items")
                of_work = self.build(f"    activities: [{', '.join(others)}]\n", formats=["web"])
                self.assertEqual(of_work, {"film": without["film"], "song": self.derived["song"]}, "the list of the work")
                self.assertEqual(self.build(kinds=others, formats=["web"]), without, "the list of the collection")

    def test_questions_are_asked_changed_and_taken_away(self):
        asked = self.build(QUESTIONS)["film"]
        self.assertEqual(set(asked), {*self.derived["film"], "questions"})
        for form in HELD:
            seen = any(b"zqask" in data for _, data in everything_in(all_formats.pack_of(self.out, form)))
            self.assertEqual(seen, "questions" in HELD[form], form)
        changed = self.build(QUESTIONS.replace("zqask", "zqasked again"), formats=["web"])["film"]["questions"]
        self.assertIn("zqasked again", json.dumps(changed))
        # Questions are the curator's own: they stay when every kind is switched off, and go with their line.
        self.assertEqual(set(self.build(QUESTIONS + "    activities: []\n", formats=["web"])["film"]), {"questions"})
        self.assertEqual(self.build(formats=["web"])["film"], self.derived["film"])

    def test_switched_off_in_every_format(self):
        """Nothing but questions: no format holds anything else."""
        self.build(kinds=[], formats=["web"])
        self.assertEqual([self.in_web_pack(work) for work in ("film", "song", "story")], [[], [], []])
        self.build(QUESTIONS, kinds=[], formats=[form for form in all_formats.FORMATS if form != "anki"])
        for form in all_formats.FORMATS:
            if form == "anki":
                continue  # a deck without cards is not written
            lists = [data for where, data in everything_in(all_formats.pack_of(self.out, form)) if re.search(r"(^|/|> )pack\.json$", where) and not where.startswith("the ")]
            works = json.loads(lists[0])["contents"]["works"]
            self.assertEqual({one["id"]: [activity["kind"] for activity in one["activities"]] for one in works if one["activities"]}, {"film": ["questions"]}, form)


if __name__ == "__main__":
    unittest.main()
