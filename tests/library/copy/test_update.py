"""An update makes the old copy into the new one, and back."""

from __future__ import annotations

import ast
import json
import logging
import shutil

import bagit
import pytest

from library.copy.earlier import earlier
from library.copy.packing import written
from library.copy.update import update
from tests import updates
from tests.places import ROOT
from tests.updates import NEW, OLD, UPDATE, apply, contents, flip, folders


def test_the_old_copy_becomes_the_new_one_byte_for_byte(editions, place):
    done = apply(place, "--yes")

    assert 0 == done.returncode, done.stdout + done.stderr
    assert f"this copy is {NEW} now" in done.stdout
    assert contents(editions / NEW) == contents(place / OLD)
    assert folders(editions / NEW) == folders(place / OLD)


def test_the_schools_own_folder_is_left_alone(place):
    (place / OLD / "our-school/list.js").write_text("mine")
    (place / OLD / "our-school/plan.docx").write_bytes(b"mine too")

    assert 0 == apply(place, "--yes").returncode
    assert "mine" == (place / OLD / "our-school/list.js").read_text()
    assert b"mine too" == (place / OLD / "our-school/plan.docx").read_bytes()


def test_going_back_gives_the_old_copy_byte_for_byte(editions, place):
    apply(place, "--yes")
    done = apply(place, "--roll-back", program=place / OLD / "before-update/apply_update.py")

    assert 0 == done.returncode, done.stdout + done.stderr
    assert contents(editions / OLD) == contents(place / OLD)
    assert folders(editions / OLD) == folders(place / OLD)
    assert not (place / OLD / "before-update").exists()
    assert 0 == apply(place, "--yes").returncode


def test_what_is_kept_to_go_back_can_be_forgotten(place):
    apply(place, "--yes")
    copy = place / OLD

    assert 0 == apply(place, copy, "--forget").returncode
    assert not (copy / "before-update").exists()
    done = apply(place, copy, "--roll-back")
    assert (1, "Nothing is kept to go back to.\n") == (done.returncode, done.stdout)


@pytest.mark.parametrize("word", ["--dry-run", "--verify"])
def test_looking_changes_nothing(place, word):
    before = contents(place)
    done = apply(place, word)

    assert 0 == done.returncode, done.stdout + done.stderr
    assert before == contents(place)
    if word == "--dry-run":
        assert "replace data/site/changed.html" in done.stdout
        assert "remove  data/site/gone.html" in done.stdout
        assert "add     data/site/new.html" in done.stdout


def test_it_is_small_because_it_tells_only_what_differs(place):
    change = place / UPDATE / "data/changes/data/site/changed.html"

    assert change.stat().st_size < 100
    assert not (place / UPDATE / "data/copy/data/site/same.html").exists()


def test_the_copys_own_check_knows_an_update(place):
    """It is a bag, so a school can check it before it starts anything that came with it."""
    check = place / OLD / "check_my_copy.py"
    assert 0 == apply(place, place / UPDATE, program=check).returncode
    flip(place / UPDATE, "update_program/plan.py")
    done = apply(place, place / UPDATE, program=check)

    assert 1 == done.returncode
    assert "changed: update_program/plan.py" in done.stdout


def test_bagits_own_validator_accepts_it(place):
    logging.getLogger("bagit").setLevel(logging.ERROR)

    assert bagit.Bag(str(place / UPDATE)).validate()


def test_a_manifest_is_enough_to_make_an_update(editions, library, key, tmp_path):
    copy = updates.bag(library, NEW, updates.AFTER, key)
    since = earlier(str(editions / OLD / "manifest-sha512.txt"), tmp_path)
    bag = update(library, since, copy, key)
    written(bag, tmp_path, {})
    shutil.copytree(editions / OLD, tmp_path / OLD)
    shutil.unpack_archive(tmp_path / f"{bag.name}.zip", tmp_path)
    done = apply(tmp_path, "--yes", program=tmp_path / bag.name / "apply_update.py")

    assert 0 == done.returncode, done.stdout + done.stderr
    assert contents(editions / NEW) == contents(tmp_path / OLD)


def test_the_update_says_what_changes_for_people(editions):
    told = json.loads((editions / UPDATE / "data/update.json").read_text())

    assert OLD == told["from"]["name"]
    assert "data/site/gone.html" in told["removed"]
    assert "gone.html" in (editions / UPDATE / "WHAT-CHANGES.html").read_text()
    assert OLD in (editions / UPDATE / "READ-ME-FIRST.html").read_text()


def test_the_programs_need_nothing_newer_than_python_3_8():
    for path in sorted((ROOT / "library/copy/programs").glob("*.py")):
        ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 8))
