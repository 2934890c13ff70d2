"""When an edition was made: the one date that stands in its files."""

from __future__ import annotations

import datetime
import os
import subprocess
from pathlib import Path

from library.model import Library

NOTE = "issued.txt"
"""A permanent copy has no commits; this file beside its library's folder says the seconds."""


def issued(library: Library) -> int:
    """Seconds since 1970: the first that is known of these.

    SOURCE_DATE_EPOCH; the day on which the ledger says that the edition was published; the last
    commit; the first day of the edition's year. Whole days only, so that two builds on one day
    of work make the same files.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(given) if given.isdigit() else _published(library)
    if seconds is None:
        seconds = _committed(library.root)
    if seconds is None:
        seconds = _noted(library.root)
    if seconds is None:
        first = datetime.datetime(int(library.edition[:4]), 1, 1, tzinfo=datetime.UTC)
        seconds = int(first.timestamp())
    return seconds - seconds % 86400


def _published(library: Library) -> int | None:
    for one in library.ledger.editions:
        if one.edition == library.edition:
            midnight = datetime.time(tzinfo=datetime.UTC)
            return int(datetime.datetime.combine(one.published, midnight).timestamp())
    return None


def _committed(folder: Path) -> int | None:
    """The last commit, where git knows the library: not that of a repository around a copy."""
    known = _git(folder, "ls-files", "library.yaml")
    text = _git(folder, "log", "-1", "--format=%ct") if known else ""
    return int(text) if text.isdigit() else None


def _git(folder: Path, *words: str) -> str:
    try:
        done = subprocess.run(
            ["git", *words], cwd=folder, check=False, capture_output=True, text=True
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _noted(folder: Path) -> int | None:
    try:
        text = (folder.resolve().parent / NOTE).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return int(text) if text.isdigit() else None
