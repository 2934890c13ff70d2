"""Questions for pages that somebody knows to be there: words of titles, some of them mistyped."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from library.load import load
from library.search.words import words

SEED = 20
WORDS = 2
"""How many words of a title a question has."""
LEAST = 4
"""Letters of a word that is worth typing."""
ENDINGS = ("s", "ing", "ed")


@dataclass(frozen=True)
class Known:
    """A page that is looked for: its address, and the words in which somebody asks for it."""

    url: str
    right: str
    slipped: str
    """The same with a typing error in each word, or another form of it."""


def known_items(docs: Path, count: int) -> list[Known]:
    """Questions for pages with a title of their own, the same each time."""
    choose = random.Random(SEED)  # noqa: S311 - nothing secret
    pages = [page for page in load(docs).pages if len(telling(page.title)) >= 2]
    often = Counter(" ".join(telling(page.title)) for page in pages)
    alone = [page for page in pages if often[" ".join(telling(page.title))] == 1]
    found = []
    for page in choose.sample(alone, min(count, len(alone))):
        asked = telling(page.title)
        slipped = [slip(word, choose) for word in asked]
        found.append(Known(page.url, " ".join(asked), " ".join(slipped)))
    return found


def telling(title: str) -> list[str]:
    """The words of a title that somebody would type."""
    return [word for word in words(title) if len(word) >= LEAST][:WORDS]


def slip(word: str, choose: random.Random) -> str:
    """A word with one typing error, or with another ending."""
    at = choose.randrange(1, len(word) - 1)
    kind = choose.choice(["missed", "doubled", "swapped", "mistaken", "ending", "ending"])
    if kind == "missed":
        return word[:at] + word[at + 1 :]
    if kind == "doubled":
        return word[:at] + word[at] + word[at:]
    if kind == "swapped":
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == "mistaken":
        return word[:at] + choose.choice("aeinorst".replace(word[at], "")) + word[at + 1 :]
    return word + choose.choice(ENDINGS)
