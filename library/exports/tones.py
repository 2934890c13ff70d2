"""Colours of the library's files: a strand's own, and those of each kind of box.

They are those of the web pages (macros/theme/css/02-tokens.css).
"""

from __future__ import annotations

TONES = {
    "plum": ("#7a2a63", "#f5e6ef"),
    "leaf": ("#3f651b", "#e9f0da"),
    "teal": ("#0b626d", "#dceeee"),
    "indigo": ("#3d4a97", "#e7e9f5"),
    "coral": ("#a83823", "#fae5dd"),
    "amber": ("#815000", "#faebc9"),
    "slate": ("#435463", "#e5eaed"),
    "stone": ("#655848", "#ece5d9"),
}
"""A strand's colour, strong and soft."""
BRAND = ("#12403a", "#f2ecdf")
INK, QUIET, CARD, LINK = "#1a2a26", "#4b5953", "#fffdf8", "#0b5a52"

BOXES = {
    "primary": TONES["leaf"],
    "secondary": TONES["indigo"],
    "pitfall": TONES["coral"],
    "signs": TONES["teal"],
    "evidence": TONES["slate"],
    "governors": TONES["plum"],
    "activity": TONES["amber"],
    "note": TONES["stone"],
    "notes": TONES["stone"],
    "details": TONES["stone"],
    "tab": (TONES["stone"][0], BRAND[1]),
}
"""The strong and the soft colour of each kind of box that has its own."""
OWN_TONE = ("monday", "say")
"""The kinds of box in the strand's colour."""


def digits(colour: str) -> str:
    """A colour as Office writes it: "#0b626d" as "0B626D"."""
    return colour.removeprefix("#").upper()
