#!/usr/bin/python3
"""Moderation through the program: verdicts, policies, a page to read. Argument: the program integrart."""

import json
import re
import subprocess
import sys
import unittest
from pathlib import Path

from integrart import Integrart, ffmpeg, make_picture, make_video, report, steps
from moderate_case import ModerateCase

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


class Moderation(ModerateCase):
    program = PROGRAM

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

    def test_the_words_of_subtitles_are_read_as_they_are_shown(self):
        """Not with the times and the markup that stand between them, and on into the next cue."""
        webvtt, srt = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n", "1\n00:00:01,000 --> 00:00:04,000\n"
        told = {
            "help.srt": (srt + "I <i>was</i> raped\n", "term.support"),
            "bold.vtt": (webvtt + "PESEL 4405<b>1401</b>359\n", "pii.pesel"),
            "sung.vtt": (webvtt + "PESEL 4405<00:00:02.000>1401<00:00:03.000>359\n", "pii.pesel"),
            "two.srt": (srt + "PESEL 440514\n\n2\n00:00:04,000 --> 00:00:06,000\n01359\n", "pii.pesel"),
            "karaoke.lrc": ("[00:01.00]PESEL <00:01.00>4405<00:02.00>1401<00:03.00>359\n", "pii.pesel"),
            "song.ass": ("[Script Info]\nScriptType: v4.00+\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
                         "Dialogue: 0,0:00:01.00,0:00:04.00,Default,,0,0,0,,PESEL 4405{\\k50}1401{\\k50}359\n", "pii.pesel"),
        }
        for name, (text, kind) in told.items():
            with self.subTest(name):
                (self.root / name).write_text(text, encoding="utf-8")
                [shown] = self.moderate(self.root / name, expect=1)
                self.assertEqual([finding["kind"] for finding in shown["findings"]], [kind])
                end = {"two.srt": 6, "karaoke.lrc": None}.get(name, 4)  # the last line of a song has no end
                self.assertEqual([(finding["start"], finding["end"]) for finding in shown["findings"]], [(1, end)])
        page = self.root / "page.html"
        told = PROGRAM.run("moderate", self.root / "two.srt", "--report", page).stdout
        self.assertIn("1.00 s: ", told)
        self.assertIn("1.00 s – 6.00 s", page.read_text(encoding="utf-8"))
        self.assertIn('class="lane"', page.read_text(encoding="utf-8"))
        harmless = self.root / "harmless.vtt"
        harmless.write_text("WEBVTT\n\nNOTE PESEL 44051401359\n\n" + webvtt.split("\n\n")[1] + "Sleep, my song\n", encoding="utf-8")
        [shown] = self.moderate(harmless, expect=0)  # what nobody is shown
        self.assertEqual((shown["verdict"], shown["findings"]), ("clear", []))

    def test_timed_text_is_known_by_what_it_says_whatever_its_name(self):
        told = {
            "song.xml": '<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml" xml:lang="pl"><body><div>'
                        '<p begin="1s" end="4s">PESEL 4405<span>1401</span>359</p></div></body></tt>',
            "song.txt": "#TITLE:A\n#ARTIST:B\n#MP3:a.mp3\n#BPM:15\n#GAP:1000\n: 0 1 60 PESEL\n: 1 1 60  4405\n"
                        ": 2 1 60 1401\n: 3 1 60 359\nE\n",
        }
        for name, text in told.items():
            with self.subTest(name):
                (self.root / name).write_text(text, encoding="utf-8")
                [shown] = self.moderate(self.root / name, expect=1)
                self.assertEqual([(found["kind"], found["text"], found["start"]) for found in shown["findings"]],
                                 [("pii.pesel", "44051401359", 1)])

    def test_what_is_no_text_is_refused_with_what_to_do(self):
        files = {"a.pdf": "%PDF-1.7\nPESEL 44051401359", "a.rtf": "{\\rtf1 PESEL 44051401359}", "a.txt": "{\\rtf1 hello}",
                 "a.svg": '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><text>PESEL 44051401359</text></svg>'}
        for name, text in files.items():
            with self.subTest(name):
                (self.root / name).write_text(text, encoding="utf-8")
                result = PROGRAM.run("moderate", self.root / name, "--json")
                self.assertEqual(result.returncode, 3, result.stderr[-2000:])
                self.assertIn("Save it as", result.stderr)
                self.assertEqual(json.loads(result.stdout)["files"][0]["verdict"], "inconclusive")

    def test_words_beside_the_text_of_a_page_are_read_with_their_places(self):
        page = self.root / "page.html"
        page.write_text('<html><head><title>Tom, you idiot</title><meta name="Description" content="PESEL 44051401359"></head>'
                        '<body><p>Hello <img alt="a house"><img alt="ask oksana@example.org"><b title="idiot!">x</b></p></body></html>',
                        encoding="utf-8")
        [shown] = self.moderate(page, expect=1)
        self.assertEqual({(found["kind"], found["place"], tuple(found["span"])) for found in shown["findings"]},
                         {("term.insult", "page_title", (9, 14)), ("pii.pesel", "page_description", (6, 17)),
                          ("pii.email", "alt_text:2", (4, 22)), ("term.insult", "hint:1", (0, 5))})
        told = PROGRAM.run("moderate", page, "--report", self.root / "report.html").stdout
        self.assertIn("Alternative text no. 2 in the page", told)
        self.assertIn("Alternative text no. 2 in the page", (self.root / "report.html").read_text(encoding="utf-8"))

    def test_words_inside_a_film_and_a_song_are_read_with_their_places(self):
        """Tags, titles of chapters and text tracks; pictures of words are named as not checked."""
        (self.root / "words.srt").write_text("1\n00:00:00,500 --> 00:00:01,000\nHello\n\n2\n00:00:01,000 --> 00:00:02,000\n"
                                             "PESEL 44051401359\n", encoding="utf-8")
        (self.root / "tags.txt").write_text(
            ";FFMETADATA1\ntitle=A film\ncomment=ask oksana@example.org\nlyrics=You idiot\nartist=Oksana\n"
            "[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1000\ntitle=Begin\n"
            "[CHAPTER]\nTIMEBASE=1/1000\nSTART=1000\nEND=2000\ntitle=idiot\n", encoding="utf-8")
        film = ("-f", "lavfi", "-i", "color=gray:s=64x64:r=10:d=2", "-i", self.root / "words.srt", "-i", self.root / "tags.txt",
                "-map", "0", "-map", "1", "-map_metadata", "2", "-map_chapters", "2", "-c:v", "libx264")
        ffmpeg(*film, "-c:s", "mov_text", self.root / "film.mp4")
        ffmpeg(*film, "-c:s", "subrip", self.root / "film.mkv")
        ffmpeg("-f", "lavfi", "-i", "sine=d=2", "-i", self.root / "tags.txt", "-map_metadata", "1", self.root / "song.mp3")
        inside = {("pii.email", "tag:comment", None, None), ("term.insult", "tag:lyrics", None, None),
                  ("term.insult", "chapter:2", 1, 2)}
        track = {("pii.pesel", "track:1", 1, 2)}
        for name, expected in {"film.mp4": inside | track, "film.mkv": inside | track, "song.mp3": inside}.items():
            with self.subTest(name):
                [shown] = self.moderate(self.root / name, "--filters", "term,pii", expect=1)
                found = {(one["kind"], one["place"], one["start"], one["end"]) for one in shown["findings"]}
                self.assertEqual(found, expected)
                self.assertEqual(shown["not_checked"], [])
        pictures = self.root / "pictures.mkv"
        pictures.write_bytes((self.root / "film.mkv").read_bytes().replace(b"S_TEXT/UTF8", b"S_HDMV/PGS\0"))
        [shown] = self.moderate(pictures, "--filters", "term,pii", expect=1)
        self.assertEqual({entry["filter"] for entry in shown["not_checked"]}, {"term", "pii"})
        self.assertIn("1 (hdmv_pgs_subtitle)", shown["not_checked"][0]["reason"])
        self.assertLessEqual({"term", "pii"}, set(shown["missing"]))

    def test_what_is_called_subtitles_and_is_none_is_read_as_text(self):
        for name in ("broken.vtt", "broken.srt", "broken.ass"):
            with self.subTest(name):
                (self.root / name).write_text("no subtitles: PESEL 44051401359\n", encoding="utf-8")
                [shown] = self.moderate(self.root / name, expect=1)
                self.assertEqual([finding["kind"] for finding in shown["findings"]], ["pii.pesel"])

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

    def test_a_rule_list_says_what_it_is_for_and_until_when(self):
        (self.root / "poem.txt").write_text("A plumbus at flat nr. 12, flat nr 7.", encoding="utf-8")
        rules = [{"term": "plumbus"}, {"term": r"flat nr\.? [0-9]+", "match": "regex", "exceptions": ["flat nr 7"]}]
        listed = {"schema": "term_list/1", "id": "ours", "owner": "A", "rules": rules}

        def findings(expect, *arguments, **keys):
            (self.root / "ours.json").write_text(json.dumps({**listed, **keys}), encoding="utf-8")
            [file] = self.moderate(self.root / "poem.txt", "--terms", self.root / "ours.json", *arguments, expect=expect)
            return [finding["text"] for finding in file["findings"]], file

        self.assertEqual(findings(1, expires="2999-12-31")[0], ["plumbus", "flat nr. 12"])
        found, file = findings(1, action="note")
        self.assertEqual((found, file["verdict"]), (["plumbus", "flat nr. 12"], "warn"))
        self.assertEqual(findings(1, action="support")[1]["route"], "support")
        self.assertEqual(findings(0, scope=["title", "file_name"])[0], [])
        found, file = findings(0, expires="2020-01-01")
        self.assertEqual(found, [])
        self.assertIn("ours", [entry["reason"] for entry in file["not_checked"] if entry["filter"] == "term"][0])
        for tried in (findings(0, "--dry-run"), findings(0, dry_run=True)):
            self.assertEqual((tried[0], tried[1]["verdict"]), ([], "clear"))
            self.assertEqual(tried[1]["would_find"], [{"list": "ours", "term": "plumbus", "times": 1},
                                                      {"list": "ours", "term": r"flat nr\.? [0-9]+", "times": 1}])
        told = PROGRAM.run("moderate", self.root / "poem.txt", "--terms", self.root / "ours.json", "--dry-run").stdout
        self.assertIn("“plumbus” would be found 1 time.", told)

    def test_files_behind_an_option_are_files(self):
        for name in ("one.txt", "two.txt"):
            (self.root / name).write_text("Zadzwoń: 601 234 567", encoding="utf-8")
        files = self.moderate("--filters", "pii,term", self.root / "one.txt", self.root / "two.txt", expect=1)
        self.assertEqual([[finding["kind"] for finding in file["findings"]] for file in files], [["pii.phone"]] * 2)
        self.assertEqual(len(self.moderate("--filters", "pii", "--filters", "term", self.root / "one.txt", expect=1)), 1)

    def test_help_lines_of_ones_own_are_nobodys_numbers(self):
        (self.root / "poem.txt").write_text("Ring 22 73 41 59!", encoding="utf-8")
        lines = {"schema": "help_lines/1", "id": "house", "owner": "A", "source": "our board", "expires": "2999-12-31",
                 "lines": [{"number": "22 73 41 59", "country": "NO", "name": "Our line"}]}

        def kinds(expect, **keys):
            (self.root / "house.json").write_text(json.dumps({**lines, **keys}), encoding="utf-8")
            [file] = self.moderate(self.root / "poem.txt", "--terms", self.root / "house.json", expect=expect)
            return [finding["kind"] for finding in file["findings"]]

        self.assertEqual(kinds(0), [])
        self.assertEqual(kinds(1, expires="2020-01-01"), ["pii.phone"])
        page = self.root / "page.html"
        [file] = self.moderate(self.root / "poem.txt", "--terms", self.root / "house.json", "--report", page, expect=1)
        [note] = [note for note in file["notes"] if "help lines" in note]
        self.assertIn("house", note)
        self.assertIn(note, page.read_text(encoding="utf-8"))
        self.moderate(self.root / "poem.txt", "--terms", self.root / "house.json", "--mask", self.root / "masked.txt", expect=1)
        self.assertNotIn("22 73", (self.root / "masked.txt").read_text(encoding="utf-8"))
        (self.root / "house.json").write_text(json.dumps({**lines, "owner": ""}), encoding="utf-8")
        refused = PROGRAM.run("moderate", self.root / "poem.txt", "--terms", self.root / "house.json")
        self.assertEqual(refused.returncode, 3, refused.stderr)
        self.assertIn("owner", refused.stderr)

    def test_a_misspelt_kind_in_a_policy_is_refused(self):
        (self.root / "poem.txt").write_text("La la la.", encoding="utf-8")
        (self.root / "policy.yaml").write_text("schema: policy/1\nrules: [{kind: term.suport}]\n", encoding="utf-8")
        refused = PROGRAM.run("moderate", self.root / "poem.txt", "--policy", self.root / "policy.yaml")
        self.assertEqual(refused.returncode, 3, refused.stderr)
        for word in ("policy.yaml", "rules[0].kind", "term.suport", "term.support"):
            self.assertIn(word, refused.stderr)

    def test_what_is_wrong_with_a_rule_list_is_said_before_anything_is_looked_at(self):
        (self.root / "poem.txt").write_text("La la la.", encoding="utf-8")
        for rules, place in (([{"term": "good"}, {"term": "bad(", "match": "regex"}], "rules[1].term"),
                             ([{"term": "good", "match": "inside"}], "rules[0].match")):
            (self.root / "ours.json").write_text(json.dumps({"schema": "term_list/1", "rules": rules}), encoding="utf-8")
            refused = PROGRAM.run("moderate", self.root / "poem.txt", "--terms", self.root / "ours.json")
            self.assertEqual(refused.returncode, 3, refused.stderr)
            self.assertIn("ours.json", refused.stderr)
            self.assertIn(place, refused.stderr)

    def test_titles_and_names_of_files_are_looked_through_too(self):
        (self.root / "tel_+48601234567.txt").write_text("La la la.", encoding="utf-8")
        (self.root / "song.pl.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nLa la la\n", encoding="utf-8")
        (self.root / "collection.yaml").write_text(
            "schema: collection/1\nid: small\ntitle: {en: Small}\nlanguages: [en]\nlicence: CC-BY-4.0\nworks:\n"
            "  - id: poem\n    kind: text\n    file: tel_+48601234567.txt\n    language: en\n"
            "    title: {en: You idiot, pl: 'https://diia.gov.ua.example.com/login'}\n"
            "    description: {en: 'A poem. Write to oksana@example.org.'}\n"
            "    creators: [{name: A. Person +48 601 234 567}]\npack: {formats: []}\n", encoding="utf-8")
        out = self.root / "out"
        PROGRAM.build(self.root, out)
        [work] = report(out)["works"]
        found = {(finding["kind"], finding["place"]): finding for finding in work["findings"]}
        self.assertEqual(set(found), {("pii.phone", "file_name:tel_+48601234567.txt"), ("term.insult", "title:en"),
                                      ("link", "title:pl"), ("pii.email", "description:en")})
        phone = found["pii.phone", "file_name:tel_+48601234567.txt"]
        self.assertEqual((phone["span"], phone["text"]), ([4, 16], "+48601234567"))
        self.assertEqual(phone["context"], {"before": "tel_", "after": ".txt"})
        self.assertEqual(found["term.insult", "title:en"]["where"], "Title (en)")
        self.assertEqual(work["verdict"]["verdict"], "review")
        self.assertIn("Title (en): ", (out / "report.html").read_text(encoding="utf-8"))
        PROGRAM.build(self.root, out)
        self.assertEqual(steps(out), set())

    def test_the_name_of_a_file_is_read_with_the_file(self):
        bad = self.root / "you_idiot_call_+48601234567_www.p\u0430ypal.com.txt"
        bad.write_text("La la la.", encoding="utf-8")
        page = self.root / "page.html"
        [found] = self.moderate(bad, "--report", page, expect=1)
        self.assertEqual(found["verdict"], "review")
        self.assertEqual({finding["kind"] for finding in found["findings"]}, {"term.insult", "pii.phone", "link"})
        for finding in found["findings"]:
            self.assertEqual(finding["place"], "file_name:" + bad.name)
            begin, end = finding["span"]
            self.assertEqual(bad.name[begin:end], finding["text"])
        self.assertIn("Name of the file you_idiot", page.read_text(encoding="utf-8"))
        told = PROGRAM.run("moderate", bad).stdout
        self.assertIn("Name of the file you_idiot", told)

    def words_of(self, name, text, *arguments, expect=None):
        """The terms that are found in a file, and what was taken for its language."""
        (self.root / name).write_text(text, encoding="utf-8")
        result = PROGRAM.run("moderate", self.root / name, *arguments, "--json")
        self.assertIn(result.returncode, (0, 1) if expect is None else (expect,), result.stderr)
        [file] = json.loads(result.stdout)["files"]
        found = [finding["text"] for finding in file["findings"] if finding["kind"].startswith("term.")]
        return found, (file["language"], file["language_said_by"]), file["notes"]

    def test_words_are_judged_by_the_lists_of_their_language(self):
        toiled, sung = "Han slet hele dagen.", "Hore waxaa la yiri."  # Norwegian; Somali, in which nobody is insulted
        track = "WEBVTT\n{header}\n00:01.000 --> 00:02.000\n{words}\n".format
        page = ('<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="{0}"><body><div><p begin="1s" end="2s">{1}</p></div></body></tt>').format
        for name, text, arguments, language, by in (
                ("toil.txt", toiled, ("--language", "nb"), "nb", "option"), ("toil.nb.txt", toiled, (), "nb", "name"),
                ("toil.no.vtt", track(header="", words=toiled), (), "nb", "name"),
                ("toil.vtt", track(header="Language: nb", words=toiled), (), "nb", "file"),
                ("toil.ttml", page("nb", toiled), (), "nb", "file"), ("sung.so.vtt", track(header="", words=sung), (), "so", "name"),
                ("sung.vtt", track(header="Language: so", words=sung), (), "so", "file"), ("sung.ttml", page("so", sung), (), "so", "file"),
                ("sung.nb.txt", sung, ("--language", "so"), "so", "option")):
            found, said, notes = self.words_of(name, text, *arguments)
            self.assertEqual((found, said), ([], (language, by)), name)
            self.assertFalse([note for note in notes if "--language" in note], notes)
        # The same words in the languages in which they hurt.
        self.assertEqual(self.words_of("a.nl.txt", "Jij slet!")[0], ["slet"])
        self.assertEqual(self.words_of("b.txt", "Din hore!", "--language", "nb")[0], ["hore"])
        # English and Russian insults are known everywhere.
        self.assertEqual(self.words_of("c.so.txt", "You idiot!")[0], ["idiot"])

    def test_where_nothing_says_the_language_it_is_guessed_or_all_lists_are_asked_and_the_report_says_so(self):
        found, said, notes = self.words_of("toil.txt", "Han slet hele dagen.")
        self.assertEqual((found, said), (["slet"], ("und", None)))
        self.assertTrue(any("lists of all languages" in note for note in notes), notes)
        swedish = ("Alla människor är födda fria och lika i värde och rättigheter. De är utrustade med förnuft och samvete och bör handla gentemot "
                   "varandra i en anda av broderskap. Sagan är slut.")
        found, said, notes = self.words_of("rights.txt", swedish)
        self.assertEqual((found, said), ([], ("sv", "guess")))
        self.assertTrue(any("look like sv" in note and "--language" in note for note in notes), notes)

    def test_a_wrong_language_hides_nothing(self):
        polish = ("Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw. Są oni obdarzeni rozumem i sumieniem i powinni "
                  "postępować wobec innych w duchu braterstwa, ty dziwko!")
        found, said, notes = self.words_of("rights.so.txt", polish)
        self.assertEqual((found, said), (["dziwko"], ("und", None)))
        self.assertTrue(any("look like pl" in note for note in notes), notes)

    def test_a_language_that_is_none_is_wrong_use(self):
        (self.root / "poem.txt").write_text("La la la.", encoding="utf-8")
        self.assertEqual(PROGRAM.run("moderate", self.root / "poem.txt", "--language", "not a tag").returncode, 2)

    def comments_of(self, name, *tags):
        """Kinds of metadata found in a picture that ExifTool has written into; and what is left of them in its redacted copy."""
        path, clean = self.root / name, self.root / f"clean-{name}"
        ffmpeg("-f", "lavfi", "-i", "color=red:s=32x32:d=0.1", "-frames:v", "1", path)
        if tags:
            subprocess.run(["exiftool", "-q", "-overwrite_original", *tags, path], check=True, stdin=subprocess.DEVNULL)
        [file] = self.moderate(path, "--filters", "metadata", expect=1)
        self.assertEqual(PROGRAM.run("redact", path, "--out", clean, "--metadata", "private").returncode, 0)
        read = subprocess.run(["exiftool", "-a", "-u", "-G1", clean], check=True, capture_output=True, text=True).stdout
        self.assertNotIn("Hidden", read.replace(clean.name, ""))
        return {finding["kind"] for finding in file["findings"]}

    def test_words_that_pictures_carry_beside_their_pixels_are_told(self):
        place, device, person, comment = (f"metadata.{kind}" for kind in ("location", "device", "person", "comment"))
        for name, kinds, *tags in (
                ("plain.png", set()), ("plain.gif", set()), ("plain.jpg", set()), ("plain.webp", set()),
                ("a.png", {comment}, "-PNG:Comment=Hidden words"), ("b.png", set(), "-PNG:Author=Oksana"),
                ("c.png", {device}, "-PNG:Software=Hiddenphone 12"), ("d.png", {comment, place}, "-PNG:Description=Hidden, lat=59.9139"),
                ("e.png", {comment}, "-z", "-PNG:Comment=" + "Hidden words " * 200), ("f.png", set(), "-PNG:Comment=Created with GIMP"),
                ("g.gif", {comment}, "-Comment=Hidden words"), ("h.gif", {place, comment}, "-Comment=Hidden GPS (10.7522, 59.9139)"),
                ("i.gif", {place}, "-XMP-photoshop:City=Hiddencity"), ("j.gif", {device}, "-XMP-tiff:Model=Hiddenphone"),
                ("k.gif", {person}, "-XMP-iptcExt:PersonInImage=Hidden Oksana"), ("l.webp", {place}, "-XMP-photoshop:City=Hiddencity"),
                ("m.png", {place}, "-XMP-photoshop:City=Hiddencity"), ("n.png", {device}, "-EXIF:Model=Hiddenphone"),
                ("o.jpg", {comment}, "-File:Comment=Hidden words")):
            with self.subTest(name=name):
                self.assertEqual(self.comments_of(name, *tags), kinds)
        creator = subprocess.run(["exiftool", "-s3", "-Creator", self.root / "clean-b.png"], check=True, capture_output=True, text=True).stdout
        self.assertEqual(creator.strip(), "Oksana")  # who made a picture is credit, and stays

    def test_names_that_cameras_make_are_clear(self):
        make_picture(self.root / "IMG_20240512_123456.png")
        picture = (self.root / "IMG_20240512_123456.png").read_bytes()
        # Many more are looked at in tests/conformance/filters/file_names.cpp.
        names = ["IMG_20240512_123456", "WhatsApp Video 2024-01-05 at 12.33.10", "photo_6298604938493849384_y"]
        for name in names:  # one by one: together they would be duplicates of each other
            (self.root / (name + ".png")).write_bytes(picture)
            [file] = self.moderate(self.root / (name + ".png"), expect=1)
            # What the picture shows is for a person to see (no model is here); its name asks for nothing.
            self.assertEqual((file["findings"], file["missing"]), ([], ["image_class"]), file["file"])

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
