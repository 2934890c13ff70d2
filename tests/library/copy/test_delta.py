"""A file told by its differences becomes the same file again."""

from __future__ import annotations

import io
import random

import pytest

from library.copy.delta import delta
from library.copy.programs.delta import applied


def made(change: bytes, old: bytes) -> bytes:
    out = io.BytesIO()
    applied(change, old, out)
    return out.getvalue()


@pytest.mark.parametrize("seed", range(30))
def test_any_two_files(seed):
    dice = random.Random(seed)
    old = dice.randbytes(dice.choice([0, 5, 33, 5_000]))
    parts = [old[(start := dice.randrange(len(old) + 1)) : start + 900] for _ in range(4)]
    new = b"".join(part + dice.randbytes(dice.randrange(40)) for part in parts)

    assert new == made(delta(old, new), old)


def test_what_both_have_is_not_told_again():
    old = random.Random(1).randbytes(100_000)
    new = old[:40_000] + b"edition 2026.2" + old[40_007:]

    assert len(delta(old, new)) < 100


@pytest.mark.parametrize("length", range(0, 60, 7))
def test_a_change_that_was_cut_short_is_refused(length):
    change = delta(b"a" * 100, b"b" * 20 + b"a" * 100)

    with pytest.raises(ValueError, match="change"):
        made(change[:length], b"a" * 100)


def test_a_change_for_another_file_is_refused():
    old = random.Random(2).randbytes(1_000)

    with pytest.raises(ValueError, match="more than there is"):
        made(delta(old, old + b"more"), old[:500])
