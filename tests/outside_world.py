"""A small internet on this machine, where every kind of failure lives at an address."""

from __future__ import annotations

import datetime
import ipaddress
import socket
import ssl
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

LEADS = {
    "/moved": (301, "/ok"),
    "/moved-to-front/page": (308, "/"),
    "/moved-to-nothing": (301, "/404"),
    "/moved-then-temporary": (301, "/temporary"),
    "/temporary": (302, "/ok"),
    "/loop": (302, "/loop"),
    "/redirect-to-a-file": (302, "file:///etc/hostname"),
}
STATES = {"/404": 404, "/410": 410, "/private": 403, "/broken": 503}
OWN_WAYS = ("/ok", "/no-head", "/tired", "/busy", "/busy-for-long", "/huge", "/slow")


class World:
    """Where it is, and what was asked of it."""

    def __init__(self) -> None:
        self.http = ""
        self.others: dict[str, str] = {}
        self.asked: Counter[str] = Counter()
        self.sent: Counter[str] = Counter()
        self.times: dict[str, list[float]] = defaultdict(list)
        self.agents: list[str] = []

    @property
    def addresses(self) -> list[str]:
        paths = [*OWN_WAYS, *LEADS, *STATES]
        return [*(self.http + path for path in paths), *self.others.values()]


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    world = World()
    with ExitStack() as servers, pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_PROXY", "127.0.0.1")  # also where the way out is by a proxy
        world.http = servers.enter_context(_serving(world))
        certificate = _certificate(tmp_path_factory.mktemp("certificate"))
        secure = servers.enter_context(_serving(world, certificate))
        world.others = {
            "tls": secure.replace("http:", "https:"),
            "not-http": servers.enter_context(_not_http()),
            "closed-port": f"http://127.0.0.1:{_free_port()}/",
        }
        yield world


class _Handler(BaseHTTPRequestHandler):
    world: World

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        path = self.path.partition("?")[0]
        self.world.asked[path] += 1
        self.world.times[path].append(time.monotonic())
        self.world.agents.append(self.headers["User-Agent"])
        if path in LEADS:
            status, to = LEADS[path]
            self._head(status, Location=to)
        elif path in STATES:
            self._head(STATES[path])
        elif path == "/no-head":
            self._head(405 if self.command == "HEAD" else 200)
        elif path == "/tired":
            self._head(200 if self.world.asked[path] > 2 else 500)
        elif path == "/busy":
            late = self.world.times[path]
            well = len(late) > 1 and late[-1] - late[-2] >= 1
            self._head(200) if well else self._head(429, **{"Retry-After": "1"})
        elif path == "/busy-for-long":
            self._head(429, **{"Retry-After": "Wed, 01 Jan 2120 00:00:00 GMT"})
        elif path == "/slow":
            time.sleep(3)
        elif path == "/huge":
            self._huge(path)
        else:
            self._head(200)

    def _huge(self, path: str) -> None:
        if self.command == "HEAD":
            self._head(501)
            return
        self.send_response(200)
        self.end_headers()
        block = b"x" * 100_000
        try:
            for _ in range(2_000):
                self.wfile.write(block)
                self.world.sent[path] += len(block)
        except OSError:
            pass

    def _head(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def _serving(world: World, certificate: Path | None = None) -> Iterator[str]:
    handler = type("Handler", (_Handler,), {"world": world})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def _not_http() -> Iterator[str]:
    """Something that speaks first, and not HTTP."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def speak() -> None:
            while True:
                try:
                    line, _ = server.accept()
                except OSError:
                    return
                with line:
                    line.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")
                    line.recv(1000)

        thread = threading.Thread(target=speak, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        server.shutdown(socket.SHUT_RDWR)
        thread.join(2)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _certificate(folder: Path) -> Path:
    """A certificate that nobody has reason to trust."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "self-made")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    file = folder / "both.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file
