"""The headings of a Markdown text with the anchors that Python-Markdown will give them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown.extensions.toc import slugify, unique

_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$")
_ATTRIBUTES = re.compile(r"\s*\{:?\s+([^{}]*?)\s*\}\s*$")
_ANCHOR = re.compile(r"#([\w-]+)")
_MINUTES = re.compile(r"data-minutes=[\"']?(\d+)")
_FENCE = re.compile(r"^\s*(```+|~~~+)")
_MARKS = re.compile(r"(\*\*|__|[*`]|(?<!\w)_|_(?!\w))")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True)
class Heading:
    """A heading, with the place and anchor it has in its text."""

    level: int
    text: str
    anchor: str
    line: int
    """The line in the body, from 1."""
    minutes: int | None = None
    """A slide's minutes, where its heading gives them."""


def prose_lines(body: str) -> Iterator[tuple[int, str]]:
    """The lines of a text that are not code, with their numbers from 1."""
    fence = ""
    for number, line in enumerate(body.split("\n"), 1):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1][:3]
        elif not fence:
            yield number, line


@lru_cache(maxsize=1 << 14)
def headings(body: str) -> tuple[Heading, ...]:
    """Every heading of a Markdown text, in order."""
    found: list[Heading] = []
    used: set[str] = set()
    for number, line in prose_lines(body):
        match = _HEADING.match(line)
        if match:
            found.append(_heading(len(match[1]), match[2], number, used))
    return tuple(found)


def _heading(level: int, text: str, line: int, used: set[str]) -> Heading:
    attributes = _ATTRIBUTES.search(text)
    given = attributes[1] if attributes else ""
    plain = _MARKS.sub("", _LINK.sub(r"\1", _ATTRIBUTES.sub("", text)))
    anchor = _ANCHOR.search(given)
    minutes = _MINUTES.search(given)
    if anchor:
        used.add(anchor[1])
    return Heading(
        level=level,
        text=plain,
        line=line,
        anchor=anchor[1] if anchor else unique(slugify(plain, "-"), used),
        minutes=int(minutes[1]) if minutes else None,
    )
