"""The record that a school keeps (``*.record.json``): its shape, and how a file is opened.

A file from elsewhere is untrusted. It is opened in this order, and refused with one sentence:

1. its size, that it is text, that it is JSON, and that no key could harm a browser
2. that it is a record, of this library, and not of a newer version or edition
3. its limits: rounds, answers, evidence, actions, length of texts
4. its shape, by the types below; keys that nobody knows are left out and named

What it says of instruments is joined to the library afterwards, by ``library.changes``.
``macros/theme/parts`` holds the same rules for the browser; tests/data/records/ is for both.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic import ValidationError as Invalid

from library.model import Library
from library.problems import LibraryError

FORMAT: Final = "partner-schools-library.record"
VERSION: Final = 1
MAX_BYTES = 5 * 1024 * 1024
MAX_TEXT = 10_000
MAX_ROUNDS = 200
MAX_ANSWERS = 500
MAX_LIST = 50
MAX_RETIRED = 5_000
MAX_DEPTH = 20
_HARMFUL = frozenset(("__proto__", "constructor", "prototype"))
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


class RecordRefused(LibraryError):
    """A file that is not opened; ``code`` is the same in the browser."""

    def __init__(self, code: str, sentence: str) -> None:
        self.code = code
        super().__init__(sentence)


@dataclass(frozen=True)
class Opened:
    """A record, and the sentences that a reader is told with it."""

    record: Record
    messages: tuple[str, ...] = ()


def open_record(raw: bytes, library: Library) -> Opened:
    """The record in a file's bytes, as it was saved. Raises RecordRefused with one sentence."""
    value = _json(raw)
    _is_ours(value, library)
    _within_limits(value)
    unknown: list[str] = []
    _leave_out_unknown(value, unknown)
    try:
        record = Record.model_validate(value)
    except Invalid as error:
        raise RecordRefused("shape", _first_fault(error)) from error
    _sound(record)
    return Opened(record, _about_unknown(unknown))


def write_record(record: Record) -> bytes:
    """A record as a file: readable, what is empty left out, the same bytes each time."""
    value = _without_empty(record.model_dump(mode="json"))
    for key in ("rounds", "school"):
        value.setdefault(key, [] if key == "rounds" else "")
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def schema() -> dict[str, Any]:
    """The published JSON Schema of a record."""
    made = Record.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **made,
        "title": "A school's record of self-evaluation",
    }


def edition_order(edition: str) -> tuple[int, ...]:
    """What editions are sorted by: 2026.10 comes after 2026.9."""
    return tuple(int(part) for part in edition.split("."))


def _json(raw: bytes) -> Any:
    if len(raw) > MAX_BYTES:
        raise RecordRefused("too-large", "This file is larger than 5 MB, which no record is.")
    try:
        text = raw.decode("utf-8-sig")
        value = json.loads(text, parse_constant=_no_constant)
        if "\\u" in text or any(word in text for word in _HARMFUL):
            value = _safe(value, 0)
    except UnicodeDecodeError as error:
        raise RecordRefused("not-json", "This file is not text, so it is no record.") from error
    except RecursionError as error:
        raise _too_deep() from error
    except ValueError as error:
        raise RecordRefused(
            "not-json", "This file cannot be read: it is damaged, cut short or no record."
        ) from error
    return value


def _too_deep() -> RecordRefused:
    return RecordRefused("too-deep", "This file is nested too deeply to be a record.")


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _safe(value: Any, depth: int) -> Any:
    """The value without harmful keys (refused) and without halves of characters (replaced)."""
    if depth > MAX_DEPTH:
        raise RecursionError
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, list):
        return [_safe(item, depth + 1) for item in value]
    if not isinstance(value, dict):
        return value
    harmful = _HARMFUL & value.keys()
    if harmful:
        raise RecordRefused(
            "harmful-key",
            f"This file has a key named {min(harmful)}, which no record has; it was not opened.",
        )
    return {_safe(key, depth): _safe(item, depth + 1) for key, item in value.items()}


