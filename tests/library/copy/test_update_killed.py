"""The power goes at every moment of an update: the old or the new copy is whole afterwards."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from library.load import load
from tests import updates
from tests.places import TINY
from tests.updates import NEW, OLD, UPDATE, apply, clone, contents

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it needs fork and SIGKILL")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    place = tmp_path_factory.mktemp("editions")
    updates.editions(load(TINY), place, None)
    return place


@pytest.fixture(scope="module")
def updated(made, tmp_path_factory):
    place = tmp_path_factory.mktemp("updated")
    clone(made, place)
    assert 0 == apply(place, "--yes").returncode
    return place


def killed(
    place: Path, tmp_path: Path, asked: str, following: str, *again: int, every: int = 1
) -> list[list[str]]:
    """For each moment: what was left, and what it is after the next start."""
    job = {
        "update": str(place / UPDATE), "copy": str(place / OLD), "place": str(tmp_path / "copy"),
        "asked": [asked], "next": [following], "killed_again": again,
        "every": every,
    }  # fmt: skip
    (tmp_path / "job.json").write_text(json.dumps(job))
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("killed.py"), tmp_path / "job.json"],
        check=True, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    told: list[list[str]] = json.loads(done.stdout)
    return told


def test_killed_at_every_moment_it_is_finished_by_the_next_start(made, tmp_path):
    told = killed(made, tmp_path, "--yes", "--yes")

    assert len(told) >= 60
    assert {"first", "journal", "last"} == {was for was, _ in told}
    assert {"last"} == {now for _, now in told}
    assert contents(made / NEW) == contents(tmp_path / "copy")


def test_killed_at_every_moment_it_can_be_undone(made, tmp_path):
    told = killed(made, tmp_path, "--yes", "--roll-back", every=2)

    assert {"first", "journal", "last"} == {was for was, _ in told}
    assert {"first"} == {now for _, now in told}
    assert contents(made / OLD) == contents(tmp_path / "copy")


def test_going_back_survives_being_killed_at_every_moment(updated, tmp_path):
    told = killed(updated, tmp_path, "--roll-back", "--roll-back")

    assert len(told) >= 40
    assert {"first", "journal", "last"} == {was for was, _ in told}
    assert {"last"} == {now for _, now in told}


def test_killed_twice_more_while_it_recovers(made, tmp_path):
    told = killed(made, tmp_path, "--yes", "--yes", 6, 14, every=4)

    assert {"last"} == {now for _, now in told}
