"""The system's programs that `test.py --office` needs: found, or installed where that may be."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from environment import is_root_with_apt, say

PROGRAMS: dict[str, tuple[str, ...]] = {
    "soffice": ("libreoffice-writer-nogui", "libreoffice-impress-nogui", "fonts-crosextra-carlito"),
    "java": ("default-jre-headless",),
    "nginx": ("nginx-light",),
    "apache2": ("apache2-bin",),
    "caddy": ("caddy",),
    "kiwix-serve": ("kiwix-tools",),
    "node": ("nodejs",),
    "npm": ("npm",),
}
"""Each program, and Debian's packages that have it."""
BESIDE_PATH = ("/usr/local/sbin", "/usr/sbin", "/sbin")
"""Where Debian keeps servers, which is not on the PATH of everybody."""
START_NOTHING = Path("/usr/sbin/policy-rc.d")
"""Debian asks this program before it starts a service that it installs."""


def find(program: str) -> Path | None:
    """Where a program of PROGRAMS is on this machine; None when it is not there."""
    places = os.pathsep.join((os.environ.get("PATH", ""), *BESIDE_PATH))
    found = shutil.which(program, path=places)
    return Path(found) if found else None


def find_or_install() -> list[str]:
    """The programs that are still lacking after everything that may be done."""
    lacking = [program for program in PROGRAMS if not find(program)]
    if lacking and is_root_with_apt():
        packages = _packages(lacking)
        say(f"Installing {', '.join(packages)} ...")
        with _starting_nothing():
            _apt("update")
            _apt("install", "-y", "--no-install-recommends", *packages)
        lacking = [program for program in PROGRAMS if not find(program)]
    return lacking


def missing(lacking: list[str]) -> str:
    """What to do when a program is not there and may not be installed from here."""
    return (
        f"The office tests need {' and '.join(lacking)}. On Debian and Ubuntu: "
        f"sudo apt install {' '.join(_packages(lacking))}. Elsewhere install them from their own "
        "pages and see that they are on the PATH."
    )


def _packages(programs: list[str]) -> list[str]:
    return [package for program in programs for package in PROGRAMS[program]]


def _apt(*arguments: str) -> None:
    subprocess.run(
        ["apt-get", "-qq", *arguments],
        check=False,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    )


@contextmanager
def _starting_nothing() -> Iterator[None]:
    """Web servers that are installed for tests must not begin to serve this machine."""
    if START_NOTHING.exists():
        yield
        return
    START_NOTHING.write_text("#!/bin/sh\nexit 101\n", encoding="utf-8")
    START_NOTHING.chmod(0o755)
    try:
        yield
    finally:
        START_NOTHING.unlink()
