"""Walks through a document: every block, every word, every place."""

from __future__ import annotations

from collections.abc import Iterator

from library.exports import blocks as b


def plain(inlines: tuple[b.Inline, ...]) -> str:
    """The words of inlines, without notes."""
    words = []
    for item in inlines:
        match item:
            case b.Text(text) | b.Code(text) | b.Mark(text):
                words.append(text)
            case b.Strong(inner) | b.Emphasis(inner) | b.Raised(inner) | b.Link(inner):
                words.append(plain(inner))
            case b.Break():
                words.append(" ")
            case _:
                pass
    return "".join(words)


def within(blocks: tuple[b.Block, ...]) -> Iterator[b.Block]:
    """Every block, and every block inside it, in order."""
    for block in blocks:
        yield block
        match block:
            case b.Box(blocks=inner) | b.Quote(inner):
                yield from within(inner)
            case b.Slide(blocks=inner, notes=notes):
                yield from within((*inner, *notes))
            case b.Items(items):
                for item in items:
                    yield from within(item)
            case b.Definitions(entries):
                for _, body in entries:
                    yield from within(body)
            case b.Table(rows=rows):
                for row in rows:
                    for cell in row:
                        yield from within(cell)
            case _:
                pass


def inside(inlines: tuple[b.Inline, ...]) -> Iterator[b.Inline]:
    """Every inline, and every inline inside it, notes as well."""
    for item in inlines:
        yield item
        match item:
            case b.Strong(inner) | b.Emphasis(inner) | b.Raised(inner) | b.Link(inner):
                yield from inside(inner)
            case b.Note(blocks):
                yield from words_of(blocks)
            case _:
                pass


def words_of(blocks: tuple[b.Block, ...]) -> Iterator[b.Inline]:
    """Every inline of blocks and of what is inside them, in order."""
    for block in within(blocks):
        match block:
            case b.Paragraph(inlines) | b.Heading(inlines=inlines):
                yield from inside(inlines)
            case b.Box(title=inlines) | b.Slide(title=inlines) | b.Figure(caption=inlines):
                yield from inside(inlines)
            case b.Table(head=head):
                for name in head:
                    yield from inside(name)
            case b.Definitions(items):
                for term, _ in items:
                    yield from inside(term)
            case b.Question(helps=helps):
                for one in helps:
                    yield from inside(one)
            case _:
                pass


def anchors(document: b.Document) -> Iterator[str]:
    """The name of every place in a document that links may lead to."""
    for part in document.parts:
        yield part.anchor
        for block in within(part.blocks):
            match block:
                case b.Heading(anchor=name) | b.Question(anchor=name) | b.Slide(anchor=name):
                    if name:
                        yield name
                case b.Anchor(name):
                    yield name
                case _:
                    pass
