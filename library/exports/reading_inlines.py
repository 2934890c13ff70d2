"""The words of a page's HTML as inlines: texts, links, footnotes, marks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from library.exports import blocks as b
from library.exports.links import Links
from library.exports.tree import Node
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
_SPACES = re.compile(r"[ \t\r\n\f]+")


@dataclass
class Inlines:
    """Reads the words of one page of a document."""

    links: Links
    url: str
    part: str
    """The anchor of the part that the page becomes; its own anchors begin with it."""
    docs: Path
    replaced: dict[str, Callable[[], tuple[b.Block, ...]]] = field(default_factory=dict)
    """Classes of elements whose blocks come from elsewhere."""
    notes: dict[str, tuple[b.Block, ...]] = field(default_factory=dict)

    def inlines(self, children: list[Node | str]) -> tuple[b.Inline, ...]:
        return _trimmed(self.run(children))

    def run(self, children: list[Node | str]) -> tuple[b.Inline, ...]:
        """Inlines inside others: spaces at their ends count."""
        return _joined([one for child in children for one in self._inline(child)])

    def _inline(self, child: Node | str) -> tuple[b.Inline, ...]:
        if isinstance(child, str):
            return (b.Text(_SPACES.sub(" ", child)),)
        if is_left_out(child):
            return ()
        made = self._inline_element(child)
        if made is None:
            raise LibraryError(f"{self.url}: <{child.tag}> cannot be exported in a text")
        return made

    def _inline_element(self, node: Node) -> tuple[b.Inline, ...] | None:
        match node.tag:
            case "strong" | "b" | "dfn":
                return (b.Strong(self.run(node.children)),)
            case "em" | "i" | "cite":
                return (b.Emphasis(self.run(node.children)),)
            case "code" | "kbd" | "samp":
                return (b.Code(node.words()),)
            case "sub" | "sup":
                return self._raised(node)
            case "br":
                return (b.Break(),)
            case "a":
                return self._link(node)
            case "abbr":
                title = node.attributes.get("title", "")
                return (*self.run(node.children), b.Text(f" ({title})" if title else ""))
            case "svg":
                return ()
            case "small":
                return (b.Text(" · "), *self.run(node.children))
            case "span" if "task-box" in node.classes:
                return (b.Tick("task-box--done" in node.classes),)
            case "input" if node.attributes.get("type") == "checkbox":
                return (b.Tick("checked" in node.attributes),)
            case "span" if "psl-mark-of" in node.classes:
                return (b.Mark(node.words().strip()),)
            case "span" | "time" | "q" | "mark" | "u" | "ins" | "p" | "div" | "label" | "button":
                return self.run(node.children)
            case _:
                return None

    def _raised(self, node: Node) -> tuple[b.Inline, ...]:
        for link in node.every("a"):
            if "footnote-ref" in link.classes:
                return (b.Note(self.notes[link.attributes["href"].removeprefix("#")]),)
        return (b.Raised(self.run(node.children), low=node.tag == "sub"),)

    def _link(self, node: Node) -> tuple[b.Inline, ...]:
        inner = self.run(node.children)
        if "href" not in node.attributes or not inner:
            return inner
        return self.linked(inner, node.attributes["href"])

    def linked(self, inner: tuple[b.Inline, ...], href: str) -> tuple[b.Inline, ...]:
        """Words with their link, or with the id of where they lead when a file cannot."""
        target, words = self.links.target(href, self.url)
        if target:
            return (b.Link(inner, target),)
        same = any(isinstance(one, b.Mark) and one.text == words for one in inner)
        return (*inner, b.Text(f" ({words})")) if words and not same else inner


def is_left_out(node: Node) -> bool:
    """Whether an element has no place in a file: by name, or as it needs a script."""
    return bool(
        node.classes & LEFT_OUT
        or node.tag in _FOR_SCRIPTS
        or "data-needs-script" in node.attributes
        or "hidden" in node.attributes
    )


def _joined(inlines: list[b.Inline]) -> tuple[b.Inline, ...]:
    """Neighbouring texts as one, with single spaces."""
    found: list[b.Inline] = []
    for item in inlines:
        if isinstance(item, b.Text):
            text = item.text
            if found and isinstance(found[-1], b.Text):
                text = _SPACES.sub(" ", found.pop().text + text)  # type: ignore[union-attr]
            if text:
                found.append(b.Text(text))
        elif isinstance(item, b.Mark) and found and not _plain_end(found).endswith((" ", "(")):
            found += [b.Text(" "), item]
        else:
            found.append(item)
    return tuple(item for item in found if item != b.Text(""))


def _trimmed(inlines: tuple[b.Inline, ...]) -> tuple[b.Inline, ...]:
    found = list(inlines)
    if found and isinstance(found[0], b.Text):
        found[0] = replace(found[0], text=found[0].text.lstrip(" "))
    if found and isinstance(found[-1], b.Text):
        found[-1] = replace(found[-1], text=found[-1].text.rstrip(" "))
    return tuple(item for item in found if item != b.Text(""))


def _plain_end(inlines: list[b.Inline]) -> str:
    last = inlines[-1]
    return last.text if isinstance(last, b.Text) else ""
