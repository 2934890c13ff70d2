"""A library of any size for measurements: the same bytes for the same size and seed.

Words follow the frequencies of real prose: some words of schools, many that are made up.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import accumulate, count, islice
from pathlib import Path
from typing import Any

import yaml

STRANDS = {
    "LD": ("leadership", "Leadership", "compass", "plum"),
    "LE": ("learning-environment", "Learning Environment", "leaf", "leaf"),
    "AL": ("assessment-for-learning", "Assessment for Learning", "feedback", "teal"),
    "PC": ("pedagogy-and-curriculum", "Pedagogy and Curriculum", "book", "indigo"),
    "SF": ("student-and-family-support", "Student and Family Support", "hands", "coral"),
    "PP": ("precision-pedagogy", "Precision Pedagogy", "target", "amber"),
}
COMMON = (
    "the of and to in a is that for it with as on by this are be from or at which pupils teachers "
    "lesson school not have an they what how when can will more time one their work each other "
    "learning class questions feedback reading evidence progress curriculum leaders support "
    "family practice assessment behaviour subject knowledge thinking example answer week plan "
    "review target action marking attendance language vocabulary writing homework routine staff"
).split()
SYLLABLES = (
    "ba con der el fi gra hol in ju ken lo mar net or per qua ris ster tam un vel wor".split()
)
MADE_UP = 8000
CHAPTERS = 17
EVERYWHERE = {"roles": ["teacher", "senior-leader"], "minutes": 10}


class Words:
    """Titles, sentences and paragraphs, all from one seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - nothing secret
        made_up = ("".join(self._random.choices(SYLLABLES, k=self.between(2, 4))) for _ in count())
        self._known = [*COMMON, *islice(dict.fromkeys(islice(made_up, 3 * MADE_UP)), MADE_UP)]
        # Zipf: the second word is half as frequent as the first, the third a third, ...
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(self._known))))

    def between(self, least: int, most: int) -> int:
        return self._random.randint(least, most)

    def choose(self, names: list[str]) -> str:
        return self._random.choice(names)

    def some(self, number: int) -> list[str]:
        return self._random.choices(self._known, cum_weights=self._weights, k=number)

    def title(self) -> str:
        rare = self._random.choices(self._known[len(COMMON) :], k=2)
        return f"{rare[0]} and {rare[1]} {self._random.choice(COMMON[40:])}".capitalize()

    def sentence(self) -> str:
        return " ".join(self.some(self.between(8, 18))).capitalize() + "."

    def paragraph(self, sentences: int = 4) -> str:
        return "\n".join(self.sentence() for _ in range(sentences))


def write(folder: Path, pages: int, seed: int = 1) -> None:
    """Write a library of so many pages into an empty folder."""
    files = islice(markdown(Words(seed)), pages)
    for path, text in [*shared_lists().items(), *(file for page in files for file in page.items())]:
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="\n")


def markdown(words: Words) -> Iterator[dict[str, str]]:
    """Page after page, each with the data beside it; later ones link to earlier ones."""
    first = {"title": "Generated library", "kind": "page", "summary": "Where to begin."}
    yield {"index.md": page({**first, **EVERYWHERE}, "{{ strands() }}")}
    yield {"find.md": page({**first, **EVERYWHERE, "title": "Find"}, "{{ finder() }}")}
    for name in ("sources", "glossary", "rights"):
        front = {**first, **EVERYWHERE, "title": name.capitalize()}
        yield {f"programme/{name}.md": page(front, f"{{{{ {name}() }}}}")}
    for order, code in enumerate(STRANDS, 1):
        yield strand(code, order, words)
    known: list[str] = []
    for number in count(1):
        for code in STRANDS:
            yield from shelf(code, number, words, known)


