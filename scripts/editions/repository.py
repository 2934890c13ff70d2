"""The git repository that a library's folder lies in."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from library.problems import LibraryError


class Repository:
    """What a release asks of git, and does with it.

    Every method raises LibraryError when git refuses, with git's own words.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    def around(cls, folder: Path) -> Repository:
        """The repository that holds a folder."""
        return cls(Path(cls(folder).ask("rev-parse", "--show-toplevel")))

    def ask(self, *arguments: str) -> str:
        """What git says, without the last line's end."""
        try:
            done = subprocess.run(
                ["git", *arguments], cwd=self.root, check=False, capture_output=True, text=True
            )
        except OSError as error:
            raise LibraryError(f"git cannot be started: {error}") from error
        if done.returncode:
            words = (done.stderr or done.stdout).strip()
            raise LibraryError(f"git {arguments[0]}: {words}")
        return done.stdout.rstrip("\n")

    def knows(self, name: str) -> bool:
        """Whether a branch, tag or commit of this name exists."""
        return self.commit_of(name) is not None

    def commit_of(self, name: str) -> str | None:
        try:
            return self.ask("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        except LibraryError:
            return None

    def changed(self) -> list[str]:
        """Files that are not as committed."""
        return self.ask("status", "--porcelain").splitlines()

    def branch(self) -> str | None:
        """The branch that is checked out; None when it is none."""
        name = self.ask("branch", "--show-current")
        return name or None

    def has_identity(self) -> bool:
        """Whether a commit can say who made it."""
        try:
            self.ask("var", "GIT_COMMITTER_IDENT")
            return all(self.ask("config", key) for key in ("user.name", "user.email"))
        except LibraryError:
            return {"GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"} <= os.environ.keys()

    def commit(self, message: str, paths: list[Path]) -> None:
        """Commit these files, and nothing else."""
        names = [path.relative_to(self.root).as_posix() for path in paths]
        self.ask("add", "--", *names)
        self.ask("commit", "--quiet", "-m", message, "--", *names)

    def go_back(self, branch: str, commit: str | None) -> None:
        """Let a branch that is not checked out stand where it stood; without a commit, nowhere."""
        if commit:
            self.ask("update-ref", f"refs/heads/{branch}", commit)
        elif self.knows(branch):
            self.ask("update-ref", "-d", f"refs/heads/{branch}")


@contextmanager
def dated(seconds: int) -> Iterator[None]:
    """Everything that is made meanwhile, commits and files alike, is of this second."""
    stamp = f"{seconds} +0000"
    settings = {
        "SOURCE_DATE_EPOCH": str(seconds),
        "GIT_AUTHOR_DATE": stamp,
        "GIT_COMMITTER_DATE": stamp,
    }
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
