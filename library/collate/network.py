"""Many files, each read once; one that cannot be read is named and stops nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from library.changes import OpenedHere, brought_here, opened_here
from library.collate.rounds import counted_rounds, lasting_id
from library.collate.tally import Tally
from library.columns import folded
from library.model import Instrument, Library
from library.problems import LibraryError
from library.record import MAX_LOCKED_BYTES, RecordRefused, Round, is_locked
from library.workbook import FilledCounts, applied, read

_NO_TIME = "2000-01-01T00:00:00Z"
Unlock = Callable[[str, bytes], bytes]
"""From a file's name and its bytes under a passphrase to the record's; or RecordRefused."""


def no_passphrase(name: str, raw: bytes) -> bytes:
    """What is done with locked files when nobody gave a passphrase."""
    del name, raw
    raise RecordRefused("locked", "It is locked, and no passphrase was given.")


@dataclass
class Network:
    """What many files say together."""

    library: Library
    unlock: Unlock = no_passphrase
    tallies: dict[str, Tally] = field(default_factory=dict)
    read: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    """Files that were not read, each with the reason."""
    messages: list[tuple[str, str]] = field(default_factory=list)
    counts: dict[str, dict[tuple[str, str], FilledCounts]] = field(default_factory=dict)
    """Workbooks of counts: by tool, then by school and what they count."""
    _seen: set[str] = field(default_factory=set)

    @cached_property
    def known(self) -> dict[str, Instrument]:
        return {one.id: one for one in self.library.instruments}

    def in_order(self) -> list[Tally]:
        """What was returned, in the library's order of tools."""
        return [self.tallies[one] for one in self.known if one in self.tallies]

    def add(self, path: Path) -> None:
        """Take in a record or a workbook; a file that cannot be read is noted and left."""
        try:
            raw = _bytes(path)
            if path.suffix.lower() == ".xlsx":
                self.add_workbook(path.name, raw)
            else:
                inside = self.unlock(path.name, raw) if is_locked(raw) else raw
                self.add_record(path.name, opened_here(inside, self.library))
        except (LibraryError, OSError) as error:
            reason = str(error).splitlines()
            more = f" (and {len(reason) - 1} more)" if len(reason) > 1 else ""
            self.refused.append((path.name, (reason[0] if reason else "cannot be read") + more))
        else:
            self.read += 1

    def add_workbook(self, name: str, raw: bytes) -> None:
        found = read(raw, self.library)
        if isinstance(found, FilledCounts):
            self.add_counts(name, found)
            return
        here = brought_here(applied(found, None, self.library, _NO_TIME), self.library)
        self.messages += [(name, note) for note in found.messages]
        self.add_record(name, here)

    def add_record(self, name: str, here: OpenedHere) -> None:
        notes = here.messages
        if here.reviews:
            notes = (*notes, f"{len(here.reviews)} of its statements changed since it was saved.")
        rounds = list(counted_rounds(here.record, self.known))
        if not rounds:
            notes = (*notes, "It holds no answers of a school, and none to a survey.")
        school = here.record.school.strip()
        again = sum(not self.count(one, school, name) for one in rounds)
        if again:
            notes = (*notes, f"{again} of its rounds another file holds too; counted once.")
        self.messages += [(name, note) for note in notes]

    def add_counts(self, name: str, found: FilledCounts) -> None:
        """Keep a workbook of counts; of two of one school that count the same, the later."""
        new = replace(found, school=found.school or name.partition(".")[0])
        held = self.counts.setdefault(new.instrument.id, {})
        same = (folded(new.school), folded(new.what))
        if same in held:
            left = f"{new.instrument.id}: of two files of {new.school} the later counts"
            self.messages.append((name, f"{left}. If they are two schools, add the place."))
        if same not in held or held[same].date <= new.date:
            held[same] = new

    def count(self, one: Round, school: str, file: str) -> bool:
        """Count a round; False when another file held the same one already."""
        lasting = lasting_id(one)
        if lasting and lasting in self._seen:
            return False
        if lasting:
            self._seen.add(lasting)
        tally = self.tallies.setdefault(one.instrument, Tally(self.known[one.instrument]))
        left = tally.add(one, school, file)
        if left:
            words = f"{one.instrument}: another file of {school} counts instead, the later one"
            self.messages.append(
                (left, f"{words}. If they are two schools, add the place to their names.")
            )
        return True


def collate(paths: Iterable[Path], library: Library, unlock: Unlock = no_passphrase) -> Network:
    """What the files say together, each read once."""
    network = Network(library, unlock)
    for path in paths:
        network.add(path)
    return network


def found_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that are named, and in folders those that could be records or workbooks."""
    for path in paths:
        if path.is_dir():
            yield from sorted(
                file
                for file in path.rglob("*")
                if file.suffix.lower() in (".json", ".xlsx")
                and not file.name.startswith(("~", "."))
            )
        else:
            yield path


def _bytes(path: Path) -> bytes:
    if path.stat().st_size > MAX_LOCKED_BYTES:
        raise LibraryError("It is larger than 5 MB, which no record or workbook is.")
    return path.read_bytes()
