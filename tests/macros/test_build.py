"""A whole site from the tiny library: what each file of it says."""

import json
import re
import shutil

import pytest

from library.problems import LibraryError, LibraryProblems
from macros.build import build
from tests.places import BROKEN, TINY


@pytest.fixture(scope="module")
def tiny_site(tmp_path_factory):
    site = tmp_path_factory.mktemp("site")
    build(TINY, site)
    return site


def read(site, path):
    return (site / path).read_text(encoding="utf-8")


def test_every_page_of_the_library_is_a_page_of_the_site(tiny_site):
    for source in TINY.rglob("*.md"):
        assert (tiny_site / source.relative_to(TINY).with_suffix(".html")).is_file()


def test_data_files_are_not_part_of_the_site(tiny_site):
    assert [] == list(tiny_site.rglob("*.yaml"))


def test_the_catalogue_lists_every_resource_with_an_address_that_exists(tiny_site):
    made = json.loads(read(tiny_site, "catalogue.json"))

    assert 6 == len(made["resources"])
    for row in made["resources"]:
        assert (tiny_site / row["url"].partition("#")[0]).is_file()
        for item in row["downloads"]:
            assert item["bytes"] == (tiny_site / item["url"]).stat().st_size


@pytest.mark.parametrize("identifier", ["RD-H1", "RD-H1.01", "RD-A1", "RD-A1.02", "RD-V1", "RD-F1"])
def test_an_id_leads_to_its_place_without_scripts(tiny_site, identifier):
    html = read(tiny_site, f"id/{identifier}.html")

    target = re.search(r'content="0; url=([^"]+)"', html)[1]
    path, _, anchor = target.partition("#")
    page = read(tiny_site, f"id/{path}")
    assert f'<a href="{target}">' in html
    assert not anchor or f'id="{anchor}"' in page
    assert "<script" not in html


def test_a_statement_with_signs_is_shown_and_not_run(tiny_site):
    html = read(tiny_site, "tools/reading-audit/index.html")

    assert "read &lt;each&gt; day &amp; enjoys it" in html


def test_the_audit_is_a_form_with_a_group_for_each_statement(tiny_site):
    html = read(tiny_site, "tools/reading-audit/index.html")

    assert "<form" in html
    assert ["RD-A1.01", "RD-A1.02"] == re.findall(r'<fieldset[^>]* id="([^"]+)"', html)
    levels = re.findall(r'<input type="radio" name="RD-A1\.\d\d" value="([^"]*)"', html)
    assert ["1", "2", "1", "2"] == [key for key in levels if key in "12"]


def test_a_presentation_shows_slides_with_notes(tiny_site):
    html = read(tiny_site, "presentations/reading/staff-meeting.html")

    for words in ("Why read aloud?", "voice you remember", "Try it", "Walk round"):
        assert words in html


def test_a_day_shows_computed_times_for_staff_and_leader(tiny_site):
    html = read(tiny_site, "network-days/first-day/index.html")

    for words in ("09:45", "10:05", "10:15", "10:45", "Write the plan.", "Walk round.", "08:45"):
        assert words in html


def test_each_page_carries_schema_org_data(tiny_site):
    for source in TINY.rglob("*.md"):
        html = read(tiny_site, source.relative_to(TINY).with_suffix(".html"))
        data = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
        assert "LearningResource" == json.loads(data[1])["@type"]


def test_cited_sources_stand_at_the_foot_of_the_page(tiny_site):
    html = read(tiny_site, "strands/reading/index.html")

    assert 'href="#source-smith-2020"' in html
    assert 'id="source-smith-2020"' in html


def test_a_glossary_term_is_explained_in_the_text(tiny_site):
    html = read(tiny_site, "handbooks/reading/reading-aloud.html")

    assert re.search(
        r'<a class="term" href="[^"]*glossary\.html#term-ta" data-term="An adult', html
    )


def test_tables_scroll_in_a_named_box_that_a_keyboard_reaches(tiny_site):
    html = read(tiny_site, "handbooks/reading/reading-aloud.html")

    assert re.search(r'tabindex="0" role="region" aria-label="Table: Choose the text"', html)


