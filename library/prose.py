"""Links by id and citations in Markdown: finding them, and turning them into ordinary links."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from library.headings import prose_lines
from library.model import Library, Page

_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(\s*<?([^)\s>]*)>?(?:\s+\"[^\"]*\")?\s*\)")
_ID_LINK = re.compile(r"\]\(id:([^)\s#]+)(#[^)\s]+)?\)")
_CITE = re.compile(r"\[(@[a-z0-9][a-z0-9-]*(?:\s*;\s*@[a-z0-9][a-z0-9-]*)*)\]")
_CODE = re.compile(r"`[^`]*`")


@dataclass(frozen=True)
class Link:
    """A link or picture in a Markdown text."""

    line: int
    target: str
    text: str
    picture: bool


@lru_cache(maxsize=1 << 14)
def links(body: str) -> tuple[Link, ...]:
    """Every link and picture outside code."""
    return tuple(_links(body))


def _links(body: str) -> Iterator[Link]:
    for number, line in prose_lines(body):
        if "](" in line:
            for match in _LINK.finditer(_CODE.sub("", line)):
                yield Link(number, match[3], match[2], match[1] == "!")


@lru_cache(maxsize=1 << 14)
def citations(body: str) -> tuple[tuple[int, str], ...]:
    """Every key cited in a text, with its line."""
    return tuple(_citations(body))


def _citations(body: str) -> Iterator[tuple[int, str]]:
    for number, line in prose_lines(body):
        if "[@" in line:
            for match in _CITE.finditer(_CODE.sub("", line)):
                for key in match[1].split(";"):
                    yield number, key.strip().removeprefix("@")


def cited(page: Page) -> tuple[str, ...]:
    """The keys of a page's sources: cited ones in order of appearance, then the others."""
    return tuple(dict.fromkeys([*(key for _, key in citations(page.body)), *page.sources]))


def relative(target: str, url: str) -> str:
    """The address of ``target`` (below the site's root) as seen from the page at ``url``."""
    path, _, anchor = target.partition("#")
    here, _, _ = url.partition("#")
    if path == here and anchor:
        return f"#{anchor}"
    found = _way(path, here.rpartition("/")[0])
    return f"{found}#{anchor}" if anchor else found


def _way(path: str, folder: str) -> str:
    """``posixpath.relpath`` for plain paths, which need no working directory: asked very often."""
    if path == folder or "." in (path[:1], folder[:1]):
        return posixpath.relpath(path, folder or ".")
    to, start = path.split("/"), folder.split("/") if folder else []
    shared = 0
    while shared < min(len(to), len(start)) and to[shared] == start[shared]:
        shared += 1
    return "/".join([".."] * (len(start) - shared) + to[shared:]) or "."


def resolved(markdown: str, library: Library, page: Page) -> str:
    """A page's Markdown with links by id and citations as ordinary links between source files.

    The site generator turns links to .md files into addresses, and checks them once more.
    Citations lead to the page's own list of sources; as HTML, since that list stands outside the
    text and the generator would not find it.
    """

    def link(match: re.Match[str]) -> str:
        url, _, anchor = library.addresses[match[1]].partition("#")
        anchor = match[2] or (f"#{anchor}" if anchor else "")
        return f"]({relative(library.path_of[url], page.path)}{anchor})"

    return _replaced(markdown, library, link, "")


def plain_links(markdown: str, library: Library, url: str) -> str:
    """A short text of a data file with links and citations as seen from the page at ``url``."""

    def link(match: re.Match[str]) -> str:
        target = library.addresses[match[1]]
        if match[2]:
            target = target.partition("#")[0] + match[2]
        return f"]({relative(target, url)})"

    return _replaced(markdown, library, link, relative(source_page(library), url))


def _replaced(
    markdown: str, library: Library, link: Callable[[re.Match[str]], str], sources: str
) -> str:
    def citation(match: re.Match[str]) -> str:
        keys = [key.strip().removeprefix("@") for key in match[1].split(";")]
        parts = (
            f'<a class="cite" href="{sources}#source-{key}">{escape(library.source(key).short)}</a>'
            for key in keys
        )
        return f"({'; '.join(parts)})"

    if "](id:" in markdown:
        markdown = _ID_LINK.sub(link, markdown)
    if "[@" in markdown:
        markdown = _CITE.sub(citation, markdown)
    return markdown


def source_page(library: Library) -> str:
    """The address of the page that lists every source, the home page when there is none."""
    page = library.page_that_calls("sources")
    return page.url if page else "index.html"
