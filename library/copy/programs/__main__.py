"""Starts the update, for apply_update.py."""

import sys

from .apply import main

sys.exit(main(sys.argv[1:]))
