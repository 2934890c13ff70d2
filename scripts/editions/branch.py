"""The branch that holds every edition in a folder of its own, and the newest in latest/ as well.

mike writes the commits: see https://github.com/jimporter/mike. We give it a folder that is built
already, and copies for latest/, since links between folders are not served by every host.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import chdir
from pathlib import Path

from mike import commands, git_utils

from editions.repository import Repository
from library.editions.cite import NEWEST
from library.editions.gone import Replacement, gone_at
from library.files import LedgerEdition
from library.model import Library
from library.policy import SERVER
from library.problems import LibraryError
from library.render import Renderer
from macros.editions import LIST, everywhere, tombstone, way_on

HEADERS = f"""\
/*
  Content-Security-Policy: {SERVER}
  X-Content-Type-Options: nosniff
  Referrer-Policy: same-origin
"""
"""What hosts that read such a file, as Netlify does, send with every file."""


def on_branch(repository: Repository, branch: str) -> tuple[str, ...]:
    """The editions that the branch holds, the newest first."""
    if not repository.knows(branch):
        return ()
    try:
        found = json.loads(repository.ask("show", f"{branch}:{commands.versions_file}"))
    except (LibraryError, ValueError):
        return ()
    return tuple(str(one["version"]) for one in found)


def published(
    repository: Repository, branch: str, site: Path, edition: LedgerEdition, root: Mapping[str, str]
) -> None:
    """Add a built site to the branch as an edition, and write the pages beside all editions."""
    made = {"site_dir": str(site), "use_directory_urls": False}
    properties = [("published", edition.published.isoformat()), ("kind", edition.kind)]
    with chdir(repository.root):  # mike asks git where it stands
        try:
            with commands.deploy(
                made,
                edition.edition,
                aliases=[NEWEST],
                update_aliases=True,
                alias_type=commands.AliasType.copy,
                branch=branch,
                message=f"Edition {edition.edition}",
                set_props=properties,
            ):
                pass  # built already
            message = f"The list of editions, with {edition.edition}"
            with git_utils.Commit(branch, message, allow_empty=True) as commit:
                for name, html in root.items():
                    commit.add_file(git_utils.FileInfo(name, html))
        except (git_utils.GitError, ValueError) as error:
            raise LibraryError(f"the branch {branch} could not be written: {error}") from error


def beside_editions(library: Library, site: Path, theme: Path) -> dict[str, str]:
    """Files beside all editions: a way to the newest, their list, the page for lost ways."""
    renderer = Renderer(library, theme)
    newest = Replacement(library.name, f"{NEWEST}/index.html")
    return {
        "index.html": way_on(library, renderer, "index.html", newest),
        LIST: everywhere(library, renderer),
        # Its links hold where the library has an address; its text always reads.
        "404.html": (site / "404.html").read_text(encoding="utf-8"),
        "_headers": HEADERS,
    }


def overlay(library: Library, site: Path, theme: Path) -> None:
    """Change a built site for its place among others.

    Its list of editions leads to that of all, and a tombstone stands where a file was that was
    withdrawn: in a folder of the file's name, which servers open as a page.
    """
    renderer = Renderer(library, theme)
    everything = Replacement("All editions", f"../{LIST}")
    (site / LIST).write_text(way_on(library, renderer, LIST, everything), encoding="utf-8")
    for address, one in gone_at(library).items():
        place = site / address / "index.html"
        if address.endswith(".html") or place.parent.is_file():
            continue
        place.parent.mkdir(parents=True)
        place.write_text(
            tombstone(library, renderer, f"{address}/index.html", one), encoding="utf-8"
        )
