"""Markdown as plain text by section: what a reader sees, without marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from library.headings import headings, prose_lines

_SIGNS = re.compile(r"[\[{<*`_&]")
_MACRO = re.compile(r"\{\{.*?\}\}")
_BOX = re.compile(r"^(?:!!!|\?\?\?\+?|===)\s*[\w+-]*\s*(?:\"([^\"]*)\")?.*$")
_RULE = re.compile(r"^[\s|:-]*$")
_MARKER = re.compile(r"^(?:>\s*|[-*+]\s+(?:\[[ xX]\]\s+)?|\d+\.\s+|:\s+|\[\^[^\]]+\]:\s*)")
_IMAGE_OR_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\]]*\])*)\]\([^)]*\)")
_CITATION = re.compile(r"\s*\[@[^\]]*\]|\[\^[^\]]+\]")
_ATTRIBUTES = re.compile(r"\{:?\s[^{}]*\}")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
_MARKS = re.compile(r"\*\*|__|[*`]|(?<!\w)_|_(?!\w)")


@dataclass(frozen=True)
class Passage:
    """A section of a page: its place, its heading, its text."""

    anchor: str
    heading: str
    text: str


def passages(body: str) -> list[Passage]:
    """What stands before the first heading, then every section of the second and third level."""
    heads = {item.line: item for item in headings(body)}
    anchor, title, lines = "", "", [""]
    found = []
    for number, line in prose_lines(body):
        head = heads.get(number)
        if head and head.level <= 3:
            found.append(Passage(anchor, title, _joined(lines)))
            anchor, title, lines = head.anchor, head.text, []
        elif head:
            lines.append(f"{head.text}.")
        else:
            lines.append(plain_line(line))
    return [*found, Passage(anchor, title, _joined(lines))]


def plain_line(line: str) -> str:
    """One line of Markdown without its marks; empty when it shows nothing."""
    line = line.strip()
    if not line[:1].isalpha():
        if _RULE.match(line):
            return ""
        box = _BOX.match(line)
        if box:
            return _ended(box[1] or "")
        line = _MARKER.sub("", line)
        if line.startswith("|"):
            line = ", ".join(cell.strip() for cell in line.strip("|").split("|"))
    if not _SIGNS.search(line):
        return line
    line = _IMAGE_OR_LINK.sub(r"\1", _CITATION.sub("", _MACRO.sub("", line)))
    return unescape(_TAG.sub("", _MARKS.sub("", _ATTRIBUTES.sub("", line)))).strip()


def plain(text: str) -> str:
    """A short Markdown text in one line."""
    return _joined([plain_line(line) for line in text.split("\n")])


def _ended(title: str) -> str:
    """A box's title as a sentence, so that it does not run into its text."""
    return title if not title or title[-1] in ".!?:" else f"{title}."


def _joined(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())
