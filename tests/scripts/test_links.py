"""`links.py`: against a small internet on this machine, and where there is none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.outside_world import World, world
from tests.places import TINY
from tests.scripts.commands import run

__all__ = ["world"]
FILM = "https://example.org/story"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    shutil.copytree(TINY, tmp_path / "docs")
    return tmp_path / "docs"


def lead(docs: Path, file: str, old: str, new: str) -> None:
    path = docs / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_it_writes_dates_and_states_and_a_report_and_skips_them_next_time(
    docs: Path, world: World
) -> None:
    lead(docs, "videos/reading/videos.yaml", FILM, f"{world.http}/404")
    lead(docs, "programme/rights.yaml", LICENCE, f"{world.http}/moved")
    report = docs.parent / "report.md"
    arguments = ("--docs", docs, "--report", report, "--timeout", "2", "--pause", "0")

    first = run("links.py", *arguments)
    second = run("links.py", *arguments)

    assert 1 == first.returncode
    assert "2 outside addresses; 2 to be asked." in first.stdout
    assert f"gone: {world.http}/404 (404 Not Found)" in first.stdout
    assert "1 of 2 addresses need somebody's attention." in first.stderr
    film = (docs / "videos/reading/videos.yaml").read_text(encoding="utf-8")
    assert "    state: gone\n" in film
    assert "checked: null" not in film
    rights = (docs / "programme/rights.yaml").read_text(encoding="utf-8")
    assert f"    state: moved\n    moved_to: {world.http}/ok\n" in rights
    assert "`videos/reading/index.md`" in report.read_text(encoding="utf-8")
    assert "2 outside addresses; 1 to be asked." in second.stdout
    assert 0 == run("check.py", "--docs", docs).returncode


def test_without_internet_it_says_so_and_changes_nothing(docs: Path, world: World) -> None:
    lead(docs, "videos/reading/videos.yaml", FILM, world.others["closed-port"])
    lead(docs, "programme/rights.yaml", LICENCE, world.others["closed-port"])
    before = contents(docs.parent)

    done = run("links.py", "--docs", docs, "--report", docs.parent / "report.md")

    assert 1 == done.returncode
    assert "no internet here. Nothing changed." in done.stderr
    assert before == contents(docs.parent)


def test_mistakes_in_the_data_come_first(docs: Path) -> None:
    lead(docs, "videos/reading/videos.yaml", FILM, "ftp://example.org/story")

    done = run("links.py", "--docs", docs)

    assert 1 == done.returncode
    assert "videos/reading/videos.yaml:5: S-03" in done.stdout
    assert "Traceback" not in done.stderr
