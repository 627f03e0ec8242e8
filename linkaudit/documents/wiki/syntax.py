"""The structure of wikitext: which templates, links, footnotes and literal stretches it has, and where each stands.

One pass with a stack, in the order of MediaWiki's own preprocessor (https://www.mediawiki.org/wiki/Preprocessor_ABNF):
comments and literal tags first, then braces and double brackets, of which the innermost closes first, then external
links. A general parser of wikitext would do it, but mwparserfromhell goes back for every construct that is not closed,
so that a page of unclosed tags keeps it busy for hours; here every character is looked at a few times at the most.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, Literal, NamedTuple

from msgspec import Struct, field

from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

What = Literal["template", "argument", "link", "external", "note", "literal", "comment", "tag"]

# MediaWiki's $wgUrlProtocols; in brackets an address may also begin with `//`.
PROTOCOL = (
    r"(?:(?:https?|ftps?|sftp|git|gopher|ircs?|mms|nntp|redis|ssh|svn|telnet|worldwind):)?//"
    r"|(?:bitcoin|geo|magnet|mailto|matrix|news|sips?|sms|tel|urn|xmpp):"
)
# The content of these extension tags is no wikitext. Footnotes (`<ref>`) hold wikitext that is closed in itself.
_LITERAL_TAGS = (
    "nowiki|pre|syntaxhighlight|source|math|chem|ce|score|timeline|graph|mapframe|maplink|templatedata|hiero|"
    "templatestyles|inputbox|categorytree|languages|charinsert|html|phonos|dynamicpagelist|maps?|json"
)
_LITERAL = Pattern(rf"<!--|<({_LITERAL_TAGS})(?=[\s/>])[^<>]*>", re.IGNORECASE)
_CLOSING = Pattern(rf"</({_LITERAL_TAGS}|ref)\s*>", re.IGNORECASE)
_TOKEN = Pattern(
    r"<!--|<(?P<close>/?)(?P<tag>[A-Za-z][A-Za-z0-9-]*)(?=[\s/>])[^<>]*>"
    rf"|\{{{{+|\}}}}+|(?P<external>\[(?={PROTOCOL}))|\[\[(?!{PROTOCOL})|\]+|[|=]|\r\n?|\n",
    re.IGNORECASE,
)
_BLANK_LINE = Pattern(r"\n[ \t]*\r?\n|\r[ \t]*\r")
# MediaWiki's Parser::EXT_LINK_URL_CLASS, and what ends an address since it is read before links are: italics,
# templates, escaped angle brackets. In a template `|` and `}}` end it, too.
_NO_ADDRESS = r"\[\]<>\"\x00-\x20\x7f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\ufffd"
_IPV6 = r"(?:(?<=//)\[[0-9A-Fa-f:.]+\])?"
_PLAIN = rf"(?:[^{_NO_ADDRESS}'{{&]|'(?!')|\{{(?!\{{)|&(?!(?:lt|gt);))*+"
_NESTED = rf"(?:[^{_NO_ADDRESS}'{{}}|&]|'(?!')|\{{(?!\{{)|\}}(?!\}})|&(?!(?:lt|gt);))*+"
_ADDRESS = Pattern(_IPV6 + _PLAIN)
_ADDRESS_IN_TEMPLATE = Pattern(_IPV6 + _NESTED)
_PROTOCOL = Pattern(PROTOCOL, re.IGNORECASE)
_BRACES_OF_ARGUMENT = 3
_BRACES_OF_TEMPLATE = 2


class Node(Struct, eq=False):
    """A construct of wikitext."""

    what: What
    start: int = -1
    end: int = -1
    """-1 as long as it is not closed; one that is never closed is plain text."""
    inner: int = -1
    """Where its content begins: behind the braces, the opening tag, the address of an external link."""
    inner_end: int = -1
    name: str = ""
    """The name of a tag, in lower case."""
    cuts: list[int] = field(default_factory=list)
    """The places of the `|` that part it."""
    equals: dict[int, int] = field(default_factory=dict)
    """The place of the first `=` of each part of a template, by the number of the part."""

    @property
    def closed(self) -> bool:
        """Whether it is one at all."""
        return self.end >= 0

    def parts(self) -> Iterator[tuple[int, int]]:
        """Give the stretches between its `|`; the first is the name of a template, the target of a link."""
        begin = self.inner
        for cut in self.cuts:
            yield begin, cut
            begin = cut + 1
        yield begin, self.inner_end


class Event(NamedTuple):
    """A piece of markup in the order of the text: what opens, parts or closes a construct, or is one as a whole."""

    start: int
    end: int
    action: Literal["open", "cut", "close", "whole"]
    node: Node


class _Frame(Struct, eq=False):
    """A construct that is open. What it says of those below it is kept here, so that nobody needs to look."""

    node: Node
    start: int
    count: int = 0
    """The braces that are not closed yet."""
    opened: list[Node] = field(default_factory=list)
    """What its braces turned out to be, the innermost first."""
    braces: int = 0
    """How many braces are open from here down to the footnote around it."""
    splits: bool = False
    """Whether a `|` belongs to a construct around an external link."""
    external: int = -1
    """The height on the stack of the external link around, with only links between; -1 if there is none."""


def structure(text: str) -> list[Event]:
    """Find all markup of `text` but that of lines and of running text (lists, headings, tables, quotes)."""
    return _Scanner(text).events()


class _Scanner:
    """Goes through the tokens of a text and keeps what is open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.closings = _closings(text)
        self.whole = {node.start: node for node in _literals(text, self.closings)}
        self.stack = [_Frame(Node("note"), 0)]
        self.note: _Frame | None = None
        """The footnote that is open. MediaWiki knows no footnote within another one."""
        self.note_end = -1
        self.found: list[Event | list[Node]] = []
        """The events; a list stands where something opened, and gets what it turned out to be."""

    def events(self) -> list[Event]:
        """Scan the text."""
        position = 0
        while True:
            position = self._address(position)
            token = _TOKEN.search(self.text, position)
            if token is None:
                return list(self._flat())
            position = self._take(token)

    def _flat(self) -> Iterator[Event]:
        """Give the events of what turned out to be closed."""
        for each in self.found:
            if not isinstance(each, Event):
                for node in reversed(each):
                    yield Event(node.start, node.inner, "open", node)
            elif each.node.closed:
                yield each

    @property
    def _top(self) -> _Frame:
        return self.stack[-1]

    def _take(self, token: re.Match[str]) -> int:
        """Take one token; give the place behind what it was."""
        whole = self.whole.get(token.start())
        if whole is not None:
            self._whole(whole)
            return whole.end
        first = token[0][0]
        if token["tag"]:
            return self._tag(token)
        if first == "{":
            self._push(Node("template"), token.start(), count=len(token[0]))
        elif first == "[":
            self._push(Node("external" if len(token[0]) == 1 else "link", inner=-1), token.start())
        elif first == "}":
            self._close_braces(token.start(), token.end())
        elif first == "]":
            self._close_brackets(token.start(), token.end())
        elif first == "|":
            self._cut(token.start())
        elif first == "=":
            self._equals(token.start())
        elif first in "\r\n":
            self._line_end()
        return token.end()

    def _push(self, node: Node, start: int, count: int = 0) -> None:
        below, what = self._top, node.what
        frame = _Frame(node, start, count)
        if what != "note":
            frame.braces = below.braces + bool(count)
            frame.splits = what != "external" or below.splits
        if what == "link":
            node.inner = start + len("[[")
            frame.external = len(self.stack) - 1 if below.node.what == "external" else below.external
        self.stack.append(frame)
        self.found.append(frame.opened)

    def _whole(self, node: Node) -> None:
        self.found.append(Event(node.start, node.end, "whole", node))

    def _close(self, frame: _Frame, node: Node, start: int, end: int) -> None:
        """Close a construct by what stands between two offsets."""
        node.inner_end, node.end = start, end
        frame.opened.append(node)
        self.found.append(Event(start, end, "close", node))

    def _address(self, position: int) -> int:
        """Go over the address of the external link that is on top; a template within it is scanned for itself."""
        frame = self._top
        if frame.node.what != "external" or frame.node.inner >= 0:
            return position
        begin = position
        first = position == frame.start + 1
        if first:
            protocol = _PROTOCOL.match(self.text, position)
            begin = protocol.end() if protocol else position
        found = (_ADDRESS_IN_TEMPLATE if frame.splits else _ADDRESS).match(self.text, begin)
        end = found.end() if found else begin
        if self.text.startswith("{{", end) or self.text.startswith("<!--", end):
            return end
        if first and end == begin:
            # A protocol with nothing behind it is no address.
            self.stack.pop()
        frame.node.inner = end
        return end

    def _tag(self, token: re.Match[str]) -> int:
        if _BLANK_LINE.search(self.text, *token.span()):
            # What goes on behind a blank line is no tag; `<` means `less`.
            return token.start() + 1
        name = token["tag"].lower()
        if name == "ref" and token["close"] and self.note is not None and token.start() == self.note_end:
            while self._top is not self.note:
                self.stack.pop()
            self._close(self.note, self.note.node, token.start(), token.end())
            self.stack.pop()
            self.note = None
        elif name == "ref" and not token["close"] and not token[0].endswith("/>") and self._opens_note(token.end()):
            node = Node("note", token.start(), inner=token.end(), name=name)
            self._push(node, token.start())
            self.note = self._top
        else:
            self._whole(Node("tag", token.start(), token.end(), token.end(), token.end(), token["close"] + name))
        return token.end()

    def _opens_note(self, position: int) -> bool:
        """Tell whether a footnote that begins here ends anywhere, and keep where."""
        if self.note is not None:
            return False
        closing = _next(self.closings["ref"], position)
        self.note_end = closing[0] if closing else -1
        return closing is not None

    def _close_braces(self, start: int, end: int) -> None:
        """Match closing braces with those that are open: three with three, else two with two."""
        while end - start >= _BRACES_OF_TEMPLATE and self._top.braces:
            while not self._top.count:
                self.stack.pop()
            frame = self._top
            argument = min(frame.count, end - start) >= _BRACES_OF_ARGUMENT
            size = _BRACES_OF_ARGUMENT if argument else _BRACES_OF_TEMPLATE
            node = frame.node
            node.what = "argument" if argument else "template"
            frame.count -= size
            node.start = frame.start + frame.count
            node.inner = node.start + size
            self._close(frame, node, start, start + size)
            start += size
            if frame.count >= _BRACES_OF_TEMPLATE:
                frame.node = Node("template")
            else:
                self.stack.pop()

    def _close_brackets(self, start: int, end: int) -> None:
        """Match closing brackets: two with those of a link, one with that of an external link."""
        while start < end:
            frame = self._top
            if frame.node.what == "link" and end - start == 1 and frame.external >= 0:
                # What looked like a link within the label of an external one is none.
                del self.stack[frame.external + 1 :]
                frame = self._top
            size = {"external": 1, "link": 2}.get(frame.node.what, 0)
            if not 0 < size <= end - start:
                return
            frame.node.start = frame.start
            self._close(frame, frame.node, start, start + size)
            self.stack.pop()
            start += size

    def _cut(self, position: int) -> None:
        """Take a `|`. One in the label of an external link cuts what stands around, and the link is none."""
        while self._top.node.what == "external" and self._top.splits:
            self.stack.pop()
        node = self._top.node
        if node.what in ("template", "link"):
            node.cuts.append(position)
            self.found.append(Event(position, position + 1, "cut", node))

    def _equals(self, position: int) -> None:
        node = self._top.node
        if node.what == "template" and node.cuts:
            node.equals.setdefault(len(node.cuts), position)

    def _line_end(self) -> None:
        """End what cannot go on behind a line: the label of an external link, the target of a link."""
        while self._top.node.what in ("external", "link") and not self._top.node.cuts:
            self.stack.pop()


def _closings(text: str) -> dict[str, list[tuple[int, int]]]:
    """Find the closing tags of what is literal, and of footnotes, by name."""
    closings: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for tag in _CLOSING.finditer(text):
        closings[tag[1].lower()].append(tag.span())
    return closings


def _next(closings: list[tuple[int, int]], position: int) -> tuple[int, int] | None:
    """Give the first of the closing tags behind a position."""
    number = bisect_left(closings, (position, 0))
    return closings[number] if number < len(closings) else None


def _literals(text: str, closings: dict[str, list[tuple[int, int]]]) -> Iterator[Node]:
    """Find comments and literal stretches. A comment without end hides all the rest; a tag without end is text."""
    position = 0
    while found := _LITERAL.search(text, position):
        position = found.end()
        if not found[1]:
            end = text.find("-->", position)
            end, close = (len(text), len(text)) if end < 0 else (end, end + len("-->"))
            yield Node("comment", found.start(), close, found.end(), end)
            position = close
        elif not found[0].endswith("/>"):
            closing = _next(closings[found[1].lower()], position)
            if closing:
                yield Node("literal", found.start(), closing[1], position, closing[0], found[1].lower())
                position = closing[1]
