"""A zip with the same bytes for the same contents, on every system and in every folder."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Mapping
from pathlib import Path

from library.copy.bag import Content

_EARLIEST = 315_532_800
"""1 January 1980: a zip knows no earlier date."""
_PACKED_ALREADY = frozenset(
    (
        ".docx",
        ".epub",
        ".jpg",
        ".mp4",
        ".pdf",
        ".png",
        ".pptx",
        ".webm",
        ".woff2",
        ".xlsx",
        ".zip",
    )
)


def write(target: Path, top: str, files: Mapping[str, Content], seconds: int) -> None:
    """Write a zip of the files below the folder ``top``, all of them dated ``seconds`` (UTC).

    Raises OSError when the target cannot be written; nothing half-written stays there.
    """
    when = datetime.datetime.fromtimestamp(max(seconds, _EARLIEST), datetime.UTC)
    part = target.with_name(target.name + ".part")
    try:
        with zipfile.ZipFile(part, "w") as archive:
            for name in sorted(files):
                content = files[name]
                entry = zipfile.ZipInfo(f"{top}/{name}", when.timetuple()[:6])
                entry.create_system = 3
                entry.external_attr = 0o100644 << 16
                packed = Path(name).suffix in _PACKED_ALREADY
                entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
                data = content if isinstance(content, bytes) else content.read_bytes()
                archive.writestr(entry, data, compresslevel=9)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
