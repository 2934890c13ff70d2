"""Counts of a few groups at several times, and which of them may be shown.

The rules are those of the page that explains them (Progress of key groups):

1. A group of fewer than five is hidden, each time; and so is one whose rest is fewer than five.
2. A count below five is "fewer than 5"; one with fewer than five beside it "all but a few".
3. Of groups that make up the whole between them, none is hidden alone: the first of the others is
   hidden too.

``exports.counts`` writes the same rules as formulas; a test compares both on many tables.
"""

from library.counts.guard import ALL_BUT, FEW, FEW_WORDS, MOST, NOT_SHOWN, Table, guarded
from library.counts.together import Pair, Sum, pairs, together

__all__ = [
    "ALL_BUT",
    "FEW",
    "FEW_WORDS",
    "MOST",
    "NOT_SHOWN",
    "Pair",
    "Sum",
    "Table",
    "guarded",
    "pairs",
    "together",
]
