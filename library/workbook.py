"""A filled workbook, read back: what it says, what it would change, and the record with it.

A workbook comes from elsewhere and through other programs, so nothing of its layout is trusted:
columns are found by their headings, rows by the ids of statements, labels by their words, on
whatever sheet they stand. What is damaged is named by its cell, all of it at once.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet.worksheet import Worksheet

from library.changes import brought_here
from library.columns import (
    DONE,
    FORMAT_WORDS,
    HEADINGS,
    LABELS,
    OTHERS,
    PROOF,
    VOICES,
    answers,
    chosen,
    folded,
    levels,
)
from library.model import Instrument, Library
from library.problems import LibraryError
from library.record import (
    FORMAT,
    MAX_BYTES,
    MAX_LIST,
    MAX_ROUNDS,
    MAX_TEXT,
    VERSION,
    Answer,
    Record,
    Retired,
    Round,
    edition_order,
)

_NO_TIME = "2000-01-01T00:00:00Z"
_MOST_UNPACKED = 60 * 1024 * 1024
_MOST_PARTS = 1_000
_MOST_ROWS = 5_000
_MOST_COLUMNS = 100
_HEAD_ROWS = 60
_COLUMNS = {"actions": "action"}
_ID = re.compile(r"[A-Z]{2}-[A-Z][1-9][0-9]?\.[0-9]{2}")
_IDENTIFYING = ("id", "section", "text", "question", "where", "weight", "counted", "value")
_SINGLE = ("reason", "note", "helps", "hinders", "goal", "measure")
_DECLARES = re.compile(rb"<!(?:doctype|entity)", re.IGNORECASE)
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")


class WorkbookRefused(LibraryError):
    """A workbook that is not read; its text says which cells and why, a line for each."""


@dataclass(frozen=True)
class Filled:
    """What a workbook says. A field that has no column in it is not there at all."""

    instrument: str
    edition: str
    round: str | None
    about: Mapping[str, str]
    """School, who, date and voice, as far as they stand in it."""
    answers: Mapping[str, Mapping[str, Any]]
    """For each statement the fields of a record's answer."""
    words: Mapping[str, str]
    choices: Mapping[str, str]
    """What the answers are called, by the keys that a record keeps."""
    messages: tuple[str, ...] = ()
    rounds: tuple[Round, ...] = ()
    retired: tuple[Retired, ...] = ()
    """What came of a workbook of an earlier edition beside its own tool."""


@dataclass(frozen=True)
class Difference:
    """One thing that a workbook would change in a record."""

    where: str
    field: str
    before: str
    after: str

    def __str__(self) -> str:
        if not self.before:
            return f"{self.where}: {self.field} becomes {self.after!r}"
        if not self.after:
            return f"{self.where}: {self.field} is cleared; it was {self.before!r}"
        return f"{self.where}: {self.field} becomes {self.after!r}; it was {self.before!r}"


def read_workbook(raw: bytes, library: Library) -> Filled:
    """What the bytes of a workbook say, in the terms of this edition. Raises WorkbookRefused."""
    found = _Reading(library, _opened(raw)).filled()
    return found if found.edition == library.edition else _brought(found, library)


def _brought(filled: Filled, library: Library) -> Filled:
    """A workbook of an earlier edition by the way that records of it go."""
    here = brought_here(applied(filled, None, library, _NO_TIME), library)
    own = [one for one in here.record.rounds if one.instrument == filled.instrument]
    fields = {key for given in filled.answers.values() for key in given} | {"copied"}
    told = [f"Look again: {review}" for review in here.reviews]
    return replace(
        filled,
        edition=library.edition,
        answers={
            key: {field: value for field, value in answer.model_dump().items() if field in fields}
            for one in own
            for key, answer in one.answers.items()
        },
        words={key: text for one in own for key, text in one.words.items()},
        messages=(*filled.messages, *here.messages, *told),
        rounds=tuple(one for one in here.record.rounds if one not in own),
        retired=here.record.retired,
    )


def differences(filled: Filled, record: Record | None) -> tuple[Difference, ...]:
    """What taking over a workbook would change in a record, in the workbook's order."""
    return tuple(_differences(filled, record))


