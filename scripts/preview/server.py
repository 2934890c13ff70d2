"""The server of a preview: the last good site, with live reload."""

from __future__ import annotations

import html
import io
import json
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from preview.builder import Made

HERE = Path(__file__).parent
LONGEST_BUILD = 600
"""Seconds that a reader waits for the first build."""

INDEX = "/assets/search/"
"""Where the search index is, which is made after the pages."""

HEARTBEAT = 15
"""Seconds after which a waiting page is spoken to, to notice when it has gone."""

KINDS = {
    # Some Windows machines know these endings by other, wrong names.
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".epub": "application/epub+zip",
    ".ics": "text/calendar; charset=utf-8",
    ".json": "application/json",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".woff2": "font/woff2",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

DOWNLOADS = "/downloads/"
"""Where the files are that are made when somebody asks for them."""
NO_SITE = (
    "The library cannot be shown yet",
    "Mend these and save: this page then turns into the library by itself.",
)
NO_FILE = ("This file cannot be made yet", "Mend these, save, and ask for the file again.")


@dataclass(frozen=True)
class State:
    """What readers see: replaced as a whole, so that nobody sees half of a change."""

    version: int = 0
    site: Path | None = None
    problems: str = ""


class Preview(ThreadingHTTPServer):
    """Serves one folder at a time; `show` and `complain` change what readers see."""

    daemon_threads = True
    # Elsewhere this frees the port at once after a stop; on Windows it would share a busy one.
    allow_reuse_address = os.name != "nt"

    def __init__(self, port: int, *, reloads: bool) -> None:
        self.reloads = reloads
        self.state = State()
        self.changed = threading.Condition()
        self.download: Callable[[str], Made] | None = None
        """Makes a file that the site lacks; None when every file is in the site."""
        self.settle: Callable[[], None] | None = None
        """Waits for the search index of the site that is shown."""
        super().__init__(("127.0.0.1", port), Handler)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def show(self, site: Path) -> None:
        """Serve this folder from now on."""
        self._become(State(self.state.version + 1, site))

    def complain(self, problems: str) -> None:
        """Keep the last good site, and tell its readers why nothing changed."""
        self._become(State(self.state.version + 1, self.state.site, problems))

    def _become(self, state: State) -> None:
        with self.changed:
            self.state = state
            self.changed.notify_all()

    def after(self, version: int, seconds: float) -> State:
        """The state when it is newer than this version, or as it is after so many seconds."""
        with self.changed:
            self.changed.wait_for(lambda: self.state.version > version, seconds)
            return self.state

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a reader who closes a page early is no error."""


class Handler(SimpleHTTPRequestHandler):
    """Answers one reader. Nothing is kept by the browser, so every reload is fresh."""

    protocol_version = "HTTP/1.1"
    server: Preview

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == "/-/reload.js":
            self._send((HERE / "reload.js").read_bytes(), KINDS[".js"])
        elif path == "/-/news":
            self._send_news()
        else:
            self._send_file(path)

    do_HEAD = do_GET  # noqa: N815 - http.server's name

    def _send_file(self, path: str) -> None:
        state = self.server.after(0, LONGEST_BUILD)
        if state.site is None:
            self._send_problems(state, state.problems, *NO_SITE)
            return
        if self.server.settle and path.startswith(INDEX):
            self.server.settle()
        file, status = _file_in(state.site, path), HTTPStatus.OK
        if file is None and self.server.download and path.startswith(DOWNLOADS):
            made = self.server.download(unquote(path).lstrip("/"))
            if made.problems:
                self._send_problems(state, made.problems, *NO_FILE)
                return
            file = made.file
        if file is None:
            file, status = state.site / "404.html", HTTPStatus.NOT_FOUND
        try:
            body = file.read_bytes()
        except OSError:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        kind = KINDS.get(file.suffix.lower()) or self.guess_type(str(file))
        self._send(self._reloading(body, state) if file.suffix == ".html" else body, kind, status)

    def _send_problems(self, state: State, problems: str, what: str, remedy: str) -> None:
        page = Template((HERE / "problems.html").read_text(encoding="utf-8"))
        text = page.substitute(what=what, remedy=remedy, problems=html.escape(problems))
        body = self._reloading(text.encode(), state)
        self._send(body, KINDS[".html"], HTTPStatus.SERVICE_UNAVAILABLE)

    def _reloading(self, page: bytes, state: State) -> bytes:
        if not self.server.reloads:
            return page
        script = f'<script src="/-/reload.js?version={state.version}" defer></script>'
        before, end, after = page.rpartition(b"</body>")
        return before + script.encode() + end + after if end else page + script.encode()

    def _send(self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.copyfile(io.BytesIO(body), self.wfile)

    def _send_news(self) -> None:
        """Server-sent events: each new version, and the problems when it has some."""
        version = int(urlsplit(self.path).query or 0)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        while True:
            state = self.server.after(version, HEARTBEAT)
            if state.version > version:
                version = state.version
                news = json.dumps({"version": version, "problems": state.problems})
                self.wfile.write(f"data: {news}\n\n".encode())
            else:
                self.wfile.write(b": still here\n\n")
            self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Say nothing for each file: the problems of authors must stay in sight."""


def _file_in(site: Path, path: str) -> Path | None:
    """The file for an address; none for what is not there or lies outside the site."""
    file = (site / unquote(path).lstrip("/")).resolve()
    if file.is_dir():
        file /= "index.html"
    return file if file.is_file() and file.is_relative_to(site.resolve()) else None
