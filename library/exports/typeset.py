"""A document as PDF, by Typst: PDF/A-2a for archives and PDF/UA-1 for every reader.

Design is in templates/library.typ. Here blocks become calls of its functions.
"""

from __future__ import annotations

import io
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import segno
import typst

from library.exports.blocks import (
    Anchor,
    Blank,
    Block,
    Box,
    Break,
    Code,
    Cover,
    Definitions,
    Document,
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
    Part,
    Question,
    Quote,
    Raised,
    Rule,
    Slide,
    Strong,
    Table,
    Text,
    Tick,
)
from library.exports.office import day_in_words
from library.problems import LibraryError

HERE = Path(__file__).parent
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
_STREAM = re.compile(rb"<<([^<>]*)>>\s*stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_COUNT = re.compile(rb"/Type\s*/Pages\b[^<>]*?/Count\s+(\d+)")
_SPECIAL = str.maketrans({char: f"\\{char}" for char in "\\#$*_`<>@[]~=-+/\"'.:;{}()|^&%!?"})


class Made(NamedTuple):
    """A file, and its number of pages where it has any."""

    content: bytes
    pages: int | None = None


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[HERE / "fonts"])


def pdf(document: Document, symbols: Mapping[str, str]) -> Made:
    """The document as an accessible PDF for archives."""
    source = (HERE / "templates" / "library.typ").read_text(encoding="utf-8")
    compiler = typst.Compiler(
        (source + Writer(document).source()).encode(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"cover": cover_data(document.cover), "symbols": json.dumps(dict(symbols))},
    )
    try:
        made = compiler.compile(
            format="pdf", pdf_standards=STANDARDS, timestamp=document.cover.date
        )
    except typst.TypstError as error:
        raise LibraryError(
            f"{document.cover.mark or document.cover.title}: the PDF cannot be "
            f"made: {error.message} {' '.join(error.hints)}"
        ) from error
    if not isinstance(made, bytes):
        raise LibraryError(f"{document.cover.title}: the PDF came in several pieces")
    return Made(made, _pages(made))


def _pages(content: bytes) -> int:
    """How many pages a PDF has: the largest count of its page tree, compressed or not."""
    texts = [content]
    texts += [
        zlib.decompress(match[2]) for match in _STREAM.finditer(content) if b"/ObjStm" in match[1]
    ]
    return max(int(count) for text in texts for count in _COUNT.findall(text))


def cover_picture(cover: Cover, symbols: Mapping[str, str]) -> bytes:
    """The cover as PNG, 1,200 pixels wide."""
    source = (HERE / "templates" / "library.typ").read_text(encoding="utf-8") + "\n#cover()\n"
    compiler = typst.Compiler(
        source.encode(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"cover": cover_data(cover), "symbols": json.dumps(dict(symbols))},
    )
    made = compiler.compile(format="png", ppi=1200 / 595 * 72)
    if not isinstance(made, bytes):
        raise LibraryError(f"{cover.title}: the cover has more than one page")
    return made


def cover_data(cover: Cover) -> str:
    """What the template needs to know of a document, as JSON."""
    return json.dumps(
        {**asdict(cover), "day": day_in_words(cover.date), "qr": qr_code(cover.address)},
        sort_keys=True,
    )


def qr_code(address: str) -> str:
    """An address as a QR code in SVG; empty without an address."""
    if not address:
        return ""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=0, dark="#1a2a26", xmldecl=False, svgclass=None, lineclass=None
    )
    return out.getvalue().decode()


