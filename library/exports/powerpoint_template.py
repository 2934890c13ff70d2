"""The PowerPoint template: three layouts whose colours and faces are the theme's."""

from __future__ import annotations

import io
import re
from html import escape
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Inches

from library.exports.blocks import Cover
from library.exports.pictures import as_png
from library.exports.word_styles import MAJOR, MINOR

LEFT, TOP, WIDTH, HEIGHT = 0.8, 1.75, 11.73, 4.95
"""Where the content of a slide stands, in inches."""
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
_BOXES = {
    "primary": ("3F651B", "E9F0DA"),
    "secondary": ("3D4A97", "E7E9F5"),
    "pitfall": ("A83823", "FAE5DD"),
    "signs": ("0B626D", "DCEEEE"),
    "evidence": ("435463", "E5EAED"),
    "governors": ("7A2A63", "F5E6EF"),
    "activity": ("815000", "FAEBC9"),
    "note": ("655848", "ECE5D9"),
    "notes": ("655848", "ECE5D9"),
    "details": ("655848", "ECE5D9"),
    "tab": ("655848", "F2ECDF"),
}
ACCENT, LIGHT = 5, 16  # MSO_THEME_COLOR: ACCENT_1 and BACKGROUND_2
BOXES: dict[str, tuple[str | int, str | int]] = {
    **_BOXES,
    "monday": (ACCENT, LIGHT),
    "say": (ACCENT, LIGHT),
}
"""The strong and the soft colour of each kind of box: a theme's, or one of its own."""


def template(cover: Cover) -> Any:
    """An empty presentation in a strand's colour."""
    show = Presentation()
    show.slide_width, show.slide_height = Inches(13.333), Inches(7.5)
    _theme(show, cover)
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


def _theme(show: Any, cover: Cover) -> None:
    part = next(
        one
        for one in show.part.package.iter_parts()
        if re.search(r"/theme1\.xml$", str(one.partname))
    )
    xml = part.blob.decode()
    tone, soft = cover.tone.strong.lstrip("#"), cover.tone.soft.lstrip("#")
    for name, colour in (
        ("dk1", "1A2A26"),
        ("lt1", "FFFDF8"),
        ("dk2", tone),
        ("lt2", soft),
        ("accent1", tone),
        ("accent2", "3F651B"),
        ("accent3", "3D4A97"),
        ("accent4", "A83823"),
        ("accent5", "815000"),
        ("accent6", "7A2A63"),
        ("hlink", "0B5A52"),
        ("folHlink", "655848"),
    ):
        xml = re.sub(
            rf"(<a:{name}>).*?(</a:{name}>)",
            rf'\1<a:srgbClr val="{colour}"/>\2',
            xml,
            flags=re.DOTALL,
        )
    for kind, face in (("major", MAJOR), ("minor", MINOR)):
        xml = re.sub(rf'(<a:{kind}Font>\s*<a:latin typeface=")[^"]*', rf"\g<1>{face}", xml)
    part._blob = xml.encode()  # noqa: SLF001  python-pptx has no way to change a theme


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
    for number in range(1, 6):
        level = styles.find(qn("p:bodyStyle")).find(qn(f"a:lvl{number}pPr"))
        for space in ("a:spcBef", "a:spcAft"):
            for old in level.findall(qn(space)):
                level.remove(old)
        level.find(qn("a:defRPr")).set("sz", str(max(2600 - 200 * number, 1600)))
    tree = master.shapes._spTree  # noqa: SLF001
    tree.insert(2, _bar(0, 0, 13.333, 0.2, 90))
    foot = f"{cover.library} · Edition {cover.edition} · {cover.mark}"
    tree.append(_line_of_text(foot, LEFT, 6.95, 10, 91))
    tree.append(_number(12.0, 6.95, 0.53, 92))


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
            f'<p:bg {_A} {_P}><p:bgPr><a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
            "<a:effectLst/></p:bgPr></p:bg>"
        ),
    )
    tree = layout.shapes._spTree  # noqa: SLF001
    tree.insert(2, _bar(0, 6.1, 13.333, 0.08, 93, colour='<a:srgbClr val="F4B740"/>'))
    foot = parse_xml(
        f'<p:sp {_A} {_P}><p:nvSpPr><p:cNvPr id="94" name="Where it is from"/><p:cNvSpPr>'
        '<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="body" sz="quarter" idx="10"/>'
        f"</p:nvPr></p:nvSpPr><p:spPr>{_place(0.9, 6.4, 11.5, 0.6)}</p:spPr><p:txBody>"
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
                f'<p:pic {_A} {_P} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
                'relationships"><p:nvPicPr><p:cNvPr id="95" name="Symbol" descr=""/><p:cNvPicPr/>'
                f'<p:nvPr userDrawn="1"/></p:nvPicPr><p:blipFill><a:blip r:embed="{relation}"/>'
                "<a:stretch><a:fillRect/></a:stretch></p:blipFill>"
                f"<p:spPr>{_place(8.9, 0.9, 4.2, 4.2)}"
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
            f'<a:lvl1pPr {_A} marL="0" indent="0" algn="l"><a:buNone/><a:defRPr sz="{size}" '
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


def _place(left: float, top: float, width: float, height: float) -> str:
    return (
        f'<a:xfrm><a:off x="{Inches(left)}" y="{Inches(top)}"/>'
        f'<a:ext cx="{Inches(width)}" cy="{Inches(height)}"/></a:xfrm>'
    )


def _bar(
    left: float,
    top: float,
    width: float,
    height: float,
    number: int,
    colour: str = '<a:schemeClr val="accent1"/>',
) -> Any:
    return parse_xml(
        f'<p:sp {_A} {_P}><p:nvSpPr><p:cNvPr id="{number}" name="Bar"/><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{_place(left, top, width, height)}'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill>{colour}</a:solidFill>'
        "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


def _line_of_text(words: str, left: float, top: float, width: float, number: int) -> Any:
    return parse_xml(
        f'<p:sp {_A} {_P}><p:nvSpPr><p:cNvPr id="{number}" name="Foot"/><p:cNvSpPr txBox="1"/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{_place(left, top, width, 0.35)}'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr lIns="0" '
        'anchor="ctr"/><a:lstStyle/><a:p><a:r><a:rPr lang="en-GB" sz="1200"><a:solidFill>'
        f'<a:srgbClr val="4B5953"/></a:solidFill></a:rPr><a:t>{escape(words)}</a:t></a:r></a:p>'
        "</p:txBody></p:sp>"
    )


def _number(left: float, top: float, width: float, number: int) -> Any:
    return parse_xml(
        f'<p:sp {_A} {_P}><p:nvSpPr><p:cNvPr id="{number}" name="Number"/><p:cNvSpPr txBox="1"/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{_place(left, top, width, 0.35)}'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr rIns="0" '
        'anchor="ctr"/><a:lstStyle/><a:p><a:pPr algn="r"/><a:fld id="{B6F15528-21DE-4FAA-801E-'
        '634DDDAF4B2B}" type="slidenum"><a:rPr lang="en-GB" sz="1400" b="1"><a:solidFill>'
        '<a:schemeClr val="accent1"/></a:solidFill></a:rPr><a:t>‹#›</a:t></a:fld></a:p>'
        "</p:txBody></p:sp>"
    )
