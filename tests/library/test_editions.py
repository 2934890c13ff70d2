"""What was published is not lost: the ledger, tombstones, ways on, kinds, news, citations."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest

from editions.repository import dated
from library.changes import published_yaml
from library.editions import ledger
from library.editions.changelog import with_entry
from library.editions.cite import cite
from library.editions.gone import gone, gone_at, moved, owner_of_download
from library.editions.kinds import is_plain, kind_by_number, needed, next_number
from library.editions.news import by_role, news
from library.files import LedgerFile
from library.load import examine, load
from library.model import Library
from library.yaml_lines import read
from tests.editions import SECONDS, change, put, second, third
from tests.places import TINY


@pytest.fixture(autouse=True, scope="module")
def _one_day():
    with dated(SECONDS):
        yield


@pytest.fixture(scope="module")
def prepared(tmp_path_factory) -> Path:
    """The tiny library, in its second edition's preparation, the first published."""
    docs = shutil.copytree(TINY, tmp_path_factory.mktemp("editions") / "docs")
    publish(docs)
    change(docs, "library.yaml", '"2026.1"', '"2026.2"')
    return docs


@pytest.fixture
def docs(prepared: Path, tmp_path: Path) -> Path:
    return shutil.copytree(prepared, tmp_path / "docs")


def publish(docs: Path) -> Library:
    """Write what a release writes, without a site."""
    library = load(docs)
    downloads = [f"downloads/{one.id}.xlsx" for one in library.instruments]
    put(docs, f"changes/published/{library.edition}.yaml", published_yaml(library))
    put(docs, "ledger.yaml", ledger.written(ledger.after(library, downloads)))
    return load(docs)


def said(docs: Path) -> list[str]:
    return [f"{one.file}: {one.code} {one.message}" for one in examine(docs)[1]]


def test_the_ledger_reads_back_as_it_was_written(docs):
    library = load(docs)

    value, _, problems = read(ledger.written(library.ledger), "ledger.yaml")

    assert [] == problems
    assert library.ledger == LedgerFile.model_validate(value)


def test_the_ledger_holds_every_id_and_address_with_its_first_edition(docs):
    library = load(docs)

    assert {row.id for row in library.ledger.ids} == library.addresses.keys()
    assert {"2026.1"} == {row.since for row in library.ledger.ids}
    pages = {page.url for page in library.pages}
    held = {row.address.partition("#")[0] for row in library.ledger.ids}
    held |= {one for row in library.ledger.addresses for one in row.pages}
    assert held == pages | {"presentations/reading/staff-meeting-slides.html"}
    assert ("downloads/RD-A1.xlsx", "downloads/RD-C1.xlsx") == library.ledger.addresses[0].downloads


def test_nothing_is_lost_without_a_word(docs):
    shutil.rmtree(docs / "tools/reading-visit")
    (docs / "handbooks/reading/reading-aloud.md").unlink()
    (docs / "find.md").unlink()

    found = [line for line in said(docs) if " E-" in line]

    was = "was published in 2026.1 and"
    lines = (
        (
            f"E-01 the chapter RD-H1.01 'Reading aloud' {was} has gone; say why in gone.yaml, "
            'under gone: {id: RD-H1.01, edition: "2026.2", why: ..., replaced_by: [...]}'
        ),
        (
            f"E-01 the checklist RD-C1 'Reading visit' {was} has gone; say why in gone.yaml, under "
            'gone: {id: RD-C1, edition: "2026.2", why: ..., replaced_by: [...]}'
        ),
        (
            f"E-02 the address find.html {was} nothing answers there; add to gone.yaml "
            "where it moved {at: find.html, to: ...} or why it went "
            '{at: find.html, title: ..., edition: "2026.2", why: ...}'
        ),
    )
    assert [f"ledger.yaml: {line}" for line in lines] == found


@pytest.mark.parametrize(
    ("file", "owner"),
    [
        ("downloads/RD-A1.xlsx", "RD-A1"),
        ("downloads/RD-H1.01.pdf", "RD-H1.01"),
        ("downloads/PR-L2-counts.xlsx", "PR-L2"),
        ("downloads/learning-environment.zip", "learning-environment"),
    ],
)
def test_a_download_belongs_to_what_it_is_named_after(file, owner):
    assert owner == owner_of_download(file)


