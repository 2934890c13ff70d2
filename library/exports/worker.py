"""Makes files of documents in a process of its own: ``in_a_process`` starts it, ``main`` is it.

Typst never lets go of what it has set, up to gigabytes for a whole library. A process that makes
a few files and ends keeps memory modest, and several of them use every core.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from library.exports.blocks import Document
from library.exports.store import Made
from library.problems import LibraryError

MAKERS = {
    "pdf": "library.exports.typeset:pdf",
    "docx": "library.exports.word:docx",
    "epub": "library.exports.epub:epub",
    "pptx": "library.exports.powerpoint:pptx",
}
"""What makes each format: a function of a document and the drawings, and of nothing else.

Named, not imported: a process loads only what its batch asks for.
"""


@dataclass(frozen=True)
class Task:
    """A document to be made a file of."""

    format: str
    document: Document


@dataclass(frozen=True)
class Batch:
    """What one process is asked for."""

    tasks: tuple[Task, ...]
    symbols: Mapping[str, str]


def in_a_process(batch: Batch) -> list[Made | str]:
    """What came of each task: a file, or the sentence that says why there is none."""
    root = str(Path(__file__).parent.parent.parent)
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    done = subprocess.run(
        [sys.executable, "-m", __name__],
        input=pickle.dumps(batch),
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
    )
    if done.returncode:
        names = ", ".join(_name(task) for task in batch.tasks)
        said = done.stderr.decode(errors="replace").strip()
        raise LibraryError(f"The making of {names} ended early ({done.returncode}):\n{said}")
    answers: list[Made | str] = pickle.loads(done.stdout)  # noqa: S301  from our own process
    return answers


def make(task: Task, symbols: Mapping[str, str]) -> Made:
    """A file of a document. Raises LibraryError when its format cannot carry it."""
    module, _, name = MAKERS[task.format].partition(":")
    maker: Callable[[Document, Mapping[str, str]], Made] = getattr(import_module(module), name)
    return maker(task.document, symbols)


def main() -> None:
    """Make the batch on standard input, and say on standard output what came of it."""
    batch: Batch = pickle.load(sys.stdin.buffer)  # noqa: S301  from our own process
    answers: list[Made | str] = []
    for task in batch.tasks:
        try:
            answers.append(make(task, batch.symbols))
        except LibraryError as error:
            answers.append(f"{_name(task)} cannot be made: {error}")
    pickle.dump(answers, sys.stdout.buffer)


def _name(task: Task) -> str:
    cover = task.document.cover
    return f"{cover.mark or cover.title}.{task.format}"


if __name__ == "__main__":
    main()
