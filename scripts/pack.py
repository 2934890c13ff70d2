"""Make the permanent copy: one zip of the site, its sources and the means to check it."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from environment import ROOT, ensure, say


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
        "--out",
        type=Path,
        default=ROOT / "dist",
        metavar="DIR",
        help="where the zip goes (default: dist)",
    )
    parser.add_argument(
        "--key", type=Path, metavar="FILE", help="a secret key of minisign, to sign the copy with"
    )
    parser.add_argument("--light", action="store_true", help="leave out films and sound")
    arguments = parser.parse_args()
    ensure("site")

    from library.copy.packing import packed
    from library.copy.signature import read_key
    from library.load import load
    from library.render import size_in_words
    from macros.build import build
    from report import author_mistakes, shown

    with author_mistakes(arguments.docs), tempfile.TemporaryDirectory() as folder:
        key = read_key(arguments.key) if arguments.key else None
        library = load(arguments.docs)
        site = Path(folder, "site")
        build(arguments.docs, site)
        made = packed(library, site, ROOT, arguments.out, key, light=arguments.light)
    say(
        f"Made {shown(made)}, {size_in_words(made.stat().st_size)}. "
        + (f"Signed; the public key is {key.public}" if key else "Not signed: give --key.")
    )


if __name__ == "__main__":
    main()
