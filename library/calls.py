"""The macros that a page may call, and what each argument must name.

``checks`` reads calls from the Markdown itself, so that a mistake is reported with its line
and together with every other, before anything is built.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import jinja2
from jinja2 import nodes

MACROS: dict[str, dict[str, str]] = {
    "cards": {"strand": "strand", "kind": "kind", "role": "role", "*": "resource"},
    "chapters": {},
    "instrument": {},
    "videos": {},
    "video": {"1": "video"},
    "deck": {"1": "presentation"},
    "day": {},
    "features": {"1": "strand"},
    "strands": {},
    "people": {"1": "strand"},
    "sources": {},
    "downloads": {"1": "resource"},
    "glossary": {},
    "rights": {},
    "needs": {},
    "roles": {},
    "finder": {},
    "my_school": {},
    "our_school": {},
    "editions": {},
}
"""Macro to argument to what it names; "1" is the first argument, "*" any number of them."""

PLACES: dict[str, tuple[str, ...]] = {
    "chapters": ("handbook",),
    "instrument": ("audit", "checklist", "framework", "survey", "planner"),
    "day": ("network-day",),
}
"""The kinds of page on which a macro has something to show."""

_SYNTAX = jinja2.Environment(autoescape=True)


@dataclass(frozen=True)
class Call:
    """A macro call in a page: its name, line in the body, and arguments by name."""

    name: str
    line: int
    arguments: tuple[tuple[str, object], ...]


class Unreadable(Exception):
    """A template expression that Jinja cannot read."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def calls(body: str) -> Iterator[Call]:
    """Every macro call and every bare name between double braces, in order.

    Raises Unreadable for what Jinja cannot parse.
    """
    if "{{" not in body and "{%" not in body and "{#" not in body:
        return
    try:
        tree = _SYNTAX.parse(body)
    except jinja2.TemplateSyntaxError as error:
        raise Unreadable(error.lineno, error.message or "cannot be read") from error
    called = set()
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name):
            called.add(id(call.node))
            yield Call(call.node.name, call.lineno, tuple(_arguments(call)))
    for name in tree.find_all(nodes.Name):
        if id(name) not in called:
            yield Call(name.name, name.lineno, (("", None),))


def _arguments(call: nodes.Call) -> Iterator[tuple[str, object]]:
    for at, argument in enumerate(call.args, 1):
        yield str(at), argument.value if isinstance(argument, nodes.Const) else None
    for keyword in call.kwargs:
        value = keyword.value
        yield keyword.key, value.value if isinstance(value, nodes.Const) else None
