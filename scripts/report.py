"""How commands speak of a library's mistakes: `file:line: CODE message`, the count, exit code 1."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from environment import say
from library.problems import LibraryError, LibraryProblems


@contextmanager
def author_mistakes(docs: Path) -> Iterator[None]:
    """Print what an author can mend and end with 1; a traceback is for faults of the code only."""
    try:
        yield
    except LibraryError as error:
        say(words(error, docs))
        sys.exit(1)


def words(error: LibraryError, docs: Path) -> str:
    """Every problem of a library on a line of its own, then how many there are."""
    if not isinstance(error, LibraryProblems):
        return str(error)
    problems = error.problems
    count = f"{len(problems)} problem" + ("" if len(problems) == 1 else "s")
    return "\n".join([*(f"{shown(docs)}/{problem}" for problem in problems), count])


def shown(path: Path) -> str:
    """A path as a person would type it from here, so that a terminal can open it by a click."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
