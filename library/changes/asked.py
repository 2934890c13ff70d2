"""What an edition asks, as it is published, and the maps between editions for the browser."""

from __future__ import annotations

from typing import Any

import yaml

from library.files import (
    PublishedFile,
    PublishedInstrument,
    PublishedLevel,
    PublishedStatement,
)
from library.model import Instrument, Library


def published(library: Library) -> PublishedFile:
    """What this library asks, as it would be published."""
    return PublishedFile(
        edition=library.edition,
        instruments=tuple(_published(one) for one in library.instruments),
    )


def _published(instrument: Instrument) -> PublishedInstrument:
    values = instrument.scale.values
    statements = [
        PublishedStatement(id=item.id, text=item.text, section=section.id, levels=item.levels)
        for section in instrument.sections
        for item in section.statements
    ]
    statements += [PublishedStatement(id=one.id, text=one.text) for one in instrument.questions]
    return PublishedInstrument(
        id=instrument.id,
        title=instrument.page.title,
        kind=instrument.kind,
        levels=tuple(
            PublishedLevel(key=level.key, name=level.name, value=values[level.key])
            for level in instrument.scale.levels
        ),
        statements=tuple(statements),
    )


def published_yaml(library: Library) -> str:
    """The file that a release adds below docs/changes/published/."""
    head = "# What this edition asked. Written when it was released; never changed afterwards.\n"
    value = published(library).model_dump(mode="json")
    return head + yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=100)


def for_browser(library: Library) -> dict[str, Any]:
    """Every change map with the words that were asked, for pages that open old records."""
    texts = {
        one.edition: {item.id: item.text for part in one.instruments for item in part.statements}
        for one in library.published
    }
    return {
        "edition": library.edition,
        "maps": [
            {
                "edition": one.edition,
                "changes": [
                    change.model_dump(mode="json", by_alias=True) for change in one.changes
                ],
            }
            for one in library.changes
        ],
        "texts": texts,
    }
