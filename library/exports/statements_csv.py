"""An instrument's statements as a table that any spreadsheet opens."""

from __future__ import annotations

import csv
import io

from library.model import Instrument, Library


def statements_csv(_library: Library, instrument: Instrument) -> bytes:
    """One row a statement: id, section, text, a column for each level, evidence, what helps.

    UTF-8 with a mark at the start, so that Excel reads the accents.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    described = any(item.levels for item in instrument.statements)
    levels = [level.name for level in instrument.scale.levels] if described else []
    writer.writerow(["id", "section", "statement", *levels, "evidence", "helps"])
    for section in instrument.sections:
        for item in section.statements:
            writer.writerow(
                [
                    item.id,
                    section.title,
                    item.text,
                    *item.levels,
                    item.evidence or "",
                    " ".join(item.helps),
                ]
            )
    return out.getvalue().encode("utf-8-sig")
