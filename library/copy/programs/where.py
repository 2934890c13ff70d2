"""Which copy is meant, and which update."""

from __future__ import annotations

import sys
from pathlib import Path

from .check_my_copy import LIST, UNDER_WAY, digest
from .journal import BEFORE
from .plan import Refused, wanted_by

HOME = Path(__file__).resolve().parent.parent
"""The folder of apply_update.py: the update itself, or what is kept of it inside a copy."""
INSIDE = (BEFORE, UNDER_WAY.rstrip("/"))


def found_copy() -> Path:
    """The copy that is meant, when nobody named it: the one around us, or the one beside us."""
    if HOME.name in INSIDE:
        return HOME.parent
    base = wanted_by(HOME)
    beside = [
        folder
        for folder in sorted(HOME.parent.iterdir())
        if (folder / UNDER_WAY).is_dir()
        or (folder / BEFORE).is_dir()
        or ((folder / LIST).is_file() and digest(folder / LIST) == base)
    ]
    if len(beside) == 1:
        return beside[0]
    if not sys.stdin.isatty():
        raise Refused("Which copy? Name its folder: python3 apply_update.py FOLDER")
    typed = input("The folder of the copy (drag it here, then press Enter): ").strip().strip("\"'")
    return Path(typed)


def update_folder() -> Path:
    """The update to bring in. Raises Refused where there is only what is kept of one."""
    if HOME.name in INSIDE:
        raise Refused("This only goes on or back. To bring in an update, start the one inside it.")
    return HOME
