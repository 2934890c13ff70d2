"""Everything returned for one instrument: scores, and one small number a statement."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field

from library.collate.rounds import PEOPLE, rank, settled
from library.collate.spread import NOBODY, OTHERWISE, Spread
from library.model import Instrument, Statement
from library.record import Answer, Round
from library.scoring import is_scored, priorities, score

MOST_WORDS = 20_000
UNNAMED = "No school named"


@dataclass(frozen=True, slots=True)
class Return:
    """What one file says of one instrument."""

    school: str
    file: str
    date: str
    voice: str
    answered: int
    overall: int | None
    sections: tuple[int | None, ...]
    moderated: int | None
    wanted: tuple[str, ...]
    """The statements among its priorities."""
    rank: tuple[bool, str]


@dataclass
class Tally:
    """Everything returned for one instrument, in the order of the files."""

    instrument: Instrument
    returns: list[Return] = field(default_factory=list)
    levels: dict[str, array[int]] = field(default_factory=dict)
    """For each statement the place of each return's level in the scale."""
    words: dict[str, list[str]] = field(default_factory=dict)
    """For each question what was answered; no longer with the return it came from."""
    _schools: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.levels = {item.id: array("B") for item in self.instrument.statements}
        self.keys = [level.key for level in self.instrument.scale.levels]
        self.places = {key: at for at, key in enumerate(self.keys)}

    @property
    def of_people(self) -> bool:
        """Whether persons answer it, so that nobody may be shown by name or among few."""
        return self.instrument.kind in PEOPLE

    @property
    def is_scored(self) -> bool:
        """Whether a mean says anything: how far goals have come is told by counts."""
        return is_scored(self.instrument)

    def add(self, one: Round, school: str, file: str) -> str | None:
        """Count a round. Of two files of one school the later counts: the other is returned."""
        name = " ".join(school.casefold().split())
        held = None if self.of_people or not name else self._schools.get(name)
        if held is None:
            held = len(self.returns)
            self._put(held, one, school, file)
        else:
            before = self.returns[held]
            if rank(one) < before.rank:
                return file
            self._put(held, one, school, file)
            return before.file
        if name:
            self._schools.setdefault(name, held)
        return None

    def _put(self, number: int, one: Round, school: str, file: str) -> None:
        """Keep a return at its place: at the end, or over the one that stood there."""
        answers = settled(one)
        made = self._return(one, answers, school, file)
        self.returns[number : number + 1] = [made]
        for key, levels in self.levels.items():
            levels[number : number + 1] = array("B", [self.place(answers.get(key))])
        for key, text in one.words.items():
            kept = self.words.setdefault(key, [])
            if text.strip() and len(kept) < MOST_WORDS:
                kept.append(text.strip())

    def _return(self, one: Round, answers: Mapping[str, Answer], school: str, file: str) -> Return:
        scores = score(self.instrument, answers)
        wanted = (
            () if self.of_people or not self.is_scored else priorities(self.instrument, answers)
        )
        unnamed = UNNAMED if self.of_people else file.partition(".")[0]
        return Return(
            school or unnamed,
            file,
            one.date or "",
            one.voice,
            scores.overall.answered,
            scores.overall.hundredths,
            tuple(found.hundredths for found in scores.sections.values()),
            self.moderated(one, answers),
            tuple(item.id for item in wanted),
            rank(one),
        )

    def place(self, answer: Answer | None) -> int:
        if answer is None or not answer.answered:
            return NOBODY
        return self.places.get(answer.level or "", OTHERWISE)

    def moderated(self, one: Round, answers: Mapping[str, Answer]) -> int | None:
        """The overall score in the adviser's eyes: the school's answers with the adviser's."""
        if not one.moderated:
            return None
        views = {
            key: Answer(level=view.level)
            for key, view in one.moderated.items()
            if view.level in self.places
        }
        return score(self.instrument, {**answers, **views}).overall.hundredths

    def spread(self, statement: Statement) -> Spread:
        return Spread(self.instrument, self.levels[statement.id])

    def needs(self, statement: Statement) -> list[int]:
        """The returns among whose priorities a statement is."""
        return [at for at, one in enumerate(self.returns) if statement.id in one.wanted]

    def helpers(self, statement: Statement) -> list[int]:
        """The returns that stand highest in a statement, if they can help another."""
        values = self.instrument.scale.values
        levels = self.levels[statement.id]
        reached = [values[self.keys[at]] for at in levels if at < OTHERWISE]
        if not reached or max(reached) == min(reached):
            return []
        best = max(reached)
        return [
            number
            for number, at in enumerate(levels)
            if at < OTHERWISE and values[self.keys[at]] == best
        ]

    def by_school(self) -> dict[str, dict[str, array[int]]]:
        """The levels by school and statement; schools that are not named stand together."""
        found: dict[str, dict[str, array[int]]] = {}
        for number, one in enumerate(self.returns):
            here = found.setdefault(one.school, {key: array("B") for key in self.levels})
            for key, levels in self.levels.items():
                here[key].append(levels[number])
        return found
