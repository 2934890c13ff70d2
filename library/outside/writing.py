"""Writes what was found into a data file: the values alone, not one other character.

The parser says where each value stands, and only that stretch of the text is replaced. A
round trip through a YAML writer keeps comments too, but not every author's spacing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import yaml

from library.outside.answers import Answer

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The same that the library's files are read with: they differ in what they let pass."""


def write(file: Path, answers: Mapping[str, Answer], today: date) -> None:
    """Write what was found into a data file, whose line ends and byte order mark stay."""
    with file.open(encoding="utf-8", newline="") as stream:
        text = stream.read()
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    new = mark + written(text.removeprefix(mark), answers, today)
    part = file.with_name(f"{file.name}.part")
    part.write_text(new, encoding="utf-8", newline="")
    part.replace(file)


def written(text: str, answers: Mapping[str, Answer], today: date) -> str:
    """The text of a data file with the date and state of each address that was asked.

    ``answers`` is by address. Keys that an entry lacks are added below its ``url``.
    """
    changes: list[tuple[int, int, str]] = []
    for entry in _mappings(yaml.compose(text, Loader=_LOADER)):
        url = _value(entry, "url")
        answer = answers.get(url.value) if isinstance(url, yaml.ScalarNode) else None
        if url and answer:
            wanted = {"checked": today.isoformat(), "state": answer.state}
            moved = {"moved_to": answer.moved_to or "null"}
            changes += _changes(text, entry, url, {**wanted, **moved})
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _changes(
    text: str, entry: yaml.MappingNode, url: yaml.Node, wanted: Mapping[str, str]
) -> Iterator[tuple[int, int, str]]:
    """What to put in place of which stretch of the text, for one entry."""
    added = []
    for key, value in wanted.items():
        found = _value(entry, key)
        if found:
            start, end = found.start_mark.index, found.end_mark.index
            yield start, end, _safe(value) if end > start else f" {_safe(value)}"
        elif value != "null":
            added.append(f"{key}: {_safe(value)}")
    if added and entry.flow_style:
        at = url.end_mark.index
        yield at, at, "".join(f", {line}" for line in added)
    elif added:
        at, line_end = _end_of_line(text, url.end_mark.index)
        before = line_end + " " * entry.start_mark.column
        yield at, at, "".join(before + line for line in added)


def _end_of_line(text: str, at: int) -> tuple[int, str]:
    """Where the line ends, behind any comment, and how lines end here."""
    end = text.find("\n", at)
    if end < 0:
        return len(text), "\r\n" if "\r\n" in text else "\n"
    return (end - 1, "\r\n") if text[end - 1] == "\r" else (end, "\n")


def _safe(value: str) -> str:
    """A value as YAML takes it in any place: quoted when it holds a sign of YAML's."""
    return json.dumps(value) if any(sign in value for sign in ",[]{}'\"") else value


def _value(entry: yaml.MappingNode, key: str) -> yaml.Node | None:
    return next((value for name, value in entry.value if name.value == key), None)


def _mappings(node: yaml.Node | None) -> Iterator[yaml.MappingNode]:
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _mappings(item)
    elif isinstance(node, yaml.MappingNode):
        yield node
        for _, value in node.value:
            yield from _mappings(value)
