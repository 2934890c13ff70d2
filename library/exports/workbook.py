"""An instrument as an Excel workbook: drop-downs, live scores and chart; empty or filled.

Sheets, in order: Start (how to use it, and what it is about), Answers, then by kind Plan,
Evidence, Actions and In your own words, then Results and Scale. The words by which
``library.workbook`` reads it back stand in ``library.columns``; Results, whose formulas are
the scoring rule again, is made by ``results``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from library.columns import (
    DONE,
    FORMAT_WORDS,
    LABELS,
    OTHERS,
    PROOF,
    VOICES,
    answers,
    levels,
)
from library.exports.sheets import TOP, Column, Sheets, lines_of, write
from library.exports.tones import BRAND, TONES
from library.files import Statement
from library.model import Instrument, Library
from library.record import Answer, Record, Round

_BLANK = Answer()
_SPARE_ROWS = 20

_HEADING_OF_READ = "Read first"
_NOW = "Answer now"


def workbook(library: Library, instrument: Instrument) -> bytes:
    """The empty workbook of an instrument."""
    return filled(library, instrument, None, None)


def filled(
    library: Library, instrument: Instrument, record: Record | None, answered: Round | None
) -> bytes:
    """The workbook of an instrument with the answers of a round, if one is given."""
    from library.exports.results import results  # noqa: PLC0415  it needs Book

    book = Book(library, instrument, record, answered)
    _start(book)
    _answers(book)
    if instrument.kind in ("audit", "framework"):
        _plan(book)
        _evidence(book)
    if instrument.kind != "survey":
        _actions(book)
    if instrument.questions:
        _words(book)
    results(book)
    _scale(book)
    return book.finished()


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
                Column("read", 26, _HEADING_OF_READ, "link"),
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

    def answer(self, statement: str) -> Answer:
        return self.round.answers.get(statement, _BLANK) if self.round else _BLANK


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


_STEPS = {
    "audit": (
        "Read the levels on the sheet Answers and choose one for each statement from the list.",
        "Write on the sheets Plan, Evidence and Actions what you saw and what you will do.",
    ),
    "framework": (
        "Choose on the sheet Answers, for each statement, the level that describes you now.",
        "Agree targets with your coach on the sheet Plan; gather evidence through the term.",
        "Look again each term: save this file under a new name and judge anew.",
    ),
    "checklist": (
        "Choose an answer for each statement from the list, and note what you saw or heard.",
        "Write on the sheet Actions what will happen next.",
    ),
    "survey": (
        "Choose an answer for each statement from the list.",
        "Nobody but those who collect the answers sees this file; you need not give a name.",
    ),
    "planner": (
        "Write a goal and its measure beside each prompt, and choose how far it has come.",
        "Write on the sheet Actions who will do what, and by when.",
    ),
}
_LAST_STEPS = (
    "The sheet Results works itself out as you answer.",
    (
        "Sort, filter and widen as you like, and add sheets of your own: "
        "the library can still read the file. Leave headings and statement ids as they are."
    ),
    "To keep it with earlier answers, open this file on the page of this tool or on My school.",
    "Write no pupils' names anywhere in this file.",
)


def _start(book: Book) -> None:
    instrument = book.instrument
    about = book.library.about
    sheet = book.sheet("Start", instrument.page.title, f"{about.name}, edition {about.edition}")
    sheet.set_column(0, 0, 28)
    sheet.fit_to_pages(1, 1)
    sheet.set_column(1, 1, 100)
    looks = book.looks
    row = 3
    for heading, texts in (
        ("What it is for", (instrument.purpose,)),
        ("How to answer", (instrument.how,)),
        ("How to use this file", (*_STEPS[instrument.kind], *_LAST_STEPS)),
    ):
        sheet.write_string(row, 0, heading, looks["heading"])
        for number, text in enumerate(texts, 1):
            shown = f"{number}. {text}" if len(texts) > 1 else text
            sheet.write_string(row, 1, _unmarked(shown), looks["wrapped"])
            sheet.set_row(row, max(22, 15 * lines_of(_unmarked(shown), 98) + 4))
            row += 1
        row += 1
    sheet.set_row(row, 26)
    sheet.write_string(row, 0, "About this file", looks["heading"])
    for key, value, look in _about(book):
        row += 1
        sheet.write_string(row, 0, LABELS[key], looks["strong"])
        write(sheet, row, 1, value, looks[look])
        if key == "voice":
            sheet.data_validation(
                row, 1, row, 1, {"validate": "list", "source": list(VOICES.values())}
            )
    row += 2
    sheet.write_string(row, 0, "On the web", looks["strong"])
    words = f"The page of {instrument.page.title}, for ever at id {instrument.id}"
    book.link(sheet, row, 1, instrument.id, words)
    sheet.print_area(0, 0, row, 1)


def _about(book: Book) -> Iterable[tuple[str, Any, str]]:
    filled_in = book.round
    yield "format", FORMAT_WORDS, "text"
    yield "library", book.library.short, "text"
    yield "edition", book.library.edition, "text"
    yield "instrument", book.instrument.id, "text"
    yield "round", filled_in.id if filled_in else "", "text"
    yield "school", book.record.school if book.record else "", "entry"
    yield "who", filled_in.who if filled_in else "", "entry"
    yield "date", day(filled_in.date) if filled_in else None, "day"
    standard = "person" if book.instrument.kind in ("survey", "framework") else "school"
    yield "voice", VOICES[filled_in.voice if filled_in else standard], "entry"


def _unmarked(text: str) -> str:
    """Text of a data file without the marks of Markdown."""
    return " ".join(text.replace("**", "").replace("`", "").split())


def _answers(book: Book) -> None:
    count = len(book.instrument.statements)
    sheet = book.sheet(
        "Answers",
        book.instrument.page.title,
        "Choose an answer from the list in each row. The id leads to its page.",
    )
    columns = book.columns
    book.table(sheet, "Answers", columns, count)
    row = TOP
    for section in book.instrument.sections:
        for item in section.statements:
            row += 1
            book.cells(
                sheet,
                row,
                columns,
                [_answer_cell(book, column.key, item, section.id, row) for column in columns],
            )
            book.link(sheet, row, 0, item.id, item.id)
            if item.helps and book.instrument.kind != "survey":
                _read_first(book, sheet, row, item)
    at = [column.key for column in columns].index("level")
    choose(sheet, at, TOP + 1, row, book.choice_area)
    coloured(book, sheet, at, TOP + 1, row)
    lined = book.file.add_format({"top": 2, "top_color": book.strong})
    sheet.conditional_format(
        TOP + 2,
        0,
        row,
        len(columns) - 4,
        {"type": "formula", "criteria": f"=$B{TOP + 3}<>$B{TOP + 2}", "format": lined},
    )
    sheet.freeze_panes(TOP + 1, at + 1)
    sheet.print_area(0, 0, row, book.printed)


def _answer_cell(book: Book, key: str, item: Statement, section: str, row: int) -> Any:
    answer = book.answer(item.id)
    scale = book.instrument.scale
    if key.startswith("level "):
        keys = [level.key for level in scale.levels]
        at = keys.index(key.removeprefix("level "))
        return item.levels[at] if at < len(item.levels) else ""
    here = "$D" + str(row + 1)
    counts = answer.level in scale.values
    plain: dict[str, Any] = {
        "id": item.id,
        "section": book.section_titles[section],
        "text": item.text,
        "level": answers(book.instrument).get(answer.level or answer.other or "", ""),
        "where": item.evidence or "",
        "reason": answer.reason,
        "note": answer.note,
        "goal": answer.goal,
        "measure": answer.measure,
        "read": "",
        "weight": item.weight,
        "counted": (f"=SUMPRODUCT(--({book.scale_area}={here}))", int(counts)),
        "value": (
            f"=SUMPRODUCT(({book.scale_area}={here})*{book.value_area})",
            scale.values[answer.level or ""] if counts else 0,
        ),
    }
    return plain[key]


def _read_first(book: Book, sheet: Worksheet, row: int, item: Statement) -> None:
    target = item.helps[0].partition("#")[0]
    thing = book.library.things.get(target)
    title = getattr(thing, "title", None) or getattr(getattr(thing, "entry", None), "title", target)
    at = [column.key for column in book.columns].index("read")
    book.link(sheet, row, at, target, str(title))


def choose(sheet: Worksheet, at: int, first: int, last: int, source: Any) -> None:
    """Offer a list in these cells, and nothing else."""
    sheet.data_validation(
        first,
        at,
        last,
        at,
        {
            "validate": "list",
            "source": source,
            "error_title": "Not in the list",
            "error_message": "Choose one of the answers in the list, or leave the cell empty.",
        },
    )


def coloured(book: Book, sheet: Worksheet, at: int, first: int, last: int) -> None:
    """Ground colours that go with the words of the levels, never instead of them."""
    for number, colour in enumerate(grounds(book.instrument)):
        look = book.file.add_format({"bg_color": colour, "font_color": "#1a2a26"})
        rule = {"type": "cell", "criteria": "==", "format": look}
        cell = f"=Scale!$B${TOP + 2 + number}"
        sheet.conditional_format(first, at, last, at, {**rule, "value": cell})


def grounds(instrument: Instrument) -> list[str]:
    """A pale colour for each level, amber to teal by value; each reads well under dark text."""
    values = list(instrument.scale.values.values())
    ranks = sorted(set(values))
    colours = _between(max(2, len(ranks)))
    return [colours[ranks.index(value)] for value in values]


def _between(count: int) -> list[str]:
    ends = ((0xF8, 0xDD, 0xB4), (0xF6, 0xEF, 0xC9), (0xA9, 0xDD, 0xD3))
    found = []
    for at in range(count):
        place = 2 * at / (count - 1)
        low, high = (ends[0], ends[1]) if place < 1 else (ends[1], ends[2])
        part = place if place < 1 else place - 1
        mixed = (round(a + (b - a) * part) for a, b in zip(low, high, strict=True))
        found.append("#" + "".join(f"{one:02x}" for one in mixed))
    return found


def _plan(book: Book) -> None:
    sheet = book.sheet("Plan", "Plan", "What helps, what hinders, and the level to reach.")
    columns = (
        Column("id", 12, look="strong"),
        Column("text", 40, look="text"),
        Column("now", 19, _NOW, "strong"),
        Column("helps", 34, look="entry"),
        Column("hinders", 34, look="entry"),
        Column("target", 19, look="choice"),
        Column("target_by", 14, look="day"),
    )
    statements = book.instrument.statements
    book.table(sheet, "Plan", columns, len(statements))
    words = answers(book.instrument)
    for row, item in enumerate(statements, TOP + 1):
        answer = book.answer(item.id)
        target = answer.target
        found = f"INDEX({book.area('level')},MATCH($A{row + 1},{book.area('id')},0))"
        book.cells(
            sheet,
            row,
            columns,
            (
                item.id,
                item.text,
                (f'=IF({found}="","",{found})', words.get(answer.level or answer.other or "", "")),
                answer.helps,
                answer.hinders,
                words.get((target.level if target else None) or "", ""),
                day(target.by if target else None),
            ),
        )
    last = TOP + len(statements)
    count = len(levels(book.instrument))
    choose(sheet, 5, TOP + 1, last, f"=Scale!$B${TOP + 2}:$B${TOP + 1 + count}")
    coloured(book, sheet, 2, TOP + 1, last)
    coloured(book, sheet, 5, TOP + 1, last)
    days(sheet, 6, TOP + 1, last)
    sheet.freeze_panes(TOP + 1, 2)


def days(sheet: Worksheet, at: int, first: int, last: int) -> None:
    """Only dates in these cells."""
    sheet.data_validation(
        first,
        at,
        last,
        at,
        {
            "validate": "date",
            "criteria": ">=",
            "value": dt.date(2000, 1, 1),
            "error_title": "Not a date",
            "error_message": "Write a date, as 1 July 2027.",
        },
    )


def _listed(
    book: Book, name: str, lead: str, own: tuple[Column, ...], rows: list[tuple[Any, ...]]
) -> Worksheet:
    """A sheet with any number of rows, each for the statement whose id is chosen in it."""
    sheet = book.sheet(name, name, lead)
    columns = (Column("id", 14, look="choice"), Column("text", 44), *own)
    count = len(rows) + _SPARE_ROWS
    book.table(sheet, name, columns, count)
    texts = {item.id: item.text for item in book.instrument.statements}
    spare = ("",) * (len(own) + 1)
    for row, values in enumerate([*rows, *[spare] * _SPARE_ROWS], TOP + 1):
        cell = xl_rowcol_to_cell(row, 0, col_abs=True)
        found = f"INDEX({book.area('text')},MATCH({cell},{book.area('id')},0))"
        shown = (f'=IF({cell}="","",{found})', texts.get(values[0], ""))
        book.cells(sheet, row, columns, (values[0], shown, *values[1:]))
    choose(sheet, 0, TOP + 1, TOP + count, f"={book.area('id')}")
    sheet.freeze_panes(TOP + 1, 1)
    return sheet


def _evidence(book: Book) -> None:
    rows = [
        (item.id, one.text, day(one.date), PROOF.get(one.strength or "", ""))
        for item in book.instrument.statements
        for one in book.answer(item.id).evidence
    ]
    own = (
        Column("evidence", 70, look="entry"),
        Column("evidence_date", 14, look="day"),
        Column("strength", 13, look="choice"),
    )
    lead = "One row for each thing that you saw or heard. Choose the statement's id first."
    sheet = _listed(book, "Evidence", lead, own, rows)
    last = TOP + len(rows) + _SPARE_ROWS
    days(sheet, 3, TOP + 1, last)
    choose(sheet, 4, TOP + 1, last, list(PROOF.values()))


def _actions(book: Book) -> None:
    rows = [
        (item.id, one.text, one.owner, day(one.by), DONE[True] if one.done else "")
        for item in book.instrument.statements
        for one in book.answer(item.id).actions
    ]
    own = (
        Column("action", 60, look="entry"),
        Column("owner", 20, look="entry"),
        Column("by", 14, look="day"),
        Column("done", 10, look="choice"),
    )
    lead = "One row for each action. Choose the statement's id first."
    sheet = _listed(book, "Actions", lead, own, rows)
    last = TOP + len(rows) + _SPARE_ROWS
    days(sheet, 4, TOP + 1, last)
    choose(sheet, 5, TOP + 1, last, list(DONE.values()))


def _words(book: Book) -> None:
    sheet = book.sheet(
        "In your own words",
        "In your own words",
        "Write as much or as little as you like. Name nobody.",
    )
    columns = (
        Column("id", 12, look="link"),
        Column("question", 50, look="strong"),
        Column("words", 90, look="entry"),
    )
    book.table(sheet, "Words", columns, len(book.instrument.questions))
    given = book.round.words if book.round else {}
    for row, question in enumerate(book.instrument.questions, TOP + 1):
        said = given.get(question.id, "")
        book.cells(sheet, row, columns, (question.id, question.text, said))
        sheet.set_row(row, max(80, min(400, 15 * lines_of(said, 88))))
        book.link(sheet, row, 0, question.id, question.id)


def _scale(book: Book) -> None:
    scale = book.instrument.scale
    sheet = book.sheet("Scale", scale.title, "The answers that the lists offer, lowest first.")
    columns = (
        Column("key", 14, "Kept as"),
        Column("answer", 30, "Words", "strong"),
        Column("counts", 11, "Counts as", "number"),
        Column("meaning", 90, "What it means"),
    )
    book.table(sheet, "Scale", columns, len(scale.levels) + len(OTHERS))
    values = scale.values
    row = TOP
    for level in scale.levels:
        row += 1
        words = f"{level.symbol} {level.name}"
        book.cells(sheet, row, columns, (level.key, words, values[level.key], level.meaning))
    for key, words in OTHERS.items():
        row += 1
        book.cells(sheet, row, columns, (key, words, "", "Not counted. Give the reason."))
    coloured(book, sheet, 1, TOP + 1, TOP + len(scale.levels))
