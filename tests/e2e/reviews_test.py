#!/usr/bin/python3
"""People decide on works that a verdict holds back. Argument: the program integrart."""

import json
import sys
import tempfile
import unittest
from pathlib import Path

from integrart import Integrart, make_picture, report

PROGRAM = Integrart(sys.argv.pop(1))
STRICT = Path(__file__).resolve().parents[2] / "samples" / "policies" / "strict.yaml"

COLLECTION = """schema: collection/1
id: small
title: {{en: Small}}
languages: [en]
licence: CC-BY-4.0
works:
  - id: poem
    kind: text
    file: poem.md
    language: en
    title: {{en: Poem}}
    creators: [{{name: A}}]
    consent: {{people: 0, granted: [teach]}}{poem}
  - id: tree
    kind: image
    file: tree.png
    title: {{en: Tree}}
    creators: [{{name: A}}]
    consent: {{people: 0, granted: [teach]}}{tree}
pack: {{formats: [web]}}
"""
# By its check digits a Polish PESEL; the person is invented.
NUMBER = "My number is PESEL 44051401359.\n"


class Reviews(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="integrart-reviews-")
        self.addCleanup(scratch.cleanup)
        self.folder, self.out = Path(scratch.name) / "in", Path(scratch.name) / "out"
        self.folder.mkdir()
        (self.folder / "poem.md").write_text("# A tree\n\nIt stands.\n\n" + NUMBER, encoding="utf-8")
        make_picture(self.folder / "tree.png")

    def build(self, *arguments, expect=0, **reviews):
        lines = {work: "".join(f"\n      - {review}" for review in reviews.get(work, [])) for work in ("poem", "tree")}
        (self.folder / "collection.yaml").write_text(
            COLLECTION.format(**{work: f"\n    reviews:{text}" if text else "" for work, text in lines.items()}), encoding="utf-8")
        return {work["id"]: work for work in
                PROGRAM.build(self.folder, self.out, "--data", self.folder.parent / "data", *arguments, expect=expect)["works"]}

    def packed(self):
        return {work.name for work in (self.out / "packs" / "small.web" / "works").iterdir()}

    def test_a_work_waits_for_a_person_and_goes_with_her_word(self):
        works = self.build()
        self.assertEqual((works["poem"]["verdict"], works["tree"]["verdict"]), ("review", "clear"))
        self.assertEqual(self.packed(), {"tree"})
        mark = works["poem"]["review"]["mark"]
        line = f"{{by: NAME, decision: publish, of: {mark}}}"
        self.assertTrue(any(line in reason for reason in works["poem"]["left_out"]), works["poem"]["left_out"])
        self.assertIn(line, (self.out / "report.html").read_text(encoding="utf-8"))

        # Exactly the line that the report gives.
        works = self.build(poem=[line.replace("NAME", "Anna")])
        self.assertEqual((works["poem"]["left_out"], works["poem"]["verdict"]), ([], "review"))
        self.assertEqual(self.packed(), {"poem", "tree"})
        self.assertEqual(report(self.out)["steps"]["run"], 0)
        self.assertIn("Anna has looked at it", (self.out / "report.html").read_text(encoding="utf-8"))

    def test_a_changed_work_is_looked_at_again(self):
        line = f"{{by: Anna, decision: publish, of: {self.build()['poem']['review']['mark']}}}"
        with (self.folder / "poem.md").open("a", encoding="utf-8") as poem:
            poem.write("And a second line.\n")
        works = self.build(poem=[line])
        self.assertEqual(self.packed(), {"tree"})
        self.assertTrue(any("Look again" in reason for reason in works["poem"]["left_out"]), works["poem"]["left_out"])

    def test_a_refusal_keeps_a_clear_work_out(self):
        works = self.build(tree=["{by: Eva, decision: refuse, reason: she asked us to wait}"], expect=1)
        self.assertEqual(works["tree"]["verdict"], "clear")
        self.assertTrue(any("she asked us to wait" in reason for reason in works["tree"]["left_out"]), works["tree"])

    def test_without_a_model_the_strict_policy_holds_a_picture_until_somebody_looked(self):
        works = self.build("--policy", STRICT, expect=1)
        self.assertEqual(works["tree"]["verdict"], "inconclusive")
        self.assertTrue(works["tree"]["left_out"])
        two = [f"{{by: {who}, decision: publish, of: {works['poem']['review']['mark']}}}" for who in ("Anna", "Eva")]
        one = [f"{{by: Anna, decision: publish, of: {works['tree']['review']['mark']}}}"]
        self.build("--policy", STRICT, tree=one, poem=two[:1])
        self.assertEqual(self.packed(), {"tree"})
        self.build("--policy", STRICT, tree=one, poem=two)
        self.assertEqual(self.packed(), {"poem", "tree"})

    def test_what_no_model_looked_at_is_said(self):
        (self.folder / "collection.yaml").write_text(COLLECTION.format(poem="", tree=""), encoding="utf-8")
        arguments = ("build", self.folder, "--out", self.out, "--data", self.folder.parent / "data")
        said = "image_class: not checked"
        self.assertIn(said, PROGRAM.run(*arguments).stderr)
        self.assertIn(said, (self.out / "report.html").read_text(encoding="utf-8"))
        missed = json.loads(PROGRAM.run(*arguments, "--json").stdout)["not_checked"]
        self.assertEqual([one["works"] for one in missed], [["tree"]])

    def test_a_review_that_says_too_little_is_refused(self):
        (self.folder / "collection.yaml").write_text(
            COLLECTION.format(poem="\n    reviews: [{by: Anna, decision: publish}]", tree=""), encoding="utf-8")
        result = PROGRAM.run("build", self.folder, "--out", self.out, "--data", self.folder.parent / "data")
        self.assertEqual(result.returncode, 3, result.stderr)
        self.assertIn("works[0].reviews[0].of", result.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
