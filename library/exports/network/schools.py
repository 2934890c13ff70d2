"""What schools judged, side by side, and how far apart they are on each statement."""

from __future__ import annotations

from typing import Any

from library.collate import Return, Spread, Tally
from library.columns import VOICES
from library.exports.cells import Column
from library.exports.network.frame import levels, score, statements, table, unique
from library.exports.sheets import TOP, Sheets
from library.files import Statement

_FAR = (Column("mean", 9, "Mean", "score"), Column("apart", 24, "Apart", "strong"))


def return_sheet(book: Sheets, tally: Tally) -> None:
    """A row for each school: its scores, or how far its goals have come."""
    sections = tally.instrument.sections if tally.is_scored else ()
    middle: tuple[Column, ...] = levels(tally)
    if tally.is_scored:
        middle = (
            Column("overall", 10, "Overall", "score"),
            *(Column(section.id, 14, section.title, "score") for section in sections),
            Column("adviser", 13, "With the adviser's view", "score"),
        )
    columns = (
        Column("school", 34, "School", "strong"),
        Column("date", 12, "Date"),
        Column("voice", 14, "Voice"),
        Column("answered", 11, "Answered", "number"),
        *middle,
        Column("file", 30, "File"),
    )
    rows = (
        [
            one.school,
            one.date,
            VOICES[one.voice],
            one.answered,
            *_middle(tally, number, one),
            one.file,
        ]
        for number, one in enumerate(tally.returns)
    )
    lead = "The latest round of each school. Scores follow the one rule of the library."
    name = tally.instrument.id
    sheet, last = table(
        book, f"{name} schools", tally.instrument.page.title, lead, unique(columns), rows
    )
    sheet.set_row(TOP, 62)
    if tally.is_scored:
        sheet.conditional_format(TOP + 1, 4, last, 4 + len(sections), _ground(tally))


def _middle(tally: Tally, number: int, one: Return) -> list[Any]:
    if not tally.is_scored:
        given = [levels[number] for levels in tally.levels.values()]
        return [given.count(at) for at in range(len(tally.keys))]
    return [score(one.overall), *map(score, one.sections), score(one.moderated)]


def _ground(tally: Tally) -> dict[str, Any]:
    """Colours from the lowest to the highest that a score can be."""
    values = tally.instrument.scale.values.values()
    return {
        "type": "3_color_scale",
        "min_type": "num",
        "mid_type": "num",
        "max_type": "num",
        "min_value": min(values),
        "mid_value": (min(values) + max(values)) / 2,
        "max_value": max(values),
        "min_color": "#f8ddb4",
        "mid_color": "#f6efc9",
        "max_color": "#a9ddd3",
    }


def spread_sheet(book: Sheets, tally: Tally) -> None:
    """A row for each statement: how many schools stand at each level."""
    columns = (
        Column("id", 12, look="link"),
        Column("section", 22),
        Column("text", 50),
        Column("n", 8, "n", "number"),
        *levels(tally),
        Column("otherwise", 12, "Otherwise", "number"),
        *(_FAR if tally.is_scored else ()),
    )
    lead = "How many schools stand at each level."
    if tally.is_scored:
        lead = f"{lead} Talk first where they are furthest apart."
    sheet, last = table(
        book,
        f"{tally.instrument.id} spread",
        tally.instrument.page.title,
        lead,
        unique(columns),
        (_spread_row(tally, section, item) for section, item in statements(tally)),
    )
    for row, (_, item) in enumerate(statements(tally), TOP + 1):
        book.link(sheet, row, 0, item.id, item.id, near=False)
    sheet.conditional_format(
        TOP + 1,
        4,
        last,
        3 + len(tally.keys),
        {"type": "2_color_scale", "min_color": "#fffdf8", "max_color": "#a9ddd3"},
    )


def _spread_row(tally: Tally, section: str, item: Statement) -> list[Any]:
    spread = tally.spread(item)
    far = [score(spread.mean), _apart(tally, spread)] if tally.is_scored else []
    counts = spread.counts.values()
    return [item.id, section, item.text, spread.counted, *counts, spread.otherwise, *far]


def _apart(tally: Tally, spread: Spread) -> str:
    ends = spread.ends
    if ends is None:
        return "No answers"
    low, high = (tally.instrument.scale.level(key).name for key in ends)
    return f"All: {low}" if low == high else f"{low} to {high}"
