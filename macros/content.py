"""What is done to the HTML of a page's text: what macros show, slides, tables that scroll."""

from __future__ import annotations

import re
from collections import Counter
from html import escape, unescape

from library.deck import deck
from library.model import Page
from macros.site import Site

_BLOCK = re.compile(r'<div data-block="(\d+)"></div>')
"""Stands in Markdown for what a macro shows: Markdown would read all of that HTML for nothing."""
_ID = re.compile(r'<[^>]*\sid="([^"]+)"')
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_HEADING = re.compile(r"<h[2-6][^>]*>(.*?)</h[2-6]>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_CHECKBOX = re.compile(r"<input\b[^>]*type=\"checkbox\"[^>]*>")
_OPEN = '<span class="task-box" aria-hidden="true"></span>'
_DONE = '<span class="task-box task-box--done" role="img" aria-label="Done"></span>'


def finished(html: str, site: Site, page: Page) -> str:
    """The HTML of a page's text, but for glossary terms and the sizes of downloads."""
    blocks = site.blocks.pop(page.path, [])
    html = _BLOCK.sub(lambda found: blocks[int(found[1])], html)
    if "<table>" in html:
        html = _scrolling_tables(html)
    if "task-list-item" in html:
        # A disabled checkbox has no name for a screen reader; the list item says what there is to
        # do, and the box only whether it is done.
        html = _CHECKBOX.sub(lambda box: _DONE if " checked" in box[0] else _OPEN, html)
    if page.kind == "presentation":
        site.decks[page.path] = deck(page, html)
        html = site.renderer.part("deck", page, deck=site.decks[page.path])
    site.texts[page.path] = html
    return html


def anchors(html: str) -> set[str]:
    """Every place in a text that a link may name."""
    return set(_ID.findall(html))


def _scrolling_tables(html: str) -> str:
    """Wide tables scroll in a box that a keyboard can reach, named by the heading before."""
    out, at = [], 0
    names: Counter[str] = Counter()
    for match in _TABLE.finditer(html):
        before = _HEADING.findall(html[: match.start()])
        name = escape(unescape(_TAG.sub("", before[-1])).strip()) if before else "this page"
        names[name] += 1
        if names[name] > 1:
            name += f" ({names[name]})"
        box = f'<div class="table-scroll" tabindex="0" role="region" aria-label="Table: {name}">'
        out += [html[at : match.start()], box, match[0], "</div>"]
        at = match.end()
    return "".join([*out, html[at:]])
