"""What a workbook says, and what it would change in a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from library.columns import HEADINGS, LABELS
from library.problems import LibraryError
from library.record import Answer, Record, Retired, Round

_COLUMNS = {"actions": "action"}


class WorkbookRefused(LibraryError):
    """A workbook that is not read; its text says which cells and why, a line for each."""


@dataclass(frozen=True)
class Filled:
    """What a workbook says. A field that has no column in it is not there at all."""

    instrument: str
    edition: str
    round: str | None
    about: Mapping[str, str]
    """School, who, date and voice, as far as they stand in it."""
    answers: Mapping[str, Mapping[str, Any]]
    """For each statement the fields of a record's answer."""
    words: Mapping[str, str]
    choices: Mapping[str, str]
    """What the answers are called, by the keys that a record keeps."""
    messages: tuple[str, ...] = ()
    rounds: tuple[Round, ...] = ()
    retired: tuple[Retired, ...] = ()
    """What came of a workbook of an earlier edition beside its own tool."""


@dataclass(frozen=True)
class Difference:
    """One thing that a workbook would change in a record."""

    where: str
    field: str
    before: str
    after: str

    def __str__(self) -> str:
        if not self.before:
            return f"{self.where}: {self.field} becomes {self.after!r}"
        if not self.after:
            return f"{self.where}: {self.field} is cleared; it was {self.before!r}"
        return f"{self.where}: {self.field} becomes {self.after!r}; it was {self.before!r}"


def differences(filled: Filled, record: Record | None) -> tuple[Difference, ...]:
    """What taking over a workbook would change in a record, in the workbook's order."""
    return tuple(_differences(filled, record))


def round_of(filled: Filled, record: Record | None) -> Round | None:
    """The round of a record that a workbook was filled from; None when it is a new one."""
    for one in record.rounds if record else ():
        if one.instrument == filled.instrument and one.id == filled.round:
            return one
    return None


def _differences(filled: Filled, record: Record | None) -> Iterator[Difference]:
    old = round_of(filled, record)
    if old is None:
        when = filled.about.get("date") or "no date"
        yield Difference(filled.instrument, "a new round", "", when)
    before = old.model_dump() if old else {}
    before["school"] = record.school if record else ""
    for key, text in filled.about.items():
        if text != (before.get(key) or ""):
            yield Difference(filled.instrument, LABELS[key], before.get(key) or "", text)
    for key, text in filled.words.items():
        was = before.get("words", {}).get(key, "")
        if text != was:
            yield Difference(key, HEADINGS["words"], was, text)
    for statement, fields in filled.answers.items():
        given = before.get("answers", {}).get(statement) or Answer().model_dump()
        for key, value in fields.items():
            if key in ("other", "copied"):
                continue
            was, now = shown(given.get(key)), shown(value)
            if key == "level":
                was = filled.choices.get(was or given.get("other") or "", was)
                now = filled.choices.get(now or fields.get("other") or "", now)
            elif key == "target":
                was, now = _target(given.get(key), filled), _target(value, filled)
            if was != now:
                yield Difference(statement, HEADINGS.get(_COLUMNS.get(key, key), key), was, now)


def _target(value: Any, filled: Filled) -> str:
    level, by = (value or {}).get("level"), (value or {}).get("by")
    return shown([filled.choices.get(level or "", level), by])


def shown(value: Any) -> str:
    """A value of an answer as a reader is shown it; what is empty shows nothing."""
    if isinstance(value, list | tuple):
        return "; ".join(text for item in value if (text := shown(item)))
    if isinstance(value, dict):
        return ", ".join(text for item in value.values() if (text := shown(item)))
    if value is True:
        return "done"
    return str(value) if value else ""
