"""Measure this library, and generated ones of any size, beside plain MkDocs with Material.

Prints a table with the target beside each figure; `--json` writes the same for programs.

To add a measure: write `scripts/measure/<name>.py` with a function
`rows(subject: Subject) -> Iterator[Row]` (see `measure/rows.py`) and name it in `MEASURES` below.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from environment import ROOT, ensure, say, stop

if TYPE_CHECKING:
    from measure.rows import Row, Subject

MEASURES = {
    "builds": "measure.builds",
    "collating": "measure.collating",
    "copy": "measure.checks",
    "exports": "measure.exports",
    "lighthouse": "measure.lighthouse",
    "pages": "measure.weights",
    "search": "measure.search",
}
"""What `--only` takes: the module whose `rows` measures it."""
ON_REQUEST = ("copy",)  # it writes a gigabyte
ALWAYS = [name for name in MEASURES if name not in ON_REQUEST]
"""What is measured without `--only`."""


def main() -> None:
    arguments = parse()
    ensure("test")

    from browsers import find_or_install, missing
    from measure.builds import BuildFailedError

    chromium = find_or_install("chromium") or stop(missing("chromium"))
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        try:
            every = subjects(arguments, Path(folder), chromium)
            results = [measured(subject, arguments.only or ALWAYS) for subject in every]
        except BuildFailedError as error:
            stop(f"The build that was to be measured failed:\n{error}")
    if arguments.json:
        arguments.json.write_text(json.dumps(report(results), indent=2) + "\n", encoding="utf-8")


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument(
        "--pages", type=size, action="append", default=[], metavar="N",
        help="measure a generated library of N pages as well; may be given more than once",
    )  # fmt: skip
    parser.add_argument("--only-generated", action="store_true", help="leave this library out")
    parser.add_argument(
        "--only", choices=sorted(MEASURES), action="append", default=[],
        help="take these measures and no others; may be given more than once",
    )  # fmt: skip
    parser.add_argument(
        "--docs", type=Path, default=ROOT / "docs", metavar="DIR",
        help="the library's folder (default: docs)",
    )  # fmt: skip
    parser.add_argument(
        "--runs", type=int, default=1, metavar="N", help="measure N times and give the medians"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here too")
    return parser.parse_args()


def size(text: str) -> int:
    """Enough pages for one of each kind."""
    least = 50
    if not text.isdecimal() or int(text) < least:
        raise argparse.ArgumentTypeError(f"a number from {least} up is expected, not {text}")
    return int(text)


def subjects(arguments: argparse.Namespace, folder: Path, chromium: Path) -> Iterator[Subject]:
    """A copy of this library, then the generated ones, each written when its turn comes."""
    from generated_library import write
    from measure.rows import Subject

    if not arguments.only_generated:
        shutil.copytree(arguments.docs, folder / "own" / "docs")
        yield Subject("this library", folder / "own", chromium, arguments.runs)
    for pages in arguments.pages:
        work = folder / str(pages)
        write(work / "docs", pages)
        # Fonts and pictures of this library, so that pages weigh what they do here.
        shutil.copytree(ROOT / "docs" / "assets", work / "docs" / "assets")
        yield Subject(
            f"a generated library of {pages} pages", work, chromium, arguments.runs, pages
        )
        shutil.rmtree(work, ignore_errors=True)


def measured(subject: Subject, measures: list[str]) -> dict[str, Any]:
    """Measure one library, print each row as it comes, and return all of them."""
    say(f"\n{subject.name[0].upper()}{subject.name[1:]} ({subject.pages} pages)")
    say(f"  {'':<52}{'here':>12}{'target':>12}   beside it")
    rows = []
    for name in measures:
        for row in import_module(MEASURES[name]).rows(subject):
            say(line(row))
            rows.append({"measure": name, **asdict(row), "reached": row.reached})
    return {"library": subject.name, "pages": subject.pages, "rows": rows}


def line(row: Row) -> str:
    """A row of the table as a person reads it."""
    target = "" if row.target is None else f"{row.target:g} {row.unit}".strip()
    verdict = {True: " ✓", False: " ✗", None: ""}[row.reached]
    beside = [f"{name} {figure(value, row.unit)}" for name, value in row.peers.items()]
    told = ", ".join([*beside, *([row.note] if row.note else [])])
    here = figure(row.ours, row.unit)
    return f"  {row.name:<52}{here:>12}{target:>10}{verdict:<2}   {told}".rstrip()


def figure(value: float, unit: str) -> str:
    """A number with as many decimals as tell something."""
    decimals = 2 if abs(value) < 10 else 1 if abs(value) < 100 else 0
    return f"{value:,.{decimals}f} {unit}".strip()


def report(results: list[dict[str, Any]]) -> dict[str, Any]:
    """The figures for a program, with when and where they were taken."""
    return {
        "date": dt.datetime.now(tz=dt.UTC).date().isoformat(),
        "command": "python3 scripts/bench.py " + " ".join(sys.argv[1:]),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "results": results,
    }


if __name__ == "__main__":
    main()
