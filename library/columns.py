"""The words that stand in a workbook, for those who write one and those who read one back.

A reader finds columns by their heading, rows by the id of a statement, and what the file is
about by labels: so that sorting, widening, renaming or adding sheets does no harm.
"""

from __future__ import annotations

import unicodedata

from library.model import Instrument

HEADINGS = {
    "id": "Statement id",
    "section": "Section",
    "text": "Statement",
    "question": "Question",
    "level": "Answer",
    "reason": "Reason",
    "where": "Where to look",
    "note": "Notes",
    "weight": "Weight",
    "counted": "Counted",
    "value": "Value",
    "helps": "What helps",
    "hinders": "What hinders",
    "target": "Target",
    "target_by": "Target by",
    "evidence": "Evidence",
    "evidence_date": "Seen on",
    "strength": "Strength",
    "action": "Action",
    "owner": "Owner",
    "by": "By",
    "done": "Done",
    "goal": "Goal",
    "measure": "Measure",
    "words": "In your own words",
}
"""The heading of each column."""

LABELS = {
    "format": "Kind of file",
    "library": "Library",
    "edition": "Edition",
    "instrument": "Tool",
    "round": "Round",
    "school": "School",
    "who": "Answered by",
    "date": "Date",
    "voice": "Voice",
    "what": "What is counted",
}
"""What stands before each thing that a workbook says of itself."""

FORMAT_WORDS = "Self-evaluation workbook, version 1"
COUNTS_WORDS = "Workbook of counts, version 1"
ROW = "Row"
"""The heading of what a row of counts is found by."""
OTHERS = {"not-applicable": "Not applicable", "another-way": "We do this another way"}
VOICES = {"school": "The school", "colleague": "A colleague", "person": "One person"}
PROOF = {"weak": "Weak", "some": "Some", "strong": "Strong"}
DONE = {True: "Yes", False: "No"}


def answers(instrument: Instrument) -> dict[str, str]:
    """What a drop-down offers: the levels of the scale by key, with symbol and word, and others."""
    levels = {level.key: f"{level.symbol} {level.name}" for level in instrument.scale.levels}
    return levels | OTHERS


def levels(instrument: Instrument) -> dict[str, str]:
    """The levels alone, as a drop-down shows them."""
    return {key: text for key, text in answers(instrument).items() if key not in OTHERS}


def row_key(group: str, time: int) -> str:
    """What a row of counts is found by: a group's id and the place of the time, from 1."""
    return f"{group} {time + 1}"


def folded(text: object) -> str:
    """A heading or choice as it is compared: no matter of case, spaces or kinds of dash."""
    plain = unicodedata.normalize("NFKC", str(text)).replace("\u2019", "'")
    return " ".join(plain.replace("\u2013", "-").casefold().split())


def chosen(text: object, choices: dict[str, str]) -> str | None:
    """The key that a cell's text stands for: its words, its word without the symbol, or the key."""
    wanted = folded(text)
    for key, words in choices.items():
        forms = {folded(words), folded(words.partition(" ")[2] or words), folded(key)}
        if words in OTHERS.values():
            forms = {folded(words), folded(key)}
        if wanted in forms:
            return key
    return None
