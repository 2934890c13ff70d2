"""A document as calls of the functions in templates/library.typ."""

from __future__ import annotations

from dataclasses import dataclass

from library.exports import blocks as b

_SPECIAL = str.maketrans({char: f"\\{char}" for char in "\\#$*_`<>@[]~=-+/\"'.:;{}()|^&%!?"})


@dataclass
class Writer:
    """Writes the calls of one document."""

    document: b.Document
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

    def part(self, part: b.Part, number: str) -> str:
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

    def blocks(self, blocks: tuple[b.Block, ...]) -> str:
        return "\n\n".join(self.block(block) for block in blocks)

    def content(self, blocks: tuple[b.Block, ...]) -> str:
        if len(blocks) == 1 and isinstance(blocks[0], b.Paragraph) and not blocks[0].role:
            return f"[{self.inlines(blocks[0].inlines)}]"
        return f"[{self.blocks(blocks)}]"

    def block(self, block: b.Block) -> str:
        match block:
            case b.Paragraph(inlines, role):
                text = self.inlines(inlines)
                return f"#{role}[{text}]" if role else text
            case b.Heading():
                return self.heading(block)
            case b.Items(items, start):
                return self.items(items, start)
            case b.Definitions(items):
                inner = ", ".join(
                    f"terms.item([{self.inlines(term)}], {self.content(body)})"
                    for term, body in items
                )
                return f"#terms({inner})"
            case b.Table():
                return self.table(block)
            case b.Box(kind, title, inner_blocks):
                name = f"[{self.inlines(title)}]" if title else "none"
                return f"#callout({quoted(kind)}, {name}, {self.content(inner_blocks)})"
            case b.Quote(inner_blocks):
                return f"#quoted{self.content(inner_blocks)}"
            case b.Listing(text):
                return f"#listing({quoted(text)})"
            case b.Figure():
                return self.figure(block)
            case b.Rule():
                return "#rule()"
            case b.Anchor(name):
                return f"#place-of({quoted(name)})"
            case b.Blank(label, lines):
                return f"#write-on({quoted(label)}, {lines})"
            case b.Question():
                return self.question(block)
            case b.Slide():
                return self.slide(block)

    def heading(self, heading: b.Heading) -> str:
        self.level = min(self.base + heading.level - 1, self.level + 1)
        label = f"#label({quoted(heading.anchor)})" if heading.anchor else ""
        return f"#heading(level: {self.level})[{self.inlines(heading.inlines)}]{label}"

    def items(self, items: tuple[tuple[b.Block, ...], ...], start: int) -> str:
        inner = ", ".join(self.content(item) for item in items)
        ticks = all(_is_task(item) for item in items)
        if start:
            return f"#enum(start: {start}, {inner})"
        return f"#list({'marker: none, body-indent: 0pt, ' if ticks else ''}{inner})"

    def table(self, table: b.Table) -> str:
        count = max([len(table.head), *(len(row) for row in table.rows)])
        widths = table.widths or (1 / count,) * count
        columns = f"({', '.join(f'{width}fr' for width in widths)},)"
        cells = ", ".join(self.content(cell) for row in table.rows for cell in row)
        if not table.head:
            return f"#bare-table({columns}, {cells})"
        head = ", ".join(f"[{self.inlines(name)}]" for name in table.head)
        return f"#data-table({columns}, ({head},), {cells})"

    def figure(self, figure: b.Figure) -> str:
        kind = figure.path.rpartition(".")[2].lower()
        if kind == "svg":
            data = f"bytes({quoted(figure.content.decode())})"
        else:
            data = f"bytes(({','.join(map(str, figure.content))},))"
        caption = f"[{self.inlines(figure.caption)}]" if figure.caption else "none"
        return f"#picture({data}, {quoted(kind)}, {quoted(figure.alt)}, {caption})"

    def question(self, question: b.Question) -> str:
        levels = "".join(f"({', '.join(map(quoted, level))}), " for level in question.levels)
        helps = "".join(f"[{self.inlines(one)}], " for one in question.helps)
        return (
            f"#question({quoted(question.id)}, {quoted(question.anchor)}, "
            f"{quoted(question.text)}, ({levels}), "
            f"{quoted(question.evidence)}, ({helps}))"
        )

    def slide(self, slide: b.Slide) -> str:
        level = self.base + 1
        self.level = level
        body = self.content(slide.blocks)
        notes = self.content(slide.notes) if slide.notes else "none"
        return (
            f"#slide({slide.number}, [{self.inlines(slide.title)}], {quoted(slide.anchor)}, "
            f"{level}, {slide.minutes or 'none'}, {body}, {notes})"
        )

    def inlines(self, inlines: tuple[b.Inline, ...]) -> str:
        return "".join(self.inline(one) for one in inlines)

    def inline(self, inline: b.Inline) -> str:
        match inline:
            case b.Text(text):
                return text.translate(_SPECIAL)
            case b.Strong(inner):
                return f"#strong[{self.inlines(inner)}]"
            case b.Emphasis(inner):
                return f"#emph[{self.inlines(inner)}]"
            case b.Code(text):
                return f"#raw({quoted(text)})"
            case b.Raised(inner, low):
                return f"#{'sub' if low else 'super'}[{self.inlines(inner)}]"
            case b.Mark(text):
                return f"#mark({quoted(text)})"
            case b.Link(inner, target):
                where = f"label({quoted(target[1:])})" if target[0] == "#" else quoted(target)
                return f"#link({where})[{self.inlines(inner)}]"
            case b.Note(blocks):
                return f"#footnote{self.content(blocks)}"
            case b.Tick(done):
                return f"#tick({'true' if done else 'false'})"
            case b.Break():
                return "#linebreak()"


def _is_task(item: tuple[b.Block, ...]) -> bool:
    first = item[0] if item else None
    return isinstance(first, b.Paragraph) and any(
        isinstance(one, b.Tick) for one in first.inlines[:1]
    )


def quoted(text: str) -> str:
    """A string of Typst's."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
