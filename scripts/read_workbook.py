"""Read a filled workbook: say what it would change in a record, and write the record if asked.

    python3 scripts/read_workbook.py AL-A1.xlsx our-school.record.json
    python3 scripts/read_workbook.py AL-A1.xlsx our-school.record.json --apply new.record.json

Without a record file the workbook begins a new one. Nothing is written without --apply.
A record under a passphrase stays under it; the passphrase is asked for, or read from a file.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from environment import ROOT, ensure, say

if TYPE_CHECKING:
    from library.model import Library


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("workbook", type=Path, help="the filled workbook (.xlsx)")
    parser.add_argument("record", type=Path, nargs="?", help="the record it belongs to (.json)")
    parser.add_argument("--apply", type=Path, metavar="FILE", help="write the changed record here")
    parser.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help="the passphrase of a locked record"
    )
    parser.add_argument(
        "--docs",
        type=Path,
        default=ROOT / "docs",
        metavar="DIR",
        help="the library's folder (default: docs)",
    )
    given = parser.parse_args()
    ensure("site")

    from library.load import load
    from library.problems import LibraryError
    from report import author_mistakes

    with author_mistakes(given.docs):
        library = load(given.docs)
    try:
        read(given, library)
    except (LibraryError, OSError) as error:
        say(str(error))
        sys.exit(1)


def read(given: argparse.Namespace, library: Library) -> None:
    from library.changes import opened_here
    from library.record import is_locked, locked, write_record
    from library.workbook import applied, differences, read_workbook
    from passphrases import Passphrases

    old, passphrases = None, Passphrases(given.passphrase_file)
    if given.record:
        raw = given.record.read_bytes()
        inside = passphrases.unlock(given.record.name, raw) if is_locked(raw) else raw
        opened = opened_here(inside, library)
        old = opened.record
        for line in opened.lines():
            say(line)
    filled = read_workbook(given.workbook.read_bytes(), library)
    for message in filled.messages:
        say(message)
    changes = differences(filled, old)
    for change in changes:
        say(str(change))
    say(f"{len(changes)} change{'' if len(changes) == 1 else 's'}.")
    if given.apply:
        now = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        new, secret = applied(filled, old, library, now), passphrases.last
        given.apply.write_bytes(locked(new, secret) if secret else write_record(new))
        say(f"Written: {given.apply}" + (", under the same passphrase" if secret else ""))


if __name__ == "__main__":
    main()
