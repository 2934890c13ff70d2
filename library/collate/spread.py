"""How the answers to one statement lie on its scale."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass

from library.model import Instrument
from library.scoring import half_up, percentages

NOBODY = 255
OTHERWISE = 254
"""Stand for a level: not answered, and answered otherwise (not applicable, another way)."""


@dataclass(frozen=True)
class Spread:
    """How the answers to one statement lie on its scale."""

    instrument: Instrument
    levels: array[int]

    @property
    def counts(self) -> dict[str, int]:
        return {
            level.key: self.levels.count(at)
            for at, level in enumerate(self.instrument.scale.levels)
        }

    @property
    def counted(self) -> int:
        return sum(self.counts.values())

    @property
    def otherwise(self) -> int:
        return self.levels.count(OTHERWISE)

    @property
    def mean(self) -> int | None:
        """In hundredths."""
        values = self.instrument.scale.values
        total = sum(values[key] * count for key, count in self.counts.items())
        return half_up(100 * total, self.counted) if self.counted else None

    @property
    def ends(self) -> tuple[str, str] | None:
        """The lowest and the highest level that was answered."""
        values = self.instrument.scale.values
        given = sorted(
            (values[key], at, key) for at, (key, count) in enumerate(self.counts.items()) if count
        )
        return (given[0][2], given[-1][2]) if given else None

    @property
    def width(self) -> int:
        """How many levels lie between the lowest and the highest answer."""
        given = [at for at, count in enumerate(self.counts.values()) if count]
        return given[-1] - given[0] if given else 0

    @property
    def percentages(self) -> Mapping[str, int] | None:
        """None when there are too few answers to show."""
        return percentages(self.counts)
