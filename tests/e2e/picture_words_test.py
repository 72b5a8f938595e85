#!/usr/bin/python3
"""Words that people write into pictures beside their pixels, and into sounds in other languages: read, and told by their places.
Argument: the program integrart."""

import json
import subprocess
import sys
import unittest

from integrart import Integrart, ffmpeg, report
from moderate_case import ModerateCase

PROGRAM = Integrart(sys.argv.pop(1))


class PictureWords(ModerateCase):
    program = PROGRAM

    def tagged_picture(self, name, *tags):
        path = self.root / name
        ffmpeg("-f", "lavfi", "-i", "color=red:s=32x32:d=0.1", "-frames:v", "1", path)
        subprocess.run(["exiftool", "-q", "-overwrite_original", *tags, path], check=True, stdin=subprocess.DEVNULL)
        return path

    def test_words_inside_pictures_are_read_with_their_places_and_personal_data_is_told_without_its_words(self):
        mail = "oksana@example.org"
        for name, place, *tags in (
                ("a.jpg", "description", f"-EXIF:ImageDescription=ask {mail}"), ("b.jpg", "comment", f"-EXIF:UserComment=ask {mail}"),
                ("c.jpg", "title", f"-EXIF:XPTitle=ask {mail}"), ("d.jpg", "headline", f"-IPTC:Headline=ask {mail}"),
                ("e.jpg", "keywords", f"-IPTC:Keywords={mail}"), ("f.webp", "description", f"-XMP-dc:Description=ask {mail}"),
                ("g.png", "comment", f"-PNG:Comment=ask {mail}"), ("h.png", "comment", "-z", f"-PNG:Comment=ask {mail} {'la ' * 200}"),
                ("i.jpg", "comment", f"-File:Comment=ask {mail}"), ("j.gif", "comment", f"-Comment=ask {mail}")):
            with self.subTest(name):
                result = PROGRAM.run("moderate", self.tagged_picture(name, *tags), "--filters", "term,pii", "--json")
                [shown] = json.loads(result.stdout)["files"]
                self.assertEqual([(one["kind"], one["place"]) for one in shown["findings"]], [("pii.email", f"tag:{place}")])
                self.assertNotIn("oksana@", result.stdout)
        insulting = self.tagged_picture("k.jpg", "-XMP-dc:Creator=You idiot", "-XMP-dc:Title=idiot")
        [shown] = self.moderate(insulting, "--filters", "term,pii", expect=1)
        self.assertEqual({(one["kind"], one["place"]) for one in shown["findings"]},
                         {("term.insult", "tag:artist"), ("term.insult", "tag:title")})
        broken = self.tagged_picture("l.png", "-z", "-PNG:Comment=" + "la " * 200)
        broken.write_bytes(broken.read_bytes().replace(b"zTXtComment\0\0", b"zTXtComment\0\7"))
        [shown] = self.moderate(broken, "--filters", "term,pii", expect=1)
        self.assertLessEqual({"term", "pii"}, set(shown["missing"]))
        self.assertIn("comment", shown["not_checked"][0]["reason"])

    def test_a_build_reads_the_words_inside_pictures_and_sounds_in_other_languages(self):
        self.tagged_picture("home.jpg", "-EXIF:ImageDescription=ask oksana@example.org")
        for name, comment in (("song.uk.mp3", "la la"), ("song.pl.mp3", "ask anna.k@example.org")):
            ffmpeg("-f", "lavfi", "-i", "sine=d=2", "-metadata", f"comment={comment}", self.root / name)
        rights = "    language: uk\n    creators: [{name: A}]\n    consent: {people: 0, granted: [teach]}\n"
        (self.root / "collection.yaml").write_text(
            "schema: collection/1\nid: small\ntitle: {en: Small}\nlanguages: [en]\nlicence: CC-BY-4.0\nworks:\n"
            f"  - id: home\n    kind: image\n    file: home.jpg\n{rights}"
            f"  - id: song\n    kind: audio\n    file: song.uk.mp3\n    pictures: [home.jpg]\n    audio: {{pl: song.pl.mp3}}\n{rights}"
            "pack: {formats: []}\n", encoding="utf-8")
        PROGRAM.build(self.root, self.root / "out")
        found = {work["id"]: {(one["kind"], one["place"]) for one in work["findings"] if one["kind"].startswith("pii")}
                 for work in report(self.root / "out")["works"]}
        self.assertEqual(found, {"home": {("pii.email", "tag:description")},
                                 "song": {("pii.email", "tag:comment (song.pl.mp3)"), ("pii.email", "tag:description (home.jpg)")}})
        for file in ("report.json", "report.html"):
            text = (self.root / "out" / file).read_text(encoding="utf-8")
            self.assertNotIn("anna.k@", text)
            self.assertNotIn("oksana@", text)


if __name__ == "__main__":
    unittest.main(verbosity=2)