def shelf(code: str, number: int, words: Words, known: list[str]) -> Iterator[dict[str, str]]:
    """A handbook with its chapters, and the presentations, instruments and day that go with it."""
    slug = STRANDS[code][0]
    folder, own = f"{slug}-{number}", {"strand": slug, "rights": "own", "since": "2026.1"}

    def front(identifier: str, kind: str, **more: Any) -> dict[str, Any]:
        summary = words.sentence()
        return {"id": identifier, "title": words.title(), "kind": kind, **EVERYWHERE, **more,
                "summary": summary}  # fmt: skip

    book = f"{code}-H{number}"
    text = f"{words.paragraph(8)}\n\n{{{{ chapters() }}}}"
    yield {f"handbooks/{folder}/index.md": page(front(book, "handbook", **own), text)}
    for chapter in range(1, CHAPTERS + 1):
        identifier = f"{book}.{chapter:02}"
        text = prose(words, known)
        known.append(identifier)
        name = f"handbooks/{folder}/{words.some(1)[0]}-{chapter}.md"
        yield {name: page(front(identifier, "chapter"), text)}
    for deck in range(3 * number - 2, 3 * number + 1):
        path = f"presentations/{slug}/deck-{deck}.md"
        yield {path: page(front(f"{code}-P{deck}", "presentation", **own), slides(words))}
    for kind, letter, numbers in (("audit", "A", (2 * number - 1, 2 * number)),
                                  ("checklist", "C", (number,))):  # fmt: skip
        for each in numbers:
            identifier = f"{code}-{letter}{each}"
            place = f"tools/{slug}-{kind}-{each}"
            yield {
                f"{place}/index.md": page(front(identifier, kind, **own), "{{ instrument() }}"),
                f"{place}/instrument.yaml": instrument(identifier, code, words, known),
            }
    day = f"{code}-D{number}"
    yield {
        f"network-days/{folder}/index.md": page(front(day, "network-day", **own), "{{ day() }}"),
        f"network-days/{folder}/day.yaml": network_day(day, words, known),
    }


def prose(words: Words, known: list[str]) -> str:
    """About 600 words in five sections, with a link, a citation, a list and two boxes."""
    see = f"See [{words.title()}](id:{words.choose(known)}).\n" if known else ""
    boxes = {1: "monday", 3: "pitfall"}
    parts = [words.paragraph(7), f"{see}This is known [@somebody-2020]."]
    for section in range(5):
        parts += [f"## {words.title()}", words.paragraph(5)]
        if section in boxes:
            steps = "\n".join(f"    {step}. {words.sentence()}" for step in (1, 2, 3))
            parts.append(f'!!! {boxes[section]} "{words.title()}"\n\n{steps}')
        elif section == 2:
            parts.append("\n".join(f"- {words.sentence()}" for _ in range(4)))
    return "\n\n".join(parts)


def slides(words: Words) -> str:
    """Twenty slides with notes, after a word to the presenter."""
    parts = [words.paragraph()]
    for _ in range(20):
        lines = "\n".join(f"- {' '.join(words.some(4)).capitalize()}" for _ in range(3))
        parts += [f"## {words.title()} {{ data-minutes=3 }}", lines]
        parts.append(f"!!! notes\n    {words.sentence()}")
    return "\n\n".join(parts)


def instrument(identifier: str, code: str, words: Words, known: list[str]) -> str:
    """Four sections of four statements; those of an audit have levels, evidence and help."""
    is_audit = "-A" in identifier

    def statement(number: int) -> dict[str, Any]:
        more = {
            "levels": [words.sentence() for _ in range(4)],
            "evidence": words.sentence(),
            "helps": [words.choose(known)],
        }
        found = {"id": f"{identifier}.{number:02}", "text": words.sentence()}
        return {**found, **more} if is_audit else found

    return data({
        "id": identifier,
        "scale": "steps" if is_audit else "seen",
        "purpose": words.sentence(),
        "how": words.sentence(),
        "sections": [
            {"id": f"part-{part + 1}", "title": words.title(), "feature": f"{code}-F1",
             "statements": [statement(4 * part + number) for number in range(1, 5)]}
            for part in range(4)
        ],
    })  # fmt: skip


