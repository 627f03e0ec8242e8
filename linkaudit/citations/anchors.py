"""Places in a document to which a fragment can lead: headings by the rules of many renderers, and names that are given.

Renderers make the name of a heading in ways of their own. They agree on the words; they differ in what becomes of
punctuation, accents, capitals, and of what stands before the first letter. So a fragment fits a heading if one of them
would make it so.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import category, normalize
from urllib.parse import unquote

from linkaudit.documents.pages.attributes import unescape
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# GitHub (html-pipeline, TableOfContentsFilter): lower case, no punctuation but hyphens, a hyphen for each space.
_NOT_GITHUB = Pattern(r"[^\w\- ]")
# An attribute that names a place, in markup or in JSX; in the strings of a notebook its quotation marks are escaped.
_NAMED = Pattern(r"""(?i)\b(?:id|name)\s*=\s*\{?\\?(?:"([^"\\<>]*)|'([^'\\<>]*)|([^\s"'<>\\]+))""")
# `{#id}`, `{: #id .class}` (Pandoc, kramdown, Python-Markdown), `{/* #id */}` (Docusaurus).
_BRACED = Pattern(r"\{[^{}\n#]*#([^\s{}*]+)")
# `(id)=` (MyST), `## Heading [id]` (MultiMarkdown).
_TARGET = Pattern(r"(?m)^\(([^()\n]+)\)=|^#{1,6} [^\n]*\[([^\[\]\n]+)\][ \t#]*$")
# A heading as it is written, also where the parser sees none: in HTML, behind a list's sign, without a space.
_WRITTEN = Pattern(r"(?m)^[ \t>*+-]*#{1,6}(?!#)([^\n]+)")
_IMAGE = Pattern(r"!\[[^\]\n]*\](?:\([^()\n]*\)|\[[^\]\n]*\])")
_LINK = Pattern(r"\[([^\[\]\n]*)\](?:\([^()\n]*\)|\[[^\]\n]*\])")
_TAG = Pattern(r"<[^<>\n]*>")
_ATTRIBUTES = Pattern(r"\{[^{}\n]*\}|\[[^\[\]\n]*\]\s*$")
_SHORTCODE = Pattern(r":[a-z0-9_+-]+:")
_NUMBERED = Pattern(r"[-_]\d+$")
# Forges put these before the names of a user's headings.
_PREFIXES = ("user-content-", "markdown-header-", "wiki-")
# What puts other texts into a text before anybody reads it (Jekyll, Hugo, mdBook, MkDocs, MyST, Docs by Microsoft, …).
_INCLUDES = Pattern(
    r"(?im)\{%|\{\{[<%>#]|\{\{\s*(?:content|body|include|toc)|<%|<\?(?:php|=)|--8<--|\[!include|\{include\}|^!include|#include|"
    r"^@import|^:::\s*include|\bxi:include"
)
# Signs of MyST, whose fragments lead to targets in any document of a project, and of mkdocstrings, which puts the
# documentation of a program in the place of its name.
_MYST = Pattern(
    r"(?m)^:::\s+\w+(?:\.\w+)+\s*$|^[ \t]*(?:`{3,}|:{3,}|~{3,})\{[a-z]|\{(?:ref|doc|numref|any|term|py:\w+)\}`"
    r"|^\([\w -]+\)=\s*$"
)
_IMPORTED = Pattern(r"""(?m)^import\s[^\n]*\.mdx?["']""")
_CODE = Pattern(r"(?ms)^([ \t>]*)(`{3,}|~{3,})(?!\{)[^\n]*\n.*?(?:^[ \t>]*\2[`~]*[ \t]*$|\Z)")
_UNDERLINED = Pattern(r"(?m)^[ >]{0,6}(\S[^\n]*)\n[ >]{0,6}(?:=+|-+)[ \t]*$")
_IN_MARKUP = Pattern(r"(?is)<h[1-6](?:\s[^<>]*)?>(.{0,1000}?)</h[1-6]\s*>")
_TITLE = Pattern(r"""(?m)\A\s*---\n(?:.*\n){0,40}?title:\s*["']?(.+?)["']?\s*$""")
_SEPARATORS = "-_. \t\n/:,;"


def github_slug(heading: str) -> str:
    """Name a heading as GitHub and most others do: what a fragment mostly is."""
    return _NOT_GITHUB.sub("", heading.strip().lower()).replace(" ", "-")


def names_given(text: str) -> set[str]:
    """List the names that the source of a document gives to places in it."""
    found = {next(filter(None, each.groups()), "") for each in _NAMED.finditer(text)}
    return found | {unescape(each) for each in found if "&" in each}


def marked(text: str) -> set[str]:
    """List the names that Markdown gives to places, besides those of markup."""
    braced = {each[1].rstrip("}:") for each in _BRACED.finditer(text)} if "{" in text else set()
    return braced | {each[1] or each[2] for each in _TARGET.finditer(text)}


def written_headings(text: str) -> Iterator[str]:
    """Go through what is written like a heading of Markdown, without its markup."""
    for found in _WRITTEN.finditer(text):
        yield plain(found[1])


def source_headings(text: str) -> Iterator[str]:
    """Go through whatever may be a heading in the source of Markdown, and its title, without markup."""
    yield from map(unescape, written_headings(text))
    for pattern in (_UNDERLINED, _IN_MARKUP, _TITLE):
        yield from (unescape(plain(found[1])) for found in pattern.finditer(text))


def without_code(text: str) -> str:
    """Take the blocks of code out of the source of Markdown."""
    return _CODE.sub("", text) if "```" in text or "~~~" in text else text


def is_put_together(format_name: str, text: str, parts: Iterable[str]) -> bool:
    """Tell whether other texts are put into a text of Markdown before it is read, or its links lead into others.

    `parts` are those of it in which signs of that count.
    """
    if format_name == "mdx" and _IMPORTED.search(text):
        return True
    if format_name == "markdown" and _MYST.search(text):
        return True
    return any(_INCLUDES.search(part) for part in parts)


def plain(heading: str) -> str:
    """Take pictures, tags and the targets of links out of the source of a heading."""
    return _TAG.sub("", _LINK.sub(r"\1", _IMAGE.sub("", heading))).strip(" \t#=\r\n")


def fits(fragment: str, forms: set[str]) -> bool:
    """Tell whether a renderer would give one of the headings, or of the places, this name."""
    for name in {fragment, unquote(fragment)}:
        folded = name.lower()
        for prefix in _PREFIXES:
            folded = folded.removeprefix(prefix)
        if _folded(folded) in forms or _folded(_NUMBERED.sub("", folded)) in forms:
            return True
    return False


def forms_of(headings: Iterable[str], names: Iterable[str]) -> set[str]:
    """List all that headings may be called, and the names that places have, folded so that small things are alike."""
    return {form for heading in headings for form in _forms(heading)} | {_folded(name) for name in names}


@lru_cache(maxsize=4096)
def _forms(heading: str) -> frozenset[str]:
    """List what a heading may be called, folded."""
    text = heading.replace("`", "")
    variants = {
        text,
        _SHORTCODE.sub("", text),
        _ATTRIBUTES.sub("", text),
        text.replace("&", " and "),
        text.partition(":")[0],
    }
    # kramdown and Pandoc begin at the first letter.
    variants |= {_from_first_letter(each) for each in variants}
    forms: set[str] = set()
    for each in variants:
        ascii_only = "".join(letter for letter in each if letter.isascii())
        kept = (_without(each, signs) for signs in (_SEPARATORS, "-_ ", " "))
        forms.update(_folded(form) for form in (each, *kept, _without(ascii_only, "- ")))
    # Where nothing is left, they say `section`.
    return frozenset(form or "section" for form in forms)


def _from_first_letter(text: str) -> str:
    return next((text[index:] for index, letter in enumerate(text) if letter.isalpha()), "")


def _without(text: str, kept: str) -> str:
    """Take out all that is neither a letter or a digit nor among the signs that are kept."""
    return "".join(letter for letter in text if letter.isalnum() or letter in kept or category(letter)[0] == "M")


def _folded(text: str) -> str:
    """Fold case and accents, and make whatever stands between words one hyphen."""
    letters = (letter for letter in normalize("NFKD", text.casefold()) if category(letter)[0] != "M")
    return "-".join("".join(letter if letter.isalnum() else " " for letter in letters).split())
