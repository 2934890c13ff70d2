"""Words become terms: one for all forms, spellings and apostrophes of a word."""

import pytest

from library.search.words import Language, Reader, words

LANGUAGE = Language(
    groups=[["TA", "teaching assistant"], ["book look", "work scrutiny"]],
    spellings={"practise": "practice", "understood": "understand"},
    quiet=["help"],
    near=[["forget", "remember"]],
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Pupils’ work, the TA's notes", ["pupils", "work", "the", "ta", "notes"]),
        ("don't", ["dont"]),
        ("Café — naïve", ["cafe", "naive"]),
        ("think-pair-share (5 min)", ["think", "pair", "share", "5", "min"]),
        ("T&L, S.E.N. and Q&A", ["tl", "sen", "and", "qa"]),
        ("Year 4. A & B & co.", ["year", "4", "a", "b", "co"]),
        ("", []),
    ],
)
def test_a_text_is_read_as_small_plain_words(text, found):
    assert found == words(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("colour", "color"),
        ("behaviour", "behaviors"),
        ("favourite", "favorite"),
        ("organise", "organizing"),
        ("organisation", "organization"),
        ("analyse", "analyzing"),
        ("modelling", "modeling"),
        ("counsellor", "counselor"),
        ("practise", "practices"),
        ("questions", "questioning"),
        ("marked", "marking"),
        ("understood", "understanding"),
    ],
)
def test_forms_and_spellings_of_a_word_are_one_term(one, other):
    assert LANGUAGE.term(one) == LANGUAGE.term(other)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("four", "for"),
        ("size", "sis"),
        ("spelling", "spiel"),
        ("policy", "police"),
    ],
)
def test_words_that_only_look_alike_stay_apart(word, other):
    assert LANGUAGE.term(word) != LANGUAGE.term(other)


def test_stems_are_those_of_the_browser_where_the_two_lunrs_differ():
    assert ["day", "tri", "delay"] == [LANGUAGE.term(word) for word in ("days", "try", "delayed")]


def test_a_phrase_of_a_group_adds_the_term_of_the_group():
    reader = Reader(LANGUAGE)

    assert "~1" in reader.terms("We had a work scrutiny.")
    assert "~1" in reader.terms("Book looks help.")
    assert "~1" not in reader.terms("Work on the book.")


def test_a_word_adds_the_term_of_those_that_lie_near():
    reader = Reader(LANGUAGE)

    assert reader.terms("They remembered.") == ["rememb", "^0"]
    assert reader.terms("They forget.") == ["forget", "^0"]


def test_stop_words_are_left_out_and_numbers_stay():
    assert ["year", "4"] == Reader(LANGUAGE).terms("in the Year 4 of a")
