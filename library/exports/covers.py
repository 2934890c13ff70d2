"""What stands on the cover of each document, and in the file's own data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from library.exports.blocks import Cover, Tone
from library.exports.tones import BRAND, TONES
from library.model import Library, Page, Strand
from library.render import minutes_in_words

KINDS = {
    "handbook": "Handbook",
    "chapter": "Chapter",
    "presentation": "Presentation",
    "audit": "Audit",
    "framework": "Framework",
    "checklist": "Checklist",
    "survey": "Survey",
    "planner": "Planner",
    "network-day": "Network day",
    "strand": "Strand",
    "page": "",
}


@dataclass(frozen=True)
class Covers:
    """Makes the covers of one library's documents, all on one date."""

    library: Library
    symbols: Mapping[str, str]
    date: int

    def of_page(self, page: Page) -> Cover:
        """The cover of a resource or chapter."""
        return self._cover(
            page.title,
            KINDS[page.kind],
            page.summary,
            strand=self.library.strand(page.strand) if page.strand else None,
            mark=page.id or "",
            facts=facts(self.library, page),
            rights=page.rights,
            keywords=page.keywords,
        )

    def of_strand(self, strand: Strand) -> Cover:
        """The cover of everything in a strand."""
        return self._cover(strand.name, "The whole strand", strand.develops, strand=strand)

    def of_library(self) -> Cover:
        """The cover of everything."""
        return self._cover(self.library.name, "The whole library", self.library.summary)

    def _cover(
        self,
        title: str,
        kind: str,
        summary: str,
        *,
        strand: Strand | None = None,
        mark: str = "",
        facts: str = "",
        rights: str | None = None,
        keywords: tuple[str, ...] = (),
    ) -> Cover:
        about = self.library.about
        licence = next(one for one in self.library.rights if one.id == (rights or about.rights))
        base = (about.url or "").rstrip("/")
        return Cover(
            title=title,
            kind=kind,
            strand=strand.name if strand else "",
            mark=mark,
            summary=summary,
            facts=facts,
            library=about.name,
            edition=about.edition,
            date=self.date,
            licence=licence.name,
            licence_url=licence.url or "",
            address=f"{base}/id/{mark}.html" if base and mark else base,
            symbol=self.symbols.get(strand.symbol if strand else "compass", ""),
            tone=Tone(strand.colour, *TONES[strand.colour]) if strand else Tone("brand", *BRAND),
            language=about.language,
            keywords=keywords,
        )


def facts(library: Library, page: Page) -> str:
    """Time and readers of a page, in a line."""
    roles = [library.role(role) for role in page.roles]
    readers = ", ".join(role.plural.lower() for role in roles)
    for_whom = "everyone" if len(roles) == len(library.roles) else readers
    return f"{minutes_in_words(page.minutes)} · For {for_whom}"
