"""A site that is kept up for a preview: after a save, only what the save touches is made again.

What a page depends on is what it asked for while it was made (``asked``). When pages come, go or
change their place, or the theme or a picture changes, everything is made again. Either way the
folder is, byte for byte, what a clean build would have written; a test proves it over many edits.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from library.exports.downloads import Exports
from library.load import Files as FilesRead
from library.problems import LibraryError
from macros import generated, pages
from macros.asked import Answers, Asked, stale
from macros.build import ROOT, built_from, told_as_mistakes
from macros.site import THEME, Site

_WRITTEN = (".md", ".yaml", ".yml")
"""What the library is read from. Any other file below docs/ is copied as it is."""


class Kept:
    """The site of one library in one folder, made again as often as asked."""

    def __init__(self, docs: Path, site: Path) -> None:
        self._docs = docs
        self._site = site
        self._files_read = FilesRead()
        self._config: MkDocsConfig | None = None
        """MkDocs' settings of the last whole build; None when the folder cannot be built upon."""
        self._around: object = None
        self._pieces: set[str] = set()
        self._indexed: Site | None = None
        """The build whose search index has been made, or is being made."""
        self._index: Any = None
        """The process that makes the search index."""

    def build(self) -> Exports:
        """Bring the folder up to date, but for the search index; give what makes downloads.

        Raises LibraryProblems when files have mistakes, LibraryError when the build fails
        otherwise; the folder then stays as it was.
        """
        gc.disable()  # it would look through all that is kept, again and again; see finish
        try:
            return self._build()
        finally:
            gc.enable()

    def _build(self) -> Exports:
        around = _around(self._docs)
        now = Site(self._docs, exports=False, files=self._files_read, asked=Asked())
        self._stop_index()
        if self._config is None or around != self._around or self._moved(now):
            return self._build_all(around)
        config, self._config = self._config, None  # until all has gone well
        self._build_changed(config, now)
        self._config = config
        return now.exports

    def finish(self) -> None:
        """Begin to make the search index: beside this process, where the system can copy it."""
        if self._config is None or self._indexed is self._last:
            return
        gc.collect()
        if "fork" in multiprocessing.get_all_start_methods():
            fork = multiprocessing.get_context("fork")
            self._index = fork.Process(target=self._write_index, daemon=True)
            self._index.start()
        else:
            self._write_index()
        self._indexed = self._last

    def settle(self) -> None:
        """Wait until the search index is that of the last build."""
        if self._index:
            self._index.join()
            self._index = None

    def _moved(self, now: Site) -> bool:
        """Whether pages came, went or moved, or what stands on all of them changed."""
        before = self._last.held
        return (
            now.held.about != before.about
            or now.held.path_of != before.path_of
            or any(page.template != before.page_at[page.path].template for page in now.held.pages)
        )

    @property
    def _last(self) -> Site:
        assert self._config  # noqa: S101 - asked only between two builds
        site: Site = self._config.extra["site"]
        return site

    def _build_all(self, around: object) -> Exports:
        self._config = None
        new = self._site.with_name(f"{self._site.name}.new")
        try:
            config = built_from(
                self._docs, new, exports=False, files_read=self._files_read, asked=Asked()
            )
            old = self._site.with_name(f"{self._site.name}.old")
            if self._site.exists():
                self._site.rename(old)
            new.rename(self._site)
            shutil.rmtree(old, ignore_errors=True)
        finally:
            shutil.rmtree(new, ignore_errors=True)
        self._config, self._around = config, around
        self._pieces = {url for url, _ in generated.pieces(self._last)}
        self._indexed = self._last
        return self._last.exports

    def _build_changed(self, config: MkDocsConfig, now: Site) -> None:
        last: Site = config.extra["site"]
        assert last.asked  # noqa: S101 - every site here is made with it
        assert now.asked  # noqa: S101
        config.extra["site"] = now
        before = last.answers
        new = self._site.with_name(f"{self._site.name}.new")
        shutil.rmtree(new, ignore_errors=True)
        old = stale(last.asked.by_page, before, now.answers)
        _take_over(last, now, old)
        try:
            with told_as_mistakes() as warnings:
                self._read(config, old)
                # Sizes of downloads are known only now, when every text is.
                now.makes("")
                _ = now.downloads
                sizes = Answers(now.held, {"downloads": now.things["downloads"]})
                more = stale(last.asked.by_page, before, sizes) - old
                self._read(config, more)
                old |= more
                self._write(config, new, old)
            if warnings:
                raise LibraryError("\n".join(warnings))
            gone = self._write_pieces(now, new, old)
            _move(new, self._site)
            for url in gone:
                (self._site / url).unlink(missing_ok=True)
        finally:
            shutil.rmtree(new, ignore_errors=True)

    def _read(self, config: MkDocsConfig, old: Collection[str]) -> None:
        """Read the pages with these sources again."""
        files: Files = config.extra["files"]
        again = [
            pages.LibraryPage(None, file, config)
            for file in files.documentation_pages()
            if file.src_uri in old
        ]
        pages.read(again, config, files, config.extra["site"]).done()

    def _write(self, config: MkDocsConfig, place: Path, old: Collection[str]) -> None:
        """Check the links of every page, and write those with these sources below ``place``."""
        extra = config.extra
        files: Files = extra["files"]
        every = pages.own_pages(files)
        for page in every:
            page.validate_anchor_links(files=files, log_level=config.validation.links.anchors or 0)
        again = [page for page in every if page.file.src_uri in old]
        for page in again:
            page.file.dest_dir = str(place)
        pages.write(again, config, files, extra["nav"], extra["env"], extra["site"]).done()

    def _write_pieces(self, now: Site, place: Path, old: Collection[str]) -> set[str]:
        """Write those other files that are not as they were; the addresses that are no more."""
        assert now.asked  # noqa: S101 - every site here is made with it
        found = set()
        for url, make in generated.pieces(now):
            found.add(url)
            if url in now.asked.by_page and url not in old:
                continue  # taken over from the last build, with all that it asked
            now.makes("")
            content = make()
            raw = content.encode() if isinstance(content, str) else content
            if not _is(self._site / url, raw):
                _write(place / url, raw)
        gone, self._pieces = self._pieces - found, found
        for url in gone:
            now.asked.by_page.pop(url, None)
        return gone

    def _write_index(self) -> None:
        files = self._last.search_index
        for url, content in files.items():
            if not _is(self._site / url, content):
                # In its place at once: who reads it meanwhile gets all of the old one or the new.
                _write(self._site / f"{url}.new", content)
                (self._site / f"{url}.new").replace(self._site / url)
        for file in (self._site / next(iter(files))).parent.iterdir():
            if file.relative_to(self._site).as_posix() not in files:
                file.unlink()

    def _stop_index(self) -> None:
        """A search index that is being made would be old already."""
        if self._index and self._index.is_alive():
            self._index.terminate()
        self.settle()


