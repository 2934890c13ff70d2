"""What must hold across files. Each check yields problems; none stops at the first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from library import changes, page_checks, prose_checks
from library.editions import checks as editions
from library.files import KIND_LETTERS
from library.model import Instrument, Library, Page, is_instrument
from library.problems import Problem

Check = Callable[[Library], Iterator[Problem]]
_WITHOUT_HELP = ("checklist", "survey", "planner")
_PARTS = re.compile(r"([A-Z]{2})-([A-Z])(\d+)(?:\.(\d{2}))?")


def check(library: Library) -> list[Problem]:
    """Every problem across the files of a library."""
    return [problem for one in CHECKS for problem in one(library)]


def _at(library: Library, file: str, *path: str | int) -> int:
    lines = library.lines.get(file)
    return lines.of(*path) if lines else 1


def places(library: Library) -> Iterator[tuple[str, str, int]]:
    """Every id that the files give, with file and line."""
    for page in library.pages:
        if page.id:
            yield page.id, page.path, _at(library, page.path, "id")
    for video in library.videos:
        yield video.entry.id, video.file, _at(library, video.file, "videos", video.at, "id")
    for instrument in library.instruments:
        for item, path in statements(instrument):
            yield item, instrument.file, _at(library, instrument.file, *path, "id")
    for strand in library.strands:
        for at, feature in enumerate(strand.features):
            yield feature.id, strand.file, _at(library, strand.file, "features", at, "id")


def statements(instrument: Instrument) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """The ids of an instrument's statements and questions with their paths in its file."""
    for row, section in enumerate(instrument.sections):
        for at, item in enumerate(section.statements):
            yield item.id, ("sections", row, "statements", at)
    for at, question in enumerate(instrument.questions):
        yield question.id, ("questions", at)


def repeated_ids(library: Library) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for identifier, file, line in places(library):
        if identifier in first:
            yield Problem(
                file, line, "I-02", f"the id {identifier} stands already in {first[identifier]}"
            )
        first.setdefault(identifier, f"{file}:{line}")


def ids_fit(library: Library) -> Iterator[Problem]:
    """Code, letter and parts of an id say where it belongs."""
    codes = {strand.slug: strand.code for strand in library.strands}
    for page in library.entries:
        if page.id is None:
            continue
        at = ("videos", _video_at(library, page.id), "id") if page.kind == "video" else ("id",)
        match = _PARTS.fullmatch(page.id)
        letter = "H" if page.kind == "chapter" else KIND_LETTERS.get(page.kind, "N")
        code = codes.get(page.strand or "")
        if match and (
            match[2] != letter
            or (code and match[1] != code)
            or bool(match[4]) != (page.kind == "chapter")
        ):
            form = f"{code or 'XX'}-{letter}1" + (".01" if page.kind == "chapter" else "")
            yield Problem(
                page.path,
                _at(library, page.path, *at),
                "I-04",
                f"an id of the form {form} is expected here; found {page.id}",
            )
    for instrument in library.instruments:
        if instrument.page.id and instrument.id != instrument.page.id:
            yield Problem(
                instrument.file,
                _at(library, instrument.file, "id"),
                "I-04",
                f"the page beside it has the id {instrument.page.id}; found {instrument.id}",
            )
        for item, path in statements(instrument):
            if not item.startswith(f"{instrument.id}."):
                yield Problem(
                    instrument.file,
                    _at(library, instrument.file, *path, "id"),
                    "I-04",
                    f"a statement of {instrument.id} has an id like "
                    f"{instrument.id}.01; found {item}",
                )
    for day in library.days:
        if day.entry.id != day.page.id:
            yield Problem(
                day.file,
                _at(library, day.file, "id"),
                "I-04",
                f"the page beside it has the id {day.page.id}; found {day.entry.id}",
            )
    for strand in library.strands:
        for at_feature, feature in enumerate(strand.features):
            if not feature.id.startswith(f"{strand.code}-F"):
                yield Problem(
                    strand.file,
                    _at(library, strand.file, "features", at_feature, "id"),
                    "I-04",
                    f"a feature of {strand.slug} has an id like {strand.code}-F1; "
                    f"found {feature.id}",
                )


def _video_at(library: Library, identifier: str) -> int:
    return next(video.at for video in library.videos if video.entry.id == identifier)


