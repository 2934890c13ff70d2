"""Rows of tables that are not parted from each other, which Pandoc cannot say of a Word file."""

from __future__ import annotations

from docx.oxml.ns import qn
from lxml import etree

WHOLE = ("LibraryTable", "WriteHere")
"""The styles of tables whose rows never break across pages; boxes may."""


def kept_together(document: bytes) -> bytes:
    """The body of a Word file with whole rows, and heads on the page of the row that follows."""
    body = etree.fromstring(document)
    for table in body.iter(qn("w:tbl")):
        style = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
        whole = style is not None and style.get(qn("w:val")) in WHOLE
        for row in table.findall(qn("w:tr")):
            if whole:
                etree.SubElement(_properties(row), qn("w:cantSplit"))
            if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None:
                _keep_with_next(row)
    return etree.tostring(body, xml_declaration=True, encoding="UTF-8", standalone=True)


def _properties(row: etree._Element) -> etree._Element:
    found = row.find(qn("w:trPr"))
    if found is None:
        found = etree.Element(qn("w:trPr"))
        row.insert(0, found)
    return found


def _keep_with_next(row: etree._Element) -> None:
    for paragraph in row.iter(qn("w:p")):
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            properties = etree.Element(qn("w:pPr"))
            paragraph.insert(0, properties)
        # After the style, which the schema wants first.
        properties.insert(
            1 if properties.find(qn("w:pStyle")) is not None else 0, etree.Element(qn("w:keepNext"))
        )
