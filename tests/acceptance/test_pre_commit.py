"""The hooks, run by a real pre-commit in a real repository, installed as users install them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

TOP = Path(__file__).resolve().parents[2]
PATIENCE = 180.0
# What the repository of the hooks must hold for pip to build the package.
SHIPPED = ("linkaudit", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
TRACKED = "[f](https://gazette.example/ferry?utm_source=share)\n"


def run(
    *words: str | Path, folder: Path, environment: Mapping[str, str] | None = None, code: int = 0
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        words, cwd=folder, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done


def git(folder: Path, *words: str | Path, code: int = 0, environment: Mapping[str, str] | None = None) -> str:
    settings = ("-c", "user.name=Ada Holm", "-c", "user.email=ada@gazette.example", "-c", "commit.gpgsign=false")
    done = run("git", *settings, *words, folder=folder, code=code, environment=environment)
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a repository of the project as it is now."""
    repository = tmp_path_factory.mktemp("hooks")
    listed = run("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *SHIPPED, folder=TOP)
    for name in filter(None, listed.stdout.split("\0")):
        if (TOP / name).is_file():
            (repository / name).parent.mkdir(parents=True, exist_ok=True)
            (repository / name).write_bytes((TOP / name).read_bytes())
    git(repository, "init", "-q")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "all of it")
    return repository


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Let pip take what the package needs from where the tests have it, so that nothing is fetched."""
    own = sysconfig.get_paths()["purelib"]
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "LINKAUDIT_"))},
        "PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("pre-commit")),
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # pip reads it as: no isolation
        "PYTHONPATH": own,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }


@pytest.fixture
def repository(tmp_path: Path, hooks: Path, environment: dict[str, str]) -> Path:
    """Make a repository of documents with the hooks installed."""
    git(tmp_path, "init", "-q")
    revision = git(hooks, "rev-parse", "HEAD").strip()
    (tmp_path / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {hooks}\n  rev: {revision}\n  hooks:\n  - id: linkaudit-fix\n  - id: linkaudit\n"
    )
    run("pre-commit", "install", folder=tmp_path, environment=environment)
    return tmp_path


def test_a_commit_is_judged_repaired_and_let_through(repository: Path, environment: dict[str, str]) -> None:
    page = repository / "docs" / "a b.md"
    page.parent.mkdir()
    page.write_text(f"# Ferry\n\n{TRACKED}\n[lost]()\n\n[short](https://bit.ly/x)\n")
    (repository / "program.py").write_text("# [lost]() in no document\n")
    git(repository, "add", "-A")

    refused = git(repository, "commit", "-m", "one", code=1, environment=environment)
    assert "files were modified by this hook" in refused
    assert "docs/a b.md:3:5: repaired link-tracking-parameters take out the tracking parameters" in refused
    assert "docs/a b.md:5:8: error link-empty " in refused
    assert "docs/a b.md:7:9: warning link-shortener " in refused
    found = [line for line in refused.splitlines() if re.match(r".*:\d+:\d+: (?:error|warning|info) ", line)]
    assert found == sorted(found, key=lambda line: int(line.split(":")[1]))
    assert "\x1b[" not in refused
    assert "program.py" not in refused

    page.write_text(page.read_text().replace("[lost]()", "[found](https://gazette.example/found)"))
    page.write_text(page.read_text().replace("https://bit.ly/x", "https://gazette.example/x"))
    git(repository, "add", "-A")
    passed = git(repository, "commit", "-m", "two", environment=environment)
    assert passed.count("Passed") == 2

    (repository / "linkaudit.toml").write_text('[linkaudit]\nexclude = ["drafts/"]\n')
    draft = repository / "drafts" / "c.md"
    draft.parent.mkdir()
    draft.write_text("[lost]()\n")
    git(repository, "add", "drafts")
    passed = git(repository, "commit", "-m", "what is excluded", environment=environment)
    assert passed.count("Passed") == 2


def test_the_hooks_are_for_every_format_that_is_text() -> None:
    defined = yaml.safe_load((TOP / ".pre-commit-hooks.yaml").read_text())
    assert [hook["id"] for hook in defined] == ["linkaudit", "linkaudit-fix"]
    for hook in defined:
        assert hook["require_serial"] is True
        assert hook["language"] == "python"
        for name in ("a.md", "b/c.HTML", "refs.bib", "page.wikitext", "notes.ipynb"):
            assert re.search(hook["files"], name)
            assert not re.search(hook["exclude"], name)
        for name in ("a.py", "a.md.orig", "scan.pdf", "a.docx", "page.mhtml"):
            assert not re.search(hook["files"], name)
        for name in ("package-lock.json", "web/package-lock.json", "linkaudit.toml", "linkaudit-baseline.jsonl"):
            assert re.search(hook["exclude"], name)