def test_no_page_asks_another_host_for_anything(tiny_site):
    """Addresses of others stand in links only."""
    for page in tiny_site.rglob("*.html"):
        for tag in re.findall(r"<(?!a\b)[a-z][^>]*>", page.read_text(encoding="utf-8")):
            found = re.search(r'(?:src|href|action|poster)="(?:https?:)?//[^"]*"', tag)
            assert found is None, f"{page}: {tag}"


def test_no_page_runs_or_styles_inline(tiny_site):
    """A strict Content-Security-Policy holds: no inline script, style or handler."""
    for page in tiny_site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert not re.search(r'<script(?![^>]*\bsrc=)(?! type="application/(ld\+)?json")', html), (
            page
        )
        assert "<style" not in html, page
        assert not re.search(r"<[^>]+\s(style|on[a-z]+)=\"", html), page


def test_two_builds_give_the_same_bytes(tiny_site, tmp_path):
    build(TINY, tmp_path / "again")

    first = {
        path.relative_to(tiny_site): path.read_bytes()
        for path in tiny_site.rglob("*")
        if path.is_file()
    }
    second = {
        path.relative_to(tmp_path / "again"): path.read_bytes()
        for path in (tmp_path / "again").rglob("*")
        if path.is_file()
    }
    assert first.keys() == second.keys()
    assert [] == [path for path, data in first.items() if data != second[path]]


def test_adding_an_audit_takes_one_folder_with_two_files(tmp_path):
    """It is then on its strand's page, in the catalogue, a form, and behind its id."""
    docs = shutil.copytree(TINY, tmp_path / "docs")
    folder = docs / "tools/listening-audit"
    folder.mkdir()
    (folder / "index.md").write_text(
        "---\nid: RD-A2\ntitle: Listening audit\nkind: audit\nstrand: reading\nroles: [teacher]\n"
        'minutes: 20\nsummary: Judge listening.\nrights: cc-by-4.0\nsince: "2026.1"\n---\n\n'
        "{{ instrument() }}\n",
        encoding="utf-8",
    )
    (folder / "instrument.yaml").write_text(
        "id: RD-A2\nscale: steps\npurpose: Judge it.\nhow: Together.\nsections:\n"
        "  - id: one\n    title: One\n    statements:\n      - id: RD-A2.01\n"
        "        text: Pupils listen to each other.\n        levels: [Seldom asked., Taught.]\n"
        "        evidence: Sit in.\n        helps: [RD-H1.01]\n",
        encoding="utf-8",
    )

    build(docs, tmp_path / "site")

    assert "Listening audit" in read(tmp_path / "site", "strands/reading/index.html")
    assert "RD-A2" in [
        row["id"] for row in json.loads(read(tmp_path / "site", "catalogue.json"))["resources"]
    ]
    assert 'id="RD-A2.01"' in read(tmp_path / "site", "tools/listening-audit/index.html")
    assert (tmp_path / "site/id/RD-A2.html").is_file()
    assert (tmp_path / "site/downloads/RD-A2.csv").is_file()


def test_a_broken_library_is_not_built(tmp_path):
    with pytest.raises(LibraryProblems):
        build(BROKEN, tmp_path / "site")

    assert not (tmp_path / "site/index.html").exists()


@pytest.mark.parametrize(
    ("call", "line", "words"),
    [
        ('{{ cards(strand="nowhere") }}', 9, "'nowhere' is not known as strand"),
        ('{{ cards("RD-A9") }}', 9, "'RD-A9' is not known as resource"),
        ("{{ carpet() }}", 9, "there is no macro 'carpet'"),
        ("{{ page.title }}", 9, "there is no macro 'page'"),
    ],
)
def test_an_unknown_name_in_a_macro_stops_the_build_with_page_and_line(tmp_path, call, line, words):
    docs = shutil.copytree(TINY, tmp_path / "docs")
    (docs / "new.md").write_text(
        "---\ntitle: New\nkind: page\nroles: [teacher]\nminutes: 1\nsummary: New.\n---\n\n"
        f"{call}\n",
        encoding="utf-8",
    )

    with pytest.raises(LibraryError) as caught:
        build(docs, tmp_path / "site")

    assert f"new.md:{line}: M-0" in str(caught.value)
    assert words in str(caught.value)
