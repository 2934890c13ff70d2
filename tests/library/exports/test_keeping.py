"""No file is made twice, and none is kept that would come out otherwise now."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from library.exports import ingredients
from library.exports.books import Shelf
from library.exports.downloads import Exports
from library.exports.orders import INSTRUMENT_FORMATS
from library.exports.store import KEPT, Made, Store
from library.exports.worker import MAKERS
from library.load import load

BOOKS = {"reading.epub", "reading.pdf", "library.epub", "library.pdf", "reading.zip"}
HANDBOOK = {"RD-H1.docx", "RD-H1.epub", "RD-H1.pdf"}
CHAPTER = "handbooks/reading/everything.md"


class Kept:
    """The rich library with a folder of its own for its files, to be changed and made again."""

    def __init__(self, shelf: Shelf, folder: Path) -> None:
        self.docs = folder / "docs"
        self.folder = folder / "kept"
        shutil.copytree(shelf.library.root, self.docs)
        self.texts = dict(shelf.texts)
        self.symbols = dict(shelf.symbols)

    def make(self) -> dict[str, Path]:
        """Every file by its name, made now or before."""
        exports = Exports(load(self.docs), self.texts, self.symbols, self.folder)
        exports.make()
        return {
            item.url.removeprefix("downloads/"): item.kept.path
            for items in exports.of().values()
            for item in items
        }

    def changed_by(self, change: Callable[[Kept], None]) -> set[str]:
        """The names of the files that are new after a change; all others were left alone."""
        before = self.make()
        times = {path: path.stat().st_mtime_ns for path in before.values()}
        change(self)
        after = self.make()
        left = {name for name, path in after.items() if times.get(path) == path.stat().st_mtime_ns}
        return set(after) - left


@pytest.fixture(scope="module")
def first(exported, tmp_path_factory) -> Kept:
    kept = Kept(exported.shelf, tmp_path_factory.mktemp("first"))
    kept.make()
    return kept


@pytest.fixture
def kept(first, tmp_path, exported) -> Kept:
    """With every file there: each test changes a copy."""
    own = Kept(exported.shelf, tmp_path)
    shutil.copytree(first.folder, own.folder)
    return own


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_nothing_is_made_again_when_nothing_changed(kept, monkeypatch):
    def refuse(_: object) -> None:
        raise AssertionError("a page was read again")

    monkeypatch.setattr("library.exports.parts.Parts._blocks", refuse)
    monkeypatch.setattr("library.exports.making.in_a_process", refuse)

    assert set() == kept.changed_by(lambda _: None)


def test_a_changed_chapter_remakes_only_what_holds_it(kept):
    def change(kept: Kept) -> None:
        kept.texts[CHAPTER] += "<p>One more sentence.</p>"

    assert {"RD-H1.02.pdf", *HANDBOOK, *BOOKS} == kept.changed_by(change)


def test_a_changed_picture_remakes_only_what_shows_it(kept):
    def change(kept: Kept) -> None:
        edit(kept.docs / "assets" / "drawing.svg", "<svg ", "<svg data-changed='1' ")

    assert {"RD-H1.02.pdf", *HANDBOOK, *BOOKS} == kept.changed_by(change)


def test_changed_data_remakes_what_shows_them(kept):
    def change(kept: Kept) -> None:
        edit(kept.docs / "tools/reading-audit/instrument.yaml", "purpose: ", "purpose: Now. ")

    changed = kept.changed_by(change)

    assert {"RD-A1.docx", "RD-A1.pdf", "RD-A1.xlsx", *BOOKS} <= changed
    assert changed <= {"RD-A1.docx", "RD-A1.pdf", "RD-A1.xlsx", "RD-A1.csv", *BOOKS}


def test_a_changed_title_reaches_every_cover_and_link(kept):
    def change(kept: Kept) -> None:
        edit(kept.docs / "tools/reading-audit/index.md", "title: ", "title: New ")

    assert {"RD-A1.docx", "RD-A1.pdf", "RD-A1.xlsx", *BOOKS} <= kept.changed_by(change)


def test_the_date_and_the_edition_stand_in_every_document(kept, monkeypatch):
    urls = [f"downloads/{name}" for name in ("RD-C1.pdf", "RD-C1.docx", "RD-P1.pptx", "RD-H1.epub")]

    def made() -> list[Path]:
        exports = Exports(load(kept.docs), kept.texts, kept.symbols, kept.folder)
        return [exports.file(url) for url in urls]

    first = made()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1690000000")
    dated = made()
    edit(kept.docs / "library.yaml", "2026.1", "2026.2")

    assert 3 * len(urls) == len({*first, *dated, *made()})


@pytest.fixture
def copy_of_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Our code in a folder where it may be changed."""
    library = tmp_path / "library"
    shutil.copytree(
        ingredients.HERE.parent, library, ignore=shutil.ignore_patterns("__pycache__", "copy")
    )
    monkeypatch.setattr(ingredients, "ROOT", tmp_path)
    monkeypatch.setattr(ingredients, "HERE", library / "exports")
    ingredients.ground.cache_clear()
    yield library
    ingredients.ground.cache_clear()


