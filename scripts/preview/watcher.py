"""Waits for files to change, and says which."""

from __future__ import annotations

import queue
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from watchdog.events import (
    EVENT_TYPE_CREATED,
    EVENT_TYPE_DELETED,
    EVENT_TYPE_MODIFIED,
    EVENT_TYPE_MOVED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

CHANGES = {EVENT_TYPE_CREATED, EVENT_TYPE_DELETED, EVENT_TYPE_MODIFIED, EVENT_TYPE_MOVED}
QUIET = 0.08
"""Seconds without a change after which a save is over: editors write a file in several steps."""


class Watcher(FileSystemEventHandler):
    """Watches folders with all below them, and single files."""

    def __init__(self, places: Iterable[Path]) -> None:
        self._places = [place.resolve() for place in places if place.exists()]
        self._changed: queue.SimpleQueue[Path] = queue.SimpleQueue()

    def __enter__(self) -> Self:
        self._observer = self._start(Observer())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._observer.stop()

    def _start(self, observer: BaseObserver) -> BaseObserver:
        for place in self._places:
            folder = place if place.is_dir() else place.parent
            observer.schedule(self, str(folder), recursive=place.is_dir())
        try:
            observer.start()
        except OSError:
            # The system watches no more files than it allows: look for ourselves, more slowly.
            if isinstance(observer, PollingObserver):
                raise
            return self._start(PollingObserver())
        return observer

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Keep what is a change of a file of ours (called by watchdog, in its thread)."""
        if event.is_directory or event.event_type not in CHANGES:
            return
        for name in {event.src_path, event.dest_path}:
            path = Path(str(name))
            if name and self._is_ours(path):
                self._changed.put(path)

    def _is_ours(self, path: Path) -> bool:
        for place in self._places:
            if path == place:
                return True
            if path.is_relative_to(place):
                return not any(_is_passing(part) for part in path.relative_to(place).parts)
        return False

    def wait(self) -> set[Path]:
        """The files that changed, once a save is over."""
        changed = {self._changed.get()}
        while True:
            try:
                changed.add(self._changed.get(timeout=QUIET))
            except queue.Empty:
                return changed


def _is_passing(name: str) -> bool:
    """Whether a name belongs to what editors and Python leave about while they work."""
    begins = name.startswith((".", "~", "#", "__pycache__"))
    return begins or name.endswith(("~", ".swp", ".tmp", ".pyc")) or name == "4913"
