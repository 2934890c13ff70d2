"""A record opens whole, or is refused with one clear sentence."""

import json
from pathlib import Path

import jsonschema
import pytest

from library.load import load
from library.record import Record, RecordRefused, edition_order, open_record, schema, write_record
from tests.data.records.hostile import hostile, large

DATA = Path(__file__).parent.parent / "data"
RECORDS = DATA / "records"
VERDICTS = json.loads((RECORDS / "verdicts.json").read_text(encoding="utf-8"))
TINY = load(DATA / "tiny")


@pytest.mark.parametrize("name", sorted(VERDICTS))
def test_every_file_gets_its_verdict(name):
    expected = VERDICTS[name]
    raw = (RECORDS / name).read_bytes()

    if expected["verdict"] == "opens":
        assert expected["messages"] == len(open_record(raw, TINY).messages)
    else:
        with pytest.raises(RecordRefused) as caught:
            open_record(raw, TINY)
        assert expected["code"] == caught.value.code
        assert str(caught.value).endswith(".")
        assert "\n" not in str(caught.value)


def test_every_record_in_the_folder_has_a_verdict():
    assert sorted(VERDICTS) == sorted(path.name for path in RECORDS.glob("*.record.json"))


def test_hostile_files_are_refused_or_open_as_plain_text():
    opened = 0
    for name, raw in [*hostile(), *large()]:
        try:
            record = open_record(raw, TINY).record
        except RecordRefused as refusal:
            sentence = str(refusal)
            assert sentence.endswith("."), name
            assert len(sentence) < 400, name
        else:
            opened += 1
            assert record == open_record(write_record(record), TINY).record, name

    assert opened, "some spoilt files are still records"


def test_what_is_written_opens_again_and_leaves_out_what_is_empty():
    record = open_record((RECORDS / "full.record.json").read_bytes(), TINY).record

    written = write_record(record)

    assert record == open_record(written, TINY).record
    assert written == write_record(open_record(written, TINY).record)
    assert b'"hinders"' not in written
    assert b'"copied"' not in written


def test_unknown_keys_are_named():
    raw = (RECORDS / "unknown-keys.record.json").read_bytes()

    (message,) = open_record(raw, TINY).messages

    assert "colour, answers.not an id, answers.mood" in message


def test_the_published_schema_accepts_what_opens():
    check = jsonschema.Draft202012Validator(schema())

    check.validate(json.loads((RECORDS / "full.record.json").read_bytes()))
    check.validate(
        json.loads(
            write_record(open_record((RECORDS / "full.record.json").read_bytes(), TINY).record)
        )
    )


def test_every_file_that_the_schema_refuses_is_refused_or_has_unknown_keys():
    check = jsonschema.Draft202012Validator(schema())
    for name, verdict in VERDICTS.items():
        if verdict.get("messages") == 0:
            value = json.loads((RECORDS / name).read_text(encoding="utf-8-sig"))
            assert check.is_valid(value), name


def test_a_round_has_limits():
    assert {"school", "colleague", "person"} == set(
        schema()["$defs"]["Round"]["properties"]["voice"]["enum"]
    )
    assert 200 == Record.model_json_schema()["properties"]["rounds"]["maxItems"]


def test_editions_are_sorted_by_number():
    assert ["2025.2", "2026.9", "2026.10"] == sorted(
        ["2026.10", "2025.2", "2026.9"], key=edition_order
    )
