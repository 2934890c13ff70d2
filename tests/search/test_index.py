"""The index holds everything that can be found, and leads to the very place."""

import dataclasses
import re

import pytest

from library.load import load
from library.search import Finder, index_files
from library.search.index import FOLDER
from macros.build import build
from tests.places import DOCS, TINY


@pytest.fixture(scope="module")
def tiny_site(tmp_path_factory):
    site = tmp_path_factory.mktemp("site")
    build(TINY, site)
    return site


def test_the_same_library_gives_the_same_bytes(tiny_files):
    assert tiny_files == index_files(load(TINY), formats={"RD-A1": ["csv", "xlsx"]})


def test_every_resource_is_found_by_its_title(finder):
    for page in load(DOCS).resources:
        assert page.id in [item.id for item in finder.find(page.title, 3)], page.title


def test_every_id_is_found_first_by_itself(finder):
    library = load(DOCS)
    for identifier, address in library.addresses.items():
        first = finder.find(identifier.lower(), 1)[0]
        assert address == first.url, identifier


@pytest.mark.parametrize(
    ("asked", "url"),
    [
        ("choose a fable", "handbooks/reading/reading-aloud.html#choose"),
        ("adult reads with expression", "tools/reading-visit/index.html#RD-C1.01"),
        ("voice you remember", "presentations/reading/staff-meeting.html#why-read-aloud"),
        ("fluency meaning", "programme/glossary.html#term-fluency"),
    ],
)
def test_a_result_leads_to_section_slide_statement_or_term(tiny, asked, url):
    assert url in [item.url for item in tiny.find(asked, 5)]


def test_every_place_of_the_index_is_on_the_site(tiny_site):
    finder = Finder.of_site(tiny_site)
    pages = finder.first["pages"]
    checked = 0
    for entry, size in enumerate(pages["parts"]):
        for part in range(size):
            shown = finder._shown(dataclasses.replace(_result(), entry=entry, part=part))
            path, _, anchor = shown.url.partition("#")
            html = (tiny_site / path).read_text(encoding="utf-8")
            assert not anchor or re.search(f'id="{re.escape(anchor)}"', html), shown.url
            checked += 1
    assert checked > 20


def test_texts_are_not_in_the_first_file(tiny_files):
    first = tiny_files[f"{FOLDER}first.js"].decode()

    assert "Pupils who hear good reading" not in first


def test_a_library_too_large_for_one_file_finds_the_same(monkeypatch):
    whole = Finder.of_files(index_files(load(TINY)))
    monkeypatch.setattr("library.search.index._INLINE", 50)
    monkeypatch.setattr("library.search.index._SHARD", 60)
    files = index_files(load(TINY))
    parted = Finder.of_files(files)

    assert len([name for name in files if "text-" in name]) > 5
    for asked in ("reading", "reading aloud", "audit", "fluency expression"):
        assert {item.url.partition("#")[0] for item in whole.find(asked)} == {
            item.url.partition("#")[0] for item in parted.find(asked)
        }


def test_an_empty_library_can_be_asked(tmp_path):
    library = dataclasses.replace(
        load(TINY), pages=(), resources=(), videos=(), instruments=(), days=(), strands=()
    )

    assert [] == Finder.of_files(index_files(library)).find("reading")


def _result():
    from library.search.ranking import Ranked

    return Ranked(0, 0, 0.0)
