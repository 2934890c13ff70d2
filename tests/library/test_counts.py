"""Counts of groups: what is hidden, in Python and in the workbook's formulas; read and added."""

from __future__ import annotations

import dataclasses
import io
import json
import random
import warnings
from collections.abc import Iterator
from pathlib import Path

import ironcalc
import openpyxl
import pytest

from library.collate import collate
from library.counts import ALL_BUT, FEW, FEW_WORDS, NOT_SHOWN, Pair, Sum, guarded, together
from library.counts.guard import Cell
from library.exports.counts import counts_workbook
from library.exports.network import network_workbook
from library.exports.sheets import TOP
from library.files import CountGroup, Counts, Measure
from library.load import load
from library.workbook import WorkbookRefused, read, read_workbook
from tests import places

COUNTS = Counts(
    title="Counts of readers",
    asks="The task",
    whole="all",
    parts=(("a", "b", "c"),),
    groups=tuple(
        CountGroup(id=one, name=name)
        for one, name in (("all", "Everybody"), ("a", "A"), ("b", "B"), ("c", "C"))
    ),
    times=("Autumn", "Spring"),
    measures=(
        Measure(id="size", name="In the group", inside=True),
        Measure(id="task", name="Did the task"),
        Measure(id="reached", name="Reached it", of="task"),
    ),
    chart="reached",
    limits=("They are few.",),
)
TINY = load(places.TINY)
AUDIT = dataclasses.replace(TINY.instruments[0], counts=COUNTS)
LIBRARY = dataclasses.replace(TINY, instruments=(AUDIT,))
FIRST_ROW, FIRST_COLUMN = TOP + 2, 4


def sized(**sizes: int) -> dict[Cell, int]:
    """A table with these numbers in the groups in autumn; half did the task."""
    return {(group, 0, "size"): size for group, size in sizes.items()}


def shown(**sizes: int) -> dict[str, int | str]:
    return {group: word for (group, _, _), word in guarded(COUNTS, sized(**sizes)).items()}


def test_large_groups_are_shown():
    assert {"all": 60, "a": 20, "b": 30} == shown(all=60, a=20, b=30)


def test_a_group_under_five_is_hidden_and_another_with_it():
    assert {"all": 60, "a": FEW_WORDS, "b": NOT_SHOWN, "c": 20} == shown(all=60, a=4, b=30, c=20)


def test_a_group_is_hidden_when_the_rest_is_under_five():
    assert {"all": 30, "a": NOT_SHOWN} == shown(all=30, a=27)


def test_two_hidden_groups_hide_no_third():
    assert {"all": 60, "a": FEW_WORDS, "b": FEW_WORDS, "c": 20} == shown(all=60, a=4, b=FEW, c=20)


def test_once_hidden_always_hidden():
    table = sized(all=60, a=20) | {("all", 1, "size"): 60, ("a", 1, "size"): 4}

    assert (NOT_SHOWN, FEW_WORDS) == tuple(guarded(COUNTS, table)["a", at, "size"] for at in (0, 1))


@pytest.mark.parametrize(
    ("task", "reached", "word"),
    [(20, 10, 10), (20, 4, FEW_WORDS), (20, 16, ALL_BUT), (20, 20, ALL_BUT), (20, 15, 15)],
)
def test_few_who_reached_it_or_did_not_are_hidden(task, reached, word):
    table = {("all", 0, "task"): task, ("all", 0, "reached"): reached}

    assert word == guarded(COUNTS, table)["all", 0, "reached"]


def tables(count: int) -> Iterator[dict[Cell, int]]:
    chance = random.Random(11)
    for _ in range(count):
        most = chance.choice((8, 30, 60))
        table: dict[Cell, int] = {}
        for group in COUNTS.groups:
            for time in (0, 1):
                size = chance.randint(max(0, most - 6), most) if chance.random() < 0.3 else None
                number = size if size is not None else chance.randint(0, most)
                for measure in COUNTS.measures:
                    if chance.random() < 0.85:
                        table[group.id, time, measure.id] = FEW if number < 5 else number
                    number = max(0, number - chance.choice((0, 2, 6, number // 2)))
        yield table


def spots() -> Iterator[tuple[Cell, int, int]]:
    """Each cell with its row and column on the sheet Counts, from 1."""
    for group, one in enumerate(COUNTS.groups):
        for time in range(2):
            for at, measure in enumerate(COUNTS.measures):
                row = FIRST_ROW + group * 2 + time
                yield (one.id, time, measure.id), row, FIRST_COLUMN + at


@pytest.mark.parametrize(
    ("counts", "number", "cells"),
    [
        (COUNTS, 70, 1120),
        (COUNTS.model_copy(update={"whole": None}), 30, 480),
        (COUNTS.model_copy(update={"parts": ()}), 30, 480),
    ],
    ids=["whole and parts", "no whole", "no parts"],
)
def test_the_workbooks_formulas_hide_the_same(tmp_path, counts, number, cells):
    file = tmp_path / "counts.xlsx"
    file.write_bytes(counts_workbook(LIBRARY, dataclasses.replace(AUDIT, counts=counts)))
    model = ironcalc.load_from_xlsx(str(file), "en", "UTC", "en")
    compared = 0
    for table in tables(number):
        for cell, row, column in spots():
            count = table.get(cell)
            if count:
                model.update_cell_with_number(1, row, column, count)
            else:
                model.update_cell_with_text(1, row, column, "" if count is None else FEW_WORDS)
        model.evaluate()
        expected = guarded(counts, table)
        for cell, row, column in spots():
            if cell[2] != "size":
                found = model.get_cell_value(2, row, column - 2)
                assert expected.get(cell, "") == (found or ""), (table, cell)
                compared += 1

    assert cells == compared


def opened(raw: bytes) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(raw))


def filled(
    table: dict[Cell, object], school: str = "North", what: str = "Reading", edit=None
) -> bytes:
    book = opened(counts_workbook(LIBRARY, AUDIT))
    for cell, row, column in spots():
        book["Counts"].cell(row, column).value = table.get(cell)
    for row in book["Start"].iter_rows():
        if row[0].value == "School":
            row[1].value = school
        if row[0].value == "What is counted":
            row[1].value = what
    if edit:
        edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_it_reads_back_whatever_was_done_to_it():
    table = next(tables(1))

    def edit(book):
        sheet = book["Counts"]
        values = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST_ROW)]
        for number, row in enumerate(reversed(values), FIRST_ROW):
            for at, value in enumerate(row, 1):
                sheet.cell(number, at).value = value
        sheet.insert_cols(2)
        sheet.insert_rows(1, 3)
        sheet.title = "Our counts"
        book.create_sheet("Sums", 0)

    back = read(filled(table, edit=edit), LIBRARY)

    assert ("North", "Reading", table) == (back.school, back.what, back.table)


