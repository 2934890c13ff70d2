"""What was found at outside addresses, page by page, as a Markdown text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import jinja2

from library.model import Library, Page
from library.outside.addresses import Outside
from library.outside.answers import Answer

ADVICE = {
    "gone": "Find what took its place and change `url`; or record an archived copy in `archived`.",
    "failing": "Ask again another day. If it stays so, treat it as gone.",
    "moved": "Open the new address, see that it is the same thing, and change `url`.",
    "closed": "The site turns programs away. Open it by hand; if it is there, write the day into "
    "`checked` and take `state` out.",
    "works": "Nothing.",
    "not yet checked": "Run `python3 scripts/links.py` where there is internet.",
}
"""What a person does about each state, worst first."""
_TEMPLATES = Path(__file__).parent / "templates"
_Row = tuple[Outside, str, str]


def report(
    library: Library,
    found: Iterable[Outside],
    answers: Mapping[str, Answer],
    today: date,
) -> str:
    """The report. What was not asked this time stands with its state from the data."""
    rows = [_row(item, answers.get(item.address)) for item in found]
    by_page: dict[str, list[_Row]] = {}
    for row in rows:
        for path in [page.path for page in row[0].pages] or [""]:
            by_page.setdefault(path, []).append(row)
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701  Markdown, read as text
    )
    environment.filters["cell"] = _cell
    return environment.get_template("report.md").render(
        lib=library,
        day=f"{today.day} {today.strftime('%B %Y')}",
        found=rows,
        asked=sum(item.address in answers for item, _, _ in rows),
        advice=ADVICE,
        counts=Counter(state for _, state, _ in rows),
        pages=_in_order(library, by_page),
    )


def _row(item: Outside, answer: Answer | None) -> _Row:
    if answer:
        leads = f" to {answer.moved_to}" if answer.moved_to else ""
        return item, answer.state, answer.reason + leads if answer.state != "works" else ""
    if item.checked is None:
        return item, "not yet checked", ""
    return item, item.state or "works", f"on {item.checked.isoformat()}"


def _in_order(
    library: Library, by_page: Mapping[str, list[_Row]]
) -> list[tuple[Page | None, list[_Row]]]:
    """Pages with the worst links first; on each page the worst first."""
    rank = {state: at for at, state in enumerate(ADVICE)}
    sorted_rows = {
        path: sorted(rows, key=lambda row: rank[row[1]]) for path, rows in by_page.items()
    }
    return [
        (library.page_at[path] if path else None, rows)
        for path, rows in sorted(
            sorted_rows.items(), key=lambda item: (rank[item[1][0][1]], item[0])
        )
    ]


def _cell(text: str) -> str:
    """A text inside a cell of a table and inside a link."""
    for sign, instead in (("|", "\\|"), ("[", "("), ("]", ")"), ("\n", " ")):
        text = text.replace(sign, instead)
    return text