def ledger(library: Library) -> Iterator[Problem]:
    """An id that was published is never given to something else, and never taken up again."""
    known = {entry.id: entry for entry in library.ledger.ids}
    pages = {page.id: page for page in library.entries}
    moves = {entry.to for entry in library.gone.moved}
    for identifier, file, line in places(library) if known else ():
        entry = known.get(identifier)
        if entry is None:
            continue
        page = pages.get(identifier)
        other = page is not None and page.kind != entry.kind
        both = page is not None and entry.title != page.title and entry.address != page.url
        if entry.retired or other or (both and identifier not in moves):
            state = f", retired in {entry.retired}" if entry.retired else ""
            same = f"; if it is the same thing, say in gone.yaml, moved: {{at: {entry.address}, "
            yield Problem(
                file,
                line,
                "I-05",
                f"the ledger knows {identifier} as the {entry.kind} '{entry.title}'{state}; "
                f"take a new id" + ("" if entry.retired or other else f"{same}to: {identifier}}}"),
            )


def complete(library: Library) -> Iterator[Problem]:
    """What a resource or chapter must have beyond what every page has."""
    with_data = {item.page.path for item in library.instruments}
    with_data |= {day.page.path for day in library.days}
    handbooks = {page.folder for page in library.pages if page.kind == "handbook"}
    broken = {
        file.rpartition("/")[0]
        for file in library.lines
        if file.endswith(("instrument.yaml", "day.yaml"))
    }
    for page in library.pages:
        if page.kind in ("page", "strand", "unread"):
            continue
        wanted = ("id",) if page.kind == "chapter" else ("id", "strand", "rights", "since")
        for name in wanted:
            if getattr(page, name) is None:
                yield Problem(page.path, 1, "S-02", f"{name}: the kind {page.kind} needs this key")
        if page.kind == "chapter" and page.folder not in handbooks:
            yield Problem(
                page.path,
                1,
                "R-07",
                "a chapter stands in the folder of its handbook; "
                "there is no index.md of kind handbook",
            )
        needs_data = is_instrument(page.kind) or page.kind == "network-day"
        if needs_data and page.path not in with_data and page.folder not in broken:
            name = "day.yaml" if page.kind == "network-day" else "instrument.yaml"
            yield Problem(
                page.path, 1, "R-07", f"the kind {page.kind} needs {name} beside this page"
            )


def references(library: Library) -> Iterator[Problem]:
    """Every strand, role, source and right that a file names is known."""
    known = {
        "R-01": {strand.slug for strand in library.strands},
        "R-02": {role.id for role in library.roles},
        "R-04": {source.id for source in library.sources},
        "R-05": {rights.id for rights in library.rights},
    }
    words = {"R-01": "strand", "R-02": "role", "R-04": "source", "R-05": "rights"}
    for code, name, file, path in _named(library):
        if name not in known[code] | library.spoilt:
            yield Problem(
                file, _at(library, file, *path), code, f"'{name}' is not known as {words[code]}"
            )


def _named(library: Library) -> Iterator[tuple[str, str, str, tuple[str | int, ...]]]:
    for page in library.pages:
        if page.strand and "strand" in page_keys(library, page):
            yield "R-01", page.strand, page.path, ("strand",)
        if page.rights and "rights" in page_keys(library, page):
            yield "R-05", page.rights, page.path, ("rights",)
        for at, role in enumerate(page.roles):
            yield "R-02", role, page.path, ("roles", at)
        for at, key in enumerate(page.sources):
            yield "R-04", key, page.path, ("sources", at)
    for video in library.videos:
        where: tuple[str | int, ...] = ("videos", video.at)
        yield "R-01", video.strand, video.file, ()
        yield "R-05", video.entry.rights, video.file, (*where, "rights")
        for at, role in enumerate(video.entry.roles):
            yield "R-02", role, video.file, (*where, "roles", at)
    for strand in library.strands:
        for at, person in enumerate(strand.people):
            yield "R-02", person.role, strand.file, ("people", at, "role")
        for row, feature in enumerate(strand.features):
            for at, key in enumerate(feature.sources):
                yield "R-04", key, strand.file, ("features", row, "sources", at)
    for day in library.days:
        for at, item in enumerate(day.entry.prepare):
            yield "R-02", item.who, day.file, ("prepare", at, "who")
        for at, item in enumerate(day.entry.development_day.prepare):
            yield "R-02", item.who, day.file, ("development_day", "prepare", at, "who")
    yield "R-05", library.about.rights, "library.yaml", ("rights",)


def page_keys(library: Library, page: Page) -> set[str]:
    """The keys that the page's own front matter gives, less those taken from its handbook."""
    return {str(path[0]) for path in library.lines[page.path].by_path if path}


