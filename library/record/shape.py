"""What a record is made of: the types that every record file is held against."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

FORMAT: Final = "partner-schools-library.record"
VERSION: Final = 1
MAX_TEXT = 10_000
MAX_ROUNDS = 200
MAX_ANSWERS = 500
MAX_LIST = 50
MAX_RETIRED = 5_000
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _real_day(text: str | None) -> str | None:
    if text is not None and text:
        if not _DAY.fullmatch(text):
            raise ValueError("a day is expected, as 2026-11-22")
        date.fromisoformat(text)
    return text or None


Words = Annotated[str, Field(max_length=MAX_TEXT)]
Key = Annotated[str, Field(min_length=1, max_length=40)]
Short = Annotated[str, Field(max_length=200)]
Day = Annotated[
    str | None,
    AfterValidator(_real_day),
    Field(json_schema_extra={"description": "A day, as 2026-11-22; null or empty when not known."}),
]
Named = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}-[A-Z][1-9][0-9]?(\.[0-9]{2})?$")]
Edition = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}\.[0-9]{1,6}(\.[0-9]{1,6})?$")]


class Part(BaseModel):
    """Anything in a record. Types are taken at their word: "3" is a text, 3 is none."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Evidence(Part):
    """What was seen or heard, when, and how much it proves."""

    text: Words = ""
    date: Day = None
    strength: Literal["weak", "some", "strong"] | None = None


class Target(Part):
    """The level to reach, and by when."""

    level: Key | None = None
    by: Day = None


class Action(Part):
    """What somebody will do by a day."""

    text: Words = ""
    owner: Words = ""
    by: Day = None
    done: bool = False


class Answer(Part):
    """What was answered to one statement; every key may be left out when it is empty."""

    level: Key | None = Field(None, description="A key of the instrument's scale.")
    other: Literal["not-applicable", "another-way"] | None = Field(
        None, description="Instead of a level; the reason says why."
    )
    reason: Words = ""
    copied: bool = Field(default=False, description="True until somebody has looked at it again.")
    evidence: Annotated[tuple[Evidence, ...], Field(max_length=MAX_LIST, strict=False)] = ()
    helps: Words = ""
    hinders: Words = ""
    target: Target | None = None
    actions: Annotated[tuple[Action, ...], Field(max_length=MAX_LIST, strict=False)] = ()
    goal: Words = ""
    measure: Words = ""
    note: Words = ""

    @property
    def answered(self) -> bool:
        return self.level is not None or self.other is not None


class Moderated(Part):
    """An adviser's view, which stands beside the school's."""

    level: Key | None = None
    reason: Words = ""
    by: Words = ""
    date: Day = None


class Joint(Part):
    """What several voices settled on together."""

    level: Key | None = None
    reason: Words = ""


class Round(Part):
    """One occasion of answering an instrument."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,60}$")]
    instrument: Named
    edition: Edition
    date: Day = None
    who: Words = ""
    voice: Literal["school", "colleague", "person"] = "school"
    copied_from: Short | None = Field(None, description="The id of the round that was copied.")
    answers: Annotated[dict[Named, Answer], Field(max_length=MAX_ANSWERS)] = {}
    words: Annotated[dict[Named, Words], Field(max_length=MAX_ANSWERS)] = {}
    moderated: Annotated[dict[Named, Moderated], Field(max_length=MAX_ANSWERS)] = {}
    joint: Annotated[dict[Named, Joint], Field(max_length=MAX_ANSWERS)] = {}


class Retired(Part):
    """An answer whose statement has gone or changed its meaning; kept as it was."""

    instrument: Named
    statement: Named
    text: Words = ""
    answer: Answer = Answer()
    edition: Edition
    why: Words = ""
    round: Short | None = Field(None, description="The id of the round that it belonged to.")


class Record(Part):
    """The file a school saves: human-readable, and never with a pupil's name."""

    format: Literal["partner-schools-library.record"]
    version: Literal[1]
    library: Short
    edition: Edition
    saved: Annotated[
        str,
        StringConstraints(
            pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?Z$"
        ),
    ]
    school: Annotated[Short, Field(description="In the school's own words.")] = ""
    rounds: Annotated[tuple[Round, ...], Field(max_length=MAX_ROUNDS, strict=False)] = ()
    retired: Annotated[tuple[Retired, ...], Field(max_length=MAX_RETIRED, strict=False)] = ()
