"""Write schemas/ from the types in library/files.py, so that editors check YAML as it is typed."""

from __future__ import annotations

import argparse

from environment import ROOT, ensure, say


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    ensure("site")

    from library.schemas import schemas

    folder = ROOT / "schemas"
    folder.mkdir(exist_ok=True)
    files = schemas()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    say(f"{len(files)} files written in {folder.name}.")


if __name__ == "__main__":
    main()
