"""The styles of tables in the Word template: a box is a table of one column."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from library.exports.blocks import Tone
from library.exports.tones import BOXES, BRAND, CARD, OWN_TONE, QUIET, digits


def add_table_styles(document: Any, colours: Tone) -> None:
    """Add the styles of tables, of boxes, of room to write and of the cover's face."""
    tone, soft = digits(colours.strong), digits(colours.soft)
    styles = document.styles.element
    grid = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="DCD3C1"/>'
        for side in ("bottom", "insideH")
    )
    top = '<w:top w:val="single" w:sz="12" w:space="0" w:color="{0}" w:themeColor="accent1"/>'
    styles.append(
        _table_style(
            "Library Table",
            top.format(tone) + grid,
            "",
            _head_row(soft, tone, theme=True),
            rows="<w:trPr><w:cantSplit/></w:trPr>",
        )
    )
    box = "".join(
        f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="7D7A6C"/>'
        for side in ("top", "left", "bottom", "right")
    )
    styles.append(_table_style("Write Here", box, "", _head_row(digits(BRAND[1]), digits(QUIET))))
    styles.append(
        _table_style(
            "Cover",
            "",
            f'<w:shd w:val="clear" w:color="auto" w:fill="{tone}" w:themeFill="accent1"/>',
            "",
            margin=440,
        )
    )
    boxes = {kind: (digits(strong), digits(ground)) for kind, (strong, ground) in BOXES.items()}
    boxes |= dict.fromkeys(OWN_TONE, (tone, digits(CARD)))
    for kind, (colour, ground) in boxes.items():
        own = kind in OWN_TONE
        sides = ("top", "left", "bottom", "right") if own else ("left",)
        width = 12 if own else 36
        theme = ' w:themeColor="accent1"' if own else ""
        borders = "".join(
            f'<w:{side} w:val="single" w:sz="{width}" w:space="0" w:color="{colour}"{theme}/>'
            for side in sides
        )
        head = (
            _head_row(colour, "FFFFFF", theme=True, size=26)
            if kind == "monday"
            else _head_row(ground, colour, size=22)
        )
        styles.append(
            _table_style(
                f"Box {kind}",
                borders,
                f'<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>',
                head,
                margin=170,
            )
        )


def _head_row(fill: str, colour: str, *, theme: bool = False, size: int = 20) -> str:
    own = ""
    if theme:
        own = ' w:themeFill="accent1"' if colour == "FFFFFF" else ' w:themeFill="background2"'
    ink = ' w:themeColor="accent1"' if theme and colour != "FFFFFF" else ""
    return (
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="{colour}"{ink}/>'
        f'<w:sz w:val="{size}"/></w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" '
        f'w:fill="{fill}"{own}/></w:tcPr></w:tblStylePr>'
    )


def _table_style(
    name: str, borders: str, shade: str, head: str, margin: int = 110, rows: str = ""
) -> Any:
    sides = "".join(
        f'<w:{side} w:w="{wide}" w:type="dxa"/>'
        for side, wide in (
            ("top", margin // 2),
            ("left", margin),
            ("bottom", margin // 2),
            ("right", margin),
        )
    )
    return parse_xml(
        f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" '
        f'w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{sides}</w:tblCellMar>"
        f"</w:tblPr>{rows}<w:tcPr>{shade}</w:tcPr>{head}</w:style>"
    )
