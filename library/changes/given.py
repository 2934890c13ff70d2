"""Everything that a round says of each statement: taken apart, and put together again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from library.model import Instrument
from library.record import MAX_TEXT, Answer, Joint, Moderated, Round


@dataclass
class Given:
    """Everything that a round says of one statement."""

    answer: Answer | None = None
    words: str = ""
    moderated: Moderated | None = None
    joint: Joint | None = None

    def kept(self) -> Answer:
        """All of it as one answer, for the list of what was retired."""
        notes = [self.answer.note if self.answer else "", self.words]
        if self.moderated:
            notes.append(f"Adviser: level {self.moderated.level}. {self.moderated.reason}")
        if self.joint:
            notes.append(f"Settled together: level {self.joint.level}. {self.joint.reason}")
        return (self.answer or Answer()).model_copy(update={"note": joined(notes)})


def joined(texts: Iterable[str]) -> str:
    """Texts below each other, each once, no longer than a record's text may be."""
    return "\n".join(dict.fromkeys(text for text in texts if text))[:MAX_TEXT]


def taken_apart(one: Round) -> dict[str, Given]:
    """What a round says, by the id of the statement."""
    found: dict[str, Given] = {}
    for key, answer in one.answers.items():
        found.setdefault(key, Given()).answer = answer
    for key, words in one.words.items():
        found.setdefault(key, Given()).words = words
    for key, moderated in one.moderated.items():
        found.setdefault(key, Given()).moderated = moderated
    for key, joint in one.joint.items():
        found.setdefault(key, Given()).joint = joint
    return found


def rounds(
    one: Round,
    given: Mapping[str, Given],
    edition: str,
    here: Mapping[str, Instrument],
    taken: set[str],
) -> list[Round]:
    """The round, and a round beside it for each other instrument that statements went to."""
    by_instrument: dict[str, dict[str, Given]] = {one.instrument: {}}
    for key, value in given.items():
        by_instrument.setdefault(key.partition(".")[0], {})[key] = value
    if one.instrument not in here and not by_instrument[one.instrument]:
        del by_instrument[one.instrument]
    found = []
    for instrument, values in by_instrument.items():
        name = one.id if instrument == one.instrument else f"{one.id[:40]}-{instrument}"
        while name != one.id and name in taken:
            name += "x"
        taken.add(name)
        found.append(
            one.model_copy(
                update={
                    "id": name,
                    "instrument": instrument,
                    "edition": edition,
                    "answers": {key: value.answer for key, value in values.items() if value.answer},
                    "words": {key: value.words for key, value in values.items() if value.words},
                    "moderated": {
                        key: value.moderated for key, value in values.items() if value.moderated
                    },
                    "joint": {key: value.joint for key, value in values.items() if value.joint},
                }
            )
        )
    return found
