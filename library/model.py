"""The library as one frozen object: what pages, exports and checks look things up in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from library.files import (
    INSTRUMENT_KINDS,
    RESOURCE_KINDS,
    Change,
    Counts,
    DayFile,
    DevelopmentDay,
    Feature,
    Gate,
    GoneFile,
    LedgerFile,
    LibraryFile,
    Need,
    Person,
    PublishedFile,
    Question,
    Rights,
    Role,
    Scale,
    Section,
    SessionEntry,
    Source,
    Statement,
    SynonymsFile,
    Term,
    VideoEntry,
)
from library.yaml_lines import Lines

_BARE_CALL = re.compile(r"\{\{ (\w+)\(\) \}\}")

__all__ = [
    "Day",
    "Feature",
    "Instrument",
    "Library",
    "Need",
    "Page",
    "Person",
    "Rights",
    "Role",
    "Scale",
    "Section",
    "Session",
    "Source",
    "Statement",
    "Strand",
    "Term",
    "Video",
]


@dataclass(frozen=True)
class Page:
    """A page of the site, or (kind ``video``) an entry on one.

    A page with an id and a resource's kind is a resource.
    """

    path: str
    """The source below docs/, with forward slashes."""
    url: str
    """The address below the site's root, with the anchor of an entry."""
    id: str | None
    title: str
    kind: str
    strand: str | None
    roles: tuple[str, ...]
    phases: tuple[str, ...]
    minutes: int
    summary: str
    keywords: tuple[str, ...]
    sources: tuple[str, ...]
    rights: str | None
    since: str | None
    template: str | None = None
    asked: tuple[str, ...] = field(default=(), compare=False, repr=False)
    """What staff type who need this page: for search alone."""
    body: str = field(default="", repr=False, compare=False)
    """The text. Pages are the same when all that others show of them is: their front matter."""
    body_line: int = field(default=1, compare=False)
    """The line of the file on which the body begins."""

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]

    @property
    def is_resource(self) -> bool:
        return self.id is not None and self.kind in RESOURCE_KINDS


@dataclass(frozen=True)
class Strand:
    """One of the components by which the library is organised."""

    slug: str
    file: str
    code: str
    name: str
    order: int
    group: str
    symbol: str
    colour: str
    key_question: str
    develops: str
    people: tuple[Person, ...]
    features: tuple[Feature, ...]
    page: Page | None


