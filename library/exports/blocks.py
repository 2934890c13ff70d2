"""What a document is made of, whatever file it becomes: frozen, comparable, picklable.

``reading`` makes blocks from a page's HTML, ``forms`` from an instrument;
every writer (``typeset``, ``pandoc``) knows every kind, or refuses.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Text:
    text: str


@dataclass(frozen=True)
class Strong:
    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class Emphasis:
    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class Code:
    text: str


@dataclass(frozen=True)
class Raised:
    """Superscript, or subscript when ``low``."""

    inlines: tuple[Inline, ...]
    low: bool = False


@dataclass(frozen=True)
class Mark:
    """An id as it stands beside what it names."""

    text: str


@dataclass(frozen=True)
class Link:
    """``target`` is an address, or "#" and an anchor of the same document."""

    inlines: tuple[Inline, ...]
    target: str


@dataclass(frozen=True)
class Note:
    """A footnote."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Tick:
    """The box of a task."""

    done: bool = False


@dataclass(frozen=True)
class Break:
    pass


Inline = Text | Strong | Emphasis | Code | Raised | Mark | Link | Note | Tick | Break


@dataclass(frozen=True)
class Paragraph:
    inlines: tuple[Inline, ...]
    role: str = ""
    """What it is: "lede"; "facts", in small type; or what is never parted from what follows:
    "card-title", and "lead-in", which are facts below a heading."""


@dataclass(frozen=True)
class Heading:
    level: int
    """2 is the first below a part's title, as on the page."""
    inlines: tuple[Inline, ...]
    anchor: str = ""


@dataclass(frozen=True)
class Items:
    """A list; ``start`` is its first number, 0 when it has bullets."""

    items: tuple[tuple[Block, ...], ...]
    start: int = 0


@dataclass(frozen=True)
class Definitions:
    items: tuple[tuple[tuple[Inline, ...], tuple[Block, ...]], ...]


@dataclass(frozen=True)
class Table:
    head: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Block, ...], ...], ...]
    widths: tuple[float, ...] = ()
    label: str = ""


@dataclass(frozen=True)
class Box:
    kind: str
    title: tuple[Inline, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Quote:
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Listing:
    text: str


@dataclass(frozen=True)
class Figure:
    path: str
    """The picture's file below docs/."""
    content: bytes = field(repr=False)
    digest: str
    """Of the content: what a document's own digest knows of the picture."""
    alt: str = ""
    caption: tuple[Inline, ...] = ()


@dataclass(frozen=True)
class Rule:
    pass


@dataclass(frozen=True)
class Anchor:
    """A place that links lead to, before what it stands for."""

    name: str


@dataclass(frozen=True)
class Blank:
    """Lines to write on by hand."""

    label: str
    lines: int


@dataclass(frozen=True)
class Question:
    """A statement with its levels, to answer by hand."""

    id: str
    text: str
    levels: tuple[tuple[str, str, str], ...]
    """Symbol, name and description (may be empty) of each level."""
    evidence: str
    helps: tuple[tuple[Inline, ...], ...]
    anchor: str = ""


@dataclass(frozen=True)
class Slide:
    """A slide with what is said to it."""

    number: int
    title: tuple[Inline, ...]
    minutes: int | None
    blocks: tuple[Block, ...]
    notes: tuple[Block, ...]
    anchor: str = ""


Block = (
    Paragraph
    | Heading
    | Items
    | Definitions
    | Table
    | Box
    | Quote
    | Listing
    | Figure
    | Rule
    | Anchor
    | Blank
    | Question
    | Slide
)


@dataclass(frozen=True)
class Part:
    """A chapter of a document: begins on a page of its own when its level is 1."""

    level: int
    title: str
    anchor: str
    blocks: tuple[Block, ...]
    mark: str = ""
    """Its id, when it has one."""
    summary: str = ""
    facts: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Tone:
    """A strand's colours."""

    name: str
    strong: str
    soft: str


@dataclass(frozen=True)
class Cover:
    """What stands on the cover and in the file's own data."""

    title: str
    kind: str
    strand: str
    mark: str
    summary: str
    facts: str
    library: str
    edition: str
    date: int
    """Seconds since 1970."""
    licence: str
    licence_url: str
    address: str
    """The permanent address; empty when the library has no public one."""
    symbol: str
    """The strand's symbol as SVG."""
    tone: Tone
    language: str = "en-GB"
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    cover: Cover
    parts: tuple[Part, ...]
