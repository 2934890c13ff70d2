"""Replaces the files of a copy so that a power cut at any point loses nothing.

1. Every new file is made in ``update-under-way/new`` and read back: the copy is untouched so far.
2. ``update-under-way/journal.json`` is written, last. From here on the work is finished, or
   undone, by whoever starts the program next.
3. File by file, the old one is moved to ``update-under-way/old`` and the new one to its place.
4. The folder is called ``before-update``: the update is done, and can still be undone.

Only moves are used, and what has been moved is seen by where it is: a step may be done twice.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from .check_my_copy import OWN, UNDER_WAY, digest
from .delta import applied
from .disk import durable, keep, move, without_empty_folders, written
from .plan import CHANGED, WHOLE, Plan, Refused, Step, inside, safe

BEFORE = OWN[1].rstrip("/")
JOURNAL = "journal.json"
FORWARD, BACK = "forward", "back"


class Journal(NamedTuple):
    """What is being done to a copy."""

    copy: Path
    plan: Plan
    direction: str

    @property
    def folder(self) -> Path:
        return self.copy / UNDER_WAY


def begin(copy: Path, plan: Plan, update: Path, programs: Path) -> Journal:
    """Make every new file beside the copy, then the journal. The copy itself is untouched.

    Raises Refused when a file made is not what the lists say, OSError when the disk is full.
    """
    journal = Journal(copy, plan, FORWARD)
    journal.folder.mkdir()
    for name in ("apply_update.py", "update_program"):
        keep(programs / name, journal.folder / name)
    for name in ("new", "old"):
        (journal.folder / name).mkdir()
    for number, step in enumerate(plan.steps):
        if step.new:
            _make(step, update, copy, journal.folder / "new" / str(number))
    durable(journal.folder / "new")
    write(journal, journal.folder)
    return journal


def write(journal: Journal, folder: Path) -> None:
    """Write the journal, whole or not at all."""
    part = folder / (JOURNAL + ".part")
    plan = journal.plan
    told = {"before": plan.before, "after": plan.after, "direction": journal.direction}
    written(part, json.dumps({**told, "steps": plan.steps}).encode())
    move(part, folder / JOURNAL)
    durable(folder)


def read(copy: Path, folder: Path) -> Journal | None:
    """The journal in a folder of the copy; None where there is none."""
    try:
        told = json.loads((folder / JOURNAL).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    try:
        steps = [Step(name, old, new) for name, old, new in told["steps"]]
        safe([step.name for step in steps if step.new])
        plan = Plan(str(told["before"]), str(told["after"]), steps)
        return Journal(copy, plan, told["direction"])
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(f"{folder / JOURNAL} cannot be read: {error}") from error


def go_on(journal: Journal) -> None:
    """Do what is left to do, in the direction that the journal says."""
    forward = journal.direction == FORWARD
    steps = list(enumerate(journal.plan.steps))
    touched = {journal.folder / "new", journal.folder / "old", journal.copy}
    for number, step in steps if forward else reversed(steps):
        place = inside(journal.copy, step.name)
        new, old = (journal.folder / name / str(number) for name in ("new", "old"))
        there, back = (new, old) if forward else (old, new)
        wanted, gone = (step.new, step.old) if forward else (step.old, step.new)
        if gone and not back.exists() and place.exists() and (there.exists() or not wanted):
            move(place, back)
        if wanted and there.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            move(there, place)
        if not wanted:
            without_empty_folders(place.parent, journal.copy)
        touched.add(place.parent)
    for folder in touched:
        durable(folder)


def finish(journal: Journal) -> None:
    """Keep what is needed to go back; or clear up, after going back."""
    if journal.direction == BACK:
        forget(journal.folder)
        return
    forget(journal.copy / BEFORE)
    move(journal.folder, journal.copy / BEFORE)
    durable(journal.copy)


def forget(folder: Path) -> None:
    """Remove a folder of this program, its journal first: without one it is only rubbish."""
    with suppress(FileNotFoundError):
        (folder / JOURNAL).unlink()
    if not folder.is_dir():
        return
    if os.name == "nt":  # there, what is read-only cannot be removed
        for path in folder.rglob("*"):
            path.chmod(stat.S_IWRITE)
    shutil.rmtree(folder)


def turned_back(journal: Journal) -> Journal:
    """The journal with the other direction, written down.

    Raises Refused when an old file is not there any more as it was.
    """
    folder = journal.folder if journal.folder.is_dir() else journal.copy / BEFORE
    for number, step in enumerate(journal.plan.steps):
        kept = folder / "old" / str(number)
        if step.old and kept.exists() and digest(kept) != step.old:
            raise Refused(f"The old {step.name} was changed since, so nothing was undone.")
        if step.old and not kept.exists() and folder.name == BEFORE:
            raise Refused(f"The old {step.name} is not there any more, so nothing was undone.")
    back = journal._replace(direction=BACK)
    write(back, folder)
    if folder != journal.folder:
        move(folder, journal.folder)
        durable(journal.copy)
    return back


def _make(step: Step, update: Path, copy: Path, target: Path) -> None:
    change = update / CHANGED / step.name
    with target.open("wb") as out:
        if change.is_file():
            try:
                applied(change.read_bytes(), (copy / step.name).read_bytes(), out)
            except ValueError as error:
                raise Refused(f"{step.name} cannot be made from the old one: {error}") from error
        else:
            with (update / WHOLE / step.name).open("rb") as source:
                shutil.copyfileobj(source, out, 1 << 20)
        out.flush()
        os.fsync(out.fileno())
    if digest(target) != step.new:
        raise Refused(f"{step.name} did not become what the lists say, so nothing was changed.")
