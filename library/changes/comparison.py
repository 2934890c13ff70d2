"""The check: every published statement that changed is explained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from library.changes.asked import published
from library.files import Change, PublishedFile, PublishedStatement
from library.model import ChangeMap, Library
from library.problems import Problem


def check(library: Library) -> Iterator[Problem]:
    """What a change map must explain and does not, and what it says that cannot be."""
    asked = list(library.published)
    if not asked or asked[-1].edition != library.edition:
        asked.append(published(library))
    maps = {one.edition: one for one in library.changes}
    for before, after in pairwise(asked):
        yield from _Comparison(library, before, after, maps.get(after.edition)).problems()
    last = library.published[-1] if library.published else None
    if last and last.edition == library.edition:
        for problem in _Comparison(library, last, published(library), None).problems():
            yield Problem(
                problem.file,
                problem.line,
                "C-01",
                f"{problem.message.partition(';')[0]}; edition {last.edition} is "
                "published: name a new edition in library.yaml first",
            )
    known = {one.edition for one in asked[1:]}
    for one in library.changes:
        if one.edition not in known and one.changes:
            yield Problem(
                one.file,
                1,
                "C-02",
                f"no edition is published before {one.edition}, so that nothing can have changed",
            )


@dataclass(frozen=True)
class _Asked:
    """A published statement with the instrument it belongs to."""

    statement: PublishedStatement
    instrument: str

    @property
    def place(self) -> tuple[str, str]:
        return self.instrument, self.statement.section

    @property
    def words(self) -> tuple[str, ...]:
        return self.statement.text, *self.statement.levels


def _asked(file: PublishedFile) -> dict[str, _Asked]:
    return {item.id: _Asked(item, one.id) for one in file.instruments for item in one.statements}


@dataclass
class _Comparison:
    """Two editions and the map between them."""

    library: Library
    before: PublishedFile
    after: PublishedFile
    map: ChangeMap | None
    old: dict[str, _Asked] = field(init=False)
    new: dict[str, _Asked] = field(init=False)

    def __post_init__(self) -> None:
        self.old, self.new = _asked(self.before), _asked(self.after)

    def problems(self) -> Iterator[Problem]:
        explained: dict[str, Change] = {}
        for at, change in enumerate(self.map.changes if self.map else ()):
            for fault in self.faults(change):
                yield self.at_change(at, fault)
            for identifier in change.origin:
                if identifier in explained:
                    yield self.at_change(at, f"{identifier} stands in two changes")
                explained[identifier] = change
        for identifier, was in self.old.items():
            if identifier not in explained and (happened := self.happened(identifier, was)):
                yield Problem(
                    self.file(was.instrument),
                    1,
                    "C-01",
                    f"{identifier} {happened} since edition {self.before.edition}; "
                    f"docs/changes/{self.after.edition}.yaml must say how",
                )
        yield from self.lost_levels()

    def lost_levels(self) -> Iterator[Problem]:
        now = {one.id: {level.key for level in one.levels} for one in self.after.instruments}
        for one in self.before.instruments:
            for level in one.levels:
                if one.id in now and level.key not in now[one.id]:
                    yield Problem(
                        self.file(one.id),
                        1,
                        "C-01",
                        f"the level '{level.key}' of {one.id} was published in edition "
                        f"{self.before.edition} and has gone; records hold it",
                    )

    def happened(self, identifier: str, was: _Asked) -> str:
        now = self.new.get(identifier)
        if now is None:
            return "has gone"
        if now.words != was.words:
            return "was reworded"
        if now.place != was.place:
            return "was moved"
        return "is answered with other words" if was.instrument in self.renamed else ""

    @cached_property
    def renamed(self) -> set[str]:
        """Instruments a level of which has kept its key and is called something else."""
        now = {
            one.id: {level.key: level.name for level in one.levels}
            for one in self.after.instruments
        }
        return {
            one.id
            for one in self.before.instruments
            for level in one.levels
            if now.get(one.id, {}).get(level.key, level.name) != level.name
        }

    def faults(self, change: Change) -> Iterator[str]:
        """What a change says that cannot be."""
        many = (len(change.origin), len(change.to))
        fits = {
            "kept": many == (1, 1),
            "reworded": many == (1, 1),
            "moved": many == (1, 1),
            "split": many[0] == 1 and many[1] > 1,
            "merged": many[0] > 1 and many[1] == 1,
            "retired": many[1] == 0,
        }
        if not fits[change.kind]:
            yield f"'{change.kind}' cannot go from {many[0]} statements to {many[1]}"
            return
        for identifier in change.origin:
            if identifier not in self.old:
                yield f"edition {self.before.edition} has no {identifier}"
            elif identifier not in change.to and identifier in self.new:
                yield f"{identifier} is still there, and the change does not lead to it"
        for identifier in change.to:
            if identifier not in self.new:
                yield f"edition {self.after.edition} has no {identifier}"
            elif identifier in self.old and identifier not in change.origin:
                yield f"{identifier} was there before, so that nothing else can become it"
        one = change.origin[0]
        if change.kind == "kept" and (
            change.to != change.origin or self.happened(one, self.old[one])
            if one in self.old
            else False
        ):
            yield f"{one} is called kept, but it changed"

    def at_change(self, at: int, message: str) -> Problem:
        file = self.map.file if self.map else "library.yaml"
        lines = self.library.lines.get(file)
        return Problem(file, lines.of("changes", at) if lines else 1, "C-02", message)

    def file(self, instrument: str) -> str:
        for one in self.library.instruments:
            if one.id == instrument:
                return one.file
        return self.map.file if self.map else "library.yaml"
