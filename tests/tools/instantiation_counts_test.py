"""tools/instantiation_counts: fails where a count has grown by more than 5 %, and only there."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

TOOL = Path(__file__).resolve().parents[2] / "tools" / "instantiation_counts"
KINDS = ["ClassTemplateSpecialization", "VarTemplateSpecialization", "Function", "CXXMethod"]


class InstantiationCounts(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.record = Path(self.folder.name) / "record.txt"

    def run_tool(self, count, *flags, kinds=KINDS):
        """With a compiler whose statistics say `count` for everything."""
        compiler = Path(self.folder.name) / "compiler"
        statistics = "".join(f"    {count} {kind} decls, 8 each ({8 * count} bytes)\n" for kind in kinds)
        compiler.write_text(f"#!/bin/sh\ncat >&2 <<'END'\n{statistics}END\n")
        compiler.chmod(0o755)
        command = [sys.executable, TOOL, "--compiler", compiler, "--record", self.record, *flags]
        return subprocess.run(command, capture_output=True, text=True)

    def test_growth_by_more_than_5_percent_is_an_error(self):
        self.assertEqual(self.run_tool(1000, "--update").returncode, 0)
        self.assertEqual(self.run_tool(1050).returncode, 0)
        self.assertEqual(self.run_tool(900).returncode, 0)
        grown = self.run_tool(1051)
        self.assertEqual(grown.returncode, 1)
        self.assertIn("GROWN", grown.stdout)

    def test_what_is_not_recorded_has_grown(self):
        self.record.write_text("# nothing\n")
        self.assertEqual(self.run_tool(1).returncode, 1)

    def test_statistics_without_a_number_are_an_error(self):
        self.assertIn("reports no number of CXXMethod", self.run_tool(1, "--update", kinds=KINDS[:-1]).stderr)


if __name__ == "__main__":
    unittest.main()
