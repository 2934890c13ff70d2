"""What each row of a workbook says of a statement."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from openpyxl.cell.cell import Cell

from library.columns import DONE, OTHERS, PROOF, answers, levels
from library.model import Instrument
from library.record import MAX_LIST
from library.workbook.cells import Cells
from library.workbook.opening import place
from library.workbook.tables import IDENTIFYING, IS_ID, Table

_SINGLE = ("reason", "note", "helps", "hinders", "goal", "measure")
_DONE = {str(key): words for key, words in DONE.items()}


@dataclass
class Rows:
    """What rows say, statement by statement, as far as they have been read."""

    instrument: Instrument
    cells: Cells
    same_edition: bool
    """Statements that are not known are faults only in a workbook of this edition."""
    found: dict[str, dict[str, Any]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    _kept: dict[tuple[str, str], tuple[str, Any]] = field(default_factory=dict)

    def read(self, table: Table) -> None:
        """Take over every row of a table; a row with anything entered must name its statement."""
        name, known = self.instrument.id, self.instrument.ids
        for at in table.rows():
            statement = self.cells.text(at["id"])
            entered = [
                cell
                for key, cell in at.items()
                if key not in IDENTIFYING and cell.value not in (None, "")
            ]
            if not IS_ID.fullmatch(statement):
                if entered and statement:
                    self.cells.fault(at["id"], f"'{statement[:40]}' is no statement's id")
                elif entered:
                    self.cells.fault(entered[0], "this row has no statement's id")
            elif statement not in known and self.same_edition:
                self.cells.fault(at["id"], f"{name} has no statement {statement}")
            elif not statement.startswith(f"{name}."):
                self.cells.fault(at["id"], f"{statement} belongs to another tool than {name}")
            elif "words" in at:
                self.words[statement] = self.cells.text(at["words"])
                self.once(statement, "words", self.words[statement], at["words"])
            else:
                self.row(statement, at)

    def row(self, statement: str, at: dict[str, Cell]) -> None:
        """Take over what one row says of a statement."""
        self.found.setdefault(statement, {})
        if "level" in at:
            key = self.cells.choice(at["level"], answers(self.instrument))
            self.put(statement, "level", None if key in OTHERS else key, at["level"])
            self.put(statement, "other", key if key in OTHERS else None, at["level"])
        for key in _SINGLE:
            if key in at:
                self.put(statement, key, self.cells.text(at[key]), at[key])
        if "target" in at:
            target = {
                "level": self.cells.choice(at["target"], levels(self.instrument)),
                "by": self.cells.day(at.get("target_by")),
            }
            self.put(statement, "target", target if any(target.values()) else None, at["target"])
        if "evidence" in at:
            self.item(statement, "evidence", at["evidence"], self.evidence(at))
        if "action" in at:
            self.item(statement, "actions", at["action"], self.action(at))

    def evidence(self, at: dict[str, Cell]) -> dict[str, Any]:
        return {
            "text": self.cells.text(at["evidence"]),
            "date": self.cells.day(at.get("evidence_date")),
            "strength": self.cells.choice(at.get("strength"), PROOF),
        }

    def action(self, at: dict[str, Cell]) -> dict[str, Any]:
        return {
            "text": self.cells.text(at["action"]),
            "owner": self.cells.text(at.get("owner")),
            "by": self.cells.day(at.get("by")),
            "done": self.cells.choice(at.get("done"), _DONE) == "True",
        }

    def once(self, statement: str, key: str, value: Any, cell: Cell) -> None:
        """Two rows that say different things of one statement are a fault."""
        where, before = self._kept.setdefault((statement, key), (place(cell), value))
        if before != value:
            self.cells.fault(cell, f"{statement} is answered differently in {where}")

    def put(self, statement: str, key: str, value: Any, cell: Cell) -> None:
        self.once(statement, key, value, cell)
        self.found[statement][key] = value

    def item(self, statement: str, key: str, cell: Cell, value: dict[str, Any]) -> None:
        """Keep one row of a list of evidence or actions."""
        items = self.found[statement].setdefault(key, [])
        if any(value.values()) and value not in items:
            items.append(value)
        if len(items) > MAX_LIST:
            self.cells.fault(cell, f"{statement} has more than {MAX_LIST} rows here")
