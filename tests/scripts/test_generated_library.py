"""A generated library is like a written one, of the size asked for, and always the same."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from generated_library import write
from library.load import load


def test_it_has_no_problems_and_the_size_asked_for(tmp_path: Path) -> None:
    write(tmp_path, 170)
    library = load(tmp_path)

    kinds = {page.kind for page in library.pages}
    assert len(library.pages) == 170
    assert {"handbook", "chapter", "presentation", "audit", "checklist", "network-day"} <= kinds


def test_chapters_have_about_600_words(tmp_path: Path) -> None:
    write(tmp_path, 100)
    chapters = [page for page in load(tmp_path).pages if page.kind == "chapter"]

    assert 540 < median(len(page.body.split()) for page in chapters) < 660


def test_the_same_size_and_seed_give_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("two", 1), ("other", 2)):
        write(tmp_path / name, 60, seed)

    def all_of(name: str) -> dict[str, bytes]:
        files = (path for path in (tmp_path / name).rglob("*") if path.is_file())
        return {str(path.relative_to(tmp_path / name)): path.read_bytes() for path in files}

    assert all_of("one") == all_of("two")
    assert all_of("one") != all_of("other")
