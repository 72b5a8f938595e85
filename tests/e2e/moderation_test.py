#!/usr/bin/python3
"""Moderation through the program: verdicts, policies, a page to read. Argument: the program integrart."""

import json
import re
import sys
import tempfile
import unittest
from pathlib import Path

from integrart import Integrart, ffmpeg, make_picture, make_video, report, steps

PROGRAM = Integrart(sys.argv.pop(1))
POLICIES = Path(__file__).resolve().parents[2] / "samples" / "policies"

COLLECTION = """schema: collection/1
id: small
title: {{en: Small}}
languages: [en]
licence: CC-BY-4.0
works:
  - id: clip
    kind: video
    file: clip.mp4
    language: en
    title: {{en: Clip}}
    creators: [{{name: A}}]
    consent: {{people: 1, granted: [teach]{minors}}}
pack: {{formats: []}}
"""


def make_flashes(path):
    """Five black and white flashes a second over all of the picture: more than WCAG 2.3.1 allows."""
    ffmpeg("-f", "lavfi", "-i", "color=black:s=320x240:r=30:d=3",
           "-vf", "geq=lum='if(lt(mod(N,6),3),16,235)':cb=128:cr=128", "-c:v", "libx264", "-preset", "ultrafast", path)


class Moderation(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = Path(self.folder.name)

    def moderate(self, *arguments, expect):
        result = PROGRAM.run("moderate", *arguments, "--json")
        self.assertEqual(result.returncode, expect, result.stderr[-3000:])
        return json.loads(result.stdout)["files"]

    def test_the_written_default_policy_is_the_one_that_is_used(self):
        make_flashes(self.root / "flashes.mp4")
        (self.root / "poem.txt").write_text("Write to me: oksana@example.org", encoding="utf-8")
        files = [self.root / "flashes.mp4", self.root / "poem.txt"]
        plain = self.moderate(*files, expect=1)
        self.assertEqual(plain, self.moderate(*files, "--policy", POLICIES / "default.yaml", expect=1))
        self.assertEqual(plain[0]["verdict"], "review")
        self.assertEqual(plain[0]["reviewers"], 1)

    def test_the_strict_policy_blocks_flashes_and_asks_two_people_about_personal_data(self):
        make_flashes(self.root / "flashes.mp4")
        (self.root / "poem.txt").write_text("Write to me: oksana@example.org", encoding="utf-8")
        flashes, poem = self.moderate(self.root / "flashes.mp4", self.root / "poem.txt", "--policy", POLICIES / "strict.yaml", expect=1)
        self.assertEqual(flashes["verdict"], "block")
        self.assertEqual((poem["verdict"], poem["reviewers"]), ("review", 2))

    def test_what_is_asked_for_and_not_there_is_missing_and_never_clear(self):
        make_picture(self.root / "picture.png")
        policy = self.root / "policy.yaml"
        policy.write_text("schema: policy/1\nid: ours\nrequired_filters: [crystal_ball]\nrules: []\n", encoding="utf-8")
        [picture] = self.moderate(self.root / "picture.png", "--policy", policy, expect=1)
        self.assertEqual(picture["verdict"], "inconclusive")
        self.assertEqual(picture["missing"], ["crystal_ball"])

    def test_a_call_for_help_is_routed_to_those_who_can_help(self):
        (self.root / "letter.txt").write_text("I do not want to live any more. I want to kill myself.", encoding="utf-8")
        [letter] = self.moderate(self.root / "letter.txt", expect=1)
        self.assertEqual(letter["route"], "support")
        self.assertNotEqual(letter["verdict"], "block")

    def test_words_of_ones_own(self):
        (self.root / "poem.txt").write_text("A plumbus is a plumbus.", encoding="utf-8")
        (self.root / "ours.txt").write_text("# ours\nplumbus\n", encoding="utf-8")
        [before] = self.moderate(self.root / "poem.txt", expect=0)
        [after] = self.moderate(self.root / "poem.txt", "--terms", self.root / "ours.txt", expect=1)
        self.assertEqual(before["findings"], [])
        self.assertEqual([finding["span"] for finding in after["findings"]], [[2, 9], [15, 22]])
        (self.root / "ours.txt").write_bytes(b"\xff\xfe\x00broken")
        refused = PROGRAM.run("moderate", self.root / "poem.txt", "--terms", self.root / "ours.txt")
        self.assertEqual(refused.returncode, 3)
        self.assertIn("ours.txt", refused.stderr)

    def test_another_policy_decides_again_without_decoding(self):
        make_flashes(self.root / "clip.mp4")
        (self.root / "collection.yaml").write_text(COLLECTION.format(minors=""), encoding="utf-8")
        out = self.root / "out"
        PROGRAM.build(self.root, out)
        PROGRAM.build(self.root, out, "--policy", POLICIES / "strict.yaml")
        self.assertEqual(steps(out), {("clip", "judge")})
        self.assertEqual(report(out)["works"][0]["verdict"]["verdict"], "block")

    def test_two_people_look_at_works_that_show_minors(self):
        make_video(self.root / "clip.mp4", seconds=2)
        for minors, reviewers in ((", minors: true", 2), (", minors: false", 0), ("", 0)):
            (self.root / "collection.yaml").write_text(COLLECTION.format(minors=minors), encoding="utf-8")
            PROGRAM.build(self.root, self.root / "out")
            self.assertEqual(report(self.root / "out")["works"][0]["verdict"]["reviewers"], reviewers, minors)

    def test_the_page_shows_all_files_and_keeps_pictures_veiled(self):
        make_flashes(self.root / "flashes.mp4")
        (self.root / "poem.txt").write_text("Two homes.\nMy number is 44051401359, PESEL. And more words follow here.\n", encoding="utf-8")
        page_file = self.root / "page.html"
        self.moderate(self.root / "flashes.mp4", self.root / "poem.txt", "--report", page_file, expect=1)
        page = page_file.read_text(encoding="utf-8")
        self.assertEqual(page.count('<section class="work">'), 2)
        self.assertIn("<mark>44051401359</mark>, PESEL. And more words", page)
        self.assertRegex(page, r'data:image/jpeg;base64,[A-Za-z0-9+/=]{500,}')
        self.assertNotIn("checked>", page)
        self.assertFalse(re.search(r"https?://(?!www\.w3\.org)", page))


if __name__ == "__main__":
    unittest.main(verbosity=2)
