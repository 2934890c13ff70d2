"""Pages as the parts of one document, in which they link to each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from library import prose
from library.exports.blocks import (
    Anchor,
    Block,
    Emphasis,
    Heading,
    Inline,
    Link,
    Mark,
    Paragraph,
    Part,
    Slide,
    Strong,
    Table,
    Text,
)
from library.exports.covers import facts
from library.exports.forms import form
from library.exports.links import Links, anchor_of
from library.exports.reading import Reader
from library.exports.tree import Node, tree
from library.files import INSTRUMENT_KINDS
from library.model import Day, Library, Page, Session, Source
from library.render import minutes_in_words


class Parts:
    """The parts of one document."""

    def __init__(
        self,
        library: Library,
        texts: Mapping[str, str],
        ids: Mapping[str, str],
        pages: Sequence[Page],
    ) -> None:
        self.library = library
        self.texts = texts
        self.anchors = {
            page.url: anchor_of(page.id or page.path.removesuffix(".md")) for page in pages
        }
        self.links = Links(library, self.anchors, ids)
        self.cited: dict[str, None] = {}

    def of(self, page: Page, level: int) -> Iterator[Part]:
        """A page as a part; a handbook is followed by its chapters."""
        for key in prose.cited(page):
            self.cited[key] = None
        yield Part(
            level,
            page.title,
            self.anchors[page.url],
            self._blocks(page),
            page.id or "",
            page.summary,
            facts(self.library, page),
            page.kind,
        )
        for chapter in self.library.chapters(page.id or "") if page.kind == "handbook" else ():
            yield from self.of(chapter, level + 1)

    def sources(self, level: int) -> Iterator[Part]:
        """Every source that the parts so far cite, with what it can and cannot tell."""
        keys = list(dict.fromkeys([*self.cited, *self.links.sources]))
        if not keys:
            return
        found = sorted(
            (self.library.source(key) for key in keys), key=lambda one: one.short.casefold()
        )
        blocks = tuple(block for source in found for block in _source(source))
        yield Part(level, "Sources", "the-sources", blocks)

    def _blocks(self, page: Page) -> tuple[Block, ...]:
        reader = Reader(self.links, page.url, self.anchors[page.url], self.library.root)
        if page.kind in INSTRUMENT_KINDS:
            own = self.library.instrument_of(page)
            reader.replaced["psl-instrument-page"] = lambda: form(self.library, own, reader)
        if page.kind == "network-day":
            day = self.library.day_of(page)
            return (*self._glance(day, reader), *reader.read(self.texts[page.path]))
        if page.kind == "presentation":
            return tuple(self._slides(page, reader))
        return reader.read(self.texts[page.path])

    def _slides(self, page: Page, reader: Reader) -> Iterator[Block]:
        """What the presenter reads first, then each slide with its notes."""
        root = tree(self.texts[page.path])
        for intro in root.every(of_class="psl-deck-intro"):
            yield from reader.blocks(intro)
        yield Heading(2, (Text("The slides, with what to say"),), anchor_of(reader.part, "slides"))
        for number, item in enumerate(root.every(of_class="psl-slide"), 1):
            yield _slide(item, number, reader)

    def _glance(self, day: Day, reader: Reader) -> Iterator[Block]:
        yield Heading(2, (Text("At a glance"),), anchor_of(reader.part, "at-a-glance"))
        head = tuple((Text(name),) for name in ("Time", "What", "Length", "Materials"))
        rows = tuple(self._row(session, reader) for session in day.agenda)
        yield Table(head, rows, (0.22, 0.42, 0.16, 0.2))

    def _row(self, session: Session, reader: Reader) -> tuple[tuple[Block, ...], ...]:
        entry = session.entry
        materials: list[Inline] = []
        for target in dict.fromkeys(one.partition("#")[0] for one in entry.materials):
            address = f"/{self.library.addresses[target]}"
            materials += [Text("  ")] if materials else []
            materials += reader.linked((Mark(target),), address)
        return (
            _cell(f"{session.starts} to {session.ends}"),
            _cell(entry.title),
            _cell(minutes_in_words(entry.minutes)),
            (Paragraph(tuple(materials)),),
        )


def _cell(text: str) -> tuple[Block, ...]:
    return (Paragraph((Text(text),)),)


def _slide(item: Node, number: int, reader: Reader) -> Slide:
    head = next(item.every("h2"))
    body = next(item.every(of_class="psl-slide-body"))
    said = Node(
        "div",
        {},
        [
            child
            for aside in item.every(of_class="psl-slide-notes")
            for child in aside.children
            if isinstance(child, str) or "psl-slide-notes-title" not in child.classes
        ],
    )
    foot = next((one.words() for one in item.every(of_class="psl-slide-foot")), "")
    return Slide(
        number,
        reader.inlines(head.children),
        _minutes(foot),
        reader.blocks(body),
        reader.blocks(said),
        anchor_of(reader.part, head.attributes["id"]),
    )


def _minutes(foot: str) -> int | None:
    """The minutes in a slide's foot, as "1 h 5 min"."""
    words = foot.split()
    hours = next((int(words[at - 1]) for at, word in enumerate(words) if word == "h"), 0)
    rest = next((int(words[at - 1]) for at, word in enumerate(words) if word == "min"), 0)
    return hours * 60 + rest or None


def _source(source: Source) -> tuple[Block, ...]:
    title: Inline = Emphasis((Text(source.title),))
    if source.url:
        title = Link((Text(source.title),), source.url)
    publisher = source.publisher if source.publisher != source.author else None
    tail = "".join(f", {one}" for one in (publisher, source.year) if one)
    return (
        Anchor(f"source-{source.id}"),
        Paragraph(
            (Strong((Text(source.short),)), Text(f"  {source.author}: "), title, Text(f"{tail}."))
        ),
        Paragraph((Text(source.note),), "facts"),
    )
