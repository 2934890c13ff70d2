"""Searches that are measured alike: ours, Material's and Pagefind's.

A script beside this file for each, put into its page by `measure.asking`, gives `bench` with
`ask(words)`, the milliseconds from typing to the first result, and `found(words)`, the addresses
of the best ten pages.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Search:
    """One search: its name, the folder of its site, and the page on which it is asked."""

    name: str
    site: Path
    page: str = "index.html"

    @property
    def script(self) -> str:
        """The script that asks it."""
        return (HERE / f"{self.name.lower()}.js").read_text(encoding="utf-8")


def ours(site: Path) -> Search:
    """The library's own search, on a built site."""
    return Search("Library", site)


def material(site: Path) -> Search:
    """Material's own search, on a site that plain MkDocs with Material built."""
    return Search("Material", site)


def pagefind(site: Path) -> Search:
    """Pagefind, on a built site: its index of the pages' main parts is added to the folder."""
    command = [sys.executable, "-m", "pagefind_bin", "--site", str(site), "--root-selector", "main"]
    subprocess.run(command, check=True, capture_output=True)
    return Search("Pagefind", site, "404.html")
