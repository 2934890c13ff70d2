"""The files of the index, made from a library.

first.js     what is found (title, address, kind ...), every word, and where the words of titles,
             headings, keywords, statements and summaries stand
text-NN.js   where the words of texts stand, a range of words to a file
pages-NN.js  sections and texts of pages, a few to a file, for what a result shows
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from library.model import Library
from library.search import packing, shown
from library.search.documents import FIELDS, KIND_WORDS, Entry, entries
from library.search.weights import Weights
from library.search.words import EQUAL, Language, Reader
from library.search.words import words as split

FOLDER = "assets/search/"
RARITY = 8
"""A term's rarity is kept in eighths."""
_INLINE = 46_000
"""How many places of words the first file may name: each weighs about two bytes, compressed."""
_TIERS = (
    ("title", "phrase", "silent"),
    ("keywords", "needs"),
    ("heading",),
    ("statement",),
    ("summary",),
    ("asked",),
    ("called", "about"),
)
"""Fields in the order in which they are wanted in the first file; the text never is."""
_KEYWORDS = 3_000
"""Up to so many keywords each phrase has a term of its own; more would fill the first file."""
_SHARD = 24_000
"""How many letters a file of places holds, about."""


def language(library: Library) -> Language:
    own = library.synonyms
    return Language(own.groups, own.spellings, own.quiet, own.near)


def index_files(
    library: Library,
    texts: Mapping[str, str] | None = None,
    formats: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, bytes]:
    """The files of the search index, by their address below the site's root.

    ``texts`` names the pages that are wanted by their source paths, all when it is not given; what
    they say is taken from the Markdown and the data, so that no site need be built. ``formats``
    says by id, or by path for a page without one, what a page can be taken away as.
    """
    found = [
        entry
        for entry in entries(library, formats or {})
        if texts is None or entry.page.path in texts or entry.page.kind == "video"
    ]
    words = Reader(language(library))
    weights = _weighed(found, words)
    rarity = weights.finish()
    for group in (*words.language.joined, *words.language.near):
        for phrase in group:
            words.terms(phrase)  # known to questions though no page says it
    terms = sorted({*rarity, *words.forms.values()} - {""})
    fields, inline = _inline(weights, terms)
    shards = list(_shards(weights, terms, [name for name in FIELDS if name not in fields]))
    chunks = list(shown.chunks(found))
    first: dict[str, Any] = {
        "pages": shown.columns(found, library),
        "named": _named(found),
        "words": _words(terms, rarity, words),
        "gaps": inline[0],
        "weights": inline[1],
        "levels": packing.LEVELS,
        "rarityUnit": RARITY,
        "texts": [start for start, _ in shards],
        "chunks": [start for start, _ in chunks],
        "language": _spoken(words.language),
        "kinds": _kinds(terms, words.language),
    }
    files: dict[str, dict[str, Any]] = {
        f"text-{at:02d}": value for at, (_, value) in enumerate(shards, 1)
    }
    files |= {f"pages-{at:02d}": value for at, (_, value) in enumerate(chunks, 1)}
    state = hashlib.sha256(json.dumps([first, *files.values()]).encode()).hexdigest()[:12]
    files = {
        "first": {**first, "state": state},
        **{name: {"state": state, **value} for name, value in files.items()},
    }
    return {f"{FOLDER}{name}.js": packing.script(name, value) for name, value in files.items()}


def _weighed(found: Sequence[Entry], words: Reader) -> Weights:
    builder = Weights(FIELDS)
    has_phrases = sum(len(entry.page.keywords) for entry in found) <= _KEYWORDS
    number = 0
    for entry in found:
        for part in entry.parts:
            terms = {name: words.terms(text) for name, text in part.fields.items()}
            if part is entry.parts[0]:
                page = entry.page
                terms["silent"] = words.silent(f"{page.title}. {', '.join(page.keywords)}")
                if has_phrases:
                    terms["phrase"] = words.phrases([page.title, *page.keywords])
            builder.put(number, terms)
            number += 1
    return builder


