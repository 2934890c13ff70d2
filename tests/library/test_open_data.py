"""Open data holds counts from five up, and nothing of what anybody wrote or is called."""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections import defaultdict
from pathlib import Path

import pytest

from library.collate import collate, shown_counts
from library.exports.open_data import OpenData, open_data
from library.record import (
    Action,
    Answer,
    Evidence,
    Joint,
    Moderated,
    Record,
    Retired,
    Round,
    Target,
)
from tests.library.test_collate import SURVEYED, audited, kept, record, surveyed

SECRET = "Zanzibar"


def published(folder: Path, *records: Record, licence: str | None = None) -> OpenData:
    return open_data(collate(kept(folder, *records), SURVEYED), "2026-11-22", licence)


def rows(made: OpenData, tool: str) -> list[dict[str, str]]:
    text = made.files["counts.csv"].decode("utf-8-sig")
    return [row for row in csv.DictReader(io.StringIO(text)) if row["tool"] == tool]


def everything_written(number: int) -> Record:
    """A record in which every text that a person can write is the secret."""
    who = f"{SECRET} {number}"
    answer = Answer(
        level="12"[number % 2],
        reason=who,
        evidence=(Evidence(text=who, strength="some"),),
        helps=who,
        hinders=who,
        target=Target(level="2"),
        actions=(Action(text=who, owner=who),),
        goal=who,
        measure=who,
        note=who,
    )
    audit = Round(
        id="r1",
        instrument="RD-A1",
        edition="2026.1",
        date="2026-10-01",
        who=who,
        answers={"RD-A1.01": answer, "RD-A1.02": Answer(other="another-way", reason=who)},
        moderated={"RD-A1.01": Moderated(level="1", reason=who, by=who)},
        joint={"RD-A1.02": Joint(level="2", reason=who)},
    )
    survey = surveyed("3", who).model_copy(update={"id": "r2", "who": who})
    retired = Retired(
        instrument="RD-A1",
        statement="RD-A1.30",
        text=who,
        answer=answer,
        edition="2026.1",
        why=who,
    )
    return record(who, audit, survey).model_copy(update={"retired": (retired,)})


def test_nothing_that_anybody_wrote_or_is_called_comes_out(tmp_path):
    network = collate(kept(tmp_path, *map(everything_written, range(12))), SURVEYED)
    assert SECRET in "".join(one.school for one in network.tallies["RD-A1"].returns)

    made = open_data(network, "2026-11-22")

    assert ("RD-A1", "RD-S1") == made.tools
    assert {"counts.csv", "datapackage.json", "README.md"} == made.files.keys()
    for name, content in made.files.items():
        assert SECRET.casefold() not in content.decode("utf-8-sig").casefold(), name
        assert ".record.json" not in content.decode("utf-8-sig"), name


def test_counts_stand_beside_the_words_that_were_answered(tmp_path):
    made = published(tmp_path, *(record(f"S{n}", audited("12"[n < 6])) for n in range(12)))

    first, second = rows(made, "RD-A1")[:2]

    assert ("RD-A1.01", "1", "Not yet", "12", "6") == tuple(
        first[key] for key in ("statement", "level", "level_name", "n", "count")
    )
    assert ("2", "6") == (second["level"], second["count"])
    assert "2026.1" == first["edition"]


def test_few_answers_to_a_statement_are_empty_cells(tmp_path):
    given = [record(f"S{n}", audited("2", "2" if n < 4 else "")) for n in range(9)]

    cells = [(row["n"], row["count"]) for row in rows(published(tmp_path, *given), "RD-A1")]

    assert [("9", ""), ("9", ""), ("", ""), ("", "")] == cells


def test_every_column_is_described_for_programs(tmp_path):
    made = published(
        tmp_path, *(record(f"S{n}", audited("2")) for n in range(5)), licence="CC BY 4.0"
    )

    package = json.loads(made.files["datapackage.json"])
    table = package["resources"][0]["schema"]

    heads = made.files["counts.csv"].decode("utf-8-sig").splitlines()[0].split(",")
    assert heads == [field["name"] for field in table["fields"]]
    assert ("2026.1", "2026-11-22T00:00:00Z") == (package["version"], package["created"])
    assert {"name": "CC-BY-4.0", "title": "The counts: CC BY 4.0"} == package["licenses"][0]
    assert all("name" in one or "path" in one for one in package["licenses"])
    assert "2026-11-22" in made.files["README.md"].decode()


@pytest.mark.parametrize(
    ("records", "reason"),
    [
        ([record(f"S{n}", audited("2")) for n in range(4)], "fewer than 5 returns"),
        ([record(f"S{n % 4}", surveyed("2")) for n in range(9)], "fewer than 5 schools"),
        ([record("One", audited("2")) for _ in range(9)], "fewer than 5 returns"),
    ],
)
def test_few_schools_are_not_published(tmp_path, records, reason):
    made = published(tmp_path, *records)

    assert ((), reason) == (made.tools, made.left_out[0][1])


def test_a_survey_without_schools_needs_five_answers(tmp_path):
    assert ("RD-S1",) == published(tmp_path, *(record("", surveyed("2")) for _ in range(5))).tools


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((3, 1), None),
        ((5, 7), (5, 7)),
        ((9, 1), (None, None)),
        ((9, 0), (None, None)),
        ((9, 6, 1), (None, 6, None)),
        ((9, 6, 3, 2), (9, 6, None, None)),
        ((9, 6, 1, 1), (None, 6, None, None)),
        ((9, 6, 4, 4), (None, 6, None, None)),
        ((9, 6, 0, 0), (None, 6, None, None)),
    ],
)
def test_what_could_be_worked_out_is_left_out_too(counts, shown):
    given = dict(zip("abcd", counts, strict=False))
    expected = None if shown is None else dict(zip("abcd", shown, strict=False))

    assert expected == shown_counts(given)


@pytest.mark.parametrize(("levels", "most"), [(2, 20), (3, 18), (4, 16), (5, 14)])
def test_nobody_can_subtract_to_a_count(levels, most):
    """Whoever knows the rule, n and what is shown finds two answers at least for each empty cell.

    All counts are tried, so that none is the only one that could stand behind what is shown.
    """
    behind = defaultdict(list)
    for counts in itertools.product(range(most + 1), repeat=levels):
        if 5 <= sum(counts) <= most:
            shown = tuple(shown_counts(dict(enumerate(counts))).values())
            behind[sum(counts), shown].append(counts)

    for (_, shown), possible in behind.items():
        for at, count in enumerate(shown):
            assert count is not None or len({one[at] for one in possible}) > 1, possible
