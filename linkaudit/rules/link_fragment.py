"""The rule on fragments: the places to which links lead, in the same document or in others of the collection."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from linkaudit.citations.anchors import (
    fits,
    forms_of,
    github_slug,
    is_put_together,
    marked,
    names_given,
    plain,
    written_headings,
)
from linkaudit.models import Kind, Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.fragments_elsewhere import dead_elsewhere, is_name
from linkaudit.rules.interface import Context, Remark, as_written, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linkaudit.models import Document, Evidence, Reference

_LINKS = {Kind.LINK, Kind.DEFINITION}
_ELEMENTS = {"", "a href", "area href"}
# Formats whose renderers name headings, and in which names can be given to places as in HTML.
_MARKDOWN = {"markdown", "mdx", "quarto", "notebook"}
# Text fragments (https://wicg.github.io/scroll-to-text-fragment/): the name stands before the directive.
_DIRECTIVE = ":~:"
_WHOLE_PAGE = Pattern(r"(?i)<(?:!doctype\s+html|html|body)\b")
_TEMPLATE = Pattern(r"\{\{|\{%|<%|<\?(?:php|=)|\$\{")
_SCRIPT = Pattern(r"(?i)<script\b|\son[a-z]+\s*=")
# A link that says where it leads and nothing else: no hook for a script.
_PLAIN_LINK = Pattern(r"""(?i)<a(?:\s+(?:href|title)\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+))+\s*>""")
_ALL_GONE_IS_ODD = 3


@rule(Severity.INFO)
def link_fragment_dead(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a link to a place in a document that is not there.

    ## What it finds
    `#name` where no heading is called so, by the rules of GitHub, GitLab, kramdown, Pandoc or others, and nothing in
    the document has that name: in Markdown, notebooks and HTML, and in other documents of the collection in Markdown
    and HTML. Pages that scripts fill, texts made of several files, and places that a site's frame or footnotes have
    are left alone.

    ## Why it matters
    The link does nothing. The heading was reworded or moved to another document, or names were lost when the text was
    converted.

    ## Example
    ```markdown
    See [the tide tables](#tide-tables).

    Tables of high water
    --------------------
    ```

    ## Instead
    ```markdown
    See [the tide tables](#tables-of-high-water).

    Tables of high water
    --------------------
    ```

    ## References
    - [HTML: scrolling to a fragment](https://html.spec.whatwg.org/multipage/browsing-the-web.html#scrolling-to-a-fragment)
    """
    wanted = _wanted(document)
    if wanted:
        yield from _dead_here(document, wanted)
    for link in dead_elsewhere(document, context.around):
        yield Remark(
            f"nothing in {link.path} is called #{link.target.fragment}",
            link.reference.location,
            evidence=(as_written(link.reference), value("document", context.named(link.path))),
        )


def _dead_here(document: Document, wanted: dict[str, list[Reference]]) -> Iterator[Remark]:
    """Go through the places of the same document that are wanted and not there."""
    known, dead = _dead_in_page(document, wanted) if document.format == "html" else _dead_in_text(document, wanted)
    if len(dead) >= _ALL_GONE_IS_ODD and 2 * len(dead) > len(wanted):
        # The names follow a rule that is not known here, or the text is part of a larger one.
        return
    for fragment in dead:
        first, *others = wanted[fragment]
        yield Remark(
            f"nothing in the document is called #{fragment}",
            first.location,
            evidence=(as_written(first), _nearest(fragment, known)),
            related=tuple(each.location for each in others),
        )


def _nearest(fragment: str, known: set[str]) -> Evidence:
    """Show which place of the document comes nearest to the one that is wanted."""
    from difflib import get_close_matches  # noqa: PLC0415 - only where something is missing

    near = get_close_matches(fragment, sorted(known), n=1)
    return value("nearest name", f"#{near[0]}") if near else value("names in the document", len(known))


def _wanted(document: Document) -> dict[str, list[Reference]]:
    """Map the fragments to which a document's links lead within it to those links; what needs no place is left out."""
    found: dict[str, list[Reference]] = {}
    if document.format != "html" and document.format not in _MARKDOWN:
        return found
    own = document.path.rpartition("/")[2]
    for each in document.references:
        if "#" not in each.url or each.kind not in _LINKS or each.element not in _ELEMENTS:
            continue
        page, _, fragment = each.url.partition("#")
        if page and page.removeprefix("./") != own:
            continue
        name = fragment.partition(_DIRECTIVE)[0]
        unused = each.kind is Kind.DEFINITION and not each.uses
        if not unused and is_name(name):
            found.setdefault(name, []).append(each)
    return found


def _dead_in_text(document: Document, wanted: Iterable[str]) -> tuple[set[str], list[str]]:
    """Name the places that a text of Markdown has, and those of the wanted that it has not."""
    headings = [block for block in document.blocks if block.kind == "heading"]
    known = {github_slug(block.text.replace("`", "")) for block in headings}
    open_ones = [each for each in wanted if each not in known]
    if not open_ones or _is_assembled(document):
        return known, []
    names = names_given(document.text) | marked(document.text)
    known |= names
    texts = [block.text for block in headings]
    texts += [plain(document.text[block.start : block.end]) for block in headings]
    forms = forms_of((*texts, *written_headings(document.text)), names)
    return known, [each for each in open_ones if forms and not fits(each, forms)]


def _is_assembled(document: Document) -> bool:
    """Tell whether other texts are put into a document before it is read, or its links lead into others."""
    parts = [block.text for block in document.blocks] + [comment.text for comment in document.comments]
    return is_put_together(document.format, document.text, parts)


def _dead_in_page(document: Document, wanted: dict[str, list[Reference]]) -> tuple[set[str], list[str]]:
    """Name the places that a page has, and those of the wanted that it has not; none where scripts may make them."""
    text = document.text
    known = names_given(text)
    dead = [each for each in wanted if each not in known and unquote(each) not in known]
    if not dead or not _WHOLE_PAGE.search(text) or _TEMPLATE.search(text):
        return known, []
    if _SCRIPT.search(text):
        if len(dead) == len(wanted):
            return known, []
        dead = [each for each in dead if all(_is_plain(text, link) for link in wanted[each])]
    return known, [each for each in dead if not _is_spoken_of(text, each)]


def _is_plain(text: str, reference: Reference) -> bool:
    """Tell whether a link has nothing but its target."""
    begin = text.rfind("<", 0, reference.location.start)
    return _PLAIN_LINK.match(text, begin) is not None


def _is_spoken_of(text: str, fragment: str) -> bool:
    """Tell whether a name stands in quotation marks elsewhere than in a link: scripts may make the place."""
    for quote in "\"'`":
        if f"{quote}{fragment}{quote}" in text:
            return True
        quoted = f"{quote}#{fragment}{quote}"
        if text.count(quoted) > text.count(f"href={quoted}"):
            return True
    return False
