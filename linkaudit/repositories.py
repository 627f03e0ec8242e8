"""Where the git repositories are, and where they are published, found without starting git."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

# Settings are short; what is longer is something else.
_LONGEST_SETTINGS = 1 << 16
# https://git-scm.com/docs/git-config#_syntax and https://git-scm.com/docs/git-clone#_git_urls
_ORIGIN = Pattern(r'(?im)^\s*\[\s*remote\s+"origin"\s*\][^\[]*?^\s*url\s*=\s*"?([^"\s]+)')
_REMOTE = Pattern(
    r"(?:(?:https?|ssh|git|git\+ssh)://(?:[^@/\s]*@)?([\w.-]+)(?::\d+)?/|(?:[\w.-]+@)?([\w.-]+):(?!/))(.+?)/?"
)
_HOST = Pattern(r"(?:[\w-]+\.)+[\w-]+")
# Where GitHub Pages, MkDocs, Jekyll and Hugo are told the address of the site.
_HOST_FILES = ("CNAME", "docs/CNAME", "static/CNAME", "public/CNAME")
_SITE_FILES = {
    "mkdocs.yml": "site_url",
    "_config.yml": "url",
    "hugo.toml": "baseURL",
    "hugo.yaml": "baseURL",
    "config.toml": "baseURL",
}
_SETTING = r"""(?m)^{}\s*[:=]\s*["']?(https?://[^\s"'#]+|/[^\s"'#]+)"""


def repository_of(path: str) -> Path | None:
    """Find the top of the repository in which a file lies; None if it lies in none."""
    return _top(os.getcwd(), path.rpartition("/")[0] or ("/" if path.startswith("/") else "."))  # noqa: PTH109 - for each file


@lru_cache(maxsize=4096)
def _top(here: str, given: str) -> Path | None:
    folder = Path(here, given).resolve()
    return next((each for each in (folder, *folder.parents) if (each / ".git").exists()), None)


def published_at(path: str) -> tuple[str, ...]:
    """List the addresses at which the repository of a file, and the site made of it, are published; none if unknown."""
    top = repository_of(path)
    return _addresses(top) if top else ()


@lru_cache(maxsize=64)
def _addresses(top: Path) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*_of_remote(top), *_of_site(top))))


def _of_remote(top: Path) -> Iterator[str]:
    """Give the address of the repository that this one was cloned from or is pushed to, and of its pages there."""
    origin = _ORIGIN.search(_text(_settings_of(top)))
    remote = _REMOTE.fullmatch(origin[1]) if origin else None
    if remote is None:
        return
    host, name = (remote[1] or remote[2]).lower(), remote[3].removesuffix(".git")
    if not _HOST.fullmatch(host) or "/" not in name:
        return
    yield f"https://{host}/{name}"
    pages = data.load("forges")["pages"].get(host)
    owner, _, rest = name.partition("/")
    if pages:
        yield f"https://{owner}.{pages}/" + ("" if rest.lower() == f"{owner}.{pages}".lower() else rest)


def _settings_of(top: Path) -> Path:
    """Find the settings of a repository; those of a worktree or submodule lie elsewhere."""
    git = top / ".git"
    if git.is_file():
        git = top / _text(git).removeprefix("gitdir:").strip()
        common = git / "commondir"
        git = git / _text(common).strip() if common.is_file() else git
    return git / "config"


def _of_site(top: Path) -> Iterator[str]:
    """Give the addresses of the site that is made of a repository."""
    for name in _HOST_FILES:
        host = _text(top / name).strip()
        if _HOST.fullmatch(host):
            yield f"https://{host}/"
    for name, key in _SITE_FILES.items():
        text = _text(top / name)
        site = Pattern(_SETTING.format(key)).search(text) if key in text else None
        if site and not site[1].startswith("/"):
            below = Pattern(_SETTING.format("baseurl")).search(text)
            yield site[1].rstrip("/") + (below[1] if below and below[1].startswith("/") else "")


def _text(path: Path) -> str:
    """Read a small file; empty if there is none."""
    try:
        with path.open("rb") as file:
            return file.read(_LONGEST_SETTINGS).decode("utf-8", "replace")
    except OSError:
        return ""
