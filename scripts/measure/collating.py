"""How long 5,000 records of 100 statements take to collate, and how much memory."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from measure.builds import watched
from measure.rows import ROOT, Row, Subject

ONE = Path(__file__).parent / "one_collation.py"
SECONDS, MEGABYTES = 60.0, 1024.0
"""What issue 3 allows, the workbook included."""
LEAST_PAGES = 50
"""With fewer somebody tries the bench, and need not wait for this."""


def rows(subject: Subject) -> Iterator[Row]:
    """The collation of many records: once, since it is the same for every library."""
    if subject.generated is not None or subject.pages < LEAST_PAGES:
        return
    records = subject.work / "records"
    _run("write", records)
    seconds, peak = _run("collate", records)
    yield Row("collating 5,000 records of 100 statements", seconds, "s", SECONDS)
    yield Row("  most memory meanwhile", peak / 1e6, "MB", MEGABYTES)


def _run(what: str, records: Path) -> tuple[float, int]:
    command = [sys.executable, str(ONE), what, str(ROOT), str(records)]
    said, peak = watched(command)
    return float(said), peak
