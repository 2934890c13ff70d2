"""A question in somebody's own words, as terms of the index with what each counts.

The browser does the same in ``parts/search-question/part.js``; a test compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lunr.stop_word_filter import WORDS as STOP_WORDS

from library.search.vocabulary import Vocabulary
from library.search.words import NEAR, Language, phrase_term, words

_ID = re.compile(r"\b([a-z]{2})[ -]?([hpacgslvdnf])(\d{1,2})(?:\.(\d{2}))?\b", re.IGNORECASE)
_OPEN = re.compile(r"[^\W_]$")

COMPLETED, JOINED, CORRECTED, DOUBTED, RELATED = 0.7, 0.9, 0.9, 0.6, 0.25
OF_GROUP, OF_NEAR, QUIET = 1.2, 0.5, 0.4
"""What a term counts that was not typed itself; and what a quiet word counts."""
IN_PHRASE = 0.5
"""What is left of a word's own count when it is part of a phrase: the phrase stands for it."""
LONGEST = 5
"""How many words in a row may be a title or a keyword."""
PREFIX = 4
"""Of so many letters a word may be the beginning of another: "vocab"."""
MEANT = 0.5
"""What a term of a kind must count for the question to ask for that kind."""


@dataclass
class Word:
    """A word of a question: the terms that may answer it, with what each counts."""

    term: str
    """The term that it most likely means."""
    terms: dict[int, float] = field(default_factory=dict)

    def add(self, number: int, counts: float) -> None:
        self.terms[number] = max(counts, self.terms.get(number, 0.0))


@dataclass(frozen=True)
class Question:
    """What somebody asks."""

    ids: tuple[str, ...]
    """Ids in it, as they are written in the library."""
    words: tuple[Word, ...]
    phrases: tuple[int, ...] = ()
    """Terms of phrases: they lift what has them, and nothing answers less for want of them."""
    kinds: frozenset[str] = frozenset()
    """Kinds of resource that it names, such as a film."""

    @property
    def terms(self) -> dict[int, float]:
        """Every term wanted, in the order of the index, with what it counts."""
        found: dict[int, float] = dict.fromkeys(self.phrases, 1.0)
        for word in self.words:
            for number, counts in word.terms.items():
                found[number] = max(counts, found.get(number, 0.0))
        return dict(sorted(found.items()))


class Questions:
    """Reads questions against one index."""

    def __init__(
        self, language: Language, vocabulary: Vocabulary, kinds: Mapping[str, Collection[int]]
    ) -> None:
        """``kinds`` gives the terms that name each kind of resource."""
        self.language = language
        self.vocabulary = vocabulary
        self.kinds = kinds
        self.term_of = dict(vocabulary.words)

    def read(self, text: str) -> Question:
        ids = tuple(_id(match) for match in _ID.finditer(text))
        typed = [
            word
            for word in words(_ID.sub(" ", text))
            if word not in STOP_WORDS and (len(word) > 1 or word.isdigit())
        ]
        is_open = _OPEN.search(text) is not None
        found = [
            self._word(word, is_open=is_open and at == len(typed) - 1)
            for at, word in enumerate(typed)
        ]
        self._join(typed, found)
        if not found:
            found = self._silent(text)
        self._group(found)
        answerable = tuple(word for word in found if word.terms)
        return Question(ids, answerable, tuple(self._phrases(found)), self._kinds(answerable))

    def _group(self, found: Sequence[Word]) -> None:
        """Add the terms of the groups that words are of, alone or in a row."""
        in_phrase: set[int] = set()
        for start, end, concept in self.language.concepts([word.term for word in found]):
            number = self.vocabulary.number.get(concept)
            if number is None or not self.vocabulary.rarity[number]:
                continue
            is_near = concept[0] == NEAR
            if end - start > 1 and not is_near:
                in_phrase.update(range(start, end))
            for word in found[start:end]:
                word.add(number, OF_NEAR if is_near else OF_GROUP)
        for at in in_phrase:
            own = self.vocabulary.number.get(found[at].term)
            if own in found[at].terms:
                found[at].terms[own] *= IN_PHRASE

    def _kinds(self, found: Sequence[Word]) -> frozenset[str]:
        meant = {
            number for word in found for number, counts in word.terms.items() if counts >= MEANT
        }
        return frozenset(kind for kind, names in self.kinds.items() if not meant.isdisjoint(names))

    def _phrases(self, found: Sequence[Word]) -> Iterator[int]:
        """Words in a row that are a title or a keyword."""
        for start in range(len(found)):
            for end in range(start + 2, min(len(found), start + LONGEST) + 1):
                term = phrase_term([word.term for word in found[start:end]])
                number = self.vocabulary.number.get(term)
                if number is not None:
                    yield number

    def _silent(self, text: str) -> list[Word]:
        """A question of nothing but little words: "I do, we do, you do"."""
        found = [Word(f"={word}") for word in words(_ID.sub(" ", text))]
        for word in found if len(found) > 1 else ():
            if word.term in self.vocabulary.number:
                word.add(self.vocabulary.number[word.term], 1.0)
        return found

    def _word(self, typed: str, *, is_open: bool) -> Word:
        """What a typed word means; ``is_open`` when more letters of it may follow."""
        vocabulary = self.vocabulary
        word = Word(self.language.term(typed))
        number = vocabulary.number.get(word.term)
        if number is not None:
            if vocabulary.rarity[number]:
                word.add(number, QUIET if word.term in self.language.quiet else 1.0)
                for at in vocabulary.relatives(word.term):
                    word.add(at, RELATED)
                self._doubt(word, typed)
            return word
        self._guess(word, typed, is_open=is_open)
        return word

    def _doubt(self, word: Word, typed: str) -> None:
        """A form that no page has, though its root is known, may be a slip: "governer"."""
        if typed not in self.term_of:
            for at, apart in self.vocabulary.corrections(typed):
                if apart == 1 and self.vocabulary.rarity[at]:
                    word.add(at, DOUBTED)

    def _guess(self, word: Word, typed: str, *, is_open: bool) -> None:
        vocabulary = self.vocabulary
        guesses: list[tuple[int, float]] = []
        if (is_open and len(typed) > 1) or len(typed) >= PREFIX:
            guesses = [(at, COMPLETED) for at in vocabulary.completions(typed)]
        slips = [] if guesses else vocabulary.corrections(typed)
        if not guesses and not any(apart == 1 for _, apart in slips):
            guesses = [(at, JOINED) for at in vocabulary.pieces(typed, self.term_of)]
        if not guesses:
            guesses = [(at, CORRECTED / (rank + apart)) for rank, (at, apart) in enumerate(slips)]
        if not guesses:
            guesses = [(at, CORRECTED / 2) for at in vocabulary.family(typed)]
        for at, counts in guesses:
            if vocabulary.rarity[at]:
                word.add(at, counts)
        if guesses:
            word.term = vocabulary.terms[guesses[0][0]]

    def _join(self, typed: Sequence[str], found: Sequence[Word]) -> None:
        """Two words that the library writes as one: "white board"."""
        for at in range(len(typed) - 1):
            number = self.term_of.get(typed[at] + typed[at + 1])
            if number is not None and self.vocabulary.rarity[number]:
                found[at].add(number, JOINED)
                found[at + 1].add(number, JOINED)


def _id(match: re.Match[str]) -> str:
    part = f".{match[4]}" if match[4] else ""
    return f"{match[1]}-{match[2]}{match[3]}{part}".upper()
