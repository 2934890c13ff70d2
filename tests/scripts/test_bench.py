"""`bench` prints a table for people and writes the same figures for programs."""

from __future__ import annotations

import json
from pathlib import Path

from tests.places import TINY
from tests.scripts.commands import run


def test_it_measures_a_library_and_leaves_it_as_it_was(tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in TINY.rglob("*") if path.is_file()}
    only = ("--only", "builds")
    done = run("bench.py", "--docs", TINY, *only, "--json", tmp_path / "figures.json")

    assert done.returncode == 0, done.stderr
    for words in ("cold build", "prose edit to refreshed page", "peak memory"):
        assert words in done.stdout
    figures = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))["results"][0]
    rows = {row["name"].strip(): row for row in figures["rows"]}
    assert figures["pages"] == 13
    assert rows["cold build without exports"]["ours"] > 0
    assert rows["peak memory of the build"]["ours"] > 10
    assert rows["prose edit to refreshed page"]["reached"] is None, "the plan names other sizes"
    assert before == {path: path.read_bytes() for path in TINY.rglob("*") if path.is_file()}


def test_a_size_too_small_is_told_in_a_sentence() -> None:
    done = run("bench.py", "--pages", "3")

    assert done.returncode == 2
    assert "a number from 50 up is expected, not 3" in done.stderr
