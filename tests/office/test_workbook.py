"""LibreOffice works out the scores as Python does, and a workbook it saved still reads."""

import io
import re
import shutil
import subprocess
import warnings
import zipfile
from pathlib import Path

import openpyxl

from library.counts import guarded
from library.exports.sheets import TOP
from library.exports.workbook import filled
from library.load import load
from library.record import FORMAT, VERSION, Record, Round, open_record
from library.scoring import score
from library.workbook import FilledCounts, differences, read, read_workbook
from tests.data.scoring.generated import instruments, rounds
from tests.library.test_counts import COUNTS, LIBRARY, spots, tables
from tests.library.test_counts import filled as filled_counts

DATA = Path(__file__).parent.parent / "data"
TINY = load(DATA / "tiny")
_WORKED_OUT = re.compile(rb"(<f>[^<]*</f>)<v>[^<]*</v>")


def saved_by_libreoffice(folder: Path) -> Path:
    """Every workbook of a folder, opened and saved again."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    assert program, "LibreOffice Calc is needed: apt-get install libreoffice-calc"
    out = folder / "saved"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(file) for file in sorted(folder.glob("*.xlsx"))]
    subprocess.run(
        [program, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), *files],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return out


def without_values(raw: bytes) -> bytes:
    """A workbook whose formulas nobody has worked out yet."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            new.writestr(part, _WORKED_OUT.sub(rb"\1", old.read(part)))
    return out.getvalue()


def record(one: Round) -> Record:
    return Record(
        format=FORMAT,
        version=VERSION,
        library="Tiny",
        edition="2026.1",
        saved="2026-11-22T10:00:00Z",
        rounds=(one,),
    )


def test_scores_are_the_same(tmp_path):
    expected = {}
    for one in instruments(20):
        for number, given in enumerate(rounds(one, 5)):
            name = f"{one.id}-{number}.xlsx"
            answered = Round(id="r1", instrument=one.id, edition="2026.1", answers=given)
            raw = filled(TINY, one, record(answered), answered)
            (tmp_path / name).write_bytes(without_values(raw))
            scores = score(one, given)
            expected[name] = [found.value for found in (*scores.sections.values(), scores.overall)]

    saved = saved_by_libreoffice(tmp_path)

    for name, values in expected.items():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sheet = openpyxl.load_workbook(saved / name, data_only=True)["Results"]
        found = [sheet.cell(row, 4).value or None for row in range(TOP + 2, TOP + 2 + len(values))]
        assert [value or None for value in values] == found, name


def test_what_it_saved_still_reads(tmp_path):
    given = open_record((DATA / "records/full.record.json").read_bytes(), TINY).record
    audit = next(one for one in TINY.instruments if one.kind == "audit")
    (tmp_path / "audit.xlsx").write_bytes(filled(TINY, audit, given, given.rounds[0]))

    saved = saved_by_libreoffice(tmp_path)

    assert () == differences(read_workbook((saved / "audit.xlsx").read_bytes(), TINY), given)


def test_small_numbers_are_hidden_there_too(tmp_path):
    """A workbook of counts as LibreOffice works it out, on tables of all sorts."""
    expected = {}
    for number, table in enumerate(tables(6)):
        name = f"counts-{number}.xlsx"
        (tmp_path / name).write_bytes(without_values(filled_counts(table)))
        expected[name] = guarded(COUNTS, table)

    saved = saved_by_libreoffice(tmp_path)

    for name, shown in expected.items():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sheet = openpyxl.load_workbook(saved / name, data_only=True)["To show"]
        for cell, row, column in spots():
            if cell[2] != "size":
                assert shown.get(cell) == (sheet.cell(row, column - 2).value or None), (name, cell)
        assert isinstance(read((saved / name).read_bytes(), LIBRARY), FilledCounts)
