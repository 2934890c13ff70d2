"""`scripts/find.py` asks the same index from a terminal."""

import json
import subprocess
import sys

import pytest

from library.search import Finder
from macros.build import build
from tests.places import ROOT, TINY

KEYS = ["id", "title", "section", "strand", "kind", "summary", "url", "score"]


def find(*arguments):
    return subprocess.run(
        [sys.executable, "scripts/find.py", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def tiny_site(tmp_path_factory):
    site = tmp_path_factory.mktemp("site")
    build(TINY, site)
    return site


def test_json_has_the_named_keys_in_order(tiny_site):
    done = find("reading aloud", "--json", "--limit", 2, "--site", tiny_site)

    rows = json.loads(done.stdout)
    assert 0 == done.returncode
    assert 2 == len(rows)
    assert KEYS == list(rows[0])
    assert "RD-H1.01" in [row["id"] for row in rows]
    assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)


def test_without_a_site_the_library_itself_is_asked(tiny_site, tmp_path):
    from_site = find("fluency", "--json", "--site", tiny_site)
    from_docs = find("fluency", "--json", "--site", tmp_path / "none", "--docs", TINY)

    assert from_site.stdout == from_docs.stdout
    assert [] != json.loads(from_site.stdout)


def test_without_json_it_speaks_to_a_person(tiny_site):
    done = find("reading visit", "--site", tiny_site)

    assert done.stdout.startswith("RD-C1")
    assert "tools/reading-visit/index.html" in done.stdout


def test_nothing_found_is_no_error(tiny_site):
    done = find("zzzzqqqq", "--site", tiny_site)

    assert (0, "Nothing found. Try one word for the thing itself.") == (
        done.returncode,
        done.stdout.strip(),
    )
    assert [] == json.loads(find("zzzzqqqq", "--json", "--site", tiny_site).stdout)


def test_a_folder_without_a_library_gets_a_sentence(tmp_path):
    done = find("reading", "--docs", tmp_path)

    assert 1 == done.returncode
    assert "holds no library" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_the_site_has_the_same_index(tiny_site, tiny):
    site = Finder.of_site(tiny_site)

    for asked in ("reading", "TA", "adult", "fluancy"):
        assert site.find(asked) == tiny.find(asked)
