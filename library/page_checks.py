"""What must hold in the text of pages: links, citations, headings, boxes, macros."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache

from library import prose
from library.calls import MACROS, PLACES, Call, Unreadable, calls
from library.files import RESOURCE_KINDS
from library.headings import headings as headings_of
from library.headings import prose_lines
from library.model import Library, Page
from library.problems import Problem

BOXES = (
    "monday",
    "say",
    "primary",
    "secondary",
    "pitfall",
    "signs",
    "evidence",
    "governors",
    "note",
    "notes",
    "activity",
)
_BOX = re.compile(r"^\s*(?:!!!|\?\?\?\+?)\s+([\w-]+)")
_FOREIGN = re.compile(
    r"<(script|iframe|object|embed|style|link|img|video|audio|form)\b", re.IGNORECASE
)
_RAW_ADDRESS = re.compile(r"(?:<|\bhref=[\"']?)(https?://[^\s>\"']+)", re.IGNORECASE)
_CODE = re.compile(r"`[^`]*`")
_HTML_ID = re.compile(r"\sid=[\"']([^\"']+)[\"']")
_TERM = re.compile(r"[^a-z0-9]+")


def term_anchor(term: str) -> str:
    """The anchor of a glossary term on the page that lists them."""
    return "term-" + _TERM.sub("-", term.lower()).strip("-")


def anchors(library: Library, page: Page) -> frozenset[str]:
    """Every place on a page that a link may name."""
    return _anchors(_Held(library), page)


class _Held:
    """A library as a key of a cache: the same object, not an equal one."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.library is self.library

    def __hash__(self) -> int:
        return id(self.library)


@lru_cache(maxsize=8192)
def _anchors(held: _Held, page: Page) -> frozenset[str]:
    library = held.library
    found = {heading.anchor for heading in headings_of(page.body)}
    found |= set(_HTML_ID.findall(page.body))
    for instrument in library.instruments:
        if instrument.page == page:
            found |= {item.id for item in instrument.statements}
            found |= {section.id for section in instrument.sections}
    found |= {video.entry.id for video in library.videos if video.page == page}
    for day in library.days:
        if day.page == page:
            found |= {item.anchor for item in (*day.agenda, *day.development_agenda)}
    for strand in library.strands:
        if strand.page == page:
            found |= {feature.id for feature in strand.features}
    if "glossary()" in page.body:
        found |= {term_anchor(term.term) for term in library.terms}
    if "sources()" in page.body:
        found |= {f"source-{source.id}" for source in library.sources}
    return frozenset(found)


def places(library: Library) -> Iterator[Problem]:
    """A heading and a section of the instrument beside it never share an anchor."""
    for instrument in library.instruments:
        taken = {heading.anchor for heading in headings_of(instrument.page.body)}
        for at, section in enumerate(instrument.sections):
            if section.id in taken:
                yield Problem(
                    instrument.file,
                    library.lines[instrument.file].of("sections", at, "id"),
                    "L-04",
                    f"the page beside this file has a heading with the anchor "
                    f"'{section.id}' already; take another id for the section",
                )


def target_problems(library: Library, target: str, file: str, line: int) -> Iterator[Problem]:
    """What is wrong with a pointer of the form ID or ID#anchor."""
    identifier, _, anchor = target.partition("#")
    if identifier not in library.addresses:
        if identifier not in library.spoilt:
            yield Problem(file, line, "I-03", f"nothing has the id {identifier}")
        return
    if anchor:
        url = library.addresses[identifier].partition("#")[0]
        page = next(page for page in library.pages if page.url == url)
        if anchor not in anchors(library, page):
            yield Problem(file, line, "L-02", f"{identifier} has no place named '{anchor}'")


def links(library: Library) -> Iterator[Problem]:
    for page in library.pages:
        if "](" in page.body:
            for link in prose.links(page.body):
                yield from _link_problems(library, page, link)


def _link_problems(library: Library, page: Page, link: prose.Link) -> Iterator[Problem]:
    line = link.line + page.body_line - 1
    target = link.target
    if link.picture and not link.text.strip():
        yield Problem(page.path, line, "P-02", f"the picture {target} needs alternative text")
    if target.startswith("id:"):
        yield from target_problems(library, target[3:], page.path, line)
    elif link.picture and "://" in target:
        yield Problem(page.path, line, "P-04", f"a picture lies in docs/assets; found {target}")
    elif not target or target.startswith("/") or "\\" in target:
        yield Problem(
            page.path, line, "L-03", f"a link names an id, a file or an address; found '{target}'"
        )
    elif target.startswith(("http://", "https://")):
        yield _unknown_outside(page, line, target)
    elif not target.startswith("mailto:"):
        yield from _file_problems(library, page, target, line)


def _unknown_outside(page: Page, line: int, target: str) -> Problem:
    """Outside links stand in data, where each has a note and the date of its last check."""
    return Problem(
        page.path,
        line,
        "L-05",
        "an outside address stands in sources.yaml (or videos.yaml); add it there with a note "
        f"and cite it, as [@eef-feedback-2021]; found {target}",
    )


