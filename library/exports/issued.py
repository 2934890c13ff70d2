"""When an edition was made: the one date that stands in its files."""

from __future__ import annotations

import datetime
import os
import subprocess
from pathlib import Path

from library.model import Library


def issued(library: Library) -> int:
    """Seconds since 1970: SOURCE_DATE_EPOCH, else the last commit, else the edition's first day.

    Whole days only, so that two builds on one day of work make the same files.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(given) if given.isdigit() else _committed(library.root)
    if seconds is None:
        first = datetime.datetime(int(library.edition[:4]), 1, 1, tzinfo=datetime.UTC)
        seconds = int(first.timestamp())
    return seconds - seconds % 86400


def _committed(folder: Path) -> int | None:
    try:
        done = subprocess.run(
            ["git", "log", "-1", "--format=%ct"],
            cwd=folder,
            check=False,
            capture_output=True,
            text=True,
        )
    except OSError:
        return None
    text = done.stdout.strip()
    return int(text) if done.returncode == 0 and text.isdigit() else None
