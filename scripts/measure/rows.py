"""What every measure hands to `bench`: rows of its table, and the library that they tell of."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Row:
    """One figure: what was measured, here and with others, and what is to be reached."""

    name: str
    ours: float
    unit: str = "s"
    target: float | None = None
    peers: Mapping[str, float] = field(default_factory=dict)
    """By the name of another generator or search: the same figure in the same run."""
    at_least: bool = False
    """Whether more is better, as with the quality of a search."""
    note: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached; None when the row has none."""
        if self.target is None:
            return None
        return self.ours >= self.target if self.at_least else self.ours <= self.target


@dataclass(frozen=True)
class Subject:
    """A library that is measured, in a folder of its own that measures may fill and change."""

    name: str
    work: Path
    chromium: Path
    runs: int
    generated: int | None = None
    """The number of its pages when it was generated, None for a real library."""

    @property
    def docs(self) -> Path:
        return self.work / "docs"

    @property
    def pages(self) -> int:
        return sum(
            1 for path in self.docs.rglob("*.md") if self.docs / "assets" not in path.parents
        )

    @cached_property
    def site(self) -> Path:
        """Its site without exports, built when a measure first asks for it."""
        from measure.builds import cold_build, copy_of_code

        site, code = self.work / "site", self.work / "code"
        if not site.is_dir():
            shutil.rmtree(code, ignore_errors=True)
            copy_of_code(ROOT, code)
            cold_build(code, self.docs, site)
        return site

    def aim(self, by_pages: Mapping[int, float]) -> float | None:
        """The target for this library's size; none for sizes that the plan does not name."""
        return by_pages.get(self.generated or 0)
