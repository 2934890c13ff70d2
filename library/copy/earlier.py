"""An edition that schools have: what an update begins from."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from library.copy.bag import MANIFEST, TAG_MANIFEST
from library.copy.programs.check_my_copy import listed
from library.problems import LibraryError


@dataclass(frozen=True)
class Earlier:
    """The files of an earlier copy by their sums; what they hold when the zip is at hand."""

    name: str
    manifest: str
    """The sha512 of its list of files, by which a copy is recognised."""
    sums: dict[str, str]
    zip: Path | None

    def contents(self, name: str) -> bytes | None:
        """What a file held; None when there was none, or only the list is at hand."""
        if self._archive is None or name not in self.sums:
            return None
        return self._archive.read(f"{self.name}/{name}")

    @cached_property
    def _archive(self) -> zipfile.ZipFile | None:
        return zipfile.ZipFile(self.zip) if self.zip else None


def earlier(given: str, dist: Path) -> Earlier:
    """Read a copy's zip, its list of files (manifest-sha512.txt), or an edition's zip in ``dist``.

    Raises LibraryError when there is none, or when it cannot be read.
    """
    path = Path(given)
    if not path.is_file():
        path = dist / f"partner-schools-library-{given}.zip"
    if not path.is_file():
        raise LibraryError(
            f"{given}: an edition whose zip is in {dist}, the path of a copy's zip, or the path "
            f"of its {MANIFEST} is expected"
        )
    if zipfile.is_zipfile(path):
        return _from_zip(path)
    data = path.read_bytes()
    return Earlier(_named_by(path), _sum(data), _listed(path, data), None)


def _from_zip(path: Path) -> Earlier:
    with zipfile.ZipFile(path) as archive:
        tops = {name.partition("/")[0] for name in archive.namelist()}
        top = next(iter(sorted(tops)), "")
        if f"{top}/{MANIFEST}" not in archive.namelist():
            raise LibraryError(f"{path}: no copy of the library: a file {MANIFEST} is expected")
        data = archive.read(f"{top}/{MANIFEST}")
        tags = archive.read(f"{top}/{TAG_MANIFEST}")
    sums = {**_listed(path, data), **_listed(path, tags), TAG_MANIFEST: _sum(tags)}
    return Earlier(top, _sum(data), sums, path)


def _listed(path: Path, data: bytes) -> dict[str, str]:
    try:
        return listed(data.decode(), path.name)
    except (UnicodeDecodeError, ValueError) as error:
        raise LibraryError(f"{path}: a copy's zip or its list of files is expected: {error}") from (
            error
        )


def _sum(data: bytes) -> str:
    return hashlib.sha512(data).hexdigest()


def _named_by(path: Path) -> str:
    """A list has no name of its own: its file's, or that of the folder it lies in."""
    return path.parent.resolve().name if path.name == MANIFEST else path.stem
