"""Links by id and citations become ordinary links."""

from pathlib import Path

import pytest

from library import prose
from library.load import load

LIBRARY = load(Path(__file__).parent.parent / "data/tiny")
CITED = '<a class="cite" href="#source-smith-2020">Smith, 2020</a>'
PAGE = LIBRARY.page_at["handbooks/reading/reading-aloud.md"]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("[a](id:RD-H1)", "[a](index.md)"),
        ("[a](id:RD-H1.01#choose)", "[a](reading-aloud.md#choose)"),
        ("[a](id:RD-A1.01)", "[a](../../tools/reading-audit/index.md#RD-A1.01)"),
        ("[a](id:RD-V1)", "[a](../../videos/reading/index.md#RD-V1)"),
        ("x [@smith-2020].", f"x ({CITED})."),
        ("[@smith-2020; @smith-2020]", f"({CITED}; {CITED})"),
        ("[a](../x.md) and [b](https://example.org)", "[a](../x.md) and [b](https://example.org)"),
    ],
)
def test_a_page_links_source_files(markdown, expected):
    assert expected == prose.resolved(markdown, LIBRARY, PAGE)


def test_a_short_text_links_addresses_and_the_page_of_sources():
    text = prose.plain_links("[a](id:RD-P1) [@smith-2020]", LIBRARY, "tools/x/index.html")

    assert "[a](../../presentations/reading/staff-meeting.html)" in text
    assert 'href="../../programme/sources.html#source-smith-2020"' in text


@pytest.mark.parametrize(
    ("target", "url", "expected"),
    [
        ("a/b.html", "a/c.html", "b.html"),
        ("a/b.html", "index.html", "a/b.html"),
        ("index.html", "a/b/c.html", "../../index.html"),
        ("a/b.html#x", "a/b.html", "#x"),
        ("a/b.html#x", "a/b.html#y", "#x"),
    ],
)
def test_relative_addresses(target, url, expected):
    assert expected == prose.relative(target, url)


def test_code_holds_no_links_or_citations():
    body = "`[a](id:XX-H1)`\n\n```\n[b](c.md) [@d]\n```\n\n[e](f.md)\n"

    assert ["f.md"] == [link.target for link in prose.links(body)]
    assert [] == list(prose.citations(body))


def test_sources_of_a_page_stand_in_order_of_appearance_once():
    assert ("smith-2020",) == prose.cited(PAGE)
