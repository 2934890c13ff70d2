"""A workbook goes out reproducible and linked, and comes back whole whatever was done to it."""

import dataclasses
import datetime as dt
import io
import warnings
import zipfile
from pathlib import Path

import openpyxl
import pytest

from library.changes import opened_here
from library.exports.sheets import TOP
from library.exports.workbook import filled, workbook
from library.files import Question, Section, Statement
from library.load import load
from library.model import Instrument
from library.record import Action, Answer, Evidence, Record, Round, Target, open_record
from library.workbook import WorkbookRefused, applied, differences, read_workbook
from tests.library.test_changes import laid

DATA = Path(__file__).parent.parent / "data"
TINY = load(DATA / "tiny")
AUDIT = next(one for one in TINY.instruments if one.kind == "audit")
SAVED = "2026-11-22T12:00:00Z"
OFFERED = "○ Not yet, ● In place, Not applicable, We do this another way"


def record() -> Record:
    return open_record((DATA / "records/full.record.json").read_bytes(), TINY).record


def made(given: Record | None = None, instrument: Instrument = AUDIT) -> bytes:
    one = given.rounds[0] if given else None
    return filled(TINY, instrument, given, one)


def opened(raw: bytes) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl does not keep Excel's newer data bars
        return openpyxl.load_workbook(io.BytesIO(raw))


def edited(raw: bytes, edit) -> bytes:
    """The workbook after another program has read, changed and written all of it."""
    book = opened(raw)
    edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_same_bytes_each_time():
    assert made(record()) == made(record())
    assert workbook(TINY, AUDIT) == workbook(TINY, AUDIT)


def test_it_says_its_edition_and_links_each_row():
    book = opened(workbook(TINY, AUDIT))
    sheet = book["Answers"]

    assert all("edition 2026.1" in one.oddHeader.left.text for one in book.worksheets)
    assert all("landscape" == one.page_setup.orientation for one in book.worksheets)
    assert ["../id/RD-A1.01.html", "../id/RD-A1.02.html"] == [
        sheet.cell(row, 1).hyperlink.target for row in (TOP + 2, TOP + 3)
    ]
    assert [
        "Start",
        "Answers",
        "Plan",
        "Evidence",
        "Actions",
        "Results",
        "Scale",
    ] == book.sheetnames


def test_with_a_public_address_links_are_permanent():
    about = TINY.about.model_copy(update={"url": "https://library.example/"})
    public = dataclasses.replace(TINY, about=about)

    book = opened(workbook(public, AUDIT))

    target = book["Answers"].cell(TOP + 2, 1).hyperlink.target
    assert "https://library.example/id/RD-A1.01.html" == target
    assert "folder 'downloads'" not in _start(book)
    assert "for ever at id RD-A1" in _start(book)


def _start(book: openpyxl.Workbook) -> str:
    return " ".join(str(cell.value) for row in book["Start"].iter_rows() for cell in row)


def test_without_one_it_says_from_where_its_links_lead():
    assert "while it lies in the folder 'downloads'" in _start(opened(workbook(TINY, AUDIT)))


def test_chart_has_alternative_text():
    with zipfile.ZipFile(io.BytesIO(workbook(TINY, AUDIT))) as parts:
        drawing = parts.read("xl/drawings/drawing1.xml").decode()

    assert 'descr="Bar chart of the score of each section of' in drawing


def test_what_people_wrote_is_never_a_formula_or_a_link():
    given = record()
    given.rounds[0].answers["RD-A1.01"] = Answer(note='=HYPERLINK("http://x")', reason="@SUM(1)")

    sheet = opened(made(given))["Answers"]

    notes = [
        cell
        for row in sheet.iter_rows()
        for cell in row
        if str(cell.value).startswith(("=HYPER", "@SUM"))
    ]
    assert ["s", "s"] == [cell.data_type for cell in notes]


def test_what_goes_out_comes_back():
    given = record()

    back = read_workbook(made(given), TINY)

    assert () == differences(back, given)
    again = applied(back, given, TINY, given.saved)
    assert given.rounds[0].answers == again.rounds[0].answers
    assert given.rounds[0].moderated == again.rounds[0].moderated


def test_a_workbook_begins_a_record():
    new = applied(read_workbook(made(record()), TINY), None, TINY, SAVED)

    assert "A two-form primary" == new.school
    assert record().rounds[0].answers == new.rounds[0].answers
    assert ("r1", "2026-11-22", "Senior team") == (
        new.rounds[0].id,
        new.rounds[0].date,
        new.rounds[0].who,
    )


