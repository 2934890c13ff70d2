"""Indexes that tests ask: of the tiny library, and of this one."""

import pytest

from library.load import load
from library.search import Finder, index_files
from tests.places import DOCS, TINY


@pytest.fixture(scope="session")
def tiny_files():
    return index_files(load(TINY), formats={"RD-A1": ["csv", "xlsx"]})


@pytest.fixture(scope="session")
def tiny(tiny_files):
    return Finder.of_files(tiny_files)


@pytest.fixture(scope="session")
def finder():
    return Finder.of_files(index_files(load(DOCS)))
