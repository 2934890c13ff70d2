"""`release` publishes an edition, or says everything that stands against it and does nothing."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

import release
from editions import cutting as cuttings
from editions.branch import on_branch
from editions.refusals import refusals
from editions.repository import Repository
from library.load import examine
from library.problems import LibraryError
from tests.editions import (
    BRANCH,
    SECONDS,
    change,
    commit,
    cutting,
    put,
    repository,
    second,
    served_from,
)  # fmt: skip
from tests.places import ROOT
from tests.scripts.commands import run

WORKFLOW = ROOT / ".github/workflows/library.yml"
PUBLISHING = ROOT / ".github/publishing.md"


@pytest.fixture(scope="module")
def first(tmp_path_factory) -> Repository:
    """A repository whose first edition is published, by the command, and pushed."""
    folder = tmp_path_factory.mktemp("release") / "a library"
    one = repository(folder)
    bare = folder.parent / "remote.git"
    subprocess.run(["git", "init", "--quiet", "--bare", bare], check=True)
    one.ask("remote", "add", "origin", str(bare))
    done = run(
        "release.py", "2026.1", "--docs", folder / "docs", "--push",
        SOURCE_DATE_EPOCH=str(SECONDS),
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return one


@pytest.fixture
def again(first: Repository, tmp_path: Path) -> Repository:
    """A clone of it that can be broken."""
    subprocess.run(
        ["git", "clone", "--quiet", "--branch", "main", first.root, tmp_path / "clone"], check=True
    )
    one = Repository(tmp_path / "clone")
    one.ask("config", "user.name", "A maintainer")
    one.ask("config", "user.email", "maintainer@example.org")
    one.ask("fetch", "--quiet", "origin", f"{BRANCH}:{BRANCH}")
    return one


@pytest.fixture
def quick(first: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds that take no time, for what is not about the site: they give the first edition's."""
    made = served_from(first, tmp_path / "made") / "2026.1"
    monkeypatch.setattr(cuttings, "build", lambda _, site: shutil.copytree(made, site))


def against(one: Repository, edition: str) -> list[str]:
    library, problems = examine(one.root / "docs")
    return list(refusals(library, problems, one, edition, BRANCH))


def test_one_command_publishes_and_pushes(first):
    assert ["2026.1"] == list(on_branch(first, BRANCH))
    assert "Edition 2026.1" == first.ask("log", "-1", "--format=%s")
    assert first.ask("rev-parse", "HEAD") == first.ask("rev-parse", "edition-2026.1^{commit}")
    assert [] == first.changed()
    assert {".nojekyll", "2026.1", "404.html", "_headers", "editions.html", "index.html",
            "latest", "versions.json"} == set(
        first.ask("ls-tree", "--name-only", BRANCH).splitlines()
    )  # fmt: skip
    there = first.ask("ls-remote", "origin")
    for name in ("refs/heads/main", f"refs/heads/{BRANCH}", "refs/tags/edition-2026.1"):
        assert re.search(rf"{name}$", there, re.MULTILINE)
    changed = first.ask("show", "--name-only", "--format=", "HEAD").splitlines()
    assert ["CHANGELOG.md", "docs/changes/published/2026.1.yaml", "docs/ledger.yaml"] == changed


def test_latest_is_the_newest_edition_file_by_file(first):
    trees = [first.ask("rev-parse", f"{BRANCH}:{folder}") for folder in ("2026.1", "latest")]

    assert trees[0] == trees[1]


def test_a_push_that_fails_loses_nothing(again, capsys):
    library, _ = examine(again.root / "docs")

    with pytest.raises(SystemExit):
        release.done(again, library, BRANCH, "nowhere")

    assert (
        "The edition is published here, and was not pushed. "
        f"Try: git push --atomic nowhere main edition-2026.1 {BRANCH}"
    ) in capsys.readouterr().err


def test_a_dry_run_says_what_it_would_do_and_does_nothing(again):
    second(again.root / "docs")
    commit(again)
    before = again.ask("show-ref")

    done = run("release.py", "2026.2", "--docs", again.root / "docs", "--dry-run")

    assert done.returncode == 0, done.stdout
    for words in ("a minor edition", "minor: RD-A1.03 is new", "Renamed: To read well (RD-H1)",
                  "docs/ledger.yaml", "edition-2026.2", "Nothing was written"):  # fmt: skip
        assert words in done.stdout
    assert before == again.ask("show-ref")
    assert [] == again.changed()


def test_everything_that_stands_against_it_is_told_at_once(again):
    docs = again.root / "docs"
    change(docs, "library.yaml", '"2026.1"', '"2026.1.1"')
    change(docs, "library.yaml", "rights: cc", "url: https://a.example/\nrights: cc")
    change(docs, "handbooks/reading/index.md", "rights: cc-by-4.0", "rights: link-only")
    change(docs, "tools/reading-audit/instrument.yaml", "Texts are chosen with", "Take")
    put(docs, "new.md", "---\ntitle: New\nkind: page\nroles: [wizard]\n---\n\nNew.\n")
    put(docs, "tools/second/index.md", _copied(docs, "tools/reading-visit/index.md"))
    put(docs, "tools/second/instrument.yaml", _copied(docs, "tools/reading-visit/instrument.yaml"))
    again.ask("update-ref", "-d", f"refs/heads/{BRANCH}")
    again.ask("tag", "edition-2026.1.1")
    again.ask("config", "--unset", "user.name")

    done = run(
        "release.py", "2026.1.1", "--docs", docs, HOME=str(again.root), GIT_CONFIG_NOSYSTEM="1"
    )

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    for words in (
        "was not published, for 8 reasons",
        "needs a minor edition, 2026.2: RD-C2 is new.",
        "'link-only' do not allow a school to keep for ever: 'Reading handbook' (handbooks/",
        "ends in /latest/; found https://a.example/",
        "C-01 RD-A1.02 was reworded since edition 2026.1; docs/changes/2026.1.1.yaml must say how",
        "new.md:2: S-02 minutes: this key is missing",
        "not as committed; commit them first: M docs/handbooks/reading/index.md, ",
        "git does not know who you are",
        "The tag edition-2026.1.1 is there already",
        f"The branch {BRANCH} has no edition 2026.1, which the ledger says was published",
    ):
        assert words in done.stdout, words


