"""Cut an edition: all of it, or nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from editions import branch as branches
from editions.refusals import tag
from editions.repository import Repository, dated
from library.changes import published_yaml
from library.editions import ledger
from library.editions.changelog import with_entry
from library.editions.gone import gone_at
from library.files import LedgerFile
from library.load import load
from library.model import Library
from library.problems import LibraryError
from macros.build import build
from macros.site import THEME

CHANGELOG = "# Changelog\n\nWhat changed, in words for the people who use the library.\n"
"""What a library's changelog begins with when it has none."""


@dataclass(frozen=True)
class Cutting:
    """An edition on its way."""

    library: Library
    repository: Repository
    branch: str
    seconds: int
    """When it is published, in seconds since 1970: the date of its commits and files."""

    @property
    def files(self) -> dict[str, Path]:
        """What a release writes."""
        docs = self.library.root
        return {
            "ledger": docs / "ledger.yaml",
            "published": docs / f"changes/published/{self.library.edition}.yaml",
            "changelog": self.repository.root / "CHANGELOG.md",
        }

    def cut(self) -> None:
        """Write the files, build, add the edition to the branch, commit, tag.

        Raises LibraryError when one of these fails; then everything is as it was.
        """
        repository = self.repository
        head = repository.ask("rev-parse", "HEAD")
        before = repository.commit_of(f"refs/heads/{self.branch}")
        with dated(self.seconds), _restored(self.files.values()):
            told = self._write()
            try:
                with tempfile.TemporaryDirectory() as folder:
                    self._publish(told, Path(folder, "site"))
                edition = self.library.edition
                repository.commit(f"Edition {edition}", list(self.files.values()))
                repository.ask("tag", "-a", tag(edition), "-m", f"Edition {edition}")
            except BaseException:
                repository.ask("reset", "--quiet", head)
                repository.go_back(self.branch, before)
                raise

    def _write(self) -> LedgerFile:
        """Everything but the addresses that only a build can tell."""
        told = ledger.after(self.library)
        files = self.files
        files["published"].parent.mkdir(parents=True, exist_ok=True)
        _put(files["ledger"], ledger.written(told))
        _put(files["published"], published_yaml(self.library))
        text = files["changelog"].read_text() if files["changelog"].exists() else CHANGELOG
        _put(files["changelog"], with_entry(text, self.library, told))
        return told

    def _publish(self, told: LedgerFile, site: Path) -> None:
        build(self.library.root, site)
        made = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
        written = load(self.library.root)
        _refuse_lost(written, frozenset(made))
        # Addresses of this edition's own files change no page, so the site that was built is the
        # one that a later build of this commit makes.
        _put(self.files["ledger"], ledger.written(ledger.after(self.library, made)))
        branches.overlay(written, site, THEME)
        root = branches.beside_editions(written, site, THEME)
        branches.published(self.repository, self.branch, site, told.editions[-1], root)


def _refuse_lost(library: Library, made: frozenset[str]) -> None:
    """Downloads are known only after a build; one that was published is never dropped unsaid."""
    told = gone_at(library)
    lost = [
        f"{address}, first of edition {row.since}"
        for row in library.ledger.addresses
        for address in row.downloads
        if address not in made and address not in told
    ]
    if lost:
        raise LibraryError(
            "These files were published and are not made any more; say why in gone.yaml, "
            "as {at: ..., title: ..., edition: ..., why: ...}:\n  " + "\n  ".join(lost)
        )


@contextmanager
def _restored(files: Iterable[Path]) -> Iterator[None]:
    """Files as they were, when what happens meanwhile fails."""
    before = {path: path.read_bytes() if path.exists() else None for path in files}
    try:
        yield
    except BaseException:
        for path, content in before.items():
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(content)
        raise


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
