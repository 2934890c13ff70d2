"""What pages say of their edition and how they are cited, with and without a public address."""

from __future__ import annotations

import re
import shutil

import pytest

from library.editions.cite import cite
from library.load import load
from library.render import Renderer
from macros import editions
from macros.site import THEME
from tests.editions import change
from tests.places import TINY

URL = "https://library.example.org/latest/"


@pytest.fixture(params=[None, URL])
def url(request):
    return request.param


@pytest.fixture
def library(tmp_path, url):
    docs = shutil.copytree(TINY, tmp_path / "docs")
    if url:
        change(docs, "library.yaml", "rights: cc", f"url: {url}\nrights: cc")
    return load(docs)


def after(library, path):
    page = library.page_at[path]
    part = Renderer(library, THEME).part
    html = part("page-after", page, sources=(), previous=None, next=None, cite=cite(library, page))
    return re.sub(r"<[^>]+>|\s+", " ", html), html


def test_a_page_can_be_cited_with_its_id(library, url):
    text, html = after(library, "tools/reading-audit/index.md")

    assert "Tiny Library (2026). Reading audit. Edition 2026.1. RD-A1. CC BY 4.0." in text
    assert 'rel="noopener external license"' in html
    if url:
        assert f'href="{URL}id/RD-A1.html"' in html
        assert 'href="https://library.example.org/2026.1/tools/reading-audit/index.html"' in html
    else:
        assert 'href="../../id/RD-A1.html"' in html
        assert "Put the address of your library before it." in text


def test_a_page_without_an_id_can_be_cited_by_its_address(library, url):
    text, html = after(library, "find.md")

    assert "Tiny Library (2026). Find. Edition 2026.1. CC BY 4.0." in text
    assert f'href="{URL if url else ""}find.html"' in html
    assert "It leads here in every edition" not in text


def test_an_edition_by_itself_leads_to_the_others_only_when_it_knows_where_they_are(library, url):
    html = editions.alone(library, Renderer(library, THEME))

    assert ('href="https://library.example.org/editions.html"' in html) == bool(url)
    assert "In preparation." in html
    assert "2026.1/index.html" not in html
