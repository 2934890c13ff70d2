"""What is done to the HTML of a page's text: slides, tables that scroll, glossary terms."""

from __future__ import annotations

import re
from collections import Counter
from html import escape, unescape

from library.deck import deck
from library.model import Page
from library.prose import relative
from macros.site import Site

_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_HEADING = re.compile(r"<h[2-6][^>]*>(.*?)</h[2-6]>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_CHECKBOX = re.compile(r"<input\b[^>]*type=\"checkbox\"[^>]*>")


def finished(html: str, site: Site, page: Page) -> str:
    """The HTML of a page's text as it stands on the page."""
    if "<table>" in html:
        html = _scrolling_tables(html)
    if "task-list-item" in html:
        # A disabled checkbox has no name for a screen reader; the list item says it all.
        html = _CHECKBOX.sub('<span class="task-box" aria-hidden="true"></span>', html)
    if page.kind == "presentation":
        site.decks[page.path] = deck(page, html)
        html = site.renderer.part("deck", page, deck=site.decks[page.path])
    site.texts[page.path] = html
    terms = site.page_of_terms
    if terms and terms is not page and page.kind not in ("audit", "checklist"):
        html = site.glossary.explained(html, relative(terms.url, page.url))
    return html


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
