"""A small driver of Firefox over WebDriver BiDi, which Firefox speaks by itself.

Firefox brings preferences for being driven. One of them lets local files read each other, which
no reader's Firefox allows, and pages opened from a folder would seem to work when they do not.
So these preferences are switched off, and the few that are needed are set here.
"""

from __future__ import annotations

import base64
import itertools
import json
import os
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

PREFERENCES = {
    "remote.prefs.recommended": False,  # see above; never set security.fileuri.* here
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.region.network.url": "",
    "browser.safebrowsing.downloads.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.search.update": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.input_events.security.minNumTicks": 0,
    "dom.input_events.security.minTimeElapsedInMS": 0,
    "dom.push.connection.enabled": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.systemAddon.update.enabled": False,
    "extensions.update.enabled": False,
    "focusmanager.testmode": True,
    "intl.accept_languages": "en-GB, en",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.dns.disablePrefetch": True,
    "security.remote_settings.intermediates.enabled": False,
    "services.settings.server": "data:,#none",
    "startup.homepage_welcome_url": "about:blank",
    "termsofuse.bypassNotification": True,
    "toolkit.telemetry.server": "",
    "ui.prefersReducedMotion": 1,
}
KEYS = {
    "Backspace": "\ue003", "Tab": "\ue004", "Enter": "\ue007", "Shift": "\ue008",
    "Control": "\ue009", "Escape": "\ue00c", " ": " ", "PageUp": "\ue00e", "PageDown": "\ue00f",
    "End": "\ue010", "Home": "\ue011", "ArrowLeft": "\ue012", "ArrowUp": "\ue013",
    "ArrowRight": "\ue014", "ArrowDown": "\ue015", "Delete": "\ue017",
}  # fmt: skip
SECONDS = 30


class FirefoxError(AssertionError):
    """Firefox could not do what a test asked."""


