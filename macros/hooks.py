"""MkDocs events, in the order in which they happen.

on_config            read and check the library; nothing is built from one with mistakes
on_files             add what is generated before pages: style sheet, scripts
on_nav               read the pages, in several processes where that is sooner
on_page_read_source  the text as the library has read it
on_page_markdown     links by id and citations (macros have run by then)
on_page_content      what macros show, slides, tables in the finished HTML
on_env               every page is known: begin to write them; downloads, catalogue, id pages
on_page_context      what stands around the text
on_post_build        wait for pages that other processes write
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
from macros import content, generated, pages
from macros.pages import LibraryPage
from macros.site import Site


def _site(config: MkDocsConfig) -> Site:
    site: Site = config.extra["site"]
    return site


def _page(page: MkDocsPage, config: MkDocsConfig) -> Page:
    site = _site(config)
    site.makes(page.file.src_uri)
    return site.library.page_at[page.file.src_uri]


@event_priority(100)  # before mkdocs-macros, whose macros ask for the library
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    try:
        site = Site(
            Path(config.docs_dir),
            exports=config.extra.get("exports", True),
            files=config.extra.get("files_read"),
            asked=config.extra.get("asked"),
        )
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
    for file in files.documentation_pages():
        file.page = LibraryPage(None, file, config)
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    site = _site(config)
    reading = pages.read(pages.own_pages(files), config, files, site)
    # While others read. It needs no page's HTML, and the memory that it takes is free afterwards.
    _ = site.search_index
    reading.done()
    config.extra["nav"] = nav
    return nav


def on_page_read_source(page: MkDocsPage, config: MkDocsConfig) -> str:
    # The text has been read and checked. Only title and template go on: mkdocs-macros would take
    # every other key of the front matter for a variable, and `roles` would hide the macro roles().
    own = _page(page, config)
    body = _site(config).bodies[own.path]
    head = {"title": own.title, "render_macros": "{" in body}
    if own.template:
        head["template"] = own.template
    return f"---\n{json.dumps(head)}\n---\n{body}"


def on_page_markdown(markdown: str, page: LibraryPage, config: MkDocsConfig, files: Files) -> str:
    if page.read:
        return markdown
    return prose.resolved(markdown, _site(config).library, _page(page, config))


def on_page_content(html: str, page: LibraryPage, config: MkDocsConfig, files: Files) -> str:
    if page.read:
        return html
    try:
        html = content.finished(html, _site(config), _page(page, config))
    except LibraryError as error:
        raise PluginError(str(error)) from error
    # MkDocs has seen the anchors of the Markdown, but not those of what macros show.
    page.present_anchor_ids = content.anchors(html) | (page.present_anchor_ids or set())
    return html


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    site = _site(config)
    site.makes("")
    _ = site.downloads  # pages tell their sizes
    config.extra["writing"] = pages.write(
        pages.own_pages(files), config, files, config.extra["nav"], env, site
    )
    config.extra["files"], config.extra["env"] = files, env
    for file in generated.after_pages(site, config):
        files.append(file)
    return env


def on_page_context(
    context: dict[str, Any], page: MkDocsPage, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    if page.meta.get("template") == pages.WRITTEN:
        return context
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


def on_post_build(config: MkDocsConfig) -> None:
    config.extra["writing"].done()
