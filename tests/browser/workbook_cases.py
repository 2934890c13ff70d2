"""Workbooks as people and programs leave them, and as nobody should, for the browser's tests."""

from __future__ import annotations

import datetime as dt
import io
import json
import warnings
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl

from library.exports.workbook import filled, workbook
from library.model import Instrument, Library
from library.record import Record, open_record

AUDIT, SURVEY, PLANNER = "AL-A1", "NW-S1", "LD-L1"
FIRST, SECOND = "AL-A1.01", "AL-A1.02"
TOP = 6
"""The first row below the headings of a table."""
SAVED = "2026-11-22T12:00:00Z"
EACH = """async ([files, plain]) => {
    const opening = new PSL.Opening(document.querySelector('[data-part=record-desk]'));
    const library = PSL.draft().library;
    const record = PSL.reader.fromValue(plain, library).record;
    const found = {};
    for (const [name, packed] of files) {
        try {
            const said = await opening.workbook(PSL.file.fromBase64(packed));
            const taken = PSL.workbook.applied(said, record, library).record;
            found[name] = {messages: said.messages,
                           differences: PSL.workbook.differences(said, record),
                           record: JSON.parse(PSL.file.written(taken))};
        } catch (refused) {
            if (!refused.code) throw refused;
            found[name] = {refused: refused.message};
        }
    }
    return found;
}"""
"""What the browser makes of each workbook, in a page with a desk."""


def instrument(library: Library, identifier: str) -> Instrument:
    return next(one for one in library.instruments if one.id == identifier)


def plain_record() -> dict[str, Any]:
    answer = {
        "level": "2", "note": "Asked in five rooms", "helps": "A shared shelf", "hinders": "Time",
        "evidence": [{"text": "Twelve pupils", "date": "2026-11-20", "strength": "strong"}],
        "target": {"level": "4", "by": "2027-07-01"}, "copied": True,
        "actions": [{"text": "=Read; models", "owner": "AfL lead", "by": "2027-02-01"},
                    {"text": "Visit <a school> & tell", "done": True}],
    }  # fmt: skip
    other = {"other": "another-way", "reason": "In circles\nevery week"}
    rounds = [
        {"id": "r1", "instrument": AUDIT, "edition": "2026.1", "date": "2026-11-22",
         "who": "Senior team", "voice": "school", "answers": {FIRST: answer, SECOND: other}},
        {"id": "p1", "instrument": PLANNER, "edition": "2026.1", "date": "2026-11-22",
         "answers": {"LD-L1.01": {"level": "under-way", "goal": "Say why", "measure": "8 of 12"}}},
        {"id": "s1", "instrument": SURVEY, "edition": "2026.1", "voice": "person",
         "answers": {"NW-S1.01": {"level": "1"}}, "words": {"NW-S1.21": "More time"}},
    ]  # fmt: skip
    return {"format": "partner-schools-library.record", "version": 1, "edition": "2026.1",
            "library": "Partner Schools Library", "saved": SAVED, "school": "Elm Grove",
            "rounds": rounds}  # fmt: skip


def record_in(library: Library) -> Record:
    return open_record(json.dumps(plain_record()).encode(), library).record


def made(library: Library, identifier: str = AUDIT) -> bytes:
    record = record_in(library)
    answered = next(one for one in record.rounds if one.instrument == identifier)
    return filled(library, instrument(library, identifier), record, answered)


def read_in(raw: bytes, *, data_only: bool = False) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl does not keep Excel's newer data bars
        return openpyxl.load_workbook(io.BytesIO(raw), data_only=data_only)


