"""A site that is kept up over a series of edits is, after each, what a clean build writes."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

import macros.site
from generated_library import write
from library.problems import LibraryProblems
from macros import kept
from macros.build import build
from macros.kept import Kept
from tests.places import TINY

Edit = Callable[[Path, random.Random], None]


@pytest.fixture(autouse=True)
def own_downloads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages show sizes of downloads that are known: other tests, beside this, must add none."""
    monkeypatch.setattr(macros.site, "KEPT", tmp_path / "exports")


def files(site: Path) -> dict[str, bytes]:
    found = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in found}


def brought_up(site: Kept) -> None:
    site.build()
    site.finish()
    site.settle()


def differences(one: Path, other: Path) -> list[str]:
    a, b = files(one), files(other)
    return sorted(name for name in a.keys() | b.keys() if a.get(name) != b.get(name))


def chapters(docs: Path) -> list[Path]:
    return sorted(docs.glob("handbooks/*/[!i]*.md"))


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path} has no {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def with_data(path: Path, change: Callable[[dict[str, object]], None]) -> None:
    value = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(value)
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8")


def front(path: Path, **keys: object) -> None:
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    value = yaml.safe_load(head) | keys
    path.write_text(f"---\n{yaml.safe_dump(value, sort_keys=False)}---\n{body}", encoding="utf-8")


def prose(docs: Path, chance: random.Random) -> None:
    with chance.choice(chapters(docs)).open("a", encoding="utf-8") as file:
        file.write(f"\nA new sentence about a routine, number {chance.random()}.\n")


def heading(docs: Path, chance: random.Random) -> None:
    with chance.choice(sorted(docs.glob("presentations/*/*.md"))).open("a") as file:
        file.write(f"\n## A new slide {chance.randint(1, 99)} {{ data-minutes=4 }}\n\n- Short\n")


def title(docs: Path, chance: random.Random) -> None:
    front(chance.choice(chapters(docs)), title=f"Another title {chance.randint(1, 99)}")


def roles(docs: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(docs.glob("tools/*/index.md")))
    front(path, roles=["senior-leader"], minutes=chance.randint(5, 50))


def statement(docs: Path, chance: random.Random) -> None:
    def change(value: dict[str, object]) -> None:
        value["sections"][0]["statements"].pop()  # type: ignore[index]
        value["purpose"] = f"Another purpose {chance.randint(1, 99)}."

    with_data(chance.choice(sorted(docs.glob("tools/*-audit-*/instrument.yaml"))), change)


def feature(docs: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(docs.glob("strands/*/strand.yaml")))
    with_data(path, lambda value: value.update(name="Renamed", colour="slate"))


def glossary(docs: Path, chance: random.Random) -> None:
    entry = {"term": "Sentence", "text": "A row of words."}
    path = docs / "programme/glossary.yaml"
    with_data(path, lambda value: value["terms"].append(entry))  # type: ignore[attr-defined]


def source(docs: Path, chance: random.Random) -> None:
    replaced(docs / "programme/sources.yaml", "A. Somebody", "B. Somebody")


def about(docs: Path, chance: random.Random) -> None:
    with_data(docs / "library.yaml", lambda value: value.update(name="Another name"))


def new_page(docs: Path, chance: random.Random) -> None:
    path = chance.choice(chapters(docs))
    (path.parent / "new.md").write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    identifier = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])["id"]
    front(path.parent / "new.md", id=f"{identifier.partition('.')[0]}.99", title="New")


def deleted_page(docs: Path, chance: random.Random) -> None:
    next(docs.glob("handbooks/*/new.md")).unlink()


def renamed_page(docs: Path, chance: random.Random) -> None:
    path = chance.choice(chapters(docs))
    path.rename(path.with_name("renamed.md"))


def picture(docs: Path, chance: random.Random) -> None:
    (docs / "assets").mkdir(exist_ok=True)
    (docs / "assets" / "new.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")


EDITS: tuple[Edit, ...] = (
    prose, title, heading, statement, feature, glossary, source, roles, about, new_page, picture,
    deleted_page, renamed_page, prose,
)  # fmt: skip


@pytest.fixture
def one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """So small a library is built sooner by one."""
    monkeypatch.setenv("LIBRARY_PROCESSES", "1")


@pytest.mark.usefixtures("one_process")
def test_after_every_edit_the_folder_is_that_of_a_clean_build(tmp_path: Path) -> None:
    chance = random.Random(6)
    docs = tmp_path / "docs"
    write(docs, 50)
    site = Kept(docs, tmp_path / "kept")
    brought_up(site)
    for number, edit in enumerate(EDITS):
        edit(docs, chance)
        brought_up(site)
        shutil.rmtree(tmp_path / "clean", ignore_errors=True)
        build(docs, tmp_path / "clean", exports=False)
        found = differences(tmp_path / "kept", tmp_path / "clean")
        assert found == [], f"after edit {number}, {edit.__name__}"


@pytest.fixture
def theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that stands for one of the theme."""
    monkeypatch.setattr(kept, "THEME", tmp_path / "theme")
    (tmp_path / "theme").mkdir()
    return tmp_path / "theme" / "part.css"


@pytest.mark.usefixtures("one_process")
def test_only_what_an_edit_touches_is_made_again(tmp_path: Path, theme: Path) -> None:
    docs = shutil.copytree(TINY, tmp_path / "docs")
    site = Kept(docs, tmp_path / "site")
    brought_up(site)

    def touched(edit: Callable[[], object]) -> set[str]:
        before = {path: path.stat().st_ino for path in (tmp_path / "site").rglob("*.html")}
        edit()
        brought_up(site)
        return {
            path.relative_to(tmp_path / "site").as_posix()
            for path, place in before.items()
            if path.stat().st_ino != place
        }

    chapter = docs / "handbooks/reading/reading-aloud.md"
    text = chapter.read_text(encoding="utf-8")
    assert touched(lambda: chapter.write_text(f"{text}\nOne more sentence.\n")) == {
        "handbooks/reading/reading-aloud.html"
    }
    by_title = touched(lambda: front(chapter, title="Reading to others"))
    assert {"handbooks/reading/reading-aloud.html", "handbooks/reading/index.html"} <= by_title
    assert "programme/glossary.html" not in by_title
    assert len(touched(lambda: theme.write_text("p {}"))) > 20, "everything"


@pytest.mark.usefixtures("one_process")
def test_a_mistake_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    docs = shutil.copytree(TINY, tmp_path / "docs")
    site = Kept(docs, tmp_path / "site")
    brought_up(site)
    before = files(tmp_path / "site")
    good = (docs / "needs.yaml").read_text(encoding="utf-8")
    replaced(docs / "needs.yaml", "RD-C1", "RD-C9")
    with pytest.raises(LibraryProblems):
        site.build()
    assert files(tmp_path / "site") == before

    (docs / "needs.yaml").write_text(good, encoding="utf-8")
    brought_up(site)
    assert files(tmp_path / "site") == before
