"""What a validator says of a PDF: that every reader can use it, and that it lasts."""

from __future__ import annotations

import re

import page

PROFILES = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A)


def faults(content: bytes, profile: page.ValidationProfile) -> list[str]:
    """What the validator finds, without its one mistake.

    It takes a stream whose last byte is a carriage return for one whose length is wrong.
    """
    found = [
        failure.rule_id for failure in page.validate_pdf_bytes(content, profile=profile).failures
    ]
    if lengths_are_right(content):
        found = [rule for rule in found if rule != "PDFA2A-STREAM-LENGTH-001"]
    return found


def lengths_are_right(content: bytes) -> bool:
    for match in re.finditer(rb"/Length (\d+)[^<>]*>>\s*?\nstream\n", content):
        end = match.end() + int(match[1])
        if content[end : end + 10] != b"\nendstream":
            return False
    return True
