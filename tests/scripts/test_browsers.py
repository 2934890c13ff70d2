"""Tests never pass for want of a browser."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

import browsers
from tests.scripts.commands import SCRIPTS


def test_programs_that_do_not_start_are_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, code in (("firefox-esr", 1), ("firefox", 0)):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\nexit {code}\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert browsers.find("firefox") == tmp_path / "firefox"


@pytest.mark.parametrize("browser", ["chromium", "firefox"])
def test_a_browser_that_cannot_be_had_ends_with_the_command_to_install_it(
    browser: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        browsers, "find_or_install", lambda name: None if name == browser else Path("there")
    )
    monkeypatch.setattr("sys.argv", ["test.py"])

    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(SCRIPTS / "test.py"), run_name="__main__")

    assert ended.value.code == 1
    told = capsys.readouterr().err
    assert f"The tests need {browser.title()}" in told
    assert browsers.BY_HAND[browser] in told
