"""What a question means to the index."""

import pytest

from library.search.vocabulary import distance


def meant(finder, text):
    """The terms of each word of a question, by what they count."""
    terms = finder.vocabulary.terms
    return [
        {terms[number]: counts for number, counts in word.terms.items()}
        for word in finder.questions.read(text).words
    ]


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("form", "form", 0),
        ("form", "from", 1),
        ("exit", "exits", 1),
        ("whiteborad", "whiteboard", 1),
        ("asesment", "assessment", 2),
        ("abc", "xyz", 3),
    ],
)
def test_distance_counts_slips_of_the_keys(one, other, apart):
    assert apart == distance(one, other, 2) == distance(other, one, 2)


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("assesment ", "assess"),
        ("governer ", "governor"),
        ("hindge ", "hing"),
        ("feedbakc ", "feedback"),
        ("misconseption ", "misconcept"),
    ],
)
def test_a_slip_of_the_keys_finds_the_word(finder, typed, term):
    [word] = meant(finder, typed)

    assert word[term] > 0.2


def test_the_last_word_may_be_unfinished(finder):
    [word] = meant(finder, "misconc")
    assert "misconcept" in word


def test_a_word_may_be_cut_short(finder):
    [first, _] = meant(finder, "vocab audit ")
    assert "vocabulari" in first

    [first, *_] = meant(finder, "mis audit ")
    assert "misconcept" not in first


def test_a_slip_is_mended_before_a_word_is_cut_in_two(finder):
    [word] = meant(finder, "feeback ")

    assert "feedback" in word
    assert "fee" not in word


def test_words_of_a_phrase_count_less_than_the_phrase(finder):
    network, day = meant(finder, "network day ")
    [alone] = meant(finder, "network ")

    assert network["network"] < alone["network"]
    assert (
        max(network.values())
        == max(day.values())
        == max(counts for term, counts in network.items() if term.startswith("~"))
    )


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("film on feedback ", "video"),
        ("PowerPoint for governors ", "presentation"),
        ("network day on change ", "network-day"),
        ("questionnaire for staff ", "survey"),
    ],
)
def test_a_question_may_name_a_kind(finder, asked, kind):
    assert kind in finder.questions.read(asked).kinds


def test_a_question_that_names_no_kind_has_none(finder):
    assert frozenset() == finder.questions.read("pupils who forget ").kinds


def test_words_run_together_come_apart(finder):
    [word] = meant(finder, "markingworkload ")

    assert {"mark", "workload"} <= word.keys()


def test_a_word_in_two_is_put_together(finder):
    assert all("whiteboard" in word for word in meant(finder, "white boards "))


def test_words_of_the_field_are_one_thing(finder):
    for one, other in (
        ("INSET", "training day"),
        ("SENCo", "SENDCo"),
        ("TA", "teaching assistant"),
        ("book look", "work scrutiny"),
    ):
        concepts = [
            {term for word in meant(finder, text) for term in word if term.startswith("~")}
            for text in (f"{one} ", f"{other} ")
        ]
        assert concepts[0] & concepts[1], (one, other)


def test_words_that_lie_near_count_less_than_the_word_itself(finder):
    [word] = meant(finder, "forget ")
    near = [term for term in word if term.startswith("^")]

    assert near
    assert max(word[term] for term in near) < word["forget"]


def test_a_quiet_word_counts_little(finder):
    help_, audit = meant(finder, "help audit ")

    assert max(help_.values()) < max(audit.values())


@pytest.mark.parametrize("text", ["al-a1.03", "AL-A1.03", "AL A1.03", "see al-a1.03 please"])
def test_ids_are_read_in_any_way_of_writing(finder, text):
    assert ("AL-A1.03",) == finder.questions.read(text).ids


@pytest.mark.parametrize("text", ["", "   ", "the", "?!", "\u00e9", "zzzzqqqq", "x" * 500])
def test_any_text_may_be_asked(finder, text):
    assert [] == finder.find(text)


def test_two_words_of_the_field_may_be_run_together(finder):
    [word] = meant(finder, "catchup ")
    apart = meant(finder, "catch up ")[0]

    assert {term for term in word if term.startswith("~")} & apart.keys()
