"""Builds a site through MkDocs' Python interface."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from library.exports.downloads import Exports
from library.problems import LibraryError
from macros.site import Site

ROOT = Path(__file__).resolve().parent.parent


class _Collector(logging.Handler):
    """Keeps what MkDocs warns of, to be told in one piece when the build fails."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def build(docs: Path, site: Path, *, exports: bool = True) -> Exports:
    """Build the library below ``docs`` into ``site``, replacing what is there.

    Gives what makes its downloads.

    Without ``exports`` no download is made; pages show them with the sizes that are known from
    earlier builds. For previews, which make each when it is asked for, and for measuring.

    Raises LibraryProblems when files have mistakes, LibraryError when the build fails otherwise.
    """
    built: Site = built_from(docs, site, exports=exports).extra["site"]
    return built.exports


def built_from(docs: Path, site: Path, **extra: object) -> MkDocsConfig:
    """Build, and give MkDocs' settings, whose ``extra`` holds what the hooks made and were told."""
    config = load_config(
        str(ROOT / "mkdocs.yml"), docs_dir=str(docs.resolve()), site_dir=str(site.resolve())
    )
    config.extra.update(extra)
    with told_as_mistakes():
        mkdocs_build.build(config)
    return config


@contextmanager
def told_as_mistakes() -> Iterator[list[str]]:
    """What MkDocs raises and warns of becomes LibraryError; gives the warnings so far."""
    log = logging.getLogger("mkdocs")
    collector = _Collector()
    log.addHandler(collector)
    log.propagate = False
    try:
        yield collector.messages
    except (MkDocsException, LibraryError) as error:
        raise _reason(error, collector.messages) from error
    except SystemExit as error:  # mkdocs-macros ends the program when a macro fails
        raise LibraryError("\n".join(collector.messages) or "a macro failed") from error
    finally:
        log.removeHandler(collector)


def _reason(error: BaseException, messages: list[str]) -> LibraryError:
    """The author's mistake behind an error of MkDocs, or all that it warned of."""
    at: BaseException | None = error
    while at is not None:
        if isinstance(at, LibraryError):
            return at
        at = at.__cause__ or at.__context__
    return LibraryError(os.linesep.join([*messages, str(error)]))
