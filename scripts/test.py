"""Run every check there is: style, types, and all tests in real browsers.

Arguments are pytest's: `python3 scripts/test.py tests/library -k ledger`.
With --office instead: the tests that need the system's programs, such as LibreOffice and web
servers, in tests/office.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

from environment import ROOT, ensure, say, stop

TWO_FILES = ("-n", "2", "--dist", "loadfile")
"""Two files of tests at a time: programs wait much, and machines have two cores or more."""

STEPS = {
    "style": ["ruff", "check", "--output-format", "concise"],
    "format": ["ruff", "format", "--check", "--output-format", "concise"],
    "types": ["mypy"],
    "tests": ["pytest", *TWO_FILES],
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--office",
        action="store_true",
        help="what needs the system's programs: LibreOffice, epubcheck, web servers",
    )
    arguments, for_pytest = parser.parse_known_args()
    ensure("test")

    if arguments.office:
        test_office(for_pytest)
        return

    from browsers import find_or_install, missing

    for browser in ("chromium", "firefox"):
        if not find_or_install(browser):
            stop(missing(browser))

    # All of them, whatever fails: one run tells everything. pytest's count stands last.
    failed = []
    for name, command in STEPS.items():
        say(f"== {name}")
        extra = for_pytest if name == "tests" else []
        done = subprocess.run([sys.executable, "-m", *command, *extra], cwd=ROOT, check=False)
        if done.returncode:
            failed.append(name)
    if failed:
        stop(f"Not as it should be: {', '.join(failed)}.")


def test_office(for_pytest: list[str]) -> None:
    from office import find_or_install, missing

    lacking = find_or_install()
    if lacking:
        stop(missing(lacking))
    command = [sys.executable, "-m", "pytest", *TWO_FILES, "tests/office", *for_pytest]
    done = subprocess.run(command, cwd=ROOT, check=False, env={**os.environ, "LIBRARY_OFFICE": "1"})
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