def test_a_problem_stands_at_the_line_of_the_ledger(docs):
    (docs / "find.md").unlink()

    _, problems = examine(docs)
    lost = next(one for one in problems if one.code == "E-02")

    line = (docs / "ledger.yaml").read_text(encoding="utf-8").splitlines()[lost.line - 1]
    assert line.endswith("find.html")


def test_a_retired_id_is_not_taken_up_again(docs):
    second(_back_to_first(docs))
    publish(docs)
    change(docs, "library.yaml", '"2026.2"', '"2027.1"')
    change(docs, "tools/audit-of-reading/instrument.yaml", "id: RD-A1.04", "id: RD-A1.02")

    assert any(
        "I-05 the ledger knows RD-A1.02 as the statement 'Texts are chosen with care.', "
        "retired in 2026.2; take a new id" in line
        for line in said(docs)
    )


def _back_to_first(docs: Path) -> Path:
    change(docs, "library.yaml", '"2026.2"', '"2026.1"')
    return docs


def test_an_address_is_not_given_to_something_else(docs):
    (docs / "tools/reading-audit").rename(docs / "tools/other")
    put(
        docs,
        "tools/reading-audit/index.md",
        "---\ntitle: New\nkind: page\nroles: [teacher]\nminutes: 1\nsummary: New.\n---\n\nNew.\n",
    )

    (line,) = [line for line in said(docs) if " E-" in line]
    assert line == (
        "tools/reading-audit/index.md: E-02 the address tools/reading-audit/index.html was that "
        "of RD-A1 'Reading audit' and must go on leading there; give this page another file name"
    )


def test_what_moved_and_was_renamed_at_once_is_asked_about(docs):
    (docs / "tools/reading-audit").rename(docs / "tools/other")
    change(docs, "tools/other/index.md", "title: Reading audit", "title: Something new")

    (line,) = [line for line in said(docs) if " I-05" in line]
    assert line.endswith(
        "if it is the same thing, say in gone.yaml, moved: "
        "{at: tools/reading-audit/index.html, to: RD-A1}"
    )

    put(docs, "gone.yaml", "moved:\n  - {at: tools/reading-audit/index.html, to: RD-A1}\n")
    assert [] == said(docs)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('gone: [{edition: "2026.2", why: No.}]', "either an id or an address (at) is expected"),
        ('gone: [{id: RD-A1, edition: "2026.2", why: No.}]', "RD-A1 is still there"),
        ('gone: [{id: RD-A9, edition: "2026.2", why: No.}]', "RD-A9 was never published"),
        ('gone: [{at: find.html, edition: "2026.2", why: No.}]', "find.html is still there"),
        ('gone: [{at: no.html, edition: "2026.2", why: No.}]', "no.html was never published"),
        (
            'gone: [{id: RD-A9, edition: "2031.1", why: No.}]',
            "edition 2031.1 is neither published nor in preparation",
        ),
        (
            'gone: [{id: RD-A9, edition: "2026.2", why: No., replaced_by: [RD-X]}]',
            "an id or a page is expected; found 'RD-X'",
        ),
        ("moved: [{at: find.html, to: index.md}]", "find.html is still there"),
        ("moved: [{at: no.html, to: index.md}]", "no.html was never published"),
        ("moved: [{at: no.html, to: no.md}]", "an id or a page is expected; found 'no.md'"),
    ],
)
def test_what_gone_yaml_cannot_say_is_told(docs, text, words):
    put(docs, "gone.yaml", text)

    assert [line for line in said(docs) if line.startswith("gone.yaml: E-03") and words in line]


def test_ids_that_moved_are_followed_without_a_word(docs):
    second(_back_to_first(docs))
    library = publish(docs)

    ways = {address: one.url for address, one in moved(library).items()}

    decks = "presentations/reading"
    assert {
        f"{decks}/staff-meeting.html": f"{decks}/aloud.html",
        f"{decks}/staff-meeting-slides.html": f"{decks}/aloud-slides.html",
        "tools/reading-audit/index.html": "tools/audit-of-reading/index.html",
        "programme/glossary.html": "roles/glossary.html",
    } == ways


