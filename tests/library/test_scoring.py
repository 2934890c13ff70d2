"""One scoring rule: by hand on small cases, and equal to the workbook's formulas on many."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import ironcalc
import pytest

from library import columns
from library.exports.sheets import TOP
from library.exports.workbook import workbook
from library.files import Gate, Level, Scale, Section, Statement
from library.load import load
from library.model import Instrument
from library.record import Answer, Evidence, Target
from library.scoring import decimal, half_up, is_scored, percentages, priorities, score, strengths
from tests.data.scoring.generated import _page, instruments, rounds

TINY = load(Path(__file__).parent.parent / "data/tiny")
SCALE = Scale(
    id="s",
    title="S",
    levels=tuple(Level(key=str(n), name=f"L{n}", symbol="○", meaning="?") for n in (1, 2, 3, 4)),
)


def instrument(*weights: int, gates: tuple[Gate, ...] = ()) -> Instrument:
    """Two sections of statements with these weights, half each."""
    items = [
        Statement(id=f"RD-A1.{n:02d}", text="?", weight=weight)
        for n, weight in enumerate(weights, 1)
    ]
    half = len(items) // 2
    parts = (
        Section(id="a", title="A", statements=tuple(items[:half])),
        Section(id="b", title="B", statements=tuple(items[half:])),
    )
    return Instrument(
        "RD-A1", "", "audit", SCALE, "?", "?", parts, (), _page("RD-A1", "audit"), gates
    )


def answers(*levels: str) -> dict[str, Answer]:
    """Answers in order: a level's key, "na", "way", or "" for none."""
    others = {"na": "not-applicable", "way": "another-way"}
    return {
        f"RD-A1.{n:02d}": Answer(other=others[level]) if level in others else Answer(level=level)
        for n, level in enumerate(levels, 1)
        if level
    }


def test_a_score_is_the_weighted_mean_of_what_is_counted():
    scores = score(instrument(1, 3, 1, 1), answers("4", "1", "2", "na"))

    assert (175, 200) == (scores.sections["a"].hundredths, scores.sections["b"].hundredths)
    assert 180 == scores.overall.hundredths
    assert (4, 3, 4) == (scores.overall.answered, scores.overall.counted, scores.overall.total)


def test_another_way_is_answered_and_not_counted():
    scores = score(instrument(1, 1), answers("way", ""))

    assert (None, 1, 0) == (
        scores.overall.hundredths,
        scores.overall.answered,
        scores.overall.counted,
    )
    assert "" == scores.overall.text


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        (100, 8, 13),
        (300, 8, 38),
        (200, 3, 67),
        (100, 3, 33),
        (5, 10, 1),
        (4, 10, 0),
        (0, 7, 0),
    ],
)
def test_half_goes_up(numerator, denominator, expected):
    assert expected == half_up(numerator, denominator)


def test_a_gate_for_all_holds_every_score():
    gate = Gate(statements=("RD-A1.01",), below="3", cap="2", why="First things first.")

    shut = score(instrument(1, 1, 1, 1, gates=(gate,)), answers("2", "4", "4", "4"))
    open_ = score(instrument(1, 1, 1, 1, gates=(gate,)), answers("3", "4", "4", "4"))

    assert [200, 200, 200] == [one.hundredths for one in (*shut.sections.values(), shut.overall)]
    assert (gate,) == shut.overall.gates
    assert [350, 400, 375] == [one.hundredths for one in (*open_.sections.values(), open_.overall)]


def test_a_gate_for_a_section_leaves_the_rest():
    gate = Gate(statements=("RD-A1.03",), below="2", cap="1", section="a", why="?")

    scores = score(instrument(1, 1, 1, 1, gates=(gate,)), answers("4", "4", "1", "4"))

    assert [100, 250, 325] == [
        one.hundredths for one in (*scores.sections.values(), scores.overall)
    ]


@pytest.mark.parametrize("given", ["", "na", "way"])
def test_a_gate_is_open_while_its_statement_has_no_level(given):
    gate = Gate(statements=("RD-A1.01",), below="4", cap="1", why="?")

    assert 400 == score(instrument(1, 1, gates=(gate,)), answers(given, "4")).overall.hundredths


def test_a_cap_never_lifts_a_score():
    gate = Gate(statements=("RD-A1.01",), below="4", cap="3", why="?")

    overall = score(instrument(1, 1, gates=(gate,)), answers("1", "1")).overall

    assert (100, ()) == (overall.hundredths, overall.gates)