def _inline(weights: Weights, terms: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, str]]:
    """The fields that fit into the first file, and where their words stand."""
    fields: tuple[str, ...] = ()
    for tier in _TIERS:
        if weights.standing(fields + tier) > _INLINE:
            break
        fields += tier
    return fields, _packed(weights, terms, fields)


def _packed(weights: Weights, terms: Iterable[str], fields: Sequence[str]) -> tuple[str, str]:
    """For each term where it stands, and how much it counts there."""
    places, counts = [], []
    for term in terms:
        documents, worth = weights.weights(term, fields)
        places.append(packing.gaps(documents))
        counts.append(packing.weight_letters(worth))
    return "!".join(places), "!".join(counts)


def _shards(
    weights: Weights, terms: Sequence[str], fields: Sequence[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Ranges of terms with the number of their first."""
    start = 0
    places: list[str] = []
    counts: list[str] = []
    for at, term in enumerate(terms):
        place, count = _packed(weights, [term], fields)
        places.append(place)
        counts.append(count)
        if sum(map(len, places)) + sum(map(len, counts)) >= _SHARD or at == len(terms) - 1:
            yield start, {"gaps": "!".join(places), "weights": "!".join(counts)}
            start, places, counts = at + 1, [], []


def _named(found: Iterable[Entry]) -> list[tuple[str, int, int, int]]:
    """The ids below pages, statements and features, as runs that follow each other.

    Of each run: what the ids begin with, the first number, its document, how many they are.
    """
    runs: list[tuple[str, int, int, int]] = []
    parts = (part for entry in found for part in entry.parts)
    for document, part in enumerate(parts):
        if not part.id:
            continue
        start, number = split_id(part.id)
        begins, least, first, count = runs[-1] if runs else ("", 0, 0, 0)
        if (begins, least + count, first + count) == (start, number, document):
            runs[-1] = (begins, least, first, count + 1)
        else:
            runs.append((start, number, document, 1))
    return runs


def split_id(identifier: str) -> tuple[str, int]:
    """An id without its last digits, and these as a number."""
    start = identifier.rstrip("0123456789")
    return start, int(identifier[len(start) :] or 0)


def _words(terms: Sequence[str], rarity: Mapping[str, float], words: Reader) -> dict[str, str]:
    forms: dict[str, list[str]] = defaultdict(list)
    for word, term in sorted(words.forms.items()):
        forms[term].append(word)
    return {
        "terms": packing.words_text(terms, forms),
        "rarity": packing.letters(_letter(rarity[term]) if term in rarity else 0 for term in terms),
    }


def _letter(rarity: float) -> int:
    return max(1, min(packing.MOST, round(rarity * RARITY)))


def _kinds(terms: Sequence[str], own: Language) -> dict[str, list[int]]:
    """The terms that name each kind of resource, words and groups of words."""
    numbers = {term: at for at, term in enumerate(terms)}
    found: dict[str, list[int]] = {}
    for kind, phrases in KIND_WORDS.items():
        names: set[str] = set()
        for phrase in phrases:
            parts = [own.term(word) for word in split(phrase)]
            names.update(parts if len(parts) == 1 else ())
            names.update(
                concept
                for start, end, concept in own.concepts(parts)
                if concept[0] == EQUAL and end - start == len(parts)
            )
        found[kind] = sorted(numbers[name] for name in names if name in numbers)
    return found


def _spoken(own: Language) -> dict[str, object]:
    """The words of the field as a question needs them."""
    phrases: dict[str, list[str]] = defaultdict(list)
    for entries_of in own.phrases.values():
        for terms, concept in entries_of:
            phrases[" ".join(terms)].append(concept)
    return {"phrases": phrases, "spellings": own.spellings, "quiet": sorted(own.quiet)}
