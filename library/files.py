"""The shape of every file that authors write: one type for each, checked by pydantic.

``schemas/`` is made from these types by ``scripts/schemas.py``, so that an editor completes
and checks a file as it is typed. The descriptions are the ones that an author sees there.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, Strict, StringConstraints
from pydantic_core import PydanticCustomError

ResourceKind = Literal[
    "handbook",
    "presentation",
    "audit",
    "checklist",
    "framework",
    "survey",
    "planner",
    "video",
    "network-day",
]
PageKind = Literal[
    "handbook",
    "presentation",
    "audit",
    "checklist",
    "framework",
    "survey",
    "planner",
    "network-day",
    "chapter",
    "strand",
    "page",
]
Phase = Literal["early-years", "primary", "secondary", "post-16"]
LinkState = Literal["works", "moved", "gone", "failing", "closed"]
"""``failing``: no answer, or a fault; ``closed``: the site answers, but turns programs away."""

KIND_LETTERS: dict[str, str] = {
    "handbook": "H",
    "presentation": "P",
    "audit": "A",
    "checklist": "C",
    "framework": "G",
    "survey": "S",
    "planner": "L",
    "video": "V",
    "network-day": "D",
    "page": "N",
}
INSTRUMENT_KINDS = ("audit", "checklist", "framework", "survey", "planner")
RESOURCE_KINDS = tuple(kind for kind in KIND_LETTERS if kind != "page")

_ID = re.compile(r"[A-Z]{2}-[HPACGSLVDNF][1-9]\d?(?:\.\d{2})?")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _filled(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("empty_text", "a text must not be empty")
    return text.strip()


def _well_formed(text: str) -> str:
    if not _ID.fullmatch(text):
        raise PydanticCustomError(
            "malformed_id",
            "an id is a strand's code, a letter and a number, as AL-A1 or AL-A1.03; "
            "found '{found}'",
            {"found": text},
        )
    return text


Text = Annotated[str, AfterValidator(_filled), Field(json_schema_extra={"minLength": 1})]
Id = Annotated[
    str, AfterValidator(_well_formed), Field(json_schema_extra={"pattern": f"^{_ID.pattern}$"})
]
Slug = Annotated[str, StringConstraints(pattern=f"^{_SLUG.pattern}$")]
Count = Annotated[int, Strict(), Field(ge=1)]
Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Edition = Annotated[str, StringConstraints(pattern=r"^\d{4}\.\d+(\.\d+)?$")]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$")]
Length = Annotated[str, StringConstraints(pattern=r"^\d{1,3}:\d{2}$")]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Value = Annotated[int, Strict(), Field(ge=0, le=1000)]

FORMS = {
    rf"^{_SLUG.pattern}$": "small letters, digits and hyphens are expected, as book-look",
    r"^([01]\d|2[0-3]):[0-5]\d$": 'a time is expected, as "09:15"',
    r"^\d{4}\.\d+(\.\d+)?$": 'an edition is expected, as "2026.1"',
    r"^https?://[^\s]+$": "an address that begins with https:// is expected",
    r"^\d{1,3}:\d{2}$": 'minutes and seconds are expected, as "5:46"',
    r"^[A-Z]{2}$": "two capital letters are expected",
}
"""What a pattern asks for, as an author is told."""


class Entry(BaseModel):
    """Anything read from a file: frozen, and no key but those named."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Linked(Entry):
    """Something at an outside address, and what came of asking there.

    ``scripts/links.py`` writes all of it but ``archived``.
    """

    checked: date | None = Field(
        None, description="When the address was last opened; null until it has been."
    )
    state: LinkState | None = Field(None, description="What was found there.")
    moved_to: Address | None = Field(None, description="Where the address says it leads for good.")
    archived: Address | None = Field(None, description="The address of an archived copy.")


class FrontMatter(Entry):
    """The head of a page."""

    id: Id | None = Field(None, description="The permanent id; resources and chapters need one.")
    title: Annotated[Text, StringConstraints(max_length=90)]
    kind: PageKind
    strand: str | None = Field(None, description="The strand's folder name.")
    roles: tuple[str, ...] = Field(description="Who it is for, most of all the first.")
    phases: tuple[Phase, ...] = ()
    minutes: Count = Field(description="An honest reading or doing time.")
    summary: Text = Field(description="What the reader can do afterwards, in one or two sentences.")
    keywords: tuple[Text, ...] = ()
    asked: tuple[Text, ...] = Field((), description="What staff type who need it; search alone.")
    sources: tuple[str, ...] = Field((), description="Keys of sources.yaml, used but not cited.")
    rights: str | None = Field(None, description="An id in rights.yaml.")
    since: Edition | None = Field(None, description="The edition that first held it.")
    template: str | None = Field(None, description="A template of its own; the home page's only.")


