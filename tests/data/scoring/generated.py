"""Instruments and answers from a seed, on which every engine must agree."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from typing import Any

from library.files import Gate, Level, Scale, Section, Statement
from library.model import Instrument, Page
from library.record import Answer
from library.scoring import Score, score

_SCALES = (
    (None, None),
    (None, None, None),
    (None,) * 4,
    (None,) * 5,
    (0, 1),
    (1, 3, 9),
    (2, 2, 5),
    (1, 2, 3, 1),
)
_CODE = "RD"


def instruments(count: int = 20, seed: int = 3) -> Iterator[Instrument]:
    """Instruments of every shape that the scoring rule knows."""
    chance = random.Random(seed)
    for number in range(count):
        identifier = f"{_CODE}-A{number + 10}"
        kind = ("audit", "checklist", "framework", "survey")[number % 4]
        scale = _scale(_SCALES[number % len(_SCALES)])
        sections = tuple(_sections(identifier, kind, scale, chance))
        yield Instrument(
            id=identifier,
            file="",
            kind=kind,
            scale=scale,
            purpose="To try.",
            how="As you like.",
            sections=sections,
            questions=(),
            page=_page(identifier, kind),
            gates=tuple(_gates(sections, scale, chance)) if number % 3 else (),
        )


def rounds(instrument: Instrument, count: int = 50, seed: int = 3) -> Iterator[dict[str, Answer]]:
    """Answers to an instrument: none, few, all, high, low and mixed."""
    chance = random.Random(f"{instrument.id} {seed}")
    keys = list(instrument.scale.values)
    for number in range(count):
        share = (0.0, 0.2, 0.7, 1.0, 1.0)[number % 5]
        likely = chance.choices(range(1, 9), k=len(keys))
        found = {}
        for item in instrument.statements:
            if chance.random() < share:
                other = chance.choice((None, None, None, None, "not-applicable", "another-way"))
                level = None if other else chance.choices(keys, likely)[0]
                found[item.id] = Answer(level=level, other=other)  # type: ignore[arg-type]
        yield found


def cases(count: int = 20, each: int = 50, seed: int = 3) -> Iterator[dict[str, Any]]:
    """Plain data for the browser: an instrument, answers, and what the rule makes of them."""
    for instrument in instruments(count, seed):
        shown = {
            "id": instrument.id,
            "values": instrument.scale.values,
            "sections": [
                {
                    "id": section.id,
                    "statements": [
                        {"id": item.id, "weight": item.weight} for item in section.statements
                    ],
                }
                for section in instrument.sections
            ],
            "gates": [gate.model_dump(mode="json") for gate in instrument.gates],
        }
        for answers in rounds(instrument, each, seed):
            scores = score(instrument, answers)
            yield {
                "instrument": shown,
                "answers": {
                    key: {"level": one.level, "other": one.other} for key, one in answers.items()
                },
                "sections": {key: _plain(one) for key, one in scores.sections.items()},
                "overall": _plain(scores.overall),
            }


def _plain(one: Score) -> dict[str, Any]:
    return {
        "hundredths": one.hundredths,
        "answered": one.answered,
        "total": one.total,
        "counts": dict(one.counts),
    }


def _scale(values: tuple[int | None, ...]) -> Scale:
    levels = tuple(
        Level(key=f"k{at}", name=f"Level {at}", symbol="○◔◑◕●"[at], meaning="?", value=value)
        for at, value in enumerate(values)
    )
    return Scale(id="scale", title="A scale", levels=levels)


def _sections(identifier: str, kind: str, scale: Scale, chance: random.Random) -> Iterator[Section]:
    number = 0
    for at in range(chance.randint(1, 4)):
        statements = []
        for _ in range(chance.randint(1, 5)):
            number += 1
            described = ["A description."] * len(scale.levels)
            statements.append(
                Statement(
                    id=f"{identifier}.{number:02d}",
                    text=f"Statement {number}",
                    levels=tuple(described) if kind in ("audit", "framework") else (),
                    weight=chance.choice((1, 1, 1, 2, 3, 7)),
                )
            )
        yield Section(
            id=f"part-{at}",
            title=chance.choice(("Part", f"Part {at}")),
            statements=tuple(statements),
        )


def _gates(sections: tuple[Section, ...], scale: Scale, chance: random.Random) -> Iterator[Gate]:
    ids = [item.id for section in sections for item in section.statements]
    keys = [level.key for level in scale.levels]
    for _ in range(chance.randint(1, 3)):
        yield Gate(
            statements=tuple(chance.sample(ids, min(len(ids), chance.randint(1, 3)))),
            below=chance.choice(keys),
            cap=chance.choice(keys),
            section=chance.choice((None, chance.choice(sections).id)),
            why="It comes first.",
        )


def _page(identifier: str, kind: str) -> Page:
    return Page(
        path="x/index.md",
        url="x/index.html",
        id=identifier,
        title="An instrument",
        kind=kind,
        strand=None,
        roles=(),
        phases=(),
        minutes=1,
        summary="A summary.",
        keywords=(),
        sources=(),
        rights=None,
        since=None,
    )


if __name__ == "__main__":  # for the browser's tests: one case a line
    for case in cases():
        sys.stdout.write(json.dumps(case) + "\n")
