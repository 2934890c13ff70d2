"""From a built site to the zip that a school keeps."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from library.copy import archive
from library.copy.bag import TAG_MANIFEST, Content, bagged
from library.copy.contents import contents, our_school
from library.copy.signature import Key
from library.exports.issued import issued
from library.model import Library
from library.problems import LibraryError

LARGEST = 2_000_000_000
"""Bytes: a copy must fit on a stick of 2 GB."""


@dataclass(frozen=True)
class Bag:
    """A folder that can be checked: its name and its files, signed when there is a key."""

    name: str
    files: Mapping[str, Content]
    seconds: int
    """When the edition was made, since 1970."""


def packed(
    library: Library, site: Path, sources: Path, target: Path, key: Key | None, *, light: bool
) -> Path:
    """Write the permanent copy into the folder ``target`` and return the zip's path.

    Raises LibraryError when a resource may not be kept for ever, or the copy is too large.
    """
    return written(whole(library, site, sources, key, light=light), target, our_school())


def whole(library: Library, site: Path, sources: Path, key: Key | None, *, light: bool) -> Bag:
    """The checked part of a permanent copy.

    Raises LibraryError when a resource may not be kept for ever.
    """
    _refuse_borrowed(library)
    name = f"partner-schools-library-{library.edition}{'-light' if light else ''}"
    files = contents(library, site, sources, key.public if key else None, light=light)
    return sealed(library, name, f"{library.name}, edition {library.edition}", files, key)


def sealed(
    library: Library, name: str, description: str, files: Mapping[str, Content], key: Key | None
) -> Bag:
    """The files with manifests, and with a signature when there is a key."""
    seconds = issued(library)
    day = datetime.datetime.fromtimestamp(seconds, datetime.UTC).date().isoformat()
    info = {
        "Bagging-Date": day,
        "External-Identifier": name,
        "External-Description": description,
        "Bag-Software-Agent": f"{library.short} scripts/pack.py",
    }
    sealed_files = bagged(files, info)
    if key:
        tags = sealed_files[TAG_MANIFEST]
        data = tags if isinstance(tags, bytes) else tags.read_bytes()
        comment = f"timestamp:{seconds}\tfile:{TAG_MANIFEST}\tedition:{library.edition}"
        sealed_files[f"{TAG_MANIFEST}.minisig"] = key.sign(data, comment)
    return Bag(name, sealed_files, seconds)


def written(bag: Bag, target: Path, beside: Mapping[str, Content]) -> Path:
    """Write a zip of a bag, with files beside it that are not checked, into a folder.

    Raises LibraryError when it is too large.
    """
    target.mkdir(parents=True, exist_ok=True)
    made = target / f"{bag.name}.zip"
    archive.write(made, bag.name, {**bag.files, **beside}, bag.seconds)
    if made.stat().st_size > LARGEST:
        raise LibraryError(
            f"{made.name} has {made.stat().st_size} bytes; at most {LARGEST} are "
            "expected. Try --light."
        )
    return made


def _refuse_borrowed(library: Library) -> None:
    """Only what may be kept for ever goes into a copy; films elsewhere are linked, not held."""
    perpetual = {item.id for item in library.rights if item.perpetual}
    held = [page for page in library.resources if page.kind != "video"]
    borrowed = [page.id or page.title for page in held if page.rights not in perpetual]
    if borrowed:
        raise LibraryError(
            "the rights of these resources do not allow a copy for ever: " + ", ".join(borrowed)
        )
