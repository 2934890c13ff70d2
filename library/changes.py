"""How statements change between editions, and what that makes of records that schools keep.

``docs/changes/published/<edition>.yaml`` holds what an edition asked, and
``docs/changes/<edition>.yaml`` says what became of it. ``check`` refuses a library in which a
published statement changed and no map says how. ``opened_here`` opens a record of any edition by
every map between it and this one: what was not kept with the same meaning goes on a review list,
and nothing is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import yaml

from library.files import (
    Change,
    PublishedFile,
    PublishedInstrument,
    PublishedLevel,
    PublishedStatement,
)
from library.model import ChangeMap, Instrument, Library
from library.problems import Problem
from library.record import (
    MAX_LIST,
    MAX_TEXT,
    Answer,
    Joint,
    Moderated,
    Record,
    Retired,
    Round,
    edition_order,
    open_record,
)

_ONE_TO_ONE = ("kept", "reworded", "moved")


def published(library: Library) -> PublishedFile:
    """What this library asks, as it would be published."""
    return PublishedFile(
        edition=library.edition,
        instruments=tuple(_published(one) for one in library.instruments),
    )


def _published(instrument: Instrument) -> PublishedInstrument:
    values = instrument.scale.values
    statements = [
        PublishedStatement(id=item.id, text=item.text, section=section.id, levels=item.levels)
        for section in instrument.sections
        for item in section.statements
    ]
    statements += [PublishedStatement(id=one.id, text=one.text) for one in instrument.questions]
    return PublishedInstrument(
        id=instrument.id,
        title=instrument.page.title,
        kind=instrument.kind,
        levels=tuple(
            PublishedLevel(key=level.key, name=level.name, value=values[level.key])
            for level in instrument.scale.levels
        ),
        statements=tuple(statements),
    )


def published_yaml(library: Library) -> str:
    """The file that a release adds below docs/changes/published/."""
    head = "# What this edition asked. Written when it was released; never changed afterwards.\n"
    value = published(library).model_dump(mode="json")
    return head + yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=100)


def for_browser(library: Library) -> dict[str, Any]:
    """Every change map with the words that were asked, for pages that open old records."""
    texts = {
        one.edition: {item.id: item.text for part in one.instruments for item in part.statements}
        for one in library.published
    }
    return {
        "edition": library.edition,
        "maps": [
            {
                "edition": one.edition,
                "changes": [
                    change.model_dump(mode="json", by_alias=True) for change in one.changes
                ],
            }
            for one in library.changes
        ],
        "texts": texts,
    }


# The check: every published statement that changed is explained.


def check(library: Library) -> Iterator[Problem]:
    """What a change map must explain and does not, and what it says that cannot be."""
    asked = list(library.published)
    if not asked or asked[-1].edition != library.edition:
        asked.append(published(library))
    maps = {one.edition: one for one in library.changes}
    for before, after in pairwise(asked):
        yield from _Comparison(library, before, after, maps.get(after.edition)).problems()
    last = library.published[-1] if library.published else None
    if last and last.edition == library.edition:
        for problem in _Comparison(library, last, published(library), None).problems():
            yield Problem(
                problem.file,
                problem.line,
                "C-01",
                f"{problem.message.partition(';')[0]}; edition {last.edition} is "
                "published: name a new edition in library.yaml first",
            )
    known = {one.edition for one in asked[1:]}
    for one in library.changes:
        if one.edition not in known and one.changes:
            yield Problem(
                one.file,
                1,
                "C-02",
                f"no edition is published before {one.edition}, so that nothing can have changed",
            )


@dataclass(frozen=True)
class _Asked:
    """A published statement with the instrument it belongs to."""

    statement: PublishedStatement
    instrument: str

    @property
    def place(self) -> tuple[str, str]:
        return self.instrument, self.statement.section

    @property
    def words(self) -> tuple[str, ...]:
        return self.statement.text, *self.statement.levels


def _asked(file: PublishedFile) -> dict[str, _Asked]:
    return {item.id: _Asked(item, one.id) for one in file.instruments for item in one.statements}


@dataclass
class _Comparison:
    """Two editions and the map between them."""

    library: Library
    before: PublishedFile
    after: PublishedFile
    map: ChangeMap | None
    old: dict[str, _Asked] = field(init=False)
    new: dict[str, _Asked] = field(init=False)

    def __post_init__(self) -> None:
        self.old, self.new = _asked(self.before), _asked(self.after)

    def problems(self) -> Iterator[Problem]:
        explained: dict[str, Change] = {}
        for at, change in enumerate(self.map.changes if self.map else ()):
            for fault in self.faults(change):
                yield self.at_change(at, fault)
            for identifier in change.origin:
                if identifier in explained:
                    yield self.at_change(at, f"{identifier} stands in two changes")
                explained[identifier] = change
        for identifier, was in self.old.items():
            if identifier not in explained and (happened := self.happened(identifier, was)):
                yield Problem(
                    self.file(was.instrument),
                    1,
                    "C-01",
                    f"{identifier} {happened} since edition {self.before.edition}; "
                    f"docs/changes/{self.after.edition}.yaml must say how",
                )
        yield from self.lost_levels()

    def lost_levels(self) -> Iterator[Problem]:
        now = {one.id: {level.key for level in one.levels} for one in self.after.instruments}
        for one in self.before.instruments:
            for level in one.levels:
                if one.id in now and level.key not in now[one.id]:
                    yield Problem(
                        self.file(one.id),
                        1,
                        "C-01",
                        f"the level '{level.key}' of {one.id} was published in edition "
                        f"{self.before.edition} and has gone; records hold it",
                    )

    def happened(self, identifier: str, was: _Asked) -> str:
        now = self.new.get(identifier)
        if now is None:
            return "has gone"
        if now.words != was.words:
            return "was reworded"
        return "was moved" if now.place != was.place else ""

    def faults(self, change: Change) -> Iterator[str]:
        """What a change says that cannot be."""
        many = (len(change.origin), len(change.to))
        fits = {
            "kept": many == (1, 1),
            "reworded": many == (1, 1),
            "moved": many == (1, 1),
            "split": many[0] == 1 and many[1] > 1,
            "merged": many[0] > 1 and many[1] == 1,
            "retired": many[1] == 0,
        }
        if not fits[change.kind]:
            yield f"'{change.kind}' cannot go from {many[0]} statements to {many[1]}"
            return
        for identifier in change.origin:
            if identifier not in self.old:
                yield f"edition {self.before.edition} has no {identifier}"
            elif identifier not in change.to and identifier in self.new:
                yield f"{identifier} is still there, and the change does not lead to it"
        for identifier in change.to:
            if identifier not in self.new:
                yield f"edition {self.after.edition} has no {identifier}"
            elif identifier in self.old and identifier not in change.origin:
                yield f"{identifier} was there before, so that nothing else can become it"
        one = change.origin[0]
        if change.kind == "kept" and (
            change.to != change.origin or self.happened(one, self.old[one])
            if one in self.old
            else False
        ):
            yield f"{one} is called kept, but it changed"

    def at_change(self, at: int, message: str) -> Problem:
        file = self.map.file if self.map else "library.yaml"
        lines = self.library.lines.get(file)
        return Problem(file, lines.of("changes", at) if lines else 1, "C-02", message)

    def file(self, instrument: str) -> str:
        for one in self.library.instruments:
            if one.id == instrument:
                return one.file
        return self.map.file if self.map else "library.yaml"


# Records: what became of each answer.


@dataclass(frozen=True)
class Review:
    """Something that a school should look at again, old and new side by side."""

    round: str
    kind: str
    why: str
    old: tuple[tuple[str, str], ...]
    """Ids and words in the edition in which it was answered."""
    new: tuple[tuple[str, str], ...]
    """Ids and words now; none when it was retired."""

    def __str__(self) -> str:
        old = "; ".join(f"{key} {text}" for key, text in self.old)
        new = "; ".join(f"{key} {text}" for key, text in self.new) or "nothing"
        return f"{self.kind}: {old} -> {new} ({self.why})"


@dataclass(frozen=True)
class OpenedHere:
    """A record in the terms of this edition, with what to look at again."""

    record: Record
    reviews: tuple[Review, ...]
    messages: tuple[str, ...]

    def lines(self) -> list[str]:
        """Everything a reader is told, a line each."""
        return [*self.messages, *(f"Look again: {one}" for one in self.reviews)]


def opened_here(raw: bytes, library: Library) -> OpenedHere:
    """Open a record file of this or an earlier edition. Raises RecordRefused."""
    opened = open_record(raw, library)
    here = brought_here(opened.record, library)
    return OpenedHere(here.record, here.reviews, (*opened.messages, *here.messages))


def brought_here(record: Record, library: Library) -> OpenedHere:
    """A record in the terms of this edition. The record that is given stays as it is."""
    journey = _Journey(library, list(record.retired))
    rounds: list[Round] = []
    for one in record.rounds:
        rounds += journey.round(one, {item.id for item in (*record.rounds, *rounds)})
    new = record.model_copy(
        update={
            "edition": library.edition,
            "rounds": tuple(rounds),
            "retired": tuple(journey.retired),
        }
    )
    return OpenedHere(new, tuple(journey.reviews), tuple(dict.fromkeys(journey.messages)))


@dataclass
class _Given:
    """Everything that a round says of one statement."""

    answer: Answer | None = None
    words: str = ""
    moderated: Moderated | None = None
    joint: Joint | None = None

    def kept(self) -> Answer:
        """All of it as one answer, for the list of what was retired."""
        notes = [self.answer.note if self.answer else "", self.words]
        if self.moderated:
            notes.append(f"Adviser: level {self.moderated.level}. {self.moderated.reason}")
        if self.joint:
            notes.append(f"Settled together: level {self.joint.level}. {self.joint.reason}")
        return (self.answer or Answer()).model_copy(update={"note": _joined(notes)})


@dataclass
class _Journey:
    """A record on its way through the editions."""

    library: Library
    retired: list[Retired]
    reviews: list[Review] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    def round(self, one: Round, taken: Iterable[str]) -> list[Round]:
        """A round in the terms of this edition; more than one when statements went elsewhere."""
        here = {item.id: item for item in self.library.instruments}
        given = _given(one)
        order = edition_order(one.edition)
        steps = [step for step in self.library.changes if order < edition_order(step.edition)]
        for step in steps:
            for change in step.changes:
                if any(key in given for key in change.origin):
                    self.change(one, step, change, given)
        if one.instrument not in here and not steps:
            self.messages.append(
                f"This library has no {one.instrument}; what was answered there is kept as it is."
            )
            return [one]
        self.leftovers(one, given, here)
        return _rounds(one, given, self.library.edition, here, set(taken))

    def change(self, one: Round, step: ChangeMap, change: Change, given: dict[str, _Given]) -> None:
        present = {key: given.pop(key) for key in change.origin if key in given}
        if change.kind != "kept" and not (change.same_meaning and change.kind in _ONE_TO_ONE):
            self.reviews.append(
                Review(
                    one.id,
                    change.kind,
                    change.why,
                    tuple((key, self.text(key, step.edition)) for key in change.origin),
                    tuple((key, self.text_now(key)) for key in change.to),
                )
            )
        if change.kind not in _ONE_TO_ONE:
            for key, value in present.items():
                self.retire(one, key, value, self.text(key, step.edition), change.why)
        looked_at = change.same_meaning or change.kind == "kept"
        for key in change.to:
            new = (
                self.merged(one, list(present.values()))
                if len(present) > 1
                else _copy(next(iter(present.values())))
            )
            if new.answer and not looked_at:
                new.answer = new.answer.model_copy(update={"copied": True})
            given[key] = new

    def merged(self, one: Round, parts: list[_Given]) -> _Given:
        """Several answers as one: the lowest level, all that was written, to be looked at."""
        found = [part.answer for part in parts if part.answer]
        if not found:
            return _Given(words=_joined(part.words for part in parts))
        values = self.values(one.instrument)
        levels = [one.level for one in found if one.level is not None]
        lowest = min(levels, key=lambda key: values.get(key, 0)) if levels else None
        texts = {
            key: _joined(getattr(one, key) for one in found)
            for key in ("reason", "helps", "hinders", "goal", "measure", "note")
        }
        answer = Answer(
            level=lowest,
            other=None if levels else found[0].other,
            copied=True,
            target=next((one.target for one in found if one.target), None),
            evidence=tuple(item for one in found for item in one.evidence)[:MAX_LIST],
            actions=tuple(item for one in found for item in one.actions)[:MAX_LIST],
            **texts,
        )
        return _Given(answer, _joined(part.words for part in parts))

    def values(self, instrument: str) -> Mapping[str, int]:
        for one in self.library.instruments:
            if one.id == instrument:
                return one.scale.values
        for file in reversed(self.library.published):
            for part in file.instruments:
                if part.id == instrument:
                    return {level.key: level.value for level in part.levels}
        return {}

    def leftovers(
        self, one: Round, given: dict[str, _Given], here: Mapping[str, Instrument]
    ) -> None:
        """Retire what this library has no statement or level for, and say so."""
        known = {
            name: instrument.ids
            for name, instrument in here.items()
            if any(key.startswith(f"{name}.") for key in given)
        }
        for key in list(given):
            instrument = here.get(key.partition(".")[0])
            if instrument is None or key not in known[instrument.id]:
                why = f"This library has no statement {key}."
                self.retire(one, key, given.pop(key), self.text(key, self.library.edition), why)
                self.messages.append(f"{why} What was answered is kept among the retired answers.")
                continue
            answer = given[key].answer
            if answer and answer.level is not None and answer.level not in instrument.scale.values:
                why = f"The scale of {instrument.id} has no level '{answer.level[:40]}'."
                self.retire(one, key, given[key], self.text_now(key), why)
                given[key].answer = answer.model_copy(update={"level": None, "copied": True})
                self.messages.append(f"{key}: {why} Choose one again.")

    def retire(self, one: Round, key: str, value: _Given, text: str, why: str) -> None:
        self.retired.append(
            Retired(
                instrument=key.partition(".")[0],
                statement=key,
                text=text[:MAX_TEXT],
                answer=value.kept(),
                edition=one.edition,
                why=why,
                round=one.id,
            )
        )

    def text(self, key: str, before: str) -> str:
        """The words of a statement in the edition before this one."""
        for file in reversed(self.library.published):
            if edition_order(file.edition) < edition_order(before):
                for one in file.instruments:
                    for item in one.statements:
                        if item.id == key:
                            return item.text
        return ""

    def text_now(self, key: str) -> str:
        thing = self.library.things.get(key)
        return str(getattr(thing, "text", "")) or self.text(key, "9999.1")


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))[:MAX_TEXT]


def _copy(given: _Given) -> _Given:
    return _Given(given.answer, given.words, given.moderated, given.joint)


def _given(one: Round) -> dict[str, _Given]:
    found: dict[str, _Given] = {}
    for key, answer in one.answers.items():
        found.setdefault(key, _Given()).answer = answer
    for key, words in one.words.items():
        found.setdefault(key, _Given()).words = words
    for key, moderated in one.moderated.items():
        found.setdefault(key, _Given()).moderated = moderated
    for key, joint in one.joint.items():
        found.setdefault(key, _Given()).joint = joint
    return found


def _rounds(
    one: Round,
    given: Mapping[str, _Given],
    edition: str,
    here: Mapping[str, Instrument],
    taken: set[str],
) -> list[Round]:
    """The round, and a round beside it for each other instrument that statements went to."""
    by_instrument: dict[str, dict[str, _Given]] = {one.instrument: {}}
    for key, value in given.items():
        by_instrument.setdefault(key.partition(".")[0], {})[key] = value
    if one.instrument not in here and not by_instrument[one.instrument]:
        del by_instrument[one.instrument]
    found = []
    for instrument, values in by_instrument.items():
        name = one.id if instrument == one.instrument else f"{one.id[:40]}-{instrument}"
        while name != one.id and name in taken:
            name += "x"
        taken.add(name)
        found.append(
            one.model_copy(
                update={
                    "id": name,
                    "instrument": instrument,
                    "edition": edition,
                    "answers": {key: value.answer for key, value in values.items() if value.answer},
                    "words": {key: value.words for key, value in values.items() if value.words},
                    "moderated": {
                        key: value.moderated for key, value in values.items() if value.moderated
                    },
                    "joint": {key: value.joint for key, value in values.items() if value.joint},
                }
            )
        )
    return found
