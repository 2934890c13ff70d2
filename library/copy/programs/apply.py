"""What apply_update.py says and does: look, check both, ask, replace, check again."""

from __future__ import annotations

import argparse
import io
import os
import shutil
import sys
from pathlib import Path

from . import journal as journals
from .check_my_copy import LIST, UNDER_WAY, check
from .lock import alone
from .plan import CHANGED, WHOLE, Plan, Refused, plan, public_key
from .where import HOME, found_copy, update_folder


def main(arguments: list[str]) -> int:
    """Do what the person asks; 0 when it was done."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # consoles that know few letters
    wants = _parse(arguments)
    try:
        copy = (wants.copy or found_copy()).resolve()
        os.chdir(copy)  # Windows moves no folder that somebody is in
        return _do(copy, wants)
    except Refused as refused:
        print(refused)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"Stopped: {where}{error.strerror or error}")
    except KeyboardInterrupt:
        print("\nStopped. Nothing is lost: start this again, and it goes on from here.")
    return 1


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="apply_update.py",
        description="Bring a copy of the library up to date, without the internet.",
    )
    parser.add_argument("copy", nargs="?", type=Path, help="the folder of the copy")
    does = parser.add_mutually_exclusive_group()
    does.add_argument("--dry-run", action="store_true", help="say what would happen, no more")
    does.add_argument("--verify", action="store_true", help="check update and copy, no more")
    does.add_argument("--roll-back", action="store_true", help="go back to the edition before")
    does.add_argument("--forget", action="store_true", help="remove what is kept to go back")
    parser.add_argument("--yes", action="store_true", help="do not ask before changing files")
    parser.add_argument(
        "--key", default="", help="the public key to trust, when it is not the copy's own"
    )
    return parser.parse_args(arguments)


def _do(copy: Path, wants: argparse.Namespace) -> int:
    if not (copy / LIST).is_file() and not (copy / UNDER_WAY).is_dir():
        raise Refused(f"{copy} holds no copy of the library: a file {LIST} is expected in it.")
    if wants.dry_run or wants.verify:
        return _look(copy, wants)
    with alone(copy):
        if (copy / UNDER_WAY).is_dir() and _recovered(copy, back=wants.roll_back):
            return 0
        if wants.forget:
            journals.forget(copy / journals.BEFORE)
            print("What was kept to go back is gone.")
            return 0
        return _roll_back(copy) if wants.roll_back else _update(copy, wants)


def _look(copy: Path, wants: argparse.Namespace) -> int:
    """Everything short of changing something."""
    if (copy / UNDER_WAY).is_dir():
        print("An update was cut short here. Started without --dry-run, this finishes it;")
        print("with --roll-back it undoes it.")
        return 1
    found = plan(copy, update_folder(), wants.key)
    if wants.verify:
        print(f"The update and the copy are both whole: {found.before} can become {found.after}.")
        return 0
    for step in found.steps:
        print("remove " if not step.new else "replace" if step.old else "add    ", step.name)
    print(_summary(found))
    print("Nothing was changed.")
    return 0


def _recovered(copy: Path, *, back: bool) -> bool:
    """Finish or undo an update that was cut short. False when it had not begun."""
    journal = journals.read(copy, copy / UNDER_WAY)
    if journal is None:
        journals.forget(copy / UNDER_WAY)
        return False
    print("An update was cut short here: going on with it.")
    if back and journal.direction == journals.FORWARD:
        journal = journals.turned_back(journal)
    _carry_out(journal)
    return True


def _update(copy: Path, wants: argparse.Namespace) -> int:
    update = update_folder()
    print("Checking the update and the copy ...")
    found = plan(copy, update, wants.key)
    _room_for(found, copy, update)
    print(_summary(found))
    if not wants.yes and sys.stdin.isatty() and input("Go on? (yes/no) ").strip().lower() != "yes":
        print("Nothing was changed.")
        return 1
    try:
        journal = journals.begin(copy, found, update, HOME)
    except BaseException:
        journals.forget(copy / UNDER_WAY)
        raise
    _carry_out(journal)
    return 0


def _roll_back(copy: Path) -> int:
    journal = journals.read(copy, copy / journals.BEFORE)
    if journal is None:
        raise Refused("Nothing is kept to go back to.")
    _carry_out(journals.turned_back(journal))
    return 0


def _carry_out(journal: journals.Journal) -> None:
    """Do it, check the result, clear up; undo it when it cannot be done."""
    try:
        journals.go_on(journal)
        _must_be_whole(journal.copy)
    except (OSError, Refused) as error:
        if journal.direction == journals.BACK:
            raise
        print(f"This could not be done, so it is being undone: {error}")
        _carry_out(journals.turned_back(journal))
        raise Refused("The copy is as it was before.") from error
    journals.finish(journal)
    forward = journal.direction == journals.FORWARD
    print(f"Done: this copy is {journal.plan.after if forward else journal.plan.before} now.")
    if forward:
        print("To go back: apply_update.py --roll-back. To free the room: --forget.")


def _must_be_whole(copy: Path) -> None:
    try:
        found = check(copy, public_key(copy))
    except ValueError as error:
        raise Refused(str(error)) from error
    faults = [f"{word}: {name}" for word, names in found.faults.items() for name in names]
    if faults or found.signature in ("wrong", "missing"):
        raise Refused("\n".join([f"signature: {found.signature}", *faults]))


def _room_for(found: Plan, copy: Path, update: Path) -> None:
    """Raise Refused when the new files do not fit beside the old ones."""
    needed = 10_000_000
    for step in found.steps:
        whole, change = update / WHOLE / step.name, update / CHANGED / step.name
        if change.is_file():
            needed += change.stat().st_size + (copy / step.name).stat().st_size
        elif step.new:
            needed += whole.stat().st_size
    free = shutil.disk_usage(copy).free
    if free < needed:
        raise Refused(
            f"{needed // 10**6} MB of room are needed here, and {free // 10**6} are free."
        )


def _summary(found: Plan) -> str:
    removed = sum(1 for step in found.steps if not step.new)
    added = sum(1 for step in found.steps if not step.old)
    replaced = len(found.steps) - removed - added
    return (
        f"{found.before} becomes {found.after}: {added} files are new, {replaced} are replaced, "
        f"{removed} go. The folder our-school stays as it is."
    )
