"""Many records, written or collated: `one_collation.py write|collate CODE FOLDER`."""

import json
import sys
import time
from pathlib import Path

RECORDS, SECTIONS, EACH = 5_000, 10, 10


def written(folder: Path) -> None:
    """One full record a school, each in its own file."""
    answers = {
        f"RD-A1.{at:02d}": {
            "level": "12"[at % 2],
            "helps": "x" * 60,
            "evidence": [
                {"text": "What was seen in five rooms", "date": "2026-11-01", "strength": "some"}
            ],
            "actions": [{"text": "Do something about it", "owner": "Head", "by": "2027-02-01"}],
        }
        for at in range(SECTIONS * EACH)
    }
    record = {
        "format": "partner-schools-library.record",
        "version": 1,
        "library": "Tiny",
        "edition": "2026.1",
        "saved": "2026-11-22T10:00:00Z",
        "rounds": [{"id": "r1", "instrument": "RD-A1", "edition": "2026.1", "answers": answers}],
    }
    folder.mkdir()
    for at in range(RECORDS):
        text = json.dumps(record | {"school": f"School {at}"})
        (folder / f"{at:04d}.json").write_text(text, encoding="utf-8")


def collated(code: Path, folder: Path) -> None:
    """Read all of them and make the workbook, with an audit of a hundred statements."""
    from dataclasses import replace

    from library.collate import collate
    from library.exports.network import network_workbook
    from library.files import Section, Statement
    from library.load import load

    library = load(code / "tests" / "data" / "tiny")
    audit = next(one for one in library.instruments if one.id == "RD-A1")
    sections = tuple(
        Section(
            id=f"s{at}",
            title=f"Section {at}",
            statements=tuple(
                Statement(id=f"RD-A1.{at * EACH + n:02d}", text=f"Statement {n} of {at}")
                for n in range(EACH)
            ),
        )
        for at in range(SECTIONS)
    )
    network = collate(
        sorted(folder.iterdir()),
        replace(library, instruments=(replace(audit, sections=sections),)),
    )
    if network.read != RECORDS or not network_workbook(network):
        sys.exit(f"Only {network.read} of {RECORDS} records were read.")


if __name__ == "__main__":
    what, code, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    sys.path[0] = str(code)
    begun = time.monotonic()
    if what == "write":
        written(folder)
    else:
        collated(code, folder)
    print(time.monotonic() - begun)
