"""An update that is not right, or does not belong to the copy, is refused and changes nothing."""

from __future__ import annotations

import shutil
from zipfile import ZipFile

import pytest
from minisign import KeyPair

from library.copy.bag import bagged, manifest
from library.copy.earlier import earlier
from library.copy.packing import written
from library.copy.signature import read_key
from library.copy.update import update
from library.problems import LibraryError
from tests import updates
from tests.updates import NEW, OLD, UPDATE, apply, contents, flip


def test_an_update_is_refused_a_second_time(place):
    apply(place, "--yes")
    done = apply(place, place / OLD, "--yes")

    assert (1, f"This copy is {NEW} already.") == (
        done.returncode,
        done.stdout.splitlines()[-1],
    )


def test_a_copy_that_is_not_whole_is_refused_by_name(place):
    copy = place / OLD
    flip(copy, "data/site/same.html")
    (copy / "data/site/gone.html").unlink()
    (copy / "data/site/mine.docx").write_bytes(b"dropped here by a teacher")
    before = contents(place)
    done = apply(place, "--yes")

    assert 1 == done.returncode
    for line in (
        "changed: data/site/same.html",
        "missing: data/site/gone.html",
        "extra: data/site/mine.docx",
    ):
        assert line in done.stdout
    assert before == contents(place)


@pytest.mark.parametrize(
    "name",
    [
        "data/changes/data/site/changed.html",
        "data/copy/data/site/new.html",
        "data/copy/manifest-sha512.txt",
        "data/update.json",
        "update_program/plan.py",
        "tagmanifest-sha512.txt.minisig",
        "tagmanifest-sha512.txt",
    ],
)
def test_a_damaged_update_is_refused(place, name):
    before = contents(place / OLD)
    data = (place / UPDATE / name).read_bytes()
    (place / UPDATE / name).write_bytes(data[:-9] + b"0" + data[-8:])
    done = apply(place, place / OLD, "--yes")

    assert 1 == done.returncode
    assert "Traceback" not in done.stderr
    assert before == contents(place / OLD)


def test_an_update_by_somebody_else_is_refused(library, place, tmp_path):
    updates.editions(library, tmp_path / "others", None)
    before = contents(place / OLD)
    done = apply(tmp_path / "others", place / OLD, "--yes")

    assert 1 == done.returncode
    assert "the signature is missing" in done.stdout
    assert before == contents(place / OLD)


def test_an_update_with_a_new_key_needs_a_persons_word(library, place, tmp_path):
    (tmp_path / "new.key").write_bytes(bytes(KeyPair.generate().secret_key))
    key = read_key(tmp_path / "new.key")
    updates.editions(library, tmp_path / "later", key)
    done = apply(tmp_path / "later", place / OLD, "--yes")

    assert 1 == done.returncode
    assert "the signature does not fit" in done.stdout
    done = apply(tmp_path / "later", place / OLD, "--yes", "--key", key.public)
    assert 0 == done.returncode, done.stdout
    assert contents(tmp_path / "later" / NEW) == contents(place / OLD)


def test_an_update_for_another_edition_is_refused(place, library, key, tmp_path):
    older = updates.bag(library, "partner-schools-library-2025.1", {"data/site/a": b"a"}, key)
    with ZipFile(written(older, tmp_path, {})) as archive:
        archive.extractall(tmp_path)
    done = apply(place, tmp_path / older.name, "--yes")

    assert 1 == done.returncode
    assert f"This update is for {OLD}, and this copy is {older.name}." in done.stdout


BAD = [
    "../out.html",
    "data/../../out.html",
    "/out.html",
    "C:/out.html",
    "data/site/a\\..\\b",
    "data/site/con.html",
    "data/site/end.",
    "our-school/list.js",
    "update-under-way/journal.json",
    "before-update/journal.json",
    "data/site/SAME.html",
    "data/site/same.html/below",
]


