"""Make the permanent copy: one zip of the site, its sources and the means to check it."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from environment import ROOT, ensure, say


def main() -> None:
    arguments = parse()
    ensure("release")

    from library.copy.bag import of_the_site
    from library.copy.contents import our_school
    from library.copy.earlier import earlier
    from library.copy.packing import whole, written
    from library.copy.signature import read_key
    from library.copy.update import update
    from library.copy.zim import write
    from library.load import load
    from macros.build import build
    from report import author_mistakes

    with author_mistakes(arguments.docs), tempfile.TemporaryDirectory() as folder:
        since = earlier(arguments.since, arguments.out) if arguments.since else None
        key = read_key(arguments.key) if arguments.key else None
        library = load(arguments.docs)
        site = Path(folder, "site")
        build(arguments.docs, site)
        copy = whole(library, site, ROOT, key, light=arguments.light)
        made = [written(copy, arguments.out, our_school())]
        if since:
            made.append(written(update(library, since, copy, key), arguments.out, {}))
        if arguments.zim:
            made.append(arguments.out / f"{copy.name}.zim")
            write(library, of_the_site(copy.files), made[-1])
    tell(made, key.public if key else None)


def tell(made: list[Path], public_key: str | None) -> None:
    from library.render import size_in_words
    from report import shown

    for path in made:
        say(f"Made {shown(path)}, {size_in_words(path.stat().st_size)}.")
    say(f"Signed; the public key is {public_key}" if public_key else "Not signed: give --key.")


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--docs", type=Path, default=ROOT / "docs", metavar="DIR",
        help="the library's folder (default: docs)",
    )  # fmt: skip
    parser.add_argument(
        "--out", type=Path, default=ROOT / "dist", metavar="DIR",
        help="where the zip goes (default: dist)",
    )  # fmt: skip
    parser.add_argument(
        "--key", type=Path, metavar="FILE", help="a secret key of minisign, to sign the copy with"
    )
    parser.add_argument("--light", action="store_true", help="leave out films and sound")
    parser.add_argument(
        "--since", metavar="EDITION",
        help="an update as well, for schools that have this edition: its name, when its zip is in "
        "the folder where zips go, or the path of its zip or of its manifest-sha512.txt",
    )  # fmt: skip
    parser.add_argument("--zim", action="store_true", help="a file for Kiwix as well")
    return parser.parse_args()


if __name__ == "__main__":
    main()
