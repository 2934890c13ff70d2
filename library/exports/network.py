"""What many schools returned, as a workbook: overview, returns, spread, sharing, surveys."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from xlsxwriter.worksheet import Worksheet

from library.collate import Network, Spread, Tally, shown_schools
from library.columns import HEADINGS, VOICES
from library.exports.sheets import TOP, Column, Sheets
from library.model import Statement
from library.scoring import SMALL, half_up

_NAMED = 8
"""How many schools are named where more could help."""
_TOO_FEW = f"fewer than {SMALL} answers: not shown"
_MOST_ROWS = 20_000


def network_workbook(network: Network) -> bytes:
    """The workbook. The same files give the same bytes."""
    about = network.library.about
    book = Sheets(network.library, "Schools together", f"{about.name}, edition {about.edition}")
    tallies = _ordered(network)
    _overview(book, network, tallies)
    for tally in tallies:
        if tally.is_survey:
            _survey(book, tally)
        else:
            _returns(book, tally)
            _spread(book, tally)
            _sharing(book, tally)
    _files(book, network)
    return book.finished()


def _ordered(network: Network) -> list[Tally]:
    order = {one.id: at for at, one in enumerate(network.library.instruments)}
    return sorted(network.tallies.values(), key=lambda tally: order[tally.instrument.id])


def _score(hundredths: int | None) -> float | str:
    return "" if hundredths is None else hundredths / 100


def _sheet(
    book: Sheets,
    name: str,
    title: str,
    lead: str,
    columns: tuple[Column, ...],
    rows: Iterable[Iterable[Any]],
) -> tuple[Worksheet, int]:
    """A sheet that is one table; the row of its last line."""
    sheet = book.sheet(name[:31], title, lead)
    values = [list(row) for row in rows]
    table = "T" + "".join(char for char in name if char.isalnum())
    book.table(sheet, table, columns, max(1, len(values)))
    for row, one in enumerate(values, TOP + 1):
        book.cells(sheet, row, columns, one)
    sheet.freeze_panes(TOP + 1, 1)
    return sheet, TOP + max(1, len(values))


def _overview(book: Sheets, network: Network, tallies: list[Tally]) -> None:
    columns = (
        Column("tool", 12, "Tool", "strong"),
        Column("title", 46, "Title"),
        Column("returns", 11, "Returns", "number"),
        Column("schools", 11, "Schools", "number"),
        Column("mean", 12, "Mean score", "score"),
        Column("low", 11, "Lowest", "score"),
        Column("high", 11, "Highest", "score"),
        Column("apart", 44, "Furthest apart"),
    )
    refused = f"; {len(network.refused)} could not be read (see the sheet Files)"
    lead = f"{network.read} files were read" + (refused if network.refused else "") + "."
    _sheet(
        book,
        "Overview",
        "Schools together",
        lead,
        columns,
        (_overview_row(tally) for tally in tallies),
    )


def _overview_row(tally: Tally) -> list[Any]:
    scores = [one.overall for one in tally.returns if one.overall is not None]
    hidden = tally.is_survey and len(tally.returns) < SMALL
    scores = [] if hidden else scores
    schools = len({one.school for one in tally.returns})
    ends = (min(scores), max(scores)) if scores and not tally.is_survey else (None, None)
    widest = max(tally.instrument.statements, key=lambda item: tally.spread(item).width)
    apart = ""
    if hidden:
        apart = _TOO_FEW
    elif not tally.is_survey and tally.spread(widest).width:
        apart = f"{widest.id} {widest.text}"
    mean = half_up(sum(scores), len(scores)) if scores else None
    return [
        tally.instrument.id,
        tally.instrument.page.title,
        len(tally.returns),
        schools,
        _score(mean),
        *map(_score, ends),
        apart,
    ]


def _returns(book: Sheets, tally: Tally) -> None:
    sections = tally.instrument.sections
    columns = (
        Column("school", 34, "School", "strong"),
        Column("date", 12, "Date"),
        Column("voice", 14, "Voice"),
        Column("answered", 11, "Answered", "number"),
        Column("overall", 10, "Overall", "score"),
        *(Column(section.id, 14, section.title, "score") for section in sections),
        Column("adviser", 13, "With the adviser's view", "score"),
        Column("file", 30, "File"),
    )
    rows = (
        [
            one.school,
            one.date,
            VOICES[one.voice],
            one.answered,
            _score(one.overall),
            *map(_score, one.sections),
            _score(one.moderated),
            one.file,
        ]
        for one in tally.returns
    )
    lead = "The latest round of each file. Scores follow the one rule of the library."
    name = tally.instrument.id
    sheet, last = _sheet(
        book, f"{name} schools", tally.instrument.page.title, lead, _unique(columns), rows
    )
    sheet.set_row(TOP, 62)
    values = tally.instrument.scale.values.values()
    sheet.conditional_format(
        TOP + 1,
        4,
        last,
        4 + len(sections),
        {
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
        },
    )


def _unique(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Columns whose headings differ, as a table's must."""
    seen: dict[str, int] = {}
    found = []
    for column in columns:
        seen[column.title.casefold()] = number = seen.get(column.title.casefold(), 0) + 1
        heading = column.title if number == 1 else f"{column.title} ({number})"
        found.append(Column(column.key, column.width, heading, column.look))
    return tuple(found)


