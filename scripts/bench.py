"""Measure builds and pages, on this library and on a generated one of any size."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import platform
import shutil
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from environment import ROOT, ensure, say, stop

if TYPE_CHECKING:
    from measure.builds import Builds
    from measure.weights import Weight

COLUMNS = ("HTML", "CSS", "JS", "fonts", "pictures")


def main() -> None:
    arguments = parse()
    ensure("test")

    from browsers import find_or_install, missing
    from generated_library import write
    from measure.builds import BuildFailedError

    chromium = find_or_install("chromium") or stop(missing("chromium"))
    results = []
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        try:
            if not arguments.only_generated:
                shutil.copytree(arguments.docs, work / "own" / "docs")
                results.append(one("this library", work / "own", chromium, arguments.runs))
            for size in arguments.pages:
                write(work / str(size) / "docs", size)
                # Fonts and pictures of this library, so that pages weigh what they do here.
                shutil.copytree(ROOT / "docs" / "assets", work / str(size) / "docs" / "assets")
                name = f"a generated library of {size} pages"
                results.append(one(name, work / str(size), chromium, arguments.runs))
        except BuildFailedError as error:
            stop(f"The build that was to be measured failed:\n{error}")
    if arguments.json:
        arguments.json.write_text(json.dumps(report(results), indent=2) + "\n", encoding="utf-8")


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--pages", type=size, action="append", default=[], metavar="N",
        help="measure a generated library of N pages as well; may be given more than once",
    )  # fmt: skip
    parser.add_argument("--only-generated", action="store_true", help="leave this library out")
    parser.add_argument(
        "--docs", type=Path, default=ROOT / "docs", metavar="DIR",
        help="the library's folder (default: docs)",
    )  # fmt: skip
    parser.add_argument(
        "--runs", type=int, default=1, metavar="N", help="build N times and give the medians"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here too")
    return parser.parse_args()


def size(text: str) -> int:
    """Enough pages for one of each kind."""
    least = 50
    if not text.isdecimal() or int(text) < least:
        raise argparse.ArgumentTypeError(f"a number from {least} up is expected, not {text}")
    return int(text)


def one(name: str, work: Path, chromium: Path, runs: int) -> dict[str, Any]:
    """Measure one library, print what came of it, and return it."""
    from measure import builds, weights

    say(f"Measuring {name} ...")
    built = builds.measure(ROOT, work / "docs", work, runs)
    weighed = weights.measure(work / "site", chromium)
    say(table(name, built, weighed))
    return {"library": name, **asdict(built), "first_visit": [asdict(each) for each in weighed]}


def table(name: str, built: Builds, weighed: list[Weight]) -> str:
    """The figures as a person reads them."""
    lines = [
        f"\n{name[0].upper()}{name[1:]} ({built.pages} pages)",
        f"  cold build                   {built.cold_seconds:8.2f} s",
        f"  rebuild after one sentence   {built.after_prose_seconds:8.2f} s",
        f"  rebuild after one YAML edit  {built.after_data_seconds:8.2f} s",
        f"  peak memory of the build     {built.peak_bytes / 1e6:8.0f} MB",
        f"  size of the site             {built.site_bytes / 1e6:8.1f} MB",
        "",
        "  First visit, kB compressed (uncompressed)",
        "  " + " " * 18 + "".join(f"{column:>15}" for column in (*COLUMNS, "all")),
    ]
    for weight in weighed:
        cells = [
            *((weight.sent.get(column, 0), weight.raw.get(column, 0)) for column in COLUMNS),
            (sum(weight.sent.values()), sum(weight.raw.values())),
        ]
        row = "".join(f"{f'{sent / 1e3:.1f} ({raw / 1e3:.1f})':>15}" for sent, raw in cells)
        lines.append(f"  {weight.page:<18}{row}")
    return "\n".join(lines) + "\n"


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
