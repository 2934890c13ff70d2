"""How data becomes part of a page: registers the macros with mkdocs-macros, and nothing else."""

from __future__ import annotations

from typing import Any

from library.calls import MACROS
from macros.site import Site


def define_env(env: Any) -> None:
    """Give pages one macro for each name in ``library.calls.MACROS``."""
    for name in MACROS:
        env.macro(_bound(env, name), name)


def _bound(env: Any, name: str) -> Any:
    def call(*arguments: str, **conditions: str) -> str:
        site: Site = env.conf["extra"]["site"]  # asked each time: a preview has one after another
        return site.macro(name, site.library.page_at[env.page.file.src_uri], arguments, conditions)

    return call
