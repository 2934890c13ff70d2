"""What this library promises of its own content, beyond what `check` asks of every library."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest

from library.load import load
from library.model import Instrument, Library
from library.reading import repeats
from tests.places import DOCS

SIX = ("LD", "LE", "AL", "PC", "SF", "PP")


@pytest.fixture(scope="module")
def library() -> Library:
    return load(DOCS)


def named(text: str) -> set[str]:
    """The ids of resources that a text links to."""
    return {link.split("#")[0].split(".")[0] for link in re.findall(r"id:([A-Z]{2}-[^)\s]+)", text)}


@pytest.mark.parametrize("code", SIX)
def test_each_strand_holds_what_a_school_is_promised(library: Library, code: str) -> None:
    held = Counter(item.kind for item in library.resources if (item.id or "")[:2] == code)
    audits = [one for one in library.instruments if one.id == f"{code}-A1"]

    assert len(library.chapters(f"{code}-H1")) >= 7
    assert 20 <= sum(len(section.statements) for section in audits[0].sections) <= 30
    assert held["checklist"] + held["planner"] >= 2
    assert held["presentation"] >= 3
    assert held["video"] >= 4


def test_every_statement_names_what_helps_with_it(library: Library) -> None:
    without = [
        statement.id
        for instrument in library.instruments
        for section in instrument.sections
        for statement in section.statements
        if not statement.helps
    ]

    assert without == []


def test_every_chapter_leads_to_an_instrument(library: Library) -> None:
    instruments = {instrument.id for instrument in library.instruments}
    chapters = [page for page in library.pages if page.kind == "chapter"]

    assert [page.id for page in chapters if not named(page.body) & instruments] == []


def test_every_kind_of_instrument_is_in_use(library: Library) -> None:
    kinds = {library.get(instrument.id).kind for instrument in library.instruments}

    assert kinds == {"audit", "checklist", "framework", "survey", "planner"}


def test_no_passage_stands_on_two_pages(library: Library) -> None:
    assert list(repeats(library)) == []


def test_no_sentence_claims_what_must_never_be_claimed(library: Library) -> None:
    """Phrases of which each would break a promise of the page on sources."""
    never = re.compile(
        r"fully accessible|GDPR compliant|WCAG compliant|doubles? progress|raises? Ofsted|"
        r"guaranteed to|endorsed by (?:NAHT|Ofsted|the DfE|the EEF)|proven to raise",
        re.IGNORECASE,
    )
    found = [f"{page.path}: {hit[0]}" for page in library.pages if (hit := never.search(page.body))]

    assert found == []


def levels(instrument: Instrument) -> list[tuple[str, ...]]:
    return [
        tuple(statement.levels)
        for section in instrument.sections
        for statement in section.statements
        if statement.levels
    ]


def test_levels_differ_in_kind_and_not_by_adverbs(library: Library) -> None:
    """Two levels of one statement share too few words to be one sentence with another adverb."""
    alike = []
    for instrument in library.instruments:
        for described in levels(instrument):
            words = [set(re.findall(r"\w+", text.lower())) for text in described]
            for lower, upper in pairwise(words):
                if len(lower & upper) / len(lower | upper) > 0.75:
                    alike.append(f"{instrument.id}: {described}")

    assert alike == []
