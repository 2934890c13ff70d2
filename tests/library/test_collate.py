"""Many records make one picture; a bad file is named and stops nothing."""

import dataclasses
import io
import json
import pickle
import shutil
import warnings
from pathlib import Path

import openpyxl
import pytest

from library.collate import Network, collate, counted_rounds, found_files, shown_schools
from library.exports.network import network_workbook
from library.exports.sheets import TOP
from library.exports.workbook import filled
from library.files import Level, Question, Scale, Section, Statement
from library.load import load
from library.model import Instrument, Library
from library.record import Answer, Joint, Moderated, Record, Round, open_record, write_record

DATA = Path(__file__).parent.parent / "data"
TINY = load(DATA / "tiny")
AUDIT = next(one for one in TINY.instruments if one.kind == "audit")
AGREE = Scale(
    id="agree",
    title="Agree",
    levels=tuple(
        Level(key=str(at), name=name, symbol="↑", meaning="?")
        for at, name in enumerate(("No", "Neither", "Yes"), 1)
    ),
)


def with_survey(library: Library) -> Library:
    survey = Instrument(
        "RD-S1",
        "",
        "survey",
        AGREE,
        "?",
        "?",
        (
            Section(
                id="all",
                title="All",
                statements=(
                    Statement(id="RD-S1.01", text="I like to read"),
                    Statement(id="RD-S1.02", text="I read at home"),
                ),
            ),
        ),
        (Question(id="RD-S1.21", text="What would help?"),),
        dataclasses.replace(AUDIT.page, id="RD-S1", title="Reading survey", kind="survey"),
    )
    return dataclasses.replace(library, instruments=(*library.instruments, survey))


SURVEYED = with_survey(TINY)


def record(school: str, *rounds: Round) -> Record:
    return Record(
        format="partner-schools-library.record",
        version=1,
        library="Tiny",
        edition="2026.1",
        saved="2026-11-22T10:00:00Z",
        school=school,
        rounds=rounds,
    )


def audited(*levels: str, name: str = "r1", **more) -> Round:
    answers = {
        f"RD-A1.{at:02d}": Answer(level=level) for at, level in enumerate(levels, 1) if level
    }
    return Round(id=name, instrument="RD-A1", edition="2026.1", answers=answers, **more)


def surveyed(level: str, words: str = "") -> Round:
    return Round(
        id="r1",
        instrument="RD-S1",
        edition="2026.1",
        voice="person",
        answers={"RD-S1.01": Answer(level=level)},
        words={"RD-S1.21": words} if words else {},
    )


def kept(tmp_path: Path, *records: Record) -> list[Path]:
    paths = []
    for at, one in enumerate(records):
        paths.append(tmp_path / f"{at:03d}.record.json")
        paths[-1].write_bytes(write_record(one))
    return paths


