"""Permanent copies for tests, and the harm that may come to them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from minisign import KeyPair

from library.copy.bag import digest
from library.copy.packing import packed
from library.copy.signature import Key, read_key
from library.load import load
from macros.build import build
from tests.places import TINY

TOP = "partner-schools-library-2026.1"


@pytest.fixture(scope="module")
def key(tmp_path_factory) -> Key:
    """A key made for this run; no secret is kept anywhere."""
    file = tmp_path_factory.mktemp("key") / "secret.key"
    file.write_bytes(bytes(KeyPair.generate().secret_key))
    return read_key(file)


@pytest.fixture(scope="module")
def made(tmp_path_factory, key) -> Path:
    folder = tmp_path_factory.mktemp("copy")
    build(TINY, folder / "site")
    return packed(load(TINY), folder / "site", TINY, folder / "dist", key, light=False)


@pytest.fixture
def copy(made, tmp_path) -> Path:
    """The copy unzipped into a folder with a space and an accent."""
    place = tmp_path / "Clé USB"
    with zipfile.ZipFile(made) as archive:
        archive.extractall(place)
    return place / TOP


def flip(copy):
    path = copy / "data/site/index.html"
    data = bytearray(path.read_bytes())
    data[100] ^= 1
    path.write_bytes(data)


def drop(copy):
    (copy / "data/site/catalogue.json").unlink()


def add(copy):
    (copy / "data/site/new.html").write_text("new")


def rename(copy):
    (copy / "data/site/find.html").rename(copy / "data/site/finder.html")


def cut_manifest(copy):
    path = copy / "manifest-sha512.txt"
    rows = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(rows[:5]) + rows[5][:60])


def cut_manifest_at_a_line(copy):
    path = copy / "manifest-sha512.txt"
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:5]))


def forge(copy):
    """Change a file and make both lists fit again: only the signature tells."""
    flip(copy)
    old = (copy / "manifest-sha512.txt").read_text().splitlines()
    new = [
        f"{digest(copy / 'data/site/index.html')}  data/site/index.html"
        if line.endswith("  data/site/index.html")
        else line
        for line in old
    ]
    (copy / "manifest-sha512.txt").write_text("\n".join(new) + "\n")
    tags = (copy / "tagmanifest-sha512.txt").read_text().splitlines()
    tags = [
        f"{digest(copy / 'manifest-sha512.txt')}  manifest-sha512.txt"
        if line.endswith("  manifest-sha512.txt")
        else line
        for line in tags
    ]
    (copy / "tagmanifest-sha512.txt").write_text("\n".join(tags) + "\n")


def unsign(copy):
    (copy / "tagmanifest-sha512.txt.minisig").unlink()
