"""A page's HTML as a tree: just enough for our own, well-formed pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr", "col"})


@dataclass
class Node:
    """An element. Texts among its children are strings."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    @property
    def classes(self) -> frozenset[str]:
        return frozenset(self.attributes.get("class", "").split())

    @property
    def elements(self) -> Iterator[Node]:
        return (child for child in self.children if isinstance(child, Node))

    def every(self, tag: str = "", of_class: str = "") -> Iterator[Node]:
        """The elements below this one with a tag or class, in order."""
        for child in self.elements:
            if (not tag or child.tag == tag) and (not of_class or of_class in child.classes):
                yield child
            yield from child.every(tag, of_class)

    def words(self) -> str:
        return "".join(
            child if isinstance(child, str) else child.words() for child in self.children
        )


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("root")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        for at in range(len(self.open) - 1, 0, -1):
            if self.open[at].tag == tag:
                del self.open[at:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


@lru_cache(maxsize=1024)
def tree(html: str) -> Node:
    """The tree of a piece of HTML, below a node ``root``; nobody changes it.

    Kept, since a page stands in several documents: its own, its strand's, the library's.
    """
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root
