"""How fast and how well pages are found, beside Material's search and Pagefind on the same pages.

Times are from typing to the first result, on a processor that is slowed down four times.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from statistics import median

from playwright.sync_api import Browser

from measure import asking, builds, material, peers
from measure.asking import Visit
from measure.peers import Search
from measure.questions import Known, known_items
from measure.rows import Row, Subject
from measure.serving import Server, serving

QUESTIONS = 30
LATER = 8
"""How many questions follow the first."""
FIRST = {500: 300.0, 2000: 400.0}
"""Milliseconds, by pages."""
_TYPED = "questoin that shwo thinking"


def rows(subject: Subject) -> Iterator[Row]:
    """The first and later answers, what they load, and whether the page looked for is found."""
    known = known_items(subject.docs, QUESTIONS)
    with asking.chromium(subject.chromium) as browser:
        told = {}
        for search in searches(subject):
            with serving(search.site) as server:
                told[search.name] = Told.of(browser, search, server, known, subject.runs)
        ours = peers.ours(subject.site)
        folder = from_folder(browser, ours, known, subject.runs)
        held = [held_up(browser, ours) for _ in range(max(3, subject.runs))]
    yield from table(subject, told, folder, held)


def searches(subject: Subject) -> Iterator[Search]:
    """Ours; and on generated libraries, whose pages Material can build as they are, the others."""
    yield peers.ours(subject.site)
    if not subject.generated:
        return
    copy = subject.work / "pagefind-site"
    shutil.copytree(subject.site, copy, dirs_exist_ok=True)
    yield peers.pagefind(copy)
    plain = subject.work / "plain"
    if not plain.is_dir():
        material.write(subject.docs, plain)
    if not (subject.work / "plain-site").is_dir():
        builds.plain_build(subject.work)
    yield peers.material(subject.work / "plain-site")


class Told:
    """What was measured of one search."""

    def __init__(self) -> None:
        self.first: list[float] = []
        self.later: list[float] = []
        self.sent: list[float] = []
        self.some_slipped = 0.0
        self.all_slipped = 0.0

    @classmethod
    def of(
        cls, browser: Browser, search: Search, server: Server, known: Sequence[Known], runs: int
    ) -> Told:
        told = cls()
        for run in range(max(3, runs)):
            told.visit(browser, search, server, known[run:])
        visit = Visit.to(browser, search, server.address, slower=1)
        right = [reciprocal(visit, item.right, item.url) for item in known]
        slipped = [reciprocal(visit, item.slipped, item.url) for item in known]
        visit.close()
        mixed = [slipped[at] if at % 3 == 0 else right[at] for at in range(len(known))]
        told.some_slipped = sum(mixed) / len(mixed)
        told.all_slipped = sum(slipped) / len(slipped)
        return told

    def visit(
        self, browser: Browser, search: Search, server: Server, known: Sequence[Known]
    ) -> None:
        """One person who has nothing stored asks several questions."""
        visit = Visit.to(browser, search, server.address)
        before = len(server.sent)
        self.first.append(visit.ask(known[0].right))
        self.sent.append(server.bytes_since(before) / 1e3)
        for item in known[1 : LATER + 1]:
            visit.pause()
            self.later.append(visit.ask(item.right))
        visit.close()


def from_folder(browser: Browser, search: Search, known: Sequence[Known], runs: int) -> list[float]:
    """Milliseconds to the first result from a folder, where no other search works."""
    found = []
    for run in range(max(3, runs)):
        visit = Visit.to(browser, search, search.site.as_uri())
        found.append(visit.ask(known[run].right))
        visit.close()
    return found


def held_up(browser: Browser, search: Search) -> float:
    """The longest, in ms, that a page is busy at a stretch when the first words are typed."""
    with serving(search.site) as server:
        visit = Visit.to(browser, search, server.address)
        longest = visit.held_up(_TYPED)
        visit.close()
    return longest


def reciprocal(visit: Visit, words: str, url: str) -> float:
    """One over the place of the page that was looked for; 0 below the tenth."""
    found = visit.found(words)
    return 1 / (found.index(url) + 1) if url in found else 0.0


def table(
    subject: Subject, told: dict[str, Told], folder: list[float], held: list[float]
) -> Iterator[Row]:
    """The rows of all that was measured."""
    own = told.pop("Library")

    def beside(name: str) -> dict[str, float]:
        figures = {peer: getattr(each, name) for peer, each in told.items()}
        return {
            peer: median(each) if isinstance(each, list) else each for peer, each in figures.items()
        }

    aim = subject.aim(FIRST)
    later = f"the slowest {max(own.later):.0f} ms"
    yield Row("search: first result", median(own.first), "ms", aim, beside("first"))
    yield Row("search: first result from a folder", median(folder), "ms", aim)
    yield Row("search: later result", median(own.later), "ms", 20, beside("later"), note=later)
    yield Row("search: loaded for a first result", median(own.sent), "kB", 200, beside("sent"))
    yield Row("search: longest stop while typing", median(held), "ms", 50)
    if not subject.generated:
        return  # two words of a title name no one page here; tests/search asks what staff ask
    for name, target, field in (
        ("a third mistyped", 0.98, "some_slipped"),
        ("all mistyped", 0.95, "all_slipped"),
    ):
        ours, others = getattr(own, field), beside(field)
        label = f"search: known pages found, {name}"
        yield Row(label, ours, "", target, others, at_least=True, note="mean reciprocal rank")
