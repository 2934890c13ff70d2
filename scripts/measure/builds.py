"""How long builds take and how much memory they need, in a copy of the checkout."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil
import yaml

from preview.builder import Builder, Outcome

CODE = ("library", "macros", "mkdocs.yml", "pyproject.toml")
ONE_BUILD = Path(__file__).parent / "one_build.py"
SAMPLING = 0.02
"""Seconds between two looks at the memory: shorter ones would slow the build."""


class BuildFailedError(Exception):
    """A build that was to be measured did not succeed."""


@dataclass(frozen=True)
class Builds:
    """Medians of the runs; memory is the most that the process and its children held at once."""

    pages: int
    cold_seconds: float
    after_prose_seconds: float
    after_data_seconds: float
    peak_bytes: int
    site_bytes: int


def copy_of_code(root: Path, place: Path) -> None:
    """Code in a place of its own: whatever builds keep for later is not there yet."""
    place.mkdir()
    for name in CODE:
        if (root / name).is_dir():
            shutil.copytree(root / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif (root / name).exists():
            shutil.copy(root / name, place / name)


def measure(root: Path, docs: Path, work: Path, runs: int) -> Builds:
    """Measure the library in `docs`, which is changed; the last site stays in `work / "site"`."""
    site = work / "site"
    cold, peaks = [], []
    code = work / "code"
    for _ in range(runs):
        shutil.rmtree(code, ignore_errors=True)
        copy_of_code(root, code)
        shutil.rmtree(site, ignore_errors=True)
        seconds, peak = cold_build(code, docs, site)
        cold.append(seconds)
        peaks.append(peak)
    prose, data = rebuilds(code, docs, work / "again", runs)
    return Builds(
        pages=sum(1 for path in docs.rglob("*.md") if docs / "assets" not in path.parents),
        cold_seconds=median(cold),
        after_prose_seconds=median(prose),
        after_data_seconds=median(data),
        peak_bytes=max(peaks),
        site_bytes=sum(path.stat().st_size for path in site.rglob("*") if path.is_file()),
    )


def cold_build(code: Path, docs: Path, site: Path) -> tuple[float, int]:
    """Seconds and most bytes of a build in a new process, from the start of Python to its end."""
    began = time.perf_counter()
    command = [sys.executable, str(ONE_BUILD), str(code), str(docs), str(site)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        peak = 0
        while process.poll() is None:
            peak = max(peak, memory(process.pid))
            time.sleep(SAMPLING)
        seconds = time.perf_counter() - began
        said = process.stderr.read().decode(errors="replace") if process.stderr else ""
    if process.returncode:
        raise BuildFailedError(said.strip() or f"exit code {process.returncode}")
    return seconds, peak


def memory(pid: int) -> int:
    """Bytes that a process and its children hold now; what they share counts for each."""
    total = 0
    with suppress(psutil.Error):
        process = psutil.Process(pid)
        for each in [process, *process.children(recursive=True)]:
            with suppress(psutil.Error):
                total += each.memory_info().rss
    return total


def rebuilds(code: Path, docs: Path, site: Path, runs: int) -> tuple[list[float], list[float]]:
    """Seconds of builds after one more sentence, and after one change in a YAML file.

    As in serve: by a process that has built before.
    """
    chapter = next(iter(sorted(docs.glob("handbooks/*/[!i]*.md"))), docs / "index.md")
    instruments = sorted(docs.glob("tools/*/instrument.yaml"))
    prose, data = [], []
    with Builder(code, docs) as builder:
        checked(builder.build(site))
        for run in range(runs):
            with chapter.open("a", encoding="utf-8") as file:
                file.write(f"\nOne more sentence, number {run + 1}.\n")
            prose.append(checked(builder.build(site)))
            for path in instruments[:1]:
                value = yaml.safe_load(path.read_text(encoding="utf-8"))
                value["purpose"] += " And more."
                path.write_text(yaml.safe_dump(value, allow_unicode=True), encoding="utf-8")
            data.append(checked(builder.build(site)))
    return prose, data


def checked(outcome: Outcome) -> float:
    if outcome.problems:
        raise BuildFailedError(outcome.problems)
    return outcome.seconds
