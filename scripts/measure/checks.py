"""How long a copy takes to check itself: 2,000 files and 1 GB, in each browser and in Python."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

from browsers import find_or_install, missing
from library.copy.bag import bagged
from library.copy.pages import checker, page
from library.load import load
from measure.rows import Row, Subject
from tests.browser.firefox import started

FILES, BYTES = 2_000, 1_000_000_000
TARGET = 60
"""Seconds in a browser: what a person waits for without wondering whether it still works."""
PATIENCE = 300


class CheckFailedError(Exception):
    """A copy that is whole was not called whole."""


def rows(subject: Subject) -> Iterator[Row]:
    """Measure once for this library; a generated library's copy would be checked no faster."""
    if subject.generated:
        return
    folder = generated_copy(subject, subject.work / "copy")
    what = f"check of a copy of {FILES} files and {BYTES // 10**9} GB"
    firefox = find_or_install("firefox") or sys.exit(missing("firefox"))
    yield Row(f"{what}, Chromium", in_chromium(subject.chromium, folder), target=TARGET)
    yield Row(f"{what}, Firefox", in_firefox(firefox, folder), target=TARGET)
    yield Row(f"{what}, Python", in_python(folder))


def generated_copy(subject: Subject, folder: Path) -> Path:
    """A copy that holds nothing but bytes, with the page and the program that check it."""
    for number in range(FILES):
        path = folder / f"data/site/{number // 100}/{number}.bin"
        path.parent.mkdir(parents=True, exist_ok=True)
        block = hashlib.sha512(str(number).encode()).digest()
        path.write_bytes(block * (BYTES // FILES // len(block)))
    payload = {f"data/site/{path.parent.name}/{path.name}": path for path in folder.rglob("*.bin")}
    check = page("check-my-copy.html", lib=load(subject.docs), public_key=None)
    top = {"CHECK-MY-COPY.html": check, "check_my_copy.py": checker(None)}
    for name, content in bagged({**payload, **top}, {}).items():
        if isinstance(content, bytes):
            (folder / name).write_bytes(content)
    return folder


def in_chromium(program: Path, folder: Path) -> float:
    switches = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=switches)
        tab = browser.new_page()
        tab.goto((folder / "CHECK-MY-COPY.html").as_uri())
        began = time.perf_counter()
        tab.locator("#folder").set_input_files(folder, timeout=PATIENCE * 1000)
        verdict = tab.locator(".verdict")
        verdict.wait_for(timeout=PATIENCE * 1000)
        seconds = time.perf_counter() - began
        must_be_whole(verdict.inner_text())
        browser.close()
    return seconds


def in_firefox(program: Path, folder: Path) -> float:
    with started(program) as firefox:
        firefox.open(folder / "CHECK-MY-COPY.html")
        began = time.perf_counter()
        firefox.choose_folder("#folder", folder)
        text = firefox.wait_for("document.querySelector('.verdict')?.textContent", seconds=PATIENCE)
        seconds = time.perf_counter() - began
    must_be_whole(str(text))
    return seconds


def in_python(folder: Path) -> float:
    began = time.perf_counter()
    command = [sys.executable, "-I", str(folder / "check_my_copy.py")]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    seconds = time.perf_counter() - began
    must_be_whole(done.stdout)
    return seconds


def must_be_whole(text: str) -> None:
    if "complete and unchanged" not in text:
        raise CheckFailedError(text)
