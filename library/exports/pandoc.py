"""Blocks as Pandoc's own document, and Pandoc itself: for Word and EPUB."""

from __future__ import annotations

import base64
import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypandoc

from library.problems import LibraryError

Json = dict[str, Any]
Attributes = list[Any]


def run(document: Json, arguments: Sequence[str | Path], date: int) -> bytes:
    """What Pandoc makes of a document.

    Raises LibraryError with Pandoc's own words when it cannot.
    """
    command = [
        pypandoc.get_pandoc_path(),
        "--from=json",
        "--output=-",
        "--fail-if-warnings",
        *map(str, arguments),
    ]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(date), "TZ": "UTC", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        command,
        input=json.dumps(document).encode(),
        env=environment,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise LibraryError(f"pandoc: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def ast(blocks: list[Json], meta: dict[str, str]) -> Json:
    """Pandoc's document."""
    return {
        "pandoc-api-version": [1, 23, 1],
        "meta": {
            key: {"t": "MetaInlines", "c": text(value)} for key, value in meta.items() if value
        },
        "blocks": blocks,
    }


def text(words: str) -> list[Json]:
    """Words with their spaces as Pandoc has them."""
    found: list[Json] = []
    for at, word in enumerate(words.split(" ")):
        if at:
            found.append({"t": "Space"})
        if word:
            found.append({"t": "Str", "c": word})
    return found


def attributes(identifier: str = "", classes: Sequence[str] = (), **keys: str) -> Attributes:
    return [
        identifier,
        list(classes),
        [[key.replace("_", "-"), value] for key, value in keys.items()],
    ]


def paragraph(inlines: list[Json], style: str = "") -> Json:
    made = {"t": "Para", "c": inlines}
    return div([made], style) if style else made


def plainly(inlines: list[Json]) -> Json:
    """Words that stand close, as in a cell."""
    return {"t": "Plain", "c": inlines}


def strong(words: str) -> Json:
    return {"t": "Strong", "c": text(words)}


def styled(inlines: list[Json], style: str, *, word: bool) -> Json:
    """A paragraph with a style of Word's, or with a class of the same name."""
    made = {"t": "Para", "c": inlines}
    if word:
        return div([made], style)
    return div([made], classes=[style.lower().replace(" ", "-")])


def div(
    blocks: list[Json], style: str = "", identifier: str = "", classes: Sequence[str] = ()
) -> Json:
    keys = {"custom_style": style} if style else {}
    return {"t": "Div", "c": [attributes(identifier, classes, **keys), blocks]}


def picture(content: bytes, alt: str, width: str, kind: str = "png") -> Json:
    """A picture in a line of text."""
    media = {"svg": "svg+xml", "jpg": "jpeg"}.get(kind, kind)
    address = f"data:image/{media};base64,{base64.b64encode(content).decode()}"
    return {"t": "Image", "c": [attributes(width=width), text(alt), [address, ""]]}


def raw(format_: str, code: str) -> Json:
    return {"t": "RawBlock", "c": [format_, code]}


def table(
    head: list[list[Json]], rows: list[list[list[Json]]], widths: Sequence[float], style: str = ""
) -> Json:
    """A table with a head row (may be empty), cells of blocks, and a style of its own."""
    plain = [{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]
    columns = [[plain[0], {"t": "ColWidth", "c": width}] for width in widths]

    def row(cells: list[list[Json]]) -> list[Any]:
        return [attributes(), [[attributes(), plain[0], 1, 1, cell] for cell in cells]]

    heads = [row(head)] if head else []
    # Pandoc takes the name as the style's id here, and ids have no spaces.
    keys = {"custom_style": style.replace(" ", "")} if style else {}
    return {
        "t": "Table",
        "c": [
            attributes(**keys),
            [None, []],
            columns,
            [attributes(), heads],
            [[attributes(), 0, [], [row(one) for one in rows]]],
            [attributes(), []],
        ],
    }
