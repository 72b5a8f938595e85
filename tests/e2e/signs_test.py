#!/usr/bin/python3
"""Words and codes that are seen in films are read in the sandbox and looked at as words are. Usage: signs_test.py PROGRAM"""

import difflib
import json
import sys
import tempfile
import unittest
from pathlib import Path

import integrart as run

FONTS = Path("/usr/share/fonts/truetype/noto")

# "https://bit.ly/3abcDEF" as libqrencode writes it.
CODE = """\
####### #### ##   #######
#     # #  # #  # #     #
# ### #  #   #### # ### #
# ### #    ####   # ### #
# ### # #  ####   # ### #
#     # ### ##  # #     #
####### # # # # # #######
        ##    ##         
###  ## ## ### # ####  ##
    ##      #  #  ## # ##
#  ## #  ## ## # # # ## #
 ## #  #  ###  ###   #   
 #  #### ##  #  # ##    #
  #       #    # ###   ##
#### ##  ### # #  #  ## #
  #    ###    #    ###   
##  ### ######  #####  # 
        # # #  ##   #   #
#######   # #   # # #   #
#     # #  ##  ##   #   #
# ### #   #  ########   #
# ### #   #  #      # ## 
# ### # #  #     # ### ##
#     # #    #  #####    
####### ## ###  ##   #  #
""".splitlines()

# Language of the work, font, words, and the kind of finding they ask for.
SIGNS = [
    ("pl", "NotoSans-Regular.ttf", "Mój PESEL to 44051401359", "pii.pesel"),
    ("uk", "NotoSans-Regular.ttf", "дзвони мені +380 67 123 45 67", "pii.phone"),
    ("nl", "NotoSans-Regular.ttf", "Mijn BSN is 111222333", "pii.nl_bsn"),
    ("nb", "NotoSans-Regular.ttf", "du er en idiot", "term.insult"),
    ("en", "NotoSans-Regular.ttf", "write to anna.k@example.org", "pii.email"),
    ("ru", "NotoSans-Regular.ttf", "телефон +7 912 345 67 89", "pii.phone"),
    ("ar", "NotoSansArabic-Regular.ttf", "اتصل بي غدا", None),
    ("ar", "NotoSansArabic-Regular.ttf", "أريد أن أموت", "term.support"),
]


