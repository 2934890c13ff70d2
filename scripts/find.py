"""Ask the library a question in your own words, as the search on the site does."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from environment import ROOT, ensure, say


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("question", help='what you look for, such as "marking takes hours"')
    parser.add_argument("--limit", type=int, default=10, metavar="N", help="how many (default: 10)")
    parser.add_argument("--json", action="store_true", help="print a list that programs can read")
    parser.add_argument(
        "--site",
        type=Path,
        default=ROOT / "site",
        metavar="DIR",
        help="the built site whose index is asked (default: site)",
    )
    parser.add_argument(
        "--docs",
        type=Path,
        metavar="DIR",
        help="ask the library in this folder instead; also used (docs) when there is no site",
    )
    arguments = parser.parse_args()
    ensure("site")

    from library.load import load
    from library.search import Finder, index_files
    from report import author_mistakes

    docs = arguments.docs or ROOT / "docs"
    with author_mistakes(docs):
        if arguments.docs or not Finder.is_in(arguments.site):
            finder = Finder.of_files(index_files(load(docs)))
        else:
            finder = Finder.of_site(arguments.site)
        found = finder.find(arguments.question, arguments.limit)
    if arguments.json:
        say(json.dumps([asdict(item) for item in found], indent=1))
        return
    for item in found:
        section = f" > {item.section}" if item.section else ""
        say(f"{item.id or item.kind:10} {item.title}{section}\n{'':10} {item.url}")
    if not found:
        say("Nothing found. Try one word for the thing itself.")


if __name__ == "__main__":
    main()
