"""What can be found: every page and film, with its sections, slides, statements and sessions.

An entry is one result. Its parts are the places in it that a result may lead to; the first part
is its head, with the words that stand for the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from library.model import Library, Page
from library.search import places
from library.search.called import Called
from library.search.places import Part
from library.search.plain import passages, plain

FIELDS = {
    "title": 6.0,
    "keywords": 5.0,
    "asked": 2.5,
    "needs": 3.0,
    "called": 5.5,
    "summary": 4.0,
    "about": 1.5,
    "heading": 5.0,
    "statement": 3.0,
    "phrase": 4.0,
    "silent": 1.0,
    "text": 1.0,
}
"""The fields of a part and what a word in each of them counts."""

KIND_WORDS: Mapping[str, Sequence[str]] = {
    "handbook": ("handbook", "guide", "booklet"),
    "chapter": ("handbook", "chapter"),
    "presentation": ("presentation", "slides", "staff meeting", "briefing"),
    "audit": ("audit", "self-evaluation"),
    "framework": ("framework", "self-evaluation", "rubric"),
    "checklist": ("checklist", "form", "template", "agenda"),
    "survey": ("survey", "questionnaire"),
    "planner": ("planner", "plan", "template", "form", "record", "tracker"),
    "video": ("video", "film", "clip", "watch"),
    "network-day": ("network day",),
    "strand": ("strand",),
    "page": (),
}
"""What staff call each kind of resource."""


_WORTH = {
    "video": 85,
    "strand": 80,
    "page": 85,
    "network-day": 88,
    "audit": 90,
    "survey": 90,
    "presentation": 92,
    "planner": 92,
    "checklist": 92,
}
_OF_LISTS = 60


def _worth(page: Page) -> int:
    """What a result counts, in hundredths.

    Who names no kind wants to read first: the chapter, not the form or the day that rests on it.
    Pages mostly list or explain resources, and films stand on other sites.
    """
    lists = page.kind == "page" and (
        page.id is None or any(f"{{{{ {call}()" in page.body for call in places.LISTS)
    )
    return _OF_LISTS if lists else _WORTH.get(page.kind, 100)


@dataclass(frozen=True)
class Entry:
    """A result: a page, or a film."""

    page: Page
    parts: tuple[Part, ...]
    worth: int
    formats: tuple[str, ...] = ()


def entries(library: Library, formats: Mapping[str, Sequence[str]]) -> Iterator[Entry]:
    """Everything that can be found, in the library's order."""
    called = Called.of(library)
    days = {day.page.path: day for day in library.days}
    instruments = {item.page.path: item for item in library.instruments}
    strands = {strand.page.path: strand for strand in library.strands if strand.page}
    for page in library.pages:
        if "{{ finder(" in page.body:
            continue
        parts = list(_prose(page, library, called))
        if page.path in instruments:
            parts += places.statements(instruments[page.path])
        if page.path in days:
            parts += places.sessions(days[page.path])
        if page.path in strands:
            parts += places.features(strands[page.path])
        for call, listed in places.LISTS.items():
            if f"{{{{ {call}()" in page.body:
                parts += listed(library)
        own = formats.get(page.id or page.path, ())
        yield Entry(page, tuple(parts), _worth(page), tuple(dict.fromkeys(own)))
    yield from _films(library, called)


def _head(page: Page, library: Library, called: Called, text: str) -> Part:
    about = [" ".join(KIND_WORDS[page.kind]), *(library.role(role).name for role in page.roles[:3])]
    if page.strand and page.kind != "strand":
        about.append(library.strand(page.strand).name)
    handbook = library.things.get((page.id or "").partition(".")[0])
    if isinstance(handbook, Page) and handbook is not page:
        about.append(handbook.title)
    return Part(
        "",
        "",
        text,
        None,
        {
            "title": page.title,
            "keywords": ", ".join(page.keywords),
            "asked": ". ".join(page.asked),
            "needs": called.by_needs(page.id),
            "called": called.by_links(page.id),
            "summary": page.summary,
            "about": ". ".join(about),
            "text": text,
        },
    )


def _prose(page: Page, library: Library, called: Called) -> Iterator[Part]:
    first, *rest = passages(page.body)
    yield _head(page, library, called, first.text)
    for passage in rest:
        yield Part(
            passage.anchor,
            passage.heading,
            passage.text,
            None,
            {
                "heading": passage.heading,
                "text": passage.text,
                "called": called.by_links(page.id, passage.anchor),
            },
        )


def _films(library: Library, called: Called) -> Iterator[Entry]:
    pages = {page.id: page for page in library.resources if page.kind == "video"}
    for video in library.videos:
        entry = video.entry
        text = plain(" ".join((entry.maker, *entry.questions, entry.alternative)))
        page = pages[entry.id]
        yield Entry(page, (_head(page, library, called, text),), _worth(page))