def _levels(tally: Tally, look: str = "number") -> tuple[Column, ...]:
    return tuple(
        Column(f"level {level.key}", 13, f"{level.symbol} {level.name}", look)
        for level in tally.instrument.scale.levels
    )


def _statements(tally: Tally) -> Iterable[tuple[str, Statement]]:
    for section in tally.instrument.sections:
        for item in section.statements:
            yield section.title, item


def _spread(book: Sheets, tally: Tally) -> None:
    columns = (
        Column("id", 12, look="link"),
        Column("section", 22),
        Column("text", 50),
        Column("n", 8, "n", "number"),
        *_levels(tally),
        Column("otherwise", 12, "Otherwise", "number"),
        Column("mean", 9, "Mean", "score"),
        Column("apart", 24, "Apart", "strong"),
    )
    lead = "How many schools answered with each level. Talk first where they are furthest apart."
    rows = []
    for section, item in _statements(tally):
        spread = tally.spread(item)
        rows.append(
            [
                item.id,
                section,
                item.text,
                spread.counted,
                *spread.counts.values(),
                spread.otherwise,
                _score(spread.mean),
                _apart(tally, spread),
            ]
        )
    sheet, last = _sheet(
        book,
        f"{tally.instrument.id} spread",
        tally.instrument.page.title,
        lead,
        _unique(columns),
        rows,
    )
    for row, (_, item) in enumerate(_statements(tally), TOP + 1):
        book.link(sheet, row, 0, item.id, item.id, near=False)
    sheet.conditional_format(
        TOP + 1,
        4,
        last,
        3 + len(tally.keys),
        {"type": "2_color_scale", "min_color": "#fffdf8", "max_color": "#a9ddd3"},
    )


def _apart(tally: Tally, spread: Spread) -> str:
    ends = spread.ends
    if ends is None:
        return "No answers"
    low, high = (tally.instrument.scale.level(key).name for key in ends)
    return f"All: {low}" if low == high else f"{low} to {high}"


def _sharing(book: Sheets, tally: Tally) -> None:
    """For each statement who stands highest and whose priority it is, most wanted first."""
    columns = (
        Column("id", 12, look="link"),
        Column("text", 50),
        Column("wanted", 12, "Wanted by", "number"),
        Column("need", 52, "A priority of"),
        Column("have", 12, "Offered by", "number"),
        Column("can", 52, "Who can help", "strong"),
        Column("level", 20, "Where they stand"),
    )
    rows = []
    for at, (_, item) in enumerate(_statements(tally)):
        helpers = tally.helpers(item)
        needs = [one for one in tally.needs.get(item.id, ()) if one not in set(helpers)]
        if helpers and needs:
            ends = tally.spread(item).ends
            best = tally.instrument.scale.level(ends[1]).name if ends else ""
            rows.append(
                (
                    -len(needs),
                    at,
                    item,
                    [
                        item.id,
                        item.text,
                        len(needs),
                        _names(tally, needs),
                        len(helpers),
                        _names(tally, helpers),
                        best,
                    ],
                )
            )
    rows.sort(key=lambda row: row[:2])
    lead = "Strengths to share: what some schools plan for, others have already."
    sheet, _ = _sheet(
        book,
        f"{tally.instrument.id} sharing",
        tally.instrument.page.title,
        lead,
        columns,
        (row[3] for row in rows),
    )
    for row, (_, _, item, _) in enumerate(rows, TOP + 1):
        book.link(sheet, row, 0, item.id, item.id, near=False)


