"""Tests that need the system's programs: only `scripts/test.py --office` runs them."""

from __future__ import annotations

import os

from tests.browser.conftest import chromium, console_errors, context, foreign_requests, page
from tests.library.exports.conftest import Exported, exported

# Here and not in the tests: a fixture that two files import is made twice, and of browsers there
# may be one.
__all__ = [
    "Exported", "chromium", "console_errors", "context", "exported", "foreign_requests", "page",
]  # fmt: skip

if os.environ.get("LIBRARY_OFFICE") != "1":
    collect_ignore_glob = ["test_*.py"]
