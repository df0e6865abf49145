#!/usr/bin/env python3
"""Gives tests/compile_fail/check sources that pass for the right reason, and others that must not pass.

The compiler is $CXX, else g++.
"""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

CHECK = Path(__file__).resolve().parents[1] / "compile_fail" / "check"
COMPILER = os.environ.get("CXX", "g++")

SOUND = """\
// expect: static.assert.* the columns of 'a' must equal
#include "product.hpp"
#ifdef EXPECT_FAIL
int const n = product<2, 3>();
#else
int const n = product<2, 2>();
#endif
"""

HEADER = """\
template <int Columns, int Rows>
constexpr int product() {
    static_assert(Columns == Rows, "product(a, b): the columns of 'a' must equal the rows of 'b'");
    return Rows;
}
"""


class CompileFail(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.source = Path(self.folder.name) / "test.cpp"
        self.header = Path(self.folder.name) / "product.hpp"
        self.stamp = Path(self.folder.name) / "stamps" / "test"
        self.source.write_text(SOUND)
        self.header.write_text(HEADER)

    def check(self):
        command = [sys.executable, CHECK, "--stamp", self.stamp, self.source, "--", COMPILER, "-std=c++20"]
        done = subprocess.run(command, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def expect_pass(self, message=""):
        status, output = self.check()
        self.assertEqual(status, 0, output)
        self.assertIn(message, output)

    def expect_failure(self, message):
        status, output = self.check()
        self.assertEqual(status, 1, output)
        self.assertIn(message, output)

    def change(self, old, new):
        self.assertIn(old, self.source.read_text())
        self.source.write_text(self.source.read_text().replace(old, new))

    def test_sound(self):
        self.expect_pass()

    def test_another_message(self):
        self.change("the columns of 'a'", "the rows of 'a'")
        self.expect_failure("the first error must match")

    def test_further_messages(self):
        self.change("#include", "// expect: product<2, 3>|Columns = 2; int Rows = 3\n#include")
        self.expect_pass()
        self.change("Rows = 3", "Rows = 4")
        self.change("product<2, 3>|", "product<2, 4>|")
        self.expect_failure("no line matches")

    def test_message_for_the_other_compiler_only(self):
        other = "gcc" if "clang" in COMPILER else "clang"
        self.change("// expect:", f"// expect-{other}:")
        self.expect_failure("has no '// expect: <regex>'")

    def test_message_for_this_compiler(self):
        this = "clang" if "clang" in COMPILER else "gcc"
        self.change("// expect:", f"// expect-{this}:")
        self.expect_pass()

    def test_no_message_stated(self):
        self.change("// expect:", "// hope:")
        self.expect_failure("has no '// expect: <regex>'")

    def test_mistake_that_compiles(self):
        self.change("product<2, 3>", "product<3, 3>")
        self.expect_failure("must not compile with EXPECT_FAIL")

    def test_twin_that_does_not_compile(self):
        self.change("product<2, 2>", "product<2, 1>")
        self.expect_failure("must compile without EXPECT_FAIL")

    def test_more_errors_than_allowed(self):
        self.change("#else", "int const m = product<4, 5>();\n#else")
        self.expect_failure("2 errors, at most 1 expected")
        self.change("#include", "// max-errors: 2\n#include")
        self.expect_pass()

    def test_message_that_is_not_the_first_error(self):
        self.change("int const n = product<2, 3>", "int const m = nothing;\nint const n = product<2, 3>")
        self.change("#include", "// max-errors: 2\n#include")
        self.expect_failure("the first error must match")

    def test_success_is_remembered_until_a_header_changes(self):
        self.expect_pass()
        self.expect_pass("unchanged since it passed")
        self.header.write_text(HEADER.replace("columns", "width"))
        self.expect_failure("the first error must match")

    def test_failure_is_not_remembered(self):
        self.change("product<2, 3>", "product<3, 3>")
        self.expect_failure("must not compile with EXPECT_FAIL")
        self.expect_failure("must not compile with EXPECT_FAIL")


if __name__ == "__main__":
    unittest.main()
