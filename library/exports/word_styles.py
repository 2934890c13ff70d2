"""The Word template: Pandoc's own, with the library's styles, theme, running head and foot.

Colours and faces are the theme's, so a school changes them in one place (Design, Colours).
"""

from __future__ import annotations

import io
import re
import subprocess
from functools import cache
from typing import Any

import docx as word
import pypandoc
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from library.exports.blocks import Cover

MAJOR, MINOR = "Georgia", "Calibri"
INK, QUIET = "1A2A26", "4B5953"
BOXES = {
    "monday": ("{tone}", "FFFDF8"),
    "say": ("{tone}", "FFFDF8"),
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
"""The strong and the soft colour of each kind of box."""


@cache
def _default() -> bytes:
    command = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"]
    return subprocess.run(command, capture_output=True, check=True).stdout


def reference(cover: Cover) -> bytes:
    """The template in a strand's colour."""
    document = word.Document(io.BytesIO(_default()))
    tone, soft = cover.tone.strong.lstrip("#").upper(), cover.tone.soft.lstrip("#").upper()
    _theme(document, tone, soft)
    _paragraphs(document)
    _tables(document, tone, soft)
    _page(document, cover)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _theme(document: Any, tone: str, soft: str) -> None:
    part = next(
        one
        for one in document.part.package.iter_parts()
        if str(one.partname).endswith("theme1.xml")
    )
    xml = part.blob.decode()
    for name, colour in (
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
    part._blob = xml.encode()  # noqa: SLF001  python-docx has no way to change a theme


def _paragraphs(document: Any) -> None:
    styles = document.styles
    for name, size, before, after, colour in (
        ("Heading 1", 24, 0, 10, INK),
        ("Heading 2", 16, 20, 6, "accent"),
        ("Heading 3", 13, 16, 4, INK),
        ("Heading 4", 11.5, 12, 3, "accent"),
        ("Heading 5", 11, 10, 2, INK),
        ("Heading 6", 11, 10, 2, QUIET),
        ("Title", 34, 10, 12, "FFFFFF"),
        ("Subtitle", 15, 26, 20, INK),
    ):
        style = styles[name]
        _face(style, "major", size, colour, bold=name.startswith("Heading"))
        style.paragraph_format.space_before, style.paragraph_format.space_after = (
            Pt(before),
            Pt(after),
        )
        style.paragraph_format.keep_with_next = True
        style.paragraph_format.alignment = 0
    styles["Heading 1"].paragraph_format.page_break_before = True
    styles["Subtitle"].font.italic = True
    _defaults(styles.element)
    for name, after in (
        ("Normal", 7),
        ("Body Text", 7),
        ("First Paragraph", 7),
        ("Compact", 3),
        ("Definition Term", 2),
        ("Definition", 6),
    ):
        style = styles[name]
        style.font.bold = True if name == "Definition Term" else None
        style.paragraph_format.space_before = Pt(0)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.line_spacing = 1.15
    # Pandoc gives this style to what follows a table, which has no space of its own below.
    styles["First Paragraph"].paragraph_format.space_before = Pt(6)
    styles["Definition"].paragraph_format.left_indent = Cm(0.6)
    for name, size, colour, bold, after in (
        ("Facts", 9.5, QUIET, False, 8),
        ("Lede", 13, QUIET, False, 12),
        ("Statement", 11.5, INK, True, 5),
        ("Cover Library", 12, "FFFFFF", True, 60),
        ("Cover Kind", 13, "FFFFFF", False, 4),
        ("Cover Facts", 10.5, QUIET, False, 3),
    ):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Body Text"]
        _face(style, "minor", size, colour, bold=bold)
        style.paragraph_format.space_after = Pt(after)
    styles["Statement"].paragraph_format.space_before = Pt(16)
    styles["Statement"].paragraph_format.keep_with_next = True
    for level in (1, 2, 3):
        style = styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _face(style, "minor", 11 if level == 1 else 10, INK, bold=level == 1)
        style.paragraph_format.left_indent = Cm(0.6 * (level - 1))
        style.paragraph_format.space_before = Pt(6 if level == 1 else 0)
        style.paragraph_format.space_after = Pt(2)
        style.paragraph_format.tab_stops.add_tab_stop(Cm(16), 2, 1)
    contents = styles["TOC Heading"]
    _face(contents, "major", 24, INK, bold=True)
    mark = styles.add_style("Mark", WD_STYLE_TYPE.CHARACTER)
    mark.font.bold, mark.font.size = True, Pt(9)
    _colour(mark, "accent")


def _defaults(styles: Any) -> None:
    """What every text is unless a style says otherwise; only so may tables colour their head."""
    properties = styles.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for name in ("w:sz", "w:szCs", "w:color"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    for xml in (
        f'<w:color {nsdecls("w")} w:val="{INK}"/>',
        f'<w:sz {nsdecls("w")} w:val="21"/>',
        f'<w:szCs {nsdecls("w")} w:val="21"/>',
    ):
        properties.append(parse_xml(xml))
    for name in ("Normal", "BodyText", "Compact", "FirstParagraph"):
        style = next(one for one in styles if one.get(qn("w:styleId")) == name)
        for size in style.findall(f"{qn('w:rPr')}/{qn('w:sz')}"):
            size.getparent().remove(size)


def _face(style: Any, theme: str, size: float, colour: str, *, bold: bool) -> None:
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("asciiTheme", "hAnsiTheme"):
        fonts.set(qn(f"w:{name}"), f"{theme}HAnsi")
    fonts.set(qn("w:cstheme"), f"{theme}Bidi")
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    _colour(style, colour)


def _colour(style: Any, colour: str) -> None:
    if colour == "accent":
        style.font.color.theme_color = 5  # MSO_THEME_COLOR.ACCENT_1
    else:
        style.font.color.rgb = RGBColor.from_string(colour)


def _tables(document: Any, tone: str, soft: str) -> None:
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
    styles.append(_table_style("Write Here", box, "", _head_row("F2ECDF", QUIET)))
    styles.append(
        _table_style(
            "Cover",
            "",
            f'<w:shd w:val="clear" w:color="auto" w:fill="{tone}" w:themeFill="accent1"/>',
            "",
            margin=440,
        )
    )
    for kind, (strong, ground) in BOXES.items():
        colour = strong.format(tone=tone)
        sides = ("top", "left", "bottom", "right") if kind in ("monday", "say") else ("left",)
        width = 12 if kind in ("monday", "say") else 36
        theme = ' w:themeColor="accent1"' if "{tone}" in strong else ""
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


def _page(document: Any, cover: Cover) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.5), Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.6), Cm(2.4)
    section.different_first_page_header_footer = True
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    head.add_run(f"{cover.title}\t\t")
    _field(head, 'STYLEREF "Heading 1"', "")
    foot.add_run(
        f"{cover.library} · Edition {cover.edition}"
        + (f" · {cover.mark}" if cover.mark else "")
        + "\t\t"
    )
    _field(foot, "PAGE", "1")
    for paragraph in (head, foot):
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(8), 1)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(16), 2)
        for run in paragraph.runs:
            run.font.size = Pt(9)
            run.font.color.rgb = RGBColor.from_string(QUIET)


def _field(paragraph: Any, code: str, shown: str) -> None:
    paragraph._p.append(  # noqa: SLF001  python-docx has no fields
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr="{code.replace(chr(34), "&quot;")}"><w:r><w:rPr>'
            f'<w:sz w:val="18"/></w:rPr><w:t>{shown}</w:t></w:r></w:fldSimple>'
        )
    )
