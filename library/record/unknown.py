"""What a record of this version does not have: left out, and named to the reader."""

from __future__ import annotations

import re
from typing import Any

from library.record.shape import (
    Action,
    Answer,
    Evidence,
    Joint,
    Moderated,
    Part,
    Record,
    Retired,
    Round,
    Target,
)

_NAMED = re.compile(r"[A-Z]{2}-[A-Z][1-9][0-9]?\.[0-9]{2}")


def leave_out_unknown(value: dict[str, Any], unknown: list[str]) -> None:
    """Take out, in place, what a record of this version does not have."""
    _only(value, Record, "", unknown)
    for item in _dicts(value.get("rounds")):
        _only(item, Round, "rounds.", unknown)
        for key, shape in (("answers", Answer), ("moderated", Moderated), ("joint", Joint)):
            _well_named(item.get(key), key, unknown)
            for answer in _dicts(item.get(key)):
                _only(answer, shape, f"{key}.", unknown)
                if shape is Answer:
                    _only_in_answer(answer, unknown)
        _well_named(item.get("words"), "words", unknown)
    for item in _dicts(value.get("retired")):
        _only(item, Retired, "retired.", unknown)
        for answer in _dicts([item.get("answer")]):
            _only(answer, Answer, "answer.", unknown)
            _only_in_answer(answer, unknown)


def _only_in_answer(answer: dict[str, Any], unknown: list[str]) -> None:
    for key, shape in (("evidence", Evidence), ("actions", Action)):
        for item in _dicts(answer.get(key)):
            _only(item, shape, f"{key}.", unknown)
    for item in _dicts([answer.get("target")]):
        _only(item, Target, "target.", unknown)


def _dicts(value: Any) -> list[dict[str, Any]]:
    values = value.values() if isinstance(value, dict) else value
    return (
        [item for item in values if isinstance(item, dict)]
        if isinstance(value, dict | list)
        else []
    )


def _only(value: dict[str, Any], shape: type[Part], where: str, unknown: list[str]) -> None:
    if not value.keys() <= shape.model_fields.keys():
        for key in [key for key in value if key not in shape.model_fields]:
            del value[key]
            unknown.append(where + key)


def _well_named(value: Any, where: str, unknown: list[str]) -> None:
    if isinstance(value, dict):
        for key in [key for key in value if not _NAMED.fullmatch(key)]:
            del value[key]
            unknown.append(f"{where}.{key}")


def about_unknown(unknown: list[str]) -> tuple[str, ...]:
    if not unknown:
        return ()
    names = list(dict.fromkeys(name[:60] for name in unknown))
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return (f"Left out, because this library does not know them: {', '.join(names[:5])}{more}.",)
