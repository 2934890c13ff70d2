"""A record file from elsewhere, opened or refused with one sentence."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError as Invalid

from library.model import Library
from library.record.limits import MAX_BYTES, MAX_DEPTH, too_deep, within_limits
from library.record.refused import RecordRefused
from library.record.shape import FORMAT, VERSION, Record
from library.record.unknown import about_unknown, leave_out_unknown
from library.record.writing import edition_order

_HARMFUL = frozenset(("__proto__", "constructor", "prototype"))


@dataclass(frozen=True)
class Opened:
    """A record, and the sentences that a reader is told with it."""

    record: Record
    messages: tuple[str, ...] = ()


def open_record(raw: bytes, library: Library) -> Opened:
    """The record in a file's bytes, as it was saved. Raises RecordRefused with one sentence."""
    value = _json(raw)
    _is_ours(value, library)
    within_limits(value)
    unknown: list[str] = []
    leave_out_unknown(value, unknown)
    try:
        record = Record.model_validate(value)
    except Invalid as error:
        raise RecordRefused("shape", _first_fault(error)) from error
    _sound(record)
    return Opened(record, about_unknown(unknown))


def _json(raw: bytes) -> Any:
    if len(raw) > MAX_BYTES:
        raise RecordRefused("too-large", "This file is larger than 5 MB, which no record is.")
    try:
        text = raw.decode("utf-8-sig")
        value = json.loads(text, parse_constant=_no_constant)
        if "\\u" in text or any(word in text for word in _HARMFUL):
            value = _safe(value, 0)
    except UnicodeDecodeError as error:
        raise RecordRefused("not-json", "This file is not text, so it is no record.") from error
    except RecursionError as error:
        raise too_deep() from error
    except ValueError as error:
        raise RecordRefused(
            "not-json", "This file cannot be read: it is damaged, cut short or no record."
        ) from error
    return value


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _safe(value: Any, depth: int) -> Any:
    """The value without harmful keys (refused) and without halves of characters (replaced)."""
    if depth > MAX_DEPTH:
        raise RecursionError
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, list):
        return [_safe(item, depth + 1) for item in value]
    if not isinstance(value, dict):
        return value
    harmful = _HARMFUL & value.keys()
    if harmful:
        raise RecordRefused(
            "harmful-key",
            f"This file has a key named {min(harmful)}, which no record has; it was not opened.",
        )
    return {_safe(key, depth): _safe(item, depth + 1) for key, item in value.items()}


def _is_ours(value: Any, library: Library) -> None:
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise RecordRefused("not-a-record", "This file is not a record of this library.")
    version = value.get("version")
    if isinstance(version, float) and version.is_integer():
        version = value["version"] = int(version)  # 1.0 and 1 are one number to a browser
    if type(version) is not int or version < 1:
        raise RecordRefused("shape", "The record does not say which version of the format it has.")
    if version > VERSION:
        raise RecordRefused(
            "newer-version",
            "This record was saved by a newer version of the library: open it with that one.",
        )
    if value.get("library") != library.short:
        named = str(value.get("library"))[:80]
        raise RecordRefused(
            "other-library", f"This record belongs to another library ({named}), not to this one."
        )
    edition = value.get("edition")
    if not isinstance(edition, str) or not re.fullmatch(
        r"[0-9]{4}\.[0-9]{1,6}(\.[0-9]{1,6})?", edition
    ):
        raise RecordRefused("shape", "The record does not say which edition it was saved in.")
    if edition_order(edition) > edition_order(library.edition):
        raise RecordRefused(
            "newer-edition",
            f"This record was saved in edition {edition}; this library is edition "
            f"{library.edition}: open it with that one or a later one.",
        )


def _first_fault(error: Invalid) -> str:
    fault = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where = ".".join(str(part) for part in fault["loc"])[:120]
    return (
        f"This record cannot be opened: at {where}, {fault['msg'][:1].lower()}{fault['msg'][1:]}."
    )


def _sound(record: Record) -> None:
    """What types alone do not say."""
    ids = [item.id for item in record.rounds]
    if len(set(ids)) < len(ids):
        raise RecordRefused("shape", "This record cannot be opened: two of its rounds have one id.")
    for item in record.rounds:
        for key, answer in item.answers.items():
            if answer.level is not None and answer.other is not None:
                raise RecordRefused(
                    "shape",
                    f"This record cannot be opened: {key} has a level and is answered otherwise "
                    "as well.",
                )
