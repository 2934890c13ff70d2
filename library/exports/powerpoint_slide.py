"""One slide: its blocks stacked below the title, at the largest size of type at which all fit.

A slide that never fits is an author's error.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from library.exports import blocks as b
from library.exports.measure import height_of
from library.exports.pictures import as_png, size_of
from library.exports.powerpoint_template import BOXES, HEIGHT, LEFT, TOP, WIDTH
from library.exports.powerpoint_text import Lines, flattened, rgb, write
from library.exports.walking import plain, within
from library.problems import LibraryError

SIZES = (28, 26, 24, 22, 20, 18, 16, 15, 14, 13, 12)
GAP = 0.14
"""Inches between two things on a slide."""


@dataclass
class Face:
    """One slide in the making."""

    show: Any
    source: b.Slide

    def made(self) -> None:
        """Add the slide. Raises LibraryError when it holds more than fits."""
        groups = _grouped(self.source.blocks)
        size = next((size for size in SIZES if self._height(groups, size) <= HEIGHT), None)
        if size is None:
            raise LibraryError(
                f"slide {self.source.number} ({plain(self.source.title)}) "
                "holds more than fits on a slide"
            )
        first = groups[0] if groups and isinstance(groups[0], tuple) else None
        layout = "Slide" if first else "Title only"
        slide = self.show.slides.add_slide(self.show.slide_layouts.get_by_name(layout))
        write(slide.shapes.title.text_frame, (Lines(self.source.title, 0, ""),), None)
        top = TOP
        for group in groups:
            height = self._height([group], size)
            if group is first and first is not None:
                frame = slide.placeholders[1]
                frame.left, frame.top = Inches(LEFT), Inches(top)
                frame.width, frame.height = Inches(WIDTH), Inches(height)
                write(frame.text_frame, flattened(first), size)
            else:
                self._place(slide, group, top, height, size)
            top += height + GAP
        self._notes(slide)

    def _notes(self, slide: Any) -> None:
        notes = [*flattened(self.source.notes)]
        asides = [
            one
            for block in within(self.source.blocks)
            if isinstance(block, b.Paragraph)
            for one in block.inlines
            if isinstance(one, b.Note)
        ]
        for one in asides:
            notes += flattened(one.blocks)
        if self.source.minutes:
            notes.insert(0, Lines((b.Text(f"{self.source.minutes} min"),), 0, ""))
        if notes:
            write(slide.notes_slide.notes_text_frame, tuple(notes), None)

    def _height(self, groups: list[_Group], size: float) -> float:
        return sum(_height(group, size) for group in groups) + GAP * max(len(groups) - 1, 0)

    def _place(self, slide: Any, group: _Group, top: float, height: float, size: float) -> None:
        match group:
            case tuple():
                shape = slide.shapes.add_textbox(
                    Inches(LEFT), Inches(top), Inches(WIDTH), Inches(height)
                )
                shape.name = "Text"
                shape.text_frame.word_wrap = True
                write(shape.text_frame, flattened(group), size)
            case b.Box():
                _box(slide, group, top, height, size)
            case b.Table():
                _table(slide, group, top, height, size)
            case b.Figure():
                _picture(slide, group, top, height)


_Group = tuple[b.Block, ...] | b.Box | b.Table | b.Figure
"""What is placed as one thing: a run of texts, or a box, a table or a picture."""


def _grouped(blocks: tuple[b.Block, ...]) -> list[_Group]:
    groups: list[_Group] = []
    texts: list[b.Block] = []
    for block in blocks:
        if isinstance(block, (b.Box, b.Table, b.Figure)):
            if texts:
                groups.append(tuple(texts))
                texts = []
            groups.append(block)
        elif isinstance(block, (b.Paragraph, b.Items, b.Quote, b.Heading, b.Listing)):
            texts.append(block)
        elif not isinstance(block, (b.Anchor, b.Rule)):
            raise LibraryError(f"a slide cannot hold a {type(block).__name__.lower()}")
    if texts:
        groups.append(tuple(texts))
    return groups


def _height(group: _Group, size: float) -> float:
    """Inches that a group takes at a size of type."""
    match group:
        case tuple():
            return height_of(flattened(group), size, WIDTH - 0.2) + 0.1
        case b.Box():
            inner = (Lines(group.title, 0, ""), *flattened(group.blocks))
            return height_of(inner, min(size, 22), WIDTH - 0.6) + 0.3
        case b.Table():
            small = min(size, 20)
            widths = _widths(group)
            return sum(
                max(
                    (
                        height_of(cell, small, width - 0.25)
                        for cell, width in zip(row, widths, strict=False)
                    ),
                    default=0.3,
                )
                + 0.14
                for row in _rows(group)
            )
        case b.Figure():
            return 3.6


def _box(slide: Any, box: b.Box, top: float, height: float, size: float) -> None:
    shape = slide.shapes.add_shape(
        MSO_SHAPE.ROUNDED_RECTANGLE, Inches(LEFT), Inches(top), Inches(WIDTH), Inches(height)
    )
    shape.name = f"{box.kind.capitalize()} box"
    shape.adjustments[0] = 0.06
    strong, soft = BOXES[box.kind]
    for target, colour in ((shape.fill, soft), (shape.line.fill, strong)):
        target.solid()
        _coloured(target.fore_color, colour)
    shape.line.width = Pt(1.75)
    style = shape._element.find(qn("p:style"))  # noqa: SLF001  it would make the text white
    shape._element.remove(style)  # noqa: SLF001
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = Inches(0.25)
    frame.margin_top = frame.margin_bottom = Inches(0.12)
    write(
        frame,
        (Lines(box.title, 0, "", bold=True), *flattened(box.blocks)),
        min(size, 22),
        first_colour=strong,
    )


def _coloured(target: Any, colour: str | int) -> None:
    if isinstance(colour, int):
        target.theme_color = colour
    else:
        target.rgb = rgb(colour)


def _widths(table: b.Table) -> list[float]:
    count = max([len(table.head), *(len(row) for row in table.rows)])
    return [WIDTH * share for share in (table.widths or (1 / count,) * count)]


def _rows(table: b.Table) -> list[list[tuple[Lines, ...]]]:
    """The cells of a table, its head first when it has one."""
    head: list[list[tuple[Lines, ...]]] = []
    if table.head:
        head = [[(Lines(name, 0, "", bold=True),) for name in table.head]]
    return [*head, *([flattened(cell) for cell in row] for row in table.rows)]


def _table(slide: Any, table: b.Table, top: float, height: float, size: float) -> None:
    widths = _widths(table)
    rows = _rows(table)
    shape = slide.shapes.add_table(
        len(rows), len(widths), Inches(LEFT), Inches(top), Inches(WIDTH), Inches(height)
    )
    shape.name = "Table"
    made = shape.table
    made.first_row = bool(table.head)
    for at, width in enumerate(widths):
        made.columns[at].width = Inches(width)
    for down, row in enumerate(rows):
        made.rows[down].height = Emu(Inches(height) // len(rows))
        for across, cell in enumerate(row):
            target = made.cell(down, across)
            target.margin_top = target.margin_bottom = Inches(0.05)
            target.vertical_anchor = MSO_ANCHOR.MIDDLE
            write(target.text_frame, cell, min(size, 20))


def _picture(slide: Any, figure: b.Figure, top: float, height: float) -> None:
    content = figure.content
    if figure.path.lower().endswith(".svg"):
        content = as_png(content)
    wide, high = size_of(content)
    width = min(WIDTH, height * wide / high)
    shape = slide.shapes.add_picture(
        io.BytesIO(content), Inches(LEFT), Inches(top), Inches(width), Inches(width * high / wide)
    )
    shape.name = "Picture"
    describe(shape, figure.alt)


def describe(picture: Any, alt: str) -> None:
    """Give a picture its alternative text."""
    picture._element.nvPicPr.cNvPr.set("descr", alt)  # noqa: SLF001  no public way
