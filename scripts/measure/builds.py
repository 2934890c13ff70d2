"""How long a cold build takes and how much memory it needs, beside plain Material.

Builds run in a copy of the code, so that nothing kept from earlier builds is there, and in turn
with Material's, so that whatever else the machine does falls on both. Exports are left out:
`measure.exports` tells of them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil

from measure import material, refresh
from measure.rows import ROOT, Row, Subject

CODE = ("library", "macros", "mkdocs.yml", "pyproject.toml")
ONE_BUILD = Path(__file__).parent / "one_build.py"
SAMPLING = 0.05
"""Seconds between two looks at the memory: shorter ones would slow the build."""

AGAINST_MATERIAL = {500: 0.75, 2000: 0.60}
GROWTH = 4.2
PEAK = {2000: 300.0}
_seconds: dict[int, float] = {}
"""What cold builds of generated libraries took, by pages: for the growth from 500 to 2,000."""


class BuildFailedError(Exception):
    """A build that was to be measured did not succeed."""


@dataclass(frozen=True)
class Build:
    """One build: seconds by the clock and of all processors, and the most memory at once."""

    seconds: float
    processor: float
    peak_bytes: int


def rows(subject: Subject) -> Iterator[Row]:
    """Cold build, memory, size, and the way from an edit to the refreshed page."""
    code = subject.work / "code"
    ours, theirs = [], []
    if subject.generated:
        material.write(subject.docs, subject.work / "plain")
    for _ in range(subject.runs):
        shutil.rmtree(code, ignore_errors=True)
        copy_of_code(ROOT, code)
        ours.append(cold_build(code, subject.docs, subject.work / "site"))
        if subject.generated:
            theirs.append(plain_build(subject.work))
    yield from _cold(subject, ours, theirs)
    peak = max(each.peak_bytes for each in ours) / 1e6
    beside = {"Material": max(each.peak_bytes for each in theirs) / 1e6} if theirs else {}
    yield Row("peak memory of the build", peak, "MB", subject.aim(PEAK), beside)
    files = [path for path in subject.site.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1e6
    yield Row("size of the site", size, "MB", note=f"{len(files)} files")
    yield from refresh.rows(subject)


def _cold(subject: Subject, ours: list[Build], theirs: list[Build]) -> Iterator[Row]:
    """The row of seconds, and on generated libraries what it is of Material's, and the growth."""
    seconds = median(each.seconds for each in ours)
    processor = median(each.processor for each in ours)
    if not theirs:
        yield Row("cold build without exports", seconds, note=f"processors {processor:.1f} s")
        return
    beside = {"Material": median(each.seconds for each in theirs)}
    other = median(each.processor for each in theirs)
    note = f"processors {processor:.1f} s, Material's {other:.1f} s"
    yield Row("cold build without exports", seconds, "s", None, beside, note=note)
    ratio = median(a.seconds / b.seconds for a, b in zip(ours, theirs, strict=True))
    yield Row("  as a part of Material's", ratio, "", subject.aim(AGAINST_MATERIAL))
    _seconds[subject.generated or 0] = seconds
    if subject.generated == 2000 and 500 in _seconds:
        yield Row("  growth from 500 to 2,000 pages", seconds / _seconds[500], "", GROWTH)


def copy_of_code(root: Path, place: Path) -> None:
    """Code in a place of its own: whatever builds keep for later is not there yet."""
    place.mkdir()
    for name in CODE:
        if (root / name).is_dir():
            shutil.copytree(root / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif (root / name).exists():
            shutil.copy(root / name, place / name)


def cold_build(code: Path, docs: Path, site: Path) -> Build:
    """Our build in a new process, from the start of Python to its end."""
    shutil.rmtree(site, ignore_errors=True)
    return _run([sys.executable, str(ONE_BUILD), str(code), str(docs), str(site)])


def plain_build(work: Path) -> Build:
    """Material's build of the sources that ``material.write`` made in ``work / "plain"``."""
    site = work / "plain-site"
    shutil.rmtree(site, ignore_errors=True)
    return _run(material.command(work / "plain", site))


def _run(command: list[str]) -> Build:
    began, before = time.perf_counter(), os.times()
    _, peak = watched(command)
    seconds, after = time.perf_counter() - began, os.times()
    used = after.children_user + after.children_system
    return Build(seconds, used - before.children_user - before.children_system, peak)


def watched(command: list[str]) -> tuple[str, int]:
    """What a command prints, and the most bytes that it and its children held at once.

    Raises BuildFailedError with what it complained of when it fails.
    """
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        peak = 0
        while process.poll() is None:
            peak = max(peak, memory(process.pid))
            with suppress(subprocess.TimeoutExpired):
                process.wait(SAMPLING)
        said, faults = process.communicate()
    if process.returncode:
        complaint = faults.decode(errors="replace").strip()
        raise BuildFailedError(complaint or f"exit code {process.returncode}")
    return said.decode(), peak


def memory(pid: int) -> int:
    """Bytes that a process and its children hold now.

    What they share counts once where the system tells it (Linux), for each of them elsewhere.
    """
    total = 0
    with suppress(psutil.Error):
        process = psutil.Process(pid)
        for each in [process, *process.children(recursive=True)]:
            with suppress(psutil.Error):
                told = each.memory_full_info()
                total += getattr(told, "pss", 0) or told.rss
    return total
