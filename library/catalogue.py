"""What the library tells other programs: catalogue.json, and schema.org data for each page."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from library.exports.downloads import Download
from library.model import Library, Page
from library.problems import LibraryError

_TYPES = {
    "handbook": "Handbook",
    "presentation": "Presentation",
    "audit": "Self-evaluation",
    "framework": "Self-evaluation",
    "checklist": "Checklist",
    "survey": "Survey",
    "planner": "Planner",
    "video": "Video",
    "network-day": "Training day",
    "chapter": "Handbook chapter",
    "strand": "Overview",
    "page": "Article",
}


def catalogue(library: Library, downloads: Mapping[str, Sequence[Download]]) -> dict[str, Any]:
    """Every resource with its address and downloads, addresses below the site's root."""
    return {
        "edition": library.edition,
        "resources": [
            {
                "id": page.id,
                "title": page.title,
                "kind": page.kind,
                "strand": page.strand,
                "roles": list(page.roles),
                "minutes": page.minutes,
                "summary": page.summary,
                "url": page.url,
                "downloads": [
                    {"format": item.format, "url": item.url, "bytes": item.bytes}
                    for item in downloads.get(page.id or "", ())
                ],
            }
            for page in library.resources
        ],
    }


def learning_resource(library: Library, page: Page) -> str:
    """schema.org LearningResource for a page, as JSON that is safe inside a script element."""
    rights = next((item for item in library.rights if item.id == page.rights), None)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "name": page.title,
        "description": page.summary,
        "inLanguage": library.about.language,
        "learningResourceType": _TYPES[page.kind],
        "timeRequired": f"PT{page.minutes}M",
        "audience": [
            {"@type": "EducationalAudience", "educationalRole": library.role(role).name}
            for role in page.roles
        ],
        "isPartOf": {"@type": "CreativeWork", "name": library.name, "version": library.edition},
    }
    if page.id:
        data["identifier"] = page.id
    if page.strand:
        data["about"] = library.strand(page.strand).name
    if page.keywords:
        data["keywords"] = ", ".join(page.keywords)
    if rights and rights.url:
        data["license"] = rights.url
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")


def encoded(value: Any) -> bytes:
    """JSON as the site publishes it: readable, UTF-8, the same bytes each time."""
    try:
        text = json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False)
    except ValueError as error:
        raise LibraryError(f"the catalogue cannot be written: {error}") from error
    return (text + "\n").encode()
