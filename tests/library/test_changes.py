"""Old records open in new editions, and a library says how its statements changed."""

import json
import shutil
from pathlib import Path

import pytest

from library.changes import (
    brought_here,
    for_browser,
    opened_here,
    published,
    published_yaml,
)
from library.files import PublishedFile
from library.load import examine, load
from library.model import Library
from library.record import Answer, Record, Round, open_record, write_record
from library.yaml_lines import read

DATA = Path(__file__).parent.parent / "data"
SAVED = DATA / "editions/2025.1.record.json"


def laid(tmp_path: Path, name: str) -> Path:
    """An edition's folder, complete: the tiny library with the edition's files over it."""
    docs = tmp_path / name
    shutil.copytree(DATA / "tiny", docs)
    shutil.copytree(DATA / "editions" / name, docs, dirs_exist_ok=True)
    if name == "new":
        old = load(laid(tmp_path, "old"))
        (docs / "changes/published").mkdir(exist_ok=True)
        (docs / "changes/published/2025.1.yaml").write_text(published_yaml(old), encoding="utf-8")
    return docs


@pytest.fixture
def new(tmp_path: Path) -> Library:
    return load(laid(tmp_path, "new"))


def saved() -> bytes:
    return SAVED.read_bytes()


def only(library: Library) -> tuple[dict[str, Answer], dict[str, Answer]]:
    """The answers to the audit, and those that went to the checklist."""
    first, second = opened_here(saved(), library).record.rounds
    return first.answers, second.answers


def test_what_was_published_reads_back_as_it_was(new):
    text = published_yaml(new)

    value, _, problems = read(text, "f.yaml")

    assert [] == problems
    assert published(new) == PublishedFile.model_validate(value)


def test_the_record_was_saved_in_the_old_edition(tmp_path):
    old = load(laid(tmp_path, "old"))

    here = opened_here(saved(), old)

    assert ((), ()) == (here.reviews, here.messages)
    assert here.record == open_record(saved(), old).record


def test_what_keeps_its_meaning_keeps_its_answer(new):
    answers, _ = only(new)
    before = open_record(saved(), new).record.rounds[0].answers

    for statement in ("RD-A1.01", "RD-A1.02", "RD-A1.09"):
        assert before[statement] == answers[statement]


def test_what_changed_its_meaning_is_marked_until_looked_at(new):
    answers, _ = only(new)

    assert ("2", True) == (answers["RD-A1.03"].level, answers["RD-A1.03"].copied)
    assert ("1", True) == (answers["RD-A1.10"].level, answers["RD-A1.10"].copied)
    assert answers["RD-A1.10"] == answers["RD-A1.11"]


def test_a_level_that_another_scale_has_not_is_chosen_again(new):
    _, visit = only(new)

    assert (None, True) == (visit["RD-C1.02"].level, visit["RD-C1.02"].copied)
    assert "no level '1'. Choose one again." in opened_here(saved(), new).messages[0]


def test_merged_answers_take_the_lowest_level_and_all_that_was_written(new):
    answers, _ = only(new)

    merged = answers["RD-A1.12"]

    assert ("1", True) == (merged.level, merged.copied)
    assert ["Two pupils a day", "A table in the hall"] == [one.text for one in merged.evidence]
    assert "Six pupils asked to do it\nThe governors paid" == merged.helps


def test_the_review_list_shows_old_and_new_side_by_side(new):
    reviews = opened_here(saved(), new).reviews

    assert ["reworded", "moved", "split", "merged", "retired"] == [one.kind for one in reviews]
    assert (("RD-A1.05", "The library is open at lunch and after school."),) == reviews[2].old
    assert (
        ("RD-A1.10", "The library is open at lunch."),
        ("RD-A1.11", "The library is open after school."),
    ) == reviews[2].new
    assert () == reviews[4].new
    assert "Reading schemes are kept in many ways." == reviews[4].why


def test_nothing_is_dropped(new):
    """Every word of the old record stands somewhere in the new one."""
    new_text = write_record(opened_here(saved(), new).record).decode()

    for answer in json.loads(saved())["rounds"][0]["answers"].values():
        for key in ("helps", "hinders", "note", "reason"):
            assert all(line in new_text for line in answer.get(key, "").splitlines())
        for item in (*answer.get("evidence", ()), *answer.get("actions", ())):
            assert item["text"] in new_text
    assert "The visitor saw it closed" in new_text


def test_retired_answers_are_kept_with_their_words(new):
    retired = opened_here(saved(), new).record.retired

    assert ["RD-A1.05", "RD-A1.06", "RD-A1.07", "RD-A1.08", "RD-C1.02"] == [
        one.statement for one in retired
    ]
    assert "A cupboard is kept for reading schemes." == retired[3].text
    assert ("2", "2025.1", "r1") == (retired[3].answer.level, retired[3].edition, retired[3].round)
    assert "Adviser: level 1. The visitor saw it closed" in retired[0].answer.note


def test_a_statement_that_went_elsewhere_takes_its_round_along(new):
    first, second = opened_here(saved(), new).record.rounds

    assert ("RD-A1", "RD-C1") == (first.instrument, second.instrument)
    assert (first.date, first.who) == (second.date, second.who)
    assert {"2026.1"} == {first.edition, second.edition}


def test_opening_twice_changes_nothing_more(new):
    once = opened_here(saved(), new)

    again = opened_here(write_record(once.record), new)

    assert once.record == again.record
    assert () == again.reviews