class Feature(Entry):
    """One feature of highly effective schools, in this library's own words."""

    id: Id
    name: Text
    text: Text
    sources: tuple[str, ...] = ()


class Person(Entry):
    """What one role does in a strand."""

    role: str
    does: Text


Colour = Literal["plum", "leaf", "teal", "indigo", "coral", "amber", "slate", "stone"]


class StrandFile(Entry):
    """strand.yaml"""

    code: Code
    name: Text
    order: Count
    group: Literal["strand", "cross"] = "strand"
    symbol: Slug
    colour: Colour
    key_question: Text
    develops: Text
    people: tuple[Person, ...] = ()
    features: tuple[Feature, ...] = ()


class Level(Entry):
    """One level of a scale: a key to store, a word and a symbol, never colour alone."""

    key: Text
    name: Text
    symbol: Text
    meaning: Text
    value: Value | None = Field(
        None, description="What it counts in a score; if left out its place in the scale, from 1."
    )


class Scale(Entry):
    """Named levels, lowest first."""

    id: Slug
    title: Text
    levels: Annotated[tuple[Level, ...], Field(min_length=2)]

    @property
    def values(self) -> dict[str, int]:
        """What each level counts in a score, by its key."""
        return {
            level.key: at if level.value is None else level.value
            for at, level in enumerate(self.levels, 1)
        }

    def level(self, key: str) -> Level:
        """The level with this key; KeyError when there is none."""
        for level in self.levels:
            if level.key == key:
                return level
        raise KeyError(key)


class ScalesFile(Entry):
    """scales.yaml"""

    scales: tuple[Scale, ...]


class Statement(Entry):
    """One item of an instrument; its id is the join key in every format."""

    id: Id
    text: Text
    levels: tuple[Text, ...] = Field((), description="One description for each level of the scale.")
    evidence: Text | None = Field(None, description="Where to look and what to ask.")
    helps: tuple[str, ...] = Field((), description="Ids of passages and resources that help.")
    weight: Annotated[Count, Field(le=100)] = Field(
        1, description="How many times it counts in a score."
    )


class Section(Entry):
    """Statements that belong together."""

    id: Slug
    title: Text
    feature: str | None = None
    statements: Annotated[tuple[Statement, ...], Field(min_length=1)]


class Question(Entry):
    """A question of a survey that is answered in words."""

    id: Id
    text: Text


class Gate(Entry):
    """While a statement is answered below a level, scores are at most another level's value."""

    statements: Annotated[tuple[Id, ...], Field(min_length=1)]
    below: str = Field(description="The key of a level: the gate is shut below it.")
    cap: str = Field(description="The key of the level that scores cannot pass meanwhile.")
    section: Slug | None = Field(
        None, description="The section that is capped; every section and the whole if left out."
    )
    why: Text = Field(description="What a reader is told.")


class CountGroup(Entry):
    """A group of people who are counted, never named."""

    id: Slug
    name: Text


class Measure(Entry):
    """Something that is counted in each group, each time."""

    id: Slug
    name: Text
    of: Slug | None = Field(None, description="The measure that it is a part of, named before.")
    inside: Annotated[bool, Strict()] = Field(
        default=False, description="True when it is for the school alone and never shown outside."
    )


class Counts(Entry):
    """Counts of a few groups at several times: a workbook that hides small numbers."""

    title: Text
    asks: Text = Field(description="What a school writes down about what it counts.")
    whole: Slug | None = Field(None, description="The group that holds all the others, if any.")
    groups: Annotated[tuple[CountGroup, ...], Field(min_length=1, max_length=20)]
    parts: tuple[Annotated[tuple[Slug, ...], Field(min_length=2)], ...] = Field(
        (), description="Groups that make up the whole between them, a list for each such set."
    )
    times: Annotated[tuple[Text, ...], Field(min_length=1, max_length=12)]
    measures: Annotated[tuple[Measure, ...], Field(min_length=1, max_length=10)]
    chart: Slug = Field(description="The measure that the chart shows.")
    limits: Annotated[tuple[Text, ...], Field(min_length=1)] = Field(
        description="What the counts cannot show, as sentences."
    )


class InstrumentFile(Entry):
    """instrument.yaml"""

    id: Id
    scale: str = Field(description="An id in scales.yaml.")
    purpose: Text
    how: Text
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    questions: tuple[Question, ...] = Field((), description="Answered in words; surveys only.")
    gates: tuple[Gate, ...] = Field((), description="What must be met before scores can be high.")
    counts: Counts | None = Field(None, description="A workbook for counts of groups, if any.")


