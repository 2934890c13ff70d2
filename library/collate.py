"""Many records as one picture: what was returned, how far apart, who can help whom.

Files are read one at a time; of each only its scores and one small number a statement is kept,
so that thousands fit. A file that cannot be read is named, and the rest goes on.

- Of a school the latest round of an instrument counts, the school's own voice before others,
  and where a joint judgement was settled, that one.
- Of a survey every round counts. Nothing is shown of fewer than five answers, nor where it
  could be worked out from what is shown.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from library.changes import brought_here, opened_here
from library.model import Instrument, Library, Statement
from library.problems import LibraryError
from library.record import MAX_BYTES, Answer, Record, Round
from library.scoring import SMALL, half_up, percentages, priorities, score
from library.workbook import applied, read_workbook

NOBODY = 255
OTHERWISE = 254
"""Stand for a level: not answered, and answered otherwise (not applicable, another way)."""
MOST_WORDS = 20_000
_NO_TIME = "2000-01-01T00:00:00Z"


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


@dataclass
class Tally:
    """Everything returned for one instrument, in the order of the files."""

    instrument: Instrument
    returns: list[Return] = field(default_factory=list)
    levels: dict[str, array[int]] = field(default_factory=dict)
    """For each statement the place of each return's level in the scale."""
    needs: dict[str, list[int]] = field(default_factory=dict)
    """For each statement the returns among whose priorities it is."""
    words: dict[str, list[str]] = field(default_factory=dict)
    """For each question what was answered; no longer with the return it came from."""

    def __post_init__(self) -> None:
        self.levels = {item.id: array("B") for item in self.instrument.statements}
        self.keys = [level.key for level in self.instrument.scale.levels]
        self.places = {key: at for at, key in enumerate(self.keys)}

    @property
    def is_survey(self) -> bool:
        return self.instrument.kind == "survey"

    def add(self, one: Round, school: str, file: str) -> None:
        answers = _settled(one)
        scores = score(self.instrument, answers)
        number = len(self.returns)
        self.returns.append(
            Return(
                school,
                file,
                one.date or "",
                one.voice,
                scores.overall.answered,
                scores.overall.hundredths,
                tuple(found.hundredths for found in scores.sections.values()),
                self.moderated(one, answers),
            )
        )
        for key, levels in self.levels.items():
            levels.append(self.place(answers.get(key)))
        if self.is_survey:
            for key, text in one.words.items():
                kept = self.words.setdefault(key, [])
                if text.strip() and len(kept) < MOST_WORDS:
                    kept.append(text.strip())
        else:
            for item in priorities(self.instrument, answers):
                self.needs.setdefault(item.id, []).append(number)

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
        """A survey's answers by school, without the schools of which nothing may be shown."""
        found: dict[str, dict[str, array[int]]] = {}
        for number, one in enumerate(self.returns):
            here = found.setdefault(one.school, {key: array("B") for key in self.levels})
            for key, levels in self.levels.items():
                here[key].append(levels[number])
        return found


@dataclass(frozen=True)
class Spread:
    """How the answers to one statement lie on its scale."""

    instrument: Instrument
    levels: array[int]

    @property
    def counts(self) -> dict[str, int]:
        return {
            level.key: self.levels.count(at)
            for at, level in enumerate(self.instrument.scale.levels)
        }

    @property
    def counted(self) -> int:
        return sum(self.counts.values())

    @property
    def otherwise(self) -> int:
        return self.levels.count(OTHERWISE)

    @property
    def mean(self) -> int | None:
        """In hundredths."""
        values = self.instrument.scale.values
        total = sum(values[key] * count for key, count in self.counts.items())
        return half_up(100 * total, self.counted) if self.counted else None

    @property
    def ends(self) -> tuple[str, str] | None:
        """The lowest and the highest level that was answered."""
        values = self.instrument.scale.values
        given = sorted(
            (values[key], at, key) for at, (key, count) in enumerate(self.counts.items()) if count
        )
        return (given[0][2], given[-1][2]) if given else None

    @property
    def width(self) -> int:
        """How many levels lie between the lowest and the highest answer."""
        given = [at for at, count in enumerate(self.counts.values()) if count]
        return given[-1] - given[0] if given else 0

    @property
    def percentages(self) -> Mapping[str, int] | None:
        """None when there are too few answers to show."""
        return percentages(self.counts)


