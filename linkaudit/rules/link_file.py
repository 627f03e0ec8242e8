"""The rule on files of the collection to which documents lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations.neighbours import ABSENT, FILE, FOLDER, OTHER_CASE
from linkaudit.models import Kind, Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.file_links import FileLink, file_links
from linkaudit.rules.interface import Context, Remark, as_written, rule, value
from linkaudit.rules.link_text import TEMPLATE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkaudit.citations.neighbours import Surroundings
    from linkaudit.models import Document

_CERTAIN = {"markdown", "mdx", "quarto", "notebook"}
# Pages that a generator makes, or that another tool puts there: nothing beside the document is their source.
_GENERATED = {".html", ".htm", ".xhtml", ".xml", ".php", ".aspx", ".jsp"}
# Folders whose content programs make, or that are put beside the documents only when these are published.
_MADE = Pattern(
    r"(?:^|/)(?:node_modules|_?build|dist|target|out|output|_site|site|public|generated|_generated|gen|coverage|htmlcov|"
    r"vendor|_modules|_sources|i18n|apidocs?|api|javadocs?|doxygen|jupyter|_autosummary|stubs)(?:/|$)"
)
# Files that are called so everywhere; whatever else has no suffix may be the address of a page, or no link at all.
_NAMES = Pattern(r"(?:^|/)(?:[A-Z][A-Z_-]{3,}|Makefile|Dockerfile|Gemfile|Rakefile|Procfile)$")
_PAGE = Pattern(r"(?i)<(?:!doctype\s+html|html|body)\b")
_MOST_GONE = 3


@rule(Severity.WARNING)
def link_file_missing(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a link or picture whose file is not in the collection.

    ## What it finds
    A relative target, or one from the top of the collection, that names a file of which neither it itself, nor a
    source from which a generator would make it, is there; also one that is there only with other capitals, which some
    systems find and others, as most servers, do not. In Markdown it is a warning where the target is a source or a
    picture; elsewhere, and for pages that may be made by programs, only worth knowing. Links out of the collection, to
    what git ignores, to what is filled in later, and to names without suffix are left alone. Where most of the files
    of a document are gone, it was taken out of its place, which is told once.

    ## Why it matters
    The reader gets an error instead of the source, or a gap instead of the picture. The file was renamed, moved or
    never added, and nobody notices while the document itself stays as it is.

    ## Example
    ```markdown
    See [the tables](tables/2018.md).
    ```
    ```files
    "tables/2017.md" = "# Tides"
    ```

    ## Instead
    ```markdown
    See [the tables](tables/2018.md).
    ```
    ```files
    "tables/2018.md" = "# Tides"
    ```
    """
    links = file_links(document, context.around)
    if not links:
        return
    found: dict[str, list[FileLink]] = {}
    for each in links:
        if each.answer == ABSENT or each.answer.startswith(OTHER_CASE):
            found.setdefault(each.target.path, []).append(each)
    gone = [each for each in found.values() if _counts(document, each[0], links, context.around)]
    if gone and document.format == "html" and not _is_whole_page(document.text):
        return
    all_targets = {each.target.path for each in links}
    if len(gone) >= _MOST_GONE and 2 * len(gone) > len(all_targets):
        yield _most_gone(gone, len(all_targets))
        return
    for group in gone:
        yield _remark(document, group, context)


def _is_whole_page(text: str) -> bool:
    """Tell whether markup is a page as readers get it, not a part of one, or one that is filled in."""
    return _PAGE.search(text) is not None and not TEMPLATE.search(text)


def _counts(document: Document, link: FileLink, links: Sequence[FileLink], around: Surroundings) -> bool:
    """Tell whether it is certain that a file is meant and nothing else is put in its place."""
    if link.answer != ABSENT:
        return True
    if link.target.by_name:
        # Notes that are still to be written are linked on purpose; names in brackets may be something else.
        known = any(each.answer == FILE for each in links if each.target.by_name)
        return known and link.reference.kind is Kind.IMAGE and bool(link.target.suffix)
    if not (link.target.suffix or _NAMES.search(link.target.path)) or _MADE.search(link.path):
        return False
    if link.target.suffix.lower() not in _GENERATED:
        return document.format in _CERTAIN or _folder_is_there(link, around)
    if document.format in _CERTAIN:
        return any(map(_is_page_of_source, links))
    return document.format == "html" and not link.target.rooted and _folder_is_there(link, around)


def _is_page_of_source(link: FileLink) -> bool:
    """Tell whether a link to a page is one that a generator makes of a source that is there."""
    suffix = link.target.suffix.lower()
    return link.answer == FILE and suffix in _GENERATED and not link.path.lower().endswith(suffix)


def _folder_is_there(link: FileLink, around: Surroundings) -> bool:
    """Tell whether the folder is there in which a file is not; else programs may make both."""
    ask = around.rooted if link.target.rooted else around.place
    return ask(link.path.rpartition("/")[0] or ".") == FOLDER


def _remark(document: Document, group: Sequence[FileLink], context: Context) -> Remark:
    first = group[0]
    looked_for = first.path if first.target.rooted or first.target.by_name else context.named(first.path)
    what = "picture" if first.reference.kind is Kind.IMAGE else "file"
    certain = document.format in _CERTAIN and not first.target.by_name
    if first.answer == ABSENT:
        message = f"the {what} {first.target.path} is not there"
        certain = certain and bool(first.target.suffix) and _folder_is_there(first, context.around)
        certain = certain and first.target.suffix.lower() not in _GENERATED
    else:
        name = first.answer.removeprefix(OTHER_CASE)
        message = f"the {what} {first.target.path} is there only as {name}, with other capitals"
    return Remark(
        message,
        first.reference.location,
        evidence=(as_written(first.reference), value("looked for", looked_for)),
        related=tuple(each.reference.location for each in group[1:]),
        severity=None if certain else Severity.INFO,
    )


def _most_gone(gone: Sequence[Sequence[FileLink]], number: int) -> Remark:
    """Say of a document without its files that they are gone, once."""
    first = gone[0][0]
    return Remark(
        f"{len(gone)} of the {number} files to which the document leads are not there",
        first.reference.location,
        evidence=(as_written(first.reference), value("files that are gone", len(gone))),
        related=tuple(each.reference.location for group in gone for each in group if each is not first),
        severity=Severity.INFO,
    )
