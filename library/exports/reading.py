"""A page's finished HTML as blocks.

What is unknown is an error: a format never has a hole where the page has something.
What has no place in a file is left out by name in ``LEFT_OUT``; so is what needs a script.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from library.exports.blocks import (
    Anchor,
    Block,
    Box,
    Break,
    Code,
    Definitions,
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
    Quote,
    Raised,
    Rule,
    Strong,
    Table,
    Text,
    Tick,
)
from library.exports.links import Links, anchor_of
from library.exports.tree import Node, tree
from library.problems import LibraryError

LEFT_OUT = frozenset(
    {
        "psl-views",  # switches between views of a day; a file shows both
        "psl-deck-length",
        "psl-deck-show",  # said on the cover
        "psl-slide-foot",  # numbers of slides; each format has its own
        "psl-instrument-page",  # forms are made from the model
        "headerlink",
        "footnote-backref",
        "psl-chapter-number",
    }
)
_FOR_SCRIPTS = frozenset({"script", "template", "dialog", "noscript"})
_BLOCKS = frozenset(
    {
        "p",
        "div",
        "section",
        "article",
        "aside",
        "header",
        "footer",
        "ul",
        "ol",
        "dl",
        "table",
        "blockquote",
        "pre",
        "hr",
        "figure",
        "details",
        "fieldset",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "main",
        "nav",
    }
)
_CONTAINERS = frozenset({"div", "section", "article", "aside", "header", "footer", "root", "main"})
_SPACES = re.compile(r"[ \t\r\n\f]+")
_SEPARATE = frozenset({"psl-card-facts", "psl-card-kind"})
_FACTS = frozenset(
    {
        "psl-card-facts",
        "psl-card-kind",
        "psl-session-kind",
        "psl-session-time",
        "psl-feature-sources",
        "psl-checked",
        "psl-development-when",
    }
)


@dataclass
class Reader:
    """Reads the HTML of one page of a document."""

    links: Links
    url: str
    part: str
    """The anchor of the part that the page becomes; its own anchors begin with it."""
    docs: Path
    replaced: dict[str, Callable[[], tuple[Block, ...]]] = field(default_factory=dict)
    """Classes of elements whose blocks come from elsewhere."""
    notes: dict[str, tuple[Block, ...]] = field(default_factory=dict)

    def read(self, html: str) -> tuple[Block, ...]:
        root = tree(html)
        for notes in list(root.every(of_class="footnote")):
            for item in notes.every("li"):
                if item.attributes.get("id", "").startswith("fn"):
                    self.notes[item.attributes["id"]] = self.blocks(item)
        return self.blocks(root)

    def blocks(self, node: Node) -> tuple[Block, ...]:
        """The blocks in an element; words that stand alone there become a paragraph."""
        found: list[Block] = []
        loose: list[Node | str] = []
        for child in [*node.children, None]:
            if child is not None and (isinstance(child, str) or not self._is_block(child)):
                loose.append(child)
                continue
            inlines = self.inlines(loose)
            if inlines:
                found.append(Paragraph(inlines))
            loose = []
            if child is not None and not isinstance(child, str):
                found.extend(self.block(child))
        return tuple(found)

    @staticmethod
    def _is_block(node: Node) -> bool:
        return node.tag in _BLOCKS

    def block(self, node: Node) -> tuple[Block, ...]:
        for name in node.classes:
            if name in self.replaced:
                return self.replaced[name]()
        if _left_out(node):
            return ()
        if "footnote" in node.classes:
            return ()
        made = self._boxes(node) or getattr(self, f"_{node.tag}", self._unknown)(node)
        anchor = node.attributes.get("id", "")
        if anchor and not (
            made and isinstance(made[0], Heading) and made[0].anchor == anchor_of(self.part, anchor)
        ):
            return (Anchor(anchor_of(self.part, anchor)), *made)
        return tuple(made)

    def _boxes(self, node: Node) -> tuple[Block, ...]:
        if "admonition" in node.classes:
            return self._admonition(node)
        if "tabbed-set" in node.classes:
            return self._tabs(node)
        if "psl-session-staff" in node.classes:
            return (Box("activity", (Text("What you do"),), self._headless(node)),)
        if "psl-session-leader" in node.classes:
            return (Box("notes", (Text("For whoever leads"),), self._headless(node)),)
        if "psl-plain-list" in node.classes and node.tag in ("ul", "ol"):
            return tuple(block for item in node.elements for block in self._plain_item(item))
        return ()

    def _headless(self, node: Node) -> tuple[Block, ...]:
        return tuple(block for block in self.blocks(node) if not isinstance(block, Heading))

    def _plain_item(self, item: Node) -> tuple[Block, ...]:
        blocks = self._card(item) if "psl-card" in item.classes else self.blocks(item)
        if "psl-session" in item.classes:
            blocks = _heading_first(blocks)
        anchor = item.attributes.get("id", "")
        lead: tuple[Block, ...] = (Anchor(anchor_of(self.part, anchor)),) if anchor else ()
        return (*lead, *blocks)

    def _card(self, card: Node) -> tuple[Block, ...]:
        """A card: its title, what it is for, and the facts in one line."""
        parts = {
            name: [
                self.inlines([child])
                for one in card.every(of_class=f"psl-card-{name}")
                for child in one.children
            ]
            for name in ("title", "text", "kind", "facts")
        }
        title = tuple(one for inlines in parts["title"] for one in inlines)
        text = tuple(one for inlines in parts["text"] for one in inlines)
        return (
            Paragraph((Strong(title),)),
            Paragraph(text),
            *self._facts([*parts["kind"], *parts["facts"]]),
        )

    def _admonition(self, node: Node) -> tuple[Block, ...]:
        kinds = node.classes - {"admonition", "inline", "end"}
        if len(kinds) != 1:
            raise LibraryError(f"{self.url}: a box of the kinds {sorted(kinds)}")
        title: tuple[Inline, ...] = ()
        rest = Node("div")
        for child in node.children:
            if isinstance(child, Node) and "admonition-title" in child.classes and not title:
                title = self.inlines(child.children)
            else:
                rest.children.append(child)
        return (Box(next(iter(kinds)), title, self.blocks(rest)),)

    def _tabs(self, node: Node) -> tuple[Block, ...]:
        labels = [
            label for box in node.every(of_class="tabbed-labels") for label in box.every("label")
        ]
        bodies = list(node.every(of_class="tabbed-block"))
        if len(labels) != len(bodies):
            raise LibraryError(f"{self.url}: tabs without names")
        return tuple(
            Box("tab", self.inlines(label.children), self.blocks(body))
            for label, body in zip(labels, bodies, strict=True)
        )

    # One method for each block element, named after it.

    def _container(self, node: Node) -> tuple[Block, ...]:
        return self.blocks(node)

    _div = _section = _article = _aside = _header = _footer = _main = _container

    def _p(self, node: Node) -> tuple[Block, ...]:
        images = list(node.every("img"))
        if images and not node.words().strip():
            return tuple(self._figure_of(image, ()) for image in images)
        if node.classes & _SEPARATE:
            return self._facts([self.inlines([child]) for child in node.children])
        inlines = self.inlines(node.children)
        role = "facts" if node.classes & _FACTS else ""
        return (Paragraph(inlines, role),) if inlines else ()

    @staticmethod
    def _facts(facts: list[tuple[Inline, ...]]) -> tuple[Block, ...]:
        """Short facts in one line, with dots between them."""
        joined: list[Inline] = []
        for fact in facts:
            if fact:
                joined += [*([Text(" · ")] if joined else []), *fact]
        return (Paragraph(tuple(joined), "facts"),) if joined else ()

    def _heading(self, node: Node) -> tuple[Block, ...]:
        anchor = node.attributes.get("id", "")
        return (
            Heading(
                int(node.tag[1]),
                self.inlines(node.children),
                anchor_of(self.part, anchor) if anchor else "",
            ),
        )

    _h1 = _h2 = _h3 = _h4 = _h5 = _h6 = _heading

    def _ul(self, node: Node) -> tuple[Block, ...]:
        return (Items(tuple(self.blocks(item) for item in node.elements)),)

    def _ol(self, node: Node) -> tuple[Block, ...]:
        return (
            Items(
                tuple(self.blocks(item) for item in node.elements),
                int(node.attributes.get("start", "1")),
            ),
        )

    def _dl(self, node: Node) -> tuple[Block, ...]:
        items: list[tuple[tuple[Inline, ...], tuple[Block, ...]]] = []
        rows = [
            one
            for child in node.elements
            for one in (child.elements if child.tag == "div" else (child,))
        ]
        for row in rows:
            if row.tag == "dt":
                items.append((self.inlines(row.children), ()))
            elif row.tag == "dd" and items:
                items[-1] = (items[-1][0], (*items[-1][1], *self.blocks(row)))
            else:
                self._unknown(row)
        return (Definitions(tuple(items)),)

    def _table(self, node: Node) -> tuple[Block, ...]:
        rows = list(node.every("tr"))
        head = [row for row in rows if all(cell.tag == "th" for cell in row.elements)][:1]
        body = [row for row in rows if row not in head]
        if any(
            int(cell.attributes.get(name, "1")) > 1
            for row in rows
            for cell in row.elements
            for name in ("colspan", "rowspan")
        ):
            raise LibraryError(f"{self.url}: a table with joined cells cannot be exported")
        cells = tuple(tuple(self.blocks(cell) for cell in row.elements) for row in body)
        names = tuple(self.inlines(cell.children) for cell in (head[0].elements if head else ()))
        return (Table(names, cells, _widths(head + body)),)

    def _blockquote(self, node: Node) -> tuple[Block, ...]:
        return (Quote(self.blocks(node)),)

    def _pre(self, node: Node) -> tuple[Block, ...]:
        return (Listing(node.words().rstrip("\n")),)

    def _hr(self, _: Node) -> tuple[Block, ...]:
        return (Rule(),)

    def _figure(self, node: Node) -> tuple[Block, ...]:
        captions = [self.inlines(one.children) for one in node.every("figcaption")]
        return tuple(
            self._figure_of(image, captions[0] if captions else ()) for image in node.every("img")
        )

    def _details(self, node: Node) -> tuple[Block, ...]:
        title: tuple[Inline, ...] = ()
        rest = Node("div")
        for child in node.children:
            if isinstance(child, Node) and child.tag == "summary":
                title = self.inlines(child.children)
            else:
                rest.children.append(child)
        return (Box("details", title, self.blocks(rest)),)

    def _unknown(self, node: Node) -> tuple[Block, ...]:
        raise LibraryError(f"{self.url}: <{node.tag}> cannot be exported")

    def _figure_of(self, image: Node, caption: tuple[Inline, ...]) -> Figure:
        source = image.attributes.get("src", "")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.url), source))
        file = self.docs / path
        alt = image.attributes.get("alt", "")
        if not file.is_file() or not alt:
            raise LibraryError(
                f"{self.url}: the picture {source} is missing, or has no alternative text"
            )
        return Figure(path, file.read_bytes(), alt, caption)

    # Inlines.

    def inlines(self, children: list[Node | str]) -> tuple[Inline, ...]:
        return _trimmed(self.run(children))

    def run(self, children: list[Node | str]) -> tuple[Inline, ...]:
        """Inlines inside others: spaces at their ends count."""
        return _joined([one for child in children for one in self._inline(child)])

    def _inline(self, child: Node | str) -> tuple[Inline, ...]:
        if isinstance(child, str):
            return (Text(_SPACES.sub(" ", child)),)
        if _left_out(child):
            return ()
        made = self._inline_element(child)
        if made is None:
            raise LibraryError(f"{self.url}: <{child.tag}> cannot be exported in a text")
        return made

    def _inline_element(self, node: Node) -> tuple[Inline, ...] | None:
        match node.tag:
            case "strong" | "b" | "dfn":
                return (Strong(self.run(node.children)),)
            case "em" | "i" | "cite":
                return (Emphasis(self.run(node.children)),)
            case "code" | "kbd" | "samp":
                return (Code(node.words()),)
            case "sub" | "sup":
                return self._raised(node)
            case "br":
                return (Break(),)
            case "a":
                return self._link(node)
            case "abbr":
                title = node.attributes.get("title", "")
                return (*self.run(node.children), Text(f" ({title})" if title else ""))
            case "svg":
                return ()
            case "small":
                return (Text(" · "), *self.run(node.children))
            case "span" if "task-box" in node.classes:
                return (Tick("task-box--done" in node.classes),)
            case "input" if node.attributes.get("type") == "checkbox":
                return (Tick("checked" in node.attributes),)
            case "span" if "psl-mark-of" in node.classes:
                return (Mark(node.words().strip()),)
            case "span" | "time" | "q" | "mark" | "u" | "ins" | "p" | "div" | "label" | "button":
                return self.run(node.children)
            case _:
                return None

    def _raised(self, node: Node) -> tuple[Inline, ...]:
        for link in node.every("a"):
            if "footnote-ref" in link.classes:
                return (Note(self.notes[link.attributes["href"].removeprefix("#")]),)
        return (Raised(self.run(node.children), low=node.tag == "sub"),)

    def _link(self, node: Node) -> tuple[Inline, ...]:
        inner = self.run(node.children)
        if "href" not in node.attributes or not inner:
            return inner
        return self.linked(inner, node.attributes["href"])

    def linked(self, inner: tuple[Inline, ...], href: str) -> tuple[Inline, ...]:
        """Words with their link, or with the id of where they lead when a file cannot."""
        target, words = self.links.target(href, self.url)
        if target:
            return (Link(inner, target),)
        same = any(isinstance(one, Mark) and one.text == words for one in inner)
        return (*inner, Text(f" ({words})")) if words and not same else inner


def _left_out(node: Node) -> bool:
    """Whether an element has no place in a file: by name, or as it needs a script."""
    return bool(
        node.classes & LEFT_OUT
        or node.tag in _FOR_SCRIPTS
        or "data-needs-script" in node.attributes
        or "hidden" in node.attributes
    )


def _heading_first(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """A session with its title before its time and kind, which become one line."""
    at = next((at for at, one in enumerate(blocks) if isinstance(one, Heading)), 0)
    facts = [one.inlines for one in blocks[:at] if isinstance(one, Paragraph)]
    return (*blocks[at : at + 1], *Reader._facts(facts), *blocks[at + 1 :])  # noqa: SLF001


def _widths(rows: list[Node]) -> tuple[float, ...]:
    """How wide columns are, from the lengths of what they hold: none a sliver, none a field."""
    columns: list[float] = []
    for row in rows:
        for at, cell in enumerate(row.elements):
            length = len(cell.words().strip())
            if at == len(columns):
                columns.append(0.0)
            columns[at] += length
    if not columns:
        return ()
    average = [max(total / max(len(rows), 1), 1) ** 0.62 for total in columns]
    least = sum(average) * 0.12
    sizes = [max(size, least) for size in average]
    return tuple(round(size / sum(sizes), 3) for size in sizes)


def _joined(inlines: list[Inline]) -> tuple[Inline, ...]:
    """Neighbouring texts as one, with single spaces."""
    found: list[Inline] = []
    for item in inlines:
        if isinstance(item, Text):
            text = item.text
            if found and isinstance(found[-1], Text):
                text = _SPACES.sub(" ", found.pop().text + text)  # type: ignore[union-attr]
            if text:
                found.append(Text(text))
        elif isinstance(item, Mark) and found and not plain_end(found).endswith((" ", "(")):
            found += [Text(" "), item]
        else:
            found.append(item)
    return tuple(item for item in found if item != Text(""))


def _trimmed(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    found = list(inlines)
    if found and isinstance(found[0], Text):
        found[0] = replace(found[0], text=found[0].text.lstrip(" "))
    if found and isinstance(found[-1], Text):
        found[-1] = replace(found[-1], text=found[-1].text.rstrip(" "))
    return tuple(item for item in found if item != Text(""))


def plain_end(inlines: list[Inline]) -> str:
    last = inlines[-1]
    return last.text if isinstance(last, Text) else ""