def applied(filled: Filled, record: Record | None, library: Library, saved: str) -> Record:
    """The record with what the workbook says; a new record when there is none."""
    base = record or Record(
        format=FORMAT, version=VERSION, library=library.short, edition=filled.edition, saved=saved
    )
    old = _round_of(filled, record)
    value: dict[str, Any] = (
        old.model_dump()
        if old
        else {
            "id": _free_id(base, filled.round),
            "instrument": filled.instrument,
            "edition": filled.edition,
        }
    )
    value |= {key: text for key, text in filled.about.items() if key != "school"}
    value["words"] = _kept({**value.get("words", {}), **filled.words})
    found = value.setdefault("answers", {})
    for statement, fields in filled.answers.items():
        before = found.get(statement, {})
        after = {**before, **fields}
        changed = any(_shown(before.get(key)) != _shown(after[key]) for key in fields)
        if changed and before.get("copied") and "copied" not in fields:
            after["copied"] = False
        if before or any(fields.values()):
            found[statement] = after
    new = Round.model_validate(value, strict=False)
    rounds = tuple(new if one is old else one for one in base.rounds)
    rounds = (*(rounds if old else (*rounds, new)), *_added(filled, base))
    if len(rounds) > MAX_ROUNDS:
        raise WorkbookRefused(f"The record has {MAX_ROUNDS} rounds already; begin a new record.")
    school = {"school": filled.about["school"]} if filled.about.get("school") else {}
    return base.model_copy(
        update={
            "rounds": rounds,
            "retired": (*base.retired, *(one for one in filled.retired if one not in base.retired)),
            "saved": saved,
            **school,
        }
    )


def _added(filled: Filled, record: Record) -> Iterator[Round]:
    """The rounds that a workbook of an earlier edition brings for other tools."""
    taken = {one.id for one in record.rounds} | {filled.round}
    for one in filled.rounds:
        number = 1
        while f"{one.id[:50]}-{number}" in taken:
            number += 1
        yield one.model_copy(update={"id": f"{one.id[:50]}-{number}"}) if one.id in taken else one


def _kept(texts: dict[str, str]) -> dict[str, str]:
    return {key: text for key, text in texts.items() if text}


def _free_id(record: Record, wanted: str | None) -> str:
    taken = {one.id for one in record.rounds}
    number = len(taken) + 1
    while f"r{number}" in taken:
        number += 1
    return wanted if wanted and wanted not in taken else f"r{number}"


def _round_of(filled: Filled, record: Record | None) -> Round | None:
    for one in record.rounds if record else ():
        if one.instrument == filled.instrument and one.id == filled.round:
            return one
    return None


def _differences(filled: Filled, record: Record | None) -> Iterator[Difference]:
    old = _round_of(filled, record)
    if old is None:
        shown = filled.about.get("date") or "no date"
        yield Difference(filled.instrument, "a new round", "", shown)
    before = old.model_dump() if old else {}
    before["school"] = record.school if record else ""
    for key, text in filled.about.items():
        if text != (before.get(key) or ""):
            yield Difference(filled.instrument, LABELS[key], before.get(key) or "", text)
    for key, text in filled.words.items():
        was = before.get("words", {}).get(key, "")
        if text != was:
            yield Difference(key, HEADINGS["words"], was, text)
    for statement, fields in filled.answers.items():
        given = before.get("answers", {}).get(statement) or Answer().model_dump()
        for key, value in fields.items():
            if key in ("other", "copied"):
                continue
            was, now = _shown(given.get(key)), _shown(value)
            if key == "level":
                was = filled.choices.get(was or given.get("other") or "", was)
                now = filled.choices.get(now or fields.get("other") or "", now)
            elif key == "target":
                was, now = _target(given.get(key), filled), _target(value, filled)
            if was != now:
                yield Difference(statement, HEADINGS.get(_COLUMNS.get(key, key), key), was, now)


def _target(value: Any, filled: Filled) -> str:
    level, by = (value or {}).get("level"), (value or {}).get("by")
    return _shown([filled.choices.get(level or "", level), by])


