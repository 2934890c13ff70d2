"""Hostile files from a seed: each is refused with one sentence, or opens as plain text."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
NASTY: tuple[Any, ...] = (
    None,
    True,
    -1,
    0.5,
    10**30,
    "",
    "x" * 10_001,
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    '=HYPERLINK("x")',
    "\u0000\u0007",
    "\ud800",
    "\u202e",
    [],
    [[]],
    {},
    {"": ""},
    [None] * 600,
    {"a": {"b": {"c": {}}}},
    {"constructor": {"prototype": 1}},
    {"toString": "x"},
    {"hasOwnProperty": 1},
)
KEYS = ("__proto__", "constructor", "prototype", "toString", "level", "", "RD-A1.99", "\u0000")


def hostile(count: int = 600, seed: int = 3) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of hostile files, the same each time."""
    chance = random.Random(seed)
    good = json.loads((HERE / "full.record.json").read_bytes())
    for at in range(count):
        value = json.loads(json.dumps(good))
        for _ in range(chance.randint(1, 3)):
            _spoil(value, chance)
        raw = json.dumps(value).encode()
        if at % 6 == 5:
            raw = raw[: chance.randrange(len(raw))]
        elif at % 6 == 4:
            place = chance.randrange(len(raw))
            raw = raw[:place] + bytes(chance.randrange(256) for _ in range(4)) + raw[place + 4 :]
        yield f"hostile-{at:03d}", raw


def large(seed: int = 3) -> Iterator[tuple[str, bytes]]:
    """Files that are too large to keep: 10 MB of one text, a million brackets, many rounds."""
    good = json.loads((HERE / "full.record.json").read_bytes())
    yield "ten-megabytes", json.dumps({**good, "school": "x" * 10_000_000}).encode()
    yield "brackets", b"[" * 1_000_000
    yield "thousands-of-rounds", json.dumps({**good, "rounds": good["rounds"] * 4_000}).encode()
    yield "digits", b'{"version": ' + b"9" * 100_000 + b"}"


def _spoil(value: Any, chance: random.Random) -> None:
    """Change one thing somewhere in a value."""
    while True:
        places = list(value) if isinstance(value, dict) else list(range(len(value)))
        if not places:
            return
        place = chance.choice(places)
        inner = value[place]
        if isinstance(inner, dict | list) and inner and chance.random() < 0.8:
            value = inner
            continue
        nasty = copy.deepcopy(chance.choice(NASTY))
        if isinstance(value, dict) and chance.random() < 0.25:
            value[chance.choice(KEYS)] = nasty
        else:
            value[place] = nasty
        return
