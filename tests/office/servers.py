"""The web servers that a school may use, started with the library's own configurations."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import office
from tests.places import ROOT

TEMPLATES = ROOT / "library/copy/templates"
SERVERS = TEMPLATES / "servers"
SRV = "/srv/partner-schools-library"
_MODULES = (
    "mpm_event", "authz_core", "alias", "deflate", "dir", "filter", "headers", "mime", "substitute",
)  # fmt: skip
_APACHE = Path("/usr/lib/apache2/modules")


@contextmanager
def running(name: str, copy: Path, place: Path) -> Iterator[str]:
    """Serve a copy by one of NAMES until the block ends; `place` is for its own files."""
    port = _free_port()
    command = NAMES[name](copy, place, port)
    with (place / "log.txt").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=place)
    try:
        _wait(process, port, place / "log.txt")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def _nginx(copy: Path, place: Path, port: int) -> list[str]:
    _adapted("nginx.conf", copy, place, {"listen 80;": f"listen 127.0.0.1:{port};"})
    folders = "".join(
        f"{what}_temp_path {place}/{what};\n"
        for what in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user www-data;" if os.geteuid() == 0 else ""
    (place / "main.conf").write_text(
        f"{user}\ndaemon off;\npid {place}/pid;\nerror_log stderr;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{folders}include {place}/nginx.conf;\n}}\n"
    )
    program = str(office.find("nginx"))
    return [program, "-e", "stderr", "-p", str(place), "-c", str(place / "main.conf")]


def _apache(copy: Path, place: Path, port: int) -> list[str]:
    _adapted("apache.conf", copy, place, {"*:80": f"127.0.0.1:{port}"})
    modules = "".join(f"LoadModule {m}_module {_APACHE}/mod_{m}.so\n" for m in _MODULES)
    user = "User www-data\nGroup www-data\n" if os.geteuid() == 0 else ""
    (place / "main.conf").write_text(
        f"{modules}{user}ServerRoot {place}\nListen 127.0.0.1:{port}\nServerName 127.0.0.1\n"
        f"PidFile {place}/pid\nErrorLog {place}/log.txt\nMutex file:{place}\n"
        f"TypesConfig /dev/null\nInclude {place}/apache.conf\n"
    )
    return [str(office.find("apache2")), "-D", "FOREGROUND", "-f", str(place / "main.conf")]


def _caddy(copy: Path, place: Path, port: int) -> list[str]:
    name = {"http://library.school.internal": f"http://127.0.0.1:{port}"}
    _adapted("Caddyfile", copy, place, name)
    file = place / "Caddyfile"
    file.write_text("{\n\tadmin off\n}\n" + file.read_text())
    return [
        str(office.find("caddy")), "run", "--config", str(file), "--adapter", "caddyfile",
    ]  # fmt: skip


NAMES: dict[str, Callable[[Path, Path, int], list[str]]] = {
    "nginx": _nginx,
    "apache2": _apache,
    "caddy": _caddy,
}


def _adapted(name: str, copy: Path, place: Path, changes: dict[str, str]) -> None:
    """A configuration with the lines changed that a school changes as well, and no others."""
    text = (SERVERS / name).read_text(encoding="utf-8")
    for old, new in {SRV: str(copy), **changes}.items():
        assert old in text, f"{name} has no {old}"
        text = text.replace(old, new)
    (place / name).write_text(text, encoding="utf-8")


def readable_copy(site: Path, folder: Path) -> Path:
    """A copy as unzipped, which a server under another account can read."""
    copy = folder / "copy"
    shutil.copytree(site, copy / "data/site")
    shutil.copytree(TEMPLATES / "our-school", copy / "our-school")
    folder.chmod(0o755)
    return copy


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"the server did not start:\n{log.read_text(errors='replace')}")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
