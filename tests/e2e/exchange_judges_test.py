#!/usr/bin/python3
"""Exchange files before those who will open them: the schemas of OASIS, Translate Toolkit (which reads files for Weblate) and OmegaT.
Argument: the program integrart."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from lxml import etree
from translate.storage import po, tbx, tmx, xliff

from integrart import Integrart

PROGRAM = Integrart(sys.argv.pop(1))
SCHEMAS = Path("/usr/share/php/Symfony/Component/Translation/Resources/schemas")  # of Debian's php-symfony-translation
OMEGAT = "/usr/share/omegat/OmegaT.jar"

SONG = """WEBVTT

home
00:00:01.000 --> 00:00:03.000
Дві домівки, одна <i>пісня</i>

rain
00:00:04.000 --> 00:00:06.500
Дощ & вітер «співають» 🎶

plain
00:00:07.000 --> 00:00:09.500
<v Oksana>Привіт!</v>
- Як справи?
"""
RAIN = "Deszcz & wiatr „śpiewają” 🎶"
MEMORY = f"""<tmx version="1.4"><header creationtool="test" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en"
 srclang="uk" datatype="plaintext"/><body><tu><tuv xml:lang="uk"><seg>Дощ &amp; вітер «співають» 🎶</seg></tuv>
<tuv xml:lang="pl"><seg>{RAIN.replace("&", "&amp;")}</seg></tuv></tu></body></tmx>"""
GLOSSARY = "uk,pl\nпісня,pieśń\nдомівка,dom\n"
OMEGAT_PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>UK</source_lang><target_lang>PL</target_lang><source_tok>org.omegat.tokenizer.DefaultTokenizer</source_tok>
<target_tok>org.omegat.tokenizer.DefaultTokenizer</target_tok><sentence_seg>false</sentence_seg>
<support_default_translations>true</support_default_translations><remove_tags>false</remove_tags></project></omegat>
"""


class LocalSchemas(etree.Resolver):
    """The schemas import that of xml:lang from the network."""

    def resolve(self, url, public_id, context):
        return self.resolve_filename(str(SCHEMAS / "xml.xsd"), context) if url.endswith("xml.xsd") else None


def schema(name):
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(LocalSchemas())
    return etree.XMLSchema(etree.parse(str(SCHEMAS / name), parser))


