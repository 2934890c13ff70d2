"""What downloads take, with the code in another folder: `one_exports.py CODE DOCS SITE`.

Builds the site without them first. Prints the seconds that they would have added to that build:
by the clock, and of all processors.
"""

import os
import shutil
import sys
import time
from itertools import chain
from pathlib import Path

if __name__ == "__main__":
    code, docs, site = sys.argv[1:]
    sys.path[0] = code

    from library.exports import ingredients
    from library.exports.downloads import Exports
    from macros.build import build

    shelf = build(Path(docs), Path(site), exports=False).shelf
    ingredients.ground.cache_clear()
    began, before = time.perf_counter(), sum(os.times()[:4])
    exports = Exports(shelf.library, shelf.texts, shelf.symbols, Path(code) / "kept")
    exports.make()
    (Path(site) / "downloads").mkdir()
    for item in chain.from_iterable(exports.of().values()):
        if item.kept:
            shutil.copyfile(item.kept.path, Path(site) / item.url)
    print(time.perf_counter() - began, sum(os.times()[:4]) - before)