def test_a_tombstone_says_what_it_was_when_and_why_it_went_and_what_replaces_it(docs):
    second(_back_to_first(docs))
    publish(docs)
    third(docs)
    library = publish(docs)

    visit, statement = gone(library)["RD-C1"], gone(library)["RD-A1.02"]

    assert ("Reading visit", "checklist", "2026.1", "2027.1") == (
        visit.title, visit.kind, visit.since, visit.edition,
    )  # fmt: skip
    assert "The audit asks for the same." == visit.why
    assert [
        ("Reading audit", "tools/audit-of-reading/index.html"),
        ("Reading aloud", "handbooks/reading/reading-aloud.html#choose"),
    ] == [(one.title, one.url) for one in visit.instead]
    assert ("2026.2", "Pupils choose as well.") == (statement.edition, statement.why)
    assert ["RD-A1.03", "RD-A1.04"] == [one.url.partition("#")[2] for one in statement.instead]
    assert {
        "tools/reading-visit/index.html": "RD-C1",
        "downloads/RD-C1.xlsx": "RD-C1",
        "programme/glossary.html": None,
        "roles/glossary.html": None,
    } == {address: one.id for address, one in gone_at(library).items()}


def test_a_tombstone_of_a_whole_is_that_of_its_parts(docs):
    for name in ("index.md", "reading-aloud.md"):
        (docs / "handbooks/reading" / name).unlink()
    put(docs, "gone.yaml", 'gone: [{id: RD-H1, edition: "2026.2", why: Nobody read it.}]\n')

    library, problems = examine(docs)

    assert [] == [one for one in problems if one.code.startswith("E-")]
    assert "Nobody read it." == gone(library)["RD-H1.01"].why


def test_what_replaced_something_and_went_itself_leads_to_its_own_tombstone(docs):
    for folder in ("tools/reading-visit", "videos/reading"):
        shutil.rmtree(docs / folder)
    put(
        docs,
        "gone.yaml",
        'gone:\n  - {id: RD-C1, edition: "2026.2", why: No., replaced_by: [RD-V1]}\n'
        '  - {id: RD-V1, edition: "2026.2", why: No.}\n',
    )

    library, _ = examine(docs)

    assert ["id/RD-V1.html"] == [one.url for one in gone(library)["RD-C1"].instead]


@pytest.mark.parametrize(
    ("last", "now", "kind"),
    [
        (None, "2026.1", "first"),
        ("2026.1", "2026.1.1", "patch"),
        ("2026.1.9", "2026.1.10", "patch"),
        ("2026.1.1", "2026.2", "minor"),
        ("2026.9", "2026.10", "minor"),
        ("2026.4.2", "2027.1", "major"),
    ],
)
def test_a_number_says_its_kind(last, now, kind):
    assert kind == kind_by_number(last, now)
    if last:
        assert now == next_number(last, kind)


@pytest.mark.parametrize("edition", ["2026.01", "2026.1.0", "2026.1.01", "2026.0"])
def test_a_number_is_written_in_one_way(edition):
    assert is_plain("2026.10.1")
    assert not is_plain(edition)


def test_words_and_addresses_need_no_more_than_a_patch(docs):
    change(docs, "handbooks/reading/reading-aloud.md", "A TA can read too", "A TA can lead it")
    (docs / "tools/reading-audit").rename(docs / "tools/other")
    change(
        docs, "tools/other/instrument.yaml", "Texts are chosen with care.", "Texts are well chosen."
    )
    put(
        docs,
        "changes/2026.2.yaml",
        "changes: [{kind: reworded, from: [RD-A1.02], to: [RD-A1.02], why: Shorter., "
        "same_meaning: true}]\n",
    )

    assert () == needed(load(docs))


def test_what_is_new_or_means_something_else_needs_a_minor_edition(docs):
    second(_back_to_first(docs))

    assert {
        ("minor", "RD-A1.02: split"),
        ("minor", "RD-A1.02 'Texts are chosen with care.' has gone"),
        ("minor", "RD-A1.03 is new"),
        ("minor", "RD-A1.04 is new"),
    } == {(one.kind, one.what) for one in needed(load(docs))}


@pytest.mark.parametrize(
    ("path", "old", "new", "kind", "what"),
    [
        ("tools/scales.yaml", "name: Not yet,", "name: Never,", "minor", "have other names"),
        ("tools/scales.yaml", 'key: "2",', 'key: "2", value: 5,', "major", "on another scale"),
    ],
)
def test_the_levels_of_an_instrument_are_compared(docs, path, old, new, kind, what):
    change(docs, path, old, new)

    library, _ = examine(docs)
    (reason,) = needed(library)
    assert (kind, True) == (reason.kind, what in reason.what)


