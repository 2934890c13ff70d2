"""What must hold in the wording of pages: a claim about research names its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from library.headings import prose_lines
from library.model import Library
from library.problems import Problem

_CLAIM = re.compile(
    r"\b(?:(?:research|studies)\s+(?:\w+\s+){0,3}?|evidence\s+(?:clearly\s+)?)"
    r"(?:shows?|suggests?|proves?|tells?\s+us|finds?|found|indicates?|confirms?|demonstrates?)\b"
    r"|\b(?:is|are)\s+(?:proven|research-based|evidence-based)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_OPENS = ("#", "!!!", "|", "===")


def uncited(library: Library) -> Iterator[Problem]:
    """A sentence of the form "research shows" stands in a paragraph that cites a source."""
    for page in library.pages:
        for number, words in _claims(page.body):
            yield Problem(
                page.path,
                number + page.body_line - 1,
                "Q-01",
                f"'{words}' needs a source: cite one in the paragraph, as [@eef-feedback-2021]",
            )


@lru_cache(maxsize=1 << 14)
def _claims(body: str) -> tuple[tuple[int, str], ...]:
    """Every claim in a paragraph without a citation, with its line."""
    return tuple(
        (number, found[0])
        for paragraph in _paragraphs(body)
        if not any("[@" in line for _, line in paragraph)
        for number, line in paragraph
        if (found := _CLAIM.search(_QUOTED.sub("", line)))
    )


def _paragraphs(body: str) -> Iterator[list[tuple[int, str]]]:
    """Runs of prose lines; headings, titles of boxes and tables are no prose."""
    lines: list[tuple[int, str]] = []
    for number, line in prose_lines(body):
        if line.strip() and not line.strip().startswith(_OPENS):
            lines.append((number, line))
        elif lines:
            yield lines
            lines = []
    if lines:
        yield lines
