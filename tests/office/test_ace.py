"""Every e-book passes Ace by DAISY, which looks at its pages in a browser."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import subprocess
import tempfile
from pathlib import Path

import pytest

from browsers import find_or_install
from tests.library.exports.conftest import Exported
from tests.places import ROOT

LOCKED = Path(__file__).parent / "ace"
REAL = ("RD-H1", "AL-H1", "assessment-for-learning", "library")
"""The tiny library's handbook, and of this library a handbook, a strand and the whole."""


@pytest.fixture(scope="session")
def ace() -> Path:
    """Ace's program, installed as its lock says."""
    lock = LOCKED / "package-lock.json"
    place = ROOT / ".cache" / f"ace-{hashlib.sha256(lock.read_bytes()).hexdigest()[:16]}"
    program = place / "node_modules" / "@daisy" / "ace-axe-runner-puppeteer" / "package.json"
    if not program.is_file():
        shutil.copytree(LOCKED, place, dirs_exist_ok=True)
        subprocess.run(["npm", "ci"], cwd=place, check=True, capture_output=True, timeout=600)
    return place / "node_modules" / ".bin" / "ace-puppeteer"


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Chromium with its sandbox off: Ace has no switch for it, and containers have no sandbox."""
    script = tmp_path_factory.mktemp("chromium") / "chromium"
    script.write_text(f'#!/bin/sh\nexec "{find_or_install("chromium")}" --no-sandbox "$@"\n')
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return script


@pytest.mark.parametrize("name", REAL)
def test_an_ebook_has_no_fault(
    exported: Exported, site: Path, ace: Path, chromium: Path, tmp_path: Path, name: str
) -> None:
    folder = exported.site if name == "RD-H1" else site
    out = tmp_path / "report"
    command = [ace, "--silent", "--outdir", out, folder / "downloads" / f"{name}.epub"]
    # Puppeteer writes its profile into the temporary folder. The default is shared, and in a long
    # path Chromium's socket finds no room: 108 letters.
    with tempfile.TemporaryDirectory(prefix="ace-") as own:
        environment = {
            **os.environ,
            "PUPPETEER_EXECUTABLE_PATH": str(chromium),
            "TMPDIR": own,
        }
        subprocess.run(command, check=True, env=environment, capture_output=True, timeout=900)
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    faults = [
        f"{document['earl:testSubject']['url']}: {one['earl:test']['dct:title']}: "
        f"{one['earl:result']['dct:description']}"
        for document in report["assertions"]
        for one in document["assertions"]
    ]

    assert [] == faults
    assert "pass" == report["earl:result"]["earl:outcome"]
    assert len(report["assertions"]) >= 5
