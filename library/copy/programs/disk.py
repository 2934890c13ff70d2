"""Moves and writes that are on the disk when they are over, as far as the system lets us see."""

from __future__ import annotations

import os
import shutil
import time
from contextlib import suppress
from pathlib import Path

_TRIES = 5
"""Virus scanners hold files open for a moment."""


def keep(source: Path, target: Path) -> None:
    """Copy a program: with it, the update's own folder is not needed to go on or back."""
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copyfile(source, target)


def written(path: Path, data: bytes) -> None:
    """Write a file that is there for good when this returns."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def move(source: Path, target: Path) -> None:
    """Give a file or folder another name. Raises OSError when it stays in use."""
    for left in reversed(range(_TRIES)):
        try:
            source.replace(target)
        except PermissionError:
            if not left:
                raise
            time.sleep(0.2)
        else:
            return


def durable(folder: Path) -> None:
    """See that the names in a folder are on the disk. Windows does it by itself."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def without_empty_folders(folder: Path, top: Path) -> None:
    """Remove a folder that is empty, and those above it that then are."""
    with suppress(OSError):  # it is not empty
        while folder != top:
            with suppress(FileNotFoundError):  # the power went before it was made
                folder.rmdir()
            folder = folder.parent