class Judges(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = Path(self.folder.name)
        self.put("song.vtt", SONG)
        self.run_program("translate", self.put("memory.tmx", MEMORY).with_name("song.vtt"), "--from", "uk", "--to", "pl",
                         "--out", self.root / "song.xlf", "--memory", self.root / "memory.tmx")

    def put(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def run_program(self, *arguments):
        result = PROGRAM.run(*arguments)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout

    def export(self, name, *arguments, source="song.xlf"):
        path = self.root / name
        self.run_program("exchange", "export", self.root / source, path, *arguments)
        return path

    def read_back(self, path):
        """{id of a unit: {language: text}}"""
        document = json.loads(self.run_program("exchange", "import", path, "--json"))
        return {unit["id"]: {variant["language"]: variant["text"] for variant in unit["variants"]} for unit in document["units"]}

    def test_schemas_of_oasis(self):
        for name, version, schema_name in (("old.xlf", "1.2", "xliff-core-1.2-strict.xsd"), ("new.xlf", "2.1", "xliff-core-2.0.xsd"),
                                            ("first.xlf", "2.0", "xliff-core-2.0.xsd")):
            judge = schema(schema_name)
            for options in ((), ("--prefill",)):
                tree = etree.parse(str(self.export(name, "--xliff-version", version, *options)))
                self.assertTrue(judge.validate(tree), judge.error_log)
                for source in tree.findall(".//{*}source")[:1]:
                    source.getparent().remove(source)
                self.assertFalse(judge.validate(tree), "a unit without a source must be refused")

    def test_exchange_check_agrees_with_the_schemas(self):
        for name, version in (("old.xlf", "1.2"), ("first.xlf", "2.0"), ("new.xlf", "2.1"), ("newest.xlf", "2.2")):
            self.run_program("exchange", "check", self.export(name, "--xliff-version", version))

    def test_prefilled_targets_are_no_translations(self):
        for version in ("1.2", "2.1"):
            path = self.export("filled.xlf", "--xliff-version", version, "--prefill")
            self.assertEqual(path.read_text(encoding="utf-8").count("<target"), 3, version)
            self.assertEqual([name for name, texts in self.read_back(path).items() if "pl" in texts], ["rain"], version)
        one_language = self.put("one.tmx", MEMORY.replace('<tuv xml:lang="pl">', '<tuv xml:lang="uk">'))
        refused = PROGRAM.run("exchange", "export", one_language, self.root / "x.xlf", "--prefill")
        self.assertEqual(refused.returncode, 3, refused.stderr)
        self.assertIn("--languages", refused.stderr)
        self.assertFalse((self.root / "x.xlf").exists())

    def test_xliff_in_translate_toolkit(self):
        path = self.export("song12.xlf", "--xliff-version", "1.2")
        store = xliff.xlifffile.parsefile(str(path))
        units = {unit.getid().split("\x04")[-1]: unit for unit in store.units}
        self.assertEqual(list(units), ["home", "rain", "plain"])
        self.assertEqual((store.sourcelanguage, store.targetlanguage), ("uk", "pl"))
        self.assertEqual(units["rain"].target, RAIN)
        self.assertIn("Привіт!", units["plain"].source)
        units["plain"].target = "Cześć!\n- Jak się masz?"
        units["plain"].markapproved()
        store.savefile(str(path))
        texts = self.read_back(path)
        self.assertEqual(texts["plain"]["pl"], "Cześć!\n- Jak się masz?")
        self.assertEqual(texts["rain"]["pl"], RAIN)
        self.assertEqual(texts["home"], {"uk": "Дві домівки, одна пісня"})
        self.assertIn("&lt;i&gt;", path.read_text(encoding="utf-8"), "inline codes are kept by both")

    def test_memory_in_translate_toolkit(self):
        store = tmx.tmxfile.parsefile(str(self.export("song.tmx")))
        self.assertEqual([(unit.source, unit.target) for unit in store.units if unit.target], [("Дощ & вітер «співають» 🎶", RAIN)])
        store.units[1].target = "Deszcz"
        path = self.root / "edited.tmx"
        store.savefile(str(path))
        self.assertIn("Deszcz", [texts.get("pl") for texts in self.read_back(path).values()])

    def test_glossary_in_translate_toolkit(self):
        self.put("words.csv", GLOSSARY)
        store = tbx.tbxfile.parsefile(str(self.export("words.tbx", source="words.csv")))
        self.assertEqual([(unit.source, unit.target) for unit in store.units], [("пісня", "pieśń"), ("домівка", "dom")])

    def test_po_in_translate_toolkit(self):
        path = self.export("song.po")
        store = po.pofile.parsefile(str(path))
        units = [unit for unit in store.units if not unit.isheader()]
        self.assertEqual([unit.target for unit in units], ["", RAIN, ""])
        units[2].target = "Cześć!"
        store.savefile(str(path))
        self.assertIn("Cześć!", [texts.get("pl") for texts in self.read_back(path).values()])

    def test_omegat(self):
        project = self.root / "project"
        for folder in ("source", "target", "tm/auto", "omegat", "glossary", "dictionary"):
            (project / folder).mkdir(parents=True)
        self.put("project/omegat.project", OMEGAT_PROJECT)
        self.run_program("translate", self.root / "song.vtt", "--from", "uk", "--to", "pl", "--out", self.root / "empty.xlf")
        self.export("project/source/song.xlf", "--xliff-version", "1.2", "--prefill", source="empty.xlf")
        self.export("project/tm/auto/memory.tmx", source="memory.tmx")
        self.put("words.csv", GLOSSARY)
        self.export("project/glossary/words.tbx", source="words.csv")
        done = subprocess.run(
            ["java", "-Djava.awt.headless=true", f"-Duser.home={self.root}", "-cp", OMEGAT, "org.omegat.Main", project,
             "--mode=console-translate", "--no-team"],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=240, env={**os.environ, "HOME": str(self.root)}, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertNotIn("Exception", done.stdout + done.stderr)
        # What its memory knows is translated; what nobody translated is no translation, though words stand in its place.
        texts = self.read_back(project / "target" / "song.xlf")
        self.assertEqual(texts["rain"]["pl"], RAIN)
        self.assertEqual([name for name, variants in texts.items() if "pl" not in variants], ["home", "plain"])
        self.assertTrue(schema("xliff-core-1.2-strict.xsd").validate(etree.parse(str(project / "target" / "song.xlf"))))


if __name__ == "__main__":
    unittest.main()
