"""Makes files, each of them once: what came of the same things before is taken from the store.

1. a wish is a digest of what is cheap to ask: pages' texts, the whole model, our code
2. a document's digest says whether a changed wish changed this file as well
3. what is left is made, several processes at a time, the largest documents first
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from library.exports import ingredients
from library.exports.books import Shelf
from library.exports.bundle import bundle
from library.exports.ingredients import digest
from library.exports.orders import OfData, OfDocument, OfFiles, Order
from library.exports.store import Kept, Made, Store
from library.exports.worker import MAKERS, Batch, Task, in_a_process
from library.problems import LibraryError

READER = "library.exports.books"
"""The module that makes documents of pages."""
BATCH = 3_000_000
"""Letters of documents that one process sets: about three seconds, and 600 MB of memory."""
START = 60_000
"""What it takes to begin a file, in letters of a document."""
PROCESSES = 4
"""At most: each may need gigabytes for a whole library."""


@dataclass
class _Job:
    """A file that has to be made, with everything that hopes for it."""

    digest: str
    task: Task
    weight: int
    orders: list[OfDocument] = field(default_factory=list)


class Maker:
    """Makes the orders of one shelf, or finds what was made of them before."""

    def __init__(self, shelf: Shelf, store: Store) -> None:
        self.shelf = shelf
        self.store = store
        self.made: dict[str, Kept] = {}
        """What is known to be there, by address."""
        self._wishes: dict[str, str] = {}
        self._model = ingredients.model(shelf.library)
        self._symbols = digest(repr(sorted(shelf.symbols.items())))
        self._texts = {
            page.path: ingredients.text_of(page, shelf.texts)
            for page in shelf.library.pages
            if page.path in shelf.texts
        }

    def find(self, orders: Iterable[Order]) -> None:
        """Learn which files are there already; this makes nothing and reads no page."""
        for order in orders:
            kept = self.store.noted(self._wish(order)) if order.url not in self.made else None
            if kept:
                self.made[order.url] = kept

    def make(self, orders: Sequence[Order]) -> None:
        """Make every file that is not there yet.

        Raises LibraryError with everything that cannot be made.
        """
        inside = [one for order in orders if isinstance(order, OfFiles) for _, one in order.inside]
        wanted = {order.url: order for order in (*inside, *orders)}.values()
        self.find(wanted)
        lacking = [order for order in wanted if order.url not in self.made]
        jobs, faults = self._jobs(order for order in lacking if isinstance(order, OfDocument))
        for order in lacking:
            if isinstance(order, OfData):
                self._keep(order, order.make())
        faults += self._run(jobs)
        if faults:
            raise LibraryError("\n".join(dict.fromkeys(faults)))
        for order in lacking:
            if isinstance(order, OfFiles):
                self._keep(order, self._bundled(order))

    def _wish(self, order: Order) -> str:
        """A digest of all that a file can depend on."""
        if order.url not in self._wishes:
            self._wishes[order.url] = digest(
                order.format, order.url, self._model, str(self.shelf.date), *self._needs(order)
            )
        return self._wishes[order.url]

    def _needs(self, order: Order) -> list[str]:
        match order:
            case OfDocument(volume=volume):
                own = [self._document_ground(order.format), ingredients.ground(READER)]
                own += [volume.name, *(self._texts[page.path] for page in volume.pages)]
            case OfData(maker=maker):
                own = [ingredients.ground(maker)]
            case OfFiles(inside=inside):
                own = [ingredients.ground(bundle.__module__)]
                own += [one for name, each in inside for one in (name, self._wish(each))]
            case _:
                raise TypeError(order)
        return own

    def _document_ground(self, format_: str) -> str:
        return digest(ingredients.ground(MAKERS[format_].partition(":")[0]), self._symbols)

    def _jobs(self, orders: Iterable[OfDocument]) -> tuple[list[_Job], list[str]]:
        """What has to be made; and what is wrong with pages that cannot become documents."""
        jobs: dict[str, _Job] = {}
        faults: list[str] = []
        for order in orders:
            try:
                document = order.volume.document
            except LibraryError as error:
                faults.append(str(error))
                continue
            text = repr(document)
            key = digest(self._document_ground(order.format), order.format, text)
            kept = self.store.find(key)
            if kept:
                self._noted(order, key, kept)
            else:
                new = _Job(key, Task(order.format, document), START + len(text))
                jobs.setdefault(key, new).orders.append(order)
        return list(jobs.values()), faults

    def _run(self, jobs: list[_Job]) -> list[str]:
        """Make the files in processes; the sentences about those that cannot be made."""
        count = min(os.cpu_count() or 1, PROCESSES)
        faults = []
        with ThreadPoolExecutor(max_workers=count) as pool:
            for group, answers in pool.map(self._in_a_process, _batches(jobs, count)):
                for job, answer in zip(group, answers, strict=True):
                    if isinstance(answer, str):
                        faults.append(answer)
                        continue
                    kept = self.store.keep(job.digest, job.task.format, answer)
                    for order in job.orders:
                        self._noted(order, job.digest, kept)
        return faults

    def _in_a_process(self, group: list[_Job]) -> tuple[list[_Job], list[Made | str]]:
        batch = Batch(tuple(job.task for job in group), dict(self.shelf.symbols))
        return group, in_a_process(batch)

    def _noted(self, order: Order, key: str, kept: Kept) -> None:
        self.store.note(self._wish(order), key)
        self.made[order.url] = kept

    def _keep(self, order: Order, content: bytes) -> None:
        """Keep a file that is quick to make: under its own digest, as it often came out before."""
        key = digest(content, order.format)
        kept = self.store.find(key) or self.store.keep(key, order.format, Made(content))
        self._noted(order, key, kept)

    def _bundled(self, order: OfFiles) -> bytes:
        return bundle((name, self.made[one.url].path.read_bytes()) for name, one in order.inside)


def _batches(jobs: list[_Job], processes: int) -> Iterator[list[_Job]]:
    """Jobs for one process after another, the largest first; small ones share a process."""
    most = min(BATCH, sum(job.weight for job in jobs) / processes)
    group: list[_Job] = []
    for job in sorted(jobs, key=lambda one: -one.weight):
        group.append(job)
        if sum(one.weight for one in group) >= most:
            yield group
            group = []
    if group:
        yield group
