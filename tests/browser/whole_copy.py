"""The whole library as a school has it: unzipped where paths are long and odd, and read-only."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from library.copy.packing import packed
from library.load import load
from tests.conftest import alone
from tests.places import DOCS, ROOT

NAME = "partner-schools-library-2026.1"
DEEP = Path(
    "Clé USB – Réseau d’écoles, 100 % CPD",
    *(f"Folder {number} of a shared drive that has grown for years" for number in range(1, 5)),
)


@pytest.fixture(scope="session")
def copy(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy in a place with spaces, accents and a path that old Windows programs cannot take.

    Nobody may write to it while journeys go on, and at the end it is as it was: a read-only stick
    is enough. The school's own folder alone takes files.
    """
    top = tmp_path_factory.mktemp("stick") / DEEP
    with zipfile.ZipFile(_zip(site)) as archive:
        archive.extractall(top)
    copy = top / NAME
    assert 260 < len(str(copy / "data/site/index.html"))
    before = _state(copy)
    _may_write(copy, may=False)
    yield copy
    _may_write(copy, may=True)
    after = _state(copy)
    shutil.rmtree(copy)  # pytest keeps the folders of three runs
    assert before == after


def _zip(site: Path) -> Path:
    """The zip for a built site: made once for all processes that run tests."""
    place = site.with_name(f"{site.name}.copy")
    made = place / f"{NAME}.zip"
    with alone(place.with_name(f"{place.name}.lock")):
        for old in site.parent.glob("*.copy"):
            if old != place:
                shutil.rmtree(old)
        if not made.is_file():
            packed(load(DOCS), site, ROOT, place, None, light=False)
    return made


def _state(copy: Path) -> dict[str, tuple[int, int]]:
    return {
        path.relative_to(copy).as_posix(): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in copy.rglob("*")
        if path.is_file() and "our-school" not in path.relative_to(copy).parts[:1]
    }


def _may_write(copy: Path, *, may: bool) -> None:
    for folder, _, files in os.walk(copy):
        if Path(folder).relative_to(copy).parts[:1] != ("our-school",):
            for name in files:
                Path(folder, name).chmod(0o644 if may else 0o444)
            Path(folder).chmod(0o755 if may else 0o555)
