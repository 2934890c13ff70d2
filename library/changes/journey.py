"""The way of a round through every change map between its edition and this one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from library.changes.given import Given, joined, rounds, taken_apart
from library.changes.review import Review
from library.files import Change
from library.model import ChangeMap, Instrument, Library
from library.record import MAX_LIST, MAX_TEXT, Answer, Retired, Round, edition_order

_ONE_TO_ONE = ("kept", "reworded", "moved")


@dataclass
class Journey:
    """A record on its way through the editions."""

    library: Library
    retired: list[Retired]
    reviews: list[Review] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    def round(self, one: Round, taken: Iterable[str]) -> list[Round]:
        """A round in the terms of this edition; more than one when statements went elsewhere."""
        here = {item.id: item for item in self.library.instruments}
        given = taken_apart(one)
        order = edition_order(one.edition)
        steps = [step for step in self.library.changes if order < edition_order(step.edition)]
        for step in steps:
            for change in step.changes:
                if any(key in given for key in change.origin):
                    self.change(one, step, change, given)
        if one.instrument not in here and not steps:
            self.messages.append(
                f"This library has no {one.instrument}; what was answered there is kept as it is."
            )
            return [one]
        self.leftovers(one, given, here)
        return rounds(one, given, self.library.edition, here, set(taken))

    def change(self, one: Round, step: ChangeMap, change: Change, given: dict[str, Given]) -> None:
        present = {key: given.pop(key) for key in change.origin if key in given}
        if change.kind != "kept" and not (change.same_meaning and change.kind in _ONE_TO_ONE):
            self.reviews.append(
                Review(
                    one.id,
                    change.kind,
                    change.why,
                    tuple((key, self.text(key, step.edition)) for key in change.origin),
                    tuple((key, self.text_now(key)) for key in change.to),
                )
            )
        if change.kind not in _ONE_TO_ONE:
            for key, value in present.items():
                self.retire(one, key, value, self.text(key, step.edition), change.why)
        looked_at = change.same_meaning or change.kind == "kept"
        for key in change.to:
            new = (
                self.merged(one, list(present.values()))
                if len(present) > 1
                else replace(next(iter(present.values())))
            )
            if new.answer and not looked_at:
                new.answer = new.answer.model_copy(update={"copied": True})
            given[key] = new

    def merged(self, one: Round, parts: list[Given]) -> Given:
        """Several answers as one: the lowest level, all that was written, to be looked at."""
        found = [part.answer for part in parts if part.answer]
        if not found:
            return Given(words=joined(part.words for part in parts))
        values = self.values(one.instrument)
        levels = [one.level for one in found if one.level is not None]
        lowest = min(levels, key=lambda key: values.get(key, 0)) if levels else None
        texts = {
            key: joined(getattr(one, key) for one in found)
            for key in ("reason", "helps", "hinders", "goal", "measure", "note")
        }
        answer = Answer(
            level=lowest,
            other=None if levels else found[0].other,
            copied=True,
            target=next((one.target for one in found if one.target), None),
            evidence=tuple(item for one in found for item in one.evidence)[:MAX_LIST],
            actions=tuple(item for one in found for item in one.actions)[:MAX_LIST],
            **texts,
        )
        return Given(answer, joined(part.words for part in parts))

    def values(self, instrument: str) -> Mapping[str, int]:
        for one in self.library.instruments:
            if one.id == instrument:
                return one.scale.values
        for file in reversed(self.library.published):
            for part in file.instruments:
                if part.id == instrument:
                    return {level.key: level.value for level in part.levels}
        return {}

    def leftovers(
        self, one: Round, given: dict[str, Given], here: Mapping[str, Instrument]
    ) -> None:
        """Retire what this library has no statement or level for, and say so."""
        known = {
            name: instrument.ids
            for name, instrument in here.items()
            if any(key.startswith(f"{name}.") for key in given)
        }
        for key in list(given):
            instrument = here.get(key.partition(".")[0])
            if instrument is None or key not in known[instrument.id]:
                why = f"This library has no statement {key}."
                self.retire(one, key, given.pop(key), self.text(key, self.library.edition), why)
                self.messages.append(f"{why} What was answered is kept among the retired answers.")
                continue
            answer = given[key].answer
            if answer and answer.level is not None and answer.level not in instrument.scale.values:
                why = f"The scale of {instrument.id} has no level '{answer.level[:40]}'."
                self.retire(one, key, given[key], self.text_now(key), why)
                given[key].answer = answer.model_copy(update={"level": None, "copied": True})
                self.messages.append(f"{key}: {why} Choose one again.")

    def retire(self, one: Round, key: str, value: Given, text: str, why: str) -> None:
        self.retired.append(
            Retired(
                instrument=key.partition(".")[0],
                statement=key,
                text=text[:MAX_TEXT],
                answer=value.kept(),
                edition=one.edition,
                why=why,
                round=one.id,
            )
        )

    def text(self, key: str, before: str) -> str:
        """The words of a statement in the edition before this one."""
        for file in reversed(self.library.published):
            if edition_order(file.edition) < edition_order(before):
                for one in file.instruments:
                    for item in one.statements:
                        if item.id == key:
                            return item.text
        return ""

    def text_now(self, key: str) -> str:
        thing = self.library.things.get(key)
        return str(getattr(thing, "text", "")) or self.text(key, "9999.1")
