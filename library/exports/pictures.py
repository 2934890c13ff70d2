"""Drawings: QR codes, and pixels for the formats that cannot hold SVG."""

from __future__ import annotations

import io
from functools import lru_cache

import segno
import typst
from PIL import Image

from library.problems import LibraryError


@lru_cache(maxsize=64)
def as_png(svg: bytes, width: int = 1600) -> bytes:
    """An SVG drawing as PNG, so many pixels wide."""
    drawing = svg.decode().replace("\\", "\\\\").replace('"', '\\"')
    source = (
        "#set page(width: 400pt, height: auto, margin: 0pt, fill: none)\n"
        f'#image(bytes("{drawing}"), format: "svg", width: 400pt)'
    )
    made = typst.compile(source.encode(), format="png", ppi=width / 400 * 72)
    if not isinstance(made, bytes):
        raise LibraryError("a drawing became several pictures")
    return made


def size_of(content: bytes) -> tuple[int, int]:
    """Width and height of a picture in pixels."""
    with Image.open(io.BytesIO(content)) as picture:
        return picture.size


def qr_code(address: str) -> str:
    """An address as a QR code in SVG; empty without an address."""
    if not address:
        return ""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=0, dark="#1a2a26", xmldecl=False, svgclass=None, lineclass=None
    )
    return out.getvalue().decode()
