"""The record that a school keeps (``*.record.json``): its shape, and how a file is opened.

A file from elsewhere is untrusted. It is opened in this order, and refused with one sentence:

1. its size, that it is text, that it is JSON, and that no key could harm a browser
2. that it is a record, of this library, and not of a newer version or edition
3. its limits: rounds, answers, evidence, actions, length of texts
4. its shape, by the types in ``shape``; keys that nobody knows are left out and named

What it says of instruments is joined to the library afterwards, by ``library.changes``.
``macros/theme/parts`` holds the same rules for the browser; tests/data/records/ is for both.
"""

from library.record.limits import MAX_BYTES
from library.record.locked import MAX_LOCKED_BYTES, is_locked, locked, unlocked
from library.record.opening import Opened, open_record
from library.record.refused import RecordRefused
from library.record.shape import (
    FORMAT,
    MAX_LIST,
    MAX_ROUNDS,
    MAX_TEXT,
    VERSION,
    Action,
    Answer,
    Evidence,
    Joint,
    Moderated,
    Record,
    Retired,
    Round,
    Target,
)
from library.record.writing import edition_order, schema, write_record

__all__ = [
    "FORMAT",
    "MAX_BYTES",
    "MAX_LIST",
    "MAX_LOCKED_BYTES",
    "MAX_ROUNDS",
    "MAX_TEXT",
    "VERSION",
    "Action",
    "Answer",
    "Evidence",
    "Joint",
    "Moderated",
    "Opened",
    "Record",
    "RecordRefused",
    "Retired",
    "Round",
    "Target",
    "edition_order",
    "is_locked",
    "locked",
    "open_record",
    "schema",
    "unlocked",
    "write_record",
]
