"""The ways through the site: sections, trail, side navigation, neighbours.

Small by design: a page lists its own section only, so that pages stay light as the library grows.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from library.model import Library, Page

_SECTIONS = (
    ("find.md", "Find"),
    ("strands/index.md", "Strands"),
    ("handbooks/index.md", "Handbooks"),
    ("presentations/index.md", "Presentations"),
    ("tools/index.md", "Tools"),
    ("videos/index.md", "Videos"),
    ("network-days/index.md", "Network days"),
    ("my-school/index.md", "My school"),
    ("programme/index.md", "Programme"),
)


@dataclass(frozen=True)
class Way:
    """A link of a navigation."""

    title: str
    url: str | None
    current: bool = False
    children: tuple[Way, ...] = ()


class Ways:
    """The navigation of one library."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def sections(self, page: Page) -> tuple[Way, ...]:
        """The parts of the site, for the header and footer."""
        top = page.path.partition("/")[0]
        return tuple(
            Way(title, self.library.page_at[path].url, path.partition("/")[0] == top)
            for path, title in _SECTIONS
            if path in self.library.page_at
        )

    def colours(self) -> tuple[str, ...]:
        """The colours of the strands, in their order."""
        return tuple(strand.colour for strand in self.library.strands)

    def trail(self, page: Page) -> tuple[Way, ...]:
        """From the home page down to this one."""
        trail = [Way(page.title, None, current=True)]
        folder = page.folder if not page.path.endswith("index.md") else _above(page.folder)
        while folder:
            above = self.library.page_at.get(f"{folder}/index.md")
            if above:
                trail.append(Way(above.title, above.url))
            folder = _above(folder)
        if page.path != "index.md" and "index.md" in self.library.page_at:
            trail.append(Way("Home", "index.html"))
        return tuple(reversed(trail))

    def side(self, page: Page) -> dict[str, object]:
        """The side navigation: the pages beside this one, under the title of what holds them."""
        family = self._family(page)
        head = self.library.page_at.get(f"{_family_folder(page)}/index.md")
        items = tuple(Way(item.title, item.url, item is page) for item in family)
        return {
            "title": head.title if head else self.library.name,
            "url": head.url if head else None,
            "items": items if len(items) > 1 else (),
        }

    def neighbours(self, page: Page) -> tuple[Page | None, Page | None]:
        """The pages before and after this one in its family."""
        family = self._family(page)
        at = next((at for at, item in enumerate(family) if item is page), None)
        if at is None:
            return None, None
        before = family[at - 1] if at else None
        return before, family[at + 1] if at + 1 < len(family) else None

    def _family(self, page: Page) -> tuple[Page, ...]:
        if not page.folder:
            return ()  # the home page and the finder belong to no family
        family = self._families.get(_family_folder(page), ())
        if page.kind in ("audit", "checklist", "framework", "survey", "planner"):
            return tuple(item for item in family if item.strand == page.strand)
        return family

    @cached_property
    def _families(self) -> dict[str, tuple[Page, ...]]:
        found: dict[str, list[Page]] = defaultdict(list)
        for page in self.library.pages:
            found[_family_folder(page)].append(page)
        return {folder: tuple(sorted(pages, key=self._place)) for folder, pages in found.items()}

    def _place(self, page: Page) -> tuple[object, ...]:
        """Strands and roles in their own order, the rest by id and title; what holds them first."""
        strands = {strand.slug: strand.order for strand in self.library.strands}
        roles = {role.id: at for at, role in enumerate(self.library.roles)}
        name = page.path.rpartition("/")[2].removesuffix(".md")
        number = int("".join(filter(str.isdigit, page.id or "")) or 0)
        return (
            not (name == "index" and page.folder == _family_folder(page)),
            strands.get(page.strand or "", 99),
            roles.get(name, 99),
            page.kind,
            number,
            page.title,
        )


def _family_folder(page: Page) -> str:
    """The folder whose pages stand beside a page.

    It is the page's own, or the one above for the index page of a folder that holds one thing.
    """
    own_folder = page.kind not in ("page", "handbook") or (
        page.kind == "page" and "/" in page.folder
    )
    alone = page.path.endswith("/index.md") and own_folder
    return _above(page.folder) if alone else page.folder


def _above(folder: str) -> str:
    return folder.rpartition("/")[0]
