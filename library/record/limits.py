"""How much a record may hold: what is more is refused, with the limit in the sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from library.record.refused import RecordRefused
from library.record.shape import MAX_ANSWERS, MAX_LIST, MAX_RETIRED, MAX_ROUNDS, MAX_TEXT

MAX_BYTES = 5 * 1024 * 1024
MAX_DEPTH = 20


def within_limits(value: dict[str, Any]) -> None:
    rounds = value.get("rounds", [])
    retired = value.get("retired", [])
    _count(rounds, MAX_ROUNDS, "rounds")
    _count(retired, MAX_RETIRED, "retired answers")
    for item in rounds if isinstance(rounds, list) else ():
        if isinstance(item, dict):
            for key in ("answers", "words", "moderated", "joint"):
                _count(item.get(key), MAX_ANSWERS, "answers in one round")
            answers = item.get("answers")
            for answer in answers.values() if isinstance(answers, dict) else ():
                if isinstance(answer, dict):
                    _count(answer.get("evidence"), MAX_LIST, "pieces of evidence for one statement")
                    _count(answer.get("actions"), MAX_LIST, "actions for one statement")
    if any(_units(text) > MAX_TEXT for text in _texts(value)):
        raise RecordRefused(
            "too-long", f"This record has a text longer than {MAX_TEXT:,} characters."
        )


def _count(value: Any, most: int, words: str) -> None:
    if isinstance(value, list | dict) and len(value) > most:
        raise RecordRefused("too-many", f"This record has more than {most:,} {words}.")


def _texts(value: Any) -> Iterator[str]:
    """Every text that is long enough to be measured. Refuses what is nested too deeply."""
    level, depth = [value], 0
    while level:
        inner: list[Any] = []
        for item in level:
            if isinstance(item, str):
                if len(item) > MAX_TEXT // 2:
                    yield item
            elif isinstance(item, list):
                inner += item
            elif isinstance(item, dict):
                inner += item.values()
        level, depth = inner, depth + 1
        if depth > MAX_DEPTH:
            raise too_deep()


def _units(text: str) -> int:
    """Characters as a browser counts them."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def too_deep() -> RecordRefused:
    return RecordRefused("too-deep", "This file is nested too deeply to be a record.")
