"""What may not be shown, because somebody could be recognised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from library.scoring import SMALL


def shown_schools(counts: Mapping[str, int]) -> set[str]:
    """The schools whose survey answers may stand by themselves.

    One with fewer than five answers may not; and when only such remain unshown with fewer than
    five answers together, the smallest of the others is left out too, so that nobody can
    subtract.
    """
    shown = {school for school, count in counts.items() if count >= SMALL}
    hidden = sum(count for school, count in counts.items() if school not in shown)
    while shown and 0 < hidden < SMALL:
        smallest = min(shown, key=lambda school: (counts[school], school))
        shown.remove(smallest)
        hidden += counts[smallest]
    return shown


def shown_counts(counts: Mapping[str, int]) -> dict[str, int | None] | None:
    """Counts by level that may be published; None for one that may not.

    Fewer than five answers in all: nothing. A level that fewer than five chose, nobody included,
    is left out, and then the lowest levels beside it until nobody can subtract. Which those are
    must not hang on how many chose them: that would tell what they hide. A test tries every
    case of up to five levels.
    """
    if sum(counts.values()) < SMALL:
        return None
    shown = [key for key, count in counts.items() if count >= SMALL]
    hidden = [count for count in counts.values() if count < SMALL]
    while shown and hidden and _could_be_worked_out(hidden):
        hidden.append(counts[shown.pop(0)])
    return {key: count if key in shown else None for key, count in counts.items()}


def _could_be_worked_out(hidden: Sequence[int]) -> bool:
    """Whether the sum of what is left out tells too much of its parts."""
    return len(hidden) < 2 or sum(hidden) < SMALL or set(hidden) == {SMALL - 1}
