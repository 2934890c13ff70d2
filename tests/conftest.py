"""What many tests need: the site of this checkout, built once, and an address that serves it."""

from __future__ import annotations

import hashlib
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from preview.server import Preview

try:
    import fcntl
except ImportError:  # Windows: run tests with -n 0 there
    fcntl = None  # type: ignore[assignment]

ROOT = Path(__file__).resolve().parent.parent
MADE_FROM = ("docs", "library", "macros", "mkdocs.yml", "requirements.lock")
KEPT = 3
"""How many built sites stay in .cache: enough to go back and forth between two branches."""


@pytest.fixture(scope="session")
def site() -> Path:
    """The folder of the built site, kept until anything it is made from changes."""
    place = ROOT / ".cache" / "test-sites"
    wanted = place / _state_of_checkout()
    if not (wanted / "index.html").is_file():
        with alone(place / f"{wanted.name}.lock"):
            if not (wanted / "index.html").is_file():
                _build_into(wanted)
    wanted.touch()
    sites = [path for path in place.iterdir() if path.is_dir() and "." not in path.name]
    for old in sorted(sites, key=lambda folder: -folder.stat().st_mtime)[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
    return wanted


def _build_into(wanted: Path) -> None:
    from macros.build import build

    new = wanted.with_name(f"{wanted.name}.new")
    build(ROOT / "docs", new)
    shutil.rmtree(wanted, ignore_errors=True)
    new.rename(wanted)


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Only one of the processes that run tests at a time; the others wait for it."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as held:
        if fcntl:
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve any folder until the tests are over: `serve(folder)` is its address."""
    with ExitStack() as servers:
        yield lambda folder: servers.enter_context(_serving(folder))


@pytest.fixture(scope="session")
def served(site: Path, serve: Callable[[Path], str]) -> str:
    """The address of the built site: "http://127.0.0.1:PORT"."""
    return serve(site)


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    server = Preview(0, reloads=False)
    server.show(folder)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server.address
    server.shutdown()
    thread.join()
    server.server_close()


def _state_of_checkout() -> str:
    state = hashlib.sha256()
    for name in MADE_FROM:
        top = ROOT / name
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                state.update(
                    f"{path.relative_to(ROOT).as_posix()} {path.stat().st_size}\n".encode()
                )
                state.update(path.read_bytes())
    return state.hexdigest()[:16]
