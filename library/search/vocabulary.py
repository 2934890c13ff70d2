"""Every word of the index: is it known, what does it begin, what is it a slip of the keys for.

The browser does the same in ``parts/search-words/part.js``; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from library.search import packing

COMPLETIONS = 6
RELATIVES = 3
CORRECTIONS = 3


class Vocabulary:
    """The terms of the index in order, with their words, and how rare they are."""

    def __init__(self, packed: Mapping[str, str], unit: int) -> None:
        rows = packing.from_words_text(packed["terms"])
        self.terms = [term for term, _ in rows]
        self.number = {term: at for at, term in enumerate(self.terms)}
        self.rarity = [value / unit for value in packing.numbers(packed["rarity"])]
        """How much a term tells; 0 for one that stands in no document."""
        self.words: list[tuple[str, int]] = [
            (word, at) for at, (_, forms) in enumerate(rows) for word in forms
        ]

    def completions(self, start: str) -> list[int]:
        """The most common terms with a word that begins like this."""
        return self._common(at for word, at in self.words if word.startswith(start))[:COMPLETIONS]

    def relatives(self, term: str) -> list[int]:
        """The most common other terms of the same root, as "governor" for "govern"."""
        if len(term) < 5:
            return []
        return self._common(
            at
            for at, other in enumerate(self.terms)
            if other != term
            and len(other) >= 5
            and (other.startswith(term) or term.startswith(other))
        )[:RELATIVES]

    def pieces(self, word: str, term_of: Mapping[str, int]) -> list[int]:
        """Two words that were run together."""
        best: list[int] = []
        for cut in range(3, len(word) - 2):
            pair = [term_of.get(word[:cut]), term_of.get(word[cut:])]
            one, other = pair
            if one is None or other is None or not (self.rarity[one] and self.rarity[other]):
                continue
            if not best or self._told([one, other]) < self._told(best):
                best = [one, other]
        return best

    def corrections(self, word: str) -> list[tuple[int, int]]:
        """Terms with a word that differs by a slip or two: nearest first, with the distance."""
        most = 0 if len(word) < 3 else 1 if len(word) < 6 else 2
        best: dict[int, tuple[int, bool]] = {}
        for other, at in self.words if most else ():
            if abs(len(other) - len(word)) > most:
                continue
            apart = distance(word, other, most)
            if apart <= most:
                found = (apart, other[0] != word[0])
                if at not in best or found < best[at]:
                    best[at] = found
        order = sorted(best, key=lambda at: (*best[at], self.rarity[at] or 99, at))
        return [(at, best[at][0]) for at in islice(order, CORRECTIONS)]

    def family(self, word: str) -> list[int]:
        """Terms with a word that begins alike and ends otherwise: another form of the word."""
        kept = max(5, len(word) - 4)
        return [] if len(word) < 6 else self.completions(word[:kept])[:RELATIVES]

    def _common(self, found: Iterator[int]) -> list[int]:
        known = {at for at in found if self.rarity[at]}
        return sorted(known, key=lambda at: (self.rarity[at], at))

    def _told(self, pair: Sequence[int]) -> float:
        return sum(self.rarity[at] for at in pair)


def distance(one: str, other: str, most: int) -> int:
    """How many letters were missed, doubled, mistaken or swapped; ``most + 1`` when more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at in range(1, len(one) + 1):
        earlier, before, row = before, row, [at]
        for to in range(1, len(other) + 1):
            cost = min(
                before[to] + 1, row[to - 1] + 1, before[to - 1] + (one[at - 1] != other[to - 1])
            )
            if at > 1 and to > 1 and one[at - 1] == other[to - 2] and one[at - 2] == other[to - 1]:
                cost = min(cost, earlier[to - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