@pytest.mark.parametrize(
    ("written", "kept"),
    [(12, 12), ("12", 12), (12.0, 12), ("Fewer than 5", FEW), ("<5", FEW), (3, FEW), (0, FEW)],
)
def test_a_count_may_be_written_in_several_ways(written, kept):
    cell = ("a", 0, "task")

    assert {cell: kept} == read(filled({cell: written}), LIBRARY).table


@pytest.mark.parametrize("written", ["Anna", 12.5, -3, "12 of 20", True, 46569 * 10])
def test_what_is_no_count_is_named_by_its_cell(written):
    with pytest.raises(WorkbookRefused, match=r"Counts!E8: .* is no count; write a whole number"):
        read(filled({("a", 0, "task"): written}), LIBRARY)


def test_typing_a_name_is_refused_by_the_workbook_itself():
    rules = opened(counts_workbook(LIBRARY, AUDIT))["Counts"].data_validations.dataValidation

    assert [("custom", "D6:F13")] == [(one.type, str(one.sqref)) for one in rules]
    assert "ISNUMBER(D6)" in rules[0].formula1
    assert "Never a name" in rules[0].error


def test_its_sheets_say_what_is_hidden_and_what_counts_cannot_show():
    book = opened(counts_workbook(LIBRARY, AUDIT))
    start = [str(cell.value) for row in book["Start"].iter_rows() for cell in row]

    assert ["Start", "Counts", "To show", "Working"] == book.sheetnames
    assert any("They are few." in text for text in start)
    assert any("no percentages" in text for text in start)
    assert "In the group" not in [cell.value for cell in book["To show"][TOP + 1]]
    assert counts_workbook(LIBRARY, AUDIT) == counts_workbook(LIBRARY, AUDIT)


def test_schools_are_added_after_each_ones_own_guard():
    task, reached, group = "task", "reached", "all"
    given = [
        {(group, 0, task): 50, (group, 0, reached): 30},
        {(group, 0, task): 20, (group, 0, reached): 8},
        {(group, 0, task): 20, (group, 0, reached): 3},
    ]

    assert {(group, 0, Pair(reached, task)): Sum(38, 70, 2)} == together(COUNTS, given)


def test_collating_adds_what_is_counted_alike_and_hides_small_numbers(tmp_path):
    table = {("all", 0, "task"): 50, ("all", 0, "reached"): 30, ("a", 0, "task"): 4}
    for name, what in (("North", "Reading"), ("South", "reading "), ("West", "Writing")):
        (tmp_path / f"{name}.xlsx").write_bytes(filled(dict(table), name, what))
    (tmp_path / "bad.xlsx").write_bytes(filled({("a", 0, "task"): "Anna"}))

    network = collate(sorted(tmp_path.glob("*.xlsx")), LIBRARY)
    book = opened(network_workbook(network))

    rows = [
        [cell.value for cell in row] for row in book["RD-A1 together"].iter_rows(min_row=FIRST_ROW)
    ]
    assert [
        ["Reading", "Everybody", "Autumn", "Reached it", 60, 100, 2],
        ["Writing", "Everybody", "Autumn", "Reached it", 30, 50, 1],
    ] == rows
    assert ["bad.xlsx"] == [name for name, _ in network.refused]
    own = [
        [cell.value for cell in row] for row in book["RD-A1 counts"].iter_rows(min_row=FIRST_ROW)
    ]
    assert ["North", "Reading", "A", "Autumn", FEW_WORDS, None] in own
    assert 4 not in [value for row in own for value in row]
    assert "Anna" not in json.dumps(own)


def test_of_two_files_of_one_school_the_later_counts(tmp_path):
    def dated(day: int):
        def edit(book):
            for row in book["Start"].iter_rows():
                if row[0].value == "Date":
                    row[1].value = f"2026-11-{day:02d}"

        return edit

    for name, day, task in (("a", 20, 50), ("b", 10, 40)):
        raw = filled({("all", 0, "task"): task}, edit=dated(day))
        (tmp_path / f"{name}.xlsx").write_bytes(raw)

    network = collate(sorted(tmp_path.glob("*.xlsx")), LIBRARY)

    (kept,) = network.counts["RD-A1"].values()
    assert {("all", 0, "task"): 50} == kept.table
    assert "the later counts" in network.messages[0][1]


def test_no_record_holds_counts():
    with pytest.raises(WorkbookRefused, match="which no record holds"):
        read_workbook(filled({}), LIBRARY)


def test_the_planner_of_the_library_has_such_a_workbook():
    library = load(Path(places.DOCS))
    one = next(item for item in library.instruments if item.counts)

    assert read(counts_workbook(library, one), library).table == {}
