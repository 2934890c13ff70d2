"""A strand's colour, strong and soft, as in the style sheet."""

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
BRAND = ("#12403a", "#f2ecdf")
