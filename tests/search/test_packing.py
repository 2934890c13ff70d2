"""What goes into a file of the index comes out again."""

import random

import pytest

from library.search import packing


@pytest.mark.parametrize("numbers", [[], [0], [5], [0, 1, 2], [45, 46, 47, 200, 90_000]])
def test_ascending_numbers(numbers):
    assert numbers == packing.from_gaps(packing.gaps(numbers))


def test_any_ascending_numbers():
    dice = random.Random(1)
    for _ in range(200):
        numbers = sorted(dice.sample(range(200_000), 50))
        assert numbers == packing.from_gaps(packing.gaps(numbers))


def test_a_weight_comes_back_about_as_it_was():
    for weight in (0.5, 1.0, 3.3, 17.0, 120.0, 800.0):
        letter = packing.weight_letters([weight])
        assert packing.LEVELS[packing.numbers(letter)[0]] / 10 == pytest.approx(weight, rel=0.12)


def test_words_with_their_terms():
    forms = {"assess": ["assess", "assessing", "assessment"], "studi": ["studies", "study"]}
    terms = ["assess", "assessor", "studi", "~1"]

    assert packing.from_words_text(packing.words_text(terms, forms)) == [
        (term, forms.get(term, [])) for term in terms
    ]


def test_a_file_is_a_script_with_a_json_text():
    value = {"title": '\u201cIt\'s "quoted"\u201d \\ \u2028 </script>', "numbers": [1, 2]}
    content = packing.script("first", value)

    assert content.startswith(b'(window.PSL_SEARCH=window.PSL_SEARCH||{})["first"]="')
    assert "\u2028".encode() not in content
    assert value == packing.from_script(content)
