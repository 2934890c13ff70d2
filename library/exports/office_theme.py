"""The theme of a Word or PowerPoint file: a school changes colours and faces in one place."""

from __future__ import annotations

import re
from typing import Any

from library.exports.blocks import Tone
from library.exports.tones import INK, LINK, TONES, digits

MAJOR, MINOR = "Georgia", "Calibri"
_ACCENTS = ("leaf", "indigo", "coral", "amber", "plum")
_THEME = re.compile(r"/theme1\.xml$")


def give_theme(package: Any, tone: Tone, paper: str = "") -> None:
    """Put a strand's colours and our faces into the theme of an open file.

    ``paper`` is the colour of its pages, where they have one.
    """
    part = next(one for one in package.iter_parts() if _THEME.search(str(one.partname)))
    part._blob = _themed(part.blob.decode(), tone, paper).encode()  # noqa: SLF001  no public way


def _themed(xml: str, tone: Tone, paper: str) -> str:
    colours = {"dk2": tone.strong, "lt2": tone.soft, "accent1": tone.strong}
    colours |= {f"accent{at}": TONES[name][0] for at, name in enumerate(_ACCENTS, 2)}
    colours |= {"hlink": LINK, "folHlink": TONES["stone"][0]}
    if paper:
        colours |= {"dk1": INK, "lt1": paper}
    for name, colour in colours.items():
        xml = re.sub(
            rf"(<a:{name}>).*?(</a:{name}>)",
            rf'\1<a:srgbClr val="{digits(colour)}"/>\2',
            xml,
            flags=re.DOTALL,
        )
    for kind, face in (("major", MAJOR), ("minor", MINOR)):
        xml = re.sub(rf'(<a:{kind}Font>\s*<a:latin typeface=")[^"]*', rf"\g<1>{face}", xml)
    return xml
