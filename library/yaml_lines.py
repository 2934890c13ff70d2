"""YAML to plain values, with the line of every key and item.

A safe subset on purpose: no anchors (a small file could unfold without end), no tags, no
repeated keys; and ``yes``, ``no``, ``on``, ``off`` and dates stay text, as in YAML 1.2.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

import yaml

from library.problems import Problem

Path = tuple[str | int, ...]

_SCALARS: dict[str, Callable[[str], Any]] = {
    "tag:yaml.org,2002:null": lambda _: None,
    "tag:yaml.org,2002:bool": lambda text: text.lower() == "true",
    "tag:yaml.org,2002:int": int,
    "tag:yaml.org,2002:float": float,
    "tag:yaml.org,2002:str": str,
}


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """PyYAML's parser with the resolvers of YAML 1.2's core, less octal and infinity."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}


for _tag, _pattern, _first in (
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^[-+]?(?:0|[1-9][0-9]*)$", list("-+0123456789")),
    ("float", r"^[-+]?[0-9]+\.[0-9]+$", list("-+0123456789")),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), _first)


@dataclass
class Lines:
    """The line of each value of one file, by its path from the top."""

    file: str
    by_path: dict[Path, int] = field(default_factory=dict)

    def of(self, *path: str | int) -> int:
        """The line of the value at this path, or of the nearest thing around it."""
        while path and path not in self.by_path:
            path = path[:-1]
        return self.by_path.get(path, 1)


def read(text: str, file: str, first_line: int = 1) -> tuple[Any, Lines, list[Problem]]:
    """Parse YAML text that begins at ``first_line`` of ``file``.

    Returns the value (None when it cannot be read), the lines, and all problems found.
    """
    lines = Lines(file)
    problems: list[Problem] = []
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        what = " ".join(part for part in (error.context, error.problem) if part)
        problems.append(Problem(file, line, "Y-01", f"cannot be read as YAML: {what}"))
        return None, lines, problems
    except yaml.YAMLError as error:
        what = str(error).splitlines()[0]
        problems.append(Problem(file, first_line, "Y-01", f"cannot be read as YAML: {what}"))
        return None, lines, problems
    if node is None:
        return None, lines, problems
    builder = _Builder(file, first_line, lines, problems)
    return builder.value(node, ()), lines, problems


@dataclass
class _Builder:
    file: str
    first_line: int
    lines: Lines
    problems: list[Problem]
    seen: set[int] = field(default_factory=set)

    def value(self, node: yaml.Node, path: Path) -> Any:
        self.lines.by_path.setdefault(path, self.line(node))
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node)
        if not node.tag.startswith("tag:yaml.org,2002:") or node.tag.count("/"):
            self.complain(node, "Y-03", f"tags are not used; found {node.tag}")
            return None
        if id(node) in self.seen:
            self.complain(node, "Y-03", "anchors and aliases (& and *) are not used; write it out")
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, at)) for at, item in enumerate(node.value)]
        return self.mapping(node, path)

    def mapping(self, node: yaml.Node, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(getattr(key_node, "value", ""))
            if not isinstance(key_node, yaml.ScalarNode):
                self.complain(key_node, "Y-03", "a key must be a plain word")
                continue
            if key in result:
                self.complain(key_node, "Y-02", f"the key '{key}' stands twice; keep one")
                continue
            self.lines.by_path[(*path, key)] = self.line(key_node)
            result[key] = self.value(value_node, (*path, key))
        return result

    def scalar(self, node: yaml.ScalarNode) -> Any:
        make = _SCALARS.get(node.tag)
        if make is None:
            self.complain(node, "Y-03", f"tags are not used; found {node.tag}")
            return None
        return make(node.value)

    def line(self, node: yaml.Node) -> int:
        return int(node.start_mark.line) + self.first_line

    def complain(self, node: yaml.Node, code: str, message: str) -> None:
        self.problems.append(Problem(self.file, self.line(node), code, message))
