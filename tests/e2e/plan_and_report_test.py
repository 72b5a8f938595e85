#!/usr/bin/python3
"""What a person is told before a build (plan), after it (report) and when she asks why (explain). Argument: the program integrart."""

import json
import sys
import tempfile
import unittest
from pathlib import Path

from integrart import Integrart, make_small_collection, query, report, rung, write_recipe

PROGRAM = Integrart(sys.argv.pop(1))
SECONDS = 4


class PlanAndReport(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.root = Path(cls.folder.name)
        make_small_collection(cls.root / "works", SECONDS)
        cls.recipe = cls.root / "recipe.json"
        write_recipe(cls.recipe, [rung("240p", 240, 400), rung("120p", 120, 150)])
        cls.out = cls.root / "out"
        cls.data = cls.out / ".integrart"
        cls.planned = PROGRAM.run("plan", cls.root / "works", "--recipe", cls.recipe, "--json")
        cls.nothing_made_by_plan = not cls.out.exists()
        cls.first = PROGRAM.build(cls.root / "works", cls.out, "--recipe", cls.recipe)
        cls.report = report(cls.out)
        cls.page = (cls.out / "report.html").read_text(encoding="utf-8")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def work(self, identifier):
        return next(work for work in self.report["works"] if work["id"] == identifier)

    def explain(self, *arguments, expect=0):
        result = PROGRAM.run("explain", *arguments, "--data", self.data)
        self.assertEqual(result.returncode, expect, result.stderr)
        return result

    # ---- before ----

    def test_the_plan_is_what_a_build_does(self):
        self.assertEqual(self.planned.returncode, 0, self.planned.stderr)
        self.assertTrue(self.nothing_made_by_plan)
        plans = json.loads(self.planned.stdout)["plans"]
        built = {work["id"]: [step["id"] for step in work["steps"]] for work in self.report["works"]}
        self.assertEqual({plan["work"]: [step["id"] for step in plan["steps"]] for plan in plans}, built)
        film = next(plan for plan in plans if plan["work"] == "film")
        rendition = next(step for step in film["steps"] if step["id"] == "video_rendition:120p")
        self.assertEqual((rendition["kind"], rendition["parameters"]["height"], rendition["required"]), ("video_rendition", 120, True))

    def test_the_plan_as_text(self):
        result = PROGRAM.run("plan", self.root / "works", "--recipe", self.recipe, "--data", self.data)
        self.assertEqual(result.returncode, 0, result.stderr)
        lines = result.stdout.splitlines()
        for work in ("film", "song", "picture", "story"):
            self.assertIn(work, lines)
        poster = next(line for line in lines if line.startswith("  poster  "))
        self.assertIn("source=", poster)
        self.assertIn("facts=<probe>", poster)
        self.assertTrue(poster.endswith("(optional)"))

    def test_the_plan_of_a_broken_work(self):
        broken = self.root / "broken"
        make_small_collection(broken, 1)
        (broken / "film.mp4").write_bytes(b"no film")
        result = PROGRAM.run("plan", broken, "--recipe", self.recipe)
        self.assertEqual(result.returncode, 3)
        self.assertIn("film", result.stderr)
        self.assertIn("story", result.stdout.splitlines())

    # ---- after ----

    def test_the_report_holds_what_a_person_looks_at(self):
        film, song, picture = self.work("film"), self.work("song"), self.work("picture")
        self.assertTrue(film["poster"].startswith("data:image/jpeg;base64,"))
        self.assertTrue(picture["poster"].startswith("data:image/jpeg;base64,"))
        board = film["storyboard"]
        self.assertTrue(board["image"].startswith("data:image/jpeg;base64,"))
        self.assertGreaterEqual(board["columns"] * board["rows"], board["count"])
        self.assertGreater(board["count"], 0)
        for work in (film, song):
            self.assertAlmostEqual(work["duration"], SECONDS, delta=0.1)
            self.assertGreater(len(work["waveform"]["data"]), 10)
            self.assertGreater(max(work["waveform"]["data"]), 0)
            loudness = work["loudness"]
            self.assertLess(loudness["before"]["integrated_lufs"], 0)
            self.assertAlmostEqual(loudness["after"]["integrated_lufs"], -16, delta=0.5)
            self.assertLessEqual(loudness["after"]["true_peak_dbtp"], -0.9)
            self.assertGreaterEqual(len(loudness["curve"]), SECONDS - 1)
        sizes = {rendition["id"]: (rendition["width"], rendition["height"], rendition["bytes"]) for rendition in film["renditions"] if rendition["role"] == "video"}
        self.assertEqual({name: size[:2] for name, size in sizes.items()}, {"240p": (320, 240), "120p": (160, 120)})
        self.assertGreater(sizes["240p"][2], sizes["120p"][2])
        self.assertGreater(sizes["120p"][2], 1000)
        self.assertGreater(len([one for one in picture["renditions"] if one["bytes"] > 500]), 1)
        for part in ('class="chart waveform"', 'class="chart loudness"', "data:image/jpeg;base64,", "Steps and time"):
            self.assertIn(part, self.page)

    def test_the_report_tells_where_the_time_went(self):
        self.assertGreater(self.report["seconds"], 0)
        film = {step["id"]: step for step in self.work("film")["steps"]}
        self.assertTrue(film["poster"]["shares_pass"])
        self.assertFalse(film["probe"]["shares_pass"])
        self.assertIn("in one decode pass", self.page)
        for step in film.values():
            if step["state"] == "run" and not step["kind"] == "judge":
                self.assertGreater(step["seconds"], 0, step["id"])
                self.assertGreater(step["cpu_seconds"], 0, step["id"])
        # Measured, not divided: four times the pixels cost more.
        self.assertGreater(film["video_rendition:240p"]["cpu_seconds"], film["video_rendition:120p"]["cpu_seconds"] * 1.1)
        [(result,)] = query(self.data, "SELECT result FROM job WHERE heavy = 1 AND payload LIKE '%storyboard%'")
        of_pass = json.loads(result)
        steps = [film[step["id"]] for step in of_pass["steps"]]
        self.assertGreater(len(steps), 5)
        # Whoever looks at a film or hears it does so while it is encoded; by itself each would decode it once more.
        analysers = {"shots", "fingerprint", "loudness", "waveform", "poster", "storyboard"}
        analysers |= {f"filter:{name}" for name in ("black", "face", "flash", "pattern", "qr", "text_in_picture")}
        self.assertEqual(analysers - {step["id"] for step in of_pass["steps"]}, set())
        self.assertEqual({step["id"] for step in film.values() if step["shares_pass"]}, {step["id"] for step in of_pass["steps"]})
        self.assertEqual([step["id"] for step in film.values() if step["kind"] == "filter_frames" and not step["shares_pass"]], [])
        self.assertAlmostEqual(sum(step["cpu_seconds"] for step in steps), of_pass["cpu_seconds"], delta=0.01)
        self.assertAlmostEqual(sum(step["seconds"] for step in steps), of_pass["wall_seconds"], delta=0.01)

    # ---- why ----

    def test_explain(self):
        out_of = {step["id"]: step for step in self.work("film")["steps"]}
        words = self.root / "works" / "film.pl.srt"
        before = words.read_text(encoding="utf-8")
        words.write_text(before.replace("Dwa klucze", "Dwa nowe klucze"), encoding="utf-8")
        PROGRAM.build(self.root / "works", self.out, "--recipe", self.recipe)

        text = self.explain("film").stdout
        lines = text.splitlines()
        changed = next(number for number, line in enumerate(lines) if "cue_track:pl" in line)
        self.assertIn("ran in the last build", lines[changed])
        self.assertRegex(lines[changed + 1], r'^    inputs\.source: "[0-9a-f]{64}" -> "[0-9a-f]{64}"$')
        self.assertIn("was done already", next(line for line in lines if "video_rendition:240p" in line))

        explained = {step["step"]: step for step in json.loads(self.explain("film", "--json").stdout)["steps"]}
        self.assertEqual(set(explained), set(out_of))
        self.assertTrue(explained["cue_track:pl"]["ran"])
        self.assertEqual([line.split(":")[0] for line in explained["cue_track:pl"]["changed"]], ["inputs.source"])
        self.assertFalse(explained["poster"]["ran"])
        self.assertEqual((explained["poster"]["key"], explained["poster"]["changed"]), (out_of["poster"]["key"], []))

        key = explained["poster"]["key"]
        by_key = self.explain(key[:12], "--preimage").stdout.splitlines()
        self.assertEqual(len(by_key), 2)
        self.assertTrue(by_key[0].startswith("film  poster  " + key[:16]))
        preimage = json.loads(by_key[1])
        self.assertEqual((preimage["kind"], preimage["inputs"].keys()), ("poster", {"source"}))
        self.assertEqual(json.loads(self.explain(key, "--json").stdout)["steps"][0]["preimage"], by_key[1].strip())
        self.assertIn("nobody", self.explain("nobody", expect=4).stderr)
        self.assertIn("0123456789", self.explain("0123456789", expect=4).stderr)


if __name__ == "__main__":
    unittest.main()
