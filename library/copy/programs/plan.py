"""What an update would do to a copy, decided from lists whose sums and signatures were checked.

Names come from a file that anybody may have made, so none may lead out of the copy.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

from .check_my_copy import LIST, OWN, SIGNATURE, TAGS, UNDER_WAY, check, digest, listed, verdict

WHOLE, CHANGED = "data/copy", "data/changes"
"""Where an update keeps new files, and files that are told by how they differ from the old one."""
_KEY = re.compile(r'^PUBLIC_KEY = "([A-Za-z0-9+/=]*)"$', re.MULTILINE)
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)|[. ]$", re.IGNORECASE)
_NEVER = re.compile(r'[\x00-\x1f\\:*?"<>|]')


class Refused(Exception):
    """Why nothing was done, for a person to read."""


class Step(NamedTuple):
    """One file: its sums before and after; None where there is no such file."""

    name: str
    old: str | None
    new: str | None


class Plan(NamedTuple):
    """Everything that an update does to one copy. Files to remove come first."""

    before: str
    after: str
    steps: list[Step]


def plan(copy: Path, update: Path, accepted_key: str = "") -> Plan:
    """What the update does to the copy, after both were checked; nothing is changed.

    Raises Refused when one of them is not whole, or they do not belong together.
    """
    _whole(update, accepted_key or public_key(copy) or public_key(update), "The update")
    before, after, base = _told(update)
    if digest(copy / LIST) != base:
        mine = edition(copy)
        if mine == after:
            raise Refused(f"This copy is {after} already.")
        raise Refused(f"This update is for {before}, and this copy is {mine}.")
    _whole(copy, public_key(copy), "The copy")
    return Plan(before, after, _steps(copy, update))


def wanted_by(update: Path) -> str:
    """The sum of the list of files in the edition that an update begins from."""
    return _told(update)[2]


def public_key(folder: Path) -> str:
    """The key that a copy trusts: the one in its own program that checks it."""
    try:
        found = _KEY.search((folder / "check_my_copy.py").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = None
    return found[1] if found else ""


def edition(copy: Path) -> str:
    """What the copy calls itself."""
    try:
        lines = (copy / "bag-info.txt").read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        lines = []
    named = (line.partition(": ")[2] for line in lines if line.startswith("External-Identifier: "))
    return next(named, "of an edition that does not say its name")


def safe(names: list[str]) -> None:
    """Raise Refused unless every name stays in the copy, on every system, and no two are one."""
    seen: dict[str, str] = {}
    for name in names:
        parts = name.split("/")
        bad = _NEVER.search(name) or any(
            part in ("", ".", "..") or _RESERVED.search(part) for part in parts
        )
        if bad or name.startswith((*OWN, UNDER_WAY)):
            raise Refused(f"The update names a file that it may not touch: {name!r}.")
        folded = unicodedata.normalize("NFC", name).casefold()
        if folded in seen:
            raise Refused(f"The update names two files that Windows takes for one: {name!r}.")
        seen[folded] = name
    for name in names:
        for end in (at for at, letter in enumerate(name) if letter == "/"):
            if name[:end] in seen:
                raise Refused(f"The update takes {name[:end]!r} for a file and for a folder.")


def inside(copy: Path, name: str) -> Path:
    """The place of a file in the copy. Raises Refused when a link leads somewhere else."""
    top = Path(os.path.realpath(copy))
    parts = name.split("/")
    place, real = copy.joinpath(*parts), top.joinpath(*parts)
    found = Path(os.path.realpath(place.parent), parts[-1])
    if os.path.normcase(found) != os.path.normcase(real) or place.is_symlink():
        raise Refused(f"A link leads away from {name!r}, so nothing was changed.")
    return place


def _told(update: Path) -> tuple[str, str, str]:
    """What an update says of itself: from which edition to which, and the sum of the first."""
    try:
        told = json.loads((update / "data/update.json").read_text(encoding="utf-8"))
        return str(told["from"]["name"]), str(told["to"]["name"]), str(told["from"]["manifest"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refused(f"{update} holds no update of the library: {error}") from error


def _whole(folder: Path, key: str, what: str) -> None:
    try:
        found = check(folder, key)
    except (OSError, ValueError) as error:
        raise Refused(f"{what} cannot be checked: {error}") from error
    good, text = verdict(folder, found)
    if not good:
        names = [f"  {word}: {name}" for word, all_ in found.faults.items() for name in all_]
        reason = text.replace("This copy", what)
        raise Refused("\n".join([f"{reason} So nothing was changed.", *names]))


def _steps(copy: Path, update: Path) -> list[Step]:
    """Every file that differs between the lists of the copy and those in the update."""
    old, new = _sums(copy), _sums(update / WHOLE)
    safe(list(old))
    safe(list(new))
    steps = [
        Step(name, old.get(name), new.get(name))
        for name in sorted({*old, *new}, key=lambda name: (name in new, _rank(name), name))
        if old.get(name) != new.get(name)
    ]
    for step in steps:
        inside(copy, step.name)
        if step.new and not ((update / WHOLE / step.name).is_file() or _change(update, step.name)):
            raise Refused(f"The update lacks a file that its lists name: {step.name}.")
    return steps


def _change(update: Path, name: str) -> bool:
    return (update / CHANGED / name).is_file()


def _sums(folder: Path) -> dict[str, str]:
    """The sum of every file of a copy, from its lists, and of the files that no list names."""
    try:
        sums: dict[str, str] = {}
        for name in (LIST, TAGS):
            sums.update(listed((folder / name).read_bytes().decode("utf-8"), name))
    except (OSError, ValueError) as error:
        raise Refused(f"The update's lists cannot be read: {error}") from error
    for name in (TAGS, SIGNATURE):
        if (folder / name).is_file():
            sums[name] = digest(folder / name)
    return sums


def _rank(name: str) -> int:
    """Pages first, then what stands at the top, then the lists that vouch for both."""
    return (not name.startswith("data/")) + (name in (TAGS, SIGNATURE))
