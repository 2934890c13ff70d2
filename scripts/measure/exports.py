"""How long the downloads of a library take: from nothing, unchanged, and after one edit."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from measure.builds import copy_of_code, watched
from measure.rows import ROOT, Row, Subject

ONE = Path(__file__).parent / "one_exports.py"
FROM_NOTHING, UNCHANGED = 300.0, 1.0
"""Seconds that issue 4 allows on two cores, for this library."""


def rows(subject: Subject) -> Iterator[Row]:
    """What downloads add to a build, in a copy of the code with nothing kept from before."""
    code, docs = subject.work / "code-of-exports", subject.work / "docs-of-exports"
    copy_of_code(ROOT, code)
    shutil.copytree(subject.docs, docs)
    own = subject.generated is None
    seconds, processor, peak = added(code, docs, subject.work)
    count = sum(1 for _ in (subject.work / "with-exports" / "downloads").iterdir())
    yield Row("downloads from nothing", seconds, "s", FROM_NOTHING if own else None,
              note=f"{count} files, processors {processor:.0f} s")  # fmt: skip
    yield Row("  most memory with them, all processes", peak / 1e6, "MB")
    seconds, _, _ = added(code, docs, subject.work)
    yield Row("  added to an unchanged rebuild", seconds, "s", UNCHANGED if own else None)
    for chapter in sorted(docs.glob("handbooks/*/[!i]*.md"))[:1]:
        with chapter.open("a", encoding="utf-8") as file:
            file.write("\nOne more sentence.\n")
        seconds, processor, _ = added(code, docs, subject.work)
        note = f"processors {processor:.0f} s"
        yield Row("  added after one more sentence in a chapter", seconds, note=note)


def added(code: Path, docs: Path, work: Path) -> tuple[float, float, int]:
    """Seconds that downloads add to a build, by the clock and of all processors, and its memory.

    Memory is the most bytes that the build and its processes hold at once.
    """
    site = work / "with-exports"
    shutil.rmtree(site, ignore_errors=True)
    command = [sys.executable, str(ONE), str(code), str(docs), str(site)]
    said, peak = watched(command)
    seconds, processor = map(float, said.split())
    return seconds, processor, peak