def instruments(library: Library) -> Iterator[Problem]:
    """Levels fit the scale; evidence and help are there where the kind needs them."""
    features = {feature.id for strand in library.strands for feature in strand.features}
    for item in library.instruments:
        described = item.kind in ("audit", "framework")
        for row, section in enumerate(item.sections):
            if section.feature and section.feature not in features | library.spoilt:
                yield Problem(
                    item.file,
                    _at(library, item.file, "sections", row, "feature"),
                    "R-06",
                    f"the feature '{section.feature}' is not known",
                )
            for at, statement in enumerate(section.statements):
                line = _at(library, item.file, "sections", row, "statements", at)
                wanted = len(item.scale.levels) if described else 0
                if len(statement.levels) != wanted:
                    yield Problem(
                        item.file,
                        line,
                        "T-01",
                        f"{statement.id}: the kind {item.kind} with this scale has "
                        f"{wanted} level descriptions; found {len(statement.levels)}",
                    )
                if item.kind not in _WITHOUT_HELP and not (statement.evidence and statement.helps):
                    yield Problem(
                        item.file,
                        line,
                        "T-02",
                        f"{statement.id}: the kind {item.kind} needs evidence and helps",
                    )


def gates(library: Library) -> Iterator[Problem]:
    """A gate names statements, a section and levels that its instrument has."""
    for item in library.instruments:
        known = {
            "statement": {statement.id for statement in item.statements},
            "section": {section.id for section in item.sections},
            "level": set(item.scale.values),
        }
        for at, gate in enumerate(item.gates):
            named = [("statement", "statements", one) for one in gate.statements]
            named += [("level", "below", gate.below), ("level", "cap", gate.cap)]
            named += [("section", "section", gate.section)] if gate.section else []
            for word, key, value in named:
                if value not in known[word]:
                    yield Problem(
                        item.file,
                        _at(library, item.file, "gates", at, key),
                        "T-03",
                        f"a gate names a {word} of {item.id}; '{value}' is none",
                    )


def counts(library: Library) -> Iterator[Problem]:
    """Counts name groups and measures that they have, each once and in order."""
    for item in library.instruments:
        if item.counts is None:
            continue
        groups = [one.id for one in item.counts.groups]
        measures = [one.id for one in item.counts.measures]
        named = [("group", "whole", item.counts.whole, groups)] if item.counts.whole else []
        shown = [one.id for one in item.counts.measures if not one.inside]
        named.append(("measure to show", "chart", item.counts.chart, shown))
        together = [one for part in item.counts.parts for one in part]
        named += [("group", "parts", one, groups) for one in together]
        for at, one in enumerate(item.counts.measures):
            if one.of:
                named.append(("earlier measure", "measures", one.of, measures[:at]))
        for word, key, value, known in named:
            if value not in known:
                line = _at(library, item.file, "counts", key)
                yield Problem(item.file, line, "T-04", f"the counts have no {word} '{value}'")
        listed = (("group", "groups", groups), ("measure", "measures", measures))
        for word, key, ids in (*listed, ("group", "parts", together)):
            for twice in sorted({one for one in ids if ids.count(one) > 1}):
                line = _at(library, item.file, "counts", key)
                yield Problem(item.file, line, "T-04", f"the {word} '{twice}' stands twice")


def data_links(library: Library) -> Iterator[Problem]:
    """Ids that YAML files point at exist, and so do the places in them."""
    for target, file, path in _pointers(library):
        yield from page_checks.target_problems(library, target, file, _at(library, file, *path))


def _pointers(library: Library) -> Iterator[tuple[str, str, tuple[str | int, ...]]]:
    for item in library.instruments:
        for row, section in enumerate(item.sections):
            for at, statement in enumerate(section.statements):
                for place, target in enumerate(statement.helps):
                    path = ("sections", row, "statements", at, "helps", place)
                    yield target, item.file, path
    for day in library.days:
        for at, session in enumerate(day.entry.agenda):
            for place, target in enumerate(session.materials):
                yield target, day.file, ("agenda", at, "materials", place)
        for at, session in enumerate(day.entry.development_day.agenda):
            for place, target in enumerate(session.materials):
                yield target, day.file, ("development_day", "agenda", at, "materials", place)
    for at, need in enumerate(library.needs):
        for place, target in enumerate(need.links):
            yield target, "needs.yaml", ("needs", at, "links", place)
    for at, role in enumerate(library.roles):
        for place, target in enumerate(role.start):
            yield target, _file_of(library, "roles.yaml"), ("roles", at, "start", place)


def _file_of(library: Library, name: str) -> str:
    return next((file for file in library.lines if file.rpartition("/")[2] == name), name)


CHECKS: tuple[Check, ...] = (
    repeated_ids,
    ids_fit,
    ledger,
    complete,
    references,
    instruments,
    gates,
    counts,
    data_links,
    changes.check,
    editions.check,
    page_checks.places,
    page_checks.links,
    page_checks.citations,
    page_checks.headings,
    page_checks.boxes,
    page_checks.foreign,
    page_checks.macros,
    prose_checks.uncited,
)
