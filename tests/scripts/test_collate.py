"""`collate` and `read_workbook` with files under a passphrase, as a person runs them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from library.exports.workbook import filled
from library.load import load
from library.record import locked, open_record, unlocked
from tests.places import ROOT, TINY
from tests.scripts.commands import run

LIBRARY = load(TINY)
GIVEN = open_record((ROOT / "tests/data/records/full.record.json").read_bytes(), LIBRARY).record
AUDIT = LIBRARY.instruments[0]


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    """A folder with two locked records, each under its own passphrase, and one that is not."""
    folder = tmp_path / "returns"
    folder.mkdir()
    source = ROOT / "tests/data/records/full.record.json"
    (folder / "open.record.json").write_bytes(source.read_bytes())
    for name in ("north", "south"):
        one = GIVEN.model_copy(update={"school": name.title()})
        (folder / f"{name}.record.json").write_bytes(locked(one, f"{name} passphrase"))
    return folder


def test_locked_files_are_opened_by_a_file_of_passphrases(tmp_path, returns):
    (tmp_path / "words.txt").write_text("north passphrase\nother\n", encoding="utf-8")

    done = run(
        "collate.py", returns, "-o", tmp_path / "network.xlsx", "--docs", TINY,
        "--passphrase-file", tmp_path / "words.txt", "--open-data", tmp_path / "open",
    )  # fmt: skip

    assert done.returncode == 1, done.stderr
    assert "south.record.json: not read. No passphrase in the file" in done.stdout
    assert "2 files read, 1 not" in done.stdout
    assert "RD-A1: not in the open data, fewer than 5 returns." in done.stdout
    assert not (tmp_path / "open").exists()
    sheet = openpyxl.load_workbook(tmp_path / "network.xlsx")["RD-A1 schools"]
    assert ["A two-form primary", "North"] == sorted(
        str(row[0]) for row in sheet.iter_rows(min_row=6, values_only=True)
    )


def test_without_a_terminal_nobody_is_asked(tmp_path, returns):
    done = run(
        "collate.py", returns / "north.record.json", "-o", tmp_path / "n.xlsx", "--docs", TINY
    )

    assert done.returncode == 1
    assert "north.record.json: not read. It is locked, and no passphrase was given" in done.stdout
    assert "nothing was written" in done.stderr


def test_a_locked_record_stays_locked_when_a_workbook_changes_it(tmp_path, returns):
    (tmp_path / "words.txt").write_text("north passphrase", encoding="utf-8")
    (tmp_path / "audit.xlsx").write_bytes(filled(LIBRARY, AUDIT, GIVEN, GIVEN.rounds[0]))

    done = run(
        "read_workbook.py", tmp_path / "audit.xlsx", returns / "north.record.json",
        "--docs", TINY, "--apply", tmp_path / "new.record.json",
        "--passphrase-file", tmp_path / "words.txt",
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr
    assert "under the same passphrase" in done.stdout
    inside = unlocked((tmp_path / "new.record.json").read_bytes(), "north passphrase")
    assert "A two-form primary" == open_record(inside, LIBRARY).record.school
