"""Files from documents: several at a time, and none that was made before from the same things."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from library.exports.blocks import Document
from library.exports.epub import epub
from library.exports.powerpoint import pptx
from library.exports.typeset import HERE, Made, pdf
from library.exports.word import docx

KEPT = 14 * 86400
"""For how many seconds a file is kept that no build has asked for."""


@dataclass(frozen=True)
class Order:
    """A file to be made from a document."""

    resource: str
    format: str
    label: str
    url: str
    document: Document


_APART = frozenset(
    {
        "__init__.py",
        "bundle.py",
        "calendar_file.py",
        "network.py",
        "results.py",
        "sheets.py",
        "statements_csv.py",
        "workbook.py",
    }
)
"""Modules that make nothing from documents: a change in them changes no file made here."""

MAKERS: dict[str, Callable[[Document, Mapping[str, str]], Made]] = {
    "pdf": pdf,
    "docx": docx,
    "epub": epub,
    "pptx": pptx,
}
"""What makes each format. All are functions of a document and the drawings, and of nothing else."""


def made(
    orders: Sequence[Order], symbols: Mapping[str, str], kept: Path | None
) -> Iterator[tuple[Order, Made]]:
    """Each order with its file, in the order given.

    Pandoc is a program of its own and Typst lets other threads run, so threads use every core.
    """
    ground = _ground(symbols)
    digests = {id(order.document): _digest(repr(order.document)) for order in _once(orders)}

    def make(order: Order) -> Made:
        name = _digest(f"{ground}\n{order.format}\n{digests[id(order.document)]}")
        found = _read(kept, name)
        if found is None:
            found = MAKERS[order.format](order.document, symbols)
            _write(kept, name, found)
        return found

    with ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        yield from zip(orders, pool.map(make, orders), strict=True)
    _forget(kept)


def _once(orders: Sequence[Order]) -> Iterator[Order]:
    """One order for each document, which often becomes several files."""
    return iter({id(order.document): order for order in orders}.values())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _ground(symbols: Mapping[str, str]) -> str:
    """What every file depends on: our code, templates, faces and drawings, the programs."""
    return _code() + hashlib.sha256(repr(sorted(symbols.items())).encode()).hexdigest()


@cache
def _code() -> str:
    found = hashlib.sha256()
    for file in sorted(HERE.rglob("*")):
        if file.is_file() and file.suffix != ".pyc" and file.name not in _APART:
            found.update(file.relative_to(HERE).as_posix().encode() + b"\0" + file.read_bytes())
    for package in ("typst", "pypandoc-binary", "python-docx", "python-pptx", "segno"):
        found.update(version(package).encode())
    return found.hexdigest()


def _read(kept: Path | None, name: str) -> Made | None:
    if kept is None or not (kept / name).is_file():
        return None
    file = kept / name
    os.utime(file)
    head, _, content = file.read_bytes().partition(b"\n")
    return Made(content, int(head) or None)


def _write(kept: Path | None, name: str, found: Made) -> None:
    if kept is None:
        return
    kept.mkdir(parents=True, exist_ok=True)
    new = kept / f"{name}.{os.getpid()}.new"
    new.write_bytes(b"%d\n" % (found.pages or 0) + found.content)
    new.replace(kept / name)


def _forget(kept: Path | None) -> None:
    if kept is None or not kept.is_dir():
        return
    oldest = time.time() - KEPT
    for file in kept.iterdir():
        if file.stat().st_mtime < oldest:
            file.unlink(missing_ok=True)
