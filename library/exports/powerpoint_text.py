"""Blocks as the paragraphs of a text frame: with levels, bullets, numbers and real links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.util import Pt

from library.exports.blocks import (
    Block,
    Box,
    Break,
    Code,
    Definitions,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Items,
    Link,
    Listing,
    Mark,
    Note,
    Paragraph,
    Quote,
    Raised,
    Strong,
    Table,
    Text,
    Tick,
)
from library.exports.walking import plain


@dataclass(frozen=True)
class Lines:
    """One paragraph of a text frame."""

    inlines: tuple[Inline, ...]
    level: int
    mark: str
    """"•", a number such as "3.", or nothing."""
    bold: bool = False


def flattened(blocks: tuple[Block, ...], level: int = 0) -> tuple[Lines, ...]:
    """Blocks as paragraphs."""
    return tuple(_flat(blocks, level))


def _flat(  # noqa: C901  one case for each kind
    blocks: tuple[Block, ...], level: int
) -> Iterator[Lines]:
    for block in blocks:
        match block:
            case Paragraph(inlines):
                yield Lines(inlines, level, "")
            case Heading(inlines=inlines):
                yield Lines(inlines, level, "", bold=True)
            case Items(items, start):
                for at, item in enumerate(items, start or 1):
                    yield from _item(item, level, f"{at}." if start else "•")
            case Box(title=title, blocks=inner):
                if title:
                    yield Lines(title, level, "", bold=True)
                yield from _flat(inner, level)
            case Quote(inner):
                yield from _flat(inner, level + 1)
            case Listing(text):
                for line in text.splitlines():
                    yield Lines((Code(line),), level, "")
            case Definitions(items):
                for term, body in items:
                    yield Lines(term, level, "", bold=True)
                    yield from _flat(body, level + 1)
            case Table(head=head, rows=rows):
                if head:
                    yield Lines(
                        (Text(" | ".join(plain(name) for name in head)),), level, "", bold=True
                    )
                for row in rows:
                    cells = (
                        " ".join(plain(line.inlines) for line in flattened(cell)) for cell in row
                    )
                    yield Lines((Text(" | ".join(cells)),), level, "")
            case Figure(alt=alt):
                yield Lines((Text(f"Picture: {alt}"),), level, "")
            case _:
                pass


def _item(item: tuple[Block, ...], level: int, mark: str) -> Iterator[Lines]:
    first, *rest = item or (Paragraph(()),)
    if isinstance(first, Paragraph):
        task = bool(first.inlines) and isinstance(first.inlines[0], Tick)
        yield Lines(first.inlines, level, "" if task else mark)
        yield from _flat(tuple(rest), level + 1)
    else:
        yield from _flat(item, level + 1)


def rgb(colour: str) -> RGBColor:
    """A colour from its six hexadecimal digits."""
    return RGBColor(*bytes.fromhex(colour))  # type: ignore[no-untyped-call]


def write(
    frame: Any,
    paragraphs: tuple[Lines, ...],
    size: float | None,
    first_colour: str | int | None = None,
) -> None:
    """Put paragraphs into a text frame, which is emptied first."""
    frame.clear()
    for at, one in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.level = min(one.level, 8)
        if size is not None:
            _bulleted(paragraph, one, size)
            paragraph.space_after = Pt(size * 0.3)
        for inline in one.inlines:
            _run(paragraph, inline, _Style(size, one.bold))
        if at == 0 and first_colour is not None:
            for run in paragraph.runs:
                if isinstance(first_colour, int):
                    run.font.color.theme_color = first_colour
                else:
                    run.font.color.rgb = rgb(first_colour)
        if size is None and one.mark and paragraph.runs:
            paragraph.runs[0].text = f"{one.mark} {paragraph.runs[0].text}"


def _bulleted(paragraph: Any, line: Lines, size: float) -> None:
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001  python-pptx has no bullets
    indent = int(size * 1.2 * 12700)
    start = indent * (line.level + (1 if line.mark else 0))
    properties.set("algn", "l")
    properties.set("marL", str(start))
    properties.set("indent", str(-indent if line.mark else 0))
    if line.mark == "•":
        bullet = etree.SubElement(properties, qn("a:buChar"), char="•")
    elif line.mark:
        bullet = etree.SubElement(properties, qn("a:buAutoNum"), type="arabicPeriod")
        number = int(line.mark.rstrip("."))
        if number > 1:
            bullet.set("startAt", str(number))
    else:
        etree.SubElement(properties, qn("a:buNone"))


@dataclass(frozen=True)
class _Style:
    size: float | None
    bold: bool = False
    italic: bool = False
    link: str = ""


def _run(paragraph: Any, inline: Inline, style: _Style) -> None:
    match inline:
        case Text(text) | Code(text) | Mark(text):
            _text(paragraph, text, style)
        case Tick(done):
            _text(paragraph, "☑ " if done else "☐ ", style)
        case Strong(inner):
            for one in inner:
                _run(paragraph, one, replace(style, bold=True))
        case Emphasis(inner):
            for one in inner:
                _run(paragraph, one, replace(style, italic=True))
        case Raised(inner):
            for one in inner:
                _run(paragraph, one, style)
        case Link(inner, target):
            for one in inner:
                _run(paragraph, one, replace(style, link="" if target[0] == "#" else target))
        case Note():
            _text(paragraph, " (see notes)", style)
        case Break():
            paragraph.add_line_break()


def _text(paragraph: Any, text: str, style: _Style) -> None:
    run = paragraph.add_run()
    run.text = text
    if style.size is not None:
        run.font.size = Pt(style.size)
    if style.bold:
        run.font.bold = True
    if style.italic:
        run.font.italic = True
    run._r.get_or_add_rPr().set("lang", "en-GB")  # noqa: SLF001  language_id has no British
    if style.link:
        run.hyperlink.address = style.link
