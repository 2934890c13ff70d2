"""Lists of numbers as short texts that a script file can hold, and back.

A list of documents with weights is two texts: the gaps between the documents' numbers, and one
letter a weight. Compressed they are a tenth of lunr's own JSON, which names every document
twice for every word.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

_LETTERS = "".join(chr(code) for code in range(0x23, 0x7F) if chr(code) not in ",\\")
"""Every letter that needs no escape in JSON, but ``!`` and ``,`` which stand between lists."""
_VALUES = {letter: value for value, letter in enumerate(_LETTERS)}
_LAST = 46
"""Letters below this end a number, those above say that it goes on."""
_MORE = len(_LETTERS) - _LAST

MOST = len(_LETTERS) - 1
"""The largest number that one letter can say."""
LEVELS = tuple(round(4 * 1.18**step) for step in range(48))
"""What the letter of a weight stands for, in tenths."""
_BETWEEN = tuple((low + high) / 2 for low, high in pairwise(LEVELS))
_NEAREST = "".join(_LETTERS[bisect_right(_BETWEEN, tenths)] for tenths in range(LEVELS[-1] + 1))


def weight_letters(weights: Iterable[float]) -> str:
    """Weights, a letter each: that of the nearest level."""
    most = len(_NEAREST) - 1
    return "".join([_NEAREST[min(most, int(weight * 10 + 0.5))] for weight in weights])


def letters(values: Iterable[int]) -> str:
    """Small numbers, a letter each."""
    return "".join(_LETTERS[value] for value in values)


def numbers(text: str) -> list[int]:
    return [_VALUES[letter] for letter in text]


def gaps(ascending: Sequence[int]) -> str:
    """Ascending numbers as the steps between them."""
    found = []
    due = 0
    for number in ascending:
        step = number - due
        due = number + 1
        while step >= _LAST:
            found.append(_LETTERS[_LAST + step % _MORE])
            step //= _MORE
        found.append(_LETTERS[step])
    return "".join(found)


def from_gaps(text: str) -> list[int]:
    found = []
    before, step, unit = -1, 0, 1
    for letter in text:
        value = _VALUES[letter]
        if value >= _LAST:
            step += (value - _LAST) * unit
            unit *= _MORE
        else:
            before += step + value * unit + 1
            found.append(before)
            step, unit = 0, 1
    return found


def words_text(terms: Sequence[str], forms: Mapping[str, Sequence[str]]) -> str:
    """Terms in order with the words they stand for.

    Each term without the letters it shares with the one before, and after commas its words, each
    without the letters it shares with its term.
    """
    out = []
    before = ""
    for term in terms:
        shared = _shared(before, term)
        row = [_LETTERS[shared] + term[shared:]]
        for form in forms.get(term, ()):
            kept = _shared(term, form)
            row.append(_LETTERS[len(term) - kept] + form[kept:])
        out.append(",".join(row))
        before = term
    return "!".join(out)


def from_words_text(text: str) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    before = ""
    for row in text.split("!") if text else ():
        head, *forms = row.split(",")
        before = before[: _VALUES[head[0]]] + head[1:]
        found.append(
            (before, [before[: len(before) - _VALUES[form[0]]] + form[1:] for form in forms])
        )
    return found


def script(name: str, value: object) -> bytes:
    """A file of the index: a script, so that it loads from a folder too.

    In it stands a JSON text, which a browser reads in half the time of a script's own objects.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    inside = json.dumps(text, ensure_ascii=False).replace("\u2028", "\\u2028")
    inside = inside.replace("\u2029", "\\u2029")
    return f'(window.PSL_SEARCH=window.PSL_SEARCH||{{}})["{name}"]={inside};\n'.encode()


def from_script(content: bytes) -> object:
    text = content.decode()
    value: object = json.loads(json.loads(text[text.index("]=") + 2 : text.rindex(";")]))
    return value


def _shared(one: str, other: str) -> int:
    """How many letters two words begin with alike, at most as many as a letter can say."""
    most = min(len(one), len(other), MOST)
    return next((at for at in range(most) if one[at] != other[at]), most)
