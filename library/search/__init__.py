"""Search: the index that the site carries, and the same search from Python."""

from __future__ import annotations

from library.search.finder import Finder, Found
from library.search.index import index_files

__all__ = ["Finder", "Found", "index_files"]
