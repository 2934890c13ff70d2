"""The elements of a page's HTML as blocks, one method for each, named after it."""

from __future__ import annotations

import hashlib
import posixpath
from abc import abstractmethod

from library.exports import blocks as b
from library.exports.links import anchor_of
from library.exports.reading_inlines import Inlines
from library.exports.tree import Node
from library.problems import LibraryError

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


class Elements(Inlines):
    """Reads the elements of one page of a document."""

    @abstractmethod
    def blocks(self, node: Node) -> tuple[b.Block, ...]:
        """The blocks in an element."""

    def _container(self, node: Node) -> tuple[b.Block, ...]:
        return self.blocks(node)

    _div = _section = _article = _aside = _header = _footer = _main = _container

    def _p(self, node: Node) -> tuple[b.Block, ...]:
        images = list(node.every("img"))
        if images and not node.words().strip():
            return tuple(self._figure_of(image, ()) for image in images)
        if node.classes & _SEPARATE:
            return self._facts([self.inlines([child]) for child in node.children])
        inlines = self.inlines(node.children)
        role = "facts" if node.classes & _FACTS else ""
        return (b.Paragraph(inlines, role),) if inlines else ()

    @staticmethod
    def _facts(facts: list[tuple[b.Inline, ...]]) -> tuple[b.Block, ...]:
        """Short facts in one line, with dots between them."""
        joined: list[b.Inline] = []
        for fact in facts:
            if fact:
                joined += [*([b.Text(" · ")] if joined else []), *fact]
        return (b.Paragraph(tuple(joined), "facts"),) if joined else ()

    def _heading(self, node: Node) -> tuple[b.Block, ...]:
        anchor = node.attributes.get("id", "")
        return (
            b.Heading(
                int(node.tag[1]),
                self.inlines(node.children),
                anchor_of(self.part, anchor) if anchor else "",
            ),
        )

    _h1 = _h2 = _h3 = _h4 = _h5 = _h6 = _heading

    def _ul(self, node: Node) -> tuple[b.Block, ...]:
        return (b.Items(tuple(self.blocks(item) for item in node.elements)),)

    def _ol(self, node: Node) -> tuple[b.Block, ...]:
        return (
            b.Items(
                tuple(self.blocks(item) for item in node.elements),
                int(node.attributes.get("start", "1")),
            ),
        )

    def _dl(self, node: Node) -> tuple[b.Block, ...]:
        items: list[tuple[tuple[b.Inline, ...], tuple[b.Block, ...]]] = []
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
        return (b.Definitions(tuple(items)),)

    def _table(self, node: Node) -> tuple[b.Block, ...]:
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
        return (b.Table(names, cells, _widths(head + body)),)

    def _blockquote(self, node: Node) -> tuple[b.Block, ...]:
        return (b.Quote(self.blocks(node)),)

    def _pre(self, node: Node) -> tuple[b.Block, ...]:
        return (b.Listing(node.words().rstrip("\n")),)

    def _hr(self, _: Node) -> tuple[b.Block, ...]:
        return (b.Rule(),)

    def _figure(self, node: Node) -> tuple[b.Block, ...]:
        captions = [self.inlines(one.children) for one in node.every("figcaption")]
        return tuple(
            self._figure_of(image, captions[0] if captions else ()) for image in node.every("img")
        )

    def _details(self, node: Node) -> tuple[b.Block, ...]:
        title: tuple[b.Inline, ...] = ()
        rest = Node("div")
        for child in node.children:
            if isinstance(child, Node) and child.tag == "summary":
                title = self.inlines(child.children)
            else:
                rest.children.append(child)
        return (b.Box("details", title, self.blocks(rest)),)

    def _unknown(self, node: Node) -> tuple[b.Block, ...]:
        raise LibraryError(f"{self.url}: <{node.tag}> cannot be exported")

    def _figure_of(self, image: Node, caption: tuple[b.Inline, ...]) -> b.Figure:
        source = image.attributes.get("src", "")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.url), source))
        file = self.docs / path
        alt = image.attributes.get("alt", "")
        if not file.is_file() or not alt:
            raise LibraryError(
                f"{self.url}: the picture {source} is missing, or has no alternative text"
            )
        content = file.read_bytes()
        return b.Figure(path, content, hashlib.sha256(content).hexdigest(), alt, caption)


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
