"""Files to a Library, or the whole list of problems with file and line.

1. read every YAML file and the front matter of every page, each once
2. give each its type (``files``); what does not fit becomes a problem with its line
3. join them: strands to their pages, instruments to scales, chapters to handbooks
4. check what must hold across files (``checks``)
5. return the Library, or raise every problem at once
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from library import checks, join
from library.files import FOLDERS, FORMS, SHAPES, Entry, FrontMatter
from library.model import Library
from library.problems import LibraryError, LibraryProblems, Problem
from library.yaml_lines import Lines, read

Shape = TypeVar("Shape", bound=Entry)

_CODES = {
    "missing": "S-02",
    "extra_forbidden": "S-01",
    "empty_text": "S-04",
    "malformed_id": "I-01",
}
_WORDS = {
    "missing": "this key is missing",
    "extra_forbidden": "this key is not known here",
    "too_short": "at least one item is expected",
    "int_type": "a whole number is expected",
    "bool_type": "true or false is expected",
    "string_type": "a text is expected",
    "tuple_type": "a list is expected",
    "model_type": "keys and values are expected",
}
_UNSHOWN = ("missing", "extra_forbidden", "empty_text", "malformed_id", "too_short")


@dataclass(frozen=True)
class Found:
    """What steps 1 and 2 found in one file: its type, a page's body, lines and problems."""

    entry: Entry | None = None
    body: tuple[str, int] | None = None
    lines: Lines | None = None
    problems: tuple[Problem, ...] = ()
    spoilt: frozenset[str] = frozenset()


Stamp = tuple[int, ...]


class Files:
    """The files of a library as they were last read: only those that changed are read again.

    A file has changed when its size, its place on the disk or one of its times is another.
    """

    def __init__(self) -> None:
        self._found: dict[str, tuple[Stamp, Found]] = {}

    def read(self, root: Path, path: Path) -> Found:
        """What stands in the file at ``path`` below ``root``."""
        file = path.relative_to(root).as_posix()
        state = path.stat()
        stamp = (state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_ino)
        known = self._found.get(file)
        if known and known[0] == stamp:
            return known[1]
        found = _read_page(path, file) if path.suffix == ".md" else _read_data(path, file)
        self._found[file] = (stamp, found)
        return found


@dataclass
class Sources:
    """What step 1 and 2 found: typed files by path, page bodies, lines and problems."""

    root: Path
    data: dict[str, Entry] = field(default_factory=dict)
    fronts: dict[str, FrontMatter] = field(default_factory=dict)
    bodies: dict[str, tuple[str, int]] = field(default_factory=dict)
    lines: dict[str, Lines] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    spoilt: set[str] = field(default_factory=set)
    """Ids named in files that have problems of their own: not to be called unknown as well."""

    def add(self, file: str, found: Found) -> None:
        """Take up what was found in one file."""
        self.problems += found.problems
        self.spoilt |= found.spoilt
        if found.lines:
            self.lines[file] = found.lines
        if found.body:
            self.bodies[file] = found.body
        if isinstance(found.entry, FrontMatter):
            self.fronts[file] = found.entry
        elif found.entry:
            self.data[file] = found.entry


def load(docs: Path, files: Files | None = None) -> Library:
    """Read the library whose files are below ``docs``; of those known to ``files`` what changed.

    Raises LibraryProblems with every problem, LibraryError when there is no such library.
    """
    library, problems = examine(docs, files)
    if problems:
        raise LibraryProblems(problems)
    return library


def examine(docs: Path, files: Files | None = None) -> tuple[Library, list[Problem]]:
    """The library as far as it can be read, and every problem in it."""
    if not (docs / "library.yaml").is_file():
        raise LibraryError(f"{docs} holds no library: a file library.yaml is expected there.")
    sources = Sources(docs)
    files = files or Files()
    assets = docs / "assets"
    for path in sorted(docs.rglob("*")):
        if path.suffix in (".yaml", ".yml", ".md") and assets not in path.parents:
            sources.add(path.relative_to(docs).as_posix(), files.read(docs, path))
    library = join.join(
        sources.root,
        sources.data,
        sources.fronts,
        sources.bodies,
        sources.lines,
        sources.problems,
        frozenset(sources.spoilt),
    )
    problems = sources.problems + checks.check(library)
    return library, sorted(set(problems))


