"""How much a word counts in each place: lunr's builder and its BM25 weights.

lunr's own steps for adding a document and for making vectors keep an object for every
occurrence, which takes seconds and hundreds of megabytes for a large library; the two here do
the same on arrays of numbers. A test holds them against lunr's.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lunr.builder import Builder

LENGTH = 0.5
"""How much a field's length takes from its words. Lunr's own 0.75 is hard on long chapters."""
RAREST = 5.0
"""How much a word may tell at most: one that stands on two pages is rare by chance."""


class Weights(Builder):  # type: ignore[misc]
    """lunr's Builder for documents whose terms are known already, added in ascending order."""

    def __init__(self, fields: Mapping[str, float]) -> None:
        super().__init__()
        self.b(LENGTH)
        self._fields: dict[str, Any] = {}
        for name, boost in fields.items():
            self.field(name, boost)
        self.places: dict[str, dict[str, tuple[array[int], array[int]]]] = {
            name: {} for name in fields
        }
        """By field and term: the documents that hold it, and how often."""
        self.lengths: dict[str, dict[int, int]] = {name: {} for name in fields}

    def put(self, document: int, fields: Mapping[str, Sequence[str]]) -> None:
        """Add a document with its terms by field."""
        self.document_count += 1
        for name, terms in fields.items():
            if not terms:
                continue
            self.lengths[name][document] = len(terms)
            self.field_lengths[f"{name}/{document}"] = len(terms)
            places = self.places[name]
            for term, count in Counter(terms).items():
                found = places.get(term)
                if found is None:
                    found = places[term] = (array("I"), array("I"))
                found[0].append(document)
                found[1].append(count)

    def finish(self) -> dict[str, float]:
        """How rare each term is, once every document was added."""
        # lunr divides by the number of documents that have a field.
        self._fields = {name: self._fields[name] for name, some in self.lengths.items() if some}
        self._calculate_average_field_lengths()
        self.norms = {name: self._norms(name) for name in self._fields}
        standing: Counter[str] = Counter()
        for places in self.places.values():
            for term, (documents, _) in places.items():
                standing[term] += len(documents)
        self.rarity = {term: self._rarity(count) for term, count in standing.items()}
        return self.rarity

    def standing(self, fields: Iterable[str]) -> int:
        """In how many places the words of these fields stand."""
        return sum(len(found[0]) for name in fields for found in self.places[name].values())

    def weights(self, term: str, fields: Iterable[str]) -> tuple[Sequence[int], list[float]]:
        """The documents that hold a term in some of these fields, and its weight in each."""
        found = [(name, places) for name in fields if (places := self.places[name].get(term))]
        if len(found) == 1:
            return found[0][1][0], self._in_field(term, *found[0])
        total: dict[int, float] = {}
        for name, places in found:
            for document, weight in zip(places[0], self._in_field(term, name, places), strict=True):
                total[document] = total.get(document, 0.0) + weight
        documents = sorted(total)
        return documents, [total[document] for document in documents]

    def _in_field(self, term: str, name: str, places: tuple[array[int], array[int]]) -> list[float]:
        """A term's weight in each document that holds it in one field."""
        norms = self.norms[name]
        most = self.rarity[term] * self._fields[name].boost * (self._k1 + 1)
        return [
            most * count / (norms[document] + count)
            for document, count in zip(*places, strict=True)
        ]

    def _rarity(self, standing: int) -> float:
        """The inverse document frequency of lunr, for a term that stands in so many places."""
        rarity = math.log(1 + abs((self.document_count - standing + 0.5) / (standing + 0.5)))
        return min(RAREST, rarity)

    def _norms(self, name: str) -> dict[int, float]:
        """What the length of a document's field takes from its weights."""
        average = self.average_field_length[name]
        return {
            document: self._k1 * (1 - self._b + self._b * length / average)
            for document, length in self.lengths[name].items()
        }
