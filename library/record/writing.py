"""A record as a file, and the published schema of such files."""

from __future__ import annotations

import json
from typing import Any

from library.record.shape import Record


def write_record(record: Record) -> bytes:
    """A record as a file: readable, what is empty left out, the same bytes each time."""
    value = _without_empty(record.model_dump(mode="json"))
    for key in ("rounds", "school"):
        value.setdefault(key, [] if key == "rounds" else "")
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def schema() -> dict[str, Any]:
    """The published JSON Schema of a record."""
    made = Record.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **made,
        "title": "A school's record of self-evaluation",
    }


def edition_order(edition: str) -> tuple[int, ...]:
    """What editions are sorted by: 2026.10 comes after 2026.9."""
    return tuple(int(part) for part in edition.split("."))


def _without_empty(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_empty(item) for item in value]
    if isinstance(value, dict):
        return {
            key: _without_empty(item)
            for key, item in value.items()
            if not (item is None or item is False or item in ("", [], {}))
        }
    return value
