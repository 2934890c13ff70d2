"""The workbook for counts in the making: where each number stands on each of its sheets."""

from __future__ import annotations

from xlsxwriter.utility import xl_rowcol_to_cell

from library.columns import row_key
from library.exports.cells import Column
from library.exports.sheets import TOP, Sheets
from library.exports.tones import BRAND, TONES
from library.files import Counts, Measure
from library.model import Instrument, Library


class CountsBook(Sheets):
    """What every sheet of the workbook asks for."""

    def __init__(self, library: Library, instrument: Instrument) -> None:
        page = instrument.page
        strong, soft = TONES[library.strand(page.strand).colour] if page.strand else BRAND
        assert instrument.counts is not None  # noqa: S101  only such an instrument has a workbook
        self.counts: Counts = instrument.counts
        self.instrument = instrument
        super().__init__(library, self.counts.title, page.summary, instrument.id, strong, soft)

    @property
    def shown(self) -> tuple[Measure, ...]:
        """The measures that may be seen outside."""
        return tuple(one for one in self.counts.measures if not one.inside)

    @property
    def frame(self) -> tuple[Column, ...]:
        """The columns that say which group and time a row is about."""
        return (Column("group", 40, "Group", "strong"), Column("time", 14, "When"))

    def key(self, group: int, time: int) -> str:
        """What a row is found by, however it is sorted."""
        return row_key(self.counts.groups[group].id, time)

    def parts_with(self, group: int) -> list[int]:
        """The groups that make up the whole with this one, itself included; [] when none do."""
        ids = [one.id for one in self.counts.groups]
        for part in self.counts.parts:
            if ids[group] in part:
                return [ids.index(one) for one in part]
        return []

    def entry_row(self, group: int, time: int) -> int:
        """The row of a group and time on the sheets Counts and To show, from 0."""
        return TOP + 1 + group * len(self.counts.times) + time

    def working_row(self, group: int, time: int) -> int:
        """The row on the sheet Working, where the groups of one time stand together."""
        return TOP + 1 + time * len(self.counts.groups) + group

    def cell(self, kind: str, group: int, time: int, measure: int = 0) -> str:
        """A cell of the sheet Working by what it holds, fixed for use in formulas."""
        row, at = self.working_row(group, time), self.at(kind, measure)
        return f"Working!{xl_rowcol_to_cell(row, at, row_abs=True, col_abs=True)}"

    def at(self, kind: str, measure: int = 0) -> int:
        """A column of the sheet Working: raw count, group hidden, cell hidden, the other one."""
        count = len(self.counts.measures)
        first = {"raw": 1, "small": 1 + count, "group": 2 + count, "hidden": 3 + count}
        return first.get(kind, 3 + 2 * count) + measure
