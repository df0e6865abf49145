#!/usr/bin/env python3
"""Gives tools/check_snippets pages that agree with their sources, and others that do not."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

CHECK = Path(__file__).resolve().parents[2] / "tools" / "check_snippets"

SOURCE = """\
int main() {
    // [sum]
    int a = 1;
        int b = a;
    // [sum]
}
"""
PAGE = """\
# Title
<!-- snippet: examples/readme.cpp#sum -->
```cpp
int a = 1;
    int b = a;
```
Text.
"""


class CheckSnippets(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        (self.root / "examples").mkdir()
        (self.root / "examples" / "readme.cpp").write_text(SOURCE)
        self.page = self.root / "README.md"

    def run_on(self, page, *flags):
        self.page.write_text(page)
        done = subprocess.run([sys.executable, CHECK, *flags, self.root], capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def expect_problem(self, page, message):
        status, output = self.run_on(page)
        self.assertEqual(status, 1, output)
        self.assertIn(message, output)

    def test_equal(self):
        status, output = self.run_on(PAGE)
        self.assertEqual(status, 0, output)

    def test_different(self):
        self.expect_problem(PAGE.replace("a = 1", "a = 2"), "README.md:2: differs from examples/readme.cpp#sum")

    def test_without_a_source(self):
        self.expect_problem(PAGE.replace("<!--", "<!- -"), "README.md:3: a cpp block without")

    def test_unknown_region(self):
        self.expect_problem(PAGE.replace("#sum", "#product"), "has no region '// [product]'")

    def test_readme_without_a_program(self):
        self.expect_problem("# Title\n", "README.md: has no cpp block")

    def test_page_in_docs(self):
        (self.root / "docs").mkdir()
        (self.root / "docs" / "page.md").write_text("```cpp\nint a;\n```\n")
        self.expect_problem(PAGE, "docs/page.md:1: a cpp block without")

    def test_update(self):
        status, output = self.run_on(PAGE.replace("a = 1", "a = 2"), "--update")
        self.assertEqual(status, 0, output)
        self.assertEqual(self.page.read_text(), PAGE)


if __name__ == "__main__":
    unittest.main()