def _copied(docs: Path, path: str) -> str:
    return (docs / path).read_text(encoding="utf-8").replace("RD-C1", "RD-C2")


@pytest.mark.parametrize(
    ("prepared", "asked", "words"),
    [
        ("2026.2", "2026.3", "The edition in preparation is 2026.2, not 2026.3"),
        ("2026.1", "2026.1", "2026.1.1 for a patch, 2026.2 for a minor edition, 2027.1 for a"),
        ("2025.4", "2025.4", "Edition 2025.4 would come before 2026.1, which is published"),
        ("2026.02", "2026.02", "without noughts; found 2026.02"),
    ],
)
def test_a_number_that_cannot_be_is_refused(again, prepared, asked, words):
    change(again.root / "docs", "library.yaml", '"2026.1"', f'"{prepared}"')

    assert any(words in line for line in against(again, asked))


def test_a_larger_number_than_needed_may_be_taken(again):
    change(again.root / "docs", "library.yaml", '"2026.1"', '"2027.1"')
    commit(again)

    assert [] == against(again, "2027.1")


def test_a_branch_that_is_behind_is_not_published_on(again):
    again.ask("update-ref", f"refs/heads/{BRANCH}", f"{BRANCH}~1")
    change(again.root / "docs", "library.yaml", '"2026.1"', '"2026.1.1"')
    commit(again)

    (line,) = against(again, "2026.1.1")

    assert f"origin/{BRANCH} holds commits that {BRANCH} here has not" in line


def test_a_folder_outside_git_is_told_in_a_sentence(tmp_path):
    put(tmp_path, "library.yaml", "name: x\n")

    done = run("release.py", "2026.1", "--docs", tmp_path)

    assert done.returncode == 1
    assert "not a git repository" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("fails", ["build", "published", "tag"])
@pytest.mark.usefixtures("quick")
def test_when_a_step_fails_everything_is_as_it_was(again, monkeypatch, fails):
    second(again.root / "docs")
    commit(again)
    before = again.ask("show-ref"), again.changed()
    cut = cutting(again, "2026.2")

    def fail(*_args: object, **_kwargs: object) -> None:
        raise LibraryError("the disk is full")

    if fails == "build":
        monkeypatch.setattr(cuttings, "build", fail)
    elif fails == "published":
        # The edition is on the branch by then, and its list is not.
        monkeypatch.setattr("editions.branch.beside_editions", lambda *_: {"editions.html": 0})
    else:
        monkeypatch.setattr("editions.cutting.tag", lambda _: "..")
    with pytest.raises((LibraryError, TypeError)):
        cut.cut()

    assert before == (again.ask("show-ref"), again.changed())


@pytest.mark.usefixtures("quick")
def test_a_download_that_is_not_made_any_more_is_not_dropped_unsaid(again):
    docs = again.root / "docs"
    change(docs, "library.yaml", '"2026.1"', '"2026.1.1"')
    change(docs, "ledger.yaml", "  - downloads/RD-A1.csv\n",
           "  - downloads/RD-A1.csv\n  - downloads/RD-A1.odt\n")  # fmt: skip
    commit(again)

    with pytest.raises(LibraryError, match=r"downloads/RD-A1.odt, first of edition 2026.1"):
        cutting(again, "2026.1.1").cut()

    put(docs, "gone.yaml",
        "gone: [{at: downloads/RD-A1.odt, title: Reading audit, "
        'edition: "2026.1.1", why: Word reads the other one.}]\n')  # fmt: skip
    commit(again)
    cutting(again, "2026.1.1").cut()
    page = again.ask("show", f"{BRANCH}:latest/downloads/RD-A1.odt/index.html")
    assert "Word reads the other one." in page


def test_the_workflow_runs_the_commands_that_people_run():
    jobs = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]
    steps = [step for job in jobs.values() for step in job["steps"]]
    commands = [step["run"] for step in steps if step.get("run", "").startswith("python3 ")]

    assert ["python3 scripts/test.py", 'python3 scripts/release.py "$EDITION" --push'] == commands
    for step in steps:
        if "uses" in step:
            assert re.fullmatch(r"actions/[a-z-]+@v\d+\.\d+\.\d+", step["uses"])
    assert "${{ secrets" not in WORKFLOW.read_text(encoding="utf-8")


def test_the_instructions_for_hosts_name_what_is_there():
    text = PUBLISHING.read_text(encoding="utf-8")

    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert (PUBLISHING.parent / target).exists(), target
    (job,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert ["script", "artifacts", "rules"] == [
        key for key in yaml.safe_load(job)["pages"] if key not in ("stage", "image")
    ]