@dataclass
class Network:
    """What many files say together."""

    library: Library
    tallies: dict[str, Tally] = field(default_factory=dict)
    read: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    """Files that were not read, each with the reason."""
    messages: list[tuple[str, str]] = field(default_factory=list)

    def add(self, path: Path) -> None:
        """Take in a record or a workbook; a file that cannot be read is noted and left."""
        try:
            record = self.record(path)
        except (LibraryError, OSError) as error:
            reason = str(error).splitlines()
            more = f" (and {len(reason) - 1} more)" if len(reason) > 1 else ""
            self.refused.append((path.name, (reason[0] if reason else "cannot be read") + more))
            return
        self.read += 1
        known = {one.id: one for one in self.library.instruments}
        school = record.school.strip() or path.name.partition(".")[0]
        taken = 0
        for one in counted_rounds(record, known):
            instrument = known[one.instrument]
            tally = self.tallies.setdefault(one.instrument, Tally(instrument))
            tally.add(one, school, path.name)
            taken += 1
        if not taken:
            self.messages.append((path.name, "It holds no answers to a tool of this library."))

    def record(self, path: Path) -> Record:
        if path.stat().st_size > MAX_BYTES:
            raise LibraryError("It is larger than 5 MB, which no record or workbook is.")
        raw = path.read_bytes()
        if path.suffix.lower() == ".xlsx":
            filled = read_workbook(raw, self.library)
            here = brought_here(applied(filled, None, self.library, _NO_TIME), self.library)
            notes = (*filled.messages, *here.messages)
        else:
            here = opened_here(raw, self.library)
            notes = here.messages
        if here.reviews:
            notes = (*notes, f"{len(here.reviews)} of its statements changed since it was saved.")
        self.messages += [(path.name, note) for note in notes]
        return here.record


def collate(paths: Iterable[Path], library: Library) -> Network:
    """What the files say together, each read once."""
    network = Network(library)
    for path in paths:
        network.add(path)
    return network


def found_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that are named, and in folders those that could be records or workbooks."""
    for path in paths:
        if path.is_dir():
            yield from sorted(
                file
                for file in path.rglob("*")
                if file.suffix.lower() in (".json", ".xlsx")
                and not file.name.startswith(("~", "."))
            )
        else:
            yield path


def counted_rounds(record: Record, known: Mapping[str, Instrument]) -> Iterator[Round]:
    """The rounds of a record that count: all of a survey, else the latest, the school's first."""
    latest: dict[str, Round] = {}
    for one in record.rounds:
        if one.instrument not in known or not (one.answers or one.words or one.joint):
            continue
        if known[one.instrument].kind == "survey":
            yield one
            continue
        held = latest.get(one.instrument)
        if held is None or _rank(one) >= _rank(held):
            latest[one.instrument] = one
    yield from latest.values()


def _rank(one: Round) -> tuple[bool, str]:
    return one.voice == "school", one.date or ""


def _settled(one: Round) -> dict[str, Answer]:
    """A round's answers, with what was settled together in place of the first."""
    answers = dict(one.answers)
    for key, joint in one.joint.items():
        if joint.level is not None:
            before = answers.get(key, Answer())
            answers[key] = before.model_copy(update={"level": joint.level, "other": None})
    return answers


def shown_schools(counts: Mapping[str, int]) -> set[str]:
    """The schools whose survey answers may stand by themselves.

    One with fewer than five answers may not; and when only such remain unshown with fewer than
    five answers together, the smallest of the others is left out too, so that nobody can
    subtract.
    """
    shown = {school for school, count in counts.items() if count >= SMALL}
    hidden = sum(count for school, count in counts.items() if school not in shown)
    while shown and 0 < hidden < SMALL:
        smallest = min(shown, key=lambda school: (counts[school], school))
        shown.remove(smallest)
        hidden += counts[smallest]
    return shown
