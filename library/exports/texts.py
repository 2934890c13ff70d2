"""The HTML of every page, packed: as it is, that of 2,000 pages would fill 50 MB."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, MutableMapping


class Texts(MutableMapping[str, str]):
    """Texts by the source paths of their pages."""

    def __init__(self) -> None:
        self.packed: dict[str, bytes] = {}

    def __getitem__(self, path: str) -> str:
        return zlib.decompress(self.packed[path]).decode()

    def __setitem__(self, path: str, text: str) -> None:
        self.packed[path] = zlib.compress(text.encode(), 1)

    def __delitem__(self, path: str) -> None:
        del self.packed[path]

    def __contains__(self, path: object) -> bool:
        return path in self.packed

    def __iter__(self) -> Iterator[str]:
        return iter(self.packed)

    def __len__(self) -> int:
        return len(self.packed)
