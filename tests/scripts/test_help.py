"""Every command explains itself, even where nothing is installed yet."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scripts.commands import COMMANDS, run


@pytest.mark.parametrize("command", COMMANDS, ids=lambda path: path.stem)
def test_help_needs_no_packages(command: Path) -> None:
    done = run(command.name, "--help")

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("usage: ")


def test_the_commands_of_the_readme_are_there() -> None:
    assert {"serve", "test", "build", "check", "bench", "lock"} <= {path.stem for path in COMMANDS}


def test_ci_runs_the_same_commands_as_people() -> None:
    text = (COMMANDS[0].parent.parent / ".ci" / "run").read_text(encoding="utf-8")
    commands = [line for line in text.splitlines() if line.startswith("python3 ")]

    assert commands == ["python3 scripts/test.py", "python3 scripts/test.py --office"]
