"""How much room text takes, by the widths of a face that is a little wider than Office's own."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import ImageFont

from library.exports.walking import plain

if TYPE_CHECKING:
    from library.exports.powerpoint_text import Lines

_FACES = Path(__file__).parent / "fonts"
LINE = 1.22
"""Height of a line, in sizes of type."""
WIDER = 1.15
"""How much wider than ours the face may be that a school's machine has instead."""


@cache
def _face(name: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FACES / f"AtkinsonHyperlegibleNext_{name}.ttf"), 100)


@lru_cache(maxsize=8192)
def _width(text: str, *, bold: bool) -> float:
    """Width in sizes of type."""
    return float(_face("700Bold" if bold else "400Regular").getlength(text)) / 100 * WIDER


def lines_of(text: str, size: float, width: float, *, bold: bool = False) -> int:
    """How many lines a text takes in a column so many inches wide."""
    room = width * 72 / size
    space = _width(" ", bold=bold)
    lines, used = 1, 0.0
    for word in text.split():
        wide = _width(word, bold=bold)
        if used and used + space + wide > room:
            lines, used = lines + 1, wide
        else:
            used += wide + (space if used else 0)
    return lines


def height_of(paragraphs: tuple[Lines, ...], size: float, width: float) -> float:
    """Inches that paragraphs take in a column."""
    total = 0.0
    for one in paragraphs:
        indent = size * 1.2 * (one.level + (1 if one.mark else 0)) / 72
        count = lines_of(plain(one.inlines), size, width - indent, bold=one.bold)
        total += (count * LINE + 0.3) * size / 72
    return total