@pytest.mark.parametrize("name", BAD)
def test_an_update_that_names_files_elsewhere_is_refused(library, tmp_path, name):
    """Its own lists are right and it needs no signature: only the name is bad."""
    updates.editions(library, tmp_path, None)
    folder = tmp_path / UPDATE
    rewrite(folder, name)
    before = contents(tmp_path / OLD)
    done = apply(tmp_path, tmp_path / OLD, "--yes")

    assert 1 == done.returncode
    assert "Traceback" not in done.stderr
    assert "The update" in done.stdout
    assert before == contents(tmp_path / OLD)
    assert not (tmp_path / "out.html").exists()


def rewrite(folder, name):
    """Let the lists inside an unsigned update name one more file, and seal it again."""
    inner = folder / "data/copy/manifest-sha512.txt"
    inner.write_bytes(inner.read_bytes() + manifest({name: b"bad"}))
    lists = {folder / "bag-info.txt", *folder.glob("*manifest-sha512.txt")}
    files = {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.is_file() and path not in lists
    }
    for path, content in bagged(files, {}).items():
        if isinstance(content, bytes):
            (folder / path).write_bytes(content)


def test_a_link_in_the_copy_leads_nowhere(place, tmp_path):
    outside = tmp_path / "outside"
    shutil.move(place / OLD / "data/site/folder", outside)
    (place / OLD / "data/site/folder").symlink_to(outside)
    done = apply(place, "--yes")

    assert 1 == done.returncode
    assert ["only.html"] == [path.name for path in outside.iterdir()]


def test_a_file_that_cannot_be_replaced_leaves_the_old_copy(editions, place, monkeypatch):
    """As on Windows, when somebody has a page open: the work is undone."""
    harness = (
        "import pathlib, runpy, sys\n"
        "real = pathlib.Path.replace\n"
        "def replace(self, target):\n"
        "    if str(target).endswith('new.html') and 'deep' not in str(target):\n"
        "        raise PermissionError(13, 'in use', str(target))\n"
        "    return real(self, target)\n"
        "pathlib.Path.replace = replace\n"
        "script = sys.argv[1]\n"
        "sys.argv = sys.argv[1:]\n"
        "runpy.run_path(script, run_name='__main__')\n"
    )
    (place / "harness.py").write_text(harness)
    program = place / UPDATE / "apply_update.py"
    done = apply(place, program, place / OLD, "--yes", program=place / "harness.py")

    assert 1 == done.returncode
    assert "The copy is as it was before." in done.stdout
    assert contents(editions / OLD) == contents(place / OLD)


def test_two_updates_at_once_are_refused(place):
    fcntl = pytest.importorskip("fcntl")
    with (place / OLD / "~$update.lock").open("w") as held:
        fcntl.lockf(held, fcntl.LOCK_EX)
        done = apply(place, "--yes")

    assert (1, "Another update is at work on this copy.\n") == (done.returncode, done.stdout)


def test_what_is_no_earlier_edition_is_refused_in_one_sentence(tmp_path):
    (tmp_path / "notes.txt").write_text("hello\n")

    with pytest.raises(LibraryError, match="an edition whose zip is in"):
        earlier("1999.1", tmp_path)
    with pytest.raises(LibraryError, match=r"notes\.txt: a copy's zip or its list"):
        earlier(str(tmp_path / "notes.txt"), tmp_path)


def test_an_update_of_nothing_is_refused(editions, library, key):
    copy = updates.bag(library, NEW, updates.AFTER, key)

    with pytest.raises(LibraryError, match="nothing has changed"):
        update(library, earlier(str(editions / f"{NEW}.zip"), editions), copy, key)


def test_a_folder_that_holds_no_copy_is_refused_and_left_as_it_is(place, tmp_path):
    (tmp_path / "other").mkdir()
    done = apply(place, tmp_path / "other", "--yes")

    assert 1 == done.returncode
    assert "other holds no copy of the library: a file manifest-sha512.txt" in done.stdout
    assert [] == list((tmp_path / "other").iterdir())
    assert "nowhere" in apply(place, tmp_path / "nowhere", "--yes").stdout
