"""Scripts and style sheets as they are sent: without their comments and indentation.

These are for maintainers, who read them in the sources; on the way to a reader they weigh a fifth.
Lines stay lines, so a fault is named by the words that stand in the source.
"""

from __future__ import annotations

import re

_COMMENT = re.compile(r"^[ \t]*(?:/\*.*?\*/|//[^\n]*)[ \t]*\n", re.MULTILINE | re.DOTALL)
"""Comments on lines of their own: what stands behind code is left, for it may be in a text."""
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def lean(source: str) -> str:
    """The same script or style sheet, shorter.

    No text of a script may go over several lines: a test looks for such.
    """
    return _INDENT.sub("", _COMMENT.sub("", source))