class Firefox:
    """One browser with one page. `requests` and `console_errors` tell what the page did."""

    def __init__(self, line: ClientConnection, home: Path) -> None:
        self._line = line
        self._home = home
        self._numbers = itertools.count(1)
        self.requests: list[str] = []
        self.console_errors: list[str] = []
        self._ask("session.new", capabilities={})
        self._ask("session.subscribe", events=["network.beforeRequestSent", "log.entryAdded"])
        self._page = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    def new_page(self, width: int = 1280, height: int = 900) -> None:
        """Go on in a page of a browser with nothing stored."""
        person = self._ask("browser.createUserContext")["userContext"]
        old = self._page
        self._page = self._ask("browsingContext.create", type="tab", userContext=person)["context"]
        self._ask("browsingContext.close", context=old)
        size = {"width": width, "height": height}
        self._ask("browsingContext.setViewport", context=self._page, viewport=size)
        self.requests.clear()
        self.console_errors.clear()
        for path in self._home.glob("Downloads/*"):
            path.unlink()

    def open(self, address: str | Path) -> None:
        """Open an address, or a file as by double-click, and wait until all of it is there."""
        url = address.resolve().as_uri() if isinstance(address, Path) else address
        self._ask("browsingContext.navigate", context=self._page, url=url, wait="complete")

    def reload(self) -> None:
        self._ask("browsingContext.reload", context=self._page, wait="complete")

    @property
    def url(self) -> str:
        return str(self.evaluate("location.href"))

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression, which may be a promise."""
        wrapped = f"(async () => JSON.stringify((await ({expression})) ?? null))()"
        value = self._evaluate(wrapped)["value"]
        return json.loads(value)

    def wait_for(self, expression: str, seconds: float = 10) -> Any:
        """The expression's value as soon as it is true."""
        end = time.monotonic() + seconds
        while True:
            value = self.evaluate(expression)
            if value:
                return value
            if time.monotonic() > end:
                raise FirefoxError(f"After {seconds} s still {value!r}: {expression}")
            time.sleep(0.05)

    def click(self, selector: str) -> None:
        """Click the middle of an element with the mouse, once the page holds it still."""
        self.wait_for(f"!!document.querySelector({json.dumps(selector)})")
        end = time.monotonic() + SECONDS
        while True:
            try:
                self._point_and_click(selector)
            except FirefoxError as error:
                # A page that is still being laid out may move it away from under the pointer.
                if "out of bounds" not in str(error) or time.monotonic() > end:
                    raise
                time.sleep(0.1)
            else:
                return

    def _point_and_click(self, selector: str) -> None:
        element = self._evaluate(
            f"(e => (e.scrollIntoView({{block: 'center', behavior: 'instant'}}), e))"
            f"(document.querySelector({json.dumps(selector)}))"
        )
        middle = {"type": "element", "element": {"sharedId": element["sharedId"]}}
        self._act("pointer", [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": middle},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ])  # fmt: skip

    def choose_folder(self, selector: str, folder: Path) -> None:
        """Choose a folder in an input, with all that is in it.

        Firefox can be driven to choose files, never a folder. So their places in the folder,
        which it tells a page when a person chooses one, are told to the page here.
        """
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        places = [path.relative_to(folder.parent).as_posix() for path in files]
        self._evaluate(
            f"(places => {{ const input = document.querySelector({json.dumps(selector)});"
            "let known; Object.defineProperty(File.prototype, 'webkitRelativePath', { get() {"
            "known ??= new Map(Array.from(input.files, (file, at) => [file, places[at]]));"
            f"return known.get(this); }} }}); }})({json.dumps(places)})"
        )
        element = self._evaluate(f"document.querySelector({json.dumps(selector)})")
        self._ask(
            "input.setFiles",
            context=self._page,
            element={"sharedId": element["sharedId"]},
            files=[str(path) for path in files],
        )

    def press(self, *keys: str) -> None:
        """Press keys together: `press("Tab")`, `press("Shift", "Tab")`."""
        codes = [KEYS.get(key, key) for key in keys]
        down = [{"type": "keyDown", "value": code} for code in codes]
        up = [{"type": "keyUp", "value": code} for code in reversed(codes)]
        self._act("key", down + up)

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        kinds = ("keyDown", "keyUp")
        self._act("key", [{"type": kind, "value": letter} for letter in text for kind in kinds])

    def choose_file(self, selector: str, path: Path) -> None:
        """Choose a file in a field for files, as by its window."""
        element = self._evaluate(f"document.querySelector({json.dumps(selector)})")
        shared = {"sharedId": element["sharedId"]}
        self._ask("input.setFiles", context=self._page, element=shared, files=[str(path)])

    def downloaded(self, ending: str, seconds: float = 10) -> Path:
        """The newest file with this ending in the folder for downloads, once it is whole."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            # A part may become whole, and be gone, between two looks.
            there = [path for path in self._home.glob("Downloads/*") if path.exists()]
            found = [path for path in there if path.suffix == ".part" or path.stat().st_size]
            whole = [path for path in found if path.name.endswith(ending)]
            if whole and not any(path.name.endswith(".part") for path in found):
                return max(whole, key=lambda path: path.stat().st_mtime)
            time.sleep(0.05)
        raise FirefoxError(f"Nothing ending in {ending} was downloaded.")

    def pdf(self) -> bytes:
        """The page as it is printed on A4, half an inch from the edge."""
        paper = {"width": 21.0, "height": 29.7}
        margin = dict.fromkeys(("top", "bottom", "left", "right"), 1.27)
        size = {"page": paper, "margin": margin, "shrinkToFit": False}
        printed = self._ask("browsingContext.print", context=self._page, **size)
        return base64.b64decode(printed["data"])

    def screenshot(self, path: Path) -> None:
        picture = self._ask("browsingContext.captureScreenshot", context=self._page)["data"]
        path.write_bytes(base64.b64decode(picture))

    def _act(self, device: str, actions: list[dict[str, Any]]) -> None:
        source = {"type": device, "id": device, "actions": actions}
        self._ask("input.performActions", context=self._page, actions=[source])

    def _evaluate(self, expression: str) -> dict[str, Any]:
        answer = self._ask(
            "script.evaluate",
            expression=expression,
            target={"context": self._page},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise FirefoxError(f"{answer['exceptionDetails']['text']}: {expression}")
        result: dict[str, Any] = answer["result"]
        return result

    def _ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        number = next(self._numbers)
        self._line.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._line.recv(timeout=SECONDS))
            if message.get("id") != number:
                self._note(message)
            elif message["type"] == "error":
                raise FirefoxError(f"{method}: {message['message']}")
            else:
                result: dict[str, Any] = message["result"]
                return result

    def _note(self, event: dict[str, Any]) -> None:
        told = event.get("params", {})
        if event.get("method") == "network.beforeRequestSent":
            self.requests.append(told["request"]["url"])
        elif event.get("method") == "log.entryAdded" and told["level"] == "error":
            self.console_errors.append(told["text"])


@contextmanager
def started(program: Path) -> Iterator[Firefox]:
    """A Firefox with a new profile, for as long as it is needed."""
    with tempfile.TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True) as folder:
        profile, log = Path(folder), Path(folder, "log.txt")
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in PREFERENCES.items()]
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        command = [str(program), "--headless", "--no-remote", "--profile", folder]
        command += ["--remote-debugging-port", "0", "about:blank"]
        own_home = {**os.environ, "HOME": folder}
        with (
            log.open("wb") as out,
            subprocess.Popen(command, stdout=out, stderr=out, env=own_home) as process,
        ):
            try:
                with connect(f"{_address(process, log)}/session", max_size=None) as line:
                    yield Firefox(line, Path(folder))
            finally:
                process.terminate()


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    """Where Firefox listens, as it says itself."""
    end = time.monotonic() + SECONDS
    while process.poll() is None and time.monotonic() < end:
        found = re.search(r"ws://[^\s/]+", log.read_text(errors="replace"))
        if found:
            return found[0]
        time.sleep(0.05)
    raise FirefoxError(f"Firefox did not start: {log.read_text(errors='replace')[-500:]}")
