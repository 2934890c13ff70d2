"""The schemas for editors are those of the types, and accept what the loader accepts."""

import json
from pathlib import Path

import jsonschema
import pytest

from library.schemas import schemas
from library.yaml_lines import read

ROOT = Path(__file__).parent.parent.parent
TINY = ROOT / "tests/data/tiny"


@pytest.mark.parametrize("name", sorted(schemas()))
def test_the_files_in_schemas_are_fresh(name):
    """Run scripts/schemas.py after a change to library/files.py."""
    assert schemas()[name] == (ROOT / "schemas" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("file", sorted(TINY.rglob("*.yaml")), ids=lambda path: path.name)
def test_a_schema_accepts_what_the_loader_accepts(file):
    schema = json.loads(schemas()[f"{file.stem}.schema.json"])
    value, _, _ = read(file.read_text(encoding="utf-8"), file.name)

    jsonschema.Draft7Validator(schema).validate(value)


def test_a_schema_refuses_an_unknown_key():
    schema = json.loads(schemas()["roles.schema.json"])

    with pytest.raises(jsonschema.ValidationError, match="colour"):
        jsonschema.validate({"roles": [], "colour": "red"}, schema)
