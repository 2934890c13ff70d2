"""Many files as one zip, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

_STORED = (".docx", ".pptx", ".xlsx", ".epub", ".zip")
"""Files that are zipped already."""


def bundle(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Files, by name, in the order of their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in sorted(files):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = (
                zipfile.ZIP_STORED if name.endswith(_STORED) else zipfile.ZIP_DEFLATED
            )
            info.external_attr = 0o644 << 16
            info.create_system = 3
            made.writestr(info, content)
    return out.getvalue()
