"""Tests that need LibreOffice or Java: `python3 scripts/test.py --office` sets OFFICE=1."""

import os

collect_ignore_glob = [] if os.environ.get("OFFICE") else ["test_*.py"]
