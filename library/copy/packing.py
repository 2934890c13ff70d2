"""From a built site to the zip that a school keeps."""

from __future__ import annotations

import datetime
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


def packed(
    library: Library, site: Path, sources: Path, target: Path, key: Key | None, *, light: bool
) -> Path:
    """Write the permanent copy into the folder ``target`` and return the zip's path.

    Raises LibraryError when a resource may not be kept for ever, or the copy is too large.
    """
    _refuse_borrowed(library)
    seconds = issued(library)
    day = datetime.datetime.fromtimestamp(seconds, datetime.UTC).date().isoformat()
    name = f"partner-schools-library-{library.edition}{'-light' if light else ''}"
    files = bagged(
        contents(library, site, sources, key.public if key else None, light=light),
        {
            "Bagging-Date": day,
            "External-Identifier": name,
            "External-Description": f"{library.name}, edition {library.edition}",
            "Bag-Software-Agent": f"{library.short} scripts/pack.py",
        },
    )
    everything: dict[str, Content] = {**files, **our_school()}
    if key:
        tags = files[TAG_MANIFEST]
        data = tags if isinstance(tags, bytes) else tags.read_bytes()
        comment = f"timestamp:{seconds}\tfile:{TAG_MANIFEST}\tedition:{library.edition}"
        everything[f"{TAG_MANIFEST}.minisig"] = key.sign(data, comment)
    target.mkdir(parents=True, exist_ok=True)
    made = target / f"{name}.zip"
    archive.write(made, name, everything, seconds)
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
