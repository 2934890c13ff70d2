"""Real browsers for tests: Chromium by Playwright, Firefox by WebDriver BiDi.

A test that asks for `page` also proves that the site asks nothing of any other host and that no
script fails: both are looked at when the test is over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

import browsers
from tests.browser.firefox import Firefox, started

FOREIGN = re.compile(r"^(?!file:|data:|blob:|about:|http://127\.0\.0\.1[:/])")
SWITCHES = [
    # No sandbox, since tests may run as root; the rest keeps Chromium from calling home.
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE = 30_000
"""Milliseconds for a step of a page: a busy machine is no fault of it."""
expect.set_options(timeout=PATIENCE)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def _program(browser: str) -> Path:
    found = browsers.find(browser)
    if not found:
        pytest.exit(browsers.missing(browser), returncode=1)
    return found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_program("chromium"), args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def foreign_requests() -> list[str]:
    """Requests to other hosts, refused as they come. Empty at the end, or the test fails."""
    return []


@pytest.fixture
def console_errors() -> list[str]:
    """What scripts complained of. Empty at the end, or the test fails: clear what is expected."""
    return []


@pytest.fixture
def context(
    chromium: Browser, foreign_requests: list[str], console_errors: list[str]
) -> Iterator[BrowserContext]:
    """A browser with nothing stored; pages of it may be opened as many as wanted."""
    context = chromium.new_context(locale="en-GB", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)

    def refuse(route: Any) -> None:
        foreign_requests.append(route.request.url)
        route.abort()

    def note(message: Any) -> None:
        if message.type == "error":
            console_errors.append(f"{message.page.url if message.page else ''}: {message.text}")

    context.route(FOREIGN, refuse)
    context.on("console", note)
    context.on("weberror", lambda fault: console_errors.append(str(fault.error)))
    yield context
    context.close()
    assert foreign_requests == []
    assert console_errors == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture(scope="session")
def one_firefox() -> Iterator[Firefox]:
    """One Firefox for all tests: it takes seconds to start."""
    with started(_program("firefox")) as firefox:
        yield firefox


@pytest.fixture
def firefox(one_firefox: Firefox) -> Iterator[Firefox]:
    """A page of Firefox with nothing stored, looked at like `page` when the test is over."""
    one_firefox.new_page()
    yield one_firefox
    assert [url for url in one_firefox.requests if FOREIGN.match(url)] == []
    assert one_firefox.console_errors == []


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[str]]:
    """What axe finds on a page against WCAG 2.2 A and AA, as `rule: place: reason` lines.

    `axe(page, ["color-contrast"])` asks for these rules only.
    """
    script = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")

    def run(page: Page, rules: list[str] | None = None) -> list[str]:
        # As evaluated text, so that a page's Content-Security-Policy has no say in it.
        if not page.evaluate('typeof axe === "object"'):
            page.evaluate(script)
        only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": WCAG}
        wanted = {"runOnly": only, "resultTypes": ["violations"]}
        found = page.evaluate("options => axe.run(document, options)", wanted)
        return [
            f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    return run
