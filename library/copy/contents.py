"""What a permanent copy holds, by its place in the folder that a school unzips."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from library.copy.bag import SITE, Content, of_the_site
from library.copy.crate import NAME as CRATE
from library.copy.crate import described
from library.copy.pages import TEMPLATES, top
from library.exports.issued import NOTE, issued
from library.model import Library

MEDIA = frozenset((".mp3", ".mp4", ".ogg", ".wav", ".webm"))
_LEFT_OUT = frozenset((".git", ".venv", ".cache", "site", "dist"))
"""Folders at the top of a checkout that are made from the others."""


def contents(
    library: Library, site: Path, sources: Path, public_key: str | None, *, light: bool
) -> dict[str, Content]:
    """Every file of a copy but its manifests and signature.

    ``sources`` is the checkout that the site was built from. A light copy has no films or sound.
    """
    payload: dict[str, Content] = {}
    for path in _below(site):
        if not (light and path.suffix in MEDIA):
            payload[f"{SITE}{path.relative_to(site).as_posix()}"] = path
    payload[f"{SITE}{CRATE}"] = described(library, of_the_site(payload))
    for name, path in _sources(library, sources).items():
        payload[f"data/sources/{name}"] = path
    # There is no git in a copy to ask for the date, and a site built from it must have the same.
    payload[f"data/sources/{NOTE}"] = f"{issued(library)}\n".encode()
    for path in _below(TEMPLATES / "servers"):
        payload[f"data/hosting/{path.name}"] = path
    return {**payload, **top(library, payload, public_key, light=light)}


def our_school() -> dict[str, Content]:
    """The folder for a school's own pages: outside what is checked, and kept by updates."""
    return {f"our-school/{path.name}": path for path in _below(TEMPLATES / "our-school")}


def _sources(library: Library, checkout: Path) -> dict[str, Path]:
    """The checkout's files by name, with the library that was packed in the place of its own.

    Another library uses the checkout's fonts and marks, so these stay where it has none.
    """
    found = {path.relative_to(checkout).as_posix(): path for path in _known(checkout)}
    root = library.root.resolve()
    if root.is_relative_to(checkout.resolve()):
        return found
    kept = {
        name: path
        for name, path in found.items()
        if not name.startswith("docs/") or name.startswith("docs/assets/")
    }
    own = {f"docs/{path.relative_to(root).as_posix()}": path for path in _known(root)}
    return {**kept, **own}


def _known(checkout: Path) -> Iterator[Path]:
    """The files that git knows or would take up; without git, all but what is made from them."""
    try:
        done = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=checkout,
            check=False,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        names = done.stdout.split("\0") if done.returncode == 0 else []
    except OSError:
        names = []
    named = [checkout / name for name in sorted(set(names)) if name]
    if named:
        yield from (path for path in named if path.is_file())
        return
    for path in _below(checkout):
        parts = path.relative_to(checkout).parts
        if parts[0] not in _LEFT_OUT and "__pycache__" not in parts:
            yield path


def _below(folder: Path) -> Iterator[Path]:
    yield from (path for path in sorted(folder.rglob("*")) if path.is_file())
