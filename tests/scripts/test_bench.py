"""`bench` prints a table for people and writes the same figures for programs."""

from __future__ import annotations

import json
from pathlib import Path

from tests.places import TINY
from tests.scripts.commands import run


def test_it_measures_a_library_and_leaves_it_as_it_was(tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in TINY.rglob("*") if path.is_file()}
    done = run("bench.py", "--docs", TINY, "--json", tmp_path / "figures.json")

    assert done.returncode == 0, done.stderr
    for words in ("cold build", "rebuild after one sentence", "peak memory", "handbook chapter"):
        assert words in done.stdout
    figures = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))["results"][0]
    assert figures["pages"] == 13
    assert figures["cold_seconds"] > 0
    assert figures["peak_bytes"] > 10_000_000
    visits = {visit["page"]: visit for visit in figures["first_visit"]}
    assert list(visits) == ["home page", "handbook chapter", "audit"]
    assert all(0 < visit["sent"]["HTML"] < visit["raw"]["HTML"] for visit in visits.values())
    assert before == {path: path.read_bytes() for path in TINY.rglob("*") if path.is_file()}


def test_a_size_too_small_is_told_in_a_sentence() -> None:
    done = run("bench.py", "--pages", "3")

    assert done.returncode == 2
    assert "a number from 50 up is expected, not 3" in done.stderr
