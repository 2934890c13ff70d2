"""JSON Schemas for editors, made from the types in ``files``: one for each data file."""

from __future__ import annotations

import json
from typing import Any

from library.files import SHAPES, ChangesFile, FrontMatter, PublishedFile
from library.record import Record


def schemas() -> dict[str, str]:
    """The text of each schema file, by its name below schemas/."""
    shapes: dict[str, Any] = {name.removesuffix(".yaml"): shape for name, shape in SHAPES.items()}
    shapes["front-matter"] = FrontMatter
    shapes["record"] = Record
    shapes |= {"changes": ChangesFile, "published": PublishedFile}
    found = {}
    for name, shape in sorted(shapes.items()):
        schema = {
            "$schema": "http://json-schema.org/draft-07/schema#",
            **_draft_07(shape.model_json_schema()),
        }
        found[f"{name}.schema.json"] = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    return found


def _draft_07(value: Any) -> Any:
    """Turn pydantic's 2020-12 into draft 7, which the YAML extension of VS Code reads."""
    if isinstance(value, list):
        return [_draft_07(item) for item in value]
    if not isinstance(value, dict):
        return value
    renamed = {
        "definitions" if key == "$defs" else key: _draft_07(item) for key, item in value.items()
    }
    if isinstance(renamed.get("$ref"), str):
        renamed["$ref"] = renamed["$ref"].replace("#/$defs/", "#/definitions/")
    return renamed