def test_a_withdrawn_audit_and_a_new_framework_need_a_major_edition(docs):
    folder = shutil.copytree(docs / "tools/reading-audit", docs / "tools/growth")
    for name in ("index.md", "instrument.yaml"):
        change(folder, name, "RD-A1", "RD-G1")
    change(folder, "index.md", "kind: audit", "kind: framework")
    for folder in ("reading-visit", "reading-audit"):
        shutil.rmtree(docs / "tools" / folder)

    library, _ = examine(docs)
    found = {one.what: one.kind for one in needed(library)}

    assert ["RD-A1 'Reading audit' has gone", "RD-G1 'Reading audit' is a new framework"] == [
        what for what, kind in found.items() if kind == "major"
    ]
    assert "minor" == found["RD-C1 'Reading visit' has gone"]


def test_news_is_told_by_role(docs):
    second(_back_to_first(docs))
    library = publish(docs)

    groups = by_role(library, news(library, library.ledger, "2026.2"))

    assert {
        "Teachers": [
            "Look again: RD-A1.02 (split, now RD-A1.03, RD-A1.04). Pupils choose as well.",
            "Renamed: To read well (RD-H1). Before: Reading handbook.",
            "Revised: Reading aloud (RD-H1.01).",
            "Moved: Reading aloud in every class (RD-P1). Its old address leads to the new one.",
            "Moved: Reading audit (RD-A1). Its old address leads to the new one.",
            "Revised: Reading audit (RD-A1).",
        ]
    } == {group.title: [f"{one.what}: {one.text}" for one in group.items] for group in groups}


def test_news_of_an_edition_is_the_same_for_ever(docs):
    """In preparation, once it is published, and when later ones are."""
    second(_back_to_first(docs))
    preparing = load(docs)
    first = news(preparing, ledger.after(preparing), "2026.2")
    out = publish(docs)
    third(docs)
    later = publish(docs)

    assert first == news(out, out.ledger, "2026.2")
    assert [one.text for one in first] == [one.text for one in news(later, later.ledger, "2026.2")]
    assert ["Withdrawn"] == [
        one.what for one in news(later, later.ledger, "2027.1") if one.id == "RD-C1"
    ]


def test_the_changelog_keeps_what_people_wrote(docs):
    second(_back_to_first(docs))
    library = load(docs)
    first = "# Changelog\n\nFor people.\n"
    last = "2026.1, then\n\nOld.\n"
    before = f"{first}\n## Unreleased: 2026.2\n\n- Ours.\n\n## {last}"

    after = with_entry(before, library, ledger.after(library))

    head, entry, old = after.split("\n## ")
    assert first == head
    assert entry.startswith(
        "2026.2, 21 September 2026\n\nA minor edition: some things are new or worth another look.\n"
    )
    assert entry.index("- Ours.") < entry.index("### Teachers")
    assert last == old


def test_a_changelog_without_a_place_for_it_gets_one(docs):
    library = load(docs)

    after = with_entry("# Changelog\n\n## 2026.1, then\n", library, ledger.after(library))

    assert after.index("## 2026.2, ") < after.index("## 2026.1, then")


@pytest.mark.parametrize(
    ("url", "permanent", "edition"),
    [
        (None, None, None),
        ("https://a.example/latest/", "https://a.example/latest/id/RD-A1.html",
         "https://a.example/2026.2/tools/reading-audit/index.html"),
        ("https://a.example/here", "https://a.example/here/id/RD-A1.html", None),
    ],
)  # fmt: skip
def test_a_page_is_cited_with_and_without_a_public_address(docs, url, permanent, edition):
    library = load(docs)
    library = dataclasses.replace(library, about=library.about.model_copy(update={"url": url}))
    page = library.page_at["tools/reading-audit/index.md"]

    found = cite(library, page)

    assert ("id/RD-A1.html", permanent, edition) == (found.permanent, found.full, found.in_edition)
    tail = f" {permanent}" if permanent else ""
    assert (
        f"Tiny Library (2026). Reading audit. Edition 2026.2. RD-A1. CC BY 4.0.{tail}" == found.text
    )


def test_a_page_without_an_id_is_cited_by_its_address(docs):
    library = load(docs)

    assert "find.html" == cite(library, library.page_at["find.md"]).permanent
