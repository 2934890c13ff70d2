"""How hard pages are to read, and which passages stand twice: told by check, refused by nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import textstat

from library.headings import prose_lines
from library.model import Library, Page

_MARKS = re.compile(r"\{\{.*?\}\}|\[@[^\]]*\]|\[\^[^\]]*\]|[*_`#>]|^\s*(?:[-+]|\d+\.)\s+|^!!!.*$")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_WORD = re.compile(r"[a-z0-9']+")
_STAFF = (
    "chapter",
    "handbook",
    "page",
    "strand",
    "audit",
    "checklist",
    "planner",
    "survey",
    "framework",
)
_ENOUGH = 1500
"""Characters below which a page is too short to be measured."""
_RUN = 24
"""How many words in the same order make a repeated passage."""


@dataclass(frozen=True)
class Repeat:
    """A passage that stands on two pages."""

    first: str
    second: str
    words: str


def reading_ages(library: Library) -> dict[str, float]:
    """The reading age of each page of prose, in years, by its path.

    The Automated Readability Index (Smith and Senter, 1967) gives a school grade of the United
    States from letters, words and sentences; a child of grade n is about n + 5 years old.
    """
    ages = {}
    for page in library.pages:
        text = prose(page)
        if page.kind in _STAFF and len(text) >= _ENOUGH:
            ages[page.path] = round(textstat.automated_readability_index(text) + 5, 1)
    return ages


def prose(page: Page) -> str:
    """The sentences of a page, without tables, headings, macros and marks."""
    lines = (
        line
        for _, line in prose_lines(page.body)
        if not line.lstrip().startswith(("|", "#", "===", "[^"))
    )
    plain = (_MARKS.sub("", _LINK.sub(r"\1", line)).strip() for line in lines)
    return "\n".join(line for line in plain if line)


def repeats(library: Library) -> Iterator[Repeat]:
    """Passages of at least 24 words that stand, word for word, on two pages; one for each pair."""
    seen: dict[tuple[str, ...], str] = {}
    told: set[tuple[str, str]] = set()
    for page in library.pages:
        words = _WORD.findall(prose(page).lower())
        for at in range(len(words) - _RUN + 1):
            run = tuple(words[at : at + _RUN])
            other = seen.setdefault(run, page.path)
            if other != page.path and (other, page.path) not in told:
                told.add((other, page.path))
                yield Repeat(other, page.path, " ".join(run))
