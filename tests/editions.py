"""A library that is published three times, and what happens to it in between."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from pathlib import Path

from editions.cutting import Cutting
from editions.refusals import refusals
from editions.repository import Repository, dated
from library.load import examine
from tests.places import TINY

BRANCH = "gh-pages"
SECONDS = 1_790_000_000
"""21 September 2026; each edition comes a day after the one before."""


def repository(folder: Path) -> Repository:
    """A repository with the tiny library in docs/, committed."""
    shutil.copytree(TINY, folder / "docs")
    one = Repository(folder)
    one.ask("init", "--quiet", "--initial-branch", "main")
    one.ask("config", "user.name", "A maintainer")
    one.ask("config", "user.email", "maintainer@example.org")
    commit(one)
    return one


def commit(one: Repository) -> None:
    """Commit everything, some days before the first edition."""
    with dated(1_789_000_000):
        one.ask("add", "-A")
        one.ask("commit", "--quiet", "-m", "Work")


def cutting(one: Repository, edition: str) -> Cutting:
    """An edition ready to be cut, with nothing against it."""
    library, problems = examine(one.root / "docs")
    assert [] == list(refusals(library, problems, one, edition, BRANCH))
    days = len(library.ledger.editions)
    return Cutting(library, one, BRANCH, SECONDS + days * 86400)


def put(docs: Path, path: str, text: str) -> None:
    (docs / path).parent.mkdir(parents=True, exist_ok=True)
    (docs / path).write_text(text, encoding="utf-8")


def change(docs: Path, path: str, old: str, new: str) -> None:
    text = (docs / path).read_text(encoding="utf-8")
    assert old in text, f"{path} has no {old!r}"
    (docs / path).write_text(text.replace(old, new), encoding="utf-8")


def second(docs: Path) -> None:
    """2026.2: moved, renamed, split, revised, and a page without an id that moved."""
    change(docs, "library.yaml", '"2026.1"', '"2026.2"')
    folder = docs / "presentations/reading"
    (folder / "staff-meeting.md").rename(folder / "aloud.md")
    (docs / "tools/reading-audit").rename(docs / "tools/audit-of-reading")
    change(docs, "handbooks/reading/index.md", "title: Reading handbook", "title: To read well")
    change(docs, "handbooks/reading/reading-aloud.md", "A TA can read too", "A TA can lead it")
    for name in ("glossary.md", "glossary.yaml"):
        (docs / "programme" / name).rename(docs / "roles" / name)
    change(
        docs,
        "tools/audit-of-reading/instrument.yaml",
        "      - id: RD-A1.02\n        text: Texts are chosen with care.\n",
        "      - id: RD-A1.03\n        text: Pupils choose some texts.\n"
        "        levels: [Seldom., Each week.]\n        evidence: Ask five pupils.\n"
        "        helps: [RD-H1]\n"
        "      - id: RD-A1.04\n        text: Teachers choose texts with care.\n",
    )
    put(
        docs,
        "changes/2026.2.yaml",
        "changes:\n  - {kind: split, from: [RD-A1.02], to: [RD-A1.03, RD-A1.04], "
        "why: Pupils choose as well.}\n",
    )
    put(docs, "gone.yaml", "moved:\n  - {at: programme/glossary.html, to: roles/glossary.md}\n")


def third(docs: Path) -> None:
    """2027.1: withdrawn with its downloads, moved again, and a page without an id that went."""
    change(docs, "library.yaml", '"2026.2"', '"2027.1"')
    shutil.rmtree(docs / "tools/reading-visit")
    change(docs, "needs.yaml", "RD-C1", "RD-A1")
    change(docs, "network-days/first-day/day.yaml", "RD-C1", "RD-A1")
    change(
        docs,
        "handbooks/reading/reading-aloud.md",
        "[visit](../../tools/reading-visit/index.md)",
        "[audit](id:RD-A1)",
    )
    folder = docs / "presentations/reading"
    (folder / "aloud.md").rename(folder / "a-staff-meeting.md")
    for name in ("glossary.md", "glossary.yaml"):
        (docs / "roles" / name).unlink()
    put(
        docs,
        "changes/2027.1.yaml",
        "changes:\n  - {kind: retired, from: [RD-C1.01], why: The audit asks for it.}\n",
    )
    put(
        docs,
        "gone.yaml",
        "gone:\n"
        '  - {id: RD-C1, edition: "2027.1", why: The audit asks for the same., '
        'replaced_by: [RD-A1, "RD-H1.01#choose"]}\n'
        '  - {at: programme/glossary.html, title: Words, edition: "2027.1", why: Nobody read it.}\n'
        '  - {at: roles/glossary.html, title: Words, edition: "2027.1", why: Nobody read it.}\n',
    )


def served_from(one: Repository, folder: Path) -> Path:
    """The branch of editions as files, as a host takes them."""
    archive = subprocess.run(
        ["git", "archive", BRANCH], cwd=one.root, check=True, capture_output=True
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(folder, filter="data")
    return folder
