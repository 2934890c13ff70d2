"""`check` names every mistake with file and line, and its exit code tells whether there is one."""

from __future__ import annotations

import re
from pathlib import Path

from tests.places import BROKEN, ROOT, TINY
from tests.scripts.commands import run


def test_a_good_library_has_no_problems() -> None:
    done = run("check.py", "--docs", TINY)

    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("No problems in 13 pages")


def test_every_mistake_stands_on_a_line_that_an_editor_can_open() -> None:
    done = run("check.py", "--docs", BROKEN)
    *problems, count = done.stdout.splitlines()

    assert done.returncode == 1
    assert count == f"{len(problems)} problems"
    for problem in problems:
        found = re.fullmatch(r"(tests/data/broken/\S+):(\d+): [A-Z]-\d\d .+", problem)
        assert found, problem
        assert (ROOT / found[1]).exists(), problem


def test_a_folder_without_a_library_is_told_in_a_sentence(tmp_path: Path) -> None:
    done = run("check.py", "--docs", tmp_path)

    assert done.returncode == 1
    assert "holds no library" in done.stdout
    assert "Traceback" not in done.stderr
