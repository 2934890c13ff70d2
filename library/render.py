"""The one Jinja environment of the page parts: escaping on, an undefined name is an error.

A part is a folder with ``part.html`` and, when it needs them, ``part.css`` and ``part.js``.
Every part sees ``lib``, ``page``, ``href``, ``icon``, ``md`` and ``minutes``; the rest is its
own data.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from pathlib import Path

import jinja2
import markdown
from jinja2.bccache import Bucket
from markupsafe import Markup

from library import policy, prose
from library.model import Library, Page
from library.page_checks import term_anchor
from library.problems import LibraryError


def minutes_in_words(count: int) -> str:
    """5 as "5 min", 90 as "1 h 30 min"."""
    hours, rest = divmod(count, 60)
    return " ".join(
        part
        for part in (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "")
        if part
    )


def size_in_words(count: int) -> str:
    """A number of bytes as a person reads it: "840 bytes", "12 kB", "1.4 MB"."""
    if count < 1000:
        return f"{count} bytes"
    if count < 1_000_000:
        return f"{round(count / 1000)} kB"
    return f"{count / 1_000_000:.1f} MB"


class _Compiled(jinja2.BytecodeCache):
    """Templates as they were compiled last: a preview makes one renderer after another."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])  # refuses that of another text

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key] = bucket.bytecode_to_string()


_compiled = _Compiled()


class Renderer:
    """Renders parts for the pages of one library, and remembers which parts a page used."""

    def __init__(self, library: Library, theme: Path) -> None:
        self.library = library
        self.theme = theme
        self.used: dict[str, set[str]] = defaultdict(set)
        self.environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(theme / "parts"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=_compiled,
        )
        self.environment.filters["bytes"] = size_in_words
        self.environment.globals.update(
            lib=library,
            icon=self.icon,
            minutes=minutes_in_words,
            term_anchor=term_anchor,
            content_policy=Markup(policy.PAGE),  # noqa: S704  ours, and without a sign of HTML
        )

    def part(self, name: str, page: Page, **data: object) -> Markup:
        """The HTML of a part on a page.

        Raises LibraryError, naming the part and the page, when its template cannot be rendered.
        """
        self.used[page.path].add(name)
        try:
            template = self.environment.get_template(f"{name}/part.html")
            html = template.render(
                page=page,
                href=self.links_from(page),
                md=lambda text: self.prose(text, page),
                **data,
            )
        except jinja2.TemplateError as error:
            at = f", line {error.lineno}" if isinstance(error, jinja2.TemplateSyntaxError) else ""
            raise LibraryError(
                f"{page.path}: the part '{name}' cannot be rendered{at}: {error}"
            ) from error
        return Markup(html)  # noqa: S704  rendered with escaping on

    def links_from(self, page: Page) -> _Links:
        return _Links(self.library, page.url)

    def scripts(self, page: Page) -> tuple[str, ...]:
        """Addresses of the scripts of the parts that a page used, below the site's root."""
        names = sorted(self.used[page.path])
        return tuple(f"assets/parts/{name}.js" for name in names if self.has_script(name))

    @lru_cache(maxsize=256)  # noqa: B019  one renderer lives as long as its build
    def has_script(self, name: str) -> bool:
        return (self.theme / "parts" / name / "part.js").is_file()

    @lru_cache(maxsize=256)  # noqa: B019
    def icon(self, name: str) -> Markup:
        """A symbol as inline SVG."""
        file = self.theme / "symbols" / f"{name}.svg"
        if not file.is_file():
            raise LibraryError(f"there is no symbol '{name}' in {file.parent.name}/")
        return Markup(file.read_text(encoding="utf-8").strip())  # noqa: S704  our own drawing

    def prose(self, text: str, page: Page) -> Markup:
        """A short Markdown text of a data file as HTML."""
        linked = prose.plain_links(text, self.library, page.url)
        return Markup(_markdown(linked))  # noqa: S704  authors' own text, through Markdown


class _Links:
    """``href`` in a part: the relative address of an id, a page or a path of the site."""

    def __init__(self, library: Library, url: str) -> None:
        self.library = library
        self.url = url

    def __call__(self, target: object) -> str:
        if isinstance(target, Page):
            found = target.url
        else:
            identifier, _, anchor = str(target).partition("#")
            found = self.library.addresses.get(identifier, identifier)
            if anchor:
                found = f"{found.partition('#')[0]}#{anchor}"
        return prose.relative(found, self.url)


_converter = markdown.Markdown(extensions=["smarty"], output_format="html")
"""Made once: making it takes longer than converting the short texts that it is for."""


@lru_cache(maxsize=4096)
def _markdown(text: str) -> str:
    return _converter.reset().convert(text)