def _around(docs: Path) -> dict[str, tuple[int, ...]]:
    """All files that a site is made of besides the library's own, with what tells a change."""
    theme = (path for path in THEME.rglob("*") if path.is_file())
    copied = (path for path in generated.OWN_ASSETS.rglob("*") if path.is_file())
    own = (path for path in docs.rglob("*") if path.suffix not in _WRITTEN and path.is_file())
    return {str(path): _stamp(path) for path in (ROOT / "mkdocs.yml", *theme, *copied, *own)}


def _stamp(path: Path) -> tuple[int, ...]:
    state = path.stat()
    return (state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_ino)


def _take_over(last: Site, now: Site, old: Collection[str]) -> None:
    """What the last build found in pages that are not made again."""
    assert last.asked  # noqa: S101 - every site here is made with it
    assert now.asked  # noqa: S101
    now.texts.packed = {path: text for path, text in last.texts.packed.items() if path not in old}
    now.decks = {path: deck for path, deck in last.decks.items() if path not in old}
    slides = {generated.slideshow_url(last.held.page_at[path]) for path in last.decks.keys() & old}
    now.asked.keep(last.asked, last.asked.by_page.keys() - old - slides - {""})


def _is(file: Path, content: bytes) -> bool:
    try:
        return file.stat().st_size == len(content) and file.read_bytes() == content
    except FileNotFoundError:
        return False


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def _move(new: Path, site: Path) -> None:
    """Every file of one folder into the other, each in the place of the one before."""
    for file in _files_below(new):
        to = site / file.relative_to(new)
        to.parent.mkdir(parents=True, exist_ok=True)
        file.replace(to)


def _files_below(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        yield from (Path(place) / name for name in names)
