"""What became of an answer that a school should look at again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Review:
    """Something that a school should look at again, old and new side by side."""

    round: str
    kind: str
    why: str
    old: tuple[tuple[str, str], ...]
    """Ids and words in the edition in which it was answered."""
    new: tuple[tuple[str, str], ...]
    """Ids and words now; none when it was retired."""

    def __str__(self) -> str:
        old = "; ".join(f"{key} {text}" for key, text in self.old)
        new = "; ".join(f"{key} {text}" for key, text in self.new) or "nothing"
        return f"{self.kind}: {old} -> {new} ({self.why})"
