"""Why a file is not opened."""

from __future__ import annotations

from library.problems import LibraryError


class RecordRefused(LibraryError):
    """A file that is not opened; ``code`` is the same in the browser."""

    def __init__(self, code: str, sentence: str) -> None:
        self.code = code
        super().__init__(sentence)
