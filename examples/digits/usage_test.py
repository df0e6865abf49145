#!/usr/bin/env python3
"""Checks what the digits example says to a wrong command line.

usage: usage_test PROGRAM
"""

import subprocess
import sys

WRONG = {
    ("--loss", "square"): "digits: --loss takes hinge or cross-entropy, not 'square'; see --help\n",
    ("--loss",): "digits: --loss takes a value; see --help\n",
    ("--epochs", "many"): "digits: --epochs takes a number from 1 to 1000, not 'many'; see --help\n",
    ("--epochs", "0"): "digits: --epochs takes a number from 1 to 1000, not '0'; see --help\n",
    ("--epochs", "3x"): "digits: --epochs takes a number from 1 to 1000, not '3x'; see --help\n",
    ("--epoch", "3"): "digits: unknown option '--epoch'; see --help\n",
    ("5",): "digits: unknown option '5'; see --help\n",
}


def main():
    program = sys.argv[1]
    failures = []
    for flags, message in WRONG.items():
        ran = subprocess.run([program, *flags], capture_output=True, text=True)
        if (ran.returncode, ran.stdout, ran.stderr) != (2, "", message):
            failures.append(f"{' '.join(flags)}: {ran}")
    ran = subprocess.run([program, "--help"], capture_output=True, text=True)
    if ran.returncode != 0 or "usage: digits" not in ran.stdout or ran.stderr:
        failures.append(f"--help: {ran}")
    print("\n".join(failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