class VideoEntry(Linked):
    """A film elsewhere: linked, never embedded."""

    id: Id
    title: Text
    maker: Text
    url: Address
    length: Length | None
    minutes: Count = Field(description="Time to watch and to discuss.")
    country: Text | None = None
    roles: tuple[str, ...]
    phases: tuple[Phase, ...] = ()
    summary: Text
    questions: Annotated[tuple[Text, ...], Field(min_length=1)]
    alternative: Text = Field(description="What to do when the film is blocked or gone.")
    keywords: tuple[Text, ...] = ()
    asked: tuple[Text, ...] = Field((), description="What staff type who need it; search alone.")
    captions: Literal["yes", "no", "unknown"] = "unknown"
    rights: str
    since: Edition


class VideosFile(Entry):
    """videos.yaml"""

    videos: tuple[VideoEntry, ...]


class Preparation(Entry):
    """What somebody brings or does before a day."""

    who: str
    what: Text


class SessionEntry(Entry):
    """One item of an agenda."""

    title: Text
    minutes: Count
    kind: Literal["talk", "activity", "reflection", "break"]
    staff: Text | None = None
    leader: Text | None = None
    materials: tuple[str, ...] = ()


class Risk(Entry):
    """What may go wrong on the day, and what to do."""

    risk: Text
    response: Text


class DevelopmentDay(Entry):
    """The day in each school that follows a network day."""

    within_weeks: Count
    purpose: Text
    prepare: tuple[Preparation, ...] = ()
    start: Clock
    agenda: Annotated[tuple[SessionEntry, ...], Field(min_length=1)]
    leaves_behind: Annotated[tuple[Text, ...], Field(min_length=1)]


class DayFile(Entry):
    """day.yaml"""

    id: Id
    year: Count
    term: Literal["autumn", "spring", "summer"]
    purpose: Text
    place: Text
    prepare: tuple[Preparation, ...] = ()
    start: Clock
    agenda: Annotated[tuple[SessionEntry, ...], Field(min_length=1)]
    goes_wrong: tuple[Risk, ...] = ()
    development_day: DevelopmentDay


class Source(Linked):
    """Where a claim comes from, and what it can and cannot tell us."""

    id: Slug
    short: Text = Field(description="What stands in brackets in the text, as 'EEF, 2021'.")
    title: Text
    author: Text
    publisher: Text | None = None
    year: Annotated[int, Strict(), Field(ge=1900, le=2100)] | None = None
    url: Address | None = None
    note: Text


class SourcesFile(Entry):
    """sources.yaml"""

    sources: tuple[Source, ...]


class Term(Entry):
    """A word of the field, in one line."""

    term: Text
    also: tuple[Text, ...] = ()
    text: Text


class GlossaryFile(Entry):
    """glossary.yaml"""

    terms: tuple[Term, ...]


class Rights(Linked):
    """A licence, and whether a school may keep a copy for ever."""

    id: Slug | Annotated[str, StringConstraints(pattern=r"^[a-z0-9.-]+$")]
    name: Text
    url: Address | None = None
    text: Text
    perpetual: Annotated[bool, Strict()]


class RightsFile(Entry):
    """rights.yaml"""

    rights: tuple[Rights, ...]


class Role(Entry):
    """Somebody who uses the library."""

    id: Slug
    name: Text
    plural: Text
    summary: Text
    start: tuple[str, ...] = ()


class RolesFile(Entry):
    """roles.yaml"""

    roles: tuple[Role, ...]


class Need(Entry):
    """What somebody has to do now, and what helps."""

    text: Text
    minutes: Count
    links: Annotated[tuple[str, ...], Field(min_length=1)]


class NeedsFile(Entry):
    """needs.yaml"""

    needs: tuple[Need, ...]


class SynonymsFile(Entry):
    """synonyms.yaml: what search takes for the same."""

    groups: tuple[Annotated[tuple[Text, ...], Field(min_length=2)], ...] = Field(
        (), description="Words and phrases that staff use for one thing, a list for each thing."
    )
    near: tuple[Annotated[tuple[Text, ...], Field(min_length=2)], ...] = Field(
        (), description="Words and phrases that lie near each other: found too, after the word."
    )
    spellings: dict[Text, Text] = Field(
        default_factory=dict, description="A word's other spelling, and the one that is kept."
    )
    quiet: tuple[Text, ...] = Field(
        (), description="Words that say little in a question, such as help."
    )


class LibraryFile(Entry):
    """library.yaml"""

    name: Text
    short: Text
    edition: Edition
    language: Text = "en-GB"
    summary: Text
    url: Address | None = Field(
        None,
        description="Where its newest edition stands, when it has a public address; editions that "
        "scripts/release.py publishes stand beside it, so it ends in /latest/.",
    )
    rights: str


