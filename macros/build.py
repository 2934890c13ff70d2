"""Builds a site through MkDocs' Python interface."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from library.problems import LibraryError

ROOT = Path(__file__).resolve().parent.parent


class _Collector(logging.Handler):
    """Keeps what MkDocs warns of, to be told in one piece when the build fails."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def build(docs: Path, site: Path) -> None:
    """Build the library below ``docs`` into ``site``, replacing what is there.

    Raises LibraryProblems when files have mistakes, LibraryError when the build fails otherwise.
    """
    log = logging.getLogger("mkdocs")
    collector = _Collector()
    log.addHandler(collector)
    log.propagate = False
    config = load_config(
        str(ROOT / "mkdocs.yml"), docs_dir=str(docs.resolve()), site_dir=str(site.resolve())
    )
    try:
        mkdocs_build.build(config)
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
