"""The same pages with plain MkDocs and Material: what our build is measured against.

Sections, pruned navigation, Material's own search, our Markdown extensions; no macros. What our
macros show from data stands on these pages as plain paragraphs, so that both hold the same words.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

from measure.rows import ROOT

_MACRO = re.compile(r"\{\{.*?\}\}")
_FEATURES = ["navigation.sections", "navigation.prune"]


def command(place: Path, site: Path) -> list[str]:
    """The command that builds the plain site of a folder that ``write`` made."""
    config = str(place / "mkdocs.yml")
    return [sys.executable, "-m", "mkdocs", "build", "-q", "-f", config, "-d", str(site)]


def write(docs: Path, place: Path) -> None:
    """Write the library in ``docs`` as a plain site's sources into the new folder ``place``."""
    from library import prose
    from library.load import load

    library = load(docs)
    for page in library.pages:
        text = _MACRO.sub("", prose.resolved(page.body, library, page))
        file = place / "docs" / page.path
        file.parent.mkdir(parents=True, exist_ok=True)
        data = "\n\n".join(_beside(docs / page.path))
        file.write_text(f"---\ntitle: {page.title}\n---\n\n{text}\n\n{data}\n", encoding="utf-8")
    shutil.copytree(docs / "assets", place / "docs" / "assets", dirs_exist_ok=True)
    (place / "mkdocs.yml").write_text(yaml.safe_dump(_settings()), encoding="utf-8")


def _settings() -> dict[str, object]:
    ours = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    return {
        "site_name": "Plain",
        "use_directory_urls": False,
        "theme": {"name": "material", "font": False, "features": _FEATURES},
        "plugins": ["search"],
        "markdown_extensions": ours["markdown_extensions"],
    }


def _beside(page: Path) -> Iterator[str]:
    """Every text of the data files beside a page that stands alone in its folder."""
    if page.name == "index.md" and page.parent.parts[-2:-1] != ("docs",):
        for name in ("instrument.yaml", "day.yaml", "strand.yaml"):
            file = page.parent / name
            if file.is_file():
                yield from _texts(yaml.safe_load(file.read_text(encoding="utf-8")))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, str):
        yield value
