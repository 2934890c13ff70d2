"""The locks fetch the same files everywhere, and say nothing of the machine that wrote them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from environment import LOCKS, ROOT

EACH = pytest.mark.parametrize("lock", LOCKS.values(), ids=LOCKS.keys())


def versions(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==(\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE))


@EACH
def test_every_package_carries_hashes(lock: Path) -> None:
    text = re.sub(r"^ *#.*\n", "", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)
    entries = re.split(r"\n(?=\S)", text.strip())

    assert len(entries) == len(versions(lock)) > 20
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


@EACH
def test_no_address_and_no_path_stands_in_a_lock(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")

    assert "://" not in text
    assert "index" not in text.replace("importlib", "")
    assert re.findall(r"(?:^|\s)/\S+", text) == []


def test_one_environment_can_hold_all() -> None:
    site, release, test = (versions(lock) for lock in LOCKS.values())

    assert site.items() <= release.items() <= test.items()


def test_the_locks_fit_what_the_project_asks_for() -> None:
    from packaging.requirements import Requirement

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for purpose, wanted in (
        ("site", project["dependencies"]),
        ("release", project["optional-dependencies"]["release"]),
        ("test", project["optional-dependencies"]["test"]),
    ):
        locked = {name.lower(): version for name, version in versions(LOCKS[purpose]).items()}
        for requirement in map(Requirement, wanted):
            assert requirement.specifier.contains(locked[requirement.name.lower()]), requirement
