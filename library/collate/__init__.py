"""Many records as one picture: what was returned, how far apart, who can help whom.

Files are read one at a time; of each only its scores and one small number a statement is kept,
so that thousands fit. A file that cannot be read is named, and the rest goes on.

- Of a school the latest round of an instrument counts, the school's own voice before others,
  and where a joint judgement was settled, that one.
- Of two files of one school the later counts, and a round that stands in two files counts once.
- Of a survey every round counts, of a framework each person's latest. Nobody is shown by name,
  nothing of fewer than five answers, nor where it could be worked out from what is shown.
"""

from library.collate.guard import shown_counts, shown_schools
from library.collate.network import Network, Unlock, collate, found_files
from library.collate.rounds import counted_rounds
from library.collate.spread import Spread
from library.collate.tally import UNNAMED, Return, Tally

__all__ = [
    "UNNAMED",
    "Network",
    "Return",
    "Spread",
    "Tally",
    "Unlock",
    "collate",
    "counted_rounds",
    "found_files",
    "shown_counts",
    "shown_schools",
]
