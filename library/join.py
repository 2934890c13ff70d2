"""Typed files to one Library: strands to pages, instruments to scales, chapters to handbooks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from library.files import (
    INSTRUMENT_KINDS,
    ChangesFile,
    DayFile,
    Entry,
    FrontMatter,
    GlossaryFile,
    GoneFile,
    InstrumentFile,
    LedgerFile,
    LibraryFile,
    NeedsFile,
    PublishedFile,
    RightsFile,
    RolesFile,
    Scale,
    ScalesFile,
    SourcesFile,
    StrandFile,
    SynonymsFile,
    VideosFile,
)
from library.model import ChangeMap, Day, Instrument, Library, Page, Strand, Video, timed
from library.problems import Problem
from library.yaml_lines import Lines

Shape = TypeVar("Shape", bound=Entry)
_EDITION = re.compile(r"\d{4}\.\d+(\.\d+)?")
_KIND_ORDER = (
    "handbook",
    "presentation",
    "audit",
    "framework",
    "checklist",
    "survey",
    "planner",
    "video",
    "network-day",
)
_UNNAMED = LibraryFile(
    name="Library", short="Library", edition="2000.0", summary="A library.", rights="own"
)

_UNREAD = FrontMatter.model_construct(title="?", kind="unread", roles=(), minutes=1, summary="?")  # type: ignore[arg-type]
"""Stands for front matter that has problems, so that the text below it is checked all the same."""


def join(
    root: Path,
    data: Mapping[str, Entry],
    fronts: Mapping[str, FrontMatter],
    bodies: Mapping[str, tuple[str, int]],
    lines: Mapping[str, Lines],
    problems: list[Problem],
    spoilt: frozenset[str],
) -> Library:
    """The Library; what cannot be joined is left out and added to ``problems``."""
    pages = _pages(fronts, bodies)
    scales = _listed(data, ScalesFile, "scales")
    strands = _strands(data, pages)
    videos = _videos(data, pages, problems)
    entries = [page for page in pages if page.is_resource]
    entries += [_video_page(video) for video in videos]
    order = {strand.slug: strand.order for strand in strands}
    entries.sort(
        key=lambda page: (
            order.get(page.strand or "", 99),
            _KIND_ORDER.index(page.kind),
            _number(page.id or ""),
        )
    )
    about = next((file for file in data.values() if isinstance(file, LibraryFile)), _UNNAMED)
    return Library(
        root=root,
        about=about,
        strands=strands,
        pages=pages,
        resources=tuple(entries),
        instruments=_instruments(data, pages, scales, lines, problems),
        videos=videos,
        days=_days(data, pages, problems),
        scales=scales,
        roles=_listed(data, RolesFile, "roles"),
        needs=_listed(data, NeedsFile, "needs"),
        terms=_listed(data, GlossaryFile, "terms"),
        sources=_listed(data, SourcesFile, "sources"),
        rights=_listed(data, RightsFile, "rights"),
        ledger=next((file for file in data.values() if isinstance(file, LedgerFile)), LedgerFile()),
        gone=next((file for file in data.values() if isinstance(file, GoneFile)), GoneFile()),
        changes=_changes(data, problems),
        published=tuple(
            sorted(
                (file for file in data.values() if isinstance(file, PublishedFile)),
                key=lambda file: _edition(file.edition),
            )
        ),
        synonyms=next(
            (file for file in data.values() if isinstance(file, SynonymsFile)), SynonymsFile()
        ),
        lines=lines,
        spoilt=spoilt,
    )


def _listed(data: Mapping[str, Entry], shape: type[Entry], key: str) -> tuple[Any, ...]:
    return tuple(
        item for file in data.values() if isinstance(file, shape) for item in getattr(file, key)
    )


def _edition(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))


def _changes(data: Mapping[str, Entry], problems: list[Problem]) -> tuple[ChangeMap, ...]:
    found = []
    for path, file in data.items():
        if isinstance(file, ChangesFile):
            edition = path.rpartition("/")[2].removesuffix(".yaml")
            if _EDITION.fullmatch(edition):
                found.append(ChangeMap(edition, path, file.changes))
            else:
                problems.append(
                    Problem(
                        path,
                        1,
                        "C-02",
                        f"the file is named after an edition, as 2026.1.yaml; found {edition}",
                    )
                )
    return tuple(sorted(found, key=lambda one: _edition(one.edition)))


def _number(identifier: str) -> tuple[int, str]:
    digits = identifier[4:].partition(".")[0]
    return (int(digits) if digits.isdigit() else 0, identifier)


def _pages(
    fronts: Mapping[str, FrontMatter], bodies: Mapping[str, tuple[str, int]]
) -> tuple[Page, ...]:
    handbooks = {_folder(path): front for path, front in fronts.items() if front.kind == "handbook"}
    pages = []
    for path, (body, body_line) in bodies.items():
        front = fronts.get(path, _UNREAD)
        parent = handbooks.get(_folder(path)) if front.kind == "chapter" else None
        pages.append(_page(path, front, parent, body, body_line))
    return tuple(pages)


def _page(
    path: str, front: FrontMatter, parent: FrontMatter | None, body: str, body_line: int
) -> Page:
    strand = front.strand or (parent.strand if parent else None)
    if front.kind == "strand":
        strand = _folder(path).rpartition("/")[2]
    return Page(
        path=path,
        url=path.removesuffix(".md") + ".html",
        id=front.id,
        title=front.title,
        kind=front.kind,
        strand=strand,
        roles=front.roles,
        phases=front.phases or (parent.phases if parent else ()),
        minutes=front.minutes,
        summary=front.summary,
        keywords=front.keywords,
        sources=front.sources,
        rights=front.rights or (parent.rights if parent else None),
        since=front.since or (parent.since if parent else None),
        template=front.template,
        asked=front.asked,
        body=body,
        body_line=body_line,
    )


def _strands(data: Mapping[str, Entry], pages: tuple[Page, ...]) -> tuple[Strand, ...]:
    by_path = {page.path: page for page in pages}
    strands = []
    for path, file in data.items():
        if isinstance(file, StrandFile):
            folder = _folder(path)
            strands.append(
                Strand(
                    slug=folder.rpartition("/")[2],
                    file=path,
                    page=by_path.get(f"{folder}/index.md"),
                    **{name: getattr(file, name) for name in StrandFile.model_fields},
                )
            )
    return tuple(sorted(strands, key=lambda strand: (strand.order, strand.slug)))


def _owner(
    path: str, pages: Mapping[str, Page], kinds: tuple[str, ...], problems: list[Problem]
) -> Page | None:
    """The page that shows the data file at ``path``: index.md beside it."""
    page = pages.get(f"{_folder(path)}/index.md")
    if page is None or page.kind not in kinds:
        found = f"its kind is {page.kind}" if page else "there is none"
        problems.append(
            Problem(
                path,
                1,
                "R-07",
                f"beside this file an index.md of kind {' or '.join(kinds)} is expected; {found}",
            )
        )
        return None
    return page


def _instruments(
    data: Mapping[str, Entry],
    pages: tuple[Page, ...],
    scales: tuple[Scale, ...],
    lines: Mapping[str, Lines],
    problems: list[Problem],
) -> tuple[Instrument, ...]:
    by_id = {scale.id: scale for scale in scales}
    by_path = {page.path: page for page in pages}
    found = []
    for path, file in data.items():
        if not isinstance(file, InstrumentFile):
            continue
        page = _owner(path, by_path, INSTRUMENT_KINDS, problems)
        if file.scale not in by_id:
            known = ", ".join(sorted(by_id)) or "none"
            problems.append(
                Problem(
                    path,
                    lines[path].of("scale"),
                    "R-03",
                    f"the scale '{file.scale}' is not known; known are {known}",
                )
            )
        elif page:
            found.append(
                Instrument(
                    id=file.id,
                    file=path,
                    kind=page.kind,
                    scale=by_id[file.scale],
                    purpose=file.purpose,
                    how=file.how,
                    sections=file.sections,
                    questions=file.questions,
                    page=page,
                    gates=file.gates,
                    counts=file.counts,
                )
            )
    return tuple(found)


def _days(
    data: Mapping[str, Entry], pages: tuple[Page, ...], problems: list[Problem]
) -> tuple[Day, ...]:
    by_path = {page.path: page for page in pages}
    found = []
    for path, file in data.items():
        if isinstance(file, DayFile):
            page = _owner(path, by_path, ("network-day",), problems)
            follows = file.development_day
            if page:
                found.append(
                    Day(
                        entry=file,
                        file=path,
                        page=page,
                        agenda=timed(file.agenda, file.start, "session"),
                        development_agenda=timed(follows.agenda, follows.start, "development"),
                    )
                )
    return tuple(found)


def _videos(
    data: Mapping[str, Entry], pages: tuple[Page, ...], problems: list[Problem]
) -> tuple[Video, ...]:
    by_path = {page.path: page for page in pages}
    found = []
    for path, file in data.items():
        if isinstance(file, VideosFile):
            page = _owner(path, by_path, ("page",), problems)
            strand = _folder(path).rpartition("/")[2]
            if page:
                found += [
                    Video(entry, path, at, page, strand) for at, entry in enumerate(file.videos)
                ]
    return tuple(found)


def _video_page(video: Video) -> Page:
    entry = video.entry
    return Page(
        path=video.file,
        url=f"{video.page.url}#{entry.id}",
        id=entry.id,
        title=entry.title,
        kind="video",
        strand=video.strand,
        roles=entry.roles,
        phases=entry.phases,
        minutes=entry.minutes,
        summary=entry.summary,
        keywords=entry.keywords,
        sources=(),
        rights=entry.rights,
        since=entry.since,
        asked=entry.asked,
    )


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