def _file_problems(library: Library, page: Page, target: str, line: int) -> Iterator[Problem]:
    path, _, anchor = target.partition("#")
    file = posixpath.normpath(posixpath.join(page.folder, path)) if path else page.path
    if file.endswith(".html"):
        yield Problem(page.path, line, "L-03", f"link to the .md file, not to {path}")
    elif file.endswith(".md"):
        other = library.page_at.get(file)
        if other is None and file not in library.lines:
            yield Problem(page.path, line, "L-01", f"there is no page {file}")
        elif other and anchor and anchor not in anchors(library, other):
            yield Problem(page.path, line, "L-02", f"{file} has no place named '{anchor}'")
    elif file.startswith("..") or not (library.root / file).is_file():
        yield Problem(page.path, line, "L-01", f"there is no file {file}")


def citations(library: Library) -> Iterator[Problem]:
    known = {source.id for source in library.sources}
    for page in library.pages:
        if "[@" in page.body:
            for number, key in prose.citations(page.body):
                if key not in known:
                    yield Problem(
                        page.path,
                        number + page.body_line - 1,
                        "R-04",
                        f"'{key}' is not known as source",
                    )


def headings(library: Library) -> Iterator[Problem]:
    """The title is the only first-level heading, and no level is skipped."""
    for page in library.pages:
        before = 1
        for heading in headings_of(page.body):
            line = heading.line + page.body_line - 1
            if heading.level == 1:
                yield Problem(
                    page.path,
                    line,
                    "P-01",
                    "the title stands in the front matter; begin headings with ##",
                )
            elif heading.level > before + 1:
                yield Problem(
                    page.path,
                    line,
                    "P-01",
                    f"a heading of level {before + 1} is expected before level {heading.level}",
                )
            before = max(heading.level, 2) if heading.level > 1 else 1


def boxes(library: Library) -> Iterator[Problem]:
    for page in library.pages:
        if "!!!" not in page.body and "???" not in page.body:
            continue
        for number, line in prose_lines(page.body):
            match = _BOX.match(line)
            if match and match[1] not in BOXES:
                yield Problem(
                    page.path,
                    number + page.body_line - 1,
                    "P-03",
                    f"a box is one of {', '.join(BOXES)}; found '{match[1]}'",
                )


def foreign(library: Library) -> Iterator[Problem]:
    """Pages hold text: what they show from elsewhere, or run, comes only through parts."""
    for page in library.pages:
        if "<" not in page.body:
            continue
        for number, line in prose_lines(page.body):
            match = _FOREIGN.search(line)
            if match:
                yield Problem(
                    page.path,
                    number + page.body_line - 1,
                    "P-04",
                    f"the element <{match[1].lower()}> is not used in a page",
                )
            elif address := _RAW_ADDRESS.search(_CODE.sub("", line)):
                yield _unknown_outside(page, number + page.body_line - 1, address[1])


def macros(library: Library) -> Iterator[Problem]:
    for page in library.pages:
        try:
            for call in calls(page.body):
                yield from _call_problems(library, page, call)
        except Unreadable as error:
            yield Problem(
                page.path,
                error.line + page.body_line - 1,
                "M-03",
                f"cannot be read: {error}; braces with # or % are for macros, "
                "write '{ #name }' with spaces",
            )


def _call_problems(library: Library, page: Page, call: Call) -> Iterator[Problem]:
    line = call.line + page.body_line - 1
    wanted = MACROS.get(call.name)
    if wanted is None:
        yield Problem(
            page.path,
            line,
            "M-01",
            f"there is no macro '{call.name}'; there are {', '.join(sorted(MACROS))}",
        )
        return
    if call.name in PLACES and page.kind not in (*PLACES[call.name], "unread"):
        yield Problem(
            page.path,
            line,
            "M-02",
            f"{call.name}() stands on a page of kind "
            f"{' or '.join(PLACES[call.name])}; the kind here is {page.kind}",
        )
    for name, value in call.arguments:
        kind = wanted.get(name) or (wanted.get("*") if name.isdigit() else None)
        if kind is None or not isinstance(value, str):
            yield Problem(
                page.path,
                line,
                "M-02",
                f"{call.name}() cannot use the argument {name or 'missing'}={value!r}",
            )
        elif not _names(library, kind, value) and value not in library.spoilt:
            yield Problem(
                page.path, line, "M-02", f"{call.name}(): '{value}' is not known as {kind}"
            )


def _names(library: Library, kind: str, value: str) -> bool:
    if kind == "strand":
        return any(strand.slug == value for strand in library.strands)
    if kind == "role":
        return any(role.id == value for role in library.roles)
    if kind == "kind":
        return value in RESOURCE_KINDS
    return any(page.id == value and kind in ("resource", page.kind) for page in library.resources)
