"""What pages may load: the Content-Security-Policy that they carry and that servers send.

Pages say it themselves, because a copy opened from a folder has no server that could. From a
folder 'self' means files: seen in Chromium 156 and Firefox 153. See https://www.w3.org/TR/CSP3/.
"""

from __future__ import annotations

import base64
import hashlib
import re

_LOADED = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; media-src 'self' data:; connect-src 'self'; base-uri 'self'"
)
PAGE = f"{_LOADED}; form-action 'self' file:"
"""What stands in every page of the site: nothing from elsewhere, nothing inline.

For forms Firefox takes no file to be 'self', and the search is a form; hence ``file:``, which no
page from a server may lead to.
"""
SERVER = f"{_LOADED}; form-action 'self'; frame-ancestors 'self'"
"""What a server sends: a page cannot say for itself who may frame it."""
_INLINE = re.compile(r"<(style|script)>(.*?)</\1>", re.DOTALL)
_MARK = "%CONTENT-POLICY%"


def with_policy(html: str) -> str:
    """A page of one file, with the policy that allows exactly the style and scripts inside it.

    The policy takes the place of ``%CONTENT-POLICY%``; the page may also load the scripts that lie
    beside it.
    """
    hashes: dict[str, list[str]] = {"style": [], "script": []}
    for match in _INLINE.finditer(html):
        sha = base64.b64encode(hashlib.sha256(match[2].encode()).digest()).decode()
        hashes[match[1]].append(f"'sha256-{sha}'")
    script = " ".join(["'self'", *hashes["script"]])
    style = " ".join(hashes["style"]) or "'none'"
    policy = (
        f"default-src 'none'; script-src {script}; style-src {style}; "
        "form-action 'none'; base-uri 'none'"
    )
    return html.replace(_MARK, policy)
