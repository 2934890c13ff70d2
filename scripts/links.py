"""Ask every outside address whether it still answers, and write the date and state to the data.

Without internet it says so and changes nothing.
"""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from environment import ROOT, ensure, progress, say, stop

if TYPE_CHECKING:
    from library.outside.answers import Answer
    from library.outside.asking import Manners


def main() -> None:
    arguments = asked_for()
    ensure("release")

    from library.load import load
    from library.outside.addresses import outside
    from library.outside.asking import Manners
    from library.outside.report import report
    from library.outside.writing import write
    from report import author_mistakes, shown

    with author_mistakes(arguments.docs):
        library = load(arguments.docs)
    # A date for people, so the day where they are; no build depends on it.
    today = datetime.datetime.now().astimezone().date()
    found = outside(library)
    due = [item for item in found if arguments.all or item.is_due(today, arguments.days)]
    addresses = list(dict.fromkeys(item.address for item in due))
    say(f"{len(found)} outside addresses; {len(addresses)} to be asked.")
    about = library.about.url or "no address yet"
    agent = f"PartnerSchoolsLibrary/{library.edition} link check (+{about})"
    manners = Manners(timeout=arguments.timeout, pause=arguments.pause, agent=agent)
    answers = asked(addresses, manners)
    for file in sorted({item.file for item in due}):
        write(arguments.docs / file, answers, today)
    arguments.report.parent.mkdir(parents=True, exist_ok=True)
    arguments.report.write_text(report(library, found, answers, today), encoding="utf-8")
    say(f"Dates and states are written. The report by page is {shown(arguments.report)}.")
    poor = sum(answer.state in ("gone", "failing") for answer in answers.values())
    if poor:
        stop(f"{poor} of {len(addresses)} addresses need somebody's attention.")


def asked_for() -> argparse.Namespace:
    """What stands on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--docs", type=Path, default=ROOT / "docs", metavar="DIR", help="the library's folder")
    add("--all", action="store_true", help="ask also what was checked lately")
    add("--days", type=int, default=90, metavar="N", help="what 'lately' is (default: 90 days)")
    add(
        "--report",
        type=Path,
        default=ROOT / "dist/outside-links.md",
        metavar="FILE",
        help="where the report goes (default: dist/outside-links.md)",
    )
    add("--timeout", type=float, default=20.0, metavar="S", help="seconds to wait for an answer")
    add("--pause", type=float, default=1.0, metavar="S", help="seconds between two to one host")
    return parser.parse_args()


def asked(addresses: Sequence[str], manners: Manners) -> dict[str, Answer]:
    """What each address answers, told as it comes; without internet this ends the command."""
    from library.outside.asking import NoInternetError, ask_all

    done = 0

    def told(address: str, answer: Answer) -> None:
        nonlocal done
        done += 1
        progress(f"{done} of {len(addresses)}: {address}", worth_a_line=done % 20 == 0)
        if answer.state not in ("works", "moved"):
            progress("")
            say(f"{answer.state}: {address} ({answer.reason})")

    try:
        answers = ask_all(addresses, manners, told)
    except NoInternetError:
        stop("No outside address could be reached, so there is no internet here. Nothing changed.")
    except KeyboardInterrupt:
        stop("\nStopped. Nothing changed.", code=130)
    progress("")
    return answers


if __name__ == "__main__":
    main()