def _is_ours(value: Any, library: Library) -> None:
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise RecordRefused("not-a-record", "This file is not a record of this library.")
    version = value.get("version")
    if isinstance(version, float) and version.is_integer():
        version = value["version"] = int(version)  # 1.0 and 1 are one number to a browser
    if type(version) is not int or version < 1:
        raise RecordRefused("shape", "The record does not say which version of the format it has.")
    if version > VERSION:
        raise RecordRefused(
            "newer-version",
            "This record was saved by a newer version of the library: open it with that one.",
        )
    if value.get("library") != library.short:
        named = str(value.get("library"))[:80]
        raise RecordRefused(
            "other-library", f"This record belongs to another library ({named}), not to this one."
        )
    edition = value.get("edition")
    if not isinstance(edition, str) or not re.fullmatch(
        r"[0-9]{4}\.[0-9]{1,6}(\.[0-9]{1,6})?", edition
    ):
        raise RecordRefused("shape", "The record does not say which edition it was saved in.")
    if edition_order(edition) > edition_order(library.edition):
        raise RecordRefused(
            "newer-edition",
            f"This record was saved in edition {edition}; this library is edition "
            f"{library.edition}: open it with that one or a later one.",
        )


def _within_limits(value: dict[str, Any]) -> None:
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
            raise _too_deep()


def _units(text: str) -> int:
    """Characters as a browser counts them."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _leave_out_unknown(value: dict[str, Any], unknown: list[str]) -> None:
    """Take out, in place, what a record of this version does not have."""
    _only(value, Record, "", unknown)
    for item in _dicts(value.get("rounds")):
        _only(item, Round, "rounds.", unknown)
        for key, shape in (("answers", Answer), ("moderated", Moderated), ("joint", Joint)):
            _well_named(item.get(key), key, unknown)
            for answer in _dicts(item.get(key)):
                _only(answer, shape, f"{key}.", unknown)
                if shape is Answer:
                    _only_in_answer(answer, unknown)
        _well_named(item.get("words"), "words", unknown)
    for item in _dicts(value.get("retired")):
        _only(item, Retired, "retired.", unknown)
        for answer in _dicts([item.get("answer")]):
            _only(answer, Answer, "answer.", unknown)
            _only_in_answer(answer, unknown)


def _only_in_answer(answer: dict[str, Any], unknown: list[str]) -> None:
    for key, shape in (("evidence", Evidence), ("actions", Action)):
        for item in _dicts(answer.get(key)):
            _only(item, shape, f"{key}.", unknown)
    for item in _dicts([answer.get("target")]):
        _only(item, Target, "target.", unknown)


def _dicts(value: Any) -> list[dict[str, Any]]:
    values = value.values() if isinstance(value, dict) else value
    return (
        [item for item in values if isinstance(item, dict)]
        if isinstance(value, dict | list)
        else []
    )


def _only(value: dict[str, Any], shape: type[Part], where: str, unknown: list[str]) -> None:
    if not value.keys() <= shape.model_fields.keys():
        for key in [key for key in value if key not in shape.model_fields]:
            del value[key]
            unknown.append(where + key)


_NAMED = re.compile(r"[A-Z]{2}-[A-Z][1-9][0-9]?\.[0-9]{2}")


def _well_named(value: Any, where: str, unknown: list[str]) -> None:
    if isinstance(value, dict):
        for key in [key for key in value if not _NAMED.fullmatch(key)]:
            del value[key]
            unknown.append(f"{where}.{key}")


def _about_unknown(unknown: list[str]) -> tuple[str, ...]:
    if not unknown:
        return ()
    names = list(dict.fromkeys(name[:60] for name in unknown))
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return (f"Left out, because this library does not know them: {', '.join(names[:5])}{more}.",)


def _first_fault(error: Invalid) -> str:
    fault = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where = ".".join(str(part) for part in fault["loc"])[:120]
    return (
        f"This record cannot be opened: at {where}, {fault['msg'][:1].lower()}{fault['msg'][1:]}."
    )


def _sound(record: Record) -> None:
    """What types alone do not say."""
    ids = [item.id for item in record.rounds]
    if len(set(ids)) < len(ids):
        raise RecordRefused("shape", "This record cannot be opened: two of its rounds have one id.")
    for item in record.rounds:
        for key, answer in item.answers.items():
            if answer.level is not None and answer.other is not None:
                raise RecordRefused(
                    "shape",
                    f"This record cannot be opened: {key} has a level and is answered otherwise "
                    "as well.",
                )


def _without_empty(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_empty(item) for item in value]
    if isinstance(value, dict):
        return {
            key: _without_empty(item)
            for key, item in value.items()
            if not (item is None or item is False or item in ("", [], {}))
        }
    return value
