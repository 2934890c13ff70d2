"""Files from earlier builds, each under a digest of all that it is made from.

A file's name is ``<digest>.<pages>.<format>``. A note ``<digest of what is cheap to ask>.note``
holds the name of the file that came of it, so that an unchanged library is not even read again.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

KEPT = 14 * 86400
"""For how many seconds a file is kept that no build has asked for."""
DAY = 86400


class Made(NamedTuple):
    """A file, and its number of pages where it has any."""

    content: bytes
    pages: int | None = None


@dataclass(frozen=True)
class Kept:
    """A file that is there."""

    path: Path
    size: int
    pages: int | None = None


class Store:
    """The files in one folder, which several builds may use at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def _names(self) -> dict[str, str]:
        """The name of each file by its digest."""
        if not self.folder.is_dir():
            return {}
        return {entry.name.partition(".")[0]: entry.name for entry in os.scandir(self.folder)}

    def find(self, digest: str) -> Kept | None:
        """The file that was made from this; None when there is none."""
        name = self._names.get(digest, "")
        pages = name.split(".")[1:2]
        if not pages or not pages[0].isdigit():
            return None
        found = self._used(name)
        if found is None:
            return None
        return Kept(found, found.stat().st_size, int(pages[0]) or None)

    def noted(self, wish: str) -> Kept | None:
        """The file that came of a wish before."""
        note = self._used(f"{wish}.note") if wish in self._names else None
        return self.find(note.read_text(encoding="ascii")) if note else None

    def keep(self, digest: str, format_: str, made: Made) -> Kept:
        """Keep a file; it is there as a whole or not at all."""
        name = f"{digest}.{made.pages or 0}.{format_}"
        return Kept(self._write(name, made.content), len(made.content), made.pages)

    def note(self, wish: str, digest: str) -> None:
        """Remember which file came of a wish."""
        self._write(f"{wish}.note", digest.encode("ascii"))

    def _write(self, name: str, content: bytes) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        new = self.folder / f"{name}.{os.getpid()}.new"
        new.write_bytes(content)
        new.replace(self.folder / name)
        self._names[name.partition(".")[0]] = name
        return self.folder / name

    def _used(self, name: str) -> Path | None:
        """A file that was asked for; another build may have forgotten it meanwhile."""
        file = self.folder / name
        try:
            if file.stat().st_mtime < time.time() - DAY:
                os.utime(file)
        except FileNotFoundError:
            return None
        return file

    def forget(self) -> None:
        """Let go of what no build has asked for in a long time."""
        oldest = time.time() - KEPT
        for file in self.folder.iterdir() if self.folder.is_dir() else ():
            try:
                if file.stat().st_mtime < oldest:
                    file.unlink()
            except OSError:
                continue  # another build was faster, or is reading it
