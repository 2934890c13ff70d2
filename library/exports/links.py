"""Where the links of a page lead once it is a file: within it, to a permanent address, or out."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from library.model import Library

_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:")


def anchor_of(part: str, fragment: str = "") -> str:
    """The name of a place in a document: unique, and safe in every format."""
    name = f"{part}--{fragment}" if fragment else part
    return re.sub(r"[^A-Za-z0-9_-]", "-", name)


@dataclass(frozen=True)
class Links:
    """Resolves the links of one document."""

    library: Library
    inside: Mapping[str, str]
    """The address of each page of the document, and the anchor of its part."""
    ids: Mapping[str, str] = field(default_factory=dict)
    """Address, with fragment, to the id of what is there."""
    sources: dict[str, None] = field(default_factory=dict)
    """The keys of the sources that links led to, in order: the document lists them."""

    def target(self, href: str, url: str) -> tuple[str, str]:
        """The target of a link on the page at ``url``, and the words that stand in for it.

        A target is empty when the file cannot lead there: then the words say which id is meant.
        """
        if _OUTSIDE.match(href):
            return href, ""
        path, _, fragment = href.partition("#")
        here = url.partition("#")[0]
        there = here
        if path.startswith("/"):  # below the site's root, as our own links of a form are
            there = path[1:]
        elif path:
            there = posixpath.normpath(posixpath.join(posixpath.dirname(here), path))
        full = f"{there}#{fragment}" if fragment else there
        if fragment.startswith("source-"):
            self.sources[fragment.removeprefix("source-")] = None
            return f"#{fragment}", ""
        if full in self.inside:
            return f"#{self.inside[full]}", ""
        if there in self.inside:
            return f"#{anchor_of(self.inside[there], fragment)}", ""
        return self.outward(there, fragment)

    def outward(self, there: str, fragment: str) -> tuple[str, str]:
        """The permanent address of a place elsewhere in the library."""
        full = f"{there}#{fragment}" if fragment else there
        base = (self.library.about.url or "").rstrip("/")
        identifier = self.ids.get(full)
        if identifier is None:
            identifier = self.ids.get(there)
            tail = f"#{fragment}" if fragment else ""
        else:
            tail = ""
        if not base:
            return "", identifier or ""
        if identifier:
            return f"{base}/id/{identifier}.html{tail}", ""
        return f"{base}/{there}{tail}", ""


def ids_by_address(library: Library) -> dict[str, str]:
    """Which id an address belongs to."""
    return {url: identifier for identifier, url in reversed(list(library.addresses.items()))}
