"""The tiny library with a chapter that holds everything, built once with all its files."""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from library.exports.books import Shelf
from library.exports.issued import issued
from library.load import load
from library.model import Library
from tests.places import TINY

HERE = Path(__file__).parent
DATE = 1_790_000_000


@dataclass(frozen=True)
class Exported:
    """A library, its built site, and what its documents are made from."""

    library: Library
    site: Path
    shelf: Shelf

    def file(self, name: str) -> bytes:
        return (self.site / "downloads" / name).read_bytes()

    def files(self, format_: str) -> list[Path]:
        return sorted((self.site / "downloads").glob(f"*.{format_}"))


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Exported:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(DATE))
        patch.chdir(tmp_path_factory.mktemp("elsewhere"))
        return make(tmp_path_factory.mktemp("exported"))


@pytest.fixture(autouse=True, scope="module")
def that_date() -> Iterator[None]:
    """What a test makes carries the date of what was made for all of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(DATE))
        yield


def make(folder: Path, change: Callable[[Path], None] | None = None) -> Exported:
    """Build the rich library in a folder and keep the HTML of its pages."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    docs = folder / "docs"
    shutil.copytree(TINY, docs)
    shutil.copy(HERE / "everything.md", docs / "handbooks" / "reading" / "everything.md")
    (docs / "assets").mkdir(exist_ok=True)
    shutil.copy(HERE / "drawing.svg", docs / "assets" / "drawing.svg")
    about = docs / "library.yaml"
    about.write_text(
        about.read_text(encoding="utf-8") + "url: https://example.org/library/\n", encoding="utf-8"
    )
    if change:
        change(docs)
    root = Path(os.environ.get("PYTEST_ROOT", HERE.parents[2]))
    config = load_config(
        str(root / "mkdocs.yml"), docs_dir=str(docs), site_dir=str(folder / "site")
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the site's tests look at these
        build(config)
    made = config.extra["site"]
    symbols = {
        file.stem: file.read_text(encoding="utf-8")
        for file in sorted((root / "macros/theme/symbols").glob("*.svg"))
    }
    library = load(docs)
    return Exported(library, folder / "site", Shelf(library, made.texts, symbols, issued(library)))
