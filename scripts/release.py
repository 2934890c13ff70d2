"""Publish an edition: check, write the ledger, commit, and add it to the branch of editions.

Nothing is pushed unless --push is given.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from environment import ROOT, ensure, say, stop

if TYPE_CHECKING:
    from editions.cutting import Cutting
    from editions.repository import Repository
    from library.model import Library


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("edition", help="the edition in preparation, as 2026.1")
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would be done, and do nothing"
    )
    parser.add_argument(
        "--branch",
        default="gh-pages",
        metavar="NAME",
        help="the branch that holds all editions (default: gh-pages)",
    )
    parser.add_argument(
        "--push",
        nargs="?",
        const="origin",
        metavar="REMOTE",
        help="push commit, tag and branch afterwards (default remote: origin)",
    )
    parser.add_argument(
        "--docs",
        type=Path,
        default=ROOT / "docs",
        metavar="DIR",
        help="the library's folder (default: docs)",
    )
    arguments = parser.parse_args()
    ensure("release")

    from editions.cutting import Cutting
    from editions.refusals import refusals
    from editions.repository import Repository
    from library.load import examine
    from report import author_mistakes

    with author_mistakes(arguments.docs):
        docs = arguments.docs.resolve()
        library, problems = examine(docs)
        repository = Repository.around(docs)
        against = list(refusals(library, problems, repository, arguments.edition, arguments.branch))
        if against:
            refuse(arguments.edition, against)
        cutting = Cutting(library, repository, arguments.branch, moment())
        tell(cutting)
        if arguments.dry_run:
            say("Nothing was written: this was a dry run.")
            return
        cutting.cut()
        done(repository, library, arguments.branch, arguments.push)


def moment() -> int:
    """When the edition is published: SOURCE_DATE_EPOCH, else now. Seconds since 1970."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(given) if given.isdigit() else int(time.time())


def refuse(edition: str, against: list[str]) -> None:
    """Say everything that stands against it, and end."""
    count = "one reason" if len(against) == 1 else f"{len(against)} reasons"
    say(f"Edition {edition} was not published, for {count}:")
    for one in against:
        say(f"  - {one}")
    sys.exit(1)


def tell(cutting: Cutting) -> None:
    """Say what will be done, before it is."""
    from editions.refusals import tag
    from editions.repository import dated
    from library.editions import ledger
    from library.editions.changelog import KIND_WORDS
    from library.editions.kinds import needed
    from library.editions.news import by_role, news
    from report import shown

    library = cutting.library
    with dated(cutting.seconds):
        told = ledger.after(library)
    edition = told.editions[-1]
    say(f"Edition {edition.edition}, {edition.published}: {KIND_WORDS[edition.kind]}.")
    for reason in needed(library):
        say(f"  {reason.kind}: {reason.what}")
    for group in by_role(library, news(library, told, edition.edition)):
        say(f"  {group.title}:")
        for item in group.items:
            say(f"    {item.what}: {item.text}")
    say("Written and committed: " + ", ".join(shown(path) for path in cutting.files.values()))
    say(f"Tagged: {tag(edition.edition)}")
    say(f"Added to the branch {cutting.branch}: {edition.edition}/, latest/ and their list")


def done(repository: Repository, library: Library, branch: str, remote: str | None) -> None:
    """Push when that was asked for, and say what is next."""
    from editions.refusals import tag
    from library.problems import LibraryError

    names = [repository.branch() or "HEAD", tag(library.edition), branch]
    by_hand = f"git push --atomic {remote or 'origin'} {' '.join(names)}"
    if remote:
        try:
            repository.ask("push", "--atomic", remote, *names)
        except LibraryError as error:
            stop(f"{error}\nThe edition is published here, and was not pushed. Try: {by_hand}")
        say(f"Published, and pushed to {remote}: {', '.join(names)}.")
    else:
        say(f"Published here. To push it: {by_hand}")
    say("Make the copies of it now: python3 scripts/pack.py")
    say("Then name the next edition in docs/library.yaml, before anything else changes.")


if __name__ == "__main__":
    main()
