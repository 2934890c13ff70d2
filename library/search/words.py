"""Words and their terms: what the index and a question must do alike.

The browser does the same in ``parts/search-words/part.js``; a test compares the two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from lunr.stemmer import PorterStemmer
from lunr.stop_word_filter import WORDS as STOP_WORDS

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_QUOTES = re.compile("[\u2018\u2019\u02bc]")
_ACCENTS = re.compile("[\u0300-\u036f]")
_INITIALS = re.compile(r"\b([a-z])[.&](?=[a-z]\b)", re.ASCII)

# One spelling for each word, so that colour finds color and organise finds organize. What comes
# out need not be a word: the index and the question go the same way.
_SPELLINGS = (
    (re.compile(r"^(.{3,})iz(e|es|ed|er|ers|ing|ation|ations)$"), r"\1is\2"),
    (re.compile(r"^(.{3,})yz(e|es|ed|er|ers|ing)$"), r"\1ys\2"),
    (re.compile(r"^(.{3,})our(|s|ed|ing|al|ally|able|ful|ite|ites|less)$"), r"\1or\2"),
    (
        re.compile(r"^(cance|channe|counse|labe|leve|mode|signa|trave)ll(ed|er|ers|ing|or|ors)$"),
        r"\1l\2",
    ),
)


EQUAL, NEAR = SIGNS = "~^"
"""What the terms of groups begin with, as no word does."""
_PHRASES = 16**5


class _Stemmer(PorterStemmer):  # type: ignore[misc]
    """lunr's stemmer, made to agree with lunr.js: "day" stays, "try" becomes "tri"."""

    b: str
    k: int

    def step1c(self) -> None:
        if self.k > 1 and self.b[self.k] == "y" and self.b[self.k - 1] not in "aeiou":
            self.b = self.b[: self.k] + "i" + self.b[self.k + 1 :]


_stemmer = _Stemmer()


def words(text: str) -> list[str]:
    """The words of a text: small letters, no accents, no apostrophes; initials are one word."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", _QUOTES.sub("'", text))
        text = _ACCENTS.sub("", text)
    found = _WORD.findall(_INITIALS.sub(r"\1", text.lower()))
    return [word.removesuffix("'s").replace("'", "") if "'" in word else word for word in found]


class Language:
    """How words become terms: spelling, stem, and the words that the field uses for one thing."""

    def __init__(
        self,
        groups: Sequence[Sequence[str]] = (),
        spellings: Mapping[str, str] | None = None,
        quiet: Iterable[str] = (),
        near: Sequence[Sequence[str]] = (),
    ) -> None:
        self.groups = groups
        self.near = near
        self.spellings = dict(spellings or {})
        self.quiet = frozenset(self.term(word) for word in quiet)
        """Terms that say little in a question, such as "help"."""

    def spelled(self, word: str) -> str:
        """A word in the one spelling that is kept."""
        if word in self.spellings:
            return self.spellings[word]
        for pattern, kept in _SPELLINGS:
            word = pattern.sub(kept, word)
        return word

    def term(self, word: str) -> str:
        """What stands for a word in the index, the same for all its forms."""
        stem: str = _stemmer.stem(self.spelled(word))
        return stem

    @cached_property
    def joined(self) -> list[list[str]]:
        """The groups of words for one thing, with two words also run together: "catchup"."""
        return [
            [*group, *("".join(pair) for phrase in group if len(pair := words(phrase)) == 2)]
            for group in self.groups
        ]

    @cached_property
    def phrases(self) -> dict[str, list[tuple[tuple[str, ...], str]]]:
        """By their first term: the phrases of every group, with the term of the group.

        It begins with a sign: `EQUAL` when all its phrases mean one thing, `NEAR` when they lie
        near each other.
        """
        found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for sign, groups in ((EQUAL, self.joined), (NEAR, self.near)):
            for number, group in enumerate(groups):
                for phrase in group:
                    terms = tuple(self.term(word) for word in words(phrase) if _tells(word))
                    entry = (terms, f"{sign}{number}")
                    if terms and entry not in found.setdefault(terms[0], []):
                        found[terms[0]].append(entry)
        return found

    def concepts(self, terms: Sequence[str]) -> list[tuple[int, int, str]]:
        """Where terms in a row are a phrase of a group: start, end, the group's term."""
        phrases = self.phrases
        return [
            (at, at + len(phrase), concept)
            for at, first in enumerate(terms)
            if first in phrases
            for phrase, concept in phrases[first]
            if len(phrase) == 1 or tuple(terms[at : at + len(phrase)]) == phrase
        ]


def phrase_term(terms: Sequence[str]) -> str:
    """What stands for terms in a row, in five letters: a few phrases may share one."""
    number = 0
    for letter in " ".join(terms):
        number = (number * 31 + ord(letter)) % _PHRASES
    return f"_{number:x}"


class Reader:
    """Turns texts into terms for the index, and remembers the words that it saw."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.forms: dict[str, str] = {}
        """Every word that was read, with its term; stop words with an empty one."""

    def terms(self, text: str) -> list[str]:
        """The terms of a text in order, and after them the terms of groups found in it."""
        forms = self.forms
        read = words(text)
        for word in {*read}.difference(forms):
            forms[word] = self.language.term(word) if _tells(word) else ""
        found = [term for word in read if (term := forms[word])]
        return found + [concept for _, _, concept in self.language.concepts(found)]

    def phrases(self, texts: Iterable[str]) -> list[str]:
        """For each text of several words the term that stands for all of it."""
        found = [[term for term in self.terms(text) if term[0] not in SIGNS] for text in texts]
        return [phrase_term(terms) for terms in found if len(terms) > 1]

    def silent(self, text: str) -> list[str]:
        """Terms for words that are left out elsewhere, for questions that have no others."""
        return [f"={word}" for word in words(text) if not _tells(word)]


def _tells(word: str) -> bool:
    """Whether a word tells anything by itself."""
    return word not in STOP_WORDS and (len(word) > 1 or word.isdigit())
