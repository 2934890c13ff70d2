"""The documents keep up with the code."""

from __future__ import annotations

import re

import pytest

from library.calls import MACROS
from library.files import SHAPES, FrontMatter
from library.page_checks import BOXES
from tests.places import ROOT

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(MACROS))
def test_every_macro_is_explained(name):
    assert f"{name}(" in CONTRIBUTING


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_every_data_file_is_explained(name):
    assert name in CONTRIBUTING


@pytest.mark.parametrize("name", sorted(FrontMatter.model_fields))
def test_every_key_of_the_front_matter_is_explained(name):
    assert re.search(rf"\b{name}:|`{name}`", CONTRIBUTING)


@pytest.mark.parametrize("name", BOXES)
def test_every_box_is_explained(name):
    assert f"`!!! {name}" in CONTRIBUTING


@pytest.mark.parametrize(
    "script",
    sorted(
        path.name
        for path in (ROOT / "scripts").glob("*.py")
        if "def main(" in path.read_text(encoding="utf-8")
    ),
)
def test_every_command_stands_in_the_readme(script):
    assert f"scripts/{script}" in README


def test_every_part_of_a_page_has_a_readme():
    parts = [path for path in (ROOT / "macros/theme/parts").iterdir() if path.is_dir()]

    assert [] == [path.name for path in parts if not (path / "README.md").is_file()]


def test_vendored_files_name_their_licence_and_sum():
    for folder in (ROOT / "docs/assets/vendor").iterdir():
        text = (folder / "README.md").read_text(encoding="utf-8")
        assert "icence" in text, folder.name
        assert re.search(r"\b[0-9a-f]{64}\b", text), folder.name