def table(network: Network, name: str) -> list[list[object]]:
    """The rows of a sheet of the workbook, below its headings; [] when there is none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(network_workbook(network)))
    if name not in book.sheetnames:
        return []
    return [list(row) for row in book[name].iter_rows(min_row=TOP + 2, values_only=True)]


def test_schools_stand_beside_each_other(tmp_path):
    network = collate(
        kept(tmp_path, record("North", audited("2", "1")), record("South", audited("2", "2"))), TINY
    )

    rows = table(network, "RD-A1 schools")

    assert [["North", 2, 1.5], ["South", 2, 2]] == [[row[0], row[3], row[4]] for row in rows]
    assert [["RD-A1", 2, 2, 1.75, 1.5, 2]] == [
        [row[0], *row[2:7]] for row in table(network, "Overview")
    ]


def test_spread_counts_levels_and_says_how_far_apart(tmp_path):
    network = collate(
        kept(
            tmp_path,
            record("A", audited("2", "1")),
            record("B", audited("2", "2")),
            record("C", audited("2")),
        ),
        TINY,
    )

    first, second = table(network, "RD-A1 spread")

    assert [3, 0, 3, 0, 2, "All: In place"] == first[3:]
    assert [2, 1, 1, 0, 1.5, "Not yet to In place"] == second[3:]


def test_strengths_are_offered_to_those_who_plan_for_them(tmp_path):
    network = collate(
        kept(tmp_path, record("Strong", audited("2", "1")), record("Weak", audited("1", "1"))), TINY
    )

    rows = table(network, "RD-A1 sharing")

    assert [["RD-A1.01", 1, "Weak", 1, "Strong", "In place"]] == [
        [row[0], *row[2:]] for row in rows
    ]


def test_workbooks_count_like_records(tmp_path):
    given = open_record((DATA / "records/full.record.json").read_bytes(), TINY).record
    file = tmp_path / "return.xlsx"
    file.write_bytes(filled(TINY, AUDIT, given, given.rounds[0]))

    network = collate([file], TINY)

    assert [("A two-form primary", 200, 2)] == [
        (one.school, one.overall, one.answered) for one in network.tallies["RD-A1"].returns
    ]


def test_a_bad_file_is_named_and_stops_nothing(tmp_path):
    good = kept(tmp_path, record("North", audited("2")))
    bad = tmp_path / "bad.record.json"
    bad.write_text("{", encoding="utf-8")
    other = tmp_path / "bad.xlsx"
    other.write_bytes(b"PK")

    network = collate([bad, other, *good, tmp_path / "not-there.json"], TINY)

    assert 1 == network.read
    assert ["bad.record.json", "bad.xlsx", "not-there.json"] == [
        name for name, _ in network.refused
    ]
    assert ["Not read"] * 3 == [row[1] for row in table(network, "Files")]
    assert "3 could not be read" in _lead(network)


def _lead(network: Network) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(network_workbook(network)))
    return str(book["Overview"]["A2"].value)


def test_the_latest_round_in_the_schools_own_voice_counts():
    old, new = audited("1", date="2026-01-01"), audited("2", name="r2", date="2026-06-01")
    other = audited("1", name="r3", date="2026-09-01", voice="colleague")
    known = {AUDIT.id: AUDIT}

    assert [new] == list(counted_rounds(record("A", old, new, other), known))
    assert [new] == list(counted_rounds(record("A", new, other, old), known))
    assert [other] == list(counted_rounds(record("A", other), known))
    person = audited("1", name="r4", date="2026-09-01", voice="person")
    assert [] == list(counted_rounds(record("A", person), known))


def test_what_was_settled_together_counts_and_the_adviser_stands_beside(tmp_path):
    one = audited(
        "1", "1", joint={"RD-A1.01": Joint(level="2")}, moderated={"RD-A1.02": Moderated(level="2")}
    )

    (found,) = collate(kept(tmp_path, record("A", one)), TINY).tallies["RD-A1"].returns

    assert (150, 200) == (found.overall, found.moderated)


def test_a_record_of_an_earlier_edition_is_brought_here(tmp_path):
    docs = tmp_path / "docs"
    shutil.copytree(DATA / "tiny", docs)
    shutil.copytree(DATA / "editions/new", docs, dirs_exist_ok=True)
    (docs / "changes/2026.1.yaml").unlink()

    network = collate([DATA / "editions/2025.1.record.json"], load(docs))

    assert 1 == network.read
    assert network.messages


def test_a_survey_is_shown_in_per_cent_with_n(tmp_path):
    given = [record("", surveyed(level)) for level in "33312"]

    rows = table(collate(kept(tmp_path, *given), SURVEYED), "RD-S1 answers")

    assert [5, "20%", "20%", "60%"] == rows[0][3:7]
    assert "fewer than 5 answers: not shown" == rows[1][4]


def test_few_answers_are_not_shown_anywhere(tmp_path):
    given = [record("A", surveyed("3", "I said this")) for _ in range(4)]
    network = collate(kept(tmp_path, *given), SURVEYED)

    shown = json.dumps(
        [
            table(network, name)
            for name in ("Overview", "RD-S1 answers", "RD-S1 by school", "RD-S1 words")
        ]
    )

    assert "I said this" not in shown
    assert "%" not in shown
    assert [None, None, None] == table(network, "Overview")[0][4:7]


def test_words_come_without_school_or_order(tmp_path):
    given = [record(f"School {n}", surveyed("3", f"Words {n}")) for n in range(6)]

    rows = table(collate(kept(tmp_path, *given), SURVEYED), "RD-S1 words")

    assert {f"Words {n}" for n in range(6)} == {row[2] for row in rows}
    assert [f"Words {n}" for n in range(6)] != [row[2] for row in rows]
    assert "School" not in json.dumps(rows)


def test_of_two_files_of_one_school_the_later_counts(tmp_path):
    network = collate(
        kept(
            tmp_path,
            record("St  Mary's", audited("2", date="2026-11-01")),
            record("st mary's", audited("1", date="2026-03-01")),
            record("North", audited("1", date="2026-03-01")),
            record("North", audited("2", date="2026-11-01")),
        ),
        TINY,
    )

    assert [("St  Mary's", 200), ("North", 200)] == [
        (one.school, one.overall) for one in network.tallies["RD-A1"].returns
    ]
    assert ["001.record.json", "002.record.json"] == [name for name, _ in network.messages]
    assert "If they are two schools" in network.messages[0][1]


def test_schools_without_a_name_are_told_apart_by_their_files(tmp_path):
    network = collate(kept(tmp_path, record("", audited("2")), record("", audited("1"))), TINY)

    assert ["000", "001"] == [one.school for one in network.tallies["RD-A1"].returns]


def test_an_answer_that_stands_in_two_files_counts_once(tmp_path):
    """The device that collects a survey was saved on Monday and again on Friday."""
    answers = [surveyed("3").model_copy(update={"id": f"r20261101-a1b2c{n}"}) for n in range(7)]

    network = collate(
        kept(tmp_path, record("North", *answers[:4]), record("North", *answers)), SURVEYED
    )

    assert 7 == len(network.tallies["RD-S1"].returns)
    assert ("001.record.json", "4 of its rounds another file holds too; counted once.") in (
        network.messages
    )


def test_everybody_counts_who_answered_on_one_device(tmp_path):
    answers = [
        surveyed(level).model_copy(update={"id": f"r{n}"}) for n, level in enumerate("33312")
    ]

    rows = table(collate(kept(tmp_path, record("North", *answers)), SURVEYED), "RD-S1 answers")

    assert [5, "20%", "20%", "60%"] == rows[0][3:7]


def test_who_answered_a_survey_without_a_school_has_no_name(tmp_path):
    for name in ("anna-smith", "ben-jones"):
        (tmp_path / f"{name}.record.json").write_bytes(write_record(record("", surveyed("3"))))
    given = [record("North", surveyed("3")) for _ in range(5)]

    network = collate([*kept(tmp_path, *given), *sorted(tmp_path.glob("*-*.json"))], SURVEYED)

    assert {"North", "No school named"} == {one.school for one in network.tallies["RD-S1"].returns}
    rows = table(network, "RD-S1 by school")
    assert {"No school named"} == {
        row[0] for row in rows if row[3] == "<5" and row[1] == "RD-S1.01"
    }
    assert not any("anna" in str(row) for row in rows)


def of_kind(kind: str) -> Library:
    one = dataclasses.replace(AUDIT, kind=kind)
    return dataclasses.replace(TINY, instruments=(one,))


def test_of_a_framework_nobody_is_shown_by_name(tmp_path):
    """Each person's latest round counts, as answers to a survey do."""
    rounds = [
        audited("1", name=f"r{n}{when}", who=f"Person {n}", date=f"2026-0{when}-01", voice="person")
        for n in range(5)
        for when in (1, 6)
    ]
    network = collate(kept(tmp_path, record("North", *rounds)), of_kind("framework"))

    assert 5 == len(network.tallies["RD-A1"].returns)
    assert [] == table(network, "RD-A1 schools")
    assert [5, "100%", "0%"] == table(network, "RD-A1 answers")[0][3:6]


