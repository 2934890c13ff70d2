"""How statements change between editions, and what that makes of records that schools keep.

``docs/changes/published/<edition>.yaml`` holds what an edition asked, and
``docs/changes/<edition>.yaml`` says what became of it. ``check`` refuses a library in which a
published statement changed and no map says how. ``opened_here`` opens a record of any edition by
every map between it and this one: what was not kept with the same meaning goes on a review list,
and nothing is dropped.
"""

from library.changes.asked import for_browser, published, published_yaml
from library.changes.comparison import check
from library.changes.opening import OpenedHere, brought_here, opened_here
from library.changes.review import Review

__all__ = [
    "OpenedHere",
    "Review",
    "brought_here",
    "check",
    "for_browser",
    "opened_here",
    "published",
    "published_yaml",
]
