"""A page's finished HTML as blocks.

What is unknown is an error: a format never has a hole where the page has something.
What has no place in a file is left out by name in ``reading_inlines.LEFT_OUT``; so is what needs
a script.
"""

from __future__ import annotations

from library.exports import blocks as b
from library.exports.links import anchor_of
from library.exports.reading_elements import Elements
from library.exports.reading_inlines import is_left_out
from library.exports.tree import Node, tree
from library.problems import LibraryError

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


class Reader(Elements):
    """Reads the HTML of one page of a document."""

    def read(self, html: str) -> tuple[b.Block, ...]:
        root = tree(html)
        for notes in list(root.every(of_class="footnote")):
            for item in notes.every("li"):
                if item.attributes.get("id", "").startswith("fn"):
                    self.notes[item.attributes["id"]] = self.blocks(item)
        return self.blocks(root)

    def blocks(self, node: Node) -> tuple[b.Block, ...]:
        """The blocks in an element; words that stand alone there become a paragraph."""
        found: list[b.Block] = []
        loose: list[Node | str] = []
        for child in [*node.children, None]:
            if child is not None and (isinstance(child, str) or not self._is_block(child)):
                loose.append(child)
                continue
            inlines = self.inlines(loose)
            if inlines:
                found.append(b.Paragraph(inlines))
            loose = []
            if child is not None and not isinstance(child, str):
                found.extend(self.block(child))
        return tuple(found)

    @staticmethod
    def _is_block(node: Node) -> bool:
        return node.tag in _BLOCKS

    def block(self, node: Node) -> tuple[b.Block, ...]:
        for name in node.classes:
            if name in self.replaced:
                return self.replaced[name]()
        if is_left_out(node):
            return ()
        if "footnote" in node.classes:
            return ()
        made = self._boxes(node) or getattr(self, f"_{node.tag}", self._unknown)(node)
        anchor = node.attributes.get("id", "")
        if anchor and not (
            made
            and isinstance(made[0], b.Heading)
            and made[0].anchor == anchor_of(self.part, anchor)
        ):
            return (b.Anchor(anchor_of(self.part, anchor)), *made)
        return tuple(made)

    def _boxes(self, node: Node) -> tuple[b.Block, ...]:
        if "admonition" in node.classes:
            return self._admonition(node)
        if "tabbed-set" in node.classes:
            return self._tabs(node)
        if "psl-session-staff" in node.classes:
            return (b.Box("activity", (b.Text("What you do"),), self._headless(node)),)
        if "psl-session-leader" in node.classes:
            return (b.Box("notes", (b.Text("For whoever leads"),), self._headless(node)),)
        if "psl-plain-list" in node.classes and node.tag in ("ul", "ol"):
            return tuple(block for item in node.elements for block in self._plain_item(item))
        return ()

    def _headless(self, node: Node) -> tuple[b.Block, ...]:
        return tuple(block for block in self.blocks(node) if not isinstance(block, b.Heading))

    def _plain_item(self, item: Node) -> tuple[b.Block, ...]:
        blocks = self._card(item) if "psl-card" in item.classes else self.blocks(item)
        if "psl-session" in item.classes:
            blocks = _heading_first(blocks)
        anchor = item.attributes.get("id", "")
        lead: tuple[b.Block, ...] = (b.Anchor(anchor_of(self.part, anchor)),) if anchor else ()
        return (*lead, *blocks)

    def _card(self, card: Node) -> tuple[b.Block, ...]:
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
            b.Paragraph((b.Strong(title),), "card-title"),
            b.Paragraph(text),
            *self._facts([*parts["kind"], *parts["facts"]]),
        )

    def _admonition(self, node: Node) -> tuple[b.Block, ...]:
        kinds = node.classes - {"admonition", "inline", "end"}
        if len(kinds) != 1:
            raise LibraryError(f"{self.url}: a box of the kinds {sorted(kinds)}")
        title: tuple[b.Inline, ...] = ()
        rest = Node("div")
        for child in node.children:
            if isinstance(child, Node) and "admonition-title" in child.classes and not title:
                title = self.inlines(child.children)
            else:
                rest.children.append(child)
        return (b.Box(next(iter(kinds)), title, self.blocks(rest)),)

    def _tabs(self, node: Node) -> tuple[b.Block, ...]:
        labels = [
            label for box in node.every(of_class="tabbed-labels") for label in box.every("label")
        ]
        bodies = list(node.every(of_class="tabbed-block"))
        if len(labels) != len(bodies):
            raise LibraryError(f"{self.url}: tabs without names")
        return tuple(
            b.Box("tab", self.inlines(label.children), self.blocks(body))
            for label, body in zip(labels, bodies, strict=True)
        )


def _heading_first(blocks: tuple[b.Block, ...]) -> tuple[b.Block, ...]:
    """A session with its title before its time and kind, which become one line."""
    at = next((at for at, one in enumerate(blocks) if isinstance(one, b.Heading)), 0)
    facts = [one.inlines for one in blocks[:at] if isinstance(one, b.Paragraph)]
    return (*blocks[at : at + 1], *Reader._facts(facts), *blocks[at + 1 :])  # noqa: SLF001