def _read_data(path: Path, file: str) -> Found:
    text = _text(path, file)
    shape = FOLDERS.get(file.rpartition("/")[0]) or SHAPES.get(path.name)
    if isinstance(text, Problem):
        return Found(problems=(text,))
    if shape is None:
        names = ", ".join(sorted(SHAPES))
        words = f"no such data file is known; expected one of {names}"
        return Found(problems=(Problem(file, 1, "Y-04", words),))
    value, lines, problems = read(text, file)
    return _found(shape, value, lines, problems, None)


def _read_page(path: Path, file: str) -> Found:
    text = _text(path, file)
    if isinstance(text, Problem):
        return Found(problems=(text,))
    head, body, body_line = split_front_matter(text)
    if head is None:
        words = "a page begins with front matter between two lines of ---"
        return Found(problems=(Problem(file, 1, "Y-04", words),))
    value, lines, problems = read(head, file, first_line=2)
    return _found(FrontMatter, value, lines, problems, (body, body_line))


def _found(
    shape: type[Entry],
    value: Any,
    lines: Lines,
    problems: list[Problem],
    body: tuple[str, int] | None,
) -> Found:
    entry = typed(shape, value, lines, problems)
    spoilt = frozenset(_ids_in(value) if entry is None else ())
    return Found(entry, body, lines, tuple(problems), spoilt)


def split_front_matter(text: str) -> tuple[str | None, str, int]:
    """Front matter (None when there is none), body, and the line on which the body begins."""
    rows = text.split("\n")
    if rows[0].rstrip() != "---":
        return None, text, 1
    for at, row in enumerate(rows[1:], 1):
        if row.rstrip() == "---":
            return "\n".join(rows[1:at]), "\n".join(rows[at + 1 :]), at + 2
    return None, text, 1


def typed(shape: type[Shape], value: Any, lines: Lines, problems: list[Problem]) -> Shape | None:
    """The value as its type, or None with what does not fit added to ``problems``."""
    if not isinstance(value, dict):
        if not problems:
            problems.append(Problem(lines.file, lines.of(), "Y-04", "keys and values are expected"))
        return None
    try:
        return shape.model_validate(value)
    except ValidationError as error:
        problems += [
            _complaint(
                item["loc"], item["type"], item["msg"], item["input"], lines, item.get("ctx", {})
            )
            for item in error.errors(include_url=False)
        ]
        return None


def _complaint(
    loc: tuple[int | str, ...],
    kind: str,
    message: str,
    found: Any,
    lines: Lines,
    context: dict[str, Any],
) -> Problem:
    path = tuple(part for part in loc if isinstance(part, int) or _is_key(part))
    where = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
    words = _WORDS.get(kind) or FORMS.get(context.get("pattern", ""))
    words = words or message[:1].lower() + message[1:]
    shown = "" if kind in _UNSHOWN else f"; found {str(found)[:60]!r}"
    code = _CODES.get(kind, "S-03")
    return Problem(lines.file, lines.of(*path), code, f"{where}: {words}{shown}")


def _is_key(part: str) -> bool:
    """Whether a step of pydantic's path is a key of the file, not the name of a union's arm."""
    return "[" not in part and "-" not in part


def _ids_in(value: Any) -> set[str]:
    """Every id that a value names for itself, however spoilt the rest is."""
    if isinstance(value, list):
        return {found for item in value for found in _ids_in(item)}
    if not isinstance(value, dict):
        return set()
    own = {value["id"]} if isinstance(value.get("id"), str) else set()
    return own | {found for item in value.values() for found in _ids_in(item)}


def _text(path: Path, file: str) -> str | Problem:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return Problem(file, line, "Y-01", "the file is not UTF-8 text")
