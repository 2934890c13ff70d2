"""The permanent copy: a valid bag, the same bytes each time, and a check that finds every fault."""

from __future__ import annotations

import logging
import re
import shutil
import subprocess
import sys
import zipfile

import bagit
import pytest
from minisign import PublicKey, Signature

from library.copy.packing import packed
from library.copy.signature import read_key
from library.load import load
from library.problems import LibraryError
from macros.build import build
from tests.copies import (
    TOP,
    add,
    cut_manifest,
    cut_manifest_at_a_line,
    drop,
    flip,
    forge,
    rename,
    unsign,
)
from tests.places import TINY


def check(copy):
    done = subprocess.run(
        [sys.executable, "-I", copy / "check_my_copy.py"],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert "Traceback" not in done.stdout + done.stderr
    return done.returncode, done.stdout


def test_bagits_own_validator_accepts_it(copy):
    logging.getLogger("bagit").setLevel(logging.ERROR)

    assert bagit.Bag(str(copy)).validate()


def test_it_holds_the_way_in_the_site_the_sources_and_a_place_for_the_schools_own(copy):
    for name in (
        "START-HERE.html",
        "CHECK-MY-COPY.html",
        "HOSTING.html",
        "RIGHTS.html",
        "WHAT-IS-NEW.html",
        "data/site/index.html",
        "data/site/downloads/RD-A1.csv",
        "data/sources/library.yaml",
        "data/hosting/nginx.conf",
        "our-school/list.js",
    ):
        assert (copy / name).is_file(), name


def test_the_same_contents_give_the_same_bytes(made, tmp_path, key):
    build(TINY, tmp_path / "elsewhere" / "site")

    again = packed(
        load(TINY), tmp_path / "elsewhere/site", TINY, tmp_path / "dist", key, light=False
    )

    assert made.read_bytes() == again.read_bytes()


def test_a_whole_copy_is_called_complete(copy):
    code, text = check(copy)

    assert 0 == code
    assert "complete and unchanged" in text
    assert "the signature is the library's own" in text


def test_minisign_accepts_the_signature(copy, key):
    public = PublicKey.from_base64(key.public)
    signature = Signature.from_file(copy / "tagmanifest-sha512.txt.minisig")

    public.verify((copy / "tagmanifest-sha512.txt").read_bytes(), signature)


FAULTS = [
    (flip, "changed: data/site/index.html"),
    (drop, "missing: data/site/catalogue.json"),
    (add, "extra: data/site/new.html"),
    (rename, "data/site/find.html is now called data/site/finder.html"),
    (cut_manifest, "cannot be checked"),
    (cut_manifest_at_a_line, "changed: manifest-sha512.txt"),
    (forge, "the signature does not fit"),
    (unsign, "the signature is missing"),
]


@pytest.mark.parametrize(("harm", "words"), FAULTS, ids=lambda item: getattr(item, "__name__", ""))
def test_the_script_finds_every_fault(copy, harm, words):
    harm(copy)

    code, text = check(copy)

    assert 1 == code
    assert words in text


def test_the_schools_own_files_are_no_fault(copy):
    (copy / "our-school/policy.pdf").write_bytes(b"%PDF-1.4")
    (copy / "Thumbs.db").write_bytes(b"x")

    assert 0 == check(copy)[0]


def test_a_resource_that_may_not_be_kept_for_ever_is_refused(tmp_path, key):
    docs = shutil.copytree(TINY, tmp_path / "docs")
    page = docs / "tools/reading-visit/index.md"
    page.write_text(page.read_text().replace("cc-by-4.0", "link-only"))

    with pytest.raises(LibraryError, match="RD-C1"):
        packed(load(docs), docs, docs, tmp_path / "dist", key, light=False)


def test_a_light_copy_has_no_films_and_says_so(tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    for name in ("index.html", "film.mp4", "talk.mp3"):
        (site / name).write_bytes(b"x")
    made = packed(load(TINY), site, TINY, tmp_path / "dist", None, light=True)
    with zipfile.ZipFile(made) as archive:
        names = archive.namelist()
        start = archive.read(f"{TOP}-light/START-HERE.html").decode()

    assert f"{TOP}-light.zip" == made.name
    assert f"{TOP}-light/data/site/index.html" in names
    assert not [name for name in names if name.endswith((".mp4", ".mp3"))]
    assert "This is the light copy" in start
    assert re.search(r"Pages of the library</td><td>[\d.]+ \w+", start)


def test_a_file_that_is_no_key_is_refused_in_one_sentence(tmp_path):
    (tmp_path / "no.key").write_text("hello")

    with pytest.raises(LibraryError, match=r"no\.key: no secret key"):
        read_key(tmp_path / "no.key")
