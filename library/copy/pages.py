"""The pages at the top of a copy or an update, and the programs that stand beside them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import jinja2
import markdown
from markupsafe import Markup

from library.copy.bag import Content, size
from library.editions import ledger
from library.editions.news import by_role, news
from library.model import Library
from library.policy import with_policy
from library.render import size_in_words

TEMPLATES = Path(__file__).parent / "templates"
PROGRAMS = Path(__file__).parent / "programs"
_PARTS = {
    "data/site/downloads/": "Files to take away (Word, PowerPoint, Excel, PDF and others)",
    "data/site/": "Pages of the library",
    "data/": "What it is made from: text, data, programs",
}
"""The parts of a copy by where they lie: the first that fits."""


def top(
    library: Library, payload: Mapping[str, Content], public_key: str | None, *, light: bool
) -> dict[str, Content]:
    """The pages and the program at the top of a copy with this payload."""
    hosting = (TEMPLATES / "hosting.md").read_text(encoding="utf-8")
    published = [one.edition for one in library.ledger.editions if one.edition != library.edition]
    shared = {
        "lib": library,
        "before": published[-1] if published else None,
        "groups": by_role(library, news(library, ledger.after(library), library.edition)),
        "parts": _sizes(payload),
        "public_key": public_key,
        "light": light,
        "total": size_in_words(sum(map(size, payload.values()))),
        "files": len(payload),
        "hosting": Markup(markdown.markdown(hosting, extensions=["tables", "toc"])),  # noqa: S704
    }
    names = ("START-HERE", "CHECK-MY-COPY", "HOSTING", "RIGHTS", "WHAT-IS-NEW")
    pages: dict[str, Content] = {
        f"{name}.html": page(f"{name.lower()}.html", **shared) for name in names
    }
    return {**pages, "check_my_copy.py": checker(public_key)}


def page(template: str, **shown: object) -> bytes:
    """One page, with its style and scripts inside: it may be moved alone."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script = (
        Markup((TEMPLATES / name).read_text(encoding="utf-8"))  # noqa: S704  our own files
        for name in ("style.css", "check-my-copy.js")
    )
    html = environment.get_template(template).render(shown, style=style, script=script)
    return with_policy(html).encode()


def checker(public_key: str | None) -> bytes:
    """The program that checks a copy, knowing the key of those who published it."""
    program = (PROGRAMS / "check_my_copy.py").read_text(encoding="utf-8")
    return program.replace('PUBLIC_KEY = ""', f'PUBLIC_KEY = "{public_key or ""}"').encode()


def _sizes(payload: Mapping[str, Content]) -> list[tuple[str, str]]:
    """The parts of a copy with their sizes, for a person."""
    sizes = dict.fromkeys(_PARTS.values(), 0)
    for name, data in payload.items():
        title = next(title for start, title in _PARTS.items() if name.startswith(start))
        sizes[title] += size(data)
    return [(title, size_in_words(amount)) for title, amount in sizes.items()]
