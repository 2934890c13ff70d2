"""Runs commands as a person does: in a process of their own."""

from __future__ import annotations

import os
import queue
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from environment import ROOT

SCRIPTS = ROOT / "scripts"
COMMANDS = sorted(
    path for path in SCRIPTS.glob("*.py") if "__main__" in path.read_text(encoding="utf-8")
)


def run(
    name: str, *arguments: str | Path, root: Path = ROOT, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run a command by the Python outside `.venv`, as on a new machine."""
    return subprocess.run(
        [outer_python(), root / "scripts" / name, *arguments],
        cwd=root, env={**os.environ, **settings}, check=False,
        capture_output=True, text=True, encoding="utf-8", timeout=120,
    )  # fmt: skip


def outer_python() -> str:
    """The Python that `.venv` was made from: it has no packages."""
    return str(getattr(sys, "_base_executable", sys.executable))


class Serving:
    """A running `serve`: what it said, and where it listens."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.said: list[str] = []
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self._lines.put(line)

    def until(self, words: str, seconds: float = 60) -> str:
        """Everything said since the last call, up to a line with these words."""
        start = len(self.said)
        while not any(words in line for line in self.said[start:]):
            try:
                self.said.append(self._lines.get(timeout=seconds))
            except queue.Empty:
                said = "".join(self.said)
                raise AssertionError(f"{words!r} was not said, but:\n{said}") from None
        return "".join(self.said[start:])

    @property
    def address(self) -> str:
        found = re.search(r"http://127\.0\.0\.1:\d+", "".join(self.said))
        assert found
        return found[0]

    def end(self, how: int) -> int:
        """Send a signal, and wait for the exit code."""
        self.process.send_signal(how)
        return self.process.wait(20)


@contextmanager
def serving(*arguments: str | Path) -> Iterator[Serving]:
    """`serve` on a free port, for as long as it is needed."""
    command = [outer_python(), str(SCRIPTS / "serve.py"), "--port", "0", *map(str, arguments)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    ) as process:
        serve = Serving(process)
        try:
            yield serve
        finally:
            process.terminate()
            serve.reader.join()
