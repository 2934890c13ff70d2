"""What each page of the site asked for while it was made, and whether the answers are others now.

A preview makes a page again only when something that the page asked of the library has another
answer. Nobody writes down what a page depends on, so nothing can be forgotten: all that macros,
hooks and parts look things up in is handed to them as a ``Watched``, which notes each question.

One rule keeps this true: a page reads another page's text through ``Site.bodies`` only, because
pages count as the same when their front matter is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from library.model import Library, Page


class Question(NamedTuple):
    """An attribute of something watched; with arguments, a call or a key of a mapping."""

    thing: str
    name: str
    arguments: tuple[Hashable, ...] | None = None


ALWAYS = Question("", "always")
"""Stands for a question that cannot be asked again: its page is made again each time."""


class Asked:
    """The questions of each page, noted under the page that is being made."""

    def __init__(self) -> None:
        self.page = ""
        self.by_page: defaultdict[str, set[Question]] = defaultdict(set)

        self._known: dict[Question, Question] = {}
        """Each question once: pages ask much the same, and the same object is compared fast."""

    def note(self, question: Question) -> None:
        self.by_page[self.page].add(self._known.setdefault(question, question))

    def take(self, page: str, questions: Iterable[Question]) -> None:
        """Note what a page asked in another process or an earlier build."""
        self.by_page[page] = {self._known.setdefault(one, one) for one in questions}

    def keep(self, earlier: Asked, pages: Iterable[str]) -> None:
        """Note of these pages what they asked in an earlier build."""
        self._known = {**earlier._known, **self._known}
        self.by_page.update({page: earlier.by_page[page] for page in pages})


class Watched:
    """Something that pages ask, with every question noted."""

    def __init__(self, name: str, thing: object, asked: Asked) -> None:
        self._name, self._thing, self._asked = name, thing, asked

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._thing, name)
        if isinstance(value, Mapping):
            return WatchedMapping(f"{self._name}.{name}", value, self._asked)
        if not callable(value):
            self._asked.note(Question(self._name, name))
            return value

        def call(*arguments: Any, **conditions: Any) -> Any:
            told = (*map(_told, arguments), *(_Named(*one) for one in conditions.items()))
            known = all(isinstance(one, Hashable) for one in told)
            answer = value(*arguments, **conditions)
            again = known and not isinstance(answer, Iterator)
            self._asked.note(Question(self._name, name, told) if again else ALWAYS)
            return answer

        return call


class WatchedMapping(Mapping[Any, Any]):
    """A mapping that pages ask: each key is a question, and so is the whole."""

    def __init__(self, name: str, mapping: Mapping[Any, Any], asked: Asked) -> None:
        self._name, self._mapping, self._asked = name, mapping, asked

    def __getitem__(self, key: Hashable) -> Any:
        self._asked.note(Question(self._name, "[]", (key,)))
        return self._mapping[key]

    def __contains__(self, key: object) -> bool:
        self._asked.note(Question(self._name, "[]", (key,)))
        return key in self._mapping

    def __iter__(self) -> Iterator[Any]:
        self._asked.note(Question(self._name, "[]"))
        return iter(self._mapping)

    def __len__(self) -> int:
        self._asked.note(Question(self._name, "[]"))
        return len(self._mapping)


class _Shown(NamedTuple):
    """A page as an argument: known by its address from one build to the next."""

    url: str


class _Named(NamedTuple):
    """An argument that was given by its name."""

    name: str
    value: Any


def _told(argument: Any) -> Any:
    return _Shown(argument.url) if isinstance(argument, Page) else argument


class Answers:
    """What everything watched answers in one build, each asked once."""

    def __init__(self, library: Library, things: Mapping[str, object]) -> None:
        self._things = things
        self._given: dict[Question, Any] = {}
        self._shown = {page.url: page for page in library.entries}

    def holds(self, question: Question) -> bool:
        return question == ALWAYS or question.thing.partition(".")[0] in self._things

    def __call__(self, question: Question) -> Any:
        if question not in self._given:
            self._given[question] = self._answer(question)
        return self._given[question]

    def _answer(self, question: Question) -> Any:
        """The answer; a new object, equal to nothing, for what cannot be answered."""
        if question == ALWAYS:
            return object()
        thing, _, name = question.thing.partition(".")
        asked: Any = getattr(self._things[thing], name) if name else self._things[thing]
        if question.name == "[]":
            key = question.arguments
            return asked if key is None else asked.get(key[0], KeyError)
        value = getattr(asked, question.name)
        if question.arguments is None:
            return value
        try:
            return self._called(value, question.arguments)
        except Exception:  # noqa: BLE001 - whatever it is, the page is made again and tells it
            return object()

    def _called(self, method: Any, told: Iterable[Any]) -> Any:
        arguments, conditions = [], {}
        for one in told:
            if isinstance(one, _Shown):
                arguments.append(self._shown[one.url])
            elif isinstance(one, _Named):
                conditions[one.name] = one.value
            else:
                arguments.append(one)
        return method(*arguments, **conditions)


def stale(asked: Mapping[str, set[Question]], before: Answers, now: Answers) -> set[str]:
    """The pages that asked something to which the answer is another now.

    What ``now`` does not hold yet, though ``before`` did, is not compared.
    """
    questions = set().union(*asked.values())
    changed = {one for one in questions if now.holds(one) and not _same(before(one), now(one))}
    return {page for page, own in asked.items() if not own.isdisjoint(changed)}


def _same(one: Any, other: Any) -> bool:
    return one is other or bool(one == other)
