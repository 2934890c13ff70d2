"""Blocks as Pandoc's own document, and Pandoc itself: for Word and EPUB."""

from __future__ import annotations

import base64
import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypandoc

from library.exports.blocks import (
    Anchor,
    Blank,
    Block,
    Box,
    Break,
    Code,
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
    within,
)
from library.exports.pictures import as_png
from library.problems import LibraryError

Json = dict[str, Any]
Attributes = list[Any]
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


def run(document: Json, arguments: Sequence[str | Path], date: int) -> bytes:
    """What Pandoc makes of a document.

    Raises LibraryError with Pandoc's own words when it cannot.
    """
    command = [
        pypandoc.get_pandoc_path(),
        "--from=json",
        "--output=-",
        "--fail-if-warnings",
        *map(str, arguments),
    ]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(date), "TZ": "UTC", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        command,
        input=json.dumps(document).encode(),
        env=environment,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise LibraryError(f"pandoc: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def ast(blocks: list[Json], meta: dict[str, str]) -> Json:
    """Pandoc's document."""
    return {
        "pandoc-api-version": [1, 23, 1],
        "meta": {
            key: {"t": "MetaInlines", "c": text(value)} for key, value in meta.items() if value
        },
        "blocks": blocks,
    }


def text(words: str) -> list[Json]:
    """Words with their spaces as Pandoc has them."""
    found: list[Json] = []
    for at, word in enumerate(words.split(" ")):
        if at:
            found.append({"t": "Space"})
        if word:
            found.append({"t": "Str", "c": word})
    return found


def attributes(identifier: str = "", classes: Sequence[str] = (), **keys: str) -> Attributes:
    return [
        identifier,
        list(classes),
        [[key.replace("_", "-"), value] for key, value in keys.items()],
    ]


def paragraph(inlines: list[Json], style: str = "") -> Json:
    made = {"t": "Para", "c": inlines}
    return div([made], style) if style else made


def div(
    blocks: list[Json], style: str = "", identifier: str = "", classes: Sequence[str] = ()
) -> Json:
    keys = {"custom_style": style} if style else {}
    return {"t": "Div", "c": [attributes(identifier, classes, **keys), blocks]}


def raw(format_: str, code: str) -> Json:
    return {"t": "RawBlock", "c": [format_, code]}


def table(
    head: list[list[Json]], rows: list[list[list[Json]]], widths: Sequence[float], style: str = ""
) -> Json:
    """A table with a head row (may be empty), cells of blocks, and a style of its own."""
    plain = [{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]
    columns = [[plain[0], {"t": "ColWidth", "c": width}] for width in widths]

    def row(cells: list[list[Json]]) -> list[Any]:
        return [attributes(), [[attributes(), plain[0], 1, 1, cell] for cell in cells]]

    heads = [row(head)] if head else []
    # Pandoc takes the name as the style's id here, and ids have no spaces.
    keys = {"custom_style": style.replace(" ", "")} if style else {}
    return {
        "t": "Table",
        "c": [
            attributes(**keys),
            [None, []],
            columns,
            [attributes(), heads],
            [[attributes(), 0, [], [row(one) for one in rows]]],
            [attributes(), []],
        ],
    }


@dataclass
class Converter:
    """Turns the blocks of a document into Pandoc's; ``word`` when they are for Word."""

    document: Document
    word: bool
    base: int = 1
    level: int = 0

    def __post_init__(self) -> None:
        # Pandoc makes one section of a place and the heading after it, and keeps one name.
        self.same = {
            one.name: after.anchor
            for part in self.document.parts
            for one, after in pairwise(within(part.blocks))
            if isinstance(one, Anchor) and isinstance(after, Heading) and after.anchor
        }

    def parts(self) -> list[Json]:
        return [block for part in self.document.parts for block in self.part(part)]

    def part(self, part: Part) -> list[Json]:
        self.base = self.level = part.level
        found = [self._head(part.level, text(part.title), part.anchor)]
        facts = [one for one in (part.mark, part.facts) if one]
        if facts:
            found.append(self._styled(text(" · ".join(facts)), "Facts"))
        if part.summary:
            found.append(self._styled(text(part.summary), "Lede"))
        return [*found, *self.blocks(part.blocks)]

    def _styled(self, inlines: list[Json], style: str) -> Json:
        made = {"t": "Para", "c": inlines}
        if self.word:
            return div([made], style)
        return div([made], classes=[style.lower().replace(" ", "-")])

    @staticmethod
    def _head(level: int, inlines: list[Json], anchor: str) -> Json:
        return {"t": "Header", "c": [level, attributes(anchor), inlines]}

    def blocks(self, blocks: tuple[Block, ...]) -> list[Json]:
        found: list[Json] = []
        anchors: list[str] = []
        for block in blocks:
            if isinstance(block, Anchor):
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

    def block(self, block: Block) -> list[Json]:
        match block:
            case Paragraph(inlines, role):
                styles = {"facts": "Facts", "lede": "Lede"}
                made = self.inlines(inlines)
                return (
                    [self._styled(made, styles[role])]
                    if role in styles
                    else [{"t": "Para", "c": made}]
                )
            case Heading(level, inlines, anchor):
                self.level = min(self.base + level - 1, self.level + 1)
                return [self._head(self.level, self.inlines(inlines), anchor)]
            case Items(items, start):
                return [self.items(items, start)]
            case Definitions(items):
                return [
                    {
                        "t": "DefinitionList",
                        "c": [[self.inlines(term), [self.blocks(body)]] for term, body in items],
                    }
                ]
            case Table():
                return [self.table(block)]
            case Box(kind, title, inner):
                return [
                    self.box(kind, self.inlines(title) or text(NAMES[kind]), self.blocks(inner))
                ]
            case Quote(inner):
                return [{"t": "BlockQuote", "c": self.blocks(inner)}]
            case Listing(code):
                return [{"t": "CodeBlock", "c": [attributes(), code]}]
            case Figure():
                return [self.figure(block)]
            case Rule():
                return [{"t": "HorizontalRule"}]
            case Anchor(name):
                return [div([], identifier=name)]
            case Blank(label, lines):
                return self.blank(label, lines)
            case Question():
                return self.question(block)
            case Slide():
                return self.slide(block)

    def items(self, items: tuple[tuple[Block, ...], ...], start: int) -> Json:
        made = [self.blocks(item) or [{"t": "Plain", "c": []}] for item in items]
        if not start:
            return {"t": "BulletList", "c": made}
        return {"t": "OrderedList", "c": [[start, {"t": "Decimal"}, {"t": "Period"}], made]}

    def table(self, block: Table) -> Json:
        count = max([len(block.head), *(len(row) for row in block.rows)])
        widths = block.widths or (1 / count,) * count
        head = [[{"t": "Plain", "c": self.inlines(name)}] for name in block.head]
        rows = [[self.blocks(cell) for cell in row] for row in block.rows]
        return table(head, rows, widths, "Library Table" if self.word else "")

    def box(self, kind: str, title: list[Json], blocks: list[Json]) -> Json:
        """A box: in Word a table of one column, whose head row is the title."""
        if kind not in NAMES:
            raise LibraryError(f"a box of the unknown kind '{kind}' cannot be exported")
        if self.word:
            return table([[{"t": "Plain", "c": title}]], [[blocks]], (1.0,), f"Box {kind}")
        return div(
            [
                div([{"t": "Para", "c": [{"t": "Strong", "c": title}]}], classes=["box-title"]),
                *blocks,
            ],
            classes=["box", kind],
        )

    def figure(self, figure: Figure) -> Json:
        kind = figure.path.rpartition(".")[2].lower()
        content = figure.content
        if kind == "svg" and self.word:
            kind, content = "png", as_png(figure.content)
        media = {"svg": "svg+xml", "jpg": "jpeg"}.get(kind, kind)
        address = f"data:image/{media};base64,{base64.b64encode(content).decode()}"
        image = {"t": "Image", "c": [attributes(width="100%"), text(figure.alt), [address, ""]]}
        found = [{"t": "Para", "c": [image]}]
        if figure.caption:
            found.append(self._styled(self.inlines(figure.caption), "Facts"))
        return div(found)

    def blank(self, label: str, lines: int) -> list[Json]:
        if not self.word:
            return [{"t": "Para", "c": [{"t": "Strong", "c": text(label)}]}]
        space = [{"t": "Para", "c": text("\u00a0")} for _ in range(lines + 1)]
        return [table([[{"t": "Plain", "c": text(label)}]], [[space]], (1.0,), "Write Here")]

    def question(self, question: Question) -> list[Json]:
        found: list[Json] = [
            div(
                [
                    self._styled(
                        [*self.inline(Mark(question.id)), {"t": "Space"}, *text(question.text)],
                        "Statement",
                    )
                ],
                identifier=question.anchor,
            )
        ]
        names = [text(f"☐ {symbol} {name}") for symbol, name, _ in question.levels]
        if any(words for _, _, words in question.levels):
            share = 1 / len(question.levels)
            found.append(
                table(
                    [[{"t": "Plain", "c": name}] for name in names],
                    [[[{"t": "Plain", "c": text(words)}] for _, _, words in question.levels]],
                    (share,) * len(question.levels),
                    "Library Table" if self.word else "",
                )
            )
        else:
            line = [one for name in names for one in (*name, *text("\u2003 "))]
            found.append({"t": "Para", "c": line})
        if question.evidence:
            found.append(
                self._styled(
                    [
                        {"t": "Strong", "c": text("Where to look:")},
                        {"t": "Space"},
                        *text(question.evidence),
                    ],
                    "Facts",
                )
            )
        if question.helps:
            helps = [
                one
                for at, inlines in enumerate(question.helps)
                for one in ((*text("; "),) if at else ()) + tuple(self.inlines(inlines))
            ]
            found.append(
                self._styled(
                    [{"t": "Strong", "c": text("What helps:")}, {"t": "Space"}, *helps], "Facts"
                )
            )
        return [
            *found,
            *(self.blank("Evidence and notes (no pupils’ names)", 2) if self.word else []),
        ]

    def slide(self, slide: Slide) -> list[Json]:
        self.level = self.base + 1
        minutes = f" · {slide.minutes} min" if slide.minutes else ""
        found = [
            self._head(self.level, self.inlines(slide.title), slide.anchor),
            self._styled(text(f"Slide {slide.number}{minutes}"), "Facts"),
            *self.blocks(slide.blocks),
        ]
        if slide.notes:
            found.append(self.box("notes", text("What to say and do"), self.blocks(slide.notes)))
        return found

    def inlines(self, inlines: tuple[Inline, ...]) -> list[Json]:
        return [one for inline in inlines for one in self.inline(inline)]

    def inline(self, inline: Inline) -> list[Json]:
        match inline:
            case Text(words):
                return text(words)
            case Strong(inner):
                return [{"t": "Strong", "c": self.inlines(inner)}]
            case Emphasis(inner):
                return [{"t": "Emph", "c": self.inlines(inner)}]
            case Code(words):
                return [{"t": "Code", "c": [attributes(), words]}]
            case Raised(inner, low):
                return [{"t": "Subscript" if low else "Superscript", "c": self.inlines(inner)}]
            case Mark(words):
                own = attributes(custom_style="Mark") if self.word else attributes("", ["mark-of"])
                return [{"t": "Span", "c": [own, text(words)]}]
            case Link(inner, target):
                if target[1:] in self.same:
                    target = f"#{self.same[target[1:]]}"
                return [{"t": "Link", "c": [attributes(), self.inlines(inner), [target, ""]]}]
            case Note(blocks):
                return [{"t": "Note", "c": self.blocks(blocks)}]
            case Tick(done):
                return text("☑ " if done else "☐ ")
            case Break():
                return [{"t": "LineBreak"}]