class Signs(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.folder = Path(self.temporary.name)
        self.program = run.Integrart(PROGRAM)

    def film(self, name, source, *arguments):
        path = self.folder / name
        run.ffmpeg("-f", "lavfi", "-i", source, *arguments, "-c:v", "libx264", "-preset", "ultrafast", "-crf", "18", "-pix_fmt", "yuv420p", path)
        return path

    def build(self, file, language, filters):
        """The work of the report: `moderate` does not know languages."""
        folder, out = self.folder / "collection", self.folder / "out"
        folder.mkdir(exist_ok=True)
        (folder / file.name).write_bytes(file.read_bytes())
        entry = run.work_entry("film", "video", file.name).replace("language: en", f"language: {language}")
        run.write_collection(folder, [entry])
        run.write_recipe(self.folder / "recipe.json", [run.rung("240p", 240, 300)], filters=filters)
        self.program.build(folder, out, "--recipe", self.folder / "recipe.json", "--data", self.folder / "data", "--draft")
        return run.report(out)["works"][0]

    def words_film(self, text, font, name="film.mp4", more=""):
        (self.folder / "words.txt").write_text(text, encoding="utf-8")
        return self.film(name, "color=c=0xf0efe8:s=1280x720:r=5:d=2", "-vf",
                         f"drawtext=fontfile={FONTS / font}:textfile={self.folder / 'words.txt'}:fontsize=52:x=80:y=300{more}")

    def test_words_of_each_language(self):
        for language, font, words, kind in SIGNS:
            with self.subTest(language):
                work = self.build(self.words_film(words, font), language, ["text_in_picture"])
                findings = {finding["kind"]: finding for finding in work["findings"]}
                self.assertIn("text_in_picture", findings)
                if kind is None:
                    self.assertIn("غدا", findings["text_in_picture"]["text"])
                    continue
                self.assertIn(kind, findings)
                box = findings[kind]["box"]
                self.assertTrue(0.3 < box[1] < 0.5 and box[1] + box[3] < 0.55, box)

    def test_captions_in_white_and_in_black_on_a_busy_picture(self):
        captions = {"uk": ("NotoSans-Bold.ttf", "ми співали цю пісню двічі"), "en": ("NotoSans-Bold.ttf", "we sang it twice, call me"),
                    "ar": ("NotoSansArabic-Bold.ttf", "تعالوا نغني معا في الصباح")}
        for language, (font, words) in captions.items():
            for ink, outline in (("white", "black"), ("black", "white")):
                with self.subTest(language=language, ink=ink):
                    (self.folder / "words.txt").write_text(words, encoding="utf-8")
                    film = self.film("film.mp4", "mandelbrot=s=1280x720:r=5:start_scale=0.01", "-t", "1", "-vf",
                                     f"drawtext=fontfile={FONTS / font}:textfile={self.folder / 'words.txt'}:fontsize=56:fontcolor={ink}:"
                                     f"bordercolor={outline}:borderw=5:x=(w-tw)/2:y=620")
                    read = [finding["text"] for finding in self.build(film, language, ["text_in_picture"])["findings"]]
                    alike = max((difflib.SequenceMatcher(None, words, line).ratio() for line in read), default=0)
                    self.assertGreater(alike, 0.85, read)

    def test_words_in_a_picture(self):
        (self.folder / "words.txt").write_text("Mój PESEL to 44051401359", encoding="utf-8")
        picture = self.folder / "photo.jpg"
        run.ffmpeg("-f", "lavfi", "-i", "color=c=0xf0efe8:s=1600x1200", "-frames:v", "1", "-q:v", "3", "-vf",
                   f"drawtext=fontfile={FONTS / 'NotoSans-Regular.ttf'}:textfile={self.folder / 'words.txt'}:fontsize=52:x=80:y=300", picture)
        result = self.program.run("moderate", picture, "--filters", "text_in_picture", "--json")
        self.assertEqual(result.returncode, 1, result.stderr)
        shown = json.loads(result.stdout)["files"][0]
        self.assertEqual({finding["kind"] for finding in shown["findings"]}, {"text_in_picture", "pii.pesel"})
        self.assertEqual({finding["start"] for finding in shown["findings"]}, {None})

    def test_words_of_ones_own_in_a_film(self):
        film = self.words_film("Plumbus na sprzedaz", "NotoSans-Regular.ttf")
        (self.folder / "ours.txt").write_text("plumbus\n", encoding="utf-8")
        kinds = []
        for more in ([], ["--terms", self.folder / "ours.txt"]):
            result = self.program.run("moderate", film, "--filters", "text_in_picture", "--json", *more)
            kinds.append({finding["kind"].split(".")[0] for finding in json.loads(result.stdout)["files"][0]["findings"]})
        self.assertEqual(kinds, [{"text_in_picture"}, {"text_in_picture", "term"}])

    def code(self):
        size, module = 360, 8
        rows = [[255] * size for _ in range(size)]
        for y, row in enumerate(CODE):
            for x, dark in enumerate(row):
                for pixel in range(module * module):
                    rows[60 + y * module + pixel // module][60 + x * module + pixel % module] = 0 if dark == "#" else 255
        (self.folder / "code.pgm").write_bytes(b"P5 %d %d 255\n" % (size, size) + bytes(sum(rows, [])))
        return self.folder / "code.pgm"

    def test_a_code_in_a_picture(self):
        picture = self.folder / "code.png"
        run.ffmpeg("-i", self.code(), picture)
        result = self.program.run("moderate", picture, "--filters", "qr", "--json")
        shown = json.loads(result.stdout)["files"][0]
        self.assertEqual([finding["text"] for finding in shown["findings"]], ["https://bit.ly/3abcDEF"] * 2)
        self.assertEqual(shown["verdict"], "review")
        run.make_picture(picture)
        result = self.program.run("moderate", picture, "--filters", "qr,text_in_picture", "--json")
        self.assertNotIn("qr", {finding["kind"] for finding in json.loads(result.stdout)["files"][0]["findings"]})

    def test_a_code_in_a_film(self):
        file = self.film("film.mp4", "testsrc2=s=1280x720:r=10:d=5", "-i", self.code(), "-filter_complex",
                         "[0][1]overlay=x=800:y=200:enable='between(t,2,3.9)'")
        result = self.program.run("moderate", file, "--filters", "qr", "--json")
        self.assertEqual(result.returncode, 1, result.stderr)
        shown = json.loads(result.stdout)["files"][0]
        self.assertEqual(shown["verdict"], "review")
        findings = {finding["kind"]: finding for finding in shown["findings"]}
        self.assertEqual(set(findings), {"qr", "link"})
        code = findings["qr"]
        self.assertEqual(code["text"], "https://bit.ly/3abcDEF")
        self.assertAlmostEqual(code["start"], 2, delta=1.1)
        self.assertAlmostEqual(code["end"], 4, delta=1.1)
        x, y, width, height = code["box"]
        self.assertAlmostEqual(x, 860 / 1280, delta=0.02)
        self.assertAlmostEqual(y, 260 / 720, delta=0.03)
        self.assertAlmostEqual(width, 200 / 1280, delta=0.02)
        self.assertAlmostEqual(height, 200 / 720, delta=0.03)


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    unittest.main()
