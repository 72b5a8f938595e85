#!/usr/bin/python3
"""Models that tell what pictures show, through the program: a tiny one that is made here. Argument: the program integrart."""

import json
import random
import sys
import tempfile
import unittest
from pathlib import Path

import tiny_model
from integrart import Integrart, ffmpeg, report, rung, steps, work_entry, write_collection, write_recipe
from tiny_model import write_model

PROGRAM = Integrart(sys.argv.pop(1))
POLICIES = Path(__file__).resolve().parents[2] / "samples" / "policies"

# Nothing but a model decides here.
POLICY = """schema: policy/1
id: ours
required_filters: [image_class]
rules: [{kind: image_class, at_least: 0, verdict: review}]
"""


def picture(path, colour):
    ffmpeg("-f", "lavfi", "-i", f"color={colour}:s=320x240:d=1", "-frames:v", "1", path)


def film(path):
    """Two seconds of blue, four of red, two of blue."""
    parts = [("blue", 2), ("red", 4), ("blue", 2)]
    inputs = [argument for colour, seconds in parts for argument in ("-f", "lavfi", "-i", f"color={colour}:s=320x240:r=25:d={seconds}")]
    ffmpeg(*inputs, "-filter_complex", "[0:v][1:v][2:v]concat=n=3:v=1[v]", "-map", "[v]", "-c:v", "libx264", "-preset", "ultrafast",
           "-pix_fmt", "yuv420p", path)


