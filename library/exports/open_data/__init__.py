"""Collated records as open data: how many chose each level, and nothing that names anybody.

Three files: ``counts.csv``; ``datapackage.json``, which describes its columns as the Data Package
standard does (datapackage.org, version 2); and ``README.md`` for people. What may not be shown is
an empty cell: ``library.collate.shown_counts`` says which. Records of a person's own growth and
what was written in words never come in.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import jinja2

from library.collate import UNNAMED, Network, Tally, shown_counts
from library.model import Library
from library.scoring import SMALL

_HERE = Path(__file__).parent
_NEVER = ("framework",)
_COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("edition", "string", "The edition of the library whose words were answered."),
    ("tool", "string", "The permanent id of the tool."),
    ("kind", "string", "audit, checklist, planner or survey."),
    ("section", "string", "The heading under which the statement stands."),
    ("statement", "string", "The permanent id of the statement."),
    ("text", "string", "The words of the statement."),
    ("level", "string", "The key of a level of the scale."),
    ("level_name", "string", "The words of the level."),
    ("n", "integer", f"How many answered with a level; empty below {SMALL}."),
    ("count", "integer", "How many chose this level; empty when it is not shown."),
)


@dataclass(frozen=True)
class OpenData:
    """The files, and what is to be told of them."""

    files: dict[str, bytes]
    tools: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]
    """Tools of which nothing is published, each with the reason."""
    hidden: int
    """How many counts are not shown."""
    counts: int
    """Of how many."""


def open_data(network: Network, day: str, licence: str | None = None) -> OpenData:
    """Open data of what was collated, as it stood on a day (2026-11-22).

    ``licence`` is the name of the one that the schools agreed to for their answers.
    """
    tallies = network.in_order()
    reasons = {tally.instrument.id: _why_not(tally) for tally in tallies}
    kept = [tally for tally in tallies if not reasons[tally.instrument.id]]
    rows = [row for tally in kept for row in _rows(network.library.edition, tally)]
    hidden = sum(row[-1] == "" for row in rows)
    about = {
        "library": network.library,
        "day": day,
        "licence": licence,
        "small": SMALL,
        "tools": [(tally.instrument, _unit(tally)) for tally in kept],
        "hidden": hidden,
        "columns": _COLUMNS,
    }
    files = {
        "counts.csv": _csv(rows),
        "datapackage.json": _described(network, day, licence),
        "README.md": _template().render(about).encode(),
    }
    left_out = tuple((key, reason) for key, reason in reasons.items() if reason)
    return OpenData(
        files, tuple(tally.instrument.id for tally in kept), left_out, hidden, len(rows)
    )


def _why_not(tally: Tally) -> str:
    """Why nothing of a tool is published; "" when something is."""
    named = {one.school.casefold() for one in tally.returns if one.school != UNNAMED}
    if tally.instrument.kind in _NEVER:
        return "it is a person's own"
    if len(tally.returns) < SMALL:
        return f"fewer than {SMALL} returns"
    if 0 < len(named) < SMALL or (not named and not tally.of_people):
        return f"fewer than {SMALL} schools"
    return ""


def _unit(tally: Tally) -> str:
    return "answers" if tally.of_people else "schools"


def _rows(edition: str, tally: Tally) -> Iterator[list[str | int]]:
    one = tally.instrument
    for section in one.sections:
        for item in section.statements:
            counts = tally.spread(item).counts
            shown = shown_counts(counts)
            for level in one.scale.levels:
                count = shown[level.key] if shown else None
                yield [
                    *(edition, one.id, one.kind, section.title, item.id, item.text),
                    *(level.key, level.name),
                    sum(counts.values()) if shown else "",
                    "" if count is None else count,
                ]


def _csv(rows: list[list[str | int]]) -> bytes:
    """UTF-8 with a mark at the start, so that Excel reads the accents."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([name for name, _, _ in _COLUMNS])
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def _described(network: Network, day: str, licence: str | None) -> bytes:
    """The Data Package: what the columns hold, edition, date, licences."""
    library = network.library
    fields = [{"name": a, "type": b, "description": c} for a, b, c in _COLUMNS]
    value = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "collated-self-evaluation",
        "title": f"Collated self-evaluation, {library.name}",
        "version": library.edition,
        "created": f"{day}T00:00:00Z",
        **_licences(library, licence),
        "resources": [
            {
                "name": "counts",
                "path": "counts.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": fields,
                    "missingValues": [""],
                    "primaryKey": ["statement", "level"],
                },
            }
        ],
    }
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _licences(library: Library, licence: str | None) -> dict[str, list[dict[str, str]]]:
    """Whose terms hold for what. The standard asks of each a name or an address."""
    rights = next((one for one in library.rights if one.id == library.about.rights), None)
    found = []
    if licence:
        found.append({"name": "-".join(licence.split()), "title": f"The counts: {licence}"})
    if rights and rights.url:
        found.append({"path": rights.url, "title": f"The words of the statements: {rights.name}"})
    return {"licenses": found} if found else {}


def _template() -> jinja2.Template:
    environment = jinja2.Environment(  # noqa: S701  it is Markdown
        loader=jinja2.FileSystemLoader(_HERE),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("readme.md")
