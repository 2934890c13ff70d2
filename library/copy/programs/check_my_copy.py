"""Check a copy of the library: is every file here and unchanged, and is the signature right?

Needs Python 3.8 or later and nothing else:  python3 check_my_copy.py [folder]
Ends with 0 when the copy is complete and unchanged, with 1 when it is not.
"""

from __future__ import annotations

import base64
import hashlib
import re
import sys
import unicodedata
from pathlib import Path
from typing import NamedTuple, Tuple  # noqa: UP035

PUBLIC_KEY = ""
LIST, TAGS = "manifest-sha512.txt", "tagmanifest-sha512.txt"
SIGNATURE = TAGS + ".minisig"
OWN = ("our-school/", "before-update/")
"""What is no part of the copy: the school's own files, and what an update keeps to go back to."""
UNDER_WAY = "update-under-way/"
"""Here while an update replaces files, and afterwards when it was cut short."""
JUNK = re.compile(
    r"(^|/)(\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*|~\$[^/]*|__MACOSX/.*)$", re.IGNORECASE
)

Point = Tuple[int, int, int, int]  # noqa: UP006  Python 3.8 reads it when it starts


class Found(NamedTuple):
    """What a check found: names by fault, the number of files listed, what the signature is."""

    faults: dict[str, list[str]]
    read: int
    signature: str


# Ed25519 (RFC 8032, section 5.1): verification only, so nothing secret is handled here.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def add(a: Point, b: Point) -> Point:
    """The sum of two points in extended coordinates."""
    m, n = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    k, z = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = n - m, z - k, z + k, n + m
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(number: int, point: Point) -> Point:
    """A point added to itself so many times."""
    total = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = add(total, point)
        point, number = add(point, point), number >> 1
    return total


def point_of(text: bytes) -> Point | None:
    """The point that 32 bytes stand for, or None when they stand for none."""
    y = int.from_bytes(text, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def verified(key: bytes, data: bytes, signature: bytes) -> bool:
    """Whether the signature over the data was made with the key."""
    a, r = point_of(key), point_of(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    base = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
    if a is None or r is None or base is None or s >= ORDER:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + data).digest(), "little") % ORDER
    left, right = times(s, base), add(r, times(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (
        left[1] * right[2] - right[1] * left[2]
    ) % P == 0


def digest(path: Path) -> str:
    """The sha512 of a file."""
    total = hashlib.sha512()
    with path.open("rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            total.update(block)
    return total.hexdigest()


def listed(text: str, called: str) -> dict[str, str]:
    """The files that a list names, with their sums. Raises ValueError when a line is damaged."""
    wanted = {}
    for number, line in enumerate(text.split("\n"), 1):
        match = re.match(r"([0-9a-f]{128})  ([^\r]+)\r?$", line)
        if match:
            name = match[2].replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
            wanted[unicodedata.normalize("NFC", name)] = match[1]
        elif line:
            raise ValueError(f"{called}, line {number}: a sum and a file name are expected")
    return wanted


def present(folder: Path) -> dict[str, Path]:
    """Every file below the folder by its name in the copy, less what is no part of it."""
    found = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        name = unicodedata.normalize("NFC", name)  # macOS writes accents in two parts
        if path.is_file() and not name.startswith((*OWN, UNDER_WAY)) and not JUNK.search(name):
            found[name] = path
    return found


def signed(folder: Path, public_key: str) -> str:
    """good, wrong, missing or unsigned."""
    if not public_key:
        return "unsigned"
    try:
        lines = (folder / SIGNATURE).read_text(encoding="utf-8").splitlines()
        data = (folder / TAGS).read_bytes()
    except (OSError, UnicodeDecodeError):
        return "missing"
    try:
        key, first = base64.b64decode(public_key), base64.b64decode(lines[1])
        comment = lines[2].split("trusted comment: ", 1)[1].encode()
        good = (
            first[:10] == key[:10]
            and verified(key[10:], data, first[10:])
            and verified(key[10:], first[10:] + comment, base64.b64decode(lines[3]))
        )
    except (IndexError, ValueError):
        good = False
    return "good" if good else "wrong"


def check(folder: Path, public_key: str) -> Found:
    """Compare a folder with its lists. Raises ValueError when a list is damaged, or OSError."""
    files = present(folder)
    wanted: dict[str, str] = {}
    for name in (LIST, TAGS):
        if name in files:
            wanted.update(listed(files[name].read_bytes().decode("utf-8"), name))
    missing = [name for name in (LIST, TAGS, *wanted) if name not in files]
    missing = list(dict.fromkeys(missing))
    changed = [name for name in wanted if name in files and digest(files[name]) != wanted[name]]
    extra = [name for name in files if name not in wanted and name not in (TAGS, SIGNATURE)]
    renamed = []
    for name in list(extra) if missing else []:
        total = digest(files[name])
        old = next((one for one in missing if wanted.get(one) == total), None)
        if old is not None:
            renamed.append(f"{old} is now called {name}")
            missing.remove(old)
            extra.remove(name)
    faults = {"missing": missing, "changed": changed, "renamed": renamed, "extra": extra}
    return Found(faults, len(wanted), signed(folder, public_key))


def verdict(folder: Path, found: Found) -> tuple[bool, str]:
    """Whether the copy is whole, and the result in one sentence."""
    if (folder / UNDER_WAY).is_dir():
        return False, (
            "An update of this copy was cut short: start apply_update.py again, which finishes "
            f"it or undoes it. It lies in {UNDER_WAY} too."
        )
    faults = [
        f"{len(names)} {'file is' if len(names) == 1 else 'files are'} {word}"
        for word, names in found.faults.items()
        if names
    ]
    if found.signature == "wrong":
        faults.append("the signature does not fit")
    if found.signature == "missing":
        faults.append("the signature is missing")
    if faults:
        return False, f"This copy is not as it was published: {', '.join(faults)}."
    good = found.signature == "good"
    end = ", and the signature is the library's own." if good else ". It carries no signature."
    return True, (
        f"This copy is complete and unchanged: all {found.read} files are as the list says{end}"
    )


def main() -> int:
    """Check the folder named, or the one that holds this script."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    if not (folder / "bagit.txt").is_file():
        print(f"{folder} holds no copy of the library: a file bagit.txt is expected in it.")
        return 1
    try:
        found = check(folder, PUBLIC_KEY)
    except (OSError, ValueError) as error:
        print(f"This copy cannot be checked: {error}")
        return 1
    for word, names in found.faults.items():
        for name in sorted(names):
            print(f"{word}: {name}")
    whole, text = verdict(folder, found)
    print(text)
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
