"""One build without exports, with the code in another folder: `one_build.py CODE DOCS SITE`."""

import sys
from pathlib import Path

if __name__ == "__main__":
    code, docs, site = sys.argv[1:]
    sys.path[0] = code

    from library.problems import LibraryError
    from macros.build import build

    try:
        build(Path(docs), Path(site), exports=False)
    except LibraryError as error:
        sys.exit(str(error))
