"""Tests that ask `integrart moderate` about files of their own."""

import json
import tempfile
import unittest
from pathlib import Path


class ModerateCase(unittest.TestCase):
    program = None  # of the test

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = Path(self.folder.name)

    def moderate(self, *arguments, expect):
        result = self.program.run("moderate", *arguments, "--json")
        self.assertEqual(result.returncode, expect, result.stderr[-3000:])
        return json.loads(result.stdout)["files"]
