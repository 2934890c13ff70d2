"""`build` writes a whole site or none."""

from __future__ import annotations

from pathlib import Path

from tests.places import BROKEN, TINY
from tests.scripts.commands import run


def test_a_site_replaces_the_one_before(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for _ in range(2):
        done = run("build.py", "--docs", TINY, "--site", site)
        assert done.returncode == 0, done.stdout + done.stderr
        assert (site / "handbooks/reading/index.html").is_file()
        assert not (site / "left over").exists()
        (site / "left over").touch()

    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_build_that_fails_leaves_the_last_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "catalogue.json").write_text("the last good one")
    done = run("build.py", "--docs", BROKEN, "--site", site)

    assert done.returncode == 1
    assert "I-02" in done.stdout
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.rglob("*")] == ["site", "catalogue.json"]


def test_a_folder_with_other_things_is_never_emptied(tmp_path: Path) -> None:
    (tmp_path / "my work.txt").touch()
    done = run("build.py", "--docs", TINY, "--site", tmp_path)

    assert done.returncode == 1
    assert "nothing was written" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["my work.txt"]
