"""A record under a passphrase, in the envelope that the pages write (``record-file``).

The envelope is JSON: the record's bytes sealed with AES-GCM-256 under a key that
PBKDF2-SHA-256 makes from the passphrase in Unicode's composed form, with so many turns.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import unicodedata
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from library.record.limits import MAX_BYTES
from library.record.refused import RecordRefused
from library.record.shape import Record
from library.record.writing import write_record

LOCKED: Final = "partner-schools-library.record.locked"
TURNS = 600_000
MOST_TURNS = 5_000_000
"""More would keep a reader waiting for minutes: only a hostile file asks for it."""
MAX_LOCKED_BYTES = MAX_BYTES * 7 // 5
"""A locked file is a third larger than what is in it."""

_ABOUT = (
    "This record is locked. Open it in the library, with its passphrase; without it nobody can."
)
_PARTS = ("salt", "iv", "sealed")


def is_locked(raw: bytes) -> bool:
    """Whether a file says that it is a record under a passphrase."""
    return LOCKED.encode() in raw[:400] and _envelope(raw) is not None


def unlocked(raw: bytes, passphrase: str) -> bytes:
    """The record's file that is inside a locked one.

    Raises RecordRefused: ``locked`` when the passphrase does not open it, ``shape`` when the
    envelope is damaged.
    """
    value = _envelope(raw)
    if value is None:
        raise _damaged()
    salt, iv, sealed = (_bytes(value.get(key)) for key in _PARTS)
    turns = value.get("turns")
    if value.get("version") != 1 or type(turns) is not int or not 1000 <= turns <= MOST_TURNS:
        raise _damaged()
    try:
        return AESGCM(_key(passphrase, salt, turns)).decrypt(iv, sealed, None)
    except (InvalidTag, ValueError) as error:
        raise RecordRefused(
            "locked", "This passphrase does not open the file, or the file is damaged."
        ) from error


def locked(record: Record, passphrase: str) -> bytes:
    """A record as a locked file, which the pages open too. No two files are the same."""
    salt, iv = os.urandom(16), os.urandom(12)
    sealed = AESGCM(_key(passphrase, salt, TURNS)).encrypt(iv, write_record(record), None)
    parts = zip(_PARTS, (salt, iv, sealed), strict=True)
    value = {
        "format": LOCKED,
        "version": 1,
        "about": _ABOUT,
        "library": record.library,
        "key": "PBKDF2-SHA-256",
        "turns": TURNS,
        "cipher": "AES-GCM-256",
        **{key: base64.b64encode(one).decode() for key, one in parts},
    }
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _envelope(raw: bytes) -> dict[str, Any] | None:
    if len(raw) > MAX_LOCKED_BYTES:
        return None
    try:
        value = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) and value.get("format") == LOCKED else None


def _key(passphrase: str, salt: bytes, turns: int) -> bytes:
    secret = unicodedata.normalize("NFC", passphrase).encode()
    return PBKDF2HMAC(algorithm=SHA256(), length=32, salt=salt, iterations=turns).derive(secret)


def _bytes(text: object) -> bytes:
    try:
        return base64.b64decode(text if isinstance(text, str) and text else "?", validate=True)
    except binascii.Error as error:
        raise _damaged() from error


def _damaged() -> RecordRefused:
    return RecordRefused("shape", "This file says that it is locked, but not how; it is damaged.")
