"""The Word template: Pandoc's own, with the library's styles, theme, running head and foot.

Colours and faces are the theme's, so a school changes them in one place (Design, Colours).
"""

from __future__ import annotations

import io
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
from library.exports.office_theme import give_theme
from library.exports.tones import INK as INK_COLOUR
from library.exports.tones import QUIET as QUIET_COLOUR
from library.exports.tones import digits
from library.exports.word_tables import add_table_styles

INK, QUIET = digits(INK_COLOUR), digits(QUIET_COLOUR)


@cache
def _default() -> bytes:
    command = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"]
    return subprocess.run(command, capture_output=True, check=True).stdout


def reference(cover: Cover) -> bytes:
    """The template in a strand's colour."""
    document = word.Document(io.BytesIO(_default()))
    give_theme(document.part.package, cover.tone)
    _paragraphs(document)
    add_table_styles(document, cover.tone)
    _page(document, cover)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


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
        ("Card Title", 10.5, INK, True, 3),
        ("Lead-in", 9.5, QUIET, False, 8),
        ("Cover Library", 12, "FFFFFF", True, 60),
        ("Cover Kind", 13, "FFFFFF", False, 4),
        ("Cover Facts", 10.5, QUIET, False, 3),
    ):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Body Text"]
        _face(style, "minor", size, colour, bold=bold)
        style.paragraph_format.space_after = Pt(after)
    styles["Statement"].paragraph_format.space_before = Pt(16)
    for name in ("Statement", "Card Title", "Lead-in"):
        styles[name].paragraph_format.keep_with_next = True
    for level in (1, 2, 3):
        style = styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        style.element.set(qn("w:styleId"), f"TOC{level}")  # as Word names it
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
