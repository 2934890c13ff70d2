"""A permanent copy of the tiny library, signed with a key made for this run; small editions."""

from __future__ import annotations

import pytest

from library.load import load
from tests import updates
from tests.copies import copy, key, made
from tests.places import TINY

__all__ = ["copy", "key", "made"]


@pytest.fixture(scope="module")
def library():
    return load(TINY)


@pytest.fixture(scope="module")
def editions(tmp_path_factory, library, key):
    """Two small signed copies and the update between them, zipped and unzipped."""
    place = tmp_path_factory.mktemp("editions")
    updates.editions(library, place, key)
    return place


@pytest.fixture
def place(editions, tmp_path):
    """The old copy and the update, side by side in a folder with a space and an accent."""
    place = tmp_path / "Clé USB"
    updates.clone(editions, place)
    return place
