"""A server for measurements: sends files compressed, as servers on the web do, and counts them."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

PACKED = {".woff2", ".woff", ".png", ".jpg", ".jpeg", ".webp", ".gz", ".zip"}
"""Files that are compressed already: servers send them as they are."""


class Server(ThreadingHTTPServer):
    """Serves one folder; `sent` holds each answer's address and bytes, in order."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sent: list[tuple[str, int]] = []
        self._bodies: dict[Path, bytes] = {}
        super().__init__(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def body(self, path: Path) -> bytes:
        """A file as it is sent, compressed once: that time is no part of what is measured."""
        if path not in self._bodies:
            content = path.read_bytes()
            packed = path.suffix in PACKED
            self._bodies[path] = content if packed else gzip.compress(content, 6)
        return self._bodies[path]

    def bytes_since(self, mark: int) -> int:
        """What was sent since `sent` had this length."""
        return sum(size for _, size in self.sent[mark:])

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a browser that closes early is no error."""


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        path = Path(self.translate_path(urlsplit(self.path).path))
        path = path / "index.html" if path.is_dir() else path
        try:
            body = self.server.body(path)
        except OSError:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self.server.sent.append((self.path, len(body)))
        self.send_response(HTTPStatus.OK)
        if path.suffix not in PACKED:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing for each file."""


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """A server of this folder in a thread of its own, until the block ends."""
    server = Server(folder)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
