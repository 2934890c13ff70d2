"""A document's blocks as Pandoc's own, for Word and EPUB."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from library.exports import blocks as b
from library.exports.pandoc import Json, attributes, div, picture, plainly, styled, table, text
from library.exports.pandoc_forms import blank, question
from library.exports.pictures import as_png
from library.exports.walking import within
from library.problems import LibraryError

NAMES = {
    "monday": "Do this on Monday",
    "say": "Words to say",
    "primary": "Primary",
    "secondary": "Secondary",
    "pitfall": "What goes wrong",
    "signs": "Signs",
    "evidence": "Evidence",
    "governors": "For governors",
    "note": "Note",
    "tab": "Choice",
    "notes": "Notes",
    "activity": "Activity",
    "details": "More",
}
"""The kinds of box, as styles are named, and what stands over a box without a title."""

STYLES = {"facts": "Facts", "lede": "Lede", "card-title": "Card Title", "lead-in": "Lead-in"}
"""The style of each role of a paragraph."""


@dataclass
class Converter:
    """Turns the blocks of a document into Pandoc's; ``word`` when they are for Word."""

    document: b.Document
    word: bool
    base: int = 1
    level: int = 0

    def __post_init__(self) -> None:
        # Pandoc makes one section of a place and the heading after it, and keeps one name.
        self.same = {
            one.name: after.anchor
            for part in self.document.parts
            for one, after in pairwise(within(part.blocks))
            if isinstance(one, b.Anchor) and isinstance(after, b.Heading) and after.anchor
        }

    def parts(self) -> list[Json]:
        return [block for part in self.document.parts for block in self.part(part)]

    def part(self, part: b.Part) -> list[Json]:
        self.base = self.level = part.level
        found = [self._head(part.level, text(part.title), part.anchor)]
        facts = [one for one in (part.mark, part.facts) if one]
        if facts:
            found.append(self._para(text(" · ".join(facts)), "Facts"))
        if part.summary:
            found.append(self._para(text(part.summary), "Lede"))
        return [*found, *self.blocks(part.blocks)]

    def _para(self, inlines: list[Json], style: str) -> Json:
        return styled(inlines, style, word=self.word)

    @staticmethod
    def _head(level: int, inlines: list[Json], anchor: str) -> Json:
        return {"t": "Header", "c": [level, attributes(anchor), inlines]}

    def blocks(self, blocks: tuple[b.Block, ...]) -> list[Json]:
        found: list[Json] = []
        anchors: list[str] = []
        for block in blocks:
            if isinstance(block, b.Anchor):
                anchors.append(block.name)
                continue
            made = self.block(block)
            for name in anchors:
                if name not in self.same:
                    made = [div(made, identifier=name)]
            anchors = []
            found += made
        found += [div([], identifier=name) for name in anchors]
        return found

    def block(self, block: b.Block) -> list[Json]:
        match block:
            case b.Paragraph(inlines, role):
                made = self.inlines(inlines)
                style = STYLES.get(role, "")
                return [self._para(made, style) if style else {"t": "Para", "c": made}]
            case b.Heading(level, inlines, anchor):
                self.level = min(self.base + level - 1, self.level + 1)
                return [self._head(self.level, self.inlines(inlines), anchor)]
            case b.Items(items, start):
                return [self.items(items, start)]
            case b.Definitions(items):
                return [
                    {
                        "t": "DefinitionList",
                        "c": [[self.inlines(term), [self.blocks(body)]] for term, body in items],
                    }
                ]
            case b.Table():
                return [self.table(block)]
            case b.Box(kind, title, inner):
                return [
                    self.box(kind, self.inlines(title) or text(NAMES[kind]), self.blocks(inner))
                ]
            case b.Quote(inner):
                return [{"t": "BlockQuote", "c": self.blocks(inner)}]
            case b.Listing(code):
                return [{"t": "CodeBlock", "c": [attributes(), code]}]
            case b.Figure():
                return [self.figure(block)]
            case b.Rule():
                return [{"t": "HorizontalRule"}]
            case b.Anchor(name):
                return [div([], identifier=name)]
            case b.Blank(label, lines):
                return blank(label, lines, word=self.word)
            case b.Question():
                return question(block, self.inlines, word=self.word)
            case b.Slide():
                return self.slide(block)

    def items(self, items: tuple[tuple[b.Block, ...], ...], start: int) -> Json:
        made = [self.blocks(item) or [plainly([])] for item in items]
        if not start:
            return {"t": "BulletList", "c": made}
        return {"t": "OrderedList", "c": [[start, {"t": "Decimal"}, {"t": "Period"}], made]}

    def table(self, block: b.Table) -> Json:
        count = max([len(block.head), *(len(row) for row in block.rows)])
        widths = block.widths or (1 / count,) * count
        head = [[plainly(self.inlines(name))] for name in block.head]
        rows = [[self.blocks(cell) for cell in row] for row in block.rows]
        return table(head, rows, widths, "Library Table" if self.word else "")

    def box(self, kind: str, title: list[Json], blocks: list[Json]) -> Json:
        """A box: in Word a table of one column, whose head row is the title."""
        if kind not in NAMES:
            raise LibraryError(f"a box of the unknown kind '{kind}' cannot be exported")
        if self.word:
            return table([[plainly(title)]], [[blocks]], (1.0,), f"Box {kind}")
        return div(
            [
                div([{"t": "Para", "c": [{"t": "Strong", "c": title}]}], classes=["box-title"]),
                *blocks,
            ],
            classes=["box", kind],
        )

    def figure(self, figure: b.Figure) -> Json:
        kind = figure.path.rpartition(".")[2].lower()
        content = figure.content
        if kind == "svg" and self.word:
            kind, content = "png", as_png(figure.content)
        found = [{"t": "Para", "c": [picture(content, figure.alt, "100%", kind)]}]
        if figure.caption:
            found.append(self._para(self.inlines(figure.caption), "Facts"))
        return div(found)

    def slide(self, slide: b.Slide) -> list[Json]:
        self.level = self.base + 1
        minutes = f" · {slide.minutes} min" if slide.minutes else ""
        found = [
            self._head(self.level, self.inlines(slide.title), slide.anchor),
            self._para(text(f"Slide {slide.number}{minutes}"), "Facts"),
            *self.blocks(slide.blocks),
        ]
        if slide.notes:
            found.append(self.box("notes", text("What to say and do"), self.blocks(slide.notes)))
        return found

    def inlines(self, inlines: tuple[b.Inline, ...]) -> list[Json]:
        return [one for inline in inlines for one in self.inline(inline)]

    def inline(self, inline: b.Inline) -> list[Json]:
        match inline:
            case b.Text(words):
                return text(words)
            case b.Strong(inner):
                return [{"t": "Strong", "c": self.inlines(inner)}]
            case b.Emphasis(inner):
                return [{"t": "Emph", "c": self.inlines(inner)}]
            case b.Code(words):
                return [{"t": "Code", "c": [attributes(), words]}]
            case b.Raised(inner, low):
                return [{"t": "Subscript" if low else "Superscript", "c": self.inlines(inner)}]
            case b.Mark(words):
                own = attributes(custom_style="Mark") if self.word else attributes("", ["mark-of"])
                return [{"t": "Span", "c": [own, text(words)]}]
            case b.Link(inner, target):
                if target[1:] in self.same:
                    target = f"#{self.same[target[1:]]}"
                return [{"t": "Link", "c": [attributes(), self.inlines(inner), [target, ""]]}]
            case b.Note(blocks):
                return [{"t": "Note", "c": self.blocks(blocks)}]
            case b.Tick(done):
                # One word: of "☐" and a space Pandoc makes a box for e-books that can be ticked.
                return [{"t": "Str", "c": "☑\u00a0" if done else "☐\u00a0"}]
            case b.Break():
                return [{"t": "LineBreak"}]
