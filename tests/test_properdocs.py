"""The library outlives its generator: ProperDocs, MkDocs' successor, builds the same site.

ProperDocs answers for MkDocs once `properdocs.replacement` is imported, so nothing of ours has to
know it. Material and mkdocs-macros then run on it too.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from library.copy.bag import digest
from macros.build import build
from tests.places import ROOT, TINY

BUILD = """
import sys
from pathlib import Path
import properdocs.replacement
import mkdocs
from macros.build import build
build(Path(sys.argv[1]), Path(sys.argv[2]))
print(Path(mkdocs.__file__).parent.name)
"""


def files(site):
    return {
        path.relative_to(site).as_posix(): digest(path)
        for path in site.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def by_mkdocs(tmp_path_factory):
    site = tmp_path_factory.mktemp("mkdocs") / "site"
    build(TINY, site)
    return site


def test_properdocs_builds_the_same_ids_addresses_and_text(by_mkdocs, tmp_path):
    site = tmp_path / "site"
    done = subprocess.run(
        [sys.executable, "-c", BUILD, TINY, site],
        cwd=ROOT, check=False, capture_output=True, text=True,
    )  # fmt: skip

    assert 0 == done.returncode, done.stderr
    assert "properdocs" == done.stdout.strip()
    assert "id/RD-A1.html" in files(site)
    assert files(by_mkdocs) == files(site)