def test_a_planner_is_told_by_counts_and_has_no_score(tmp_path):
    network = collate(
        kept(tmp_path, record("A", audited("1", "2")), record("B", audited("2", "2"))),
        of_kind("planner"),
    )

    assert [["A", 2, 1, 1], ["B", 2, 0, 2]] == [
        [row[0], *row[3:6]] for row in table(network, "RD-A1 schools")
    ]
    assert [None, None, None, None] == table(network, "Overview")[0][4:8]
    assert [] == table(network, "RD-A1 sharing")
    assert [[2, 1, 1, 0], [2, 0, 2, 0]] == [row[3:] for row in table(network, "RD-A1 spread")]


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"A": 5, "B": 9}, {"A", "B"}),
        ({"A": 4, "B": 9}, set()),
        ({"A": 4, "B": 9, "C": 7}, {"B"}),
        ({"A": 4, "B": 9, "C": 3}, {"B"}),
        ({"A": 0, "B": 9}, {"B"}),
        ({}, set()),
    ],
)
def test_nobody_can_subtract_to_a_small_number(counts, shown):
    assert shown == shown_schools(counts)


def test_the_same_files_give_the_same_bytes(tmp_path):
    paths = kept(tmp_path, record("A", audited("1", "2")), record("B", surveyed("3")))

    assert network_workbook(collate(paths, SURVEYED)) == network_workbook(collate(paths, SURVEYED))


def test_folders_are_searched_and_named_files_are_taken_as_they_are(tmp_path):
    kept(tmp_path, record("A"))
    for name in ("~$open.xlsx", "notes.txt", "deep/more.XLSX"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")

    found = [path.name for path in found_files([tmp_path, tmp_path / "notes.txt"])]

    assert ["000.record.json", "more.XLSX", "notes.txt"] == found


def test_little_is_kept_of_a_record(tmp_path):
    """So that thousands fit: `scripts/bench.py --only collating` measures 5,000."""
    long = audited("2", "1").model_copy(
        update={"answers": {"RD-A1.01": Answer(level="2", note="x" * 9_000)}}
    )
    network = collate(kept(tmp_path, *(record(f"S{n}", long) for n in range(20))), TINY)

    kept_size = sum(len(pickle.dumps(tally.returns)) for tally in network.tallies.values())
    assert 20 == network.read
    assert kept_size < 20 * 400
