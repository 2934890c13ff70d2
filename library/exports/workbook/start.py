"""The first sheet: how to use the workbook, and what it is about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from library.columns import FORMAT_WORDS, LABELS, VOICES
from library.exports.cells import lines_of, write
from library.exports.workbook.book import Book, day

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


def start_sheet(book: Book) -> None:
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
    row = book.way_back(sheet, row, instrument.id, instrument.page.title)
    sheet.print_area(0, 0, row - 1, 1)


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
