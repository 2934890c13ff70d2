"""Asking the index from Python, with the same results in the same order as in the browser."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from library.problems import LibraryError
from library.search import packing
from library.search.index import FOLDER, split_id
from library.search.question import Question, Questions
from library.search.ranking import Ranked, Ranking
from library.search.vocabulary import Vocabulary
from library.search.words import Language, words


@dataclass(frozen=True)
class Found:
    """A result."""

    id: str
    title: str
    section: str
    strand: str
    kind: str
    summary: str
    url: str
    score: float


class Finder:
    """One index, opened."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        """``read`` gives the content of a file by its address below the site's root."""
        self._read = cache(lambda name: self._opened(read, name))
        first = self._read("first")
        self.first = first
        self.pages = first["pages"]
        spoken = first["language"]
        language = _Spoken(spoken["phrases"], spoken["spellings"], frozenset(spoken["quiet"]))
        self.vocabulary = Vocabulary(first["words"], first["rarityUnit"])
        self.questions = Questions(language, self.vocabulary, first["kinds"])
        self.ranking = Ranking(self.pages, self.vocabulary.rarity, self._title)
        self._gaps = first["gaps"].split("!")
        self._weights = first["weights"].split("!")

    @classmethod
    def of_site(cls, site: Path) -> Finder:
        """The index of a built site. Raises LibraryError when there is none."""

        def read(address: str) -> bytes:
            try:
                return (site / address).read_bytes()
            except FileNotFoundError:
                raise LibraryError(
                    f"{site} holds no search index ({address} is missing): build the site first."
                ) from None

        return cls(read)

    @staticmethod
    def is_in(site: Path) -> bool:
        """Whether a folder holds an index."""
        return (site / f"{FOLDER}first.js").is_file()

    @classmethod
    def of_files(cls, files: Mapping[str, bytes]) -> Finder:
        return cls(files.__getitem__)

    def find(self, text: str, limit: int = 10) -> list[Found]:
        """The best results for a question, best first."""
        question = self.questions.read(text)
        named = list(self._named(question))
        hidden = {item.entry for item in named}
        ranked = self.ranking.ranked(question, self.postings)
        ranked = named + [item for item in ranked if item.entry not in hidden]
        return [self._shown(item) for item in ranked[:limit]]

    def postings(self, number: int) -> Iterator[tuple[int, float]]:
        """The documents that hold a term, with its weight there.

        Damped: many fields with the same word are no better an answer than more of the words.
        Square roots, since these are the same to the last bit in Python and in a browser.
        """
        total: dict[int, float] = {}
        for gaps, weights in self._lists(number):
            levels = self.first["levels"]
            for document, level in zip(
                packing.from_gaps(gaps), packing.numbers(weights), strict=True
            ):
                total[document] = total.get(document, 0) + levels[level]
        return (
            (document, math.sqrt(weight * math.sqrt(weight))) for document, weight in total.items()
        )

    def _lists(self, number: int) -> Iterator[tuple[str, str]]:
        if number < len(self._gaps):
            yield self._gaps[number], self._weights[number]
        at = sum(start <= number for start in self.first["texts"])
        if at:
            shard, start = self._read(f"text-{at:02d}"), self.first["texts"][at - 1]
            yield (
                shard["gaps"].split("!")[number - start],
                shard["weights"].split("!")[number - start],
            )

    def _title(self, entry: int) -> tuple[set[int], set[int]]:
        """The terms of the words of an entry's title, and of the groups in it."""
        term_of, terms = self.questions.term_of, self.vocabulary.terms
        own = [term_of[word] for word in words(self.pages["title"][entry]) if word in term_of]
        groups = self.questions.language.concepts([terms[number] for number in own])
        return set(own), {
            self.vocabulary.number[concept]
            for _, _, concept in groups
            if concept in self.vocabulary.number
        }

    def _named(self, question: Question) -> Iterator[Ranked]:
        """What the question names by its id."""
        for identifier in dict.fromkeys(question.ids):
            if identifier in self.pages["id"]:
                yield Ranked(self.pages["id"].index(identifier), 0, 1000.0)
                continue
            start, number = split_id(identifier)
            for begins, least, document, count in self.first["named"]:
                if begins == start and least <= number < least + count:
                    place = document + number - least
                    entry = self.ranking.owner[place]
                    yield Ranked(entry, place - self.ranking.starts[entry], 1000.0)

    def _shown(self, item: Ranked) -> Found:
        chunks = self.first["chunks"]
        at = sum(start <= item.entry for start in chunks)
        summary, parts = self._read(f"pages-{at:02d}")["entries"][item.entry - chunks[at - 1]]
        anchor, section, _ = parts[item.part]
        url = self.pages["url"][item.entry]
        strand = self.pages["strand"][item.entry]
        return Found(
            id=self.pages["id"][item.entry],
            title=self.pages["title"][item.entry],
            section=section,
            strand=self.pages["strands"][strand][0] if strand >= 0 else "",
            kind=self.pages["kind"][item.entry],
            summary=summary,
            url=f"{url.partition('#')[0]}#{anchor}" if anchor else url,
            score=item.score,
        )

    @staticmethod
    def _opened(read: Callable[[str], bytes], name: str) -> Any:
        return packing.from_script(read(f"{FOLDER}{name}.js"))


class _Spoken(Language):
    """The language of an index that was written to a file."""

    def __init__(
        self,
        phrases: Mapping[str, list[str]],
        spellings: Mapping[str, str],
        quiet: frozenset[str],
    ) -> None:
        super().__init__((), spellings)
        self.quiet = quiet
        found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, concepts in phrases.items():
            terms = tuple(phrase.split(" "))
            found.setdefault(terms[0], []).extend((terms, concept) for concept in concepts)
        self.phrases = found
