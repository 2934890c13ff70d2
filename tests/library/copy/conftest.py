"""A permanent copy of the tiny library, signed with a key made for this run."""

from tests.copies import copy, key, made

__all__ = ["copy", "key", "made"]
