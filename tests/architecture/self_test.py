#!/usr/bin/python3
"""Plants one violation of each rule in a small tree that is in order, and sees that it is found."""

import json
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import check
import documentation
import messages
import rules

TEXT = {"en": "{n, plural, one {# file} other {# files}} in {place}", "uk": "{n, plural, one {#} few {#} many {#} other {#}} {place}",
        "pl": "{n, plural, one {#} few {#} many {#} other {#}} {place}", "nl": "{n, plural, one {#} other {#}} {place}",
        "nb": "{n, plural, one {#} other {#}} {place}", "nn": "{n, plural, one {#} other {#}} {place}"}


class PlantedViolations(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name)
        for table, _, _ in rules.TABLES:
            self.put(table, "")
        self.put("run", "#!/bin/sh\n").chmod(0o755)
        self.put("README.md", "```sh\n./run --now\n```\n")
        self.put("tests/x.cpp", "")
        self.put("samples/x.py", "")
        self.put("pipeline/base/result.h", "#include <string>\n#include <tl/expected.hpp>\n")
        self.put("pipeline/media/probe.cpp", 'extern "C" {\n#include <libavformat/avformat.h>\n}\n#include "pipeline/base/result.h"\n')
        self.put("formats/text/text.cpp", 'Result<> f() { return fail(Errc::invalid_input, "text.many", {{"n", 1}, {"place", "a"}}); }\n')
        self.put("formats/messages.json", json.dumps({"text.many": TEXT}))
        self.put("authoring/main.cpp", "#include <cstdio>\n")
        self.put("filters/filters.h", "")

    def tearDown(self):
        self.folder.cleanup()

    def put(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def assert_found(self, *words):
        problems = check.check_all(self.root)
        self.assertEqual(len(problems), 1, problems)
        for word in words:
            self.assertIn(word, problems[0])

    def test_a_tree_in_order(self):
        self.assertEqual(check.check_all(self.root), [])

    def test_no_source_file_is_included(self):
        self.put("pipeline/base/a.cpp", '#include "pipeline/base/b.cpp"\n')
        self.assert_found("pipeline/base/a.cpp:1", "not to be included")

    def test_one_home_for_a_type(self):
        self.put("formats/text/a.h", "namespace integrart {\nstruct Losses {\n};\n}  // namespace integrart\n")
        self.put("formats/text/b.h", "namespace integrart::other {\nclass Losses {\n};\n}  // namespace integrart::other\n")
        self.assertEqual(check.check_all(self.root), [])
        self.put("formats/text/c.h", "namespace integrart {\nclass Losses final : public Counts {\n};\n}  // namespace integrart\n")
        self.assert_found("formats/text/c.h:2", "Losses", "formats/text/a.h")

    def test_directions(self):
        for name, header in (
            ("pipeline/base/a.cpp", "pipeline/media/probe.h"),
            ("pipeline/media/a.cpp", "pipeline/store/database.h"),
            ("pipeline/engine/a.cpp", "formats/tables.h"),
            ("pipeline/engine/a.h", "filters/filters.h"),
            ("formats/text/a.cpp", "pipeline/store/ledger.h"),
            ("filters/video/a.cpp", "formats/tables.h"),
            ("filters/video/a.cpp", "pipeline/media/probe.h"),
            ("authoring/routes/a.cpp", "authoring/http/server.h"),
            ("authoring/service/a.cpp", "authoring/http/exchange.h"),
            ("authoring/routes/a.cpp", "pipeline/media/frame.h"),
            ("formats/text/a.cpp", "formats/subtitle/inner/b.h"),
        ):
            with self.subTest(f"{name} {header}"):
                path = self.put(name, f'#include "{header}"\n')
                self.assert_found(name, header)
                path.unlink()

    def test_a_folder_without_a_rule(self):
        self.put("pipeline/utils/a.cpp", '#include "pipeline/base/result.h"\n')
        self.assert_found("pipeline/utils/a.cpp", "no rule")

    def test_libraries(self):
        for name, header in (
            ("pipeline/engine/a.cpp", "libavcodec/avcodec.h"),
            ("pipeline/base/a.h", "Poco/Exception.h"),
            ("authoring/routes/a.cpp", "Poco/Net/HTTPClientSession.h"),
            ("pipeline/store/a.cpp", "Poco/Net/Socket.h"),
            ("authoring/http/a.cpp", "Poco/Data/Session.h"),
            ("pipeline/media/a.cpp", "opencv2/core.hpp"),
            ("formats/a.cpp", "unicode/unistr.h"),
            ("formats/a.cpp", "boost/any.hpp"),
        ):
            with self.subTest(f"{name} {header}"):
                path = self.put(name, f"#include <{header}>\n")
                self.assert_found(name, header)
                path.unlink()

    def test_long_files(self):
        self.put("formats/long.cpp", "\n" * (rules.MOST_LINES + 1))
        self.assert_found("formats/long.cpp", "lines")

    def test_messages(self):
        lacking = {language: text for language, text in TEXT.items() if language != "nn"}
        for texts, word in (
            (lacking, "is in"),
            (TEXT | {"uk": "{n, plural, one {#} other {#}} {place}"}, "plural forms"),
            (TEXT | {"pl": TEXT["pl"].replace("place", "miejsce")}, "other arguments"),
            (TEXT | {"nb": TEXT["nb"] + " {"}, "nb"),
        ):
            with self.subTest(word):
                self.put("formats/messages.json", json.dumps({"text.many": texts}))
                self.assert_found("text.many", word)

    def test_use_of_messages(self):
        for code, word in (
            ('fail(Errc::internal, "text.unheard");', "in no messages.json"),
            ('fail(Errc::internal, "text.many", {{"n", 1}});', "is given"),
            ('Message{"text.many", {{"n", f(1, "}")}, {"where", "x"}}};', "is given"),
        ):
            with self.subTest(word):
                self.put("formats/text/b.cpp", code)
                self.assert_found("formats/text/b.cpp:1", word)
        self.put("formats/text/b.cpp", '// fail(Errc::internal, "text.unheard")\n')
        self.put("formats/text/text.cpp", "")
        self.assert_found("text.many", "used nowhere")

    def test_readme(self):
        for text, word in (
            ("```sh\n./walk\n```\n", "no program"),
            ("no commands", "shows no commands"),
            ("```sh\n./run\n```\n[a](missing.md)", "missing.md"),
        ):
            with self.subTest(word):
                self.put("README.md", text)
                self.assert_found("README.md", word)

    def test_programs(self):
        programs = self.root / "bin"
        self.put("README.md", "```sh\nbuild/release/bin/integrart frobnicate x\n```\n")
        self.put("bin/integrart", "#!/bin/sh\nexit 2\n").chmod(0o755)
        self.assertEqual(len(check.check_readme(self.root, programs)), 1)
        (programs / "integrart-server").symlink_to("/usr/bin/ffmpeg")
        self.assertTrue(any("libavcodec" in problem for problem in check.check_server(programs)))

    def documentation_problems(self, registered, help_text="Cuts a film into its shots\n\nExample:\n  integrart cut film.mp4\n"):
        answers = {"doc": json.dumps({"registered": registered}), "cut": help_text}
        script = "".join(f"if [ \"$1\" = {name} ]; then cat <<'END'\n{text}\nEND\nfi\n" for name, text in answers.items())
        self.put("bin/integrart", "#!/bin/sh\n" + script).chmod(0o755)
        return documentation.check_all(self.root, self.root / "bin")

    def test_documentation(self):
        said = "Subtitles of the web, with places and styles."
        vtt = {"table": "subtitles", "id": "web-vtt", "summary": said, "details": said}
        self.put("formats/subtitle.def", "FORMAT(web_vtt)\n")
        self.put("pipeline/cli/commands.def", "COMMAND(cut)\n")
        self.assertEqual(self.documentation_problems([vtt]), [])
        for broken in ([], [vtt | {"table": "texts"}], [vtt | {"summary": "Subtitles."}], [vtt | {"details": ""}]):
            self.assertEqual(len(self.documentation_problems(broken)), 1, broken)
        self.assertEqual(len(self.documentation_problems([vtt], "Cuts\n\nExample:\n  integrart sew film.mp4\n")), 2)
        self.put("formats/dances.def", "DANCE(waltz)\n")
        self.put("authoring/routes.def", "ROUTE(works)\n")
        self.put("authoring/routes/works.cpp", f'.summary = "{said}",\n.details = "",\n')
        self.put("pipeline/language/translation_checks.def", 'CHECK(upside_down, "a", "b", "c")\n')
        self.put("pipeline/language/messages.json", "{}")
        self.assertEqual(len(self.documentation_problems([vtt])), 3)

    def test_patterns(self):
        self.assertEqual(messages.arguments_of("it''s '{'plain'}' {a} {b, number} {c, select, x {{d}} other {}}"),
                         {"a": ("", set()), "b": ("number", set()), "c": ("select", {"x", "other"}), "d": ("", set())})
        for wrong in ("{", "}", "{a", "{a, plural, one {x}", "{}", "{a b}"):
            with self.subTest(wrong), self.assertRaises((ValueError, IndexError)):
                messages.arguments_of(wrong)


if __name__ == "__main__":
    unittest.main()
