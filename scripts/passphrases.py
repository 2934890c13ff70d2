"""Passphrases of locked records: from a file, or asked for on a terminal; never in a command."""

from __future__ import annotations

import sys
from getpass import getpass
from pathlib import Path

from environment import say, stop
from library.record import RecordRefused, unlocked

_WRONG = "No passphrase in the file of passphrases opens it, or it is damaged."
_NONE = (
    "It is locked, and no passphrase was given: name a file of passphrases with "
    "--passphrase-file, or start this on a terminal."
)


class Passphrases:
    """Opens locked files, and remembers which passphrase opened the last of them."""

    def __init__(self, file: Path | None) -> None:
        self.known: list[str] = []
        self.last: str | None = None
        if file:
            try:
                lines = file.read_text(encoding="utf-8-sig").splitlines()
            except (OSError, UnicodeDecodeError):
                stop(
                    f"{file}: the passphrases cannot be read; a text file, one a line, is expected."
                )
            self.known = [line for line in lines if line]

    def unlock(self, name: str, raw: bytes) -> bytes:
        """What is inside a locked file. Raises RecordRefused when no passphrase opens it."""
        for passphrase in self.known:
            try:
                return self._try(raw, passphrase)
            except RecordRefused as error:
                if error.code != "locked":
                    raise
        if sys.stdin.isatty():
            return self._ask(name, raw)
        raise RecordRefused("locked", _WRONG if self.known else _NONE)

    def _try(self, raw: bytes, passphrase: str) -> bytes:
        inside = unlocked(raw, passphrase)
        self.last = passphrase
        return inside

    def _ask(self, name: str, raw: bytes) -> bytes:
        """Ask until one opens it; an empty answer leaves the file out."""
        while passphrase := getpass(f"{name} is locked. Its passphrase (Enter leaves it out): "):
            try:
                inside = self._try(raw, passphrase)
            except RecordRefused as error:
                if error.code != "locked":
                    raise
                say(str(error))
            else:
                self.known.append(passphrase)
                return inside
        raise RecordRefused("locked", "It is locked, and was left out.")
