"""Several processes do what one does: the same results, warnings and failures."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from generated_library import write
from library.problems import LibraryError
from macros import parallel
from macros.parallel import Crew
from tests.places import ROOT

NUMBERS = list(range(100))


@pytest.fixture(autouse=True)
def three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "processes", lambda: 3)


def test_results_stand_in_the_order_of_the_items() -> None:
    found = Crew(lambda number: (number * number, os.getpid()), NUMBERS).results()

    assert [square for square, _ in found] == [number * number for number in NUMBERS]


def test_a_mistake_is_raised_as_it_was() -> None:
    def fail(number: int) -> int:
        if number == 60:
            raise LibraryError("page 60 has a mistake")
        return number

    with pytest.raises(LibraryError, match="page 60 has a mistake"):
        Crew(fail, NUMBERS).results()


def test_warnings_of_copies_are_logged_here(caplog: pytest.LogCaptureFixture) -> None:
    def warn(number: int) -> None:
        logging.getLogger("mkdocs.test").warning("careful with %s", number)

    logging.getLogger("mkdocs").propagate = True
    with caplog.at_level(logging.WARNING, "mkdocs"):
        Crew(warn, NUMBERS).results()
    assert {record.getMessage() for record in caplog.records} == {
        f"careful with {number}" for number in NUMBERS
    }


def test_a_copy_that_is_killed_is_told_in_a_sentence() -> None:
    own = os.getpid()

    def die(number: int) -> None:
        if os.getpid() != own:
            os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(LibraryError, match="ended without a word"):
        Crew(die, NUMBERS).results()


def test_a_wrong_number_of_processes_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.undo()
    monkeypatch.setenv("LIBRARY_PROCESSES", "none")
    with pytest.raises(LibraryError, match="LIBRARY_PROCESSES is a number from 1 up; found none"):
        parallel.processes()


def test_a_site_is_the_same_whoever_made_it(tmp_path: Path) -> None:
    write(tmp_path / "docs", 50)
    sites = {}
    for number in ("1", "3"):
        place = tmp_path / number
        command = [ROOT / "scripts/measure/one_build.py", ROOT, tmp_path / "docs", place]
        subprocess.run(
            [sys.executable, *command], check=True, env={**os.environ, "LIBRARY_PROCESSES": number}
        )
        found = (path for path in place.rglob("*") if path.is_file())
        sites[number] = {path.relative_to(place): path.read_bytes() for path in found}
    assert sites["1"].keys() == sites["3"].keys()
    assert [path for path, data in sites["1"].items() if data != sites["3"][path]] == []
