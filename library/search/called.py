"""What the rest of the library calls a thing.

The words of links to it, of the statements that it helps with and of the needs that it meets:
others often use the word that its author did not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from library.model import Library

_LINK = re.compile(r"\[([^\[\]]+)\]\(id:([^)\s]+)\)")


@dataclass(frozen=True)
class Called:
    """Texts by id, or by id and anchor as in "AL-H1.04#exit-tickets"."""

    links: Mapping[str, list[str]]
    needs: Mapping[str, list[str]]

    @classmethod
    def of(cls, library: Library) -> Called:
        links: dict[str, list[str]] = defaultdict(list)
        needs: dict[str, list[str]] = defaultdict(list)
        for page in library.pages:
            if "](id:" in page.body:
                for text, target in _LINK.findall(page.body):
                    links[target].append(text)
        for instrument in library.instruments:
            for statement in instrument.statements:
                for target in statement.helps:
                    links[target].append(statement.text)
        for need in library.needs:
            for target in need.links:
                needs[target.partition("#")[0]].append(need.text)
        return cls(links, needs)

    def by_links(self, identifier: str | None, anchor: str = "") -> str:
        """What links to a page, or to a place on it, say."""
        target = f"{identifier}#{anchor}" if anchor else identifier or ""
        return ". ".join(dict.fromkeys(self.links.get(target, ())))

    def by_needs(self, identifier: str | None) -> str:
        return ". ".join(self.needs.get(identifier or "", ()))
