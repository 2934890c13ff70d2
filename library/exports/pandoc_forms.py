"""What is filled in by hand, as Pandoc's blocks: statements with their levels, room to write."""

from __future__ import annotations

from collections.abc import Callable

from library.exports import blocks as b
from library.exports.pandoc import Json, div, plainly, strong, styled, table, text

Words = Callable[[tuple[b.Inline, ...]], list[Json]]
"""Makes Pandoc's inlines of ours."""


def blank(label: str, lines: int, *, word: bool) -> list[Json]:
    """Room to write in Word; an e-book, where nobody writes, only says what belongs there."""
    if not word:
        return [{"t": "Para", "c": [strong(label)]}]
    space = [{"t": "Para", "c": text("\u00a0")} for _ in range(lines + 1)]
    return [table([[plainly(text(label))]], [[space]], (1.0,), "Write Here")]


def question(asked: b.Question, words: Words, *, word: bool) -> list[Json]:
    """A statement with its levels, where to look, what helps, and room for notes."""
    title = [*words((b.Mark(asked.id),)), {"t": "Space"}, *text(asked.text)]
    found = [
        div([styled(title, "Statement", word=word)], identifier=asked.anchor),
        _levels(asked, word=word),
    ]
    if asked.evidence:
        line = [strong("Where to look:"), {"t": "Space"}, *text(asked.evidence)]
        found.append(styled(line, "Facts", word=word))
    if asked.helps:
        line = [strong("What helps:"), {"t": "Space"}]
        for at, inlines in enumerate(asked.helps):
            line += [*(text("; ") if at else []), *words(inlines)]
        found.append(styled(line, "Facts", word=word))
    if word:
        found += blank("Evidence and notes (no pupils’ names)", 2, word=word)
    return found


def _levels(asked: b.Question, *, word: bool) -> Json:
    """A column for each level that has a description; else the levels' names in one line."""
    names = [text(f"☐ {symbol} {name}") for symbol, name, _ in asked.levels]
    if not any(words for _, _, words in asked.levels):
        return {"t": "Para", "c": [one for name in names for one in (*name, *text("\u2003 "))]}
    return table(
        [[plainly(name)] for name in names],
        [[[plainly(text(words))] for _, _, words in asked.levels]],
        (1 / len(names),) * len(names),
        "Library Table" if word else "",
    )
