"""Which rounds of a record count, and which of their answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from library.model import Instrument
from library.record import Answer, Record, Round

PEOPLE = ("survey", "framework")
"""Kinds that one person answers: of them nobody is shown by name, and few are not shown."""
_MADE_BY_A_PAGE = re.compile(r"r[0-9]{8}-[a-z0-9]{4,}")


def counted_rounds(record: Record, known: Mapping[str, Instrument]) -> Iterator[Round]:
    """The rounds of a record that count, of instruments that are known.

    Of a survey every one; of a framework each person's latest; of all others the latest, in the
    school's own voice before a colleague's. A single person's round is no school's.
    """
    latest: dict[tuple[str, str], Round] = {}
    for one in record.rounds:
        if one.instrument not in known or not (one.answers or one.words or one.joint):
            continue
        kind = known[one.instrument].kind
        if kind == "survey":
            yield one
            continue
        if one.voice == "person" and kind not in PEOPLE:
            continue
        person = " ".join(one.who.casefold().split()) if kind in PEOPLE else ""
        held = latest.get((one.instrument, person))
        if held is None or rank(one) >= rank(held):
            latest[one.instrument, person] = one
    yield from latest.values()


def rank(one: Round) -> tuple[bool, str]:
    """What rounds are preferred by: the school's own voice, then the later date."""
    return one.voice == "school", one.date or ""


def lasting_id(one: Round) -> str | None:
    """The id of a round if it is like no other's; a workbook begins with r1 everywhere."""
    return f"{one.instrument} {one.id}" if _MADE_BY_A_PAGE.fullmatch(one.id) else None


def settled(one: Round) -> dict[str, Answer]:
    """A round's answers, with what was settled together in place of the first."""
    answers = dict(one.answers)
    for key, joint in one.joint.items():
        if joint.level is not None:
            before = answers.get(key, Answer())
            answers[key] = before.model_copy(update={"level": joint.level, "other": None})
    return answers