def test_it_shows_what_would_change():
    def edit(book):
        sheet = book["Answers"]
        sheet.cell(TOP + 2, 4).value = "○ Not yet"
        book["Evidence"].cell(TOP + 2, 3).value = None
        book["Evidence"].cell(TOP + 2, 4).value = None
        book["Evidence"].cell(TOP + 2, 5).value = None
        book["Plan"].cell(TOP + 3, 5).value = "No money for books"

    changes = differences(read_workbook(edited(made(record()), edit), TINY), record())

    assert {
        "RD-A1.01: Answer becomes '○ Not yet'; it was '● In place'",
        "RD-A1.01: Evidence is cleared; it was 'Five timetables, 2026-11-20, strong'",
        "RD-A1.02: What hinders becomes 'No money for books'",
    } == {str(change) for change in changes}


def test_sorted_widened_renamed_and_added_to_it_still_reads():
    def edit(book):
        sheet = book["Answers"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=TOP + 2)]
        for number, row in enumerate(reversed(rows), TOP + 2):
            for at, value in enumerate(row, 1):
                sheet.cell(number, at).value = value
        sheet.insert_cols(3)
        sheet.cell(TOP + 1, 3).value = "Our own remarks"
        sheet.insert_rows(1, 2)
        sheet.column_dimensions["B"].width = 90
        sheet.title = "Mine (2)"
        book.create_sheet("Sums", 0)["B2"] = "=1+1"
        book.move_sheet("Start", 3)

    back = read_workbook(edited(made(record()), edit), TINY)

    assert () == differences(back, record())
    assert ["RD-A1.02", "RD-A1.01"] == list(back.answers)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("● In place", "2"),
        ("in place", "2"),
        (" In Place ", "2"),
        (2, "2"),
        (2.0, "2"),
        ("1", "1"),
    ],
)
def test_an_answer_may_be_written_in_several_ways(written, kept):
    def edit(book):
        book["Answers"].cell(TOP + 2, 4).value = written

    assert (
        kept
        == read_workbook(edited(workbook(TINY, AUDIT), edit), TINY).answers["RD-A1.01"]["level"]
    )


@pytest.mark.parametrize(
    "written",
    [
        dt.date(2027, 7, 1),
        dt.datetime(2027, 7, 1, 9, 30),  # noqa: DTZ001  workbooks know no zones
        "2027-07-01",
        "1/7/2027",
        "1 July 2027",
        "1 Jul 2027",
        46569,
    ],
)
def test_a_date_may_be_written_in_several_ways(written):
    def edit(book):
        book["Plan"].cell(TOP + 2, 7).value = written
        book["Plan"].cell(TOP + 2, 7).number_format = "General"

    found = read_workbook(edited(workbook(TINY, AUDIT), edit), TINY).answers["RD-A1.01"]["target"]

    assert "2027-07-01" == found["by"]


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "complaint"),
    [
        (
            "Answers",
            2,
            4,
            "Sort of",
            f"Answers!D6: 'Sort of' is not in the list; choose from {OFFERED}.",
        ),
        ("Answers", 2, 1, "RD-A1.77", "Answers!A6: RD-A1 has no statement RD-A1.77."),
        ("Answers", 2, 1, "RD-A2.01", "Answers!A6: RD-A1 has no statement RD-A2.01."),
        ("Answers", 2, 1, None, "Answers!D6: this row has no statement's id."),
        ("Answers", 2, 1, "Total", "Answers!A6: 'Total' is no statement's id."),
        (
            "Answers",
            3,
            1,
            "RD-A1.01",
            "Answers!D7: RD-A1.01 is answered differently in Answers!D6.",
        ),
        ("Answers", 2, 4, "#REF!", "Answers!D6: the cell holds the error #REF!."),
        ("Answers", 1, 9, "Notes", "Answers!I5: the heading 'Notes' stands twice in this row."),
        ("Plan", 2, 7, "soon", "Plan!G6: 'soon' is no date; write one as 1 July 2027."),
        (
            "Evidence",
            2,
            5,
            "Huge",
            "Evidence!E6: 'Huge' is not in the list; choose from Weak, Some, Strong.",
        ),
        ("Actions", 9, 3, "Do it", "Actions!C13: this row has no statement's id."),
    ],
)
def test_damage_is_named_by_its_cell(sheet, row, column, value, complaint):
    def edit(book):
        book[sheet].cell(TOP + row, column).hyperlink = None
        book[sheet].cell(TOP + row, column).value = value

    with pytest.raises(WorkbookRefused) as caught:
        read_workbook(edited(made(record()), edit), TINY)

    assert complaint in str(caught.value).splitlines()


