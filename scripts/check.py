"""Name every mistake in a library, as `file:line: CODE message`; exit code 1 when there is one."""

from __future__ import annotations

import argparse
from pathlib import Path

from environment import ROOT, ensure, say


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--docs",
        type=Path,
        default=ROOT / "docs",
        metavar="DIR",
        help="the library's folder (default: docs)",
    )
    docs = parser.parse_args().docs
    ensure("site")

    from library.load import load
    from report import author_mistakes

    with author_mistakes(docs):
        library = load(docs)
    say(f"No problems in {len(library.pages)} pages and {len(library.resources)} resources.")


if __name__ == "__main__":
    main()