def test_statements_and_levels_that_nobody_knows_are_kept_and_named(new):
    one = Round(
        id="r1",
        instrument="RD-A1",
        edition="2026.1",
        answers={"RD-A1.77": Answer(note="Never lost"), "RD-A1.01": Answer(level="9")},
    )
    record = Record(
        format="partner-schools-library.record",
        version=1,
        library="Tiny",
        edition="2026.1",
        saved="2026-11-22T10:00:00Z",
        rounds=(one,),
    )

    here = brought_here(record, new)

    assert ["RD-A1.77", "RD-A1.01"] == [item.statement for item in here.record.retired]
    assert here.record.rounds[0].answers["RD-A1.01"].level is None
    assert 2 == len(here.messages)


def test_an_instrument_that_this_library_has_not_stays_as_it_is(new):
    one = Round(
        id="r1", instrument="RD-A9", edition="2026.1", answers={"RD-A9.01": Answer(level="1")}
    )
    record = Record(
        format="partner-schools-library.record",
        version=1,
        library="Tiny",
        edition="2026.1",
        saved="2026-11-22T10:00:00Z",
        rounds=(one,),
    )

    here = brought_here(record, new)

    assert (one,) == here.record.rounds
    assert "no RD-A9" in here.messages[0]


def test_the_browser_gets_every_map_and_the_words(new):
    data = for_browser(new)

    assert ["RD-A1.06", "RD-A1.07"] == data["maps"][0]["changes"][6]["from"]
    assert "Books go home." == data["texts"]["2025.1"]["RD-A1.04"]
    json.dumps(data)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("retired", "RD-A1.08 has gone since edition 2025.1"),
        ("same_meaning: true}\n  - {kind: reworded", "RD-A1.02 was reworded since edition 2025.1"),
        ("RD-C1.02", "RD-A1.04 has gone since edition 2025.1"),
        ("It belongs with the others", "RD-A1.09 was moved since edition 2025.1"),
        ("split", "RD-A1.05 has gone since edition 2025.1"),
    ],
)
def test_a_change_that_the_map_does_not_explain_fails_the_library(tmp_path, line, complaint):
    docs = laid(tmp_path, "new")
    file = docs / "changes/2026.1.yaml"
    rows = file.read_text(encoding="utf-8").splitlines(keepends=True)
    word = line.partition("\n")[0]
    gone = next(row for row in rows if word in row)
    file.write_text("".join(row for row in rows if row != gone), encoding="utf-8")

    _, problems = examine(docs)

    assert [("C-01", True)] == [(one.code, complaint in one.message) for one in problems]


@pytest.mark.parametrize(
    ("old", "new_words", "complaint"),
    [
        (
            "kind: kept, from: [RD-A1.01], to: [RD-A1.01]",
            "kind: kept, from: [RD-A1.01], to: [RD-A1.13]",
            "RD-A1.01 is called kept, but it changed",
        ),
        (
            "kind: reworded, from: [RD-A1.02]",
            "kind: kept, from: [RD-A1.02]",
            "RD-A1.02 is called kept, but it changed",
        ),
        ("to: [RD-A1.12]", "to: [RD-A1.99]", "edition 2026.1 has no RD-A1.99"),
        ("from: [RD-A1.08]", "from: [RD-A1.08, RD-A1.98]", "edition 2025.1 has no RD-A1.98"),
        ("to: [RD-A1.12]", "to: [RD-A1.01]", "nothing else can become it"),
        ("to: [RD-A1.10, RD-A1.11]", "to: [RD-A1.10]", "'split' cannot go from 1 statements to 1"),
        ("from: [RD-A1.08]", "from: [RD-A1.08, RD-A1.01]", "RD-A1.01 is still there"),
    ],
)
def test_a_map_that_cannot_be_right_fails_the_library(tmp_path, old, new_words, complaint):
    docs = laid(tmp_path, "new")
    file = docs / "changes/2026.1.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new_words), encoding="utf-8")

    _, problems = examine(docs)

    assert any(one.code == "C-02" and complaint in one.message for one in problems)


def test_levels_that_are_called_something_else_must_be_explained(tmp_path):
    """A record keeps a level's key: were it to mean another thing, answers would change."""
    docs = laid(tmp_path, "new")
    file = docs / "tools/scales.yaml"
    text = file.read_text("utf-8")
    assert text.count("In place") == 1
    file.write_text(text.replace("In place", "Sometimes"), "utf-8")

    _, problems = examine(docs)

    assert [("C-02", True)] == [
        (one.code, "RD-A1.01 is called kept, but it changed" in one.message) for one in problems
    ]
    maps = docs / "changes/2026.1.yaml"
    lines = maps.read_text("utf-8").splitlines(keepends=True)
    maps.write_text("".join(one for one in lines if "kind: kept" not in one), "utf-8")

    (problem,) = examine(docs)[1]

    assert "RD-A1.01 is answered with other words since edition 2025.1" in problem.message


def test_a_published_edition_cannot_change_without_a_new_name(tmp_path):
    docs = laid(tmp_path, "old")
    (docs / "changes/published").mkdir(parents=True)
    (docs / "changes/published/2025.1.yaml").write_text(published_yaml(load(docs)), "utf-8")
    assert [] == examine(docs)[1]
    file = docs / "tools/reading-audit/instrument.yaml"
    file.write_text(file.read_text("utf-8").replace("Books go home.", "Books go out."), "utf-8")

    (problem,) = examine(docs)[1]

    assert ("C-01", True) == (problem.code, "name a new edition" in problem.message)
