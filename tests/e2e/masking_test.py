#!/usr/bin/python3
"""Personal data in texts and subtitles made unreadable, and looked for again. Usage: masking_test.py PROGRAM"""

import json
import re
import sys
import tempfile
import unittest
from pathlib import Path

import integrart as run
from pack_contents import everything_in, writings_of

PHONE = "+48 601 234 567"
SRT = (
    "1\n00:00:01,000 --> 00:00:02,500\nMam <i>PESEL 44051401359</i>\n\n2\n00:00:03,000 --> 00:00:04,000\nla la la\n\n"
    f"3\n00:00:05,000 --> 00:00:06,250\nDzwoń: {PHONE}\nAnna: anna.k@example.org\n"
)
VTT = (
    "WEBVTT\n\nintro\n00:01.000 --> 00:02.500 align:start\n<v Anna>Mijn BSN is 111222333</v>\n\n"
    "00:03.000 --> 00:04.000\nbel <b>+31 6 1234 5678</b> &amp; kom\n"
)
KINDS = (
    "1\n00:00:01,000 --> 00:00:02,000\nMój <b>PESEL: 440514</b>\n\n2\n00:00:02,000 --> 00:00:03,000\n01359, zapisz\n\n"
    "3\n00:00:04,000 --> 00:00:05,000\nStorgata 5 B eller Karl Johans gate 22\n\n"
    "4\n00:00:05,000 --> 00:00:06,000\nanna (at) example (dot) org\n\n"
    "5\n00:00:06,000 --> 00:00:07,000\nkonto 1234.56.78903\n\n"
    "6\n00:00:07,000 --> 00:00:08,000\nتلفن +۴۷ ۹۱۲ ۳۴ ۵۶۷\n\n"
    "7\n00:00:08,000 --> 00:00:09,000\nDzwoń 601 234\n\n8\n00:00:09,000 --> 00:00:10,000\n567. Skriv til info@udi.no\n"
)
LRC = "[00:01.00]Telefon <00:01.20>+47 <00:01.50>912 <00:02.00>34 <00:02.30>567\n[00:04.00]la la\n"
MARKDOWN = f"# Список\n\nПишіть на **anna.k@example.org** або {PHONE}.\n\n- УНЗР 19900228-12341\n- [сайт](https://example.org)\n"


