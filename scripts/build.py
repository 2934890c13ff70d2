"""Check a library and build its site; nothing is built from a library with mistakes."""

from __future__ import annotations

import argparse
import shutil
import time
from pathlib import Path

from environment import ROOT, ensure, say, stop


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--docs",
        type=Path,
        default=ROOT / "docs",
        metavar="DIR",
        help="the library's folder (default: docs)",
    )
    parser.add_argument(
        "--site",
        type=Path,
        default=ROOT / "site",
        metavar="DIR",
        help="where the site goes; what is there before is replaced (default: site)",
    )
    arguments = parser.parse_args()
    ensure("site")

    from macros.build import build
    from report import author_mistakes, shown

    docs, site = arguments.docs, arguments.site.resolve()
    if not may_be_replaced(site):
        stop(f"{shown(site)} holds other things than a site, so nothing was written there.")
    began = time.perf_counter()
    # Beside its place first: a build that fails leaves the last good site as it is.
    new = site.with_name(f"{site.name}.new")
    with author_mistakes(docs):
        try:
            build(docs, new)
            shutil.rmtree(site, ignore_errors=True)
            new.rename(site)
        finally:
            shutil.rmtree(new, ignore_errors=True)
    say(f"Built {shown(site)} in {time.perf_counter() - began:.1f} s.")


def may_be_replaced(site: Path) -> bool:
    """Whether nothing is lost: the folder is new, empty or an earlier site."""
    if not site.exists():
        return True
    return site.is_dir() and ((site / "catalogue.json").is_file() or not any(site.iterdir()))


if __name__ == "__main__":
    main()
