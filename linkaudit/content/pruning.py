"""The main text of a page as it is left when everything else is cut away.

What is furniture is told by its element, its role, the names of its classes, and by being made of links. What holds
most of the page is never furniture, whatever it is called: names are given for other reasons as well. Then the
innermost element is looked for that still holds nearly all that is left. Each step is one walk through the page,
without recursion, so that no nesting is too deep.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from linkaudit import data

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Sequence

# The nodes of a parsed page, whose library is imported by `web.judging.page` alone.
_Node = Any

# Never text, wherever it stands.
_UNSEEN = "script, style, noscript, template, noframes, iframe, object, svg, button, select, textarea, input, datalist"
_ROLES = "navigation banner contentinfo complementary dialog alertdialog search menu menubar toolbar"
_FURNITURE = ", ".join((
    "nav, aside, dialog, form, menu, header, footer, [hidden], [aria-hidden=true]",
    *(f"[role={role}]" for role in _ROLES.split()),
))  # fmt: skip
# Share of the text of a page that furniture holds at the most.
_FURNISHED = 0.4
# Characters that are a text: some forty words. Where less would be left, it was no furniture.
_TEXT = 250
# The same where paragraphs count more than captions.
_STANDING = 150
# Share of the text of a block that links hold where it is a list of links.
_LINKED = 0.6
# Share of the text that an element must hold for the rest to be left behind.
_NEARLY_ALL = 0.7
# Characters of a paragraph.
_PARAGRAPH = 200
_BLOCKS = "ul, ol, dl, div, section, table, tr, td, p, li, center"
_CONTAINERS = frozenset(
    (
        "html",
        "body",
        "main",
        "article",
        "section",
        "div",
        "center",
        "table",
        "tbody",
        "tr",
        "td",
        "font",
        "span",
        "form",
    )
)
_HEADED = ("h1", "h2")
_CORE = ("h1", "article", "main")

_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


class _Sizes(Struct):
    """How many characters elements hold, and how many of them in links."""

    text: dict[_Node, float]
    links: dict[_Node, float]

    def plain(self, element: _Node) -> float:
        """Count the characters outside of links."""
        return self.text.get(element, 0) - self.links.get(element, 0)


def _weight(text: str) -> int:
    """Count the characters of a text; in scripts without spaces each says as much as three."""
    return len(text) if text.isascii() else len(text) + 2 * len(_UNSPACED.findall(text))


def _standing(text: str) -> float:
    """Count the characters of a text so that paragraphs count more than as many characters of captions and teasers."""
    weight = _weight(text)
    return weight * weight / (weight + _PARAGRAPH)


def text_of(page: _Node) -> str:
    """Give the main text of a parsed page, which is cut to pieces thereby; signs of footnotes are left out."""
    _remove(page.select(_UNSEEN))
    _remove(link.parent for link in page.select("sup > a"))
    for name in _lists()[2]:
        _remove(page.select(f'[id="{name}"]'))
    body = page.select_one("body")
    if body is None:
        return ""
    _cut_furniture(body)
    _cut_lists_of_links(body)
    return str(_core(body).to_text())


def _remove(elements: Iterable[_Node]) -> None:
    for element in elements:
        element.decompose()


def _cut_furniture(body: _Node) -> None:
    """Cut what says of itself that it is no text of the page."""
    sizes = _measured(body, _standing)
    left = sizes.plain(body)
    furniture, comments = _named(body)
    elements = [body, *body.select("*")]
    headed, in_article, in_quotation = (
        _holding(elements, _HEADED), _within(elements, {"article"}), _within(elements, {"blockquote"}),
    )  # fmt: skip
    part_of_text = {
        element
        for element in elements
        if (element.tag == "header" and (element in headed or element in in_article))
        or (element.tag == "footer" and element in in_quotation)
    }
    declared = [element for element in body.select(_FURNITURE) if element not in part_of_text]
    # What readers added may be longer than the text, and so may what stands beside it. But names of wrappers mislead.
    wrappers = _holding(elements, _CORE)
    certain = {*comments, *declared, *(element for element in furniture if element not in wrappers)}
    gone: set[_Node] = set()
    for element in (*comments, *declared, *furniture):
        size = sizes.plain(element)
        if element not in gone and (size <= _FURNISHED * left or (element in certain and left - size >= _STANDING)):
            left -= size
            gone.update(element.descendants)
            element.decompose()


def _named(body: _Node) -> tuple[list[_Node], list[_Node]]:
    """List the elements that are named for furniture, and those named for comments."""
    furniture, comments, _ = _lists()
    found: tuple[list[_Node], list[_Node]] = ([], [])
    for element in body.select("[class], [id]"):
        names = {part.lower() for part in _NAME.findall(_names(element))}
        if not names.isdisjoint(comments):
            found[1].append(element)
        elif not names.isdisjoint(furniture):
            found[0].append(element)
    return found


def _names(element: _Node) -> str:
    classes, name = element.attrs.get("class") or (), element.attrs.get("id") or ""
    return f"{classes if isinstance(classes, str) else ' '.join(classes)} {name}"


def _holding(elements: Sequence[_Node], tags: Container[str]) -> set[_Node]:
    """Find the elements, given in document order, within which such an element stands."""
    found: set[_Node] = set()
    for element in reversed(elements):
        if element in found or element.tag in tags:
            found.add(element.parent)
    return found


def _within(elements: Sequence[_Node], tags: Container[str]) -> set[_Node]:
    """Find the elements, given in document order, that stand within such an element."""
    found: set[_Node] = set()
    for element in elements:
        if element.parent in found or element.parent.tag in tags:
            found.add(element)
    return found


def _cut_lists_of_links(body: _Node) -> None:
    sizes = _measured(body)
    if sizes.plain(body) < _TEXT:
        return
    most = _FURNISHED * sizes.plain(body)
    for element in body.select(_BLOCKS):
        length = sizes.text.get(element, 0)
        if length and sizes.links.get(element, 0) > _LINKED * length and sizes.plain(element) <= most:
            element.decompose()


def _core(body: _Node) -> _Node:
    """Find the innermost element that holds nearly all of the text."""
    sizes = _measured(body, _standing)
    core, enough = body, _NEARLY_ALL * sizes.plain(body)
    while True:
        inner = next((each for each in core.children if sizes.plain(each) > enough), None)
        if inner is None or inner.tag not in _CONTAINERS:
            return core
        core = inner


def _measured(body: _Node, weigh: Callable[[str], float] = _weight) -> _Sizes:
    """Count the characters of each element of a page."""
    sizes = _Sizes({}, {})
    elements = [body]
    linked = set()
    for node in body.descendants:
        parent = node.parent
        if (tag := getattr(node, "tag", None)) is not None:
            elements.append(node)
            if tag == "a" or parent in linked:
                linked.add(node)
        elif text := getattr(node, "data", ""):
            length = weigh(text.strip())
            sizes.text[parent] = sizes.text.get(parent, 0) + length
            if parent in linked:
                sizes.links[parent] = sizes.links.get(parent, 0) + length
    # What comes later lies within, or beside.
    for element in reversed(elements[1:]):
        for held in (sizes.text, sizes.links):
            if element in held:
                held[element.parent] = held.get(element.parent, 0) + held[element]
    return sizes


@data.derived
def _lists() -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    """Give the names of furniture, those of comments, and the ids of what archives put in."""
    facts = data.load("page_furniture")
    names = facts["names"]
    return frozenset(names["furniture"]), frozenset(names["comments"]), tuple(facts["archives"]["ids"])
