"""Work on many items in several processes, where the system can copy a running process.

A copy knows all that this process knew, so only results travel, through a file of its own. Where
there is no such copy (Windows), or one processor, or ``LIBRARY_PROCESSES=1``, all work is done
here, with the same results.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import pickle
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from typing import IO, Any, Generic, TypeVar

from library.problems import LibraryError

Item = TypeVar("Item")
Result = TypeVar("Result")
Said = tuple[str, int, str]
"""A warning: the logger's name, the level, the message."""

SWITCH = "LIBRARY_PROCESSES"
WORTH = 24
"""Fewer items than this are done sooner than processes are made."""
PORTION = 8
"""Items that a process takes at a time: few, so that all of them end together."""


def processes() -> int:
    """How many processes may work at once.

    Raises LibraryError when LIBRARY_PROCESSES is not a number from 1 up.
    """
    told = os.environ.get(SWITCH, "")
    if told and not (told.isdecimal() and int(told)):
        raise LibraryError(f"{SWITCH} is a number from 1 up; found {told}")
    # A copy holds the one thread that made it: locks that others held would stay locked in it.
    if "fork" not in multiprocessing.get_all_start_methods() or threading.active_count() > 1:
        return 1
    usable = getattr(os, "sched_getaffinity", None)
    return int(told) if told else len(usable(0)) if usable else os.cpu_count() or 1


class Crew(Generic[Item, Result]):
    """Copies of this process that begin to work at once, and this one, that joins in ``results``.

    There are no copies, and this process does it all, where several are not sooner.
    """

    def __init__(self, work: Callable[[Item], Result], items: Sequence[Item]) -> None:
        self._work = work
        self._items = items
        # The first is done here: the templates and modules that it needs, copies then have.
        self._first = [work(item) for item in items[:1]]
        self._next = multiprocessing.Value("i", len(self._first))
        self._copies: list[tuple[Any, IO[bytes]]] = []
        copies = processes() - 1
        if copies and len(items) >= WORTH:
            gc.collect()
            gc.freeze()  # so that a copy does not touch, and so double, what it only reads
            self._copies = [self._copied() for _ in range(copies)]
            gc.unfreeze()

    def _copied(self) -> tuple[Any, IO[bytes]]:
        """A copy of this process, that works already, with the file of its results."""
        file = tempfile.TemporaryFile()  # noqa: SIM115 - read and closed by ``results``
        copy = multiprocessing.get_context("fork").Process(
            target=self._copy, args=(file,), daemon=True
        )
        copy.start()
        return copy, file

    def results(self) -> list[Result]:
        """What came of every item, in their order: this process works with its copies till the end.

        Warnings of copies are logged again here, in the order of the items; then the first failure
        is raised: LibraryError, SystemExit, or RuntimeError with the whole trace.
        """
        found: dict[int, Result] = dict(enumerate(self._first))
        said: dict[int, list[Said]] = {}
        try:
            for at, item in self._taken():
                found[at] = self._work(item)
        finally:
            failures = [self._join(copy, file, found, said) for copy, file in self._copies]
        for at in sorted(said):
            for name, level, message in said[at]:
                logging.getLogger(name).log(level, "%s", message)
        for failure in filter(None, failures):
            raise failure
        return [found[at] for at in sorted(found)]

    def _taken(self) -> Iterator[tuple[int, Item]]:
        """Items with their places, portion after portion, until all have been taken by someone."""
        while True:
            with self._next.get_lock():
                start = self._next.value
                self._next.value = start + PORTION
            if start >= len(self._items):
                return
            yield from enumerate(self._items[start : start + PORTION], start)

    def _copy(self, file: IO[bytes]) -> None:
        """In a copy: work, and write every result down."""
        gc.collect()  # what is new here is little: from now on it is looked through often
        warnings = _Warnings()
        logging.getLogger("mkdocs").addHandler(warnings)
        try:
            for at, item in self._taken():
                result = self._work(item)
                pickle.dump((at, result, warnings.taken()), file)
            pickle.dump(None, file)
        except BaseException as error:  # noqa: BLE001 - raised again where the work was given out
            pickle.dump((-1, _told(error), warnings.taken()), file)
        file.flush()

    def _join(
        self, copy: Any, file: IO[bytes], found: dict[int, Result], said: dict[int, list[Said]]
    ) -> BaseException | None:
        """Wait for a copy and take up what it wrote down; its failure, if it failed."""
        copy.join()
        file.seek(0)
        with file:
            try:
                while entry := pickle.load(file):  # noqa: S301 - written by our own copy
                    at, result, warnings = entry
                    said.setdefault(at, []).extend(warnings)
                    if at < 0:
                        assert isinstance(result, BaseException)  # noqa: S101 - for the type checker
                        return result
                    found[at] = result
            except EOFError:
                return LibraryError(
                    "A process that renders pages ended without a word, as it does when memory "
                    f"is full. {SWITCH}=1 takes less."
                )
        return None


class _Warnings(logging.Handler):
    """Keeps the warnings of a copy for the process that it was copied from."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._records: list[Said] = []

    def emit(self, record: logging.LogRecord) -> None:
        self._records.append((record.name, record.levelno, record.getMessage()))

    def taken(self) -> list[Said]:
        records, self._records = self._records, []
        return records


def _told(error: BaseException) -> BaseException:
    """A failure as another process can take it up."""
    at: BaseException | None = error
    while at is not None:
        if isinstance(at, LibraryError):
            return LibraryError(str(at))
        if isinstance(at, SystemExit):
            return SystemExit(at.code)
        at = at.__cause__ or at.__context__
    return RuntimeError("".join(traceback.format_exception(error)))
