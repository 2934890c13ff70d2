"""A file told by how it differs from another: the parts that both have are not told again.

The form: the number of parts (8 bytes), then for each part its place in the old file and its
length (8 bytes each, big-endian), then all that is new, one after the other. A part that is new
has NEW for its place.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

NEW = 2**64 - 1
_PART = struct.Struct(">QQ")
_COUNT = struct.Struct(">Q")


def applied(change: bytes, old: bytes, out: BinaryIO) -> None:
    """Write the new file. Raises ValueError when the change does not fit the old file."""
    if len(change) < _COUNT.size:
        raise ValueError("a change is cut short")
    (count,) = _COUNT.unpack_from(change)
    literal = _COUNT.size + count * _PART.size
    if literal > len(change):
        raise ValueError("a change is cut short")
    for number in range(count):
        place, length = _PART.unpack_from(change, _COUNT.size + number * _PART.size)
        source, start = (change, literal) if place == NEW else (old, place)
        if start + length > len(source):
            raise ValueError("a change asks for more than there is")
        out.write(source[start : start + length])
        literal += length if place == NEW else 0


def told(parts: list[tuple[int, int]], new: bytes) -> bytes:
    """The form above: the parts in order, and what is new in them."""
    table = b"".join(_PART.pack(place, length) for place, length in parts)
    return _COUNT.pack(len(parts)) + table + new
