"""Who stands where others want to be: strengths to share."""

from __future__ import annotations

from library.collate import Tally
from library.exports.cells import Column
from library.exports.network.frame import statements, table
from library.exports.sheets import TOP, Sheets

_NAMED = 8
"""How many schools are named where more could help."""


def sharing_sheet(book: Sheets, tally: Tally) -> None:
    """For each statement who stands highest and whose priority it is, most wanted first."""
    columns = (
        Column("id", 12, look="link"),
        Column("text", 50),
        Column("wanted", 12, "Wanted by", "number"),
        Column("need", 52, "A priority of"),
        Column("have", 12, "Offered by", "number"),
        Column("can", 52, "Who can help", "strong"),
        Column("level", 20, "Where they stand"),
    )
    rows = []
    for at, (_, item) in enumerate(statements(tally)):
        helpers = tally.helpers(item)
        needs = [one for one in tally.needs(item) if one not in set(helpers)]
        if helpers and needs:
            ends = tally.spread(item).ends
            best = tally.instrument.scale.level(ends[1]).name if ends else ""
            rows.append(
                (
                    -len(needs),
                    at,
                    item,
                    [
                        item.id,
                        item.text,
                        len(needs),
                        _names(tally, needs),
                        len(helpers),
                        _names(tally, helpers),
                        best,
                    ],
                )
            )
    rows.sort(key=lambda row: row[:2])
    lead = "Strengths to share: what some schools plan for, others have already."
    sheet, _ = table(
        book,
        f"{tally.instrument.id} sharing",
        tally.instrument.page.title,
        lead,
        columns,
        (row[3] for row in rows),
    )
    for row, (_, _, item, _) in enumerate(rows, TOP + 1):
        book.link(sheet, row, 0, item.id, item.id, near=False)


def _names(tally: Tally, numbers: list[int]) -> str:
    names = list(dict.fromkeys(tally.returns[number].school for number in numbers))
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return "; ".join(names[:_NAMED]) + more
