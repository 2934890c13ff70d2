"""What kind of file it is, by the ending of its name: each system's own table knows others."""

from __future__ import annotations

_OFFICE = "application/vnd.openxmlformats-officedocument"
_TYPES = {
    "css": "text/css",
    "csv": "text/csv",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "epub": "application/epub+zip",
    "html": "text/html",
    "ics": "text/calendar",
    "jpg": "image/jpeg",
    "js": "text/javascript",
    "json": "application/json",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "pdf": "application/pdf",
    "png": "image/png",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "vtt": "text/vtt",
    "webm": "video/webm",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "xml": "application/xml",
    "zip": "application/zip",
}


def media_type(name: str) -> str:
    """The media type (RFC 6838) of a file of the site."""
    return _TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
