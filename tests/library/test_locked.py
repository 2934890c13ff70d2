"""A record under a passphrase opens with it, and with nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from library.collate import collate
from library.load import load
from library.record import RecordRefused, is_locked, locked, open_record, unlocked, write_record
from tests.library.test_collate import SURVEYED, audited, kept, record
from tests.places import TINY

DATA = Path(__file__).parent.parent / "data/records"
LIBRARY = load(TINY)
PASSPHRASE = "the café by the sea"


@pytest.fixture(scope="module")
def sealed() -> bytes:
    given = open_record((DATA / "full.record.json").read_bytes(), LIBRARY).record
    return locked(given, PASSPHRASE)


def changed(raw: bytes, **values: object) -> bytes:
    return json.dumps(json.loads(raw) | values).encode()


def test_what_was_locked_opens_again(sealed):
    given = open_record((DATA / "full.record.json").read_bytes(), LIBRARY).record

    assert is_locked(sealed)
    assert write_record(given) == unlocked(sealed, PASSPHRASE)
    assert b"two-form primary" not in sealed


def test_a_passphrase_may_be_typed_with_composed_or_separate_accents(sealed):
    assert unlocked(sealed, PASSPHRASE.replace("é", "e\N{COMBINING ACUTE ACCENT}"))


def test_a_record_that_is_not_locked_says_so():
    assert not is_locked((DATA / "full.record.json").read_bytes())
    assert not is_locked(b"\xff\xfe locked")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"sealed": "AAAA"}, "locked"),
        ({"iv": "AA=="}, "locked"),
        ({"salt": "not base64!"}, "shape"),
        ({"salt": None}, "shape"),
        ({"turns": 10**9}, "shape"),
        ({"turns": True}, "shape"),
        ({"version": 2}, "shape"),
    ],
)
def test_a_damaged_envelope_is_refused(sealed, values, code):
    turns = {} if "turns" in values else {"turns": 1000}

    with pytest.raises(RecordRefused) as caught:
        unlocked(changed(sealed, **turns, **values), PASSPHRASE)

    assert code == caught.value.code


def test_a_wrong_passphrase_is_one_sentence(sealed):
    with pytest.raises(RecordRefused, match="This passphrase does not open the file"):
        unlocked(sealed, "something else")


def test_other_files_go_on_when_one_stays_locked(tmp_path, sealed):
    good = kept(tmp_path, record("North", audited("2")))
    (tmp_path / "locked.record.json").write_bytes(sealed)

    network = collate([tmp_path / "locked.record.json", *good], SURVEYED)

    assert 1 == network.read
    assert [("locked.record.json", "It is locked, and no passphrase was given.")] == network.refused


def test_locked_files_count_when_they_are_opened(tmp_path, sealed):
    (tmp_path / "locked.record.json").write_bytes(sealed)

    network = collate(
        [tmp_path / "locked.record.json"], SURVEYED, lambda _, raw: unlocked(raw, PASSPHRASE)
    )

    assert ["A two-form primary"] == [one.school for one in network.tallies["RD-A1"].returns]
