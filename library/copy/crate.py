"""An edition described for archives: ro-crate-metadata.json, at the root of the site.

See https://www.researchobject.org/ro-crate/specification/1.2/. Research archives read such a
description; it lets them list an edition's resources without knowing anything of this library.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping

from rocrate.model import ContextEntity, File
from rocrate.rocrate import ROCrate

from library.catalogue import encoded
from library.copy.bag import Content, size
from library.copy.media_types import media_type
from library.exports.issued import issued
from library.model import Library, Page

NAME = "ro-crate-metadata.json"
_VERSION = "1.2"


def described(library: Library, files: Mapping[str, Content]) -> bytes:
    """The description of an edition whose site has these files, by address. Always the same bytes.

    Files that are not there, such as films in a light copy, are not described.
    """
    crate = ROCrate(version=_VERSION)
    published = datetime.datetime.fromtimestamp(issued(library), datetime.UTC).date().isoformat()
    author = crate.add(
        ContextEntity(crate, "#library", {"@type": "Organization", "name": library.name})
    )
    licences = {item.id: _licence(crate, item.name, item.url, item.text) for item in library.rights}
    root = crate.root_dataset
    root["name"] = f"{library.name}, edition {library.edition}"
    root["description"] = library.about.summary
    root["datePublished"] = published
    root["version"] = library.edition
    root["inLanguage"] = library.about.language
    root["license"] = licences[library.about.rights]
    root["author"] = root["publisher"] = author
    if library.about.url:
        root["url"] = library.about.url
    downloads = _downloads(files)
    for page in library.resources:
        entity = _resource(crate, page, files)
        entity["author"] = author
        entity["license"] = licences[page.rights or library.about.rights]
        entity["inLanguage"] = library.about.language
        taken = [_file(crate, page, url, files) for url in downloads.get(page.id or "", ())]
        if taken:
            entity["encoding"] = taken
    return encoded(_in_order(crate.metadata.generate()))


def _resource(crate: ROCrate, page: Page, files: Mapping[str, Content]) -> File | ContextEntity:
    """A page as a file of the crate; an entry on a page, such as a film, as a part of that page."""
    told: dict[str, object] = {
        "name": page.title,
        "identifier": page.id,
        "description": page.summary,
        "learningResourceType": page.kind,
        "timeRequired": f"PT{page.minutes}M",
        "keywords": ", ".join(page.keywords),
    }
    if page.since:
        told["version"] = page.since
    address, _, anchor = page.url.partition("#")
    if anchor:
        if crate.dereference(address) is None:
            crate.add(File(crate, None, address, properties=_format(address, files)))
        entry = {**told, "@type": "CreativeWork", "isPartOf": {"@id": address}}
        return crate.add(ContextEntity(crate, page.url, entry))
    told = {**told, "@type": ["File", "LearningResource"], **_format(address, files)}
    return crate.add(File(crate, None, address, properties=told))


def _file(crate: ROCrate, page: Page, url: str, files: Mapping[str, Content]) -> File:
    ending = url.rpartition(".")[2]
    name = f"{page.title} ({ending})"
    return crate.add(File(crate, None, url, properties={"name": name, **_format(url, files)}))


def _format(url: str, files: Mapping[str, Content]) -> dict[str, str]:
    found = {"encodingFormat": media_type(url)}
    if url in files:
        found["contentSize"] = str(size(files[url]))
    return found


def _licence(crate: ROCrate, name: str, url: str | None, text: str) -> ContextEntity:
    told = {"@type": "CreativeWork", "name": name, "description": text}
    return crate.add(ContextEntity(crate, url or f"#{name.replace(' ', '-').lower()}", told))


def _downloads(files: Mapping[str, Content]) -> dict[str, list[str]]:
    """The files to take away of each resource, as the site's own catalogue names them."""
    content = files.get("catalogue.json", b'{"resources": []}')
    data = content if isinstance(content, bytes) else content.read_bytes()
    return {
        entry["id"]: [item["url"] for item in entry["downloads"] if item["url"] in files]
        for entry in json.loads(data)["resources"]
    }


def _in_order(told: dict[str, object]) -> dict[str, object]:
    """The same entities in the order of their ids, the two that come first in every crate first."""
    graph = told["@graph"]
    if not isinstance(graph, list):
        return told
    first = {NAME: 0, "./": 1}
    graph.sort(key=lambda entity: (first.get(entity["@id"], 2), entity["@id"]))
    return {**told, "@graph": graph}