def grounds() -> dict[str, str]:
    """What the files of each format depend on, whatever they are made of."""
    ingredients.ground.cache_clear()
    modules = {name: maker.partition(":")[0] for name, maker in MAKERS.items()}
    modules |= {name: make.__module__ for name, (_, make) in INSTRUMENT_FORMATS.items()}
    modules |= {"ics": "library.exports.calendar_file", "zip": "library.exports.bundle"}
    modules["pages"] = "library.exports.books"
    return {name: ingredients.ground(module) for name, module in modules.items()}


@pytest.mark.parametrize(
    ("file", "formats"),
    [
        ("exports/typeset.py", {"pdf"}),
        ("exports/word.py", {"docx"}),
        ("exports/epub.py", {"epub"}),
        ("exports/powerpoint.py", {"pptx"}),
        ("exports/statements_csv.py", {"csv"}),
        ("exports/calendar_file.py", {"ics"}),
        ("exports/bundle.py", {"zip"}),
        ("exports/reading.py", {"pages"}),
        ("exports/office.py", {"pdf", "docx", "epub", "pptx"}),
        ("exports/store.py", {"pdf", "docx", "epub", "pptx"}),
        ("model.py", {"xlsx", "csv", "ics", "pages"}),
    ],
)
def test_changed_code_remakes_every_format_that_it_makes(copy_of_code, file, formats):
    before = grounds()
    with (copy_of_code / file).open("a", encoding="utf-8") as source:
        source.write("\nNEW = 1\n")

    assert formats <= {name for name, ground in grounds().items() if ground != before[name]}


@pytest.mark.parametrize(
    "file",
    [
        "exports/templates/library.typ",
        "exports/templates/epub.css",
        "exports/fonts/Literata_600SemiBold.ttf",
    ],
)
def test_changed_templates_and_faces_remake_everything(copy_of_code, file):
    before = grounds()
    with (copy_of_code / file).open("ab") as source:
        source.write(b" ")

    assert set(before) == {name for name, ground in grounds().items() if ground != before[name]}


def test_another_version_of_a_package_remakes_what_is_made_with_it(monkeypatch):
    before = grounds()
    own = ingredients.version
    monkeypatch.setattr(ingredients, "version", lambda name: "99" if name == "typst" else own(name))
    changed = {name for name, ground in grounds().items() if ground != before[name]}
    ingredients.ground.cache_clear()

    assert "pdf" in changed
    assert "csv" not in changed


def test_what_nobody_asks_for_is_let_go(tmp_path):
    store = Store(tmp_path)
    old, new = (store.keep(name, "pdf", Made(name.encode(), 1)).path for name in ("old", "new"))
    long_ago = time.time() - KEPT - 1
    for path in (old, new):
        os.utime(path, (long_ago, long_ago))

    assert new == Store(tmp_path).find("new").path
    store.forget()

    assert [new] == list(tmp_path.iterdir())


def test_a_file_that_another_build_let_go_is_not_there(tmp_path):
    store = Store(tmp_path)
    store.note("wish", "made")
    store.keep("made", "pdf", Made(b"PDF", 3)).path.unlink()

    assert store.noted("wish") is None
    assert Store(tmp_path).noted("another") is None
