"""The manifests of a BagIt bag (RFC 8493): what belongs to a copy, with the sha512 of each file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

Content = bytes | Path
"""What a file holds: its bytes, or a file to take them from."""

MANIFEST = "manifest-sha512.txt"
TAG_MANIFEST = "tagmanifest-sha512.txt"
PAYLOAD = "data/"
SITE = "data/site/"


def bagged(files: Mapping[str, Content], info: Mapping[str, str]) -> dict[str, Content]:
    """The files with the manifests that make them a bag.

    What lies below ``data/`` is the payload; the other files are tags, named in the tag manifest,
    which so covers everything but itself.
    """
    payload = {name: data for name, data in files.items() if name.startswith(PAYLOAD)}
    tags: dict[str, Content] = {
        name: data for name, data in files.items() if not name.startswith(PAYLOAD)
    }
    octets = sum(size(data) for data in payload.values())
    tags["bagit.txt"] = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    lines = {**info, "Payload-Oxum": f"{octets}.{len(payload)}"}
    tags["bag-info.txt"] = "".join(f"{key}: {value}\n" for key, value in lines.items()).encode()
    tags[MANIFEST] = manifest(payload)
    return {**payload, **tags, TAG_MANIFEST: manifest(tags)}


def manifest(files: Mapping[str, Content]) -> bytes:
    """One line a file, in the order of the names: its sha512, two spaces, its name."""
    return "".join(f"{digest(files[name])}  {_escaped(name)}\n" for name in sorted(files)).encode()


def digest(content: Content) -> str:
    """The sha512 of a file, in hexadecimal digits."""
    if isinstance(content, bytes):
        return hashlib.sha512(content).hexdigest()
    with content.open("rb") as file:
        return hashlib.file_digest(file, "sha512").hexdigest()


def size(content: Content) -> int:
    """The number of bytes of a file."""
    return len(content) if isinstance(content, bytes) else content.stat().st_size


def of_the_site(files: Mapping[str, Content]) -> dict[str, Content]:
    """The files of a copy that are the site, by their addresses."""
    return {name.removeprefix(SITE): data for name, data in files.items() if name.startswith(SITE)}


def _escaped(name: str) -> str:
    """RFC 8493, 2.1.3: percent, line feed and carriage return are written as %25, %0A, %0D."""
    return name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
