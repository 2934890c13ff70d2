"""The browsers for the tests: found where systems keep them, installed where that is allowed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from environment import is_root_with_apt, say

PROGRAMS = {
    "chromium": (
        "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
        "msedge", "microsoft-edge",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        r"%PROGRAMFILES%\Google\Chrome\Application\chrome.exe",
        r"%PROGRAMFILES(X86)%\Google\Chrome\Application\chrome.exe",
        r"%LOCALAPPDATA%\Google\Chrome\Application\chrome.exe",
        r"%PROGRAMFILES(X86)%\Microsoft\Edge\Application\msedge.exe",
    ),
    "firefox": (
        "firefox-esr", "firefox",
        "/Applications/Firefox.app/Contents/MacOS/firefox",
        r"%PROGRAMFILES%\Mozilla Firefox\firefox.exe",
        r"%PROGRAMFILES(X86)%\Mozilla Firefox\firefox.exe",
    ),
}  # fmt: skip
"""Names on PATH first, then the usual places of macOS and Windows."""

DEBIAN = {"chromium": "chromium", "firefox": "firefox-esr"}
BY_HAND = {
    "chromium": "python -m playwright install --with-deps chromium",
    "firefox": "sudo apt install firefox-esr (elsewhere: mozilla.org)",
}


def find(browser: str) -> Path | None:
    """The program of a browser ("chromium" or "firefox"), when this machine has one that starts."""
    for name in PROGRAMS[browser]:
        place = shutil.which(os.path.expandvars(name))
        if place and _starts(place):
            return Path(place)
    return _playwrights_own() if browser == "chromium" else None


def find_or_install(browser: str) -> Path | None:
    """The program of a browser, installed if need be; None when that failed."""
    found = find(browser)
    if found:
        return found
    if is_root_with_apt():
        say(f"Installing {DEBIAN[browser]} ...")
        asking_nothing = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for step in (["update"], ["install", "-y", "--no-install-recommends", DEBIAN[browser]]):
            subprocess.run(["apt-get", *step], check=False, capture_output=True, env=asking_nothing)
        found = find(browser)
    if not found and browser == "chromium":
        say("Installing Playwright's Chromium ...")
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
        found = find(browser)
    return found


def missing(browser: str) -> str:
    """What to do when a browser is neither there nor to be had."""
    return (
        f"The tests need {browser.title()}, and none was found or could be installed. "
        f"Install it with: {BY_HAND[browser]}"
    )


def _starts(place: str) -> bool:
    """Whether a program runs: on Ubuntu, chromium may be a mere pointer to a shop."""
    if os.name == "nt":
        return Path(place).exists()  # there, asking for the version opens a window
    try:
        done = subprocess.run([place, "--version"], capture_output=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _playwrights_own() -> Path | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        place = Path(playwright.chromium.executable_path)
    return place if _starts(str(place)) else None
