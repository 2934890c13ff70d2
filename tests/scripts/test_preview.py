"""The parts of `serve`, one by one."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from preview.builder import Builder
from preview.watcher import Watcher
from tests.places import ROOT

BUILD = """
from library.problems import LibraryError

class Kept:
    def __init__(self, docs, site):
        self.docs, self.site = docs, site

    def build(self):
        text = self.docs.read_text()
        if text == "mistake":
            raise LibraryError("a mistake")
        if text == "end":
            import os
            os._exit(1)
        self.site.write_text("{code} " + text.strip("!"))

    def finish(self):
        self.index = self.site.read_text()

    def settle(self):
        self.site.with_name("index").write_text(self.index)
"""


@pytest.fixture
def code(tmp_path: Path) -> Path:
    """A checkout whose build does what a file says."""
    for package in ("library", "macros"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").touch()
    shutil.copy(ROOT / "library" / "problems.py", tmp_path / "library")
    (tmp_path / "macros" / "kept.py").write_text(BUILD.replace("{code}", "old"))
    return tmp_path


def test_a_builder_goes_on_after_mistakes_faults_and_ends(code: Path) -> None:
    docs, site = code / "docs", code / "site"
    with Builder(code, docs) as builder:
        outcomes = {}
        for text in ("good", "mistake", "end", "again"):
            docs.write_text(text)
            outcomes[text] = builder.build(site).problems
        docs.unlink()
        outcomes["gone"] = builder.build(site).problems

    assert outcomes["good"] == outcomes["again"] == ""
    assert outcomes["mistake"] == "a mistake"
    assert "without a word" in outcomes["end"]
    assert outcomes["gone"].startswith("A fault in the code")
    assert "FileNotFoundError" in outcomes["gone"]


def test_a_builder_that_starts_again_has_new_code(code: Path) -> None:
    docs, site = code / "docs", code / "site"
    docs.write_text("text")
    with Builder(code, docs) as builder:
        builder.build(site)
        assert site.read_text() == "old text"

        (code / "macros" / "kept.py").write_text(BUILD.replace("{code}", "brand new"))
        builder.restart()
        builder.build(site)
        assert site.read_text() == "brand new text"


def test_the_search_index_is_there_when_a_builder_has_settled(code: Path) -> None:
    docs, site = code / "docs", code / "site"
    with Builder(code, docs) as builder:
        for text in ("text", "another"):
            docs.write_text(text)
            builder.build(site)
            builder.settle()
            assert (code / "index").read_text() == f"old {text}"


def test_a_watcher_tells_of_what_people_change_and_of_nothing_else(tmp_path: Path) -> None:
    folder, single, beside = tmp_path / "docs", tmp_path / "mkdocs.yml", tmp_path / "other.yml"
    folder.mkdir()
    for path in (single, beside, folder / "a.md"):
        path.touch()
    with Watcher([folder, single]) as watcher:
        for path in (beside, folder / ".a.md.swp", folder / "a.md~", folder / "4913"):
            path.write_text("passing")
        (folder / "a.md").read_text()
        (folder / "deep").mkdir()
        changed = wait_while(watcher, lambda: single.write_text("changed"))
        assert changed == {single}

        changed = wait_while(watcher, lambda: (folder / "a.md").write_text("changed"))
        assert changed == {folder / "a.md"}

        new = folder / "deep" / "b.yaml"
        changed = wait_while(watcher, lambda: new.write_text("changed"))
        assert changed == {new}

        # As editors save: a new file takes the old one's place.
        changed = wait_while(watcher, lambda: new.replace(folder / "a.md"))
        assert folder / "a.md" in changed


def wait_while(watcher: Watcher, change: object) -> set[Path]:
    assert callable(change)
    threading.Timer(0.05, change).start()
    return watcher.wait()
