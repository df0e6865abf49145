#!/usr/bin/env python3
"""Plants each kind of violation in a small tree and expects tools/check_layers to name it."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

SOUND = {
    "ctgrad.hpp": "#include <ctgrad/op/add.hpp>\n#include <ctgrad/print/text.hpp>\n",
    "shape/label.hpp": "#include <array>\n",
    "graph/node.hpp": "#include <ctgrad/shape/label.hpp>\n#include <vector>\n",
    "op/add.hpp": "#include <ctgrad/graph/node.hpp>\n",
    "print/text.hpp": "#include <boost/hana/map.hpp>\n#include <ctgrad/graph/node.hpp>\n",
    "testing/laws.hpp": "#include <ctgrad/op/add.hpp>\n",
}


class CheckLayers(unittest.TestCase):
    def run_on(self, changes):
        """Exit status and output for the sound tree with some files replaced."""
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            (root / "layers.txt").write_text((ROOT / "layers.txt").read_text())
            for header, text in (SOUND | changes).items():
                path = root / "include" / "ctgrad" / header
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            done = subprocess.run([sys.executable, ROOT / "tools" / "check_layers", root], capture_output=True, text=True)
            return done.returncode, done.stdout + done.stderr

    def expect_violation(self, changes, message, count=1):
        status, output = self.run_on(changes)
        self.assertEqual(status, 1, output)
        self.assertIn(message, output)
        self.assertIn(f" {count} violations", output)

    def test_sound_tree_passes(self):
        status, output = self.run_on({})
        self.assertEqual(status, 0, output)
        self.assertIn("6 headers, 0 violations", output)

    def test_include_of_a_higher_layer(self):
        self.expect_violation(
            {"graph/node.hpp": "#include <vector>\n#include <ctgrad/detail/word.hpp>\n",
             "detail/word.hpp": "\n#include <ctgrad/shape/label.hpp>\n"},
            "include/ctgrad/detail/word.hpp:2: <ctgrad/shape/label.hpp>: detail (level 0) must not include shape (level 1)")

    def test_include_of_the_same_level_in_another_folder(self):
        self.expect_violation(
            {"print/text.hpp": "#include <ctgrad/evaluate/lane.hpp>\n", "evaluate/lane.hpp": ""},
            "print (level 6) must not include evaluate (level 6)")

    def test_include_of_the_umbrella(self):
        status, output = self.run_on({"testing/laws.hpp": "#include <ctgrad/ctgrad.hpp>\n"})
        self.assertEqual(status, 1)
        self.assertRegex(output, r"testing \(level \d+\) must not include ctgrad.hpp \(level \d+\)")

    def test_cycle_inside_a_folder(self):
        self.expect_violation(
            {"op/add.hpp": "#include <ctgrad/op/multiply.hpp>\n", "op/multiply.hpp": "#include <ctgrad/op/add.hpp>\n"},
            "include cycle: op/add.hpp -> op/multiply.hpp -> op/add.hpp")

    def test_header_that_the_umbrella_forgets(self):
        self.expect_violation({"math/exp.hpp": ""}, "include/ctgrad/ctgrad.hpp:1: does not reach <ctgrad/math/exp.hpp>")

    def test_opt_in_header_in_the_umbrella(self):
        self.expect_violation(
            {"ctgrad.hpp": SOUND["ctgrad.hpp"] + "#include <ctgrad/testing/laws.hpp>\n"},
            "must not reach the opt-in header ctgrad.hpp -> testing/laws.hpp")

    def test_missing_umbrella_target(self):
        self.expect_violation({"op/add.hpp": "#include <ctgrad/graph/nod.hpp>\n#include <ctgrad/graph/node.hpp>\n"},
                              "include/ctgrad/op/add.hpp:1: <ctgrad/graph/nod.hpp>: no such header")

    def test_quotes(self):
        self.expect_violation({"testing/laws.hpp": '#include "ctgrad/op/add.hpp"\n'}, "include with angle brackets")

    def test_relative_path(self):
        self.expect_violation({"testing/laws.hpp": "#include <../op/add.hpp>\n"}, "include with angle brackets")

    def test_all_of_hana(self):
        self.expect_violation({"print/text.hpp": SOUND["print/text.hpp"] + "#  include <boost/hana.hpp>\n"},
                              "<boost/hana.hpp>: include the one Hana header that is used")

    def test_hana_in_the_graph(self):
        status, output = self.run_on({"graph/node.hpp": "#include <boost/hana/map.hpp>\n#include <ctgrad/shape/label.hpp>\n"})
        self.assertEqual(status, 1)
        self.assertIn("include/ctgrad/graph/node.hpp:1: <boost/hana/map.hpp>: graph uses nothing but the standard library", output)

    def test_hana_behind_a_header_of_the_graph(self):
        self.expect_violation(
            {"graph/node.hpp": "#include <ctgrad/detail/word.hpp>\n#include <ctgrad/shape/label.hpp>\n",
             "detail/word.hpp": "#include <boost/hana/string.hpp>\n"},
            "graph/node.hpp:1: <boost/hana/string.hpp>: graph uses nothing but the standard library (through detail/word.hpp)")

    def test_folder_without_a_level(self):
        status, output = self.run_on({"misc/things.hpp": ""})
        self.assertEqual(status, 1)
        self.assertIn("include/ctgrad/misc/things.hpp:1: 'misc' has no level in layers.txt", output)

    def test_silenced_warning(self):
        self.expect_violation({"shape/label.hpp": "\n#pragma GCC diagnostic ignored \"-Wconversion\"\n"},
                              "include/ctgrad/shape/label.hpp:2: a header must not switch warnings off")

    def test_comments_do_not_count(self):
        text = "// \"\n/*\n#include <boost/hana.hpp>\n*/\nchar const quote = '\"';  // #include <boost/hana.hpp>\n"
        status, output = self.run_on({"shape/label.hpp": text})
        self.assertEqual(status, 0, output)


if __name__ == "__main__":
    unittest.main()
