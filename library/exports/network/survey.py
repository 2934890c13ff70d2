"""Answers of many people: per cent with n, and nothing of fewer than five."""

from __future__ import annotations

import hashlib
from typing import Any

from library.collate import Spread, Tally, shown_schools
from library.columns import HEADINGS
from library.exports.cells import Column
from library.exports.network.frame import MOST_ROWS, TOO_FEW, levels, statements, table, unique
from library.exports.sheets import TOP, Sheets
from library.scoring import SMALL


def survey_sheets(book: Sheets, tally: Tally) -> None:
    name, title = tally.instrument.id, tally.instrument.page.title
    lead = f"Per cent of n. Nothing is shown of fewer than {SMALL} answers."
    columns = (
        Column("id", 12, look="link"),
        Column("section", 22),
        Column("text", 56),
        Column("n", 8, "n", "number"),
        *levels(tally),
    )
    rows = [
        [item.id, section, item.text, *_percent(tally.spread(item))]
        for section, item in statements(tally)
    ]
    sheet, _ = table(book, f"{name} answers", title, lead, unique(columns), rows)
    for row, (_, item) in enumerate(statements(tally), TOP + 1):
        book.link(sheet, row, 0, item.id, item.id, near=False)
    _by_school(book, tally, lead)
    _in_words(book, tally)


def _percent(spread: Spread) -> list[Any]:
    shares = spread.percentages
    if shares is None:
        return [f"<{SMALL}", TOO_FEW, *[""] * (len(spread.counts) - 1)]
    return [spread.counted, *(f"{share}%" for share in shares.values())]


def _by_school(book: Sheets, tally: Tally, lead: str) -> None:
    schools = tally.by_school()
    if len(schools) < 2 or len(schools) * len(tally.levels) > MOST_ROWS:
        return
    columns = (
        Column("school", 30, "School", "strong"),
        Column("id", 12),
        Column("text", 50),
        Column("n", 8, "n", "number"),
        *levels(tally),
    )
    rows: list[list[Any]] = []
    for _, item in statements(tally):
        spreads = {
            school: Spread(tally.instrument, levels[item.id]) for school, levels in schools.items()
        }
        shown = shown_schools({school: one.counted for school, one in spreads.items()})
        for school, one in spreads.items():
            cells = (
                _percent(one)
                if school in shown
                else [
                    f"<{SMALL}" if one.counted < SMALL else "",
                    TOO_FEW,
                    *[""] * (len(tally.keys) - 1),
                ]
            )
            rows.append([school, item.id, item.text, *cells])
    rows.sort(key=lambda row: (row[0], row[1]))
    table(
        book,
        f"{tally.instrument.id} by school",
        tally.instrument.page.title,
        lead,
        unique(columns),
        rows,
    )


def _in_words(book: Sheets, tally: Tally) -> None:
    """Answers in words, in an order that tells nothing of who gave them."""
    columns = (Column("id", 12), Column("question", 44), Column("words", 100))
    rows: list[list[Any]] = []
    for question in tally.instrument.questions:
        texts = tally.words.get(question.id, [])
        if len(texts) < SMALL:
            rows.append([question.id, question.text, TOO_FEW if texts else "No answers"])
            continue
        for text in sorted(texts, key=lambda one: hashlib.sha256(one.encode()).digest()):
            rows.append([question.id, question.text, text])  # noqa: PERF401
    if rows:
        lead = "In no order. Look for names before you pass them on."
        table(book, f"{tally.instrument.id} words", HEADINGS["words"], lead, columns, rows)
