"""What other programs read of the library."""

import json

from library import catalogue
from library.exports.downloads import Exports
from library.load import load
from tests.places import TINY

LIBRARY = load(TINY)


def test_every_resource_stands_in_the_catalogue_with_its_keys(tmp_path):
    exports = Exports(LIBRARY, {}, {}, tmp_path)
    exports.make()
    made = catalogue.catalogue(LIBRARY, exports.of())

    assert "2026.1" == made["edition"]
    assert [page.id for page in LIBRARY.resources] == [row["id"] for row in made["resources"]]
    audit = next(row for row in made["resources"] if row["id"] == "RD-A1")
    assert [
        "id",
        "title",
        "kind",
        "strand",
        "roles",
        "minutes",
        "summary",
        "url",
        "downloads",
    ] == list(audit)
    assert "tools/reading-audit/index.html" == audit["url"]
    assert {"format", "url", "bytes"} == set(audit["downloads"][0])
    assert all(item["bytes"] > 0 for item in audit["downloads"])


def test_schema_org_data_cannot_end_its_script_element():
    page = LIBRARY.page_at["tools/reading-audit/index.md"]
    hostile = page.__class__(**{**page.__dict__, "title": "</script><b>"})

    text = catalogue.learning_resource(LIBRARY, hostile)

    assert "</script>" not in text
    assert "</script><b>" == json.loads(text)["name"]


def test_schema_org_names_kind_time_audience_and_licence():
    data = json.loads(
        catalogue.learning_resource(LIBRARY, LIBRARY.page_at["tools/reading-audit/index.md"])
    )

    assert ("LearningResource", "PT30M", "RD-A1") == (
        data["@type"],
        data["timeRequired"],
        data["identifier"],
    )
    assert "https://creativecommons.org/licenses/by/4.0/" == data["license"]
