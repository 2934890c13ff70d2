"""Places on a page that come from its data: statements, sessions, features, terms, sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from library.model import Day, Instrument, Library, Session, Strand
from library.page_checks import term_anchor
from library.search.plain import plain


@dataclass(frozen=True)
class Part:
    """A place on a page: its anchor, what it is called, its text, and its words by field."""

    anchor: str
    title: str
    text: str
    id: str | None = None
    """The id of a statement or feature."""
    fields: dict[str, str] = field(default_factory=dict)


def statements(instrument: Instrument) -> Iterator[Part]:
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
    for question in instrument.questions:
        yield Part(question.id, question.text, "", question.id, {"statement": question.text})


def sessions(day: Day) -> Iterator[Part]:
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


def features(strand: Strand) -> Iterator[Part]:
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


LISTS: dict[str, Callable[[Library], Iterator[Part]]] = {
    "glossary": _terms,
    "sources": _sources,
}
"""Macros that show a whole list, and the places that they make."""
