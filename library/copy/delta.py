"""How one file differs from another, for updates: see ``library.copy.programs.delta``.

Every file of a new edition names that edition, so nearly every file differs a little. Told by
their differences, they need about a third of the room.
"""

from __future__ import annotations

from library.copy.programs.delta import NEW, told

_BLOCK = 32
"""Bytes: shorter parts that both files have cost more to tell than they save."""


def delta(old: bytes, new: bytes) -> bytes:
    """What makes ``new`` out of ``old``: parts that both have, found greedily, and the rest."""
    places: dict[bytes, int] = {}
    for place in range(0, len(old) - _BLOCK + 1, _BLOCK):
        places.setdefault(old[place : place + _BLOCK], place)
    parts: list[tuple[int, int]] = []
    fresh: list[bytes] = []
    at = done = 0
    while at + _BLOCK <= len(new):
        found = places.get(new[at : at + _BLOCK])
        if found is None:
            at += 1
            continue
        while at > done and found and new[at - 1] == old[found - 1]:
            at, found = at - 1, found - 1
        _add(parts, fresh, new[done:at])
        length = _alike(old, found, new, at)
        parts.append((found, length))
        at = done = at + length
    _add(parts, fresh, new[done:])
    return told(parts, b"".join(fresh))


def _add(parts: list[tuple[int, int]], fresh: list[bytes], data: bytes) -> None:
    if data:
        parts.append((NEW, len(data)))
        fresh.append(data)


def _alike(old: bytes, start: int, new: bytes, at: int) -> int:
    """How many bytes are the same from two places on."""
    most = min(len(old) - start, len(new) - at)
    length, step = 0, 4096
    while length < most:
        step = min(step, most - length)
        if old[start + length : start + length + step] == new[at + length : at + length + step]:
            length += step
        elif step == 1:
            break
        else:
            step //= 2
    return length
