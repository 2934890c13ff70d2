"""Bring many schools' returns, or many answers to a survey, together in one workbook.

    python3 scripts/collate.py records/*.json returns/*.xlsx -o network.xlsx
    python3 scripts/collate.py returns/ -o network.xlsx

Records and filled workbooks may be mixed. A file that cannot be read is named, and the rest goes
on; the exit code is then 1. Nothing leaves this computer.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from environment import ROOT, ensure, say, stop


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="+", help="records, workbooks, or folders")
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        default=Path("network.xlsx"),
        metavar="FILE",
        help="the workbook to write (default: network.xlsx)",
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

    from library.collate import collate, found_files
    from library.exports.network import network_workbook
    from library.load import load
    from report import author_mistakes

    with author_mistakes(given.docs):
        library = load(given.docs)
    output = given.output.resolve()
    files = [file for file in found_files(given.files) if file.resolve() != output]
    network = collate(files, library)
    for name, reason in network.refused:
        say(f"{name}: not read. {reason}")
    if not network.read:
        stop("No file could be read, so nothing was written.")
    try:
        output.write_bytes(network_workbook(network))
    except OSError as error:
        stop(f"{given.output} cannot be written ({error.strerror}); is it open in Excel?")
    say(f"{network.read} files read, {len(network.refused)} not; written: {given.output}")
    sys.exit(1 if network.refused else 0)


if __name__ == "__main__":
    main()