def _shown(value: Any) -> str:
    """A value of an answer as a reader is shown it; what is empty shows nothing."""
    if isinstance(value, list | tuple):
        return "; ".join(text for item in value if (text := _shown(item)))
    if isinstance(value, dict):
        return ", ".join(text for item in value.values() if (text := _shown(item)))
    if value is True:
        return "done"
    return str(value) if value else ""


def _opened(raw: bytes) -> list[Worksheet]:
    """The sheets of a workbook that is safe to open."""
    if len(raw) > MAX_BYTES:
        raise WorkbookRefused("This file is larger than 5 MB, which no workbook of ours is.")
    try:
        _is_safe(raw)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl does not keep we do not need
            book = openpyxl.load_workbook(io.BytesIO(raw), data_only=True)
        return cast("list[Worksheet]", book.worksheets)
    except WorkbookRefused:
        raise
    except Exception as error:
        raise WorkbookRefused(
            "This file cannot be read: it is damaged, locked with a password or no workbook."
        ) from error


def _is_safe(raw: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        sizes = [part.file_size for part in parts.infolist()]
        if len(sizes) > _MOST_PARTS or sum(sizes) > _MOST_UNPACKED:
            raise WorkbookRefused("This file unpacks to far more than a workbook of ours holds.")
        for part in parts.infolist():
            if part.filename.endswith((".xml", ".rels")):
                text = parts.read(part)
                if _DECLARES.search(text) or b"\x00" in text[:4] or text[:2] in _WIDE:
                    raise WorkbookRefused("This file holds what no spreadsheet program writes.")


@dataclass
class _Reading:
    """One workbook being read: what is found so far, and every fault with its cell."""

    library: Library
    sheets: list[Worksheet]
    faults: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    found: dict[str, dict[str, Any]] = field(default_factory=dict)
    places: dict[tuple[str, str], str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    edition: str = ""

    def filled(self) -> Filled:
        about = self.about()
        tables = [table for sheet in self.sheets if (table := self.table(sheet))]
        if not tables:
            raise WorkbookRefused(
                f"No sheet of this file has a column headed '{HEADINGS['id']}': the headings "
                "were changed, or it is another file."
            )
        instrument = self.instrument(about, tables)
        for sheet, columns, first in tables:
            self.rows(sheet, columns, first, instrument)
        for column, key in (("evidence", "evidence"), ("action", "actions")):
            if any(column in columns for _, columns, _ in tables):
                for fields in self.found.values():
                    fields.setdefault(key, [])
        if self.faults:
            raise WorkbookRefused("\n".join(self.faults))
        missing = [item.id for item in instrument.statements if item.id not in self.found]
        if missing and self.edition == self.library.edition:
            self.messages.append(
                f"{len(missing)} statements have no row here and stay as they are: "
                f"{', '.join(missing[:5])}{' ...' if len(missing) > 5 else ''}"
            )
        own: dict[str, str] = {
            key: about[key] for key in ("school", "who", "date", "voice") if key in about
        }
        return Filled(
            instrument.id,
            self.edition,
            self.round_id(about),
            own,
            self.found,
            self.words,
            answers(instrument),
            tuple(self.messages),
        )

    def round_id(self, about: Mapping[str, str]) -> str | None:
        named = about.get("round") or None
        if named and not re.fullmatch(r"[A-Za-z0-9_-]{1,60}", named):
            self.messages.append("The name of the round was changed, so it is taken as a new one.")
            return None
        return named

    def about(self) -> dict[str, str]:
        """What the file says of itself, wherever its labels stand."""
        for sheet in self.sheets:
            cells = list(_rows(sheet, _HEAD_ROWS * 3, 12))
            if any(folded(cell.value) == folded(FORMAT_WORDS) for row in cells for cell in row):
                return self.labelled(cells)
        self.messages.append(
            "The sheet that says which edition this is has gone; the present edition was taken."
        )
        return {}

    def labelled(self, cells: list[tuple[Cell, ...]]) -> dict[str, str]:
        labels = {folded(words): key for key, words in LABELS.items()}
        found: dict[str, str] = {}
        for row in cells:
            for at, cell in enumerate(row[:-1]):
                key = labels.get(folded(cell.value))
                if key and key not in found:
                    found[key] = self.label_value(key, row[at + 1])
        return found

    def label_value(self, key: str, cell: Cell) -> str:
        if key == "date":
            return self.day(cell) or ""
        if key == "voice":
            voice = chosen(cell.value or VOICES["school"], VOICES)
            if voice is None:
                self.fault(cell, f"'{self.text(cell)}' is none of {', '.join(VOICES.values())}")
            return voice or "school"
        return self.text(cell)[:200] if key == "school" else self.text(cell)

    def instrument(
        self,
        about: Mapping[str, str],
        tables: list[tuple[Worksheet, dict[str, int], int]],
    ) -> Instrument:
        """The instrument that was filled in. Refuses other libraries and newer editions."""
        ours = self.library
        if about.get("library", ours.short) != ours.short:
            raise WorkbookRefused(
                f"This workbook belongs to another library ({about['library'][:80]}), "
                "not to this one."
            )
        self.edition = about.get("edition") or ours.edition
        if not re.fullmatch(r"[0-9]{4}\.[0-9]{1,6}(\.[0-9]{1,6})?", self.edition):
            raise WorkbookRefused(f"'{self.edition[:40]}' is no edition of this library.")
        if edition_order(self.edition) > edition_order(ours.edition):
            raise WorkbookRefused(
                f"This workbook is of edition {self.edition}; this library is edition "
                f"{ours.edition}: open it with that one or a later one."
            )
        named = about.get("instrument") or self.first_id(tables).partition(".")[0]
        for one in ours.instruments:
            if one.id == named:
                return one
        raise WorkbookRefused(f"This workbook is of '{named[:40]}', which this library has not.")

    def first_id(self, tables: list[tuple[Worksheet, dict[str, int], int]]) -> str:
        for sheet, columns, first in tables:
            for row in _rows(sheet, _MOST_ROWS, _MOST_COLUMNS, first):
                if _ID.fullmatch(self.text(row[columns["id"]])):
                    return self.text(row[columns["id"]])
        return ""

    def table(self, sheet: Worksheet) -> tuple[Worksheet, dict[str, int], int] | None:
        """Where on a sheet the columns stand by key, and the row below their headings."""
        headings = {folded(words): key for key, words in HEADINGS.items()}
        for number, row in enumerate(_rows(sheet, _HEAD_ROWS, _MOST_COLUMNS), 1):
            keys = [
                headings.get(folded(cell.value)) if cell.value is not None else None for cell in row
            ]
            if "id" not in keys or not any(key and key not in _IDENTIFYING for key in keys):
                continue
            columns: dict[str, int] = {}
            for at, key in enumerate(keys):
                if key and key in columns:
                    self.fault(row[at], f"the heading '{HEADINGS[key]}' stands twice in this row")
                elif key:
                    columns[key] = at
            return sheet, columns, number + 1
        return None

    def rows(
        self, sheet: Worksheet, columns: dict[str, int], first: int, instrument: Instrument
    ) -> None:
        known = instrument.ids
        for row in _rows(sheet, _MOST_ROWS, _MOST_COLUMNS, first):
            at = {key: row[place] for key, place in columns.items()}
            statement = self.text(at["id"])
            entered = [
                cell
                for key, cell in at.items()
                if key not in _IDENTIFYING and cell.value not in (None, "")
            ]
            if not _ID.fullmatch(statement):
                if entered and statement:
                    self.fault(at["id"], f"'{statement[:40]}' is no statement's id")
                elif entered:
                    self.fault(entered[0], "this row has no statement's id")
            elif statement not in known and self.edition == self.library.edition:
                self.fault(at["id"], f"{instrument.id} has no statement {statement}")
            elif not statement.startswith(f"{instrument.id}."):
                self.fault(at["id"], f"{statement} belongs to another tool than {instrument.id}")
            else:
                self.row(statement, at, instrument)

    def row(self, statement: str, at: dict[str, Cell], instrument: Instrument) -> None:
        """Take over what one row says of a statement."""
        if "words" in at:
            self.put(statement, "words", self.text(at["words"]), at["words"])
            self.words[statement] = self.found.pop(statement)["words"]
            return
        self.found.setdefault(statement, {})
        if "level" in at:
            key = self.choice(at["level"], answers(instrument))
            self.put(statement, "level", None if key in OTHERS else key, at["level"])
            self.put(statement, "other", key if key in OTHERS else None, at["level"])
        for key in _SINGLE:
            if key in at:
                self.put(statement, key, self.text(at[key]), at[key])
        if "target" in at:
            target = {
                "level": self.choice(at["target"], levels(instrument)),
                "by": self.day(at["target_by"]) if "target_by" in at else None,
            }
            self.put(statement, "target", target if any(target.values()) else None, at["target"])
        if "evidence" in at:
            self.item(
                statement,
                "evidence",
                at["evidence"],
                {
                    "text": self.text(at["evidence"]),
                    "date": self.day(at.get("evidence_date")),
                    "strength": self.choice(at.get("strength"), PROOF),
                },
            )
        if "action" in at:
            done = {str(key): words for key, words in DONE.items()}
            self.item(
                statement,
                "actions",
                at["action"],
                {
                    "text": self.text(at["action"]),
                    "owner": self.text(at.get("owner")),
                    "by": self.day(at.get("by")),
                    "done": self.choice(at.get("done"), done) == "True",
                },
            )

    def put(self, statement: str, key: str, value: Any, cell: Cell) -> None:
        """Keep a value; two rows that say different things of one statement are a fault."""
        fields = self.found.setdefault(statement, {})
        if key in fields and fields[key] != value:
            self.fault(
                cell, f"{statement} is answered differently in {self.places[statement, key]}"
            )
        fields[key] = value
        self.places[statement, key] = _place(cell)

    def item(self, statement: str, key: str, cell: Cell, value: dict[str, Any]) -> None:
        """Keep one row of a list of evidence or actions."""
        items = self.found[statement].setdefault(key, [])
        if any(value.values()) and value not in items:
            items.append(value)
        if len(items) > MAX_LIST:
            self.fault(cell, f"{statement} has more than {MAX_LIST} rows here")

    def text(self, cell: Cell | None) -> str:
        if cell is None or cell.value is None:
            return ""
        value: Any = cell.value
        if cell.data_type == "e":
            self.fault(cell, f"the cell holds the error {value}")
            return ""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, dt.datetime):
            value = value.date().isoformat()
        text = str(value).strip()
        if len(text) > MAX_TEXT:
            self.fault(cell, f"the text is longer than {MAX_TEXT:,} characters")
            return ""
        return text

    def choice(self, cell: Cell | None, choices: dict[str, str]) -> str | None:
        text = self.text(cell)
        if cell is None or not text:
            return None
        key = chosen(text, choices)
        if key is None:
            offered = ", ".join(choices.values())
            self.fault(cell, f"'{text[:60]}' is not in the list; choose from {offered}")
        return key

    def day(self, cell: Cell | None) -> str | None:
        text = self.text(cell)
        if cell is None or not text:
            return None
        value: Any = cell.value
        if isinstance(value, int | float) and 20_000 < value < 80_000:
            value = from_excel(value)
        if isinstance(value, dt.datetime):
            value = value.date()
        if isinstance(value, dt.date):
            return value.isoformat()
        for form in _DAYS:
            try:
                return dt.datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007
            except ValueError:
                continue
        self.fault(cell, f"'{text[:40]}' is no date; write one as 1 July 2027")
        return None

    def fault(self, cell: Cell, reason: str) -> None:
        line = f"{_place(cell)}: {reason}."
        if line not in self.faults:
            self.faults.append(line)


def _place(cell: Cell) -> str:
    """A cell as Excel names it."""
    title = cell.parent.title
    shown = f"'{title}'" if not title.isalnum() else title
    return f"{shown}!{cell.coordinate}"


def _rows(sheet: Worksheet, rows: int, columns: int, first: int = 1) -> Iterator[tuple[Cell, ...]]:
    """The rows of a sheet as far as any of ours reaches, however large it claims to be."""
    last = min(sheet.max_row, first + rows - 1)
    if last >= first:
        yield from sheet.iter_rows(
            min_row=first, max_row=last, max_col=min(sheet.max_column, columns)
        )  # type: ignore[misc]
