"""What a file is made from besides its source: our code, templates and faces, other packages.

Files are kept under a digest of all of it, so that none is kept that would come out otherwise.
Code is found by following imports: a new module cannot be forgotten here.
"""

from __future__ import annotations

import ast
import hashlib
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from functools import cache
from importlib.metadata import packages_distributions, version
from pathlib import Path

from library.exports.texts import Texts
from library.model import Library, Page

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PACKAGE = "library"
_WRITTEN = frozenset({".md", ".yaml"})
"""What the library is read from; everything else below docs/ may be a picture on a page."""


def digest(*texts: str | bytes) -> str:
    """One digest of several texts, each set apart from the next."""
    found = hashlib.sha256()
    for text in texts:
        raw = text.encode() if isinstance(text, str) else text
        found.update(b"%d\n" % len(raw) + raw)
    return found.hexdigest()


@cache
def ground(module: str) -> str:
    """Everything that a module of ours makes files with, whatever it makes them of."""
    code = {name: source.read_bytes() for name, source in sorted(_sources(module).items())}
    packages = sorted({name for text in code.values() for name in _outside(text)})
    return digest(
        *code.values(),
        *(file.read_bytes() for file in _beside()),
        *map(_version, packages),
        sys.version,
        zlib.ZLIB_RUNTIME_VERSION,
    )


def model(library: Library) -> str:
    """Everything in the library but the texts of its pages and the place where it lies."""
    parts = [
        repr(getattr(library, field.name))
        for field in fields(library)
        if field.name not in ("root", "lines")
    ]
    return digest(*parts, *(file.read_bytes() for file in _pictures(library.root)))


def text_of(page: Page, texts: Mapping[str, str]) -> str:
    """A page's own text, as its author wrote it and as it stands on the page.

    What is packed is digested packed: to unpack 2,000 pages takes longer than all the rest.
    """
    shown = texts.packed[page.path] if isinstance(texts, Texts) else texts[page.path]
    return digest(page.body, shown)


def _sources(module: str) -> dict[str, Path]:
    """A module and all those of ours that it needs, by name."""
    found: dict[str, Path] = {}
    ahead = [module]
    while ahead:
        name = ahead.pop()
        file = _file(name)
        if file and name not in found:
            found[name] = file
            ahead += [one for one in _imported(file.read_bytes()) if _is_ours(one)]
    return found


def _file(module: str) -> Path | None:
    """Where a module's source is; None for a name that is not a module but stands in one."""
    place = ROOT.joinpath(*module.split("."))
    for file in (place.with_suffix(".py"), place / "__init__.py"):
        if file.is_file():
            return file
    return None


@cache
def _imported(source: bytes) -> tuple[str, ...]:
    """Every name that a source imports, in full: of modules, and of what is taken from them.

    Our code names modules in full; an import by dots would not be found, and is refused.
    """
    names: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names += [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom):
            if node.level or not node.module:
                raise ValueError(f"line {node.lineno}: an import by dots cannot be followed")
            names += [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
    return tuple(names)


def _is_ours(name: str) -> bool:
    return name.partition(".")[0] == PACKAGE


def _outside(source: bytes) -> Iterator[str]:
    """The packages of others that a source imports."""
    for name in _imported(source):
        top = name.partition(".")[0]
        if top != PACKAGE and top not in sys.stdlib_module_names:
            yield top


@cache
def _distributions() -> dict[str, list[str]]:
    return dict(packages_distributions())


def _version(package: str) -> str:
    names = sorted(set(_distributions()[package]))
    return " ".join(f"{name} {version(name)}" for name in names)


def _beside() -> Iterable[Path]:
    """Templates and faces, which stand beside the code."""
    return sorted(
        file for folder in ("templates", "fonts") for file in (HERE / folder).rglob("*")
        if file.is_file()
    )  # fmt: skip


def _pictures(docs: Path) -> Iterable[Path]:
    return sorted(
        file for file in docs.rglob("*") if file.is_file() and file.suffix not in _WRITTEN
    )