@dataclass
class Writer:
    """Writes the calls of one document."""

    document: Document
    base: int = 1
    """The level of the part that is being written."""
    level: int = 0
    """The level of the heading before: the next is at most one deeper."""

    def source(self) -> str:
        parts = self.document.parts
        pieces = ["\n#cover()\n"]
        if sum(part.level == 1 for part in parts) > 1:
            pieces.append(f"#contents({2 if max(part.level for part in parts) < 3 else 3})\n")
        number = 0
        for part in parts:
            number += part.kind == "chapter"
            pieces.append(self.part(part, str(number) if part.kind == "chapter" else ""))
        return "".join(pieces)

    def part(self, part: Part, number: str) -> str:
        self.base = self.level = part.level
        opening = ", ".join(
            [
                str(part.level),
                *map(
                    quoted, (number, part.title, part.anchor, part.mark, part.summary, part.facts)
                ),
            ]
        )
        return f"\n#opening({opening})\n{self.blocks(part.blocks)}\n"

    def blocks(self, blocks: tuple[Block, ...]) -> str:
        return "\n\n".join(self.block(block) for block in blocks)

    def content(self, blocks: tuple[Block, ...]) -> str:
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph) and not blocks[0].role:
            return f"[{self.inlines(blocks[0].inlines)}]"
        return f"[{self.blocks(blocks)}]"

    def block(self, block: Block) -> str:
        match block:
            case Paragraph(inlines, role):
                text = self.inlines(inlines)
                return f"#{role}[{text}]" if role in ("facts", "lede") else text
            case Heading():
                return self.heading(block)
            case Items(items, start):
                return self.items(items, start)
            case Definitions(items):
                inner = ", ".join(
                    f"terms.item([{self.inlines(term)}], {self.content(body)})"
                    for term, body in items
                )
                return f"#terms({inner})"
            case Table():
                return self.table(block)
            case Box(kind, title, inner_blocks):
                name = f"[{self.inlines(title)}]" if title else "none"
                return f"#callout({quoted(kind)}, {name}, {self.content(inner_blocks)})"
            case Quote(inner_blocks):
                return f"#quoted{self.content(inner_blocks)}"
            case Listing(text):
                return f"#listing({quoted(text)})"
            case Figure():
                return self.figure(block)
            case Rule():
                return "#rule()"
            case Anchor(name):
                return f"#place-of({quoted(name)})"
            case Blank(label, lines):
                return f"#write-on({quoted(label)}, {lines})"
            case Question():
                return self.question(block)
            case Slide():
                return self.slide(block)

    def heading(self, heading: Heading) -> str:
        self.level = min(self.base + heading.level - 1, self.level + 1)
        label = f"#label({quoted(heading.anchor)})" if heading.anchor else ""
        return f"#heading(level: {self.level})[{self.inlines(heading.inlines)}]{label}"

    def items(self, items: tuple[tuple[Block, ...], ...], start: int) -> str:
        inner = ", ".join(self.content(item) for item in items)
        ticks = all(_is_task(item) for item in items)
        if start:
            return f"#enum(start: {start}, {inner})"
        return f"#list({'marker: none, body-indent: 0pt, ' if ticks else ''}{inner})"

    def table(self, table: Table) -> str:
        count = max([len(table.head), *(len(row) for row in table.rows)])
        widths = table.widths or (1 / count,) * count
        columns = f"({', '.join(f'{width}fr' for width in widths)},)"
        cells = ", ".join(self.content(cell) for row in table.rows for cell in row)
        if not table.head:
            return f"#bare-table({columns}, {cells})"
        head = ", ".join(f"[{self.inlines(name)}]" for name in table.head)
        return f"#data-table({columns}, ({head},), {cells})"

    def figure(self, figure: Figure) -> str:
        kind = figure.path.rpartition(".")[2].lower()
        if kind == "svg":
            data = f"bytes({quoted(figure.content.decode())})"
        else:
            data = f"bytes(({','.join(map(str, figure.content))},))"
        caption = f"[{self.inlines(figure.caption)}]" if figure.caption else "none"
        return f"#picture({data}, {quoted(kind)}, {quoted(figure.alt)}, {caption})"

    def question(self, question: Question) -> str:
        levels = "".join(f"({', '.join(map(quoted, level))}), " for level in question.levels)
        helps = "".join(f"[{self.inlines(one)}], " for one in question.helps)
        return (
            f"#question({quoted(question.id)}, {quoted(question.anchor)}, "
            f"{quoted(question.text)}, ({levels}), "
            f"{quoted(question.evidence)}, ({helps}))"
        )

    def slide(self, slide: Slide) -> str:
        level = self.base + 1
        self.level = level
        body = self.content(slide.blocks)
        notes = self.content(slide.notes) if slide.notes else "none"
        return (
            f"#slide({slide.number}, [{self.inlines(slide.title)}], {quoted(slide.anchor)}, "
            f"{level}, {slide.minutes or 'none'}, {body}, {notes})"
        )

    def inlines(self, inlines: tuple[Inline, ...]) -> str:
        return "".join(self.inline(one) for one in inlines)

    def inline(self, inline: Inline) -> str:
        match inline:
            case Text(text):
                return text.translate(_SPECIAL)
            case Strong(inner):
                return f"#strong[{self.inlines(inner)}]"
            case Emphasis(inner):
                return f"#emph[{self.inlines(inner)}]"
            case Code(text):
                return f"#raw({quoted(text)})"
            case Raised(inner, low):
                return f"#{'sub' if low else 'super'}[{self.inlines(inner)}]"
            case Mark(text):
                return f"#mark({quoted(text)})"
            case Link(inner, target):
                where = f"label({quoted(target[1:])})" if target[0] == "#" else quoted(target)
                return f"#link({where})[{self.inlines(inner)}]"
            case Note(blocks):
                return f"#footnote{self.content(blocks)}"
            case Tick(done):
                return f"#tick({'true' if done else 'false'})"
            case Break():
                return "#linebreak()"


def _is_task(item: tuple[Block, ...]) -> bool:
    first = item[0] if item else None
    return isinstance(first, Paragraph) and any(isinstance(one, Tick) for one in first.inlines[:1])


def quoted(text: str) -> str:
    """A string of Typst's."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
