"""The sheet Results of a workbook: the scoring rule as Excel formulas, in a table and a chart.

The formulas round as ``scoring.half_up`` does, in whole numbers, so that no decimal can differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from library.columns import OTHERS
from library.exports.sheets import TOP, Column, write
from library.exports.workbook import Book, grounds
from library.model import Section
from library.scoring import Score, Scores, score, shut_gates

_LEADS = {
    "planner": "How far the goals have come. The sheet works itself out.",
    "survey": "Your answers by section. The sheet works itself out.",
}
_EARLIER = 4
"""How many earlier rounds are shown."""


def results(book: Book) -> None:
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
        _write(sheet, row, at, value, book, "worked" if columns[at].look == "worked" else look)
    if _scored(book):
        at = _at(columns, "score")
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
                "max_value": _top(book),
            },
        )
    sheet.fit_to_pages(1, 1)
    below = _rules(book, sheet, row + 2)
    below = _earlier(book, sheet, below, scores)
    _chart(book, sheet, columns, below)
    worked = _at(columns, "points")
    sheet.print_area(0, 0, below + 22, worked - 1)


def _write(sheet: Worksheet, row: int, at: int, value: Any, book: Book, look: str) -> None:
    write(sheet, row, at, value, book.looks[look])


def _scored(book: Book) -> bool:
    """Whether a score says anything: how far goals have come is told by counts alone."""
    return book.instrument.kind != "planner"


def _top(book: Book) -> int:
    return max(book.instrument.scale.values.values())


def _at(columns: tuple[Column, ...], key: str) -> int:
    return [column.key for column in columns].index(key)


def _columns(book: Book) -> tuple[Column, ...]:
    found = [
        Column("section", 44, "Section", "strong"),
        Column("answered", 11, "Answered", "number"),
        Column("of", 8, "Of", "number"),
    ]
    if _scored(book):
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
    caps = "".join(f",IF({shut}>0,{cap},{cell['raw']})" for shut, cap in _gate_cells(book, section))
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


def _rules_top(book: Book) -> int:
    return TOP + 1 + len(book.instrument.sections) + 2


def _gate_cells(book: Book, section: Section | None) -> Iterable[tuple[str, str]]:
    """For each gate that holds these scores: the cells that say how far shut, and the cap."""
    for at, gate in enumerate(book.instrument.gates):
        row = _rules_top(book) + 2 + at + 1
        if gate.section is None or (section and gate.section == section.id):
            yield f"$B${row}", f"$C${row}"


def _rules(book: Book, sheet: Worksheet, top: int) -> int:
    """The gates, each with how many of its statements are below; the row after them."""
    gates = book.instrument.gates
    if not gates:
        return top
    looks = book.looks
    sheet.set_row(top, 26)
    sheet.write_string(top, 0, "Rules", looks["heading"])
    for at, heading in enumerate(("Rule", "Below", "Held at", "Where")):
        sheet.write_string(top + 1, at, heading, looks["head"])
    values = book.instrument.scale.values
    shut = shut_gates(book.instrument, book.round.answers if book.round else {})
    for row, gate in enumerate(gates, top + 2):
        below = "+".join(
            f'SUMPRODUCT(({book.area("id")}="{item}")*{book.area("counted")}'
            f"*({book.area('value')}<{values[gate.below]}))"
            for item in gate.statements
        )
        where = book.section_titles[gate.section] if gate.section else "Every section"
        rule = f"{gate.why} ({', '.join(gate.statements)})"
        cells = (
            rule,
            (f"={below}", _below(book, gate.statements, values[gate.below])),
            values[gate.cap],
            where,
        )
        for at, value in enumerate(cells):
            plain = "strong" if gate in shut else "text"
            _write(sheet, row, at, value, book, "number" if at in (1, 2) else plain)
    return top + 3 + len(gates)


def _below(book: Book, statements: Iterable[str], least: int) -> int:
    values = book.instrument.scale.values
    found = [values.get(book.answer(item).level or "", least) for item in statements]
    return sum(value < least for value in found)


def _earlier(book: Book, sheet: Worksheet, top: int, scores: Scores) -> int:
    """The scores of earlier rounds in the record beside the filled-in ones; the row after them."""
    record, now = book.record, book.round
    if record is None or now is None or not _scored(book):
        return top
    before = [
        one
        for one in record.rounds
        if one.instrument == now.instrument
        and one.id != now.id
        and (one.date or "") <= (now.date or "9999")
    ]
    before = sorted(before, key=lambda one: one.date or "")[-_EARLIER:]
    if not before:
        return top
    looks = book.looks
    sheet.set_row(top, 26)
    sheet.write_string(top, 0, "Earlier rounds", looks["heading"])
    sheet.set_row(top + 1, 32)
    for at, text in enumerate(
        ("Section", *(one.date or one.id for one in before), "When filled in")
    ):
        sheet.write_string(top + 1, at, text, looks["head"])
    found = [*(score(book.instrument, one.answers) for one in before), scores]
    keys = [*book.section_titles, ""]
    for row, key in enumerate(keys, top + 2):
        _write(sheet, row, 0, book.section_titles.get(key, "All sections"), book, "strong")
        for at, one in enumerate(found, 1):
            part = one.sections[key] if key else one.overall
            _write(sheet, row, at, "" if part.value is None else part.value, book, "score")
    return top + 3 + len(keys)


def _chart(book: Book, sheet: Worksheet, columns: tuple[Column, ...], top: int) -> None:
    sections = len(book.instrument.sections)
    first, last = TOP + 1, TOP + sections
    title = book.instrument.page.title
    if _scored(book) and book.instrument.kind != "survey":
        chart = book.file.add_chart({"type": "bar"})
        shown = [(_at(columns, "score"), book.strong)]
        chart.set_x_axis(
            {
                "min": 0,
                "max": _top(book),
                "major_unit": 1,
                "label_position": "high",
                "num_format": "0",
                "major_gridlines": {"visible": True, "line": {"color": "#dcd3c1"}},
            }
        )
        said = f"Bar chart of the score of each section of {title}; the table above says the same."
        chart.set_legend({"none": True})
    else:
        chart = book.file.add_chart({"type": "bar", "subtype": "stacked"})
        levels = book.instrument.scale.levels
        shown = [
            (_at(columns, f"count {level.key}"), colour)
            for level, colour in zip(levels, grounds(book.instrument), strict=True)
        ]
        chart.set_x_axis({"min": 0, "label_position": "high", "num_format": "0"})
        said = (
            f"Bar chart of the answers to each section of {title}; the table above says the same."
        )
        chart.set_legend({"position": "bottom"})
    for at, colour in shown:
        chart.add_series(
            {
                "name": ["Results", TOP, at],
                "categories": ["Results", first, 0, last, 0],
                "values": ["Results", first, at, last, at],
                "gap": 60,
                "fill": {"color": colour},
                "border": {"color": "#4b5953", "width": 0.5},
                "data_labels": {
                    "value": True,
                    "num_format": "0.00;;" if len(shown) == 1 else "0;;",
                },
            }
        )
    chart.set_y_axis({"reverse": True})
    chart.set_title(
        {
            "name": "By section",
            "overlay": False,
            "name_font": {"name": "Georgia", "size": 14, "color": book.strong},
        }
    )
    wide = sum(int(column.width * 7 + 5) for column in columns if column.look != "worked")
    chart.set_size({"width": wide, "height": 130 + 36 * sections})
    sheet.insert_chart(top, 0, chart, {"description": said, "object_position": 2})