class LedgerEdition(Entry):
    """An edition that was published."""

    edition: Edition
    kind: Literal["first", "patch", "minor", "major"]
    published: date


class LedgerBefore(Entry):
    """What an id was called, or where it stood, until an edition changed it."""

    changed: Edition
    title: Text | None = None
    address: Text | None = None


class LedgerEntry(Entry):
    """One id that was published."""

    id: Id
    kind: Text
    title: Text
    address: Text = Field(description="Where it stands, or stood last, below the site's root.")
    since: Edition
    words: str = Field("", description="A short sum of its text, to tell when it is revised.")
    revised: tuple[Edition, ...] = ()
    before: tuple[LedgerBefore, ...] = ()
    retired: Edition | None = Field(None, description="The first edition without it.")


class LedgerAddresses(Entry):
    """Addresses that an edition was the first to hold, beside those of ids."""

    since: Edition
    pages: tuple[Text, ...] = Field((), description="Pages without an id, and slide shows.")
    downloads: tuple[Text, ...] = ()


class LedgerFile(Entry):
    """ledger.yaml: every id and address that was published. Scripts write it."""

    editions: tuple[LedgerEdition, ...] = ()
    ids: tuple[LedgerEntry, ...] = ()
    addresses: tuple[LedgerAddresses, ...] = ()


class GoneEntry(Entry):
    """Something published that is there no more: its tombstone."""

    id: Id | None = None
    at: Text | None = Field(None, description="The address of a page or file without an id.")
    title: Text | None = Field(None, description="What it was called; only where there is no id.")
    edition: Edition = Field(description="The first edition without it.")
    why: Text = Field(description="What a reader is told who comes for it.")
    replaced_by: tuple[Text, ...] = Field((), description="Ids, or pages as find.md.")


class MovedEntry(Entry):
    """A page without an id that stands elsewhere now; ids are followed by themselves."""

    at: Text = Field(description="Its old address, as programme/old.html.")
    to: Text = Field(description="An id, or a page as programme/new.md.")


class GoneFile(Entry):
    """gone.yaml: what left the library, and what moved."""

    gone: tuple[GoneEntry, ...] = ()
    moved: tuple[MovedEntry, ...] = ()


class Change(Entry):
    """What became of published statements in a new edition."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    kind: Literal["kept", "reworded", "moved", "split", "merged", "retired"]
    origin: Annotated[tuple[Id, ...], Field(min_length=1)] = Field(
        alias="from", description="Ids in the edition before."
    )
    to: tuple[Id, ...] = Field((), description="Ids in this edition; none when retired.")
    why: Text = Field(description="What a school is told that answered it.")
    same_meaning: Annotated[bool, Strict()] = Field(
        default=False, description="True when an answer given before still holds."
    )


class ChangesFile(Entry):
    """changes/<edition>.yaml: how statements changed since the edition before."""

    changes: tuple[Change, ...] = ()


class PublishedLevel(Entry):
    """A level of a scale as it was published."""

    key: Text
    name: Text
    value: Value


class PublishedStatement(Entry):
    """A statement, or a question, as it was published."""

    id: Id
    text: Text
    section: str = Field("", description="Where it stood; empty for a question.")
    levels: tuple[Text, ...] = ()


class PublishedInstrument(Entry):
    """An instrument as it was published: what its answers meant."""

    id: Id
    title: Text
    kind: Text
    levels: tuple[PublishedLevel, ...]
    statements: tuple[PublishedStatement, ...]


class PublishedFile(Entry):
    """changes/published/<edition>.yaml: what an edition asked. Scripts write it."""

    edition: Edition
    instruments: tuple[PublishedInstrument, ...] = ()


SHAPES: dict[str, type[Entry]] = {
    "library.yaml": LibraryFile,
    "strand.yaml": StrandFile,
    "instrument.yaml": InstrumentFile,
    "videos.yaml": VideosFile,
    "day.yaml": DayFile,
    "scales.yaml": ScalesFile,
    "sources.yaml": SourcesFile,
    "glossary.yaml": GlossaryFile,
    "rights.yaml": RightsFile,
    "roles.yaml": RolesFile,
    "needs.yaml": NeedsFile,
    "ledger.yaml": LedgerFile,
    "gone.yaml": GoneFile,
    "synonyms.yaml": SynonymsFile,
}
"""The shape of a data file, by its name."""

FOLDERS: dict[str, type[Entry]] = {"changes": ChangesFile, "changes/published": PublishedFile}
"""The shape of data files that are named after an edition, by their folder."""
