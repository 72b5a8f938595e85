#!/usr/bin/python3
"""What the options of `build` promise: drafts are no releases, one work is built and none is lost, notes are told, and nothing
is taken for a work that is none. Argument: the program integrart."""

import json
import os
import pty
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from integrart import Integrart, files_under, make_small_collection, report, work_entry, write_collection

PROGRAM = Integrart(sys.argv.pop(1))


class Options(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.root = Path(self.temporary.name)
        self.works, self.out = self.root / "works", self.root / "out"
        self.works.mkdir()

    def write(self, *works, without_consent=()):
        """A collection of poems."""
        entries = []
        for work in works:
            (self.works / f"{work}.md").write_text(f"# {work}\n\nThere was a knock. The soup of {work} was hot.\n", encoding="utf-8")
            entry = work_entry(work, "text", f"{work}.md")
            entries.append(entry if work not in without_consent else re.sub(r"    consent:.*\n", "", entry))
        write_collection(self.works, entries)

    def build(self, *more, expect=0):
        return PROGRAM.build(self.works, self.out, *more, expect=expect)

    def signed(self, pack):
        return json.loads((pack / "pack.json").read_text(encoding="utf-8"))

    def release(self):
        """All that a release is, and what the next one is made from."""
        packs = {path: data for path, data in files_under(self.out / "packs").items() if not path.startswith("draft/")}
        return packs | {name: (self.out / name).read_bytes() for name in ("packs.json", "lesson.json")}


class Drafts(Options):
    def setUp(self):
        super().setUp()
        self.write("bread", "soup", without_consent=("soup",))
        self.released = self.build()
        self.key = self.signed(self.out / "packs" / "small.web")["public_key"]

    def test_a_release_stays_as_it_is(self):
        before = self.release()
        self.assertNotIn(b"The soup of soup", b"".join(before.values()))
        draft = self.build("--draft")
        self.assertEqual(self.release(), before)
        self.assertEqual(self.build()["packs"], self.released["packs"])
        self.assertEqual(self.release(), before)
        files = [pack["file"] for pack in draft["packs"]]
        self.assertEqual(files, ["packs/draft/small-draft.web", "packs/draft/small-draft.web.zip"])
        for file in files:
            self.assertTrue((self.out / file).exists(), file)
        self.assertIn("The soup of soup", "".join(
            data.decode(errors="replace") for data in files_under(self.out / files[0]).values()))

    def test_nobody_takes_it_for_a_release(self):
        before = self.build("--draft")
        draft = self.out / "packs" / "draft" / "small-draft.web"
        signed = self.signed(draft)
        self.assertEqual((signed["id"], signed["title"]), ("small-draft", {"en": "Draft: Small"}))
        self.assertNotEqual(signed["public_key"], self.key)
        self.assertIn("For looking only", (draft / "index.html").read_text(encoding="utf-8"))
        installed = self.root / "installed.web"
        for pack in (draft, draft.with_name("small-draft.web.zip")):
            with self.subTest(pack.name):
                self.assertEqual(PROGRAM.run("pack", "check", pack).returncode, 0)
                self.assertNotEqual(PROGRAM.run("pack", "verify", pack, "--key", self.key).returncode, 0)
                refused = PROGRAM.run("pack", "apply", installed, pack, "--key", self.key)
                self.assertEqual(refused.returncode, 1, refused.stderr)
                self.assertFalse(installed.exists())
        self.assertEqual(PROGRAM.run("pack", "apply", installed, self.out / "packs" / "small.web.zip", "--key", self.key).returncode, 0)
        self.assertEqual(self.build("--draft")["packs"], before["packs"])

    def test_without_a_release_there_is_nothing_to_pack_again(self):
        self.out = self.root / "other"
        self.build("--draft")
        self.assertEqual(list((self.out / "packs").iterdir()), [self.out / "packs" / "draft"])
        self.assertFalse((self.out / "lesson.json").exists())
        packed = PROGRAM.run("pack", self.out, "--format", "epub", "--out", self.root / "draft.epub")
        self.assertEqual(packed.returncode, 4, packed.stderr)
        self.assertFalse((self.root / "draft.epub").exists())


class OneWork(Options):
    def contents(self):
        signed = self.signed(self.out / "packs" / "small.web")
        return signed["edition"], [work["id"] for work in signed["contents"]["works"]]

    def test_the_others_stay_in_the_packs(self):
        self.write("bread", "soup", "tea")
        self.build()
        lesson = (self.out / "lesson.json").read_bytes()
        self.assertEqual(self.contents(), (1, ["bread", "soup", "tea"]))
        self.assertEqual(self.build("--only", "bread")["steps"]["run"], 0)
        self.assertEqual(self.contents(), (1, ["bread", "soup", "tea"]))
        self.assertEqual((self.out / "lesson.json").read_bytes(), lesson)
        (self.works / "bread.md").write_text("# bread\n\nThe bread is fresh.\n", encoding="utf-8")
        one = self.build("--only", "bread")
        self.assertGreater(one["steps"]["run"], 0)
        self.assertEqual([work["id"] for work in one["works"]], ["bread"])
        self.assertEqual(self.contents(), (2, ["bread", "soup", "tea"]))
        packs = files_under(self.out / "packs")
        self.assertEqual(self.build()["steps"]["run"], 0)
        self.assertEqual(files_under(self.out / "packs"), packs, "as a build of all works makes them")

    def test_packs_wait_for_works_that_are_not_finished(self):
        self.write("bread", "soup", "tea")
        self.build()
        before = files_under(self.out)
        (self.works / "soup.md").write_text("# soup\n\nThe soup is cold.\n", encoding="utf-8")
        (self.works / "bread.md").write_text("# bread\n\nThe bread is fresh.\n", encoding="utf-8")
        one = self.build("--only", "bread")
        self.assertEqual(one["packs"], [])
        self.assertEqual(len(one["problems"]), 1, one["problems"])
        self.assertIn("--only", one["problems"][0])
        self.assertIn("soup", one["problems"][0])
        after = files_under(self.out)
        for file in before:
            if file.startswith("packs") or file == "lesson.json":
                self.assertEqual(after[file], before[file], file)
        told = PROGRAM.run("build", self.works, "--out", self.out, "--only", "bread", "--quiet")
        self.assertIn(one["problems"][0], told.stderr)
        self.build()
        self.assertEqual(self.contents(), (2, ["bread", "soup", "tea"]))

    def test_works_that_may_not_be_published_hold_nobody_up(self):
        self.write("bread", "soup", without_consent=("soup",))
        one = self.build("--only", "bread")
        self.assertTrue(one["packs"], one)
        self.assertEqual(self.contents(), (1, ["bread"]))
        self.assertFalse((self.out / "works" / "soup").exists())
        self.assertEqual(PROGRAM.run("build", self.works, "--out", self.out, "--only", "cake").returncode, 4)


class Notes(Options):
    def test_they_are_told(self):
        self.write("bread")
        document = self.works / "collection.yaml"
        text = document.read_text(encoding="utf-8").replace("[en, pl]", "[ua, no, en]").replace("title: {en: Small}", "title: {en: Small}\nlycence: CC0-1.0")
        document.write_text(text, encoding="utf-8")
        noted = ["lycence", "ua", "no"]
        summary = self.build()
        told = PROGRAM.run("build", self.works, "--out", self.out)
        with_json = PROGRAM.run("build", self.works, "--out", self.out, "--json")
        planned = PROGRAM.run("plan", self.works)
        planned_json = PROGRAM.run("plan", self.works, "--json")
        self.assertEqual(len(summary["notes"]), 3, summary["notes"])
        for word in noted:
            with self.subTest(word):
                [note] = [note for note in summary["notes"] if re.search(rf"\b{word}\b", note)]
                for said in (told.stderr, with_json.stderr, planned.stderr, planned_json.stderr):
                    self.assertIn(note, said.splitlines())
                self.assertIn(note, json.loads(planned_json.stdout)["notes"])
                self.assertIn(note, report(self.out)["problems"])

    def test_files_that_are_left_out(self):
        (self.works / "poem.txt").write_text("Two homes.\n", encoding="utf-8")
        (self.works / "budget.xls").write_bytes(b"1")
        told = PROGRAM.run("build", self.works, "--out", self.out)
        self.assertEqual(len([line for line in told.stderr.splitlines() if "budget.xls" in line]), 1, told.stderr)


class Places(Options):
    def setUp(self):
        super().setUp()
        (self.works / "poem.txt").write_text("Two homes.\n", encoding="utf-8")

    def test_the_collection_is_no_place_for_what_is_made(self):
        before = files_under(self.works)
        for option, folder in (("--out", self.works), ("--data", self.works), ("--out", self.works / ".." / "works")):
            with self.subTest(option):
                refused = PROGRAM.run("build", self.works, option, folder, cwd=self.root)
                self.assertEqual(refused.returncode, 2, refused.stderr)
                self.assertIn("collection itself", refused.stderr)
                self.assertIn(option, refused.stderr)
                self.assertEqual(files_under(self.works), before)

    def test_what_is_made_inside_it_is_no_work(self):
        for out in (self.works / "made", self.works / "far" / "away"):
            with self.subTest(out.name):
                first = PROGRAM.build(self.works, out, "--draft")
                second = PROGRAM.build(self.works, out, "--draft")
                for document in (first, second):
                    self.assertEqual([work["id"] for work in document["works"]], ["poem"])
                    self.assertFalse([note for note in document["notes"] if out.parts[len(self.works.parts)] in note], document["notes"])
                self.assertEqual(second["steps"]["run"], 0)
        inside = PROGRAM.run("build", ".", "--json", "--draft", cwd=self.works)
        again = PROGRAM.run("build", ".", "--json", "--draft", cwd=self.works)
        self.assertEqual((inside.returncode, again.returncode), (0, 0), again.stderr)
        self.assertFalse([note for note in json.loads(again.stdout)["notes"] if note.startswith("out")])

    def test_a_folder_in_which_nothing_was_built_is_no_data_folder(self):
        (self.root / "empty").mkdir()
        folders = [self.works, self.root / "empty", self.root / "nowhere"]
        before = files_under(self.root)
        for command in (["verify"], ["gc"], ["explain", "poem"], ["plan", self.works]):
            for folder in folders:
                with self.subTest(command=command[0], folder=folder.name):
                    refused = PROGRAM.run(*command, "--data", folder)
                    self.assertEqual(refused.returncode, 4, refused.stderr)
                    self.assertIn("integrart.db", refused.stderr)
                    self.assertIn(folder.name, refused.stderr)
                    self.assertEqual(files_under(self.root), before)
                    self.assertEqual(list((self.root / "empty").iterdir()), [])
                    self.assertFalse((self.root / "nowhere").exists())
        (self.works / ".integrart").mkdir()
        self.assertEqual(PROGRAM.run("verify", cwd=self.works).returncode, 4)
        self.assertEqual(list((self.works / ".integrart").iterdir()), [])

    def test_looking_makes_no_key(self):
        PROGRAM.build(self.works, self.out, "--draft")
        data = self.out / ".integrart"
        self.assertFalse((data / "publisher.key").exists(), "a draft needs none")
        for command in (["verify"], ["gc"], ["explain", "poem"], ["plan", self.works]):
            with self.subTest(command[0]):
                self.assertEqual(PROGRAM.run(*command, "--data", data).returncode, 0)
                self.assertFalse((data / "publisher.key").exists())


def on_a_terminal(*arguments):
    """(exit status, what a terminal shows that is the program's standard error)"""
    ours, theirs = pty.openpty()
    with subprocess.Popen([PROGRAM.program, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:  # Linux says so when nobody holds the other end any more
                break
            if not piece:
                break
            shown += piece
    os.close(ours)
    return process.returncode, shown.decode("utf-8")


class Progress(Options):
    BAR = re.compile(r"\r\x1b\[K\[(#*)(\.*)\] +(\d+) %(  \d+:\d\d)? (.*?)(?=\r|$)", re.DOTALL)

    def test_a_bar_with_an_estimate_on_a_terminal(self):
        make_small_collection(self.works, 8)
        status, shown = on_a_terminal("build", self.works, "--out", self.out)
        self.assertEqual(status, 0, shown)
        bars = self.BAR.findall(shown)
        self.assertGreater(len(bars), 5, shown)
        self.assertEqual({len(done) + len(left) for done, left, *_ in bars}, {24})
        for done, _, percent, *_ in bars:
            self.assertAlmostEqual(len(done), int(percent) * 24 / 100, delta=1)
        shares = [int(percent) for _, _, percent, *_ in bars]
        self.assertGreater(max(shares), 80)
        self.assertTrue([estimate for *_, estimate, _ in bars if estimate], "no estimate of what is left")
        self.assertTrue([doing for *_, doing in bars if doing.startswith("film decode_pass")], bars)
        # What is left on the screen is what is said in the end, in lines of its own.
        rest = self.BAR.sub("", shown)
        self.assertNotIn("film: done", rest)
        self.assertTrue(rest.startswith("\r\x1b[K"), rest)
        self.assertNotIn("\x1b", rest.removeprefix("\r\x1b[K"))
        status, shown = on_a_terminal("build", self.works, "--out", self.out, "--quiet")
        self.assertEqual((status, shown), (0, ""))

    def test_nothing_is_said_of_a_good_build_that_is_to_be_quiet(self):
        make_small_collection(self.works, 2)
        first = PROGRAM.run("build", self.works, "--out", self.out, "--quiet")
        self.assertEqual((first.returncode, first.stderr), (0, ""))
        with_json = PROGRAM.run("build", self.works, "--out", self.out, "--quiet", "--json")
        self.assertEqual((with_json.returncode, with_json.stderr), (0, ""))
        self.assertTrue(PROGRAM.run("build", self.works, "--out", self.out).stderr)
        (self.works / "story.md").write_text("", encoding="utf-8")
        bad = PROGRAM.run("build", self.works, "--out", self.out, "--quiet")
        self.assertEqual(bad.returncode, 1)
        self.assertEqual([line for line in bad.stderr.splitlines() if "story.md" not in line], [])
        self.assertTrue(bad.stderr)

    def lines(self, *arguments):
        return PROGRAM.run("build", self.works, "--out", self.out, *arguments).stderr.splitlines()

    def test_each_work_is_told_once(self):
        self.write("bread", "soup", "tea")
        (self.works / "soup.md").write_text("", encoding="utf-8")
        for run in ("first", "cached"):
            with self.subTest(run):
                lines = self.lines()
                for work in ("bread", "tea"):
                    self.assertEqual([line for line in lines if re.fullmatch(f"{work}: (done|failed)", line)], [f"{work}: done"])
                self.assertEqual([line for line in lines if re.fullmatch("soup: (done|failed)", line)], ["soup: failed"])
                self.assertEqual(len([line for line in lines if "soup.md" in line]), 1, lines)


if __name__ == "__main__":
    unittest.main()
