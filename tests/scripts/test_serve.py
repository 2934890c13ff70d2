"""`serve` shows every save, keeps the last good site, and ends when told to."""

from __future__ import annotations

import shutil
import signal
import socket
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.places import TINY
from tests.scripts.commands import run, serving

SERVED = "Serving on"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "docs"))


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:
        text: str = answer.read().decode()
    return text


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_port_in_use_is_told_in_a_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = run("serve.py", "--port", str(port))

    assert done.returncode == 1
    assert f"Port {port} is in use by another program" in done.stderr
    assert "Choose another: python3 scripts/serve.py --port " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_that_cannot_be_is_told_in_a_sentence() -> None:
    done = run("serve.py", "--port", "99999")

    assert done.returncode == 2
    assert "a number from 0 to 65535 is expected, not 99999" in done.stderr


def test_saves_show_and_mistakes_do_not(docs: Path) -> None:
    with serving("--docs", docs) as serve:
        serve.until("opens when it is done")
        page = get(f"{serve.address}/handbooks/reading/reading-aloud.html")
        serve.until(SERVED)
        assert "/-/reload.js?version=1" in page

        replace(docs / "handbooks/reading/index.md", "title: ", "title: New ")
        serve.until(SERVED)
        assert "<title>New " in get(f"{serve.address}/handbooks/reading/index.html")

        strand = docs / "strands/reading/strand.yaml"
        good = strand.read_text(encoding="utf-8")
        strand.write_text(good.replace("symbol: book", "symbol: ["), encoding="utf-8")
        said = serve.until("shows the last good site")
        assert "docs/strands/reading/strand.yaml:" in said
        assert "Y-01" in said
        assert "Traceback" not in said
        assert "<title>New " in get(f"{serve.address}/handbooks/reading/index.html")

        strand.write_text(good.replace("name: Reading", "name: Books"), encoding="utf-8")
        serve.until(SERVED)
        assert "Books" in get(f"{serve.address}/strands/reading/index.html")


def test_a_library_with_mistakes_shows_as_soon_as_it_is_mended(docs: Path) -> None:
    replace(docs / "needs.yaml", "RD-C1", "RD-C9")
    with serving("--docs", docs) as serve:
        serve.until("Nothing to show yet")
        with pytest.raises(urllib.error.HTTPError) as refused:
            get(serve.address)
        with refused.value as answer:
            assert answer.code == 503
            assert "RD-C9" in answer.read().decode()

        replace(docs / "needs.yaml", "RD-C9", "RD-C1")
        serve.until(SERVED)
        assert "Tiny Library" in get(serve.address)


def test_files_are_sent_as_what_they_are_and_none_from_outside(docs: Path) -> None:
    with serving("--docs", docs, "--no-reload") as serve:
        serve.until(SERVED)
        assert "reload.js" not in get(serve.address)
        with urllib.request.urlopen(f"{serve.address}/catalogue.json", timeout=60) as answer:
            assert answer.headers["Content-Type"] == "application/json"
        for path in ("/no-such-page.html", "/../docs/index.md", "/%2e%2e/%2e%2e/docs/index.md"):
            with pytest.raises(urllib.error.HTTPError) as refused:
                get(serve.address + path)
            with refused.value as answer:
                assert answer.code == 404


def test_no_reload_ends_when_there_is_nothing_to_show(docs: Path) -> None:
    replace(docs / "needs.yaml", "RD-C1", "RD-C9")
    done = run("serve.py", "--port", "0", "--no-reload", "--docs", docs)

    assert done.returncode == 1
    assert "RD-C9" in done.stdout


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=lambda how: how.name)
def test_it_ends_without_a_traceback(docs: Path, how: signal.Signals) -> None:
    with serving("--docs", docs) as serve:
        serve.until(SERVED)

        assert serve.end(how) == 0
        assert "Traceback" not in serve.until("Stopped.")
