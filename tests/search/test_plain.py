"""Markdown as what a reader sees."""

import pytest

from library.search.plain import passages, plain

PAGE = """\
Before all, see [the audit](id:AL-A1).

{{ cards(kind="audit") }}

## Exit tickets { #exit-tickets }

!!! say "Words to say"
    "**Good** morning"

| Poor | Better |
|---|---|
| One `x` | *Two* [@eef-2021] |

#### Not a place of its own

- [ ] A task[^1]

### Sorting

Sort & count.

[^1]: A note.
"""


def test_a_page_falls_into_its_sections_with_their_anchors():
    assert [("", ""), ("exit-tickets", "Exit tickets"), ("sorting", "Sorting")] == [
        (part.anchor, part.heading) for part in passages(PAGE)
    ]


def test_marks_links_citations_and_macros_are_gone():
    intro, tickets, sorting = (part.text for part in passages(PAGE))

    assert intro == "Before all, see the audit."
    assert tickets == (
        'Words to say. "Good morning" Poor, Better One x, Two Not a place of its own. A task'
    )
    assert sorting == "Sort & count. A note."


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("snake_case stays", "snake_case stays"),
        ("a <b>bold</b> word", "a bold word"),
        ("5 < 6 &amp; so on", "5 < 6 & so on"),
        ("![A boy draws](x.svg)", "A boy draws"),
        ('=== "Primary"', "Primary."),
    ],
)
def test_a_short_text(markdown, text):
    assert text == plain(markdown)
