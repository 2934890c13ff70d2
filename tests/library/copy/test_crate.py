"""The description for archives keeps to RO-Crate 1.2, and tells what the library tells."""

from __future__ import annotations

import json

import pytest
from rocrate.rocrate import ROCrate

from library.copy.crate import NAME, described


@pytest.fixture
def graph(copy):
    told = json.loads((copy / "data/site" / NAME).read_text(encoding="utf-8"))
    assert "https://w3id.org/ro/crate/1.2/context" == told["@context"]
    return {entity["@id"]: entity for entity in told["@graph"]}


def ids(value):
    """Every entity that a value points at."""
    if isinstance(value, dict):
        yield from [value["@id"]] if set(value) == {"@id"} else ids(list(value.values()))
    elif isinstance(value, list):
        for item in value:
            yield from ids(item)


def test_it_describes_the_edition_as_the_standard_asks(graph, library):
    root = graph["./"]

    assert {"@id": "./"} == graph[NAME]["about"]
    assert {"@id": "https://w3id.org/ro/crate/1.2"} == graph[NAME]["conformsTo"]
    assert "Dataset" == root["@type"]
    assert f"{library.name}, edition {library.edition}" == root["name"]
    assert root["description"]
    assert 10 == len(root["datePublished"])
    assert library.name == graph[root["author"]["@id"]]["name"]
    assert "CC BY 4.0" == graph[root["license"]["@id"]]["name"]


def test_every_entity_is_there_once_and_none_leads_nowhere(copy, graph):
    told = json.loads((copy / "data/site" / NAME).read_text(encoding="utf-8"))

    assert len(told["@graph"]) == len(graph)
    for entity in graph.values():
        for target in ids({key: value for key, value in entity.items() if key != "@id"}):
            assert target in graph or target.startswith("https://w3id.org/ro/crate/"), target


def test_every_file_it_names_is_in_the_site_with_its_size(copy, graph):
    root = {part["@id"] for part in graph["./"]["hasPart"]}
    files = {key for key, entity in graph.items() if "File" in entity["@type"]}

    assert files == root
    for name in files:
        assert str((copy / "data/site" / name).stat().st_size) == graph[name]["contentSize"], name


def test_every_resource_is_described_with_its_id_rights_and_downloads(graph, library):
    by_id = {entity["identifier"]: entity for entity in graph.values() if "identifier" in entity}

    assert {page.id for page in library.resources} == set(by_id)
    for page in library.resources:
        told = by_id[page.id]
        assert (page.url, page.title) == (told["@id"], told["name"])
        assert page.since == told["version"]
        rights = next(item for item in library.rights if item.id == page.rights)
        assert rights.name == graph[told["license"]["@id"]]["name"]
    audit = by_id["RD-A1"]["encoding"]
    assert {"@id": "downloads/RD-A1.csv"} in audit


def test_a_film_is_a_part_of_its_page_and_no_file(graph, library):
    film = next(page for page in library.resources if page.kind == "video")
    told = graph[film.url]

    assert "CreativeWork" == told["@type"]
    assert told["isPartOf"]["@id"] in graph


def test_the_same_bytes_each_time_and_its_own_library_reads_it(copy, library, tmp_path):
    files = {
        path.relative_to(copy / "data/site").as_posix(): path
        for path in (copy / "data/site").rglob("*")
        if path.is_file() and path.name != NAME
    }
    content = described(library, files)

    assert content == (copy / "data/site" / NAME).read_bytes()
    crate = ROCrate(copy / "data/site")
    assert "Tiny Library, edition 2026.1" == crate.name