def test_priorities_go_by_value_then_gap_then_weight_then_order():
    given = answers("2", "2", "2", "4", "3", "2")
    given["RD-A1.03"] = Answer(level="2", target=Target(level="4"))

    found = priorities(instrument(1, 2, 1, 1, 1, 1), given, most=4)

    assert ["RD-A1.03", "RD-A1.02", "RD-A1.01", "RD-A1.06"] == [item.id for item in found]


def test_what_is_at_the_top_is_no_priority_and_at_the_bottom_no_strength():
    assert () == priorities(instrument(1, 1), answers("4", "4"))
    assert () == strengths(instrument(1, 1), answers("1", "1"))


def test_strengths_go_by_value_then_evidence_then_order():
    given = answers("3", "3", "4", "1")
    given["RD-A1.02"] = Answer(level="3", evidence=(Evidence(text="x", strength="strong"),))

    found = strengths(instrument(1, 1, 1, 1), given)

    assert ["RD-A1.03", "RD-A1.02", "RD-A1.01"] == [item.id for item in found]


def test_percentages_of_few_answers_are_not_shown():
    assert percentages({"a": 3, "b": 1}) is None
    assert {"a": 60, "b": 40} == percentages({"a": 3, "b": 2})
    assert percentages({}) is None


def test_hundredths_read_as_decimals():
    assert ["2.50", "0.05", "10.00"] == [decimal(n) for n in (250, 5, 1000)]


def test_a_thousand_cases_score_the_same_in_excel_formulas(tmp_path):
    """The formulas of the very workbooks that schools take away, in a formula engine."""
    compared = 0
    for one in instruments(20):
        file = tmp_path / f"{one.id}.xlsx"
        file.write_bytes(workbook(TINY, one))
        model = ironcalc.load_from_xlsx(str(file), "en", "UTC", "en")
        for given in rounds(one, 50):
            assert _by_rule(one, given) == _by_formulas(model, one, given), one.id
            compared += 1

    assert 1000 == compared


def test_a_planner_is_counted_alike_and_has_no_score(tmp_path):
    """What was stopped stands last on its scale, and is neither the best nor a score."""
    levels = [
        Level(key=key, name=key, symbol="○", meaning="?", value=value)
        for key, value in (("not-begun", None), ("under-way", None), ("done", None), ("stopped", 0))
    ]
    scale = Scale(id="progress", title="Progress", levels=tuple(levels))
    plan = dataclasses.replace(instrument(1, 1, 1, 1), kind="planner", scale=scale)
    given = answers("done", "stopped", "under-way", "")
    file = tmp_path / "plan.xlsx"
    file.write_bytes(workbook(TINY, plan))
    model = ironcalc.load_from_xlsx(str(file), "en", "UTC", "en")
    for row, item in enumerate(plan.statements, TOP + 2):
        key = given[item.id].level if item.id in given else None
        model.update_cell_with_text(1, row, 4, columns.answers(plan)[key] if key else "")
    model.evaluate()

    overall = [model.get_cell_value(3, TOP + 4, column) for column in range(1, 8)]

    assert ["All sections", 3, 4, 0, 1, 1, 1] == overall
    assert [0, 1, 1, 1] == list(score(plan, given).overall.counts.values())
    assert not is_scored(plan)
    assert "stopped" not in [given[one.id].level for one in strengths(plan, given)]


def _by_rule(one: Instrument, given: dict[str, Answer]) -> list[list[object]]:
    scores = score(one, given)
    return [
        [found.answered, found.total, found.value, *found.counts.values()]
        for found in (*scores.sections.values(), scores.overall)
    ]


def _by_formulas(
    model: ironcalc.Model, one: Instrument, given: dict[str, Answer]
) -> list[list[object]]:
    sheets = [
        sheet["name"] if isinstance(sheet, dict) else sheet.name
        for sheet in model.get_worksheets_properties()
    ]
    sheet = sheets.index("Answers")
    words = columns.answers(one)
    for row, item in enumerate(one.statements, TOP + 2):
        answer = given.get(item.id)
        key = (answer.level or answer.other) if answer else None
        model.update_cell_with_text(sheet, row, 4, words[key] if key else "")
    model.evaluate()
    return list(_results(model, sheets.index("Results"), one))


def _results(model: ironcalc.Model, sheet: int, one: Instrument) -> Iterator[list[object]]:
    first = 6 if one.gates else 5
    shown = [2, 3, 4, *range(first, first + len(one.scale.levels))]
    for row in range(TOP + 2, TOP + 3 + len(one.sections)):
        cells = [model.get_cell_value(sheet, row, column) for column in shown]
        yield [None if cell == "" else cell for cell in cells]
