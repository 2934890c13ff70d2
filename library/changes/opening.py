"""A record of any edition in the terms of this one, with what to look at again."""

from __future__ import annotations

from dataclasses import dataclass

from library.changes.journey import Journey
from library.changes.review import Review
from library.model import Library
from library.record import Record, Round, open_record


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
    journey = Journey(library, list(record.retired))
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
