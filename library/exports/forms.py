"""An instrument as a form to print and fill in by hand."""

from __future__ import annotations

from library.exports.blocks import (
    Blank,
    Block,
    Box,
    Definitions,
    Heading,
    Inline,
    Items,
    Paragraph,
    Question,
    Strong,
    Text,
)
from library.exports.links import anchor_of
from library.exports.reading import Reader
from library.model import Instrument, Library, Statement


def form(library: Library, instrument: Instrument, reader: Reader) -> tuple[Block, ...]:
    """Purpose, how to answer, the scale, and every statement with room to write."""
    scale = instrument.scale
    blocks: list[Block] = [
        Paragraph((Text(instrument.purpose),), "lede"),
        Blank("Answered by (roles), and date", 1),
        Heading(2, (Text("How to answer"),), anchor_of(reader.part, "how")),
        Paragraph((Text(instrument.how),)),
        Definitions(
            tuple(
                ((Text(f"{level.symbol} {level.name}"),), (Paragraph((Text(level.meaning),)),))
                for level in scale.levels
            )
        ),
        Paragraph((Strong((Text("Write no pupils’ names anywhere in this form."),)),)),
    ]
    if instrument.gates:
        whys = tuple((Paragraph((Text(gate.why),)),) for gate in instrument.gates)
        blocks.append(Box("note", (Text("What counts first"),), (Items(whys),)))
    for section in instrument.sections:
        blocks.append(Heading(2, (Text(section.title),), anchor_of(reader.part, section.id)))
        if section.feature:
            blocks.append(
                Paragraph((Text("Feature "), *named(library, section.feature, reader)), "lead-in")
            )
        blocks += [_question(library, instrument, item, reader) for item in section.statements]
    for question in instrument.questions:
        blocks.append(Blank(f"{question.id}  {question.text}", 5))
    return tuple(blocks)


def _question(
    library: Library, instrument: Instrument, item: Statement, reader: Reader
) -> Question:
    texts = item.levels or ("",) * len(instrument.scale.levels)
    levels = tuple(
        (level.symbol, level.name, text)
        for level, text in zip(instrument.scale.levels, texts, strict=True)
    )
    return Question(
        item.id,
        item.text,
        levels,
        item.evidence or "",
        tuple(named(library, target, reader) for target in item.helps),
        anchor_of(reader.part, item.id),
    )


def named(library: Library, target: str, reader: Reader) -> tuple[Inline, ...]:
    """A link to anything with an id, by its title and the place in it."""
    identifier, _, fragment = target.partition("#")
    thing = library.get(identifier)
    name = next(
        str(getattr(thing, key)) for key in ("title", "name", "text") if hasattr(thing, key)
    )
    if fragment:
        name = f"{name}: {fragment.replace('-', ' ')}"
    address = library.addresses[identifier]
    if fragment:
        address = f"{address.partition('#')[0]}#{fragment}"
    return reader.linked((Text(name),), f"/{address}")
