"""What can be found: every page and film, with its sections, slides, statements and sessions.

An entry is one result. Its parts are the places in it that a result may lead to; the first part
is its head, with the words that stand for the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from library.model import Day, Instrument, Library, Page, Session, Strand
from library.page_checks import term_anchor
from library.search.called import Called
from library.search.plain import passages, plain

FIELDS = {
    "title": 7.0,
    "keywords": 5.0,
    "needs": 3.0,
    "called": 4.5,
    "summary": 3.0,
    "about": 1.5,
    "heading": 5.0,
    "statement": 3.0,
    "phrase": 4.0,
    "silent": 1.0,
    "text": 1.0,
}
"""The fields of a part and what a word in each of them counts."""

_KIND_WORDS = {
    "handbook": "handbook guide",
    "chapter": "handbook chapter",
    "presentation": "presentation slides staff meeting",
    "audit": "audit self-evaluation",
    "framework": "framework self-evaluation",
    "checklist": "checklist",
    "survey": "survey questionnaire",
    "planner": "planner plan",
    "video": "video film",
    "network-day": "network day",
    "strand": "strand",
    "page": "",
}


_WORTH = {"video": 85, "strand": 80, "page": 85}
_OF_LISTS = 60


def _worth(page: Page) -> int:
    """What a result counts, in hundredths.

    Pages mostly list or explain resources, and films stand on other sites.
    """
    lists = page.kind == "page" and (
        page.id is None or any(f"{{{{ {call}()" in page.body for call in _LISTS)
    )
    return _OF_LISTS if lists else _WORTH.get(page.kind, 100)


@dataclass(frozen=True)
class Part:
    """A place on a page: its anchor, what it is called, its text, and its words by field."""

    anchor: str
    title: str
    text: str
    id: str | None = None
    """The id of a statement or feature."""
    fields: dict[str, str] = field(default_factory=dict)


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
            parts += _statements(instruments[page.path])
        if page.path in days:
            parts += _sessions(days[page.path])
        if page.path in strands:
            parts += _features(strands[page.path])
        for call, listed in _LISTS.items():
            if f"{{{{ {call}()" in page.body:
                parts += listed(library)
        own = formats.get(page.id or page.path, ())
        yield Entry(page, tuple(parts), _worth(page), tuple(dict.fromkeys(own)))
    yield from _films(library, called)


def _head(page: Page, library: Library, called: Called, text: str) -> Part:
    about = [_KIND_WORDS[page.kind], *(library.role(role).name for role in page.roles[:3])]
    if page.strand and page.kind != "strand":
        about.append(library.strand(page.strand).name)
    return Part(
        "",
        "",
        text,
        None,
        {
            "title": page.title,
            "keywords": ", ".join(page.keywords),
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


def _statements(instrument: Instrument) -> Iterator[Part]:
    for section in instrument.sections:
        for item in section.statements:
            text = plain(" ".join((*item.levels, item.evidence or "")))
            yield Part(
                item.id,
                item.text,
                text,
                item.id,
                {"statement": item.text, "text": f"{section.title}. {text}"},
            )


def _sessions(day: Day) -> Iterator[Part]:
    yield _session_like("the-day", "The day", [day.entry.purpose, day.entry.place])
    yield from map(_session, day.agenda)
    yield _session_like(
        "before-the-day", "Before the day", [item.what for item in day.entry.prepare]
    )
    yield _session_like(
        "what-may-go-wrong",
        "What may go wrong",
        [f"{item.risk} {item.response}" for item in day.entry.goes_wrong],
    )
    follows = day.development_day
    yield _session_like(
        "development-day",
        "The development day that follows",
        [follows.purpose, *(item.what for item in follows.prepare), *follows.leaves_behind],
    )
    yield from map(_session, day.development_agenda)


def _session(session: Session) -> Part:
    entry = session.entry
    return _session_like(session.anchor, entry.title, [entry.staff or "", entry.leader or ""])


def _session_like(anchor: str, title: str, texts: list[str]) -> Part:
    text = plain(" ".join(texts))
    return Part(anchor, title, text, None, {"heading": title, "text": text})


def _features(strand: Strand) -> Iterator[Part]:
    for feature in strand.features:
        text = plain(feature.text)
        yield Part(
            feature.id, feature.name, text, feature.id, {"heading": feature.name, "text": text}
        )


def _terms(library: Library) -> Iterator[Part]:
    for term in library.terms:
        text = plain(term.text)
        yield Part(
            term_anchor(term.term),
            term.term,
            text,
            None,
            {"heading": ", ".join((term.term, *term.also)), "text": text},
        )


def _sources(library: Library) -> Iterator[Part]:
    for source in library.sources:
        text = plain(
            f"{source.author}, {source.year or ''}. {source.publisher or ''}. {source.note}"
        )
        yield Part(
            f"source-{source.id}",
            source.title,
            text,
            None,
            {"heading": f"{source.title}. {source.short}", "text": text},
        )


_LISTS: dict[str, Callable[[Library], Iterator[Part]]] = {
    "glossary": _terms,
    "sources": _sources,
}
"""Macros that show a whole list, and the places that they make."""


def _films(library: Library, called: Called) -> Iterator[Entry]:
    pages = {page.id: page for page in library.resources if page.kind == "video"}
    for video in library.videos:
        entry = video.entry
        text = plain(" ".join((entry.maker, *entry.questions, entry.alternative)))
        page = pages[entry.id]
        yield Entry(page, (_head(page, library, called, text),), _worth(page))
