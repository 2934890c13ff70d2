"""How data becomes part of a page: registers the macros with mkdocs-macros, and nothing else."""

from __future__ import annotations

from typing import Any

from library.calls import MACROS
from macros.site import Site


def define_env(env: Any) -> None:
    """Give pages one macro for each name in ``library.calls.MACROS``."""
    site: Site = env.conf["extra"]["site"]
    for name in MACROS:
        env.macro(_bound(env, site, name), name)


def _bound(env: Any, site: Site, name: str) -> Any:
    def call(*arguments: str, **conditions: str) -> str:
        return site.macro(name, site.library.page_at[env.page.file.src_uri], arguments, conditions)

    return call
