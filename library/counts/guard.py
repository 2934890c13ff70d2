"""Which counts may be shown."""

from __future__ import annotations

from collections.abc import Mapping

from library.files import Counts, Measure
from library.scoring import SMALL

Cell = tuple[str, int, str]
"""Group, time (its place, from 0) and measure."""
Table = Mapping[Cell, int]
"""What was filled in. FEW stands for a count that the school did not write down."""

FEW = 0
MOST = 100_000
"""No group of a school is larger; a date pasted by mistake may be."""
FEW_WORDS = f"fewer than {SMALL}"
NOT_SHOWN = "not shown"
ALL_BUT = "all but a few"


def guarded(counts: Counts, table: Table) -> dict[Cell, int | str]:
    """What may be shown of every cell that is filled: its number, or words instead of it."""
    hidden = _hidden_groups(counts, table)
    primary = {
        (group.id, time, measure.id): _primary(counts, table, hidden, group.id, time, measure)
        for group in counts.groups
        for time in range(len(counts.times))
        for measure in counts.measures
        if (group.id, time, measure.id) in table
    }
    words = {cell: word for cell, word in primary.items() if word}
    return {
        cell: words.get(cell) or (NOT_SHOWN if _is_the_other(counts, primary, cell) else number)
        for cell, number in table.items()
        if cell in primary
    }


def _hidden_groups(counts: Counts, table: Table) -> set[str]:
    """Groups that are too small at any time, or whose rest is, by the first measure."""
    size = counts.measures[0].id
    return {
        group.id
        for group in counts.groups
        for time in range(len(counts.times))
        if (number := table.get((group.id, time, size))) is not None
        and (number < SMALL or _rest_is_small(counts, table, (group.id, time, size)))
    }


def _rest_is_small(counts: Counts, table: Table, cell: Cell) -> bool:
    """Whether fewer than five of the whole are not in the group."""
    group, time, measure = cell
    if counts.whole is None or group == counts.whole:
        return False
    whole, number = table.get((counts.whole, time, measure), FEW), table[cell]
    return whole >= SMALL and number >= SMALL and 0 < whole - number < SMALL


def _primary(
    counts: Counts, table: Table, hidden: set[str], group: str, time: int, measure: Measure
) -> str:
    """The words for a cell that is hidden for its own sake; "" for any other."""
    cell = (group, time, measure.id)
    number = table[cell]
    if number < SMALL:
        return FEW_WORDS
    if group in hidden:
        return NOT_SHOWN
    parent = table.get((group, time, measure.of), FEW) if measure.of else FEW
    if parent >= SMALL and parent - number < SMALL:
        return ALL_BUT
    return NOT_SHOWN if _rest_is_small(counts, table, cell) else ""


def _is_the_other(counts: Counts, primary: Mapping[Cell, str], cell: Cell) -> bool:
    """Whether this cell would let the one hidden beside it be worked out from the whole."""
    group, time, measure = cell
    if counts.whole is None or primary.get((counts.whole, time, measure), "hidden"):
        return False
    for part in counts.parts:
        filled = [one for one in part if (one, time, measure) in primary]
        shown = [one for one in filled if not primary[one, time, measure]]
        if group in part and len(filled) - len(shown) == 1:
            return shown[:1] == [group]
    return False
