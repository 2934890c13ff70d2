"""Reading ages and passages that stand twice are told."""

from dataclasses import replace

from library.load import load
from library.reading import prose, reading_ages, repeats
from tests.places import TINY

LIBRARY = load(TINY)
PAGE = LIBRARY.page_at["index.md"]
EASY = "The cat sat. The dog ran. We all went home. It was fun. " * 40
HARD = (
    "Institutional accountability necessitates comprehensive organisational transformation "
    "notwithstanding considerable infrastructural impediments encountered. "
) * 40


def with_pages(*bodies):
    pages = tuple(replace(PAGE, path=f"{at}.md", body=body) for at, body in enumerate(bodies))
    return replace(LIBRARY, pages=pages)


def test_long_words_and_sentences_make_a_page_harder():
    ages = reading_ages(with_pages(EASY, HARD))

    assert ages["0.md"] < 9
    assert ages["1.md"] > 18


def test_a_short_page_is_not_measured():
    assert {} == reading_ages(with_pages("Too short to say."))


def test_tables_headings_macros_and_marks_are_no_prose():
    body = "## Head\n\n| a | b |\n\n{{ cards() }}\n\n**Bold** [link](x.md) [@smith-2020].\n"

    assert "Bold link ." == prose(replace(PAGE, body=body))


def test_a_passage_on_two_pages_is_told_once():
    passage = " ".join(f"word{n}" for n in range(40))
    found = list(repeats(with_pages(f"Before. {passage}", f"Other. {passage}", "Nothing alike.")))

    assert [("0.md", "1.md")] == [(one.first, one.second) for one in found]
    assert found[0].words.startswith("word0 word1")
