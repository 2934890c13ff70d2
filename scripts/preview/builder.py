"""Builds in a process of its own: pages are sent meanwhile, and a new process has new code.

A build makes no downloads; the same process makes each when it is first asked for. The search
index is made after the site is shown; ``settle`` waits for it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from library.exports.downloads import Exports
    from macros.kept import Kept

ENDED = "The build ended without a word, as it does when memory is full."
NOT_NOW = "No download can be made before the library has been built. Mend it, and ask again."

READING = 0.4
"""Seconds in which a browser loads the page again before the search index takes its processor."""


@dataclass(frozen=True)
class Outcome:
    """What came of a build: a site in so many seconds, or the problems."""

    seconds: float
    problems: str = ""


@dataclass(frozen=True)
class Made:
    """A download that was asked for: the file, or why there is none.

    Neither for an address that is no download's.
    """

    file: Path | None
    problems: str = ""


class Builder:
    """Builds the library in one folder as often as asked."""

    def __init__(self, root: Path, docs: Path) -> None:
        self._root = root
        self._docs = docs
        self._turn = threading.Lock()
        """Held by who asks: a build and the downloads of readers take turns."""

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
        self._process = context.Process(target=_serve_builds, args=(theirs, self._root, self._docs))
        self._process.start()
        theirs.close()

    def _stop(self) -> None:
        self._process.terminate()
        self._process.join()
        self._line.close()

    def restart(self) -> None:
        """Go on with the code as it is on the disk now."""
        with self._turn:
            self._stop()
            self._start()

    def build(self, site: Path) -> Outcome:
        """Bring this folder up to date and say what came of it."""
        outcome = self._ask(site)
        return outcome if isinstance(outcome, Outcome) else Outcome(0, ENDED)

    def download(self, address: str) -> Made:
        """The file at an address below the site of the last good build, made if need be."""
        made = self._ask(address)
        return made if isinstance(made, Made) else Made(None, ENDED)

    def settle(self) -> None:
        """Wait until the search index is that of the last build."""
        self._ask(None)

    def _ask(self, question: Path | str | None) -> object:
        """The answer to a question; None when the process ended over it."""
        with self._turn:
            self._line.send(question)
            try:
                return self._line.recv()
            except EOFError:
                self._stop()
                self._start()
                return None


def _serve_builds(line: Connection, root: Path, docs: Path) -> None:
    """Build whenever a folder comes, make a download when an address comes, settle for None.

    Ends with the process that asks.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end)
    sys.path.insert(0, str(root))
    exports: Exports | None = None
    kept: Kept | None = None
    while True:
        try:
            asked = line.recv()
        except EOFError:
            return
        if isinstance(asked, str):
            line.send(_download(exports, asked))
        elif asked is None:
            if kept:
                kept.settle()
            line.send(None)
        else:
            began = time.perf_counter()
            problems = ""
            try:
                kept = kept or _kept(docs, asked)
                exports = kept.build()
            except Exception as error:  # noqa: BLE001 - told to the author, whatever it is
                problems = _words(error, docs)
            line.send(Outcome(time.perf_counter() - began, problems))
            if kept and not problems:
                line.poll(READING)
                kept.finish()


def _end(*_: object) -> None:
    """End at once, with the copies of this process that work for it.

    Not by SystemExit: where a build may be at that moment, that is a macro that failed.
    """
    for copy in multiprocessing.active_children():
        copy.terminate()
    os._exit(0)


def _kept(docs: Path, site: Path) -> Kept:
    # Imported here, so that a slip in the code is told like any other problem.
    from macros.kept import Kept

    return Kept(docs, site)


def _words(error: Exception, docs: Path) -> str:
    """An author's mistake as it is told everywhere; a fault of ours with its trace."""
    try:
        from library.problems import LibraryError
        from report import words
    except Exception:  # noqa: BLE001
        return _fault()
    return words(error, docs) if isinstance(error, LibraryError) else _fault()


def _download(exports: Exports | None, address: str) -> Made:
    if exports is None:
        return Made(None, NOT_NOW)
    from library.problems import LibraryError

    try:
        return Made(exports.file(address))
    except LibraryError as error:
        return Made(None, str(error))
    except Exception:  # noqa: BLE001
        return Made(None, _fault())


def _fault() -> str:
    return f"A fault in the code, not in the library:\n{traceback.format_exc()}"
