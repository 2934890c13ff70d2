"""The entry of an edition in CHANGELOG.md."""

from __future__ import annotations

import re
from collections.abc import Iterator

from library.editions.news import by_role, news
from library.files import LedgerEdition, LedgerFile
from library.model import Library

KIND_WORDS = {
    "first": "the first edition",
    "patch": "a patch: no answer changes its meaning",
    "minor": "a minor edition: some things are new or worth another look",
    "major": "a major edition: finish a round in the old edition, or begin it again",
}
"""What each kind of edition means for someone who has begun an audit."""


def with_entry(changelog: str, library: Library, ledger: LedgerFile) -> str:
    """The changelog with the edition's entry, which stands under "Unreleased" until then.

    What people wrote there stays, and comes first.
    """
    edition = ledger.editions[-1]
    name = re.escape(edition.edition)
    found = re.search(rf"(?ms)^## Unreleased(?:: *{name})? *\n(.*?)(?=^## |\Z)", changelog)
    if found:
        head, rest = changelog[: found.start()], changelog[found.end() :]
    else:
        head, mark, rest = changelog.partition("\n## ")
        rest = f"## {rest}" if mark else ""
    written = found[1].strip() if found else ""
    told = "\n".join(_by_role(library, ledger, edition))
    parts = (head.strip(), _heading(edition), _kind(library, edition), written, told, rest.strip())
    return "\n\n".join(part for part in parts if part) + "\n"


def _heading(edition: LedgerEdition) -> str:
    day = f"{edition.published.day} {edition.published:%B %Y}"
    return f"## {edition.edition}, {day}"


def _kind(library: Library, edition: LedgerEdition) -> str:
    words = KIND_WORDS[edition.kind]
    said = f"{words[0].upper()}{words[1:]}."
    if edition.kind == "first":
        said += f"\nIt holds {len(library.resources)} resources on {len(library.pages)} pages."
    return said


def _by_role(library: Library, ledger: LedgerFile, edition: LedgerEdition) -> Iterator[str]:
    for at, group in enumerate(by_role(library, news(library, ledger, edition.edition))):
        yield from [""] if at else []
        yield f"### {group.title}"
        yield ""
        yield from (f"- {item.what}: {item.text}" for item in group.items)
