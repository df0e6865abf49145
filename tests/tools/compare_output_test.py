#!/usr/bin/env python3
"""Gives tests/support/compare_output outputs that agree with a text file, and others that do not."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

COMPARE = Path(__file__).resolve().parents[1] / "support" / "compare_output"


class CompareOutput(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.expected = Path(self.folder.name) / "expected.txt"

    def run_with(self, program, *flags):
        command = [sys.executable, COMPARE, *flags, self.expected, "--", sys.executable, "-c", program]
        return subprocess.run(command, capture_output=True, text=True).returncode

    def test_equal(self):
        self.expected.write_text("x + y\n2\n")
        self.assertEqual(self.run_with("print('x + y\\n2')"), 0)

    def test_different(self):
        self.expected.write_text("x + y\n2\n")
        self.assertEqual(self.run_with("print('x + y\\n3')"), 1)
        self.assertEqual(self.run_with("print('x + y')"), 1)
        self.assertEqual(self.run_with("print('x + y\\n2\\n2')"), 1)

    def test_wildcard(self):
        self.expected.write_text("loss (1.0): {{[0-9.]+}} s\n")
        self.assertEqual(self.run_with("print('loss (1.0): 12.5 s')"), 0)
        self.assertEqual(self.run_with("print('loss (1.0): abc s')"), 1)
        self.assertEqual(self.run_with("print('loss (1x0): 12.5 s')"), 1)

    def test_program_that_fails(self):
        self.expected.write_text("x\n")
        self.assertEqual(self.run_with("print('x'); exit(3)"), 1)

    def test_missing_file(self):
        self.assertEqual(self.run_with("print('x')"), 1)

    def test_update_keeps_the_wildcards_that_match(self):
        self.expected.write_text("{{[0-9]+}} s\nold\n")
        self.assertEqual(self.run_with("print('7 s\\nnew')", "--update"), 0)
        self.assertEqual(self.expected.read_text(), "{{[0-9]+}} s\nnew\n")


if __name__ == "__main__":
    unittest.main()
