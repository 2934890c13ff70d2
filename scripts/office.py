"""LibreOffice and Java, which `test.py --office` needs: found, or installed where that may be."""

from __future__ import annotations

import shutil
import subprocess

from environment import is_root_with_apt, say

NEEDED = {
    "soffice": ("libreoffice-writer-nogui", "libreoffice-impress-nogui", "fonts-crosextra-carlito"),
    "java": ("default-jre-headless",),
}
"""Each program, and Debian's packages that have it."""


def find_or_install() -> list[str]:
    """The programs that are still lacking after everything that may be done."""
    lacking = [program for program in NEEDED if not shutil.which(program)]
    if lacking and is_root_with_apt():
        packages = [package for program in lacking for package in NEEDED[program]]
        say(f"Installing {', '.join(packages)} ...")
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
            check=False,
            stdout=subprocess.DEVNULL,
        )
        lacking = [program for program in NEEDED if not shutil.which(program)]
    return lacking


def missing(lacking: list[str]) -> str:
    """What to do when a program is not there and may not be installed from here."""
    packages = " ".join(package for program in lacking for package in NEEDED[program])
    return (
        f"The office tests need {' and '.join(lacking)}. On Debian and Ubuntu: "
        f"sudo apt install {packages}. Elsewhere install LibreOffice and Java from their own pages "
        "and see that both are on the PATH."
    )
