"""Every PDF of this library is an accessible one for archives.

Here, as it takes most of a minute; the plain run looks at those of the tiny library.
"""

from __future__ import annotations

from pathlib import Path

import page
import pytest

from tests.library.exports.conformance import PROFILES, faults


@pytest.mark.parametrize("profile", PROFILES)
def test_every_pdf_conforms(site: Path, profile: page.ValidationProfile) -> None:
    files = sorted((site / "downloads").glob("*.pdf"))
    assert len(files) > 150

    assert {} == {
        file.name: found for file in files if (found := faults(file.read_bytes(), profile))
    }
