"""Every outside address of a library: entries of data files with an ``id`` and a ``url``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from library import prose
from library.files import LinkState
from library.model import Library, Page
from library.yaml_lines import Lines, read


@dataclass(frozen=True)
class Outside:
    """An outside address, and what the library says of it."""

    address: str
    id: str
    title: str
    file: str
    """Below the library's folder, with forward slashes."""
    line: int
    pages: tuple[Page, ...]
    """The pages that show it."""
    checked: date | None
    state: LinkState | None

    def is_due(self, today: date, days: int) -> bool:
        """Whether it is to be asked: not yet checked, not well, or not within so many days."""
        well = self.checked and self.state in (None, "works", "moved")
        return not (well and self.checked and today - self.checked < timedelta(days))


def outside(library: Library) -> tuple[Outside, ...]:
    """Every outside address of a library, in the order of the files."""
    shown = _pages_by_id(library)
    found: list[Outside] = []
    for file in sorted(library.lines):
        if file.endswith(".yaml"):
            value, lines, _ = read((library.root / file).read_text(encoding="utf-8-sig"), file)
            found += (_one(entry, path, lines, shown) for entry, path in _entries(value, ()))
    return tuple(found)


def _entries(
    value: Any, path: tuple[str | int, ...]
) -> Iterator[tuple[dict[str, Any], tuple[str | int, ...]]]:
    if isinstance(value, list):
        for at, item in enumerate(value):
            yield from _entries(item, (*path, at))
    elif isinstance(value, dict):
        if isinstance(value.get("url"), str) and "id" in value:
            yield value, path
        for key, item in value.items():
            yield from _entries(item, (*path, key))


def _one(
    entry: dict[str, Any],
    path: tuple[str | int, ...],
    lines: Lines,
    shown: dict[str, list[Page]],
) -> Outside:
    checked = entry.get("checked")
    return Outside(
        address=entry["url"],
        id=entry["id"],
        title=entry.get("title") or entry.get("name") or entry["id"],
        file=lines.file,
        line=lines.of(*path, "url"),
        pages=tuple(shown.get(entry["id"], ())),
        checked=date.fromisoformat(checked) if checked else None,
        state=entry.get("state"),
    )


def _pages_by_id(library: Library) -> dict[str, list[Page]]:
    """The pages on which a source, a film or a licence is shown."""
    found: dict[str, list[Page]] = defaultdict(list)
    for page in library.pages:
        for key in prose.cited(page):
            found[key].append(page)
        if "{{ sources() }}" in page.body:
            for source in library.sources:
                found[source.id].append(page)
        if "{{ rights() }}" in page.body:
            for rights in library.rights:
                found[rights.id].append(page)
    for video in library.videos:
        found[video.entry.id].append(video.page)
    return {key: list(dict.fromkeys(pages)) for key, pages in found.items()}
