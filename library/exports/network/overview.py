"""The first sheet: what was returned for each tool."""

from __future__ import annotations

from typing import Any

from library.collate import UNNAMED, Network, Tally
from library.exports.cells import Column
from library.exports.network.frame import TOO_FEW, score, table
from library.exports.sheets import Sheets
from library.scoring import SMALL, half_up


def overview_sheet(book: Sheets, network: Network, tallies: list[Tally]) -> None:
    columns = (
        Column("tool", 12, "Tool", "strong"),
        Column("title", 46, "Title"),
        Column("returns", 11, "Returns", "number"),
        Column("schools", 11, "Schools", "number"),
        Column("mean", 12, "Mean score", "score"),
        Column("low", 11, "Lowest", "score"),
        Column("high", 11, "Highest", "score"),
        Column("apart", 44, "Furthest apart"),
    )
    refused = f"; {len(network.refused)} could not be read (see the sheet Files)"
    lead = f"{network.read} files were read" + (refused if network.refused else "") + "."
    table(
        book,
        "Overview",
        "Schools together",
        lead,
        columns,
        (_overview_row(tally) for tally in tallies),
    )


def _overview_row(tally: Tally) -> list[Any]:
    scores = [one.overall for one in tally.returns if one.overall is not None]
    few = tally.of_people and len(tally.returns) < SMALL
    scores = [] if few or not tally.is_scored else scores
    schools = len({one.school for one in tally.returns} - {UNNAMED})
    ends = (min(scores), max(scores)) if scores and not tally.of_people else (None, None)
    mean = half_up(sum(scores), len(scores)) if scores else None
    return [
        tally.instrument.id,
        tally.instrument.page.title,
        f"<{SMALL}" if few else len(tally.returns),
        "" if few else schools,
        score(mean),
        *map(score, ends),
        TOO_FEW if few else _furthest_apart(tally),
    ]


def _furthest_apart(tally: Tally) -> str:
    if tally.of_people or not tally.is_scored:
        return ""
    widest = max(tally.instrument.statements, key=lambda item: tally.spread(item).width)
    return f"{widest.id} {widest.text}" if tally.spread(widest).width else ""