class Masking(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.folder = Path(self.temporary.name)
        self.program = run.Integrart(PROGRAM)

    def kinds_in(self, file):
        result = self.program.run("moderate", file, "--filters", "pii", "--json")
        self.assertIn(result.returncode, (0, 1), result.stderr)
        return [finding["kind"] for finding in json.loads(result.stdout)["files"][0]["findings"]]

    def mask(self, name, text, out=None, *arguments):
        file, masked = self.folder / name, self.folder / (out or "masked-" + name)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        result = self.program.run("moderate", file, "--filters", "pii", "--mask", masked, "--json", *arguments)
        self.assertIn(result.returncode, (0, 1), result.stderr)
        told = json.loads(result.stdout)["files"][0]["masked"]
        self.assertEqual(told["left"], 0)
        self.assertGreater(told["masked"], 0)
        self.assertEqual(self.kinds_in(masked), [])
        return masked.read_text(encoding="utf-8")

    def test_masking_is_offered_where_it_can_be_done(self):
        for name, text in (("song.pl.srt", SRT), ("poem.md", MARKDOWN)):
            file, page = self.folder / name, self.folder / "page.html"
            file.write_text(text, encoding="utf-8")
            result = self.program.run("moderate", file, "--filters", "pii", "--json", "--report", page)
            [shown] = json.loads(result.stdout)["files"]
            command = ["integrart", "moderate", str(file), "--mask", "OUT"]
            self.assertIn({"for": "pii", "command": command}, shown["offers"])
            self.assertIn("--mask OUT", page.read_text(encoding="utf-8"))
            self.assertIn(f"{name} --mask OUT", self.program.run("moderate", file, "--filters", "pii").stdout)
            # The command does what it says.
            masked = self.folder / ("masked-" + name)
            self.assertIn(self.program.run(*command[1:-1], masked).returncode, (0, 1))
            shown = self.program.run("moderate", masked, "--filters", "pii", "--json")
            self.assertEqual(json.loads(shown.stdout)["files"][0]["offers"], [])
        clean = self.folder / "+48601234567.txt"  # what stands in a name is not in the words
        clean.write_text("la la la", encoding="utf-8")
        [shown] = json.loads(self.program.run("moderate", clean, "--filters", "pii", "--json").stdout)["files"]
        self.assertEqual(([finding["kind"] for finding in shown["findings"]], shown["offers"]), (["pii.phone"], []))

    def test_subtitles_keep_times_and_markup(self):
        masked = self.mask("song.pl.srt", SRT)
        self.assertEqual(re.findall(r"[\d:,]+ --> [\d:,]+", masked), re.findall(r"[\d:,]+ --> [\d:,]+", SRT))
        self.assertIn("Mam <i>PESEL •••••••••••</i>", masked)
        self.assertIn("la la la", masked)
        self.assertIn("Anna: " + "•" * len("anna.k@example.org"), masked)
        self.assertNotIn("601", masked)

    def test_webvtt_keeps_identifiers_and_placement(self):
        masked = self.mask("song.nl.vtt", VTT)
        self.assertIn("intro\n", masked)
        self.assertIn("align:start", masked)
        self.assertIn("<v Anna>Mijn BSN is •••••••••</v>", masked)
        self.assertRegex(masked, r"bel <b>[• ]+</b> &amp; kom")

    def test_words_with_times_do_not_say_it_again(self):
        masked = self.mask("song.lrc", LRC)
        self.assertNotRegex(masked, r"912|567")
        self.assertIn("[00:01.00]", masked)
        self.assertIn("la la", masked)

    def test_another_format(self):
        masked = self.mask("song.srt", SRT, "masked.vtt")
        self.assertTrue(masked.startswith("WEBVTT"))
        self.assertIn("00:00:05.000 --> 00:00:06.250", masked)

    def test_a_number_in_two_subtitles_is_masked_in_both(self):
        masked = self.mask("kinds.pl.srt", KINDS)
        self.assertIn("Mój <b>PESEL: ••••••</b>", masked)
        self.assertIn("\n•••••, zapisz\n", masked)
        self.assertIn("Dzwoń ••• •••\n", masked)
        self.assertIn("\n•••. Skriv til info@udi.no\n", masked)
        self.assertIn("\n•••••••• • • eller •••• •••••• •••• ••\n", masked)
        self.assertIn("\nkonto •••••••••••••\n", masked)
        self.assertRegex(masked, r"تلفن ••• ••• •• •••\n")
        self.assertEqual(masked.count("@"), 1)
        self.assertNotIn("(at)", masked)
        self.assertEqual(re.findall(r"[\d:,]+ --> [\d:,]+", masked), re.findall(r"[\d:,]+ --> [\d:,]+", KINDS))

    def test_a_finding_points_at_both_lines(self):
        file = self.folder / "two.txt"
        file.write_text("Mój PESEL: 440514\n01359, zapisz\n", encoding="utf-8")
        shown = self.program.run("moderate", file, "--filters", "pii", "--json")
        [finding] = json.loads(shown.stdout)["files"][0]["findings"]
        self.assertEqual((finding["kind"], finding["span"]), ("pii.pesel", [11, 23]))

    def test_texts_keep_all_else(self):
        masked = self.mask("text.md", MARKDOWN)
        self.assertEqual(len(masked), len(MARKDOWN))
        self.assertEqual([a for a, b in zip(MARKDOWN, masked) if a == b and a not in "\n"].count("#"), 1)
        self.assertIn("**" + "•" * len("anna.k@example.org") + "**", masked)
        self.assertIn("[сайт](https://example.org)", masked)

    def test_old_encodings_and_the_word_style(self):
        text = "Mój numer: 601 234 567, tel. do mnie. Zażółć gęślą jaźń, proszę państwa.\n"
        masked = self.mask("text.txt", text.encode("cp1250"), None, "--mask-with-word")
        self.assertEqual(masked, text.replace("601 234 567", "[masked]"))

    def test_more_than_a_filter_names_at_once(self):
        masked = self.mask("many.txt", "".join(f"a{i}@example.org\n" for i in range(700)))
        self.assertNotIn("@", masked)
        self.assertEqual(masked.count("\n"), 700)

    def build_picture(self, **keys):
        """What became of a picture whose title, description and alternative texts hold personal data: run, report, folder."""
        folder = self.folder / "collection"
        folder.mkdir(exist_ok=True)
        run.make_picture(folder / "a.png")
        work = {"id": "a", "kind": "image", "file": "a.png", "language": "en", "creators": [{"name": "A"}],
                "consent": {"people": 0, "granted": ["teach"]}, "seen": True,
                "title": {"en": f"Call {PHONE}", "uk": "Дім"}, "description": {"pl": "Mój PESEL to 44051401359."},
                "alt": {"en": "A door, anna.k@example.org", "uk": "Двері, anna.k@example.org"}, **keys}
        collection = {"schema": "collection/1", "id": "small", "title": {"en": "Small"}, "languages": ["en", "uk", "pl"],
                      "licence": "CC-BY-4.0", "works": [work], "pack": {"formats": ["web"]}}
        (folder / "collection.yaml").write_text(json.dumps(collection), encoding="utf-8")
        out = self.folder / "out"
        result = self.program.run("build", folder, "--out", out, "--json")
        shown = run.report(out)["works"][0] if (out / "report.json").is_file() else None
        return result, shown, out

    def test_words_about_a_work_are_masked_where_the_collection_says_so(self):
        _, shown, out = self.build_picture()
        self.assertEqual({finding["place"] for finding in shown["findings"]},
                         {"title:en", "description:pl", "alt:en", "alt:uk"})
        [offer] = shown["offers"]
        self.assertEqual((offer["for"], offer["work"], set(offer["places"])),
                         ("pii", "a", {"title:en", "description:pl", "alt:en", "alt:uk"}))
        self.assertIn("mask: personal_data", (out / "report.html").read_text(encoding="utf-8"))
        result, shown, out = self.build_picture(mask="personal_data")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual((shown["findings"], shown["offers"], shown["left_out"]), ([], [], []))
        self.assertIn("4 stretches of personal data masked", " ".join(shown["notes"]))
        packs = [list(everything_in(out / pack["file"])) for pack in json.loads(result.stdout)["packs"]]
        for masked in ("Call ••• ••• ••• •••", "Mój PESEL to •••••••••••.", "A door, " + "•" * 18, "Двері, " + "•" * 18):
            for held in packs:
                self.assertTrue(any(way in data for way in writings_of(masked) for _, data in held), masked)
        held = [entry for pack in packs for entry in pack] + [(str(file), file.read_bytes()) for file in (out / "report.html", out / "report.json")]
        for private in ("601 234 567", "44051401359", "anna.k@example.org"):
            self.assertEqual([where for where, data in held if private.encode() in data], [])

    def test_what_a_plan_shows_is_masked_too(self):
        self.build_picture(mask="personal_data")
        plan = self.program.run("plan", self.folder / "collection").stdout
        self.assertRegex(plan, r"masked_labels")

    def test_only_personal_data_is_masked(self):
        result, _, _ = self.build_picture(mask="everything")
        self.assertEqual(result.returncode, 3)
        self.assertIn("personal_data", result.stderr)

    def test_wrong_use(self):
        text = self.folder / "a.txt"
        text.write_text("anna.k@example.org")
        two = self.program.run("moderate", text, text, "--mask", self.folder / "b.txt")
        self.assertEqual(two.returncode, 3, two.stderr)
        self.assertFalse((self.folder / "b.txt").exists())
        picture = self.folder / "a.png"
        run.make_picture(picture)
        self.assertEqual(self.program.run("moderate", picture, "--mask", self.folder / "b.txt").returncode, 3)
        self.assertFalse((self.folder / "b.txt").exists())


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    unittest.main()
