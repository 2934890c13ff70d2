"""From terms to results in order.

1. the lists of the index give every document in which a term stands, with its weight
2. the most promising entries are chosen
3. lunr scores their documents
4. an entry is worth its head and its best part, the more so the more of the question it answers

The browser does the same in ``parts/search-rank/part.js``; a test compares the two.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from lunr.index import Index
from lunr.pipeline import Pipeline
from lunr.query import Query
from lunr.vector import Vector

from library.search.question import Question

CHOSEN = 24
"""How many entries are ranked; those below stand in the order of what they promise."""
PARTS = 3
"""How many parts of an entry are looked at."""
PART = 0.7
"""What an entry's best part counts beside its head."""
OTHERS = 0.12
"""What each of its other parts that were looked at counts."""
STANDS_OUT = 0.45
"""A result leads to its best part when that part is worth this much of the head."""

NAMED = 1.5
"""What a result gains when the question is its title."""
OF_KIND = 1.3
"""What a result gains when the question names its kind."""

Postings = Callable[[int], Iterable[tuple[int, float]]]


@dataclass(frozen=True)
class Ranked:
    """An entry as a result, with the part of it that the result leads to."""

    entry: int
    part: int
    score: float


class Ranking:
    """Ranks the entries of one index."""

    def __init__(
        self,
        pages: Mapping[str, Sequence[Any]],
        rarity: Sequence[float],
        title: Callable[[int], tuple[AbstractSet[int], AbstractSet[int]]],
    ) -> None:
        """Prepare for these entries.

        ``pages`` says of each how many ``parts`` it has, what it is ``worth`` in hundredths and
        its ``kind``; ``title`` gives the terms of its title, and of the groups in it.
        """
        self.worth = pages["worth"]
        self.kind = pages["kind"]
        self.rarity = rarity
        self.title = title
        self.starts = [0]
        self.owner: list[int] = []
        for entry, size in enumerate(pages["parts"]):
            self.starts.append(self.starts[-1] + size)
            self.owner += [entry] * size

    def ranked(self, question: Question, postings: Postings) -> list[Ranked]:
        """Every entry with an answer, best first; the score of those not ranked is 0."""
        terms = question.terms
        weights = {number: dict(postings(number)) for number in terms}
        documents, rest = self._chosen(terms, weights)
        scores, matched = self._by_lunr(terms, weights, documents)
        found = [
            self._entry(entry, parts, question, terms, scores, matched)
            for entry, parts in documents.items()
        ]
        ranked = sorted(
            (item for item in found if item.score > 0), key=lambda item: (-item.score, item.entry)
        )
        return ranked + [Ranked(entry, 0, 0.0) for entry in rest]

    def _chosen(
        self, terms: Mapping[int, float], weights: Mapping[int, Mapping[int, float]]
    ) -> tuple[dict[int, list[int]], list[int]]:
        """The most promising entries, each with its most promising documents; and the rest."""
        sums: dict[int, float] = {}
        for number, counts in terms.items():
            for document, weight in weights[number].items():
                sums[document] = sums.get(document, 0.0) + counts * weight
        entries: dict[int, list[int]] = {}
        for document in sorted(sums):
            entries.setdefault(self.owner[document], []).append(document)
        worth = {}
        for entry, documents in entries.items():
            head = self.starts[entry]
            parts = [sums[document] for document in documents if document != head]
            worth[entry] = sums.get(head, 0.0) + PART * max(parts, default=0.0)
        order = sorted(entries, key=lambda entry: (-worth[entry], entry))
        best = {entry: self._best_parts(entry, entries[entry], sums) for entry in order[:CHOSEN]}
        return best, order[CHOSEN:]

    def _best_parts(
        self, entry: int, documents: Sequence[int], sums: Mapping[int, float]
    ) -> list[int]:
        head = self.starts[entry]
        parts = sorted(
            (document for document in documents if document != head),
            key=lambda document: (-sums[document], document),
        )[:PARTS]
        return [head, *parts] if head in sums else parts

    @staticmethod
    def _by_lunr(
        terms: Mapping[int, float],
        weights: Mapping[int, Mapping[int, float]],
        documents: Mapping[int, Sequence[int]],
    ) -> tuple[dict[int, float], dict[int, set[int]]]:
        """What lunr makes of the chosen documents: their scores and the terms they match."""
        wanted = {document for parts in documents.values() for document in parts}
        vectors: dict[int, list[float]] = {document: [] for document in wanted}
        inverted = {}
        for number in terms:
            places: dict[str, dict[str, object]] = {}
            for document, weight in weights[number].items():
                if document in wanted:
                    vectors[document] += (number, weight)
                    places[str(document)] = {}
            inverted[str(number)] = {"_index": number, "all": places}
        index = Index(
            inverted,
            {f"all/{document}": Vector(vector) for document, vector in vectors.items()},
            _EveryTerm(),
            ["all"],
            Pipeline(),
        )
        query = Query(["all"])
        for number, counts in terms.items():
            query.term(str(number), boost=counts, use_pipeline=False)
        scores, matched = {}, {}
        for result in index.query(query) if terms else ():
            document = int(result["ref"])
            scores[document] = float(result["score"])
            matched[document] = {int(term) for term in result["match_data"].metadata}
        return scores, matched

    def _entry(
        self,
        entry: int,
        documents: Sequence[int],
        question: Question,
        terms: Mapping[int, float],
        scores: Mapping[int, float],
        matched: Mapping[int, set[int]],
    ) -> Ranked:
        head = self.starts[entry]
        parts = [document for document in documents if document != head]
        best = max(parts, key=lambda document: (scores[document], -document), default=head)
        head_score, part_score = scores.get(head, 0.0), scores[best] if best != head else 0.0
        together = matched.get(head, set()) | matched[best]
        anywhere = {number for document in documents for number in matched[document]}
        answered = (self._answered(question, together) + self._answered(question, anywhere)) / 2
        others = sum(scores[document] for document in parts if document != best)
        score = head_score + PART * part_score + OTHERS * others
        score *= 0.2 + 0.8 * answered * answered
        score *= self.worth[entry] / 100
        if self.kind[entry] in question.kinds:
            score *= OF_KIND
        title, groups = self.title(entry)
        if title and title <= terms.keys() and self._answered(question, title | groups) > 0.9:
            score *= NAMED
        leads_to = best if part_score >= STANDS_OUT * head_score else head
        return Ranked(entry, leads_to - head, math.floor(score * 1e6 + 0.5) / 1e6)

    def _answered(self, question: Question, matched: AbstractSet[int]) -> float:
        """How much of the question these terms answer, from 0 to 1."""
        all_of_it = answered = 0.0
        for word in question.words:
            worth = most = 0.0
            for number, counts in word.terms.items():
                told = counts * self.rarity[number]
                most = max(most, told)
                if number in matched:
                    worth = max(worth, told)
            all_of_it += most
            answered += worth
        return answered / all_of_it if all_of_it else 0.0


class _EveryTerm:
    """Stands for lunr's set of tokens: only terms that the index holds are asked for."""

    @staticmethod
    def intersect(tokens: object) -> object:
        return tokens
