"""The sheet Results of a workbook: the scoring rule as Excel formulas, in a table and a chart.

The formulas round as ``scoring.half_up`` does, in whole numbers, so that no decimal can differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from library.columns import OTHERS
from library.exports.cells import Column, place
from library.exports.sheets import TOP
from library.exports.workbook.book import Book
from library.exports.workbook.chart import draw_chart
from library.exports.workbook.earlier import earlier_rounds
from library.exports.workbook.gates import gate_cells, rule_table
from library.model import Section
from library.scoring import Score, score

_LEADS = {
    "planner": "How far the goals have come. The sheet works itself out.",
    "survey": "Your answers by section. The sheet works itself out.",
}


def result_sheet(book: Book) -> None:
    """Add the sheet, with the scores of the answers that are filled in."""
    lead = _LEADS.get(book.instrument.kind, "Scores work themselves out from the sheet Answers.")
    sheet = book.sheet("Results", "Results", lead)
    scores = score(book.instrument, book.round.answers if book.round else {})
    columns = _columns(book)
    sections = book.instrument.sections
    book.table(sheet, "Results", columns, len(sections) + 1)
    for row, section in enumerate(sections, TOP + 1):
        book.cells(sheet, row, columns, _row(book, row, scores.sections[section.id], section))
    row = TOP + 1 + len(sections)
    for at, value in enumerate(_row(book, row, scores.overall, None)):
        look = {"score": "total score", "number": "total number"}.get(columns[at].look, "total")
        book.put(sheet, row, at, value, "worked" if columns[at].look == "worked" else look)
    if book.scored:
        at = place(columns, "score")
        sheet.conditional_format(
            TOP + 1,
            at,
            row,
            at,
            {
                "type": "data_bar",
                "bar_color": book.soft,
                "bar_solid": True,
                "min_type": "num",
                "max_type": "num",
                "min_value": 0,
                "max_value": book.highest,
            },
        )
    sheet.fit_to_pages(1, 1)
    below = rule_table(book, sheet, row + 2)
    below = earlier_rounds(book, sheet, below, scores)
    draw_chart(book, sheet, columns, below)
    worked = place(columns, "points")
    sheet.print_area(0, 0, below + 22, worked - 1)


def _columns(book: Book) -> tuple[Column, ...]:
    found = [
        Column("section", 44, "Section", "strong"),
        Column("answered", 11, "Answered", "number"),
        Column("of", 8, "Of", "number"),
    ]
    if book.scored:
        found.append(Column("score", 11, "Score", "score"))
    if book.instrument.gates:
        found.append(Column("held", 22, "Held by a rule"))
    found += [
        Column(f"count {level.key}", 13, f"{level.symbol} {level.name}", "number")
        for level in book.instrument.scale.levels
    ]
    found += [
        Column("points", 9, "Points", "worked"),
        Column("weights", 9, "Weights", "worked"),
        Column("raw", 13, "Before rules", "worked"),
    ]
    return tuple(found)


def _row(book: Book, row: int, found: Score, section: Section | None) -> Iterable[Any]:
    """The cells of a section, or of the whole when there is none."""
    columns = _columns(book)
    cell = {column.key: f"${xl_col_to_name(at)}${row + 1}" for at, column in enumerate(columns)}
    here = f"({book.area('section')}={cell['section']})*" if section else ""
    answer, counted = book.area("level"), book.area("counted")
    others = "+".join(f'({answer}="{words}")' for words in OTHERS.values())
    points, weights = cell["points"], cell["weights"]
    caps = "".join(f",IF({shut}>0,{cap},{cell['raw']})" for shut, cap in gate_cells(book, section))
    values: dict[str, Any] = {
        "section": book.section_titles[section.id] if section else "All sections",
        "answered": (f"=SUMPRODUCT({here}({counted}+{others}))", found.answered),
        "of": found.total,
        "score": (
            f'=IF({weights}=0,"",MIN({cell["raw"]}{caps}))',
            "" if found.value is None else found.value,
        ),
        "held": (
            f'=IF({weights}=0,"",IF(MIN({cell["raw"]}{caps})<{cell["raw"]},"Yes: see below",""))',
            "Yes: see below" if found.gates else "",
        ),
    }
    for number, level in enumerate(book.instrument.scale.levels):
        words = f"Scale!$B${TOP + 2 + number}"
        formula = f"=SUMPRODUCT({here}({answer}={words}))"
        if not section:
            formula = f"=SUMPRODUCT(--({answer}={words}))"
        values[f"count {level.key}"] = (formula, found.counts[level.key])
    weighed = f"{counted}*{book.area('weight')}"
    worth, weight, raw = _sums(book, section)
    values |= {
        "points": (f"=SUMPRODUCT({here}{weighed}*{book.area('value')})", worth),
        "weights": (f"=SUMPRODUCT({here}{weighed})", weight),
        "raw": (f"=IF({weights}=0,0,INT((200*{points}+{weights})/(2*{weights}))/100)", raw),
    }
    return [values[column.key] for column in columns]


def _sums(book: Book, section: Section | None) -> tuple[int, int, float]:
    values = book.instrument.scale.values
    points = weights = 0
    for item in section.statements if section else book.instrument.statements:
        level = book.answer(item.id).level
        if level in values:
            points += item.weight * values[level]
            weights += item.weight
    return points, weights, (200 * points + weights) // (2 * weights) / 100 if weights else 0
