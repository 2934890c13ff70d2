"""Run every check there is: style, types, and all tests in real browsers.

Arguments are pytest's: `python3 scripts/test.py tests/library -k ledger`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys

from environment import ROOT, ensure, say, stop

STEPS = {
    "style": ["ruff", "check", "--output-format", "concise"],
    "format": ["ruff", "format", "--check", "--output-format", "concise"],
    "types": ["mypy"],
    "tests": ["pytest"],
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for_pytest = parser.parse_known_args()[1]
    ensure("test")

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


if __name__ == "__main__":
    main()
