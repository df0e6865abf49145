#!/usr/bin/env python3
"""Plants a function, an operator and a row without a counterpart, and expects tools/check_functions to name it."""

import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class CheckFunctions(unittest.TestCase):
    def expect(self, file, old, new, message):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for part in ("include/ctgrad/expression", "include/ctgrad/op"):
                shutil.copytree(ROOT / part, root / part)
            (root / "docs").mkdir()
            shutil.copy(ROOT / "docs/functions.md", root / "docs/functions.md")
            text = (root / file).read_text()
            self.assertIn(old, text)
            (root / file).write_text(text.replace(old, new, 1))
            done = subprocess.run([sys.executable, ROOT / "tools/check_functions", root], capture_output=True, text=True)
            self.assertEqual(done.returncode, 1, done.stdout)
            self.assertIn(message, done.stdout)

    def test_a_function_that_is_not_on_the_page(self):
        self.expect("include/ctgrad/expression/trigonometric.hpp", "CTGRAD_FUNCTION(tan)", "CTGRAD_FUNCTION(cotangent)",
                    "'cotangent' is not in docs/functions.md")

    def test_a_function_template_that_is_not_on_the_page(self):
        self.expect("include/ctgrad/expression/inverse.hpp", "constexpr auto solve(", "constexpr auto solution(",
                    "'solution' is not in docs/functions.md")

    def test_an_operator_that_is_not_on_the_page(self):
        self.expect("include/ctgrad/op/special.hpp", '.text = "erfc"', '.text = "complement"',
                    "the operator 'complement' is not in docs/functions.md")

    def test_a_row_without_a_function(self):
        self.expect("docs/functions.md", "| `square(x)` |", "| `cube(x)` |", "'cube' is in no header")

    def test_a_missing_row(self):
        self.expect("docs/functions.md", "| `square(x)` |", "| square |", "'square' is not in docs/functions.md")


if __name__ == "__main__":
    unittest.main()
