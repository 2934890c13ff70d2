"""What the files of Word and PowerPoint have in common: their own data, and the same bytes."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Collection
from html import escape

from library.exports.blocks import Cover

_NAMES = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


def day_in_words(seconds: int) -> str:
    """A date as "22 November 2026"."""
    day = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    months = (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    )
    return f"{day.day} {months[day.month - 1]} {day.year}"


def core_properties(cover: Cover) -> bytes:
    """Title, author, subject, language and dates, as Office keeps them."""
    stamp = f"{datetime.datetime.fromtimestamp(cover.date, datetime.UTC):%Y-%m-%dT%H:%M:%SZ}"
    values = (
        ("dc:title", cover.title),
        ("dc:creator", cover.library),
        ("dc:subject", cover.strand),
        ("dc:description", cover.summary),
        ("dc:identifier", cover.address or cover.mark),
        ("dc:language", cover.language),
        ("cp:keywords", ", ".join(cover.keywords)),
    )
    inner = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in values)
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<cp:coreProperties {_NAMES}>'
        f"{inner}{dates}</cp:coreProperties>"
    ).encode()


def part_of(made: bytes, name: str) -> bytes:
    """One file of those that a zipped file is made of."""
    with zipfile.ZipFile(io.BytesIO(made)) as whole:
        return whole.read(name)


def rezipped(made: bytes, replaced: dict[str, bytes], without: Collection[str] = ()) -> bytes:
    """A zipped file with some of its parts replaced or left out, the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            if entry.filename in without:
                continue
            content = replaced.get(entry.filename, old.read(entry.filename))
            if entry.filename == "_rels/.rels" and without:
                content = _without_relations(content, without)
            info = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            info.compress_type = entry.compress_type
            info.external_attr = 0o644 << 16
            info.create_system = 3
            new.writestr(info, content)
    return out.getvalue()


def _without_relations(content: bytes, without: Collection[str]) -> bytes:
    for name in without:
        content = re.sub(
            rb"<Relationship [^>]*" + re.escape(name.encode()) + rb"[^>]*/>", b"", content
        )
    return content
