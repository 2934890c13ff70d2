"""How long a page's own thread is kept busy at a stretch, in time of the processor.

By the processor's time and not by the clock: other work of the machine does not count.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Browser, Page

NOTICED = 50.0
"""Milliseconds at a stretch that people notice."""
_PAINT = "firstContentfulPaint"
_TASK = "ThreadControllerImpl::RunTask"


@dataclass(frozen=True)
class Tasks:
    """What a page's own thread did, a task at a time."""

    all: list[float]
    """Milliseconds of each."""
    after_paint: list[float]
    """Of those that began when the page had first shown something."""


def busy(browser: Browser, page: Page, act: Callable[[], object]) -> Tasks:
    """The tasks of the pages' own threads while `act` runs.

    Raises RuntimeError when the browser told of none: no figure is better than a good one.
    """
    browser.start_tracing(page=page, categories=["toplevel", "loading"])
    act()
    events = json.loads(browser.stop_tracing())["traceEvents"]
    own = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    painted = max((each["ts"] for each in events if each["name"] == _PAINT), default=0)
    tasks = [
        (event["ts"], event["tdur"] / 1e3)
        for event in events
        if event["name"] == _TASK and (event["pid"], event["tid"]) in own and "tdur" in event
    ]
    if not tasks:
        raise RuntimeError("The browser told of no task: its traces have other names now.")
    return Tasks([took for _, took in tasks], [took for at, took in tasks if at >= painted])


def blocked(tasks: list[float]) -> float:
    """How much of these tasks people notice, together."""
    return sum(max(0.0, each - NOTICED) for each in tasks)
