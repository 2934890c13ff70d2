"""Check the library, build it, and show it on this machine; every save shows at once.

While a file has mistakes they are printed here and the last good site stays.
"""

from __future__ import annotations

import argparse
import errno
import shutil
import signal
import socket
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from environment import ROOT, ensure, say, stop

if TYPE_CHECKING:
    from preview.builder import Builder, Made
    from preview.server import Preview


def main() -> None:
    arguments = parse()
    ensure("site")

    from preview.builder import Builder
    from preview.server import Preview

    try:
        server = Preview(arguments.port, reloads=not arguments.no_reload)
    except OSError as error:
        stop(why_no_port(error, arguments.port))
    for ending in (signal.SIGINT, signal.SIGTERM):
        # Both end in the same way, also where a shell started this in the background.
        signal.signal(ending, signal.default_int_handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    work = ROOT / ".cache" / f"preview-{server.server_address[1]}"
    say(f"Building the library. {server.address} opens when it is done.")
    try:
        with Builder(ROOT, arguments.docs) as builder:
            server.settle = builder.settle
            server.download = lambda address: told(server, builder.download(address))
            run(server, builder, arguments.docs, work)
    except KeyboardInterrupt:
        say("\nStopped.")
    finally:
        server.shutdown()
        shutil.rmtree(work, ignore_errors=True)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--port", type=port, default=8000, help="0 takes a free one (default: 8000)"
    )
    parser.add_argument(
        "--no-reload", action="store_true", help="build once and show that, whatever changes"
    )
    parser.add_argument(
        "--docs",
        type=Path,
        default=ROOT / "docs",
        metavar="DIR",
        help="the library's folder (default: docs)",
    )
    return parser.parse_args()


def port(text: str) -> int:
    """A number that can be a port."""
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"a number from 0 to 65535 is expected, not {text}")
    return int(text)


def why_no_port(error: OSError, wanted: int) -> str:
    """Say why the address could not be taken, and what to do."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        other = free.getsockname()[1]
    why = {
        errno.EADDRINUSE: "is in use by another program, perhaps by another serve",
        errno.EACCES: "may not be used by this account",
    }.get(error.errno or 0, f"cannot be used ({error.strerror})")
    return f"Port {wanted} {why}. Choose another: python3 scripts/serve.py --port {other}"


def run(server: Preview, builder: Builder, docs: Path, work: Path) -> None:
    """Build, show, wait for a change, and again, until Ctrl-C."""
    from preview.watcher import Watcher

    watched = [docs, ROOT / "library", ROOT / "macros", ROOT / "mkdocs.yml"]
    with Watcher(watched if server.reloads else []) as watcher:
        while True:
            build_and_show(server, builder, work / "site")
            if not server.reloads:
                threading.Event().wait()
            changed = watcher.wait()
            names = ", ".join(sorted(path.name for path in changed)[:3])
            say(f"Changed: {names}{' ...' if len(changed) > 3 else ''}")
            if any(path.suffix == ".py" for path in changed):
                builder.restart()


def told(server: Preview, made: Made) -> Made:
    """A download that could not be made is told here and on the pages, not only to its reader."""
    if made.problems:
        say(made.problems)
        server.complain(made.problems)
    return made


def build_and_show(server: Preview, builder: Builder, site: Path) -> None:
    """Show the new site, or say what is wrong and keep the last good one."""
    outcome = builder.build(site)
    if not outcome.problems:
        server.show(site)
        say(f"Built in {outcome.seconds:.1f} s. Serving on {server.address} (Ctrl-C stops)")
        return
    say(outcome.problems)
    if not server.reloads:
        sys.exit(1)
    server.complain(outcome.problems)
    say(
        f"{server.address} shows the last good site. Mend this and save."
        if server.state.site
        else "Nothing to show yet. Mend this and save."
    )


if __name__ == "__main__":
    main()
