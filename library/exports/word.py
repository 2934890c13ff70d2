"""A document for Word: real styles, head rows and lists, made by Pandoc from our own template.

Only Word knows on which page a heading comes to stand, and it works that out for a table of
contents when asked, or at opening after a warning. So the contents open as links without page
numbers and without a question, and their last line says how to get the numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from library.exports.blocks import Cover, Document, Heading
from library.exports.office import core_properties, day_in_words, part_of, rezipped
from library.exports.pandoc import Json, ast, paragraph, picture, raw, run, table, text
from library.exports.pandoc_writer import Converter
from library.exports.pictures import as_png, qr_code
from library.exports.store import Made
from library.exports.walking import plain
from library.exports.word_rows import kept_together
from library.exports.word_styles import reference

HOW_TO_NUMBER = "For page numbers: click in this list and press F9, or choose Update Field."
PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
_FIELD = (
    '<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-{depth}" \\h \\z \\u </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r></w:p>'
)
_FIELD_END = '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'


def docx(document: Document, _: Mapping[str, str] | None = None) -> Made:
    """The document as a Word file."""
    converter = Converter(document, word=True)
    body = converter.parts()
    blocks = [*_cover(document.cover), *_contents(document), *body]
    with TemporaryDirectory() as folder:
        template = Path(folder) / "reference.docx"
        template.write_bytes(reference(document.cover))
        made = run(
            ast(blocks, {"lang": document.cover.language}),
            ["--to=docx", f"--reference-doc={template}"],
            document.cover.date,
        )
    own = {
        "docProps/core.xml": core_properties(document.cover),
        "word/document.xml": kept_together(part_of(made, "word/document.xml")),
    }
    return Made(rezipped(made, own))


def _cover(cover: Cover) -> list[Json]:
    kind = " · ".join(
        dict.fromkeys(one for one in (cover.kind, cover.strand) if one and one != cover.title)
    )
    face = [
        paragraph(text(cover.library), "Cover Library"),
        paragraph(text(kind or " "), "Cover Kind"),
        paragraph(text(cover.title), "Title"),
    ]
    where = (
        [{"t": "Link", "c": [["", [], []], text(cover.address), [cover.address, ""]]}]
        if cover.address
        else text(cover.mark)
    )
    licence: list[Json] = text(cover.licence)
    if cover.licence_url:
        licence = [{"t": "Link", "c": [["", [], []], licence, [cover.licence_url, ""]]}]
    found = [
        table([], [[face, _symbol(cover)]], (0.72, 0.28), "Cover"),
        paragraph(text(cover.summary), "Subtitle"),
    ]
    if cover.facts:
        found.append(paragraph(text(cover.facts), "Cover Facts"))
    found.append(
        paragraph(text(f"Edition {cover.edition}, {day_in_words(cover.date)}"), "Cover Facts")
    )
    found.append(paragraph(licence, "Cover Facts"))
    if where:
        name = "Permanent address: " if cover.address else "Permanent id: "
        found.append(paragraph([*text(name), *where], "Cover Facts"))
    if cover.address:
        code = as_png(qr_code(cover.address).encode(), 400)
        found.append(paragraph([picture(code, f"QR code that leads to {cover.address}", "2.6cm")]))
    return [*found, raw("openxml", PAGE_BREAK)]


def _symbol(cover: Cover) -> list[Json]:
    """The strand's symbol, in white on its colour."""
    if not cover.symbol:
        return []
    drawing = as_png(cover.symbol.replace("currentColor", "#ffffff").encode(), 400)
    return [paragraph([picture(drawing, f"The symbol of {cover.strand or cover.title}", "3.2cm")])]


def _contents(document: Document) -> list[Json]:
    """A table of contents that Word can renew; until it does, the entries are links."""
    entries = []
    for part in document.parts:
        entries.append((part.level, part.title, part.anchor))
        entries += [
            (part.level + 1, plain(block.inlines), block.anchor)
            for block in part.blocks
            if isinstance(block, Heading) and block.level == 2 and block.anchor
        ]
    depth = 2 if max(part.level for part in document.parts) < 3 else 3
    shown = [entry for entry in entries if entry[0] <= depth]
    if len(shown) < 4:
        return []
    links = [
        paragraph(
            [{"t": "Link", "c": [["", [], []], text(title), [f"#{anchor}", ""]]}], f"toc {level}"
        )
        for level, title, anchor in shown
    ]
    return [
        paragraph(text("Contents"), "TOC Heading"),
        raw("openxml", _FIELD.format(depth=depth)),
        *links,
        # Within the field: it goes when the numbers come.
        paragraph(text(HOW_TO_NUMBER), "Facts"),
        raw("openxml", _FIELD_END),
    ]
