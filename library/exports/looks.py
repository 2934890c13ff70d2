"""How the cells of our workbooks look: fonts, colours, borders, numbers."""

from __future__ import annotations

from typing import Any


def looks(strong: str, soft: str) -> dict[str, dict[str, Any]]:
    """Every way that a cell looks, by name, as XlsxWriter's properties of a format."""
    base = {"font_name": "Calibri", "font_size": 11, "font_color": "#1a2a26", "valign": "top"}
    cell = base | {
        "text_wrap": True,
        "bottom": 1,
        "bottom_color": "#dcd3c1",
        "indent": 1,
        "align": "left",
    }
    entry = cell | {"bg_color": "#fffdf8", "border": 1, "border_color": "#b9b29f"}
    return {
        "title": base | {"font_name": "Georgia", "font_size": 20, "font_color": strong},
        "lead": base | {"font_color": "#4b5953"},
        "heading": base | {"font_name": "Georgia", "font_size": 14, "font_color": strong},
        "head": base
        | {
            "bold": True,
            "font_color": "#ffffff",
            "bg_color": strong,
            "text_wrap": True,
            "valign": "vcenter",
            "indent": 1,
        },
        "text": cell,
        "wrapped": base | {"text_wrap": True},
        "strong": cell | {"bold": True},
        "link": cell | {"font_color": "#0b5a52", "underline": 1},
        "level": cell | {"font_size": 10},
        "entry": entry,
        "choice": entry | {"bold": True},
        "day": entry | {"num_format": "d mmm yyyy", "align": "left"},
        "number": cell | {"align": "center"},
        "score": cell | {"num_format": "0.00", "bold": True, "align": "center"},
        "worked": cell | {"font_size": 9, "font_color": "#4b5953", "align": "right"},
        "total": cell | {"bold": True, "bg_color": soft},
        "total score": cell
        | {"bold": True, "bg_color": soft, "num_format": "0.00", "align": "center"},
        "total number": cell | {"bold": True, "bg_color": soft, "align": "center"},
    }
