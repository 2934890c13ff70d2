"""How good the answers are: questions in the words of staff, and what should come first."""

from pathlib import Path

import pytest
import yaml

from library.load import load
from tests.places import DOCS

QUESTIONS = yaml.safe_load((Path(__file__).parent / "queries.yaml").read_text(encoding="utf-8"))[
    "questions"
]


@pytest.fixture(scope="module")
def places(finder):
    """For each question where the resources that should come first stand, from 1."""
    found = {}
    for question in QUESTIONS:
        ids = [item.id for item in finder.find(question["ask"], 10)]
        found[question["ask"]] = [
            ids.index(wanted) + 1 if wanted in ids else None for wanted in question["first"]
        ]
    return found


def test_there_are_questions_of_every_way():
    ways = [question["way"] for question in QUESTIONS]

    assert len(QUESTIONS) >= 150
    assert len(QUESTIONS) == len({question["ask"] for question in QUESTIONS})
    for way in ("plain", "misspelt", "abbreviated", "synonym", "need"):
        assert ways.count(way) >= 10


def test_only_ids_that_exist_are_expected():
    known = load(DOCS).addresses.keys()

    assert {wanted for question in QUESTIONS for wanted in question["first"]} <= known


def test_the_best_answer_stands_first_nine_times_in_ten(places):
    worth = [max((1 / place for place in found if place), default=0) for found in places.values()]
    low = {asked: found for asked, found in places.items() if 1 not in found}

    assert sum(worth) / len(worth) >= 0.9, low


def test_every_expected_answer_is_among_the_first_five(places):
    late = [
        asked for asked, found in places.items() if not all(place and place <= 5 for place in found)
    ]
    hard = [question["ask"] for question in QUESTIONS if question.get("hard")]

    assert [] == [asked for asked in late if asked not in hard]
    assert len(hard) <= len(QUESTIONS) / 20


def test_questions_are_not_listed_as_synonyms():
    groups = {phrase.casefold() for group in load(DOCS).synonyms.groups for phrase in group}
    needs = [question["ask"].casefold() for question in QUESTIONS if question["way"] == "need"]

    assert groups.isdisjoint(needs)
