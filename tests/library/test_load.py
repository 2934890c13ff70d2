"""A library loads whole, or every mistake in it is told with its place."""

from pathlib import Path

import pytest

from library.load import examine, load
from library.problems import CODES, LibraryError, LibraryProblems

DATA = Path(__file__).parent.parent / "data"


def test_the_tiny_library_has_no_mistake():
    library = load(DATA / "tiny")

    assert ["RD-H1", "RD-P1", "RD-A1", "RD-C1", "RD-V1", "RD-D1"] == [
        page.id for page in library.resources
    ]


def test_every_complaint_about_the_broken_library():
    """The horrible library causes exactly these complaints, all in one run."""
    expected = (DATA / "broken.txt").read_text(encoding="utf-8").splitlines()

    with pytest.raises(LibraryProblems) as caught:
        load(DATA / "broken")

    assert expected == [str(problem) for problem in caught.value.problems]


def test_every_code_is_caused_by_the_broken_library():
    _, problems = examine(DATA / "broken")

    assert set(CODES) == {problem.code for problem in problems}


def test_a_folder_without_library_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(LibraryError, match=r"library\.yaml is expected"):
        load(tmp_path)


def test_chapters_take_strand_and_rights_from_their_handbook():
    library = load(DATA / "tiny")

    chapter = library.get("RD-H1.01")

    assert ("reading", "cc-by-4.0", "2026.1") == (chapter.strand, chapter.rights, chapter.since)


def test_times_of_an_agenda_follow_from_its_minutes():
    day = load(DATA / "tiny").days[0]

    assert [("09:45", "10:05"), ("10:05", "10:15"), ("10:15", "10:45")] == [
        (session.starts, session.ends) for session in day.agenda
    ]


def test_every_id_has_an_address():
    library = load(DATA / "tiny")

    assert "tools/reading-audit/index.html#RD-A1.02" == library.addresses["RD-A1.02"]
    assert "videos/reading/index.html#RD-V1" == library.addresses["RD-V1"]
    assert "strands/reading/index.html#RD-F1" == library.addresses["RD-F1"]


def test_a_file_that_is_not_text_is_named(tmp_path):
    (tmp_path / "library.yaml").write_bytes(b"name: \xff\xfe\n")

    _, problems = examine(tmp_path)

    assert ("library.yaml", 1, "Y-01") in [(one.file, one.line, one.code) for one in problems]
