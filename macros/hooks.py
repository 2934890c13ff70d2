"""MkDocs events, in the order in which they happen.

on_config            read and check the library; nothing is built from one with mistakes
on_files             add what is generated before pages: style sheet, scripts
on_page_read_source  the text as the library has read it
on_page_markdown     links by id and citations (macros have run by then)
on_page_content      slides, tables, glossary terms in the finished HTML
on_env               every page is known: downloads, catalogue, id pages
on_page_context      what stands around the text
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from library import prose
from library.model import Page
from library.problems import LibraryError
from macros import content, generated
from macros.site import Site


def _site(config: MkDocsConfig) -> Site:
    site: Site = config.extra["site"]
    return site


def _page(page: MkDocsPage, config: MkDocsConfig) -> Page:
    return _site(config).library.page_at[page.file.src_uri]


@event_priority(100)  # before mkdocs-macros, whose macros ask for the library
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    try:
        site = Site(Path(config.docs_dir))
    except LibraryError as error:
        raise PluginError(str(error)) from error
    config.extra["site"] = site
    config.site_name = site.library.name
    config.site_url = site.library.about.url
    # Ours is a generated page, that works from a folder too; a site without address has no map.
    config.theme.static_templates.discard("404.html")
    if not config.site_url:
        config.theme.static_templates.discard("sitemap.xml")
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    for file in list(files):
        # The theme's scripts, style sheets and parts reach the site as generated files, or not
        # at all: a school's copy need not hold what no page uses.
        if file.src_dir and file.src_dir != config.docs_dir:
            files.remove(file)
    for file in list(generated.before_pages(config, files)):
        files.append(file)
    return files


def on_page_read_source(page: MkDocsPage, config: MkDocsConfig) -> str:
    # The text has been read and checked. Only title and template go on: mkdocs-macros would take
    # every other key of the front matter for a variable, and `roles` would hide the macro roles().
    own = _page(page, config)
    head = {"title": own.title, **({"template": own.template} if own.template else {})}
    return f"---\n{json.dumps(head)}\n---\n{own.body}"


def on_page_markdown(markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    return prose.resolved(markdown, _site(config).library, _page(page, config))


def on_page_content(html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    try:
        return content.finished(html, _site(config), _page(page, config))
    except LibraryError as error:
        raise PluginError(str(error)) from error


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    for file in generated.after_pages(_site(config), config):
        files.append(file)
    return env


def on_page_context(
    context: dict[str, Any], page: MkDocsPage, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    site, own = _site(config), _page(page, config)
    page.content = site.finished(own, page.content or "")
    try:
        context["library"] = site.frame(own)
        if own.template:
            context["library"]["home"] = site.renderer.part("home", own, welcome=page.content)
    except LibraryError as error:
        raise PluginError(str(error)) from error
    context["library_scripts"] = site.renderer.scripts(own)
    context["library_page"] = own
    return context
