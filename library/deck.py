"""A presentation: one Markdown text whose second-level headings are its slides."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from library.headings import Heading, headings
from library.model import Page

_SLIDE = re.compile(r"(?=<h2\b)")
_HEAD = re.compile(r"<h2\b[^>]*?\bid=\"([^\"]+)\"[^>]*>(.*?)</h2>", re.DOTALL)
_MINUTES = re.compile(r"data-minutes=\"(\d+)\"")
_NOTES = '<div class="admonition notes">'
_TITLE = re.compile(r"<p class=\"admonition-title\">.*?</p>", re.DOTALL)
_PERMALINK = re.compile(r"<a class=\"headerlink\".*?</a>", re.DOTALL)


@dataclass(frozen=True)
class Slide:
    """One slide, as HTML."""

    title: Markup
    anchor: str
    minutes: int | None
    body: Markup
    notes: Markup
    """What the presenter says; empty when the slide has no notes."""


@dataclass(frozen=True)
class Deck:
    """The slides of a presentation in order."""

    id: str
    intro: Markup
    """What stands before the first slide: for the presenter."""
    slides: tuple[Slide, ...]


def outline(page: Page) -> tuple[Heading, ...]:
    """The slides of a presentation by title, anchor and minutes, from its Markdown."""
    return tuple(heading for heading in headings(page.body) if heading.level == 2)


def deck(page: Page, html: str) -> Deck:
    """The slides of a presentation from the HTML of its page."""
    intro, *slides = _SLIDE.split(html)
    return Deck(page.id or "", Markup(intro), tuple(_slide(part) for part in slides))  # noqa: S704


def _slide(html: str) -> Slide:
    head = _HEAD.match(html)
    if head is None:
        raise ValueError(f"a slide's heading has no anchor: {html[:80]}")
    minutes = _MINUTES.search(head[0])
    body, notes = _without_notes(html[head.end() :])
    title = _PERMALINK.sub("", head[2])
    length = int(minutes[1]) if minutes else None
    # The page's own HTML, made from Markdown.
    parts = [Markup(text) for text in (title, body, notes)]  # noqa: S704
    return Slide(parts[0], head[1], length, parts[1], parts[2])


def _without_notes(html: str) -> tuple[str, str]:
    """A slide's HTML, and apart from it what stands in its boxes of notes."""
    notes = []
    while _NOTES in html:
        start = html.index(_NOTES)
        end = _end_of_div(html, start)
        inner = html[start + len(_NOTES) : end - len("</div>")]
        notes.append(_TITLE.sub("", inner, count=1).strip())
        html = html[:start] + html[end:]
    return html.strip(), "\n".join(notes)


def _end_of_div(html: str, start: int) -> int:
    depth = 0
    for match in re.finditer(r"<(/?)div\b[^>]*>", html[start:]):
        depth += -1 if match[1] else 1
        if depth == 0:
            return start + match.end()
    return len(html)
