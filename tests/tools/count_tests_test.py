#!/usr/bin/env python3
"""Gives tools/count_tests result files of ctest."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

COUNT = Path(__file__).resolve().parents[2] / "tools" / "count_tests"


def case(status, output):
    return f'<testcase name="t" status="{status}"><system-out>{output}</system-out></testcase>'


class CountTests(unittest.TestCase):
    def count(self, *cases):
        with tempfile.NamedTemporaryFile("w", suffix=".xml") as file:
            file.write(f"<testsuite>{''.join(cases)}</testsuite>")
            file.flush()
            return subprocess.run([sys.executable, COUNT, file.name], capture_output=True, text=True).stdout.strip()

    def test_plain_tests_count_once(self):
        self.assertEqual(self.count(case("run", "fine"), case("fail", "bad"), case("notrun", "")), "1 2")

    def test_catch_cases_count_each(self):
        self.assertEqual(self.count(case("run", "=====\nAll tests passed (12 assertions in 5 test cases)\n"),
                                    case("run", "=====\nAll tests passed (1 assertion in 1 test case)\n")), "6 0")

    def test_failed_catch_cases(self):
        self.assertEqual(self.count(case("fail", "test cases: 5 | 3 passed | 2 failed\nassertions: 9 | 7 passed | 2 failed\n")),
                         "3 2")

    def test_failure_is_never_counted_as_none(self):
        self.assertEqual(self.count(case("fail", "test cases: 5 | 5 passed\n")), "5 1")


if __name__ == "__main__":
    unittest.main()
