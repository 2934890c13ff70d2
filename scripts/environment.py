"""The virtual environment that every command runs in, made by itself.

`ensure("site")` is the first line of each command:

1. make `.venv` in the checkout, unless it is there;
2. install the locked packages, unless the lock's hash is noted in `.venv`;
3. start the calling command again inside `.venv`, unless it runs there.

The packages for a release are those for the site and more, those for tests are those for a
release and more, so one `.venv` serves all.
This module needs nothing but Python itself, since it runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOG = VENV / "install.log"
LOCKS = {
    "site": ROOT / "requirements.lock",
    "release": ROOT / "requirements-release.lock",
    "test": ROOT / "requirements-test.lock",
}
"""Each lock holds those before it."""
OLDEST = (3, 11)
STEP = (
    r"(?:Collecting |Requirement already satisfied: |Processing (?:\S*[/\\])?)"
    r"([A-Za-z](?:[\w.]|-(?!\d))*)"
)
"""A line of pip's that begins with the next package."""


def ensure(purpose: str) -> None:
    """Return only inside `.venv`, with the packages for the purpose: a key of LOCKS."""
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:3]))
        stop(
            f"Python 3.11 or later is needed, and this is {found}. "
            "Install a newer one (python.org has it for every system) and start with that."
        )
    try:
        if not is_installed(purpose):
            make()
            install(purpose)
    except KeyboardInterrupt:
        stop("\nStopped. The next start goes on from here.", code=130)
    if Path(sys.prefix).resolve() != VENV.resolve():
        start_again()
    sys.path.insert(0, str(ROOT))


def is_installed(purpose: str) -> bool:
    """Whether `.venv` can run and holds exactly what the lock says."""
    note = _note(purpose)
    return PYTHON.exists() and note.is_file() and note.read_text() == _hash(LOCKS[purpose])


def make() -> None:
    """Make `.venv`, or mend one whose making was cut short."""
    works = PYTHON.exists() and _run([PYTHON, "-m", "pip", "--version"])[0] == 0
    if works:
        return
    say(f"Making a virtual environment in {VENV.name} ...")
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    code, output = _run(command)
    if code and "ensurepip" in output and is_root_with_apt():
        # Debian and Ubuntu keep venv in a package of its own.
        _run(["apt-get", "install", "-y", "python3-venv"])
        code, output = _run(command)
    if code and "ensurepip" in output:
        stop(
            "This Python came without its venv module. "
            "On Debian and Ubuntu install it with: sudo apt install python3-venv"
        )
    if code:
        stop(f"No virtual environment could be made in {VENV}: {_last_line(output)}")


def install(purpose: str) -> None:
    """Install the lock for the purpose, and note that it was done."""
    lock = LOCKS[purpose]
    needed = len(re.findall(r"^\S+==", lock.read_text(encoding="utf-8"), re.MULTILINE))
    say(f"Installing the {needed} packages of {lock.name}, once ...")
    command = [str(PYTHON), "-m", "pip", "install", "--require-hashes", "--no-input"]
    command += ["--disable-pip-version-check", "--progress-bar", "off", "--retries", "2"]
    command += ["--requirement", str(lock)]
    done = 0
    output = []
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "PIP_USER": "0"},
    ) as pip:
        for line in pip.stdout or ():
            output.append(line)
            found = re.match(STEP, line)
            if found:
                done += 1
                progress(f"{done} of {needed}: {found[1]}", worth_a_line=done % 20 == 0)
            elif line.startswith("Installing collected"):
                progress("all here, unpacking")
    progress("")
    LOG.write_text("".join(output), encoding="utf-8")
    if pip.returncode:
        stop(explain("".join(output)))
    for name, path in LOCKS.items():
        _note(name).write_text(_hash(path))
        if name == purpose:
            return


def explain(output: str) -> str:
    """Say in a sentence or two why pip failed and what to try."""
    names = re.findall(r"(?:No matching distribution found for|Collecting) ([^\s;]+)", output)
    package = names[-1] if names else "the first package"
    if "DO NOT MATCH THE HASHES" in output:
        return (
            f"What came for {package} is not what the lock names, so it was not installed. "
            "Something between here and the package index changes files, or the lock was edited: "
            "try another network, or fetch the lock afresh with git."
        )
    if "No space left" in output:
        return "The disk is full: the packages need about 300 MB. Make room and start again."
    if re.search(r"Retrying|Connection|Could not find a version|timed out|Timeout|SSL", output):
        return (
            f"The download of {package} failed. Check the connection to the internet and start "
            "again: what has come so far is kept. Behind a proxy, set HTTPS_PROXY first. "
            f"pip's own words are in {LOG.relative_to(ROOT)}."
        )
    return (
        f"The packages could not be installed: {_last_line(output)} "
        f"(pip's own words are in {LOG.relative_to(ROOT)}.)"
    )


def start_again() -> NoReturn:
    """Run the calling command inside `.venv`, with its arguments, and end as it ends."""
    command = [str(PYTHON), *sys.orig_argv[1:]]
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(command[0], command)
    # On Windows exec returns to the prompt at once. Ctrl-C reaches the child by itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(subprocess.run(command, check=False).returncode)


def say(text: str) -> None:
    """Print a line at once, also into a file or a pipe."""
    print(text, flush=True)


def progress(text: str, *, worth_a_line: bool = False) -> None:
    """Show how far it is, in one line of a terminal that is written over and over.

    A file or a pipe only gets the lines that are worth one.
    """
    if sys.stdout.isatty():
        width = shutil.get_terminal_size().columns - 1
        print("\r" + text[:width].ljust(width) + ("" if text else "\r"), end="", flush=True)
    elif worth_a_line:
        say(text)


def stop(text: str, code: int = 1) -> NoReturn:
    """End with a sentence instead of a traceback."""
    print(text, file=sys.stderr, flush=True)
    sys.exit(code)


def _note(purpose: str) -> Path:
    return VENV / f"installed-{purpose}"


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def is_root_with_apt() -> bool:
    """Whether Debian's packages can be installed without asking anybody."""
    return os.name != "nt" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _run(command: Sequence[str | Path]) -> tuple[int, str]:
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        encoding="utf-8",
        errors="replace",
        stdin=subprocess.DEVNULL,
    )
    return done.returncode, done.stdout


def _last_line(output: str) -> str:
    lines = [line for line in output.splitlines() if line.strip() and not line.startswith("[")]
    errors = [line for line in lines if line.startswith("ERROR")]
    return (errors or lines or ["no reason given"])[-1].removeprefix("ERROR: ")