def edited(raw: bytes, change: Callable[[Any], None]) -> bytes:
    """A workbook after another program has read, changed and written all of it."""
    book = read_in(raw)
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(raw: bytes, change: Callable[[str, bytes], bytes], more: int = 0) -> bytes:
    """A workbook with other bytes in its parts, and empty parts added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as parts, zipfile.ZipFile(out, "w", 8) as new:
        for part in parts.infolist():
            new.writestr(part.filename, change(part.filename, parts.read(part)))
        for number in range(more):
            new.writestr(f"more/{number}.bin", b"")
    return out.getvalue()


def lying(raw: bytes) -> bytes:
    """A bomb whose list of parts says that it is small."""
    bomb = bytearray(repacked(raw, lambda name, one: bytes(61 << 20) if "theme" in name else one))
    entry = bomb.rfind(b"xl/theme/theme1.xml") - 46
    bomb[entry + 24 : entry + 28] = (4000).to_bytes(4, "little")
    return bytes(bomb)


def put(sheet: str, cell: str, value: Any) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        book[sheet][cell] = value

    return change


def _sorted(book: Any) -> None:
    sheet = book["Answers"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=TOP)]
    for number, values in enumerate(reversed(rows), TOP):
        for at, value in enumerate(values, 1):
            plain = value if not str(value).startswith("=") else None
            sheet.cell(number, at).value = plain


def _without_links(sheet: Any) -> None:
    """openpyxl leaves links behind when it moves cells, and takes them for what was written."""
    for row in sheet.iter_rows():
        for cell in row:
            cell.hyperlink = None


def _moved_about(book: Any) -> None:
    _without_links(book["Answers"])
    book.create_sheet("Our own notes", 0)["A1"] = "Nothing to do with it"
    book["Answers"].title = "Judgements of ours"
    book["Judgements of ours"].column_dimensions["D"].width = 90
    book["Judgements of ours"].insert_cols(2)
    book["Judgements of ours"].insert_rows(1, 3)
    book["Judgements of ours"]["E9"] = " not APPLICABLE "
    del book["Results"]


def _as_people_write(book: Any) -> None:
    answers, plan, evidence = book["Answers"], book["Plan"], book["Evidence"]
    answers.cell(TOP, 4).value = "in place"
    answers.cell(TOP + 1, 4).value = 4
    answers.cell(TOP + 2, 4).value = dt.date(2026, 11, 2)
    answers.cell(TOP + 2, 4).value = "Sustained"
    column = [cell.value for cell in answers[TOP - 1]].index("Notes") + 1
    for row, value in enumerate((12.5, 3.0, True, dt.date(2026, 11, 2)), TOP):
        answers.cell(row, column).value = value
    for row, value in enumerate(
        ("1 July 2027", "2027-07-02", "3.7.2027", "04/07/2027", 46000), TOP
    ):
        plan.cell(row, 6).value = "Sustained"
        plan.cell(row, 7).value = value
    evidence.cell(TOP + 1, 1).value = SECOND
    evidence.cell(TOP + 1, 3).value = "Two rooms"
    evidence.cell(TOP + 1, 4).value = "5 Nov 2026"
    evidence.cell(TOP + 1, 5).value = "WEAK"


def _damaged_cells(book: Any) -> None:
    answers = book["Answers"]
    _without_links(answers)
    answers.cell(TOP, 4).value = "Brilliant"
    answers.cell(TOP + 1, 4).value = "#REF!"
    answers.cell(TOP + 1, 4).data_type = "e"
    answers.cell(TOP + 2, 1).value = "AL-A1.99"
    answers.cell(TOP + 2, 4).value = "Started"
    answers.cell(TOP + 3, 1).value = "mine"
    answers.cell(TOP + 3, 4).value = "Started"
    answers.cell(TOP + 4, 1).value = None
    answers.cell(TOP + 4, 4).value = "Started"
    answers.cell(TOP + 5, 1).value = "AL-C1.01"
    book["Plan"].cell(TOP, 7).value = "soon"
    book["Evidence"].cell(TOP, 3).value = "x" * 10_001
    book["Start"]["B24"] = "A cat"


def _two_answers(book: Any) -> None:
    answers = book["Answers"]
    answers.cell(TOP + 1, 1).value = FIRST
    answers.cell(TOP + 1, 4).value = "Sustained"
    answers["M5"] = "Answer"


def _headings_gone(book: Any) -> None:
    for sheet in book.worksheets:
        sheet.delete_rows(5)


def _label(words: str, value: Any) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        row = next(row for row in book["Start"].iter_rows() if row[0].value == words)
        row[1].value = value

    return change


_said_less = put("In your own words", "C6", "Less")


def cases(library: Library) -> dict[str, bytes]:
    """Workbooks as people and programs leave them, and as nobody should."""
    one = made(library)
    entity = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    at = one.index(b"xl/styles.xml") + 200
    changes = {
        "sorted": _sorted, "moved about": _moved_about, "as people write": _as_people_write,
        "damaged cells": _damaged_cells, "two answers": _two_answers, "no headings": _headings_gone,
        "other library": _label("Library", "Another"), "no edition": _label("Edition", None),
        "newer edition": _label("Edition", "2031.1"), "odd edition": _label("Edition", "last one"),
        "other tool": _label("Tool", "XX-A1"), "a real tool, wrong": _label("Tool", "AL-C1"),
        "round renamed": _label("Round", "our round!"), "new round": _label("Round", "r7"),
        "no date": _label("Date", None), "a colleague": _label("Voice", "a colleague"),
        "no Start": lambda book: book.remove(book["Start"]),
        "rows deleted": lambda book: book["Answers"].delete_rows(TOP, 3),
        "formula": put("Answers", "D6", '="In place"'),
        "no lists": lambda book: [book.remove(book[name]) for name in ("Evidence", "Actions")],
    }  # fmt: skip
    return {
        "as it went out": one,
        "empty": workbook(library, instrument(library, AUDIT)),
        "survey": made(library, SURVEY),
        "survey in other words": edited(made(library, SURVEY), _said_less),
        "planner": edited(made(library, PLANNER), put("Answers", "E7", "A goal")),
        **{name: edited(one, change) for name, change in changes.items()},
        "cut short": one[: len(one) // 2],
        "a byte changed": one[:at] + bytes([one[at] ^ 1]) + one[at + 1 :],
        "nothing": b"",
        "locked by Excel": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "text": b"Statement id,Answer\n",
        "a zip of something": repacked(one, lambda name, raw: b"?" if "workbook" in name else raw),
        "broken markup": repacked(one, lambda name, raw: raw[:-9] if "sheet2" in name else raw),
        "an entity": repacked(
            one, lambda name, raw: entity + raw if name == "xl/workbook.xml" else raw
        ),
        "wide letters": repacked(
            one, lambda name, raw: raw.decode().encode("utf-16") if "core" in name else raw
        ),
        "a bomb": repacked(one, lambda name, raw: bytes(61 << 20) if "theme" in name else raw),
        "a bomb that says it is small": lying(one),
        "a thousand parts": repacked(one, lambda _, raw: raw, more=1001),
        "too large": one + bytes(5 << 20),
    }