def test_a_text_too_long_is_named_by_its_cell():
    def edit(book):
        book["Plan"].cell(TOP + 2, 4).value = "x" * 10_001

    with pytest.raises(WorkbookRefused, match=r"Plan!D6: the text is longer than 10,000"):
        read_workbook(edited(made(record()), edit), TINY)


def _about(label: str, value: str):
    def edit(book):
        for row in book["Start"].iter_rows():
            if row[0].value == label:
                row[1].value = value

    return edit


@pytest.mark.parametrize(
    ("label", "value", "sentence"),
    [
        ("Library", "Another", "belongs to another library"),
        ("Edition", "2027.1", "open it with that one"),
        ("Edition", "soon", "no edition"),
        ("Tool", "RD-A9", "which this library has not"),
    ],
)
def test_another_librarys_and_newer_workbooks_are_refused(label, value, sentence):
    with pytest.raises(WorkbookRefused, match=sentence):
        read_workbook(edited(made(record()), _about(label, value)), TINY)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"PK\x03\x04 not really",
        b"<html></html>",
        made(record())[:-400],
        (DATA / "records/full.record.json").read_bytes(),
    ],
)
def test_what_is_no_workbook_is_refused_in_one_sentence(raw):
    with pytest.raises(WorkbookRefused) as caught:
        read_workbook(raw, TINY)

    assert 1 == len(str(caught.value).splitlines())


def _with_part(raw: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("xl/huge.xml", b" " * 70_000_000, "unpacks to far more"),
        ("xl/styles.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "no spreadsheet program"),
        ("xl/workbook.xml", b"<workbook", "damaged"),
    ],
)
def test_hostile_workbooks_are_refused(name, content, sentence):
    with pytest.raises(WorkbookRefused, match=sentence):
        read_workbook(_with_part(made(record()), name, content), TINY)


def test_without_its_first_sheet_it_reads_and_says_so():
    def edit(book):
        del book["Start"]

    back = read_workbook(edited(made(record()), edit), TINY)

    assert "RD-A1" == back.instrument
    assert "present edition" in back.messages[0]


def test_rows_that_were_deleted_stay_as_they_are():
    def edit(book):
        book["Answers"].delete_rows(TOP + 3)
        del book["Plan"], book["Evidence"], book["Actions"]

    back = read_workbook(edited(made(record()), edit), TINY)

    assert () == differences(back, record())
    assert "1 statement has no row here" in back.messages[0]


def test_lists_come_back_with_every_row():
    given = record()
    answer = Answer(
        level="1",
        target=Target(level="2"),
        evidence=tuple(Evidence(text=f"Seen {n}", date="2026-11-01") for n in range(50)),
        actions=(Action(text="One", done=True), Action(text="Two", owner="Head", by="2027-01-01")),
    )
    given.rounds[0].answers["RD-A1.02"] = answer

    back = applied(read_workbook(made(given), TINY), given, TINY, SAVED)

    assert answer == back.rounds[0].answers["RD-A1.02"]


def test_what_was_copied_counts_as_looked_at_when_it_is_changed():
    given = record()
    given.rounds[0].answers["RD-A1.01"] = Answer(level="2", copied=True)
    given.rounds[0].answers["RD-A1.02"] = Answer(level="2", copied=True)

    def edit(book):
        book["Answers"].cell(TOP + 2, 4).value = "○ Not yet"

    found = applied(read_workbook(edited(made(given), edit), TINY), given, TINY, SAVED)

    answers = found.rounds[0].answers
    assert (False, True) == (answers["RD-A1.01"].copied, answers["RD-A1.02"].copied)


def test_another_round_is_added_beside_the_first():
    raw = edited(made(record()), _about("Round", "r7"))

    found = applied(read_workbook(raw, TINY), record(), TINY, SAVED)

    assert ["r1", "r7"] == [one.id for one in found.rounds]
    assert isinstance(found.rounds[1], Round)


