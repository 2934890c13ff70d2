"""Shapes that stand on the layouts of the PowerPoint template, as python-pptx cannot make them."""

from __future__ import annotations

from html import escape
from typing import Any

from pptx.oxml import parse_xml
from pptx.util import Inches

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'


def place(left: float, top: float, width: float, height: float) -> str:
    """Where a shape stands, in inches."""
    return (
        f'<a:xfrm><a:off x="{Inches(left)}" y="{Inches(top)}"/>'
        f'<a:ext cx="{Inches(width)}" cy="{Inches(height)}"/></a:xfrm>'
    )


def bar(
    left: float,
    top: float,
    width: float,
    height: float,
    number: int,
    colour: str = '<a:schemeClr val="accent1"/>',
) -> Any:
    """A band of colour."""
    return parse_xml(
        f'<p:sp {A} {P}><p:nvSpPr><p:cNvPr id="{number}" name="Bar"/><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{place(left, top, width, height)}'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill>{colour}</a:solidFill>'
        "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


def line_of_text(words: str, left: float, top: float, width: float, number: int) -> Any:
    """The running foot."""
    return parse_xml(
        f'<p:sp {A} {P}><p:nvSpPr><p:cNvPr id="{number}" name="Foot"/><p:cNvSpPr txBox="1"/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{place(left, top, width, 0.35)}'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr lIns="0" '
        'anchor="ctr"/><a:lstStyle/><a:p><a:r><a:rPr lang="en-GB" sz="1200"><a:solidFill>'
        f'<a:srgbClr val="4B5953"/></a:solidFill></a:rPr><a:t>{escape(words)}</a:t></a:r></a:p>'
        "</p:txBody></p:sp>"
    )


def number(left: float, top: float, width: float, number: int) -> Any:
    """The number of the slide."""
    return parse_xml(
        f'<p:sp {A} {P}><p:nvSpPr><p:cNvPr id="{number}" name="Number"/><p:cNvSpPr txBox="1"/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{place(left, top, width, 0.35)}'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr rIns="0" '
        'anchor="ctr"/><a:lstStyle/><a:p><a:pPr algn="r"/><a:fld id="{B6F15528-21DE-4FAA-801E-'
        '634DDDAF4B2B}" type="slidenum"><a:rPr lang="en-GB" sz="1400" b="1"><a:solidFill>'
        '<a:schemeClr val="accent1"/></a:solidFill></a:rPr><a:t>‹#›</a:t></a:fld></a:p>'
        "</p:txBody></p:sp>"
    )
