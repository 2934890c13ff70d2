"""A presentation for PowerPoint: real titles, text, tables and notes, in the strand's colours.

The layouts are in ``powerpoint_template``, and how a slide is filled in ``powerpoint_slide``.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from pptx.util import Inches

from library.exports.blocks import Block, Document, Heading, Slide, Text
from library.exports.office import core_properties, day_in_words, rezipped
from library.exports.pictures import as_png, qr_code
from library.exports.powerpoint_slide import Face, describe
from library.exports.powerpoint_template import LEFT, TOP, WIDTH, template
from library.exports.powerpoint_text import Lines, flattened, write
from library.exports.store import Made


def pptx(document: Document, _: Mapping[str, str] | None = None) -> Made:
    """The slides of a document, with what is said to each in its notes."""
    cover = document.cover
    show = template(cover)
    blocks = document.parts[0].blocks
    slides = [block for block in blocks if isinstance(block, Slide)]
    before = tuple(block for block in blocks if not isinstance(block, Slide))
    _title(show, document, before[:-1] if before and isinstance(before[-1], Heading) else before)
    for slide in slides:
        Face(show, slide).made()
    _last(show, document)
    out = io.BytesIO()
    show.save(out)
    content = rezipped(
        out.getvalue(),
        {"docProps/core.xml": core_properties(cover)},
        without=("docProps/thumbnail.jpeg",),
    )
    return Made(content, len(show.slides))


def _title(show: Any, document: Document, before: tuple[Block, ...]) -> None:
    cover = document.cover
    slide = show.slides.add_slide(show.slide_layouts.get_by_name("Cover"))
    slide.shapes.title.text_frame.text = cover.title
    slide.placeholders[1].text_frame.text = cover.summary
    slide.placeholders[
        10
    ].text_frame.text = f"{cover.library} · {cover.strand} · Edition {cover.edition} · {cover.mark}"
    notes = flattened(before)
    if notes:
        write(slide.notes_slide.notes_text_frame, notes, None)


def _last(show: Any, document: Document) -> None:
    """The slide that says where this comes from."""
    cover = document.cover
    slide = show.slides.add_slide(show.slide_layouts.get_by_name("Slide"))
    slide.shapes.title.text_frame.text = "Where this comes from"
    where = cover.address or cover.mark
    said = [
        f"{cover.title}, {where}",
        f"{cover.library}, edition {cover.edition}, {day_in_words(cover.date)}",
        cover.licence,
    ]
    body = slide.placeholders[1]
    body.left, body.top = Inches(LEFT), Inches(TOP)
    body.width, body.height = Inches(WIDTH), Inches(2.2)
    write(body.text_frame, tuple(Lines((Text(one),), 0, "•") for one in said), 20)
    if cover.address:
        code = io.BytesIO(as_png(qr_code(cover.address).encode(), 600))
        shape = slide.shapes.add_picture(code, Inches(LEFT), Inches(4.2), Inches(2))
        shape.name = "QR code"
        describe(shape, f"QR code that leads to {cover.address}")
    sources = [part for part in document.parts if part.anchor == "the-sources"]
    if sources:
        write(
            slide.notes_slide.notes_text_frame,
            (Lines((Text("Sources"),), 0, ""), *flattened(sources[0].blocks)),
            None,
        )
