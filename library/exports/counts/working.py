"""The sheet Working: the rules of ``library.counts`` as formulas, a row for each group and time."""

from __future__ import annotations

from typing import Any

from library.exports.cells import Column
from library.exports.counts.book import CountsBook
from library.exports.sheets import TOP
from library.scoring import SMALL

_LEAD = "The rules by which small numbers are hidden. Leave this sheet as it is."


def working_sheet(book: CountsBook) -> None:
    """Add the sheet. Its columns are those that ``CountsBook.at`` counts."""
    sheet = book.sheet("Working", "Working", _LEAD)
    names = [one.name for one in book.counts.measures]
    columns = (
        Column("key", 22, "Row"),
        *(Column("raw", 12, f"{one}: counted", "worked") for one in names),
        Column("small", 12, "Group too small", "worked"),
        Column("group", 12, "Group hidden", "worked"),
        *(Column("hidden", 12, f"{one}: hidden", "worked") for one in names),
        *(Column("other", 12, f"{one}: hidden too", "worked") for one in names),
    )
    groups, times = range(len(book.counts.groups)), range(len(book.counts.times))
    book.table(sheet, "Working", columns, len(groups) * len(times))
    sheet.set_row(TOP, 62)
    for time in times:
        for group in groups:
            book.cells(sheet, book.working_row(group, time), columns, _row(book, group, time))
    sheet.freeze_panes(TOP + 1, 1)


def _row(book: CountsBook, group: int, time: int) -> list[Any]:
    measures = range(len(book.counts.measures))
    return [
        book.key(group, time),
        *((f"={_raw(book, group, time, one)}", "") for one in measures),
        (f"={_small(book, group, time)}", 0),
        (f"=IF({_sum(book, 'small', group)}>0,1,0)", 0),
        *((f"={_hidden(book, group, time, one)}", 0) for one in measures),
        *((f"={_other(book, group, time, one)}", 0) for one in measures),
    ]


def _raw(book: CountsBook, group: int, time: int, measure: int) -> str:
    """What was filled in, found by the row's key: the sheet Counts may have been sorted."""
    last = TOP + 1 + len(book.counts.groups) * len(book.counts.times)
    column = chr(ord("D") + measure)
    key = f"$A{book.working_row(group, time) + 1}"
    found = (
        f"INDEX(Counts!${column}${TOP + 2}:${column}${last},"
        f"MATCH({key},Counts!$A${TOP + 2}:$A${last},0))"
    )
    return f'IF({found}="","",{found})'


def _sum(book: CountsBook, kind: str, group: int) -> str:
    """The sum over all times of a group's flag."""
    return "+".join(book.cell(kind, group, time) for time in range(len(book.counts.times)))


def _whole(book: CountsBook) -> int | None:
    ids = [one.id for one in book.counts.groups]
    return ids.index(book.counts.whole) if book.counts.whole else None


def _rest_is_small(book: CountsBook, group: int, time: int, measure: int) -> str:
    """1 where fewer than five of the whole are not in the group, as a formula; else 0."""
    whole = _whole(book)
    if whole is None or whole == group:
        return "0"
    number = book.cell("raw", group, time, measure)
    all_of = book.cell("raw", whole, time, measure)
    rest = f"{all_of}-{number}"
    inner = f"IF({all_of}>={SMALL},IF({rest}>0,IF({rest}<{SMALL},1,0),0),0)"
    return f"IF(ISNUMBER({all_of}),{inner},0)"


def _small(book: CountsBook, group: int, time: int) -> str:
    number = book.cell("raw", group, time)
    rest = _rest_is_small(book, group, time, 0)
    return f'IF({number}="",0,IF(ISNUMBER({number}),IF({number}<{SMALL},1,{rest}),1))'


def _hidden(book: CountsBook, group: int, time: int, measure: int) -> str:
    number = book.cell("raw", group, time, measure)
    rest = _rest_is_small(book, group, time, measure)
    of = book.counts.measures[measure].of
    if of:
        at = [one.id for one in book.counts.measures].index(of)
        parent = book.cell("raw", group, time, at)
        few_beside = f"IF({parent}>={SMALL},IF({parent}-{number}<{SMALL},1,{rest}),{rest})"
        rest = f"IF(ISNUMBER({parent}),{few_beside},{rest})"
    own = f"IF({number}<{SMALL},1,{rest})"
    flag = f"IF(ISNUMBER({number}),{own},1)"
    return f'IF({number}="",0,IF({book.cell("group", group, time)}=1,1,{flag}))'


def _other(book: CountsBook, group: int, time: int, measure: int) -> str:
    """1 for the first shown of groups that make up the whole, when one alone is hidden."""
    whole = _whole(book)
    parts = book.parts_with(group)
    if whole is None or not parts:
        return "0"
    hidden = "+".join(book.cell("hidden", at, time, measure) for at in parts)
    before = "+".join(
        f'IF({book.cell("raw", at, time, measure)}="",0,1-{book.cell("hidden", at, time, measure)})'
        for at in parts[: parts.index(group)]
    )
    is_first = f"IF({before}=0,1,0)" if before else "1"
    own = f"IF({book.cell('hidden', group, time, measure)}=1,0,{is_first})"
    alone = f"IF({hidden}=1,{own},0)"
    whole_shown = f"IF({book.cell('hidden', whole, time, measure)}=0,{alone},0)"
    number = book.cell("raw", group, time, measure)
    filled = f'IF({book.cell("raw", whole, time, measure)}="",0,{whole_shown})'
    return f'IF({number}="",0,{filled})'
