"""Where tests find their libraries."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TINY = ROOT / "tests/data/tiny"
"""A complete library of the smallest kind."""
BROKEN = ROOT / "tests/data/broken"
"""Every mistake that an author can make."""
DOCS = ROOT / "docs"
