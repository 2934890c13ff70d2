"""Builds in a process of its own: pages are sent meanwhile, and a new process has new code."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import time
import traceback
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Self


@dataclass(frozen=True)
class Outcome:
    """What came of a build: a site in so many seconds, or the problems."""

    seconds: float
    problems: str = ""


class Builder:
    """Builds the library in one folder as often as asked."""

    def __init__(self, root: Path, docs: Path) -> None:
        self._root = root
        self._docs = docs

    def __enter__(self) -> Self:
        self._start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve_builds, args=(theirs, self._root, self._docs), daemon=True
        )
        self._process.start()
        theirs.close()

    def _stop(self) -> None:
        self._process.terminate()
        self._process.join()
        self._line.close()

    def restart(self) -> None:
        """Go on with the code as it is on the disk now."""
        self._stop()
        self._start()

    def build(self, site: Path) -> Outcome:
        """Build into this folder and say what came of it."""
        self._line.send(site)
        try:
            outcome = self._line.recv()
        except EOFError:
            self.restart()
            return Outcome(0, "The build ended without a word, as it does when memory is full.")
        assert isinstance(outcome, Outcome)  # noqa: S101 - tells the type checker
        return outcome


def _serve_builds(line: Connection, root: Path, docs: Path) -> None:
    """Build whenever a folder's name comes; end with the process that asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.path.insert(0, str(root))
    while True:
        try:
            site = line.recv()
        except EOFError:
            return
        began = time.perf_counter()
        problems = _build(docs, site)
        line.send(Outcome(time.perf_counter() - began, problems))


def _build(docs: Path, site: Path) -> str:
    # Imported here, so that a slip in the code is told like any other problem.
    try:
        from library.problems import LibraryError
        from macros.build import build
        from report import words
    except Exception:  # noqa: BLE001
        return _fault()
    try:
        build(docs, site)
    except LibraryError as error:
        return words(error, docs)
    except (Exception, SystemExit):  # noqa: BLE001
        return _fault()
    return ""


def _fault() -> str:
    return f"A fault in the code, not in the library:\n{traceback.format_exc()}"
