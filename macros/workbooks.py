"""What pages need to read and fill workbooks, as scripts: a page of a folder can fetch nothing.

``words.js`` has the words by which a workbook is read, as ``library.columns`` has them;
``<id>.js`` has the empty workbook of an instrument. Pages load both when they are first needed.
A preview makes no downloads, so it has no ``<id>.js``: there a page fetches the workbook itself.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator

from library import columns
from library.exports.downloads import Download

FOLDER = "assets/workbooks"


def scripts(files: Iterable[Download]) -> Iterator[tuple[str, str]]:
    """Address and content of each script: the words, and one for each empty workbook."""
    yield f"{FOLDER}/words.js", _assigned("words", _words())
    for file in files:
        if file.kept and file.url == f"downloads/{file.resource}.xlsx":
            packed = base64.b64encode(file.kept.path.read_bytes()).decode("ascii")
            yield f"{FOLDER}/{file.resource}.js", _assigned(f'empty["{file.resource}"]', packed)


def _words() -> dict[str, object]:
    return {
        "headings": columns.HEADINGS,
        "labels": columns.LABELS,
        "format": columns.FORMAT_WORDS,
        "others": columns.OTHERS,
        "voices": columns.VOICES,
        "proof": columns.PROOF,
        "done": {str(key): words for key, words in columns.DONE.items()},
    }


def _assigned(place: str, value: object) -> str:
    """A script that puts a value where ``record-cells`` and ``instrument-away`` look for it."""
    # Scripts of a page may come in any order, so each makes what it needs.
    return (
        "window.PSL = window.PSL || {}; PSL.workbook = PSL.workbook || {};"
        " PSL.workbook.empty = PSL.workbook.empty || {};\n"
        f"PSL.workbook.{place} = {json.dumps(value, ensure_ascii=True)};\n"
    )
