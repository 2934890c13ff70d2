"""An edition as one ZIM file, for Kiwix: https://wiki.openzim.org/wiki/ZIM_file_format.

libzim gives every file a number of its own and writes its index by several threads, so two files
of the same edition differ in their bytes. Nothing else is made from them.
"""

from __future__ import annotations

import datetime
import html
import io
import re
from collections.abc import Mapping
from pathlib import Path

from libzim.writer import Creator, FileProvider, Hint, IndexData, Item, StringProvider
from PIL import Image

from library.copy.bag import Content
from library.copy.media_types import media_type
from library.exports.issued import issued
from library.model import Library

_LANGUAGES = {"en": "eng", "cy": "cym"}
"""ISO 639-3, as Kiwix wants it; what is not here is said to be undetermined."""
_PICTURE = 48
"""Pixels: the size of the picture that every ZIM file has to have."""
_SHORT = 80
"""Characters of a description, at most."""
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


class _Entry(Item):  # type: ignore[misc]  # libzim has no types
    """A page that people read: found by its title and its text."""

    is_page = True

    def __init__(self, path: str, content: Content) -> None:
        super().__init__()
        self.path, self.content = path, content

    def get_path(self) -> str:
        return self.path

    def get_title(self) -> str:
        if not self.path.endswith(".html"):
            return self.path
        found = _TITLE.search(_bytes(self.content).decode())
        return html.unescape(found[1]).strip() if found else self.path

    def get_mimetype(self) -> str:
        return media_type(self.path)

    def get_contentprovider(self) -> StringProvider | FileProvider:
        if isinstance(self.content, bytes):
            return StringProvider(self.content)
        return FileProvider(self.content)

    def get_hints(self) -> dict[Hint, bool]:
        return {Hint.FRONT_ARTICLE: self.is_page}


class _Nothing(IndexData):  # type: ignore[misc]
    """What the index of a reader holds of a file that is not read."""

    def has_indexdata(self) -> bool:
        return False


class _Passed(_Entry):
    """A file that a reader's search passes over: a script, a download, a page that leads on."""

    is_page = False

    def get_indexdata(self) -> IndexData:
        return _Nothing()


def write(library: Library, files: Mapping[str, Content], target: Path) -> None:
    """Write a ZIM file of a site's files, named by their addresses.

    Nothing half-written stays at the target.
    """
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    language = _LANGUAGES.get(library.about.language.partition("-")[0], "und")
    pages = {page.url for page in library.pages}
    try:
        with Creator(part).config_verbose(False).config_indexing(True, language) as creator:  # noqa: FBT003
            creator.set_mainpath("index.html")
            creator.add_illustration(_PICTURE, _picture(files))
            for name, value in _about(library, language).items():
                creator.add_metadata(name, value)
            for path, content in sorted(files.items()):
                creator.add_item((_Entry if path in pages else _Passed)(path, content))
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _about(library: Library, language: str) -> dict[str, str]:
    """What a reader shows of a file: https://wiki.openzim.org/wiki/Metadata."""
    about = library.about
    day = datetime.datetime.fromtimestamp(issued(library), datetime.UTC).date().isoformat()
    summary = " ".join(about.summary.split())
    return {
        "Name": f"{about.short.replace(' ', '-').lower()}_{about.language[:2]}",
        "Title": about.short[:30],
        "Description": summary if len(summary) <= _SHORT else f"{summary[: _SHORT - 1]}…",
        "LongDescription": summary,
        "Language": language,
        "Creator": about.name,
        "Publisher": about.name,
        "Date": day,
        "Flavour": f"edition-{about.edition}",
        "Tags": "_ftindex:yes;_pictures:yes;_videos:no;_details:yes",
        "License": next(item.name for item in library.rights if item.id == about.rights),
    }


def _picture(files: Mapping[str, Content]) -> bytes:
    with Image.open(io.BytesIO(_bytes(files["assets/apple-touch-icon.png"]))) as icon:
        out = io.BytesIO()
        icon.convert("RGBA").resize((_PICTURE, _PICTURE)).save(out, "PNG")
    return out.getvalue()


def _bytes(content: Content) -> bytes:
    return content if isinstance(content, bytes) else content.read_bytes()
