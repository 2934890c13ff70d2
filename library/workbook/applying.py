"""The record with what a workbook says, of this edition or an earlier one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from library.changes import brought_here
from library.model import Library
from library.record import FORMAT, MAX_ROUNDS, VERSION, Record, Round
from library.workbook.filled import Filled, WorkbookRefused, round_of, shown

NO_TIME = "2000-01-01T00:00:00Z"


def brought(filled: Filled, library: Library) -> Filled:
    """A workbook of an earlier edition by the way that records of it go."""
    here = brought_here(applied(filled, None, library, NO_TIME), library)
    own = [one for one in here.record.rounds if one.instrument == filled.instrument]
    fields = {key for given in filled.answers.values() for key in given} | {"copied"}
    told = [f"Look again: {review}" for review in here.reviews]
    return replace(
        filled,
        edition=library.edition,
        answers={
            key: {field: value for field, value in answer.model_dump().items() if field in fields}
            for one in own
            for key, answer in one.answers.items()
        },
        words={key: text for one in own for key, text in one.words.items()},
        messages=(*filled.messages, *here.messages, *told),
        rounds=tuple(one for one in here.record.rounds if one not in own),
        retired=here.record.retired,
    )


def applied(filled: Filled, record: Record | None, library: Library, saved: str) -> Record:
    """The record with what the workbook says; a new record when there is none."""
    base = record or Record(
        format=FORMAT, version=VERSION, library=library.short, edition=filled.edition, saved=saved
    )
    old = round_of(filled, record)
    value: dict[str, Any] = (
        old.model_dump()
        if old
        else {
            "id": _free_id(base, filled.round),
            "instrument": filled.instrument,
            "edition": filled.edition,
        }
    )
    value |= {key: text for key, text in filled.about.items() if key != "school"}
    value["words"] = _kept({**value.get("words", {}), **filled.words})
    found = value.setdefault("answers", {})
    for statement, fields in filled.answers.items():
        before = found.get(statement, {})
        after = {**before, **fields}
        changed = any(shown(before.get(key)) != shown(after[key]) for key in fields)
        if changed and before.get("copied") and "copied" not in fields:
            after["copied"] = False
        if before or any(fields.values()):
            found[statement] = after
    new = Round.model_validate(value, strict=False)
    rounds = tuple(new if one is old else one for one in base.rounds)
    rounds = (*(rounds if old else (*rounds, new)), *_added(filled, base))
    if len(rounds) > MAX_ROUNDS:
        raise WorkbookRefused(f"The record has {MAX_ROUNDS} rounds already; begin a new record.")
    school = {"school": filled.about["school"]} if filled.about.get("school") else {}
    return base.model_copy(
        update={
            "rounds": rounds,
            "retired": (*base.retired, *(one for one in filled.retired if one not in base.retired)),
            "saved": saved,
            **school,
        }
    )


def _added(filled: Filled, record: Record) -> Iterator[Round]:
    """The rounds that a workbook of an earlier edition brings for other tools."""
    taken = {one.id for one in record.rounds} | {filled.round}
    for one in filled.rounds:
        number = 1
        while f"{one.id[:50]}-{number}" in taken:
            number += 1
        yield one.model_copy(update={"id": f"{one.id[:50]}-{number}"}) if one.id in taken else one


def _kept(texts: dict[str, str]) -> dict[str, str]:
    return {key: text for key, text in texts.items() if text}


def _free_id(record: Record, wanted: str | None) -> str:
    taken = {one.id for one in record.rounds}
    number = len(taken) + 1
    while f"r{number}" in taken:
        number += 1
    return wanted if wanted and wanted not in taken else f"r{number}"
