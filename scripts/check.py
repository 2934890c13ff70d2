"""Name every mistake in a library, as `file:line: CODE message`; exit code 1 when there is one."""

from __future__ import annotations

import argparse
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from environment import ROOT, ensure, say

if TYPE_CHECKING:
    from library.model import Library

OLDEST = 14
"""The reading age that pages for staff should not pass, in years."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--docs",
        type=Path,
        default=ROOT / "docs",
        metavar="DIR",
        help="the library's folder (default: docs)",
    )
    parser.add_argument(
        "--reading", action="store_true", help="tell reading ages and passages that stand twice"
    )
    arguments = parser.parse_args()
    docs = arguments.docs
    ensure("site")

    from library.load import load
    from report import author_mistakes

    with author_mistakes(docs):
        library = load(docs)
    say(f"No problems in {len(library.pages)} pages and {len(library.resources)} resources.")
    if arguments.reading:
        tell_reading(library)


def tell_reading(library: Library) -> None:
    """Report what no rule decides: how hard pages are to read, and what stands twice."""
    from library.reading import reading_ages, repeats

    ages = reading_ages(library)
    hard = sorted((path for path in ages if ages[path] > OLDEST), key=lambda path: -ages[path])
    if ages:
        say(
            f"Reading age: median {median(ages.values())} of {len(ages)} pages; "
            f"{len(hard)} above {OLDEST}."
        )
    for path in hard:
        say(f"  {ages[path]}  {path}")
    twice = list(repeats(library))
    say(f"Passages that stand on two pages: {len(twice)}.")
    for one in twice:
        say(f"  {one.first} and {one.second}: {one.words}")


if __name__ == "__main__":
    main()