@dataclass(frozen=True)
class Instrument:
    """Questions from structured data, with the scale that answers them."""

    id: str
    file: str
    kind: str
    scale: Scale
    purpose: str
    how: str
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    page: Page
    gates: tuple[Gate, ...] = ()
    counts: Counts | None = None

    @property
    def statements(self) -> tuple[Statement, ...]:
        return tuple(item for section in self.sections for item in section.statements)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of its statements and questions."""
        return frozenset(
            [item.id for item in self.statements] + [item.id for item in self.questions]
        )


@dataclass(frozen=True)
class Video:
    """A film elsewhere, with what we say of it."""

    entry: VideoEntry
    file: str
    at: int
    """Its place in the file, from 0."""
    page: Page
    strand: str

    def __getattr__(self, name: str) -> object:
        return getattr(self.entry, name)


@dataclass(frozen=True)
class Session:
    """One item of an agenda with its times, as "09:15"."""

    entry: SessionEntry
    starts: str
    ends: str
    anchor: str

    def __getattr__(self, name: str) -> object:
        return getattr(self.entry, name)


@dataclass(frozen=True)
class Day:
    """A network day and the development day that follows."""

    entry: DayFile
    file: str
    page: Page
    agenda: tuple[Session, ...]
    development_agenda: tuple[Session, ...]

    def __getattr__(self, name: str) -> object:
        return getattr(self.entry, name)

    @property
    def ends(self) -> str:
        return self.agenda[-1].ends

    @property
    def development_day(self) -> DevelopmentDay:
        return self.entry.development_day

    @property
    def development_ends(self) -> str:
        return self.development_agenda[-1].ends


def timed(entries: tuple[SessionEntry, ...], start: str, prefix: str) -> tuple[Session, ...]:
    """The sessions of an agenda with the times that follow from their minutes."""
    hours, _, minutes = start.partition(":")
    now = int(hours) * 60 + int(minutes)
    sessions = []
    for at, entry in enumerate(entries, 1):
        end = now + entry.minutes
        sessions.append(Session(entry, _clock(now), _clock(end), f"{prefix}-{at}"))
        now = end
    return tuple(sessions)


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


@dataclass(frozen=True)
class ChangeMap:
    """How statements changed in an edition since the one before."""

    edition: str
    file: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Library:
    """Everything that the library holds."""

    root: Path
    about: LibraryFile
    strands: tuple[Strand, ...] = ()
    pages: tuple[Page, ...] = ()
    resources: tuple[Page, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    videos: tuple[Video, ...] = ()
    days: tuple[Day, ...] = ()
    scales: tuple[Scale, ...] = ()
    roles: tuple[Role, ...] = ()
    needs: tuple[Need, ...] = ()
    terms: tuple[Term, ...] = ()
    sources: tuple[Source, ...] = ()
    rights: tuple[Rights, ...] = ()
    ledger: LedgerFile = field(default_factory=LedgerFile)
    gone: GoneFile = field(default_factory=GoneFile)
    changes: tuple[ChangeMap, ...] = ()
    """Earliest edition first."""
    published: tuple[PublishedFile, ...] = ()
    """What earlier editions asked, earliest first."""
    synonyms: SynonymsFile = field(default_factory=SynonymsFile)
    lines: Mapping[str, Lines] = field(default_factory=dict, repr=False)
    spoilt: frozenset[str] = frozenset()
    """Ids in files that could not be read: not to be called unknown as well."""

    @property
    def name(self) -> str:
        return self.about.name

    @property
    def short(self) -> str:
        return self.about.short

    @property
    def edition(self) -> str:
        return self.about.edition

    @property
    def summary(self) -> str:
        return self.about.summary

    @property
    def entries(self) -> tuple[Page, ...]:
        """Pages, and videos as the entries that they are on theirs."""
        return (*self.pages, *(page for page in self.resources if page.kind == "video"))

    @cached_property
    def things(self) -> dict[str, object]:
        """Everything with an id; the first wins where an id stands twice."""
        found: dict[str, object] = {}
        for identifier, thing in self.all_ids():
            found.setdefault(identifier, thing)
        return found

    @cached_property
    def addresses(self) -> dict[str, str]:
        """The address below the site's root of everything with an id."""
        found: dict[str, str] = {}
        for page in (*self.pages, *self.resources):
            if page.id:
                found.setdefault(page.id, page.url)
        for instrument in self.instruments:
            for item in instrument.statements:
                found.setdefault(item.id, f"{instrument.page.url}#{item.id}")
            for question in instrument.questions:
                found.setdefault(question.id, f"{instrument.page.url}#{question.id}")
        for strand in self.strands:
            where = strand.page.url if strand.page else "index.html"
            for feature in strand.features:
                found.setdefault(feature.id, f"{where}#{feature.id}")
        return found

    def all_ids(self) -> Iterator[tuple[str, object]]:
        """Every id with what it names, in the order of the files."""
        for page in self.pages:
            if page.id:
                yield page.id, page
        for video in self.videos:
            yield video.entry.id, video
        for instrument in self.instruments:
            for item in instrument.statements:
                yield item.id, item
            for question in instrument.questions:
                yield question.id, question
        for strand in self.strands:
            for feature in strand.features:
                yield feature.id, feature

    def get(self, identifier: str) -> object:
        """What has this id; KeyError when nothing has."""
        return self.things[identifier]

    def strand(self, slug: str) -> Strand:
        return self._strands[slug]

    def role(self, identifier: str) -> Role:
        return self._roles[identifier]

    def source(self, key: str) -> Source:
        return self._sources[key]

    def of(
        self, strand: str | None = None, kind: str | None = None, role: str | None = None
    ) -> tuple[Page, ...]:
        """The resources that meet every condition given, in the library's order."""
        return tuple(
            page
            for page in self.resources
            if (strand is None or page.strand == strand)
            and (kind is None or page.kind == kind)
            and (role is None or role in page.roles)
        )

    def chapters(self, handbook: str) -> tuple[Page, ...]:
        """The chapters of a handbook, in the order of their ids."""
        return self._chapters.get(handbook, ())

    def instrument_of(self, page: Page) -> Instrument:
        return next(item for item in self.instruments if item.page == page)

    def day_of(self, page: Page) -> Day:
        return next(item for item in self.days if item.page == page)

    def videos_of(self, page: Page) -> tuple[Video, ...]:
        return tuple(video for video in self.videos if video.page == page)

    def page_that_calls(self, macro: str) -> Page | None:
        """The first page whose text is the list that a macro without arguments shows."""
        return self._calling.get(macro)

    @cached_property
    def path_of(self) -> dict[str, str]:
        """The source path of each page, by its address."""
        return {page.url: page.path for page in self.pages}

    @cached_property
    def page_at(self) -> dict[str, Page]:
        """Pages by their source path."""
        return {page.path: page for page in self.pages}

    @cached_property
    def _calling(self) -> dict[str, Page]:
        found: dict[str, Page] = {}
        for page in self.pages:
            for macro in _BARE_CALL.findall(page.body):
                found.setdefault(macro, page)
        return found

    @cached_property
    def _strands(self) -> dict[str, Strand]:
        return {strand.slug: strand for strand in self.strands}

    @cached_property
    def _roles(self) -> dict[str, Role]:
        return {role.id: role for role in self.roles}

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {source.id: source for source in self.sources}

    @cached_property
    def _chapters(self) -> dict[str, tuple[Page, ...]]:
        found: dict[str, list[Page]] = {}
        for page in self.pages:
            if page.kind == "chapter" and page.id:
                found.setdefault(page.id.partition(".")[0], []).append(page)
        return {
            handbook: tuple(sorted(chapters, key=lambda page: page.id or ""))
            for handbook, chapters in found.items()
        }


def is_instrument(kind: str) -> bool:
    return kind in INSTRUMENT_KINDS
