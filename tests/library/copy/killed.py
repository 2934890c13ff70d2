"""Kills a program of an update at every moment, in processes of their own: `killed.py JOB`.

JOB is a JSON file: the folder of the update, the copy to begin with, a place to work in, what to
ask of the program, what to ask of it at its next start, and how many moments to go on by.
Moments are counted: before each change of a file or folder, and at each wait for the disk, where
the file that was to reach the disk is cut in half first. Prints for each moment whether the copy
was left as it was at the start, as it was to become, or with a journal; and what it is after the
next start.
"""

import hashlib
import json
import os
import shutil
import signal
import stat
import sys
from pathlib import Path

CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir"}


class Killer:
    """Counts moments and ends the process at one of them; at none when it is 0."""

    def __init__(self, moment):
        self.moment, self.passed = moment, 0
        os.fsync = self.synced
        sys.addaudithook(self.watch)

    def at_a_moment(self, torn=None):
        self.passed += 1
        if self.passed == self.moment:
            if torn is not None:
                os.ftruncate(torn, os.fstat(torn).st_size // 2)
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, event, details):
        writes = event == "open" and (
            details[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and details[0] != os.devnull
        )
        if writes or event in CHANGES:
            self.at_a_moment()

    def synced(self, handle):
        is_folder = stat.S_ISDIR(os.fstat(handle).st_mode)
        self.at_a_moment(None if is_folder else handle)


def start(words, moment):
    """Start the program; whether it came to its end, and not to the moment."""
    pid = os.fork()
    if pid:
        return not os.WIFSIGNALED(os.waitpid(pid, 0)[1])
    with Path(os.devnull).open("w") as quiet:
        sys.stdout = sys.stderr = quiet
        os.fsync = int  # processes die here, not disks: nothing is gained by waiting for one
        if moment:
            Killer(moment)
        try:
            main(words)
        finally:
            os._exit(0)


def state(copy):
    """All names and sums of a copy, as one sum, less what is kept to go back."""
    total = hashlib.sha256()
    for path in sorted(copy.rglob("*")):
        if "before-update" not in path.parts:
            total.update(path.relative_to(copy).as_posix().encode() + b"\0")
            total.update(path.read_bytes() if path.is_file() else b"/")
    return total.hexdigest()


def left(copy, first, last):
    """What a process left that was killed."""
    if (copy / "update-under-way/journal.json").is_file():
        return "journal"
    shutil.rmtree(copy / "update-under-way", ignore_errors=True)
    (copy / "~$update.lock").unlink(missing_ok=True)
    return {first: "first", last: "last"}.get(state(copy), "broken")


if __name__ == "__main__":
    job = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    sys.dont_write_bytecode = True
    sys.path.insert(0, job["update"])
    from update_program.apply import main

    copy = Path(job["place"])

    def afresh():
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(job["copy"], copy)

    afresh()
    first = state(copy)
    start([str(copy), *job["asked"]], 0)
    last = state(copy)
    told, moment, ended = [], 0, False
    while not ended:
        moment += job["every"]
        afresh()
        ended = start([str(copy), *job["asked"]], moment)
        for again in job["killed_again"]:
            start([str(copy), *job["next"]], again)
        found = shutil.copytree(copy, copy.with_name("found"), dirs_exist_ok=False)
        was = left(found, first, last)
        shutil.rmtree(found)
        start([str(copy), *job["next"]], 0)
        now = {first: "first", last: "last"}.get(state(copy), "broken")
        told.append([was, now])
    print(json.dumps(told))
