"""Write every lock from pyproject.toml: every package, for every system, with hashes.

Versions stay as they are locked unless pyproject.toml asks for others, or --upgrade is given.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
import venv
from pathlib import Path

from environment import LOCKS, OLDEST, ROOT, say, stop

HEAD = "# Written by scripts/lock.py from pyproject.toml: change versions there.\n"
# Only the public index counts: hashes must hold on every machine, not only on this one.
OWN_SETTINGS = ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL", "PIP_INDEX_URL", "PIP_CONSTRAINT", "UV_")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--upgrade", action="store_true", help="take the newest versions that pyproject.toml allows"
    )
    more = ["--upgrade"] if parser.parse_args().upgrade else []
    with tempfile.TemporaryDirectory(prefix="lock-") as folder:
        uv = install_uv(Path(folder))
        write_lock(uv, LOCKS["site"], more)
        # Each bound to the one before, so that one virtual environment can hold all.
        release = ["--extra", "release"]
        write_lock(uv, LOCKS["release"], [*release, "--constraint", str(LOCKS["site"]), *more])
        test = [*release, "--extra", "test", "--constraint", str(LOCKS["release"])]
        write_lock(uv, LOCKS["test"], [*test, *more])


def install_uv(folder: Path) -> Path:
    """Uv, which alone resolves for all systems at once; only this command needs it."""
    say("Installing uv in a temporary place ...")
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    run([str(programs / "python"), "-m", "pip", "install", "--quiet", "uv"], dict(os.environ))
    return programs / "uv"


def write_lock(uv: Path, lock: Path, more: list[str]) -> None:
    say(f"Writing {lock.name} ...")
    command = [str(uv), "pip", "compile", "pyproject.toml", "--quiet", "--universal", *more]
    command += ["--python-version", ".".join(map(str, OLDEST)), "--fork-strategy", "fewest"]
    command += ["--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--no-header"]
    command += ["--no-config", "--output-file", str(lock)]
    plain = {key: text for key, text in os.environ.items() if not key.startswith(OWN_SETTINGS)}
    run(command, plain)
    text = lock.read_text(encoding="utf-8")
    lock.write_text(HEAD + text.removeprefix(HEAD), encoding="utf-8", newline="\n")


def run(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=False, stderr=subprocess.PIPE, text=True
    )
    if done.returncode:
        stop(f"That did not work: {done.stderr.strip()}")


if __name__ == "__main__":
    main()
