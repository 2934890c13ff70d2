"""Everything that stands against publishing an edition, all of it at once, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from editions.branch import on_branch
from editions.repository import Repository
from library.editions.cite import NEWEST
from library.editions.kinds import KINDS, is_plain, kind_by_number, needed, next_number
from library.model import Library
from library.problems import Problem
from library.record import edition_order

_NAMES = {"patch": "a patch", "minor": "a minor edition", "major": "a major edition"}
SHOWN = 10
"""How many files or reasons a refusal names."""


def refusals(
    library: Library, problems: Sequence[Problem], repository: Repository, edition: str, branch: str
) -> Iterator[str]:
    """Why this edition may not be published now; nothing when it may."""
    yield from _number(library, edition)
    yield from _kind(library, edition)
    yield from _rights(library)
    yield from _address(library)
    if problems:
        count = f"{len(problems)} problem" + ("" if len(problems) == 1 else "s")
        yield "\n    ".join([f"The checks find {count}:", *map(str, problems)])
    yield from _state(repository, edition)
    yield from _branch(library, repository, edition, branch)


def _number(library: Library, edition: str) -> Iterator[str]:
    published = [one.edition for one in library.ledger.editions]
    if edition != library.edition:
        yield (
            f"The edition in preparation is {library.edition}, not {edition}. "
            "docs/library.yaml says which one it is."
        )
    elif edition in published:
        yield (
            f"Edition {edition} is published already. Name the next one in docs/library.yaml: "
            f"{_next(edition)}."
        )
    elif published and edition_order(edition) < edition_order(published[-1]):
        yield f"Edition {edition} would come before {published[-1]}, which is published."
    if not is_plain(edition):
        yield f"An edition is written as 2026.1 or 2026.1.1, without noughts; found {edition}."


def _next(last: str) -> str:
    patch, minor, major = (next_number(last, kind) for kind in ("patch", "minor", "major"))
    return f"{patch} for a patch, {minor} for a minor edition, {major} for a major one"


def _kind(library: Library, edition: str) -> Iterator[str]:
    """The number must say at least as much as what changed. Not asked of files half read."""
    published = [one.edition for one in library.ledger.editions]
    if not published or edition in published or library.spoilt:
        return
    said = kind_by_number(published[-1], edition)
    reasons = [one for one in needed(library) if KINDS.index(one.kind) > KINDS.index(said)]
    if reasons:
        least = reasons[0].kind
        grave = [one.what for one in reasons if one.kind == least]
        yield (
            f"{edition} is the number of {_NAMES[said]}, but what changed since {published[-1]} "
            f"needs {_NAMES[least]}, {next_number(published[-1], least)}: {_some(grave)}."
        )


def _rights(library: Library) -> Iterator[str]:
    """Films elsewhere are linked, not held; all else is held by every copy."""
    for one in library.rights:
        held = [
            f"'{page.title}' ({page.path})"
            for page in library.entries
            if page.kind != "video" and (page.rights or library.about.rights) == one.id
        ]
        if held and not one.perpetual:
            yield (f"The rights '{one.id}' do not allow a school to keep for ever: {_some(held)}.")


def _address(library: Library) -> Iterator[str]:
    url = library.about.url
    if url and not url.endswith(f"/{NEWEST}/"):
        yield (
            f"The url in docs/library.yaml is where the newest edition stands, so it ends in "
            f"/{NEWEST}/; found {url}."
        )


def _state(repository: Repository, edition: str) -> Iterator[str]:
    changed = repository.changed()
    if changed:
        yield f"These files are not as committed; commit them first: {_some(changed)}."
    if repository.branch() is None:
        yield "No branch is checked out, so that a commit would be lost; check one out."
    if not repository.has_identity():
        yield (
            "git does not know who you are; say it once with: "
            'git config user.name "..." and git config user.email "..."'
        )
    if repository.knows(f"refs/tags/{tag(edition)}"):
        yield f"The tag {tag(edition)} is there already."


def _branch(library: Library, repository: Repository, edition: str, branch: str) -> Iterator[str]:
    """An edition that was published must not be lost by adding another."""
    if repository.branch() == branch:
        yield f"The branch {branch} is checked out; editions go there, so check out another one."
    there = on_branch(repository, branch)
    missing = [one.edition for one in library.ledger.editions if one.edition not in there]
    if missing:
        yield (
            f"The branch {branch} has no edition {_some(missing)}, which the ledger says was "
            f"published. Fetch it first: git fetch origin {branch}:{branch}"
        )
    if edition in there and edition not in {one.edition for one in library.ledger.editions}:
        yield f"The branch {branch} has an edition {edition} of which the ledger knows nothing."
    far = repository.commit_of(f"refs/remotes/origin/{branch}")
    near = repository.commit_of(f"refs/heads/{branch}")
    if far and near and far != near and far not in repository.ask("rev-list", near).split():
        yield (
            f"origin/{branch} holds commits that {branch} here has not. Fetch them first: "
            f"git fetch origin {branch}:{branch}"
        )


def tag(edition: str) -> str:
    """The tag of an edition's commit."""
    return f"edition-{edition}"


def _some(names: Sequence[str]) -> str:
    rest = len(names) - SHOWN
    shown = ", ".join(name.strip() for name in names[:SHOWN])
    return f"{shown} and {rest} more" if rest > 0 else shown
