"""One program at a time on a copy, even from two computers on a shared drive."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .plan import Refused

NAME = "~$update.lock"
"""Called as Office calls its locks: the check of a copy passes over these."""


@contextmanager
def alone(copy: Path) -> Iterator[None]:
    """Hold the copy's lock, which the system lets go when the computer stops.

    Raises Refused when another program holds it.
    """
    path = copy / NAME
    with path.open("a+b") as file:
        try:
            _hold(file.fileno())
        except OSError as error:
            raise Refused("Another update is at work on this copy.") from error
        try:
            yield
        finally:
            with suppress(OSError):  # Windows removes no file that is open: see below
                path.unlink()
    with suppress(OSError):
        path.unlink()


def _hold(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415  each system has its own

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415

        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
