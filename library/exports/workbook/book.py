"""The workbook of an instrument in the making, with what every sheet of it asks for."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

from xlsxwriter.utility import xl_col_to_name

from library.columns import OTHERS
from library.exports.cells import Column
from library.exports.sheets import TOP, Sheets
from library.exports.tones import BRAND, TONES
from library.model import Instrument, Library
from library.record import Answer, Record, Round
from library.scoring import is_scored

_BLANK = Answer()


class Book(Sheets):
    """The workbook of an instrument in the making, with what every sheet asks for."""

    def __init__(
        self,
        library: Library,
        instrument: Instrument,
        record: Record | None,
        answered: Round | None,
    ) -> None:
        page = instrument.page
        strong, soft = TONES[library.strand(page.strand).colour] if page.strand else BRAND
        super().__init__(library, page.title, page.summary, instrument.id, strong, soft)
        self.instrument = instrument
        self.record = record
        self.round = answered

    @cached_property
    def section_titles(self) -> dict[str, str]:
        """A section's name in the workbook, by its id; formulas tell sections apart by it."""
        titles: dict[str, str] = {}
        for section in self.instrument.sections:
            same = section.title.casefold() in [one.casefold() for one in titles.values()]
            titles[section.id] = f"{section.title} ({section.id})" if same else section.title
        return titles

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the sheet Answers, by kind."""
        kind = self.instrument.kind
        described = any(item.levels for item in self.instrument.statements)
        wide = {"survey": 70, "planner": 40}.get(kind, 32 if described else 48)
        columns = [
            Column("id", 11, look="link"),
            Column("section", 15),
            Column("text", wide, look="strong"),
            Column("level", 19, look="choice"),
        ]
        if described:
            columns += [
                Column(f"level {level.key}", 28, f"{level.symbol} {level.name}", "level")
                for level in self.instrument.scale.levels
            ]
        if kind == "planner":
            columns += [Column("goal", 44, look="entry"), Column("measure", 36, look="entry")]
        if kind != "survey":
            columns += [
                Column("where", 64 if described else 44),
                Column("note", 44, look="entry"),
                Column("reason", 32, look="entry"),
                Column("read", 26, "Read first", "link"),
            ]
        worked = (("weight", 8), ("counted", 9), ("value", 8))
        return (*columns, *(Column(key, width, look="worked") for key, width in worked))

    @property
    def printed(self) -> int:
        """The last column of the sheet Answers that is printed: more would be too small to read."""
        keys = [column.key for column in self.columns]
        last = {"planner": "measure", "checklist": "note", "survey": "level"}
        described = [key for key in keys if key.startswith("level ")]
        return keys.index(described[-1] if described else last.get(self.instrument.kind, "level"))

    def area(self, key: str) -> str:
        """The cells of a column of the sheet Answers, as formulas name them."""
        at = xl_col_to_name([column.key for column in self.columns].index(key))
        last = TOP + 1 + len(self.instrument.statements)
        return f"Answers!${at}${TOP + 2}:${at}${last}"

    @property
    def scale_area(self) -> str:
        return f"Scale!$B${TOP + 2}:$B${TOP + 1 + len(self.instrument.scale.levels)}"

    @property
    def value_area(self) -> str:
        return self.scale_area.replace("$B", "$C")

    @property
    def choice_area(self) -> str:
        count = len(self.instrument.scale.levels) + len(OTHERS)
        return f"=Scale!$B${TOP + 2}:$B${TOP + 1 + count}"

    @property
    def scored(self) -> bool:
        """Whether a score says anything: how far goals have come is told by counts alone."""
        return is_scored(self.instrument)

    @property
    def highest(self) -> int:
        """What the highest level counts."""
        return max(self.instrument.scale.values.values())

    def answer(self, statement: str) -> Answer:
        return self.round.answers.get(statement, _BLANK) if self.round else _BLANK


def day(text: str | None) -> dt.date | None:
    """A record's day as a workbook's."""
    return dt.date.fromisoformat(text) if text else None
