"""Small copies of two editions, and the update from one to the other."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from library.copy.bag import digest
from library.copy.earlier import earlier
from library.copy.packing import Bag, sealed, written
from library.copy.pages import checker
from library.copy.signature import Key
from library.copy.update import update
from library.model import Library

OLD, NEW = "partner-schools-library-2026.1", "partner-schools-library-2026.2"
UPDATE = f"{NEW}-update-from-2026.1"
LONG = bytes(range(256)) * 40
BEFORE = {
    "data/site/same.html": b"the same in both",
    "data/site/changed.html": b"old text " + LONG,
    "data/site/gone.html": b"not in the new edition",
    "data/site/folder/only.html": b"the only file of its folder",
    "data/site/was-a-file": b"a folder later",
    "data/site/Case.html": b"its name changes its case",
    "bag.txt": b"at the top",
}
AFTER = {
    "data/site/same.html": b"the same in both",
    "data/site/changed.html": b"new text " + LONG,
    "data/site/new.html": b"only in the new edition",
    "data/site/deep/down/new.html": b"in a folder of its own",
    "data/site/was-a-file/now.html": b"a file in a folder",
    "data/site/case.html": b"its name changes its case",
    "bag.txt": b"at the top, changed",
}
"""Every way in which a file can change from one edition to the next."""


def bag(library: Library, name: str, files: dict[str, bytes], key: Key | None) -> Bag:
    program = {"check_my_copy.py": checker(key.public if key else None)}
    return sealed(library, name, name, {**files, **program}, key)


def editions(library: Library, place: Path, key: Key | None) -> None:
    """Two copies and the update between them, unzipped below a folder."""
    old, new = bag(library, OLD, BEFORE, key), bag(library, NEW, AFTER, key)
    beside = {"our-school/list.js": b"ours"}
    zips = [written(old, place, beside), written(new, place, beside)]
    zips.append(written(update(library, earlier("2026.1", place), new, key), place, {}))
    for made in zips:
        with zipfile.ZipFile(made) as archive:
            archive.extractall(place)


def contents(copy: Path) -> dict[str, str]:
    """Every file of a copy with its sum, less what is kept to go back."""
    return {
        path.relative_to(copy).as_posix(): digest(path)
        for path in sorted(copy.rglob("*"))
        if path.is_file() and "before-update" not in path.parts
    }


def folders(copy: Path) -> list[str]:
    return sorted(
        path.relative_to(copy).as_posix()
        for path in copy.rglob("*")
        if path.is_dir() and "before-update" not in path.relative_to(copy).parts
    )


def apply(
    place: Path, *words: str | Path, program: Path | None = None, python: str = sys.executable
) -> subprocess.CompletedProcess[str]:
    """Start the program of the update as a person does, with nothing of ours to import."""
    script = program or place / UPDATE / "apply_update.py"
    return subprocess.run(
        [python, "-I", script, *words],
        cwd=place, check=False, capture_output=True, text=True, encoding="utf-8",
        stdin=subprocess.DEVNULL, timeout=60, env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


def clone(editions_at: Path, place: Path) -> Path:
    """The old copy and the update in a place of their own; the old copy is returned."""
    for name in (OLD, UPDATE):
        shutil.copytree(editions_at / name, place / name)
    return place / OLD


def flip(folder: Path, name: str) -> None:
    """Change one bit of a file."""
    data = bytearray((folder / name).read_bytes())
    data[3] ^= 1
    (folder / name).write_bytes(data)
