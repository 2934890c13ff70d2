"""Bring many schools' returns, or many answers to a survey, together in one workbook.

    python3 scripts/collate.py records/*.json returns/*.xlsx -o network.xlsx
    python3 scripts/collate.py returns/ -o network.xlsx --open-data open/

Records and filled workbooks may be mixed. A file that cannot be read is named, and the rest goes
on; the exit code is then 1. Nothing leaves this computer. --open-data writes what may be shared
beyond the schools: counts from five up, and no names. Ask the schools first.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from environment import ROOT, ensure, say, stop

if TYPE_CHECKING:
    from library.collate import Network


def main() -> None:
    given = _parser().parse_args()
    ensure("site")

    from library.collate import collate, found_files
    from library.exports.network import network_workbook
    from library.load import load
    from passphrases import Passphrases
    from report import author_mistakes

    with author_mistakes(given.docs):
        library = load(given.docs)
    output = given.output.resolve()
    paths = [file for file in found_files(given.files) if file.resolve() != output]
    network = collate(paths, library, Passphrases(given.passphrase_file).unlock)
    for name, reason in network.refused:
        say(f"{name}: not read. {reason}")
    if not network.read:
        stop("No file could be read, so nothing was written.")
    try:
        output.write_bytes(network_workbook(network))
    except OSError as error:
        stop(f"{given.output} cannot be written ({error.strerror}); is it open in Excel?")
    files = "1 file" if network.read == 1 else f"{network.read} files"
    say(f"{files} read, {len(network.refused)} not; written: {given.output}")
    if given.open_data:
        _write_open_data(network, given.open_data, given.licence)
    sys.exit(1 if network.refused else 0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("files", type=Path, nargs="+", help="records, workbooks, or folders")
    standard = Path("network.xlsx")
    about = "the workbook to write (default: network.xlsx)"
    add("-o", "--output", type=Path, default=standard, metavar="FILE", help=about)
    about = "also write open data there: counts without names, for those outside"
    add("--open-data", type=Path, metavar="FOLDER", help=about)
    about = "the licence that the schools agreed to for their counts"
    add("--licence", metavar="NAME", help=about)
    about = "passphrases of locked records, one a line; without it they are asked for"
    add("--passphrase-file", type=Path, metavar="FILE", help=about)
    about = "the library's folder (default: docs)"
    add("--docs", type=Path, default=ROOT / "docs", metavar="DIR", help=about)
    return parser


def _write_open_data(network: Network, folder: Path, licence: str | None) -> None:
    from library.exports.open_data import open_data

    made = open_data(network, dt.datetime.now(dt.UTC).date().isoformat(), licence)
    for tool, reason in made.left_out:
        say(f"{tool}: not in the open data, {reason}.")
    if not made.tools:
        say(f"Nothing may be published, so nothing was written to {folder}.")
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in made.files.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        stop(f"{folder} cannot be written ({error.strerror}).")
    said = f"{made.hidden} of {made.counts} counts are not shown"
    say(f"Open data of {', '.join(made.tools)} in {folder}; {said}.")


if __name__ == "__main__":
    main()