def network_day(identifier: str, words: Words, known: list[str]) -> str:
    """A day of eight sessions, and the day in school that follows."""

    def agenda(sessions: int) -> list[dict[str, Any]]:
        return [
            {"title": words.title(), "minutes": 30, "kind": "activity",
             "staff": words.paragraph(2), "leader": words.paragraph(2),
             "materials": [words.choose(known)]}
            for _ in range(sessions)
        ]  # fmt: skip

    def prepare() -> list[dict[str, str]]:
        return [{"who": "teacher", "what": words.sentence()}]

    return data({
        "id": identifier, "year": 1, "term": "autumn", "purpose": words.sentence(),
        "place": words.sentence(), "prepare": prepare(), "start": "09:15", "agenda": agenda(8),
        "goes_wrong": [{"risk": words.sentence(), "response": words.sentence()}],
        "development_day": {
            "within_weeks": 3, "purpose": words.sentence(), "prepare": prepare(), "start": "08:45",
            "agenda": agenda(4), "leaves_behind": [words.sentence()],
        },
    })  # fmt: skip


def strand(code: str, order: int, words: Words) -> dict[str, str]:
    slug, name, symbol, colour = STRANDS[code]
    front = {"title": name, "kind": "strand", **EVERYWHERE, "summary": words.sentence()}
    text = f'{{{{ features() }}}}\n\n{{{{ cards(strand="{slug}") }}}}'
    return {
        f"strands/{slug}/index.md": page(front, text),
        f"strands/{slug}/strand.yaml": data({
            "code": code, "name": name, "order": order, "symbol": symbol, "colour": colour,
            "key_question": words.sentence(), "develops": words.sentence(),
            "people": [{"role": "teacher", "does": words.sentence()}],
            "features": [{"id": f"{code}-F1", "name": words.title(), "text": words.sentence(),
                          "sources": ["somebody-2020"]}],
        }),
    }  # fmt: skip


def shared_lists() -> dict[str, str]:
    """The files that every library has once."""
    levels = [{"key": str(at), "name": f"Level {at}", "symbol": symbol, "meaning": f"Step {at}."}
              for at, symbol in enumerate("○◔◑●", 1)]  # fmt: skip
    seen = [{"key": key, "name": name, "symbol": symbol, "meaning": f"{name}."}
            for key, name, symbol in (("yes", "Seen", "✓"), ("no", "Not seen", "–"))]  # fmt: skip
    about = {"name": "Generated library", "short": "Generated", "edition": "2026.1",
             "summary": "A library for measurements.", "rights": "own"}  # fmt: skip
    return {
        "library.yaml": data(about),
        "ledger.yaml": data({"editions": [], "ids": []}),
        "needs.yaml": data({"needs": []}),
        "roles/roles.yaml": data({"roles": [
            {"id": "teacher", "name": "Teacher", "plural": "Teachers", "summary": "Teaches."},
            {"id": "senior-leader", "name": "Leader", "plural": "Leaders", "summary": "Leads."},
        ]}),
        "tools/scales.yaml": data({"scales": [
            {"id": "steps", "title": "Steps", "levels": levels},
            {"id": "seen", "title": "Seen", "levels": seen},
        ]}),
        "programme/sources.yaml": data({"sources": [
            {"id": "somebody-2020", "short": "Somebody, 2020", "title": "A study",
             "author": "A. Somebody", "year": 2020, "note": "Made up, for measurements."},
        ]}),
        "programme/glossary.yaml": data({"terms": [
            {"term": "Routine", "text": "What is done in the same way each time."},
        ]}),
        "programme/rights.yaml": data({"rights": [
            {"id": "own", "name": "Own", "text": "Made up, for measurements.", "perpetual": True},
        ]}),
    }  # fmt: skip


def page(front: dict[str, Any], text: str) -> str:
    return f"---\n{data(front)}---\n\n{text}\n"


def data(value: dict[str, Any]) -> str:
    text: str = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=1000)
    return text