def _of_kind(kind: str, **more) -> Instrument:
    statements = (
        Statement(id="RD-L1.01", text="What will pupils do differently?"),
        Statement(id="RD-L1.02", text="Who will help?", weight=2),
    )
    page = dataclasses.replace(AUDIT.page, kind=kind, id="RD-L1", title=f"A {kind}")
    return dataclasses.replace(
        AUDIT,
        id="RD-L1",
        kind=kind,
        page=page,
        sections=(Section(id="all", title="All", statements=statements),),
        **more,
    )


@pytest.mark.parametrize(
    ("kind", "answer", "sheets"),
    [
        (
            "planner",
            Answer(
                level="1",
                goal="Every pupil reads aloud",
                measure="Ten of ten",
                actions=(Action(text="Buy books", owner="Office", by="2027-01-10"),),
            ),
            ["Start", "Answers", "Actions", "Results", "Scale"],
        ),
        (
            "survey",
            Answer(level="2"),
            ["Start", "Answers", "In your own words", "Results", "Scale"],
        ),
        (
            "checklist",
            Answer(level="2", note="Seen in three rooms"),
            ["Start", "Answers", "Actions", "Results", "Scale"],
        ),
        (
            "framework",
            Answer(other="another-way", reason="By phone", target=Target(level="2")),
            ["Start", "Answers", "Plan", "Evidence", "Actions", "Results", "Scale"],
        ),
    ],
)
def test_every_kind_goes_out_and_comes_back(kind, answer, sheets):
    asked = (Question(id="RD-L1.21", text="What else?"),) if kind == "survey" else ()
    one = _of_kind(kind, questions=asked)
    library = dataclasses.replace(TINY, instruments=(one,))
    words = {"RD-L1.21": "More\nbooks"} if asked else {}
    given = record().model_copy(
        update={
            "rounds": (
                Round(
                    id="r1",
                    instrument="RD-L1",
                    edition="2026.1",
                    answers={"RD-L1.02": answer},
                    words=words,
                ),
            )
        }
    )
    raw = filled(library, one, given, given.rounds[0])

    back = applied(read_workbook(raw, library), given, library, SAVED)

    assert sheets == opened(raw).sheetnames
    assert given.rounds[0].answers == back.rounds[0].answers
    assert words == back.rounds[0].words


def test_earlier_rounds_stand_beside_this_one():
    given = record()
    before = Round(
        id="r0",
        instrument="RD-A1",
        edition="2026.1",
        date="2026-01-10",
        answers={"RD-A1.01": Answer(level="1")},
    )
    given = given.model_copy(update={"rounds": (before, *given.rounds)})

    sheet = opened(filled(TINY, AUDIT, given, given.rounds[1]))["Results"]

    rows = [[cell.value for cell in row[:3]] for row in sheet.iter_rows()]
    at = rows.index(["Earlier rounds", None, None])
    assert ["Section", "2026-01-10", "When filled in"] == rows[at + 1]
    assert ["All sections", 1, 2] == rows[at + 3]


def test_a_workbook_of_an_earlier_edition_comes_by_the_change_map(tmp_path):
    old, new = load(laid(tmp_path / "before", "old")), load(laid(tmp_path, "new"))
    given = open_record((DATA / "editions/2025.1.record.json").read_bytes(), old).record
    audit = old.instruments[0]
    raw = filled(old, audit, given, given.rounds[0])

    back = read_workbook(raw, new)
    found = applied(back, None, new, SAVED)

    assert "2026.1" == back.edition
    assert ["RD-A1", "RD-C1"] == [one.instrument for one in found.rounds]
    expected = opened_here((DATA / "editions/2025.1.record.json").read_bytes(), new).record
    assert expected.rounds[0].answers == found.rounds[0].answers
    assert [one.statement for one in expected.retired] == [one.statement for one in found.retired]
    assert 5 == len([one for one in back.messages if one.startswith("Look again")])


@pytest.mark.parametrize("name", ["my round!", "__proto__ x", "x" * 61])
def test_a_spoilt_name_of_a_round_makes_a_new_round(name):
    back = read_workbook(edited(made(record()), _about("Round", name)), TINY)

    found = applied(back, record(), TINY, SAVED)

    assert ["r1", "r2"] == [one.id for one in found.rounds]
    assert "taken as a new one" in back.messages[0]
