"""Links to files beside a document: which path is meant, and under which names it may be kept.

What is filled in before anybody reads the document, addresses without scheme, and words that only show a pattern name
no file. Site generators make pages of sources with other names, and of pages folders.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec import Struct

from linkaudit.citations import urls
from linkaudit.citations.neighbours import FIRST_PAGE, FIRST_TEXTS
from linkaudit.models import Kind
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linkaudit.models import Reference

FORMATS = frozenset({"markdown", "mdx", "quarto", "notebook", "html", "rst", "asciidoc", "org"})
"""Formats whose relative links are resolved against the folder of the document."""
_KINDS = {Kind.LINK, Kind.IMAGE, Kind.DEFINITION}
WIKILINK = "wikilink"
# Templates, wildcards, aliases of bundlers (`@/`, `~`), references of documentation tools (`@ref`), quotations.
_FILLED_IN = Pattern(r"[{}<>$*|\^`\"\n]|%\(|\.\.\.|\u2026|\[|\]|^[@~#!&=(,;:'+]|\(\)|['\"]\s*\+")
# `path/to/file` and its like, which show where a name goes.
_PATTERN = Pattern(
    r"(?i)(?:^|/)(?:path|link|url)[-_/](?:to|of)(?:[-_/]|$)|(?:^|/)(?:your|my)[-_]|^(?:url|link|path|href|src|todo|xxx+|image|img|foo|bar|baz)(?:\.\w+)?$"
)
# The name of a host in place of a file; `readme.md` and `setup.py` end like domains, too.
_HOST = Pattern(r"(?i)www\d?\.|(?:[\w-]+\.)+(?:com|org|net|edu|gov|io|dev|app|co\.\w\w)(?=[/?#:]|$)")
_MAIL = Pattern(r"[^/\s]+@[^/\s]+\.\w+$")
_FILE_SCHEME = Pattern(r"(?i)^file:(?!//|[a-z]:)")
# Suffixes by which a target is a file for certain; other words behind a dot may be the name of something in a program.
_SUFFIX = Pattern(
    r"(?i)\.(?:md|markdown|mdx|rst|adoc|asciidoc|org|txt|text|html?|xhtml|xml|php|aspx?|jsp|pdf|docx?|xlsx?|pptx?|od[tsp]|epub|rtf|"
    r"tex|bib|ris|csv|tsv|jsonl?|ya?ml|toml|ini|cfg|conf|env|lock|png|jpe?g|gif|svg|webp|avif|ico|bmp|tiff?|mp[34]|m4[av]|webm|ogg|"
    r"og[av]|wav|flac|mov|avi|mkv|zip|gz|tgz|bz2|xz|tar|7z|whl|jar|py|pyi|ipynb|qmd|rmd|r|jl|js|mjs|cjs|ts|jsx|tsx|vue|css|s[ac]ss|"
    r"less|sh|bash|zsh|ps1|bat|cmd|c|cc|cpp|cxx|h|hh|hpp|rs|go|java|kt|swift|rb|pl|lua|cs|fs|scala|sql|graphql|proto|ics|eml|warc|wacz)$"
)
# What pages are made of, by the suffix that the page has in the end; the first are the most usual.
_SOURCES = {
    ".md", ".mdx", ".markdown", ".rst", ".ipynb", ".qmd", ".rmd", ".adoc", ".asciidoc", ".org", ".txt", ".xml",
    ".texi", ".tex", ".haml", ".pug", ".jade", ".slim", ".textile", ".wiki", ".vue", ".svelte", ".astro", ".php",
    ".htm", ".html",
}  # fmt: skip
# What is left of the name of a file that another one is made of.
_TEMPLATES = {".in", ".j2", ".jinja", ".jinja2", ".tmpl", ".template", ".tpl", ".erb", ".hbs", ".ejs"}
_RENDERED = {".md", ".markdown", ".mdx", ".html", ".htm", ".xhtml"}


class Target(Struct, frozen=True):
    """The file to which a reference leads."""

    path: str
    """As it is written, decoded: from the folder of the document, or from the top of the collection."""
    rooted: bool
    by_name: bool
    """Whether it is a link of a wiki, which finds a file anywhere by its name."""
    fragment: str = ""

    @property
    def suffix(self) -> str:
        """The suffix of its name, with its dot; empty if it has none."""
        found = _SUFFIX.search(self.path)
        return found[0] if found else ""


def target_of(reference: Reference, format_name: str) -> Target | None:
    """Give the file to which a reference leads; None if it leads elsewhere, or nobody can tell."""
    if reference.kind not in _KINDS or (reference.kind is Kind.DEFINITION and not reference.uses):
        return None
    url = reference.url
    if format_name == "org" and _FILE_SCHEME.match(url):
        url = url.partition(":")[2].partition("::")[0]
    written, _, fragment = url.strip().partition("#")
    if reference.element == WIKILINK:
        name = written.strip() if written.isprintable() and not _FILLED_IN.search(written) else ""
        return Target(name, rooted=False, by_name=True, fragment=fragment) if name else None
    path = _path(written.partition("?")[0], format_name)
    return Target(path.lstrip("/"), path.startswith("/"), by_name=False, fragment=fragment) if path else None


def _path(written: str, format_name: str) -> str:
    """Decode a path; empty if what is written is an address, is filled in later, or only shows a pattern."""
    if not written or written.startswith(("//", "\\\\")) or not urls.is_relative(written):
        return ""
    if _PATTERN.search(written) or _MAIL.match(written):
        return ""
    if _HOST.match(written) and not (format_name == "org" and written.endswith(".org")):
        return ""
    path = unquote(written).replace("\\", "/")
    readable = path.isprintable() and "\ufffd" not in path and ":" not in path
    return path if readable and not _FILLED_IN.search(written) and not _FILLED_IN.search(path) else ""


def places_of(target: Target, document: str, format_name: str) -> Iterator[str]:
    """Go through the paths at which a document at a path may mean the file to be, the one that is written first."""
    folder, _, name = document.rpartition("/")
    top = "/" if not folder and document.startswith("/") else folder
    yield posixpath.normpath(target.path if target.rooted else posixpath.join(top, target.path))
    if not target.rooted and format_name != "html":
        # Generators make a folder of each page, and some links reckon from there.
        yield posixpath.normpath(posixpath.join(top, name.partition(".")[0], target.path))


def source_among(path: str, kin: Iterable[str]) -> str:
    """Find among the files beside a path the one of which the file there would be made; empty if there is none.

    `kin` are the names that are the same but for their suffix; of a folder beside a page the page is made as well.
    """
    name = path.rpartition("/")[2]
    suffix = _suffix(name)
    stem = name.removesuffix(suffix)
    rendered = not suffix or suffix.lower() in _RENDERED
    for each in kin:
        if each.startswith(f"{name}.") and _suffix(each).lower() in _TEMPLATES:
            return each
        if stem == FIRST_PAGE and each.partition(".")[0] in FIRST_TEXTS:
            return each
        if rendered and (each == stem or (each.startswith(f"{stem}.") and each[len(stem) :].lower() in _SOURCES)):
            return each
    return ""


def _suffix(name: str) -> str:
    stem, dot, last = name.rpartition(".")
    return dot + last if stem else ""
