"""A document for Word: real styles, head rows and lists, made by Pandoc from our own template."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from library.exports.blocks import Cover, Document, Heading, plain
from library.exports.office import core_properties, day_in_words, rezipped
from library.exports.pandoc import Converter, Json, ast, paragraph, raw, run, table, text
from library.exports.typeset import Made
from library.exports.word_styles import reference

PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
_FIELD = (
    '<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r><w:fldChar w:fldCharType="begin" '
    'w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-{depth}" \\h '
    '\\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r></w:p>'
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
    return Made(rezipped(made, {"docProps/core.xml": core_properties(document.cover)}))


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
    found = [table([], [[face]], (1.0,), "Cover"), paragraph(text(cover.summary), "Subtitle")]
    if cover.facts:
        found.append(paragraph(text(cover.facts), "Cover Facts"))
    found.append(
        paragraph(text(f"Edition {cover.edition}, {day_in_words(cover.date)}"), "Cover Facts")
    )
    found.append(paragraph(licence, "Cover Facts"))
    if where:
        name = "Permanent address: " if cover.address else "Permanent id: "
        found.append(paragraph([*text(name), *where], "Cover Facts"))
    return [*found, raw("openxml", PAGE_BREAK)]


def _contents(document: Document) -> list[Json]:
    """A table of contents that Word keeps; until it has, the entries are links without pages."""
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
        raw("openxml", _FIELD_END),
    ]