class ImageClass(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = Path(self.folder.name)
        self.policy = self.root / "policy.yaml"
        self.policy.write_text(POLICY, encoding="utf-8")

    def moderate(self, *arguments, expect):
        result = PROGRAM.run("moderate", *arguments, "--filters", "image_class", "--policy", self.policy, "--json")
        self.assertEqual(result.returncode, expect, result.stderr[-3000:])
        return json.loads(result.stdout)["files"]

    def refused(self, *arguments, expect=3):
        picture(self.root / "red.png", "red")
        result = PROGRAM.run("moderate", self.root / "red.png", "--filters", "image_class", "--policy", self.policy, *arguments)
        self.assertEqual(result.returncode, expect, result.stdout + result.stderr)
        self.assertNotIn(": clear", result.stdout)
        return result.stdout + result.stderr

    def test_a_red_and_a_blue_picture(self):
        picture(self.root / "red.png", "red")
        picture(self.root / "blue.png", "blue")
        red, blue = self.moderate(self.root / "red.png", self.root / "blue.png", "--model", write_model(self.root), expect=1)
        self.assertEqual((red["verdict"], blue["verdict"]), ("review", "clear"))
        [finding] = red["findings"]
        self.assertEqual(finding["kind"], "image_class.red_thing")
        self.assertGreater(finding["score"], 0.98)
        self.assertEqual((finding["severity"], finding["text"], finding["rule"], finding["evidence"]),
                         ("medium", "red", "tiny 3 >= 0.50", "image_class/2"))
        self.assertEqual((finding["start"], finding["end"], finding["box"]), (None, None, [0, 0, 1, 1]))
        self.assertIn("tiny 3", finding["message"])
        [model] = blue["models"]
        self.assertEqual((model["id"], model["version"], model["licence"], model["looks"]), ("tiny", "3", "CC0-1.0", 1))
        self.assertEqual(blue["not_checked"], [])
        self.moderate(self.root / "blue.png", "--model", self.root / "tiny.model.json", expect=0)

    def test_a_film_is_looked_at_after_each_cut(self):
        film(self.root / "film.mp4")
        [shown] = self.moderate(self.root / "film.mp4", "--model", write_model(self.root), expect=1)
        self.assertEqual(shown["verdict"], "review")
        [finding] = shown["findings"]
        self.assertAlmostEqual(finding["start"], 2, delta=0.6)
        self.assertAlmostEqual(finding["end"], 6, delta=0.6)
        self.assertGreater(finding["score"], 0.95)

    def test_without_a_model_nothing_is_checked_and_a_person_looks(self):
        picture(self.root / "blue.png", "blue")
        [shown] = self.moderate(self.root / "blue.png", expect=1)
        self.assertEqual((shown["verdict"], shown["reviewers"]), ("inconclusive", 1))
        self.assertEqual(shown["missing"], ["image_class"])
        [unchecked] = shown["not_checked"]
        self.assertEqual(unchecked["filter"], "image_class")
        self.assertIn("--model", unchecked["reason"])
        self.assertEqual(shown["models"], [])
        strict = PROGRAM.run("moderate", self.root / "blue.png", "--policy", POLICIES / "strict.yaml", "--json")
        self.assertIn("image_class", json.loads(strict.stdout)["files"][0]["missing"])

    def test_by_default_a_file_that_nobody_has_seen_waits_for_a_person(self):
        picture(self.root / "blue.png", "blue")
        film(self.root / "film.mp4")
        (self.root / "poem.txt").write_text("Two homes.\n", encoding="utf-8")
        page = self.root / "page.html"
        files = [self.root / name for name in ("blue.png", "film.mp4", "poem.txt")]
        result = PROGRAM.run("moderate", *files, "--report", page, "--json")
        self.assertEqual(result.returncode, 1, result.stderr[-3000:])
        blue, moving, poem = json.loads(result.stdout)["files"]
        for shown in (blue, moving):
            self.assertEqual((shown["verdict"], shown["reviewers"], shown["missing"]), ("inconclusive", 1, ["image_class"]))
            self.assertIn("image_class", [one["filter"] for one in shown["not_checked"]])
        self.assertEqual((poem["verdict"], poem["missing"]), ("clear", []))
        self.assertIn("no model for it was named", page.read_text(encoding="utf-8"))
        with_model = PROGRAM.run("moderate", files[0], "--model", write_model(self.root), "--json")
        self.assertEqual(json.loads(with_model.stdout)["files"][0]["verdict"], "clear", with_model.stderr)

    def test_a_build_holds_what_a_script_listed_until_a_person_has_looked(self):
        picture(self.root / "blue.png", "blue")
        picture(self.root / "green.png", "green")
        listed = {"alt": {"en": "a colour"}}

        def build(**unseen):
            write_collection(self.root, [work_entry("seen", "image", "green.png", **listed),
                                         work_entry("unseen", "image", "blue.png", **listed, **unseen)])
            out = self.root / "out"
            summary = PROGRAM.build(self.root, out)
            # Of the one that was seen, too, it is said that no model looked.
            self.assertEqual([sorted(one["works"]) for one in summary["not_checked"]], [["seen", "unseen"]])
            works = {work["id"]: work for work in summary["works"]}
            [pack] = (out / "packs").glob("*.web")
            return works, {work.name for work in (pack / "works").iterdir()}

        works, published = build(seen=False)
        self.assertEqual({name: work["verdict"] for name, work in works.items()}, {"seen": "clear", "unseen": "inconclusive"})
        self.assertEqual(published, {"seen"})
        review = {"by": "Anna", "decision": "publish", "of": works["unseen"]["review"]["mark"]}
        self.assertEqual(build(seen=False, reviews=[review])[1], {"seen", "unseen"})
        self.assertEqual(build(seen=True)[1], {"seen", "unseen"})

    def test_the_page_names_the_model_its_licence_and_what_it_is_not_good_for(self):
        picture(self.root / "red.png", "red")
        page_file = self.root / "page.html"
        self.moderate(self.root / "red.png", "--model", write_model(self.root), "--report", page_file, expect=1)
        page = page_file.read_text(encoding="utf-8")
        self.assertIn("tiny 3 (licence: CC0-1.0) was shown one picture, 100 % of each at least.", page)
        self.assertIn("not good for: Anything but &lt;red&gt; &amp; blue.", page)
        self.assertNotIn("<red>", page)

    def test_two_models_look_and_each_is_told(self):
        picture(self.root / "red.png", "red")
        one = write_model(self.root)
        two = write_model(self.root, "other", side=24, input={"width": 24, "height": 24, "scale": 1 / 255, "channels": "bgr"})
        [shown] = self.moderate(self.root / "red.png", "--model", one, "--model", two, expect=1)
        self.assertEqual({model["id"] for model in shown["models"]}, {"tiny", "other"})
        self.assertEqual([finding["rule"] for finding in shown["findings"]], ["tiny 3 >= 0.50"])

    def test_what_is_no_such_model(self):
        good = tiny_model.onnx(16)
        self.assertIn("SHA-256", self.refused("--model", write_model(self.root, sha256="0" * 64)))
        self.assertIn("input.width", self.refused("--model", write_model(self.root, input={"width": 4000, "height": 16})))
        self.assertIn("tiny.onnx", self.refused("--model", write_model(self.root, limits={"bytes": 100, "not_for": {"en": "x"}})))
        self.assertIn("1 x 3 x 16 x 16", self.refused("--model", write_model(self.root, input={"width": 16, "height": 20})))
        self.assertIn("labels", self.refused("--model", write_model(self.root, labels=[{"label": "red", "finding": "red"}])))
        self.assertIn("not a number", self.refused("--model", write_model(self.root, data=tiny_model.onnx(16, (float("nan"), 0)))))
        self.assertIn("ONNX", self.refused("--model", write_model(self.root, data=good[:100])))
        self.assertIn("ONNX", self.refused("--model", write_model(self.root, data=random.Random(4).randbytes(5000))))
        write_model(self.root)
        self.assertIn("absent.onnx", self.refused("--model", write_model(self.root, file="absent.onnx"), expect=4))
        model = write_model(self.root)
        self.assertIn("once", self.refused("--model", model, "--model", model))
        self.assertIn("absent.json", self.refused("--model", self.root / "absent.json", expect=4))

    def test_damaged_models_stop_a_work_and_nothing_else(self):
        picture(self.root / "red.png", "red")
        (self.root / "poem.txt").write_text("Two homes.\n", encoding="utf-8")
        chance = random.Random(11)
        for _ in range(8):
            data = bytearray(tiny_model.onnx(16))
            for _ in range(3):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            result = PROGRAM.run("moderate", self.root / "red.png", self.root / "poem.txt", "--policy", self.policy, "--model",
                                 write_model(self.root, data=bytes(data)), "--json")
            self.assertIn(result.returncode, (0, 1, 3), result.stderr)
            damaged, poem = json.loads(result.stdout)["files"]
            self.assertEqual(poem["verdict"], "clear")
            if result.returncode == 3:
                self.assertNotIn(damaged["verdict"], ("clear", "warn"))

    def test_a_build_looks_with_the_model_once(self):
        picture(self.root / "red.png", "red")
        write_collection(self.root, [work_entry("red", "image", "red.png", alt={"en": "red"})])
        recipe = self.root / "recipe.json"
        write_recipe(recipe, [rung("240p", 240, 400)], filters=["image_class"])
        arguments = ("--recipe", recipe, "--policy", self.policy, "--model", write_model(self.root))
        out = self.root / "out"
        PROGRAM.build(self.root, out, *arguments, expect=1)  # held back, so that the pack is empty
        [work] = report(out)["works"]
        self.assertEqual(work["verdict"]["verdict"], "review")
        PROGRAM.build(self.root, out, *arguments, expect=1)
        self.assertEqual(steps(out), set())
        write_model(self.root, threshold=0.4)
        PROGRAM.build(self.root, out, *arguments, expect=1)
        self.assertIn(("red", "filter:image_class:tiny"), steps(out))


if __name__ == "__main__":
    unittest.main(verbosity=2)
