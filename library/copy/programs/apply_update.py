"""Bring a copy of the library up to date, without the internet.

Needs Python 3.8 or later and nothing else:  python3 apply_update.py [folder of the copy]
With --help it tells everything that it can do.
"""

import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    if sys.version_info < (3, 8):  # noqa: UP036  the library needs more, this does not
        sys.exit("Python 3.8 or later is needed: python.org has it for every system.")
    sys.dont_write_bytecode = True  # this folder is checked, and nothing may be added to it
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    runpy.run_module("update_program", run_name="__main__")
