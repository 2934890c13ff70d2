"""`python3 -m http.server`, with which HOSTING.html says that anybody can try a copy."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.scripts.commands import outer_python

NEEDED = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".pdf": "application/pdf",
    ".csv": "text/csv",
    ".zip": "application/zip",
}
"""What a browser must know to show a page. Without a policy against guessing it reads fonts and
hands on documents under any type, and older systems have no better one for them."""


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    command = [outer_python(), "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"]
    with subprocess.Popen(
        [*command, "--directory", str(site)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        line = server.stdout.readline() if server.stdout else ""
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        assert found, line
        yield found[0]
        server.terminate()


def test_it_sends_every_file_under_a_type_that_browsers_take(address: str, site: Path) -> None:
    for suffix, kind in NEEDED.items():
        path = min(site.rglob(f"*{suffix}")).relative_to(site).as_posix()
        assert kind == httpx.head(f"{address}/{path}").headers["Content-Type"], path


def test_other_files_are_never_taken_for_pages(address: str, site: Path) -> None:
    for suffix in {path.suffix for path in site.rglob("*") if path.is_file()} - set(NEEDED):
        path = min(site.rglob(f"*{suffix}")).relative_to(site).as_posix()
        answer = httpx.head(f"{address}/{path}")

        assert 200 == answer.status_code
        assert not re.search("html|javascript", answer.headers["Content-Type"]), path
