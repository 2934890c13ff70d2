"""The programs that `test.py --office` needs: found beside PATH too, installed but not started."""

from __future__ import annotations

from pathlib import Path

import pytest

import office


@pytest.fixture
def nothing_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with none of the programs, and a folder beside its PATH."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(office, "BESIDE_PATH", (str(tmp_path / "sbin"),))
    monkeypatch.setattr(office, "START_NOTHING", tmp_path / "policy-rc.d")
    (tmp_path / "sbin").mkdir()
    return tmp_path / "sbin"


def install(folder: Path, *programs: str) -> None:
    for program in programs:
        (folder / program).write_text("#!/bin/sh\n")
        (folder / program).chmod(0o755)


def test_a_server_beside_the_path_is_found(nothing_there: Path) -> None:
    assert office.find("nginx") is None

    install(nothing_there, "nginx")

    assert nothing_there / "nginx" == office.find("nginx")


def test_what_may_not_be_installed_is_named_with_its_packages(
    nothing_there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "is_root_with_apt", lambda: False)
    install(nothing_there, *set(office.PROGRAMS) - {"nginx", "caddy"})

    lacking = office.find_or_install()

    assert ["nginx", "caddy"] == lacking
    assert "sudo apt install nginx-light caddy." in office.missing(lacking)


def test_installing_servers_starts_none(
    nothing_there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, ...]] = []

    def apt(*arguments: str) -> None:
        asked.append(arguments)
        assert office.START_NOTHING.read_text().endswith("exit 101\n")
        install(nothing_there, *office.PROGRAMS)

    monkeypatch.setattr(office, "is_root_with_apt", lambda: True)
    monkeypatch.setattr(office, "_apt", apt)

    assert [] == office.find_or_install()
    assert {"nginx-light", "apache2-bin", "caddy"} <= set(asked[-1])
    assert not office.START_NOTHING.exists()
