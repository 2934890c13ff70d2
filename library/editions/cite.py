"""How a page is cited: its permanent address, edition, licence, and a sentence ready to copy."""

from __future__ import annotations

from dataclasses import dataclass

from library.model import Library, Page

NEWEST = "latest"
"""The folder in which the newest edition always stands, beside those of all editions."""


@dataclass(frozen=True)
class Citation:
    """What a reader needs to name a page for good."""

    text: str
    """Library, year, title, edition, id, licence, and the address when there is one."""
    permanent: str
    """Below the site's root: by the page's id when it has one."""
    full: str | None
    """The same with the library's public address; None when it has none."""
    in_edition: str | None
    """The page in this edition, for ever as it is; None when nobody can know."""
    licence_url: str | None
    licence: str


def cite(library: Library, page: Page) -> Citation:
    """How to cite a page of this edition."""
    about = library.about
    licence = next(one for one in library.rights if one.id == (page.rights or about.rights))
    permanent = f"id/{page.id}.html" if page.id else page.url
    base = f"{about.url.rstrip('/')}/" if about.url else None
    full = f"{base}{permanent}" if base else None
    top = top_address(library)
    parts = [
        f"{about.name} ({about.edition.partition('.')[0]}).",
        page.title if page.title.endswith(("?", "!", ".")) else f"{page.title}.",
        f"Edition {about.edition}.",
        *([f"{page.id}."] if page.id else []),
        f"{licence.name}.",
        *([full] if full else []),
    ]
    return Citation(
        text=" ".join(parts),
        permanent=permanent,
        full=full,
        in_edition=None if top is None else f"{top}{about.edition}/{page.url}",
        licence_url=licence.url,
        licence=licence.name,
    )


def top_address(library: Library) -> str | None:
    """The address of the folder in which editions stand: the library's, less ``latest/``."""
    url = library.about.url or ""
    return url.removesuffix(f"{NEWEST}/") if url.endswith(f"/{NEWEST}/") else None
