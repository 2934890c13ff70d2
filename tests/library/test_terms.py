"""Glossary terms are explained where they first occur, and nowhere that would disturb."""

from library.files import Term
from library.terms import Glossary

GLOSSARY = Glossary.of(
    [
        Term(term="AfL", also=("assessment for learning",), text="Finding out & acting."),
        Term(term="TA", text="An adult who helps."),
        Term(term="Learning", text="Too general."),
    ]
)


def explained(html):
    return GLOSSARY.explained(html, "g.html")


def test_a_term_becomes_a_link_with_its_meaning():
    assert explained("<p>AfL works.</p>") == (
        '<p><a class="term" href="g.html#term-afl" data-term="Finding out &amp; acting.">AfL</a>'
        " works.</p>"
    )


def test_the_longest_form_wins():
    assert ">assessment for learning</a>" in explained("<p>On assessment for learning.</p>")


def test_only_the_first_in_a_section_is_linked():
    assert 2 == explained("<p>TA TA</p><h2>TA</h2><p>A TA</p>").count("<a ")


def test_headings_links_and_code_are_left_alone():
    html = '<h3>TA</h3><a href="x">TA</a><code>TA</code><table><tr><th>TA</th></tr></table>'

    assert html == explained(html)


def test_the_title_of_a_box_is_left_alone():
    html = '<p class="admonition-title">A TA</p>'

    assert html == explained(html)


def test_an_element_may_ask_to_be_left_alone():
    html = "<div data-no-terms><div><p>TA</p></div><p>TA</p></div><p>TA</p>"

    assert 1 == explained(html).count("<a ")


def test_abbreviations_match_in_capitals_only():
    assert "<a " not in explained("<p>Say ta for it, afl.</p>")


def test_parts_of_words_do_not_match():
    assert "<a " not in explained("<p>TAs-to-be, METAL, TA-led</p>")


def test_a_library_without_terms_changes_nothing():
    assert "<p>TA</p>" == Glossary.of([]).explained("<p>TA</p>", "g.html")
