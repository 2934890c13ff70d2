"""The one scoring rule. Its data (values, weights, gates) stands in scales and instruments.

- A level counts its value times the statement's weight; nothing else counts.
- A section's score is the sum of those over the sum of the weights, rounded half up to two
  decimals from whole numbers; the overall score is the same over all statements.
- A shut gate holds a section's score, or every score, at its cap.

Scores are whole hundredths, so that page, Python and Excel cannot differ by a rounding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from library.files import Gate
from library.model import Instrument, Statement
from library.record import Answer

SMALL = 5
"""Fewer answers than this are not shown: somebody might be recognised."""

_STRENGTHS = {None: 0, "weak": 1, "some": 2, "strong": 3}


@dataclass(frozen=True)
class Score:
    """The score of a section, or of the whole."""

    hundredths: int | None
    """None when nothing is counted."""
    counted: int
    answered: int
    total: int
    counts: Mapping[str, int]
    """How many statements were answered with each level."""
    gates: tuple[Gate, ...] = ()
    """The shut gates that hold this score down."""

    @property
    def value(self) -> float | None:
        return None if self.hundredths is None else self.hundredths / 100

    @property
    def text(self) -> str:
        return "" if self.hundredths is None else decimal(self.hundredths)


@dataclass(frozen=True)
class Scores:
    """The scores of one round."""

    sections: Mapping[str, Score]
    overall: Score


def score(instrument: Instrument, answers: Mapping[str, Answer]) -> Scores:
    """The scores of a round's answers, by the rule above."""
    shut = shut_gates(instrument, answers)
    everywhere = tuple(gate for gate in shut if gate.section is None)
    sections = {}
    for section in instrument.sections:
        here = tuple(gate for gate in shut if gate.section in (None, section.id))
        sections[section.id] = _scored(instrument, section.statements, answers, here)
    return Scores(sections, _scored(instrument, instrument.statements, answers, everywhere))


def is_scored(instrument: Instrument) -> bool:
    """Whether a score says anything of an instrument.

    A planner has none: how far goals have come is told by how many stand at each level.
    """
    return instrument.kind != "planner"


def shut_gates(instrument: Instrument, answers: Mapping[str, Answer]) -> tuple[Gate, ...]:
    """The gates one of whose statements is answered below the level asked for."""
    values = instrument.scale.values
    return tuple(
        gate
        for gate in instrument.gates
        if any(
            (level := _level(answers, item)) in values and values[level] < values[gate.below]
            for item in gate.statements
        )
    )


def _level(answers: Mapping[str, Answer], statement: str) -> str:
    answer = answers.get(statement)
    return (answer.level if answer else None) or ""


def _scored(
    instrument: Instrument,
    statements: tuple[Statement, ...],
    answers: Mapping[str, Answer],
    gates: tuple[Gate, ...],
) -> Score:
    values = instrument.scale.values
    counts = dict.fromkeys(values, 0)
    points = weights = counted = answered = 0
    for item in statements:
        answer = answers.get(item.id)
        if answer is None:
            continue
        answered += answer.answered
        if answer.level in values:
            level = answer.level
            counts[level] += 1
            counted += 1
            points += item.weight * values[level]
            weights += item.weight
    caps = [100 * values[gate.cap] for gate in gates]
    raw = half_up(100 * points, weights) if weights else None
    held = tuple(gate for gate in gates if raw is not None and 100 * values[gate.cap] < raw)
    return Score(
        hundredths=None if raw is None else min([raw, *caps]),
        counted=counted,
        answered=answered,
        total=len(statements),
        counts=counts,
        gates=held,
    )


def half_up(numerator: int, denominator: int) -> int:
    """The quotient of two whole numbers, rounded half up, with no step through decimals."""
    return (2 * numerator + denominator) // (2 * denominator)


def decimal(hundredths: int) -> str:
    """Hundredths as people read them: 250 is 2.50."""
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def priorities(
    instrument: Instrument, answers: Mapping[str, Answer], most: int = 3
) -> tuple[Statement, ...]:
    """The statements to plan for: lowest, then furthest from target, then heaviest, then first.

    A statement at the highest level is never one.
    """
    values = instrument.scale.values
    highest = max(values.values())
    found = []
    for order, item, value, answer in _valued(instrument, answers):
        target = values.get((answer.target.level if answer.target else None) or "", value)
        if value < highest:
            found.append(((value, value - target, -item.weight, order), item))
    return _first(found, most)


def strengths(
    instrument: Instrument, answers: Mapping[str, Answer], most: int = 3
) -> tuple[Statement, ...]:
    """The statements to build on: highest, then best evidenced, then first.

    A statement at the lowest level is never one.
    """
    lowest = min(instrument.scale.values.values())
    found = []
    for order, item, value, answer in _valued(instrument, answers):
        proof = max((_STRENGTHS[one.strength] for one in answer.evidence), default=0)
        if value > lowest:
            found.append(((-value, -proof, order), item))
    return _first(found, most)


def _valued(
    instrument: Instrument, answers: Mapping[str, Answer]
) -> Iterator[tuple[int, Statement, int, Answer]]:
    """The statements that have a level, in order: place, statement, what it counts, answer."""
    values = instrument.scale.values
    for order, item in enumerate(instrument.statements):
        answer = answers.get(item.id)
        if answer and answer.level in values:
            yield order, item, values[answer.level], answer


def _first(found: Sequence[tuple[tuple[int, ...], Statement]], most: int) -> tuple[Statement, ...]:
    return tuple(item for _, item in sorted(found, key=lambda one: one[0])[:most])


def percentages(counts: Mapping[str, int], small: int = SMALL) -> Mapping[str, int] | None:
    """Whole per cent for each level, half up; None when there are too few answers to show."""
    total = sum(counts.values())
    if total < small or not total:
        return None
    return {key: half_up(100 * count, total) for key, count in counts.items()}
