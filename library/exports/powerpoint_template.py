"""The PowerPoint template: three layouts whose colours and faces are the theme's."""

from __future__ import annotations

import io
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Inches

from library.exports.blocks import Cover
from library.exports.office_theme import give_theme
from library.exports.pictures import as_png
from library.exports.powerpoint_shapes import A, P, bar, line_of_text, number, place
from library.exports.tones import BOXES as OWN_BOXES
from library.exports.tones import CARD, OWN_TONE, digits

LEFT, TOP, WIDTH, HEIGHT = 0.8, 1.75, 11.73, 4.95
"""Where the content of a slide stands, in inches."""
ACCENT, LIGHT = 5, 16  # MSO_THEME_COLOR: ACCENT_1 and BACKGROUND_2
BOXES: dict[str, tuple[str | int, str | int]] = {
    **{kind: (digits(strong), digits(soft)) for kind, (strong, soft) in OWN_BOXES.items()},
    **dict.fromkeys(OWN_TONE, (ACCENT, LIGHT)),
}
"""The strong and the soft colour of each kind of box: a theme's, or one of its own."""


def template(cover: Cover) -> Any:
    """An empty presentation in a strand's colour."""
    show = Presentation()
    show.slide_width, show.slide_height = Inches(13.333), Inches(7.5)
    give_theme(show.part.package, cover.tone, CARD)
    keep = {"Title Slide": "Cover", "Title and Content": "Slide", "Title Only": "Title only"}
    for layout in list(show.slide_layouts):
        if layout.name in keep:
            layout.name = keep[layout.name]
        else:
            show.slide_layouts.remove(layout)
    _master(show.slide_master, cover)
    for layout in show.slide_layouts:
        _layout(layout, cover)
    return show


def _at(shape: Any, left: float, top: float, width: float, height: float) -> None:
    shape.left, shape.top = Inches(left), Inches(top)
    shape.width, shape.height = Inches(width), Inches(height)


def _master(master: Any, cover: Cover) -> None:
    for shape in master.placeholders:
        kind = shape.placeholder_format.type.name
        if kind == "TITLE":
            _at(shape, LEFT, 0.5, WIDTH, 1.05)
        elif kind in ("BODY", "OBJECT"):
            _at(shape, LEFT, TOP, WIDTH, HEIGHT)
        else:
            shape._element.getparent().remove(shape._element)  # noqa: SLF001
    styles = master._element.find(qn("p:txStyles"))  # noqa: SLF001  no public way
    title = styles.find(qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    title.set("algn", "l")
    run = title.find(qn("a:defRPr"))
    run.set("sz", "3400")
    run.set("b", "1")
    for at in range(1, 6):
        level = styles.find(qn("p:bodyStyle")).find(qn(f"a:lvl{at}pPr"))
        for space in ("a:spcBef", "a:spcAft"):
            for old in level.findall(qn(space)):
                level.remove(old)
        level.find(qn("a:defRPr")).set("sz", str(max(2600 - 200 * at, 1600)))
    tree = master.shapes._spTree  # noqa: SLF001
    tree.insert(2, bar(0, 0, 13.333, 0.2, 90))
    foot = f"{cover.library} · Edition {cover.edition} · {cover.mark}"
    tree.append(line_of_text(foot, LEFT, 6.95, 10, 91))
    tree.append(number(12.0, 6.95, 0.53, 92))


def _layout(layout: Any, cover: Cover) -> None:
    for shape in list(layout.placeholders):
        kind = shape.placeholder_format.type.name
        if kind in ("DATE", "FOOTER", "SLIDE_NUMBER"):
            shape._element.getparent().remove(shape._element)  # noqa: SLF001
        elif layout.name == "Cover":
            if kind in ("CENTER_TITLE", "TITLE"):
                _at(shape, 0.9, 1.5, 9.2, 2.6)
                _white(shape, "4600", anchor="b", bold=True)
            else:
                _at(shape, 0.9, 4.3, 9.2, 1.5)
                _white(shape, "2000", anchor="t")
        elif kind == "TITLE":
            _at(shape, LEFT, 0.5, WIDTH, 1.05)
            _anchored(shape, "b")
        else:
            _at(shape, LEFT, TOP, WIDTH, HEIGHT)
            _anchored(shape, "t")
    if layout.name == "Cover":
        _cover_layout(layout, cover)


def _cover_layout(layout: Any, cover: Cover) -> None:
    element = layout._element  # noqa: SLF001
    element.set("showMasterSp", "0")
    element.find(qn("p:cSld")).insert(
        0,
        parse_xml(
            f'<p:bg {A} {P}><p:bgPr><a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
            "<a:effectLst/></p:bgPr></p:bg>"
        ),
    )
    tree = layout.shapes._spTree  # noqa: SLF001
    tree.insert(2, bar(0, 6.1, 13.333, 0.08, 93, colour='<a:srgbClr val="F4B740"/>'))
    foot = parse_xml(
        f'<p:sp {A} {P}><p:nvSpPr><p:cNvPr id="94" name="Where it is from"/><p:cNvSpPr>'
        '<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="body" sz="quarter" idx="10"/>'
        f"</p:nvPr></p:nvSpPr><p:spPr>{place(0.9, 6.4, 11.5, 0.6)}</p:spPr><p:txBody>"
        '<a:bodyPr anchor="ctr"/><a:lstStyle><a:lvl1pPr marL="0" indent="0"><a:buNone/>'
        '<a:defRPr sz="1600"><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:defRPr>'
        '</a:lvl1pPr></a:lstStyle><a:p><a:r><a:rPr lang="en-GB"/><a:t>Where it is from</a:t></a:r>'
        "</a:p></p:txBody></p:sp>"
    )
    tree.append(foot)
    if cover.symbol:
        drawing = cover.symbol.replace("currentColor", "#ffffff").replace(
            'stroke-width="1.8"', 'stroke-width="1" stroke-opacity="0.28"'
        )
        _, relation = layout.part.get_or_add_image_part(io.BytesIO(as_png(drawing.encode(), 900)))
        tree.insert(
            3,
            parse_xml(
                f'<p:pic {A} {P} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
                'relationships"><p:nvPicPr><p:cNvPr id="95" name="Symbol" descr=""/><p:cNvPicPr/>'
                f'<p:nvPr userDrawn="1"/></p:nvPicPr><p:blipFill><a:blip r:embed="{relation}"/>'
                "<a:stretch><a:fillRect/></a:stretch></p:blipFill>"
                f"<p:spPr>{place(8.9, 0.9, 4.2, 4.2)}"
                '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
            ),
        )


def _white(shape: Any, size: str, anchor: str, *, bold: bool = False) -> None:
    _anchored(shape, anchor)
    body = shape._element.txBody  # noqa: SLF001
    style = body.find(qn("a:lstStyle"))
    for old in list(style):
        style.remove(old)
    style.append(
        parse_xml(
            f'<a:lvl1pPr {A} marL="0" indent="0" algn="l"><a:buNone/><a:defRPr sz="{size}" '
            f'b="{int(bold)}"><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:defRPr>'
            "</a:lvl1pPr>"
        )
    )


def _anchored(shape: Any, anchor: str) -> None:
    body = shape._element.txBody.find(qn("a:bodyPr"))  # noqa: SLF001
    body.set("anchor", anchor)
    for old in list(body):
        body.remove(old)
    etree.SubElement(body, qn("a:normAutofit"))