def _names(tally: Tally, numbers: list[int]) -> str:
    names = list(dict.fromkeys(tally.returns[number].school for number in numbers))
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return "; ".join(names[:_NAMED]) + more


def _survey(book: Sheets, tally: Tally) -> None:
    name, title = tally.instrument.id, tally.instrument.page.title
    lead = f"Per cent of n. Nothing is shown of fewer than {SMALL} answers."
    columns = (
        Column("id", 12, look="link"),
        Column("section", 22),
        Column("text", 56),
        Column("n", 8, "n", "number"),
        *_levels(tally),
    )
    rows = [
        [item.id, section, item.text, *_percent(tally.spread(item))]
        for section, item in _statements(tally)
    ]
    sheet, _ = _sheet(book, f"{name} answers", title, lead, _unique(columns), rows)
    for row, (_, item) in enumerate(_statements(tally), TOP + 1):
        book.link(sheet, row, 0, item.id, item.id, near=False)
    _by_school(book, tally, lead)
    _in_words(book, tally)


def _percent(spread: Spread) -> list[Any]:
    shares = spread.percentages
    if shares is None:
        return [f"<{SMALL}", _TOO_FEW, *[""] * (len(spread.counts) - 1)]
    return [spread.counted, *(f"{share}%" for share in shares.values())]


def _by_school(book: Sheets, tally: Tally, lead: str) -> None:
    schools = tally.by_school()
    if len(schools) < 2 or len(schools) * len(tally.levels) > _MOST_ROWS:
        return
    columns = (
        Column("school", 30, "School", "strong"),
        Column("id", 12),
        Column("text", 50),
        Column("n", 8, "n", "number"),
        *_levels(tally),
    )
    rows: list[list[Any]] = []
    for _, item in _statements(tally):
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
                    _TOO_FEW,
                    *[""] * (len(tally.keys) - 1),
                ]
            )
            rows.append([school, item.id, item.text, *cells])
    rows.sort(key=lambda row: (row[0], row[1]))
    _sheet(
        book,
        f"{tally.instrument.id} by school",
        tally.instrument.page.title,
        lead,
        _unique(columns),
        rows,
    )


def _in_words(book: Sheets, tally: Tally) -> None:
    """Answers in words, in an order that tells nothing of who gave them."""
    columns = (Column("id", 12), Column("question", 44), Column("words", 100))
    rows: list[list[Any]] = []
    for question in tally.instrument.questions:
        texts = tally.words.get(question.id, [])
        if len(texts) < SMALL:
            rows.append([question.id, question.text, _TOO_FEW if texts else "No answers"])
            continue
        for text in sorted(texts, key=lambda one: hashlib.sha256(one.encode()).digest()):
            rows.append([question.id, question.text, text])  # noqa: PERF401
    if rows:
        lead = "In no order. Look for names before you pass them on."
        _sheet(book, f"{tally.instrument.id} words", HEADINGS["words"], lead, columns, rows)


def _files(book: Sheets, network: Network) -> None:
    columns = (
        Column("file", 44, "File", "strong"),
        Column("state", 16, "State"),
        Column("note", 110, "Note"),
    )
    rows = [[file, "Not read", reason] for file, reason in network.refused]
    rows += [[file, "Read", note] for file, note in network.messages[:_MOST_ROWS]]
    lead = "Files that could not be read, and what is to be known of others."
    _sheet(book, "Files", "Files", lead, columns, rows or [["All files", "Read", ""]])
