"""An update: only what changed between an earlier copy and this one, to be applied by a program.

It is a bag like the copy itself, so the check of the copy that a school has checks it as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from library.copy.bag import MANIFEST, PAYLOAD, Content, digest, size
from library.copy.delta import delta
from library.copy.earlier import Earlier
from library.copy.packing import Bag, sealed
from library.copy.pages import PROGRAMS, TEMPLATES, checker, page
from library.copy.programs.plan import CHANGED, WHOLE
from library.copy.signature import Key
from library.model import Library, Page
from library.problems import LibraryError
from library.render import size_in_words

_WORTH_IT = 0.8
"""A file is told by its differences when these have at most this share of its size."""


@dataclass(frozen=True)
class Changes:
    """What a person notices: pages by what happened to them, and addresses that are gone."""

    new: tuple[Page, ...]
    changed: tuple[Page, ...]
    gone: tuple[str, ...]


def update(library: Library, since: Earlier, copy: Bag, key: Key | None) -> Bag:
    """The update that makes the earlier copy into this one.

    Raises LibraryError when there is nothing to update.
    """
    differing = {
        name: content
        for name, content in copy.files.items()
        # What stands at the top comes along always: a copy is recognised by its payload alone.
        if not name.startswith(PAYLOAD) or since.sums.get(name) != digest(content)
    }
    if digest(copy.files[MANIFEST]) == since.manifest:
        raise LibraryError(f"nothing has changed since {since.name}")
    removed = sorted(
        name for name in since.sums if name not in copy.files and name.startswith(PAYLOAD)
    )
    files: dict[str, Content] = dict(_told(differing, since))
    files["data/update.json"] = _described(since, copy, removed)
    files.update(_top(library, since, copy, changes(library, since, copy), key, files))
    name = f"{copy.name}-update-from-{since.name.removeprefix('partner-schools-library-')}"
    return sealed(library, name, f"{library.name}: an update of {since.name}", files, key)


def changes(library: Library, since: Earlier, copy: Bag) -> Changes:
    """What changed in the sources of pages: their HTML names the edition, so it always changes."""
    own = _folder_of_pages(copy)

    def differs(name: str) -> bool:
        return since.sums.get(name) != digest(copy.files[name])

    new, changed = [], []
    for one in library.pages:
        source = f"{own}{one.path}"
        beside = [
            name
            for name in copy.files
            if name.endswith(".yaml") and name.rpartition("/")[0] == source.rpartition("/")[0]
        ]
        if source not in since.sums:
            new.append(one)
        elif differs(source) or (one.path.endswith("/index.md") and any(map(differs, beside))):
            changed.append(one)
    before = (name for name in since.sums if name.startswith("data/site/"))
    gone = tuple(
        name.removeprefix("data/site/")
        for name in sorted(before)
        if name.endswith(".html") and name not in copy.files
    )
    return Changes(tuple(new), tuple(changed), gone)


def _folder_of_pages(copy: Bag) -> str:
    """Where the copy keeps the library's own folder."""
    docs = "data/sources/docs/"
    return docs if f"{docs}library.yaml" in copy.files else "data/sources/"


def _told(differing: Mapping[str, Content], since: Earlier) -> Iterator[tuple[str, Content]]:
    """Each file whole, or by its differences where the earlier copy is at hand and it pays.

    The lists are read before anything is made, so they and what stands at the top are whole.
    """
    for name, content in differing.items():
        old = since.contents(name) if name.startswith(PAYLOAD) else None
        if old is not None:
            new = content if isinstance(content, bytes) else content.read_bytes()
            change = delta(old, new)
            if len(change) <= _WORTH_IT * len(new):
                yield f"{CHANGED}/{name}", change
                continue
        yield f"{WHOLE}/{name}", content


def _described(since: Earlier, copy: Bag, removed: list[str]) -> bytes:
    told = {
        "from": {"name": since.name, "manifest": since.manifest},
        "to": {"name": copy.name, "manifest": digest(copy.files[MANIFEST])},
        "removed": removed,
    }
    return (json.dumps(told, indent=1) + "\n").encode()


def _top(
    library: Library,
    since: Earlier,
    copy: Bag,
    found: Changes,
    key: Key | None,
    files: Mapping[str, Content],
) -> dict[str, Content]:
    """What stands at the top of an update: pages to read, programs to start."""
    shown = {
        "lib": library,
        "before": since.name,
        "after": copy.name,
        "changes": found,
        "size": size_in_words(sum(map(size, files.values()))),
        "public_key": key.public if key else None,
    }
    programs: dict[str, Content] = {
        f"update_program/{path.name}": path
        for path in sorted(Path(PROGRAMS).glob("*.py"))
        if path.name not in ("apply_update.py", "check_my_copy.py")
    }
    return {
        "READ-ME-FIRST.html": page("read-me-first.html", **shown),
        "WHAT-CHANGES.html": page("what-changes.html", **shown),
        "apply_update.py": PROGRAMS / "apply_update.py",
        "apply_update.cmd": _for_windows(TEMPLATES / "apply_update.cmd"),
        "check_my_copy.py": checker(key.public if key else None),
        **programs,
        "update_program/check_my_copy.py": checker(key.public if key else None),
    }


def _for_windows(script: Path) -> bytes:
    """Windows finds the labels of a script only after its own ends of lines."""
    return script.read_text(encoding="ascii").replace("\n", "\r\n").encode()
