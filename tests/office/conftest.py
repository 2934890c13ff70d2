"""Tests that need the system's programs: only `scripts/test.py --office` runs them."""

from __future__ import annotations

import os

from tests.library.exports.conftest import Exported, exported

__all__ = ["Exported", "exported"]

if os.environ.get("LIBRARY_OFFICE") != "1":
    collect_ignore_glob = ["test_*.py"]
