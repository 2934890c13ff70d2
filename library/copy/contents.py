"""What a permanent copy holds, by its place in the folder that a school unzips."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import jinja2
import markdown
from markupsafe import Markup

from library.copy.bag import Content, size
from library.model import Library
from library.render import size_in_words

_TAKEN = "Files to take away (Word, PowerPoint, Excel, PDF and others)"
TEMPLATES = Path(__file__).parent / "templates"
MEDIA = frozenset((".mp3", ".mp4", ".ogg", ".wav", ".webm"))
_LEFT_OUT = frozenset((".git", ".venv", ".cache", "site", "dist", "__pycache__"))


def contents(
    library: Library, site: Path, sources: Path, public_key: str | None, *, light: bool
) -> dict[str, Content]:
    """Every file of a copy but its manifests and signature.

    ``sources`` is the checkout that the site was built from. A light copy has no films or sound.
    """
    payload: dict[str, Content] = {}
    for path in _below(site):
        if not (light and path.suffix in MEDIA):
            payload[f"data/site/{path.relative_to(site).as_posix()}"] = path
    for path in _sources(sources):
        payload[f"data/sources/{path.relative_to(sources).as_posix()}"] = path
    for path in _below(TEMPLATES / "servers"):
        payload[f"data/hosting/{path.name}"] = path
    return {**payload, **_top(library, payload, public_key, light=light)}


def our_school() -> dict[str, Content]:
    """The folder for a school's own pages: outside what is checked, and kept by updates."""
    return {f"our-school/{path.name}": path for path in _below(TEMPLATES / "our-school")}


def _top(
    library: Library, payload: dict[str, Content], public_key: str | None, *, light: bool
) -> dict[str, Content]:
    """The pages and the script at the top of the folder."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    hosting = (TEMPLATES / "hosting.md").read_text(encoding="utf-8")
    shared = {
        "lib": library,
        "parts": list(_sizes(payload)),
        "public_key": public_key,
        "light": light,
        "total": size_in_words(sum(map(size, payload.values()))),
        "files": len(payload),
        "style": Markup((TEMPLATES / "style.css").read_text(encoding="utf-8")),  # noqa: S704  ours
        "hosting": Markup(markdown.markdown(hosting, extensions=["tables", "toc"])),  # noqa: S704
        "script": Markup((TEMPLATES / "check-my-copy.js").read_text(encoding="utf-8")),  # noqa: S704
    }
    pages = {
        "START-HERE.html": "start-here.html",
        "CHECK-MY-COPY.html": "check-my-copy.html",
        "HOSTING.html": "hosting.html",
        "RIGHTS.html": "rights.html",
        "WHAT-IS-NEW.html": "what-is-new.html",
    }
    top: dict[str, Content] = {
        name: environment.get_template(template).render(shared).encode()
        for name, template in pages.items()
    }
    script = (TEMPLATES / "check_my_copy.py").read_text(encoding="utf-8")
    top["check_my_copy.py"] = script.replace(
        'PUBLIC_KEY = ""', f'PUBLIC_KEY = "{public_key or ""}"'
    ).encode()
    return top


def _sizes(payload: dict[str, Content]) -> Iterator[tuple[str, str]]:
    """The parts of a copy with their sizes, for a person."""
    parts = {"Pages of the library": 0, _TAKEN: 0, "What it is made from: text, data, programs": 0}
    pages, taken, made_from = parts
    for name, data in payload.items():
        if name.startswith("data/site/downloads/"):
            parts[taken] += size(data)
        elif name.startswith("data/site/"):
            parts[pages] += size(data)
        else:
            parts[made_from] += size(data)
    for title, amount in parts.items():
        yield title, size_in_words(amount)


def _below(folder: Path) -> Iterator[Path]:
    yield from (path for path in sorted(folder.rglob("*")) if path.is_file())


def _sources(checkout: Path) -> Iterator[Path]:
    """The files of a checkout: those that git knows, or all but what is made from them."""
    try:
        done = subprocess.run(
            ["git", "ls-files", "-z"], cwd=checkout, check=False, capture_output=True, text=True
        )
        known = done.stdout.split("\0") if done.returncode == 0 else []
    except OSError:
        known = []
    named = [checkout / name for name in sorted(known) if name]
    if named:
        yield from (path for path in named if path.is_file())
        return
    for path in _below(checkout):
        if not _LEFT_OUT & set(path.relative_to(checkout).parts):
            yield path
