"""`pack` makes the same copy everywhere, a copy makes its own site, and an update makes a copy.

Each in a checkout of its own, with the tiny library, as on somebody else's computer.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from libzim.reader import Archive
from libzim.search import Query, Searcher
from minisign import KeyPair

from library.copy.bag import digest
from tests.places import ROOT, TINY
from tests.scripts.commands import outer_python

OLD, NEW = "partner-schools-library-2026.1", "partner-schools-library-2026.2"
SKIP = shutil.ignore_patterns("__pycache__")
EPOCH = str(20_000 * 86_400)
"""4 October 2024, in seconds."""


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("key") / "secret.key"
    file.write_bytes(bytes(KeyPair.generate().secret_key))
    return file


def checkout(place: Path) -> Path:
    """A checkout without git that holds the tiny library, and this one's packages."""
    for name in ("library", "macros", "scripts", "docs/assets"):
        shutil.copytree(ROOT / name, place / name, ignore=SKIP)
    shutil.copytree(TINY, place / "docs", dirs_exist_ok=True)
    for path in (*ROOT.glob("*.lock"), ROOT / "mkdocs.yml", ROOT / "pyproject.toml"):
        shutil.copy(path, place)
    (place / ".venv").symlink_to(ROOT / ".venv")
    return place


def run(place: Path, command: str, *words: str | Path, **settings: str) -> str:
    # Other tests in this process may have set a date of their own.
    plain = {name: text for name, text in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    done = subprocess.run(
        [outer_python(), place / "scripts" / command, *words],
        cwd=place, env={**plain, **settings}, check=False,
        capture_output=True, timeout=300,
    )  # fmt: skip
    said = (done.stdout + done.stderr).decode(errors="replace")
    assert 0 == done.returncode, said
    return said


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): digest(path)
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory, key: Path) -> Path:
    """A checkout whose `dist` holds the copy of an edition, signed, and unzipped beside it."""
    place = checkout(tmp_path_factory.mktemp("here") / "library")
    run(place, "pack.py", "--key", key, SOURCE_DATE_EPOCH=EPOCH, TZ="UTC", PYTHONHASHSEED="1")
    shutil.unpack_archive(place / f"dist/{OLD}.zip", place.parent)
    return place


def test_another_folder_time_zone_and_locale_make_the_same_zip(
    here: Path, key: Path, tmp_path: Path
) -> None:
    there = checkout(tmp_path / "Là-bas, chez nous" / "bibliothèque")
    run(
        there, "pack.py", "--key", key,
        SOURCE_DATE_EPOCH=EPOCH, TZ="Pacific/Kiritimati", LC_ALL="C", LANG="C", PYTHONHASHSEED="7",
    )  # fmt: skip

    assert digest(here / f"dist/{OLD}.zip") == digest(there / f"dist/{OLD}.zip")


def test_a_copy_alone_rebuilds_the_site_that_it_holds(here: Path, tmp_path: Path) -> None:
    """The date comes from the copy: there is no git in it and nobody says it."""
    copy = shutil.copytree(here.parent / OLD, tmp_path / "Clé USB" / OLD)
    (copy / "data/sources/.venv").symlink_to(ROOT / ".venv")
    run(copy / "data/sources", "build.py", "--site", tmp_path / "site")
    held = files(copy / "data/site")
    held.pop("ro-crate-metadata.json")  # it describes the copy, and is made when it is packed

    assert held == files(tmp_path / "site")


def test_an_update_and_a_file_for_kiwix_are_made_on_request(here: Path, key: Path) -> None:
    """The schools' copy becomes the new one; Kiwix' own reader opens the other."""
    shutil.copytree(here.parent / OLD, here.parent / "mine")
    (here / "docs/library.yaml").write_text(
        (here / "docs/library.yaml").read_text().replace('"2026.1"', '"2026.2"')
    )
    chapter = here / "docs/handbooks/reading/reading-aloud.md"
    chapter.write_text(chapter.read_text() + "\nOne more sentence about elephants.\n")
    said = run(here, "pack.py", "--key", key, "--since", "2026.1", "--zim", SOURCE_DATE_EPOCH=EPOCH)
    made = f"{NEW}-update-from-2026.1"
    for name in (NEW, made):
        shutil.unpack_archive(here / f"dist/{name}.zip", here.parent)
    subprocess.run(
        [outer_python(), here.parent / made / "apply_update.py", here.parent / "mine", "--yes"],
        check=True, capture_output=True,
    )  # fmt: skip
    mine = {
        name: total
        for name, total in files(here.parent / "mine").items()
        if not name.startswith("before-update/")
    }

    assert files(here.parent / NEW) == mine
    assert (here / f"dist/{made}.zip").stat().st_size < (here / f"dist/{NEW}.zip").stat().st_size
    changes = (here.parent / made / "WHAT-CHANGES.html").read_text(encoding="utf-8")
    changed = changes.partition("<h2>Changed</h2>")[2].partition("<h2>")[0]
    assert ["Reading aloud"] == re.findall(r"<li>([^(,]+?)(?: \(|,)", changed)
    assert f"{made}.zip" in said
    _opens_in_kiwix(here / f"dist/{NEW}.zim")


def _opens_in_kiwix(path: Path) -> None:
    archive = Archive(path)
    search = Searcher(archive).search(Query().set_query("elephants"))

    assert "index.html" == archive.main_entry.get_item().path
    assert ["handbooks/reading/reading-aloud.html"] == list(search.getResults(0, 10))
    assert archive.has_entry_by_path("assets/library.css")
    assert b"eng" == archive.get_metadata("Language")
    assert archive.has_illustration(48)


def test_another_library_is_packed_with_its_own_sources(here: Path) -> None:
    with zipfile.ZipFile(here / f"dist/{OLD}.zip") as archive:
        names = {name.partition("/")[2] for name in archive.namelist()}

    assert "data/sources/docs/library.yaml" in names
    assert "data/sources/docs/assets/logo.svg" in names
    assert "data/sources/issued.txt" in names
    assert not [name for name in names if ".venv" in name or ".cache" in name]
