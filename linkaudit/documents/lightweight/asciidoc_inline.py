"""Inline markup of AsciiDoc: links, images, passthroughs and attribute references, as Asciidoctor reads them.

https://docs.asciidoctor.org/asciidoc/latest/macros/links/
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.documents.lightweight.running import Running
from linkaudit.models import Kind
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from linkaudit.models import Location

_CANDIDATE = Pattern(
    r"[+$\\{`]|(?<!\w)(?:link|mailto|image|icon|xref|pass|stem|latexmath|asciimath|video|audio):|<<"
    r"|(?<!\w)(?:https?|ftps?|irc|file)://",
)
_TARGET = Pattern(r"[^\s\[\]<>]*")
_PASSED_TARGET = Pattern(r"\+\+|pass:\w*\[")
_PASS = Pattern(r"\w*(?:,\w+)*\[")
_ATTRIBUTE = Pattern(r"\{(?P<name>\w[\w-]*)\}")
_WORD = Pattern(r"\w")
_PLAIN_ENDS = {mark: Pattern(rf"(?<=\S)\{mark}(?!\w)") for mark in "+`"}
_LINK_ATTRIBUTE = Pattern(r"(?:\A|,)\s*link=(?P<quote>[\"']?)(?P<url>[^\"',\]]+)(?P=quote)")
_LABEL_ATTRIBUTES = Pattern(r",\s*(?:[\w-]+\s*=|[.#%][\w-])")
_SCHEME = Pattern(r"[A-Za-z][A-Za-z0-9+.-]*:")
# What text may follow an address in a sentence.
_TRAILING = ".,;:!?)'\"`"
# No attribute that a person defines leads to a longer value.
_LONGEST_VALUE = 4096
_MOST_STEPS = 8


class Attributes:
    """The attributes of a document: names with values, which may name others."""

    def __init__(self) -> None:
        """Begin with those that every document has and that stand in addresses."""
        self._values: dict[str, str] = {}
        self._places: dict[str, int] = {}
        self.compatible = False
        """Whether the rules of AsciiDoc before Asciidoctor hold, by which text between back-quotes is literal."""
        self.uses: dict[int, list[tuple[Location, str]]] = {}
        """Where the value that stands at an offset of the document is used, and what is seen there."""

    def define(self, name: str, value: str, place: int) -> None:
        """Define an attribute, whose value stands at an offset; others in the value are replaced at once."""
        self._values[name.lower()] = self.expanded(value)
        self._places[name.lower()] = place

    def use(self, name: str, location: Location, seen: str) -> None:
        """Note where an attribute is used."""
        self.uses.setdefault(self._places[name.lower()], []).append((location, seen))

    def value(self, name: str) -> str:
        """Give the value of an attribute; empty if it has none."""
        return self._values.get(name.lower(), "")

    def expanded(self, text: str) -> str:
        """Replace the attributes named in a text; those that nobody defined stay."""
        if "{" not in text:
            return text
        said = _ATTRIBUTE.sub(lambda found: self._values.get(found["name"].lower(), found[0]), text)
        return said if len(said) <= _LONGEST_VALUE else text


class Inline(Running):
    """Reads one stretch of running text."""

    def read(self, attributes: Attributes) -> None:
        """Read the whole text."""
        self._attributes = attributes
        self._taken = 0
        self._without_end: set[str] = set()
        # The last run of characters in which a target was looked for.
        self._run = (0, -1)
        position = 0
        while found := _CANDIDATE.search(self.text, position):
            position = max(self._candidate(found[0], found.start(), found.end()), found.end())
        self._plain(len(self.text))

    def _candidate(self, mark: str, begin: int, end: int) -> int:
        """Look at what may begin a construct; tell where to go on."""
        reads = {
            "\\": self._escape,
            "{": self._attribute,
            "+": lambda begin: self._plus(begin, "+"),
            "`": lambda begin: self._plus(begin, "`") if self._attributes.compatible else begin,
            "$": self._dollars,
            "<<": self._cross_reference,
        }
        if mark in reads:
            return reads[mark](begin)
        if mark.endswith("//"):
            return self._url(begin, end)
        if mark in ("pass:", "stem:", "latexmath:", "asciimath:"):
            opening = _PASS.match(self.text, end)
            return self._passed(begin, self.text[begin : opening.end()], "]") if opening else end
        return self._macro(mark[:-1], begin, end)

    def _dollars(self, begin: int) -> int:
        """Read `$$…$$`, in which nothing is markup."""
        return self._passed(begin, "$$", "$$") if self.text.startswith("$$", begin) else begin

    def _escape(self, begin: int) -> int:
        """Leave out what a back-slash escapes: an address or a macro that is to be no link."""
        found = _CANDIDATE.match(self.text, begin + 1)
        if found is None or found[0] in ("\\", "$"):
            return begin + 1
        end = found.end() if found[0] in ("+", "{", "<<") else self._target_end(found.end())
        self._plain(begin)
        self.show(begin + 1, end)
        self._taken = end
        return end

    def _passed(self, begin: int, opening: str, closing: str) -> int:
        """Leave out a passthrough: it is shown as it is."""
        inner = begin + len(opening)
        end = self.closer(closing, inner)
        if end <= inner:
            return inner
        self._plain(begin)
        self.add("`", begin)
        self.show(inner, end)
        self.add("`", end)
        self._taken = end + len(closing)
        return self._taken

    def _plus(self, begin: int, character: str) -> int:
        """Read `+++…+++`, `++…++` or `+…+`, in which nothing is markup; so it is between back-quotes by old rules."""
        for mark in ("+++", "++") if character == "+" else ():
            if self.text.startswith(mark, begin):
                return self._passed(begin, mark, mark)
        before = self.text[begin - 1 : begin] if begin else ""
        if character in self._without_end or (before and (_WORD.match(before) or before in ":;}")):
            return begin + 1
        if self.text[begin + 1 : begin + 2].strip() == "":
            return begin + 1
        closing = _PLAIN_ENDS[character].search(self.text, begin + 2)
        if closing is None:
            self._without_end.add(character)
            return begin + 1
        self._plain(begin)
        self.add("`", begin)
        self.show(begin + 1, closing.start())
        self.add("`", closing.start())
        self._taken = closing.end()
        return self._taken

    def _attribute(self, begin: int) -> int:
        """Read an address that begins with an attribute: `{url-docs}[text]`, `{base}/page.html`."""
        found = _ATTRIBUTE.match(self.text, begin)
        value = self._attributes.value(found["name"]) if found else ""
        if found is None or "://" not in value:
            return begin + 1
        end = self._target_end(found.end())
        label = self._label(end)
        if label is None:
            while end > found.end("name") + 1 and self.text[end - 1] in _TRAILING:
                end -= 1
        self._plain(begin)
        self._take_attribute(found["name"], begin, end, label)
        self._taken = label[1] if label else end
        return self._taken

    def _take_attribute(self, name: str, begin: int, end: int, label: tuple[str, int] | None) -> None:
        """List an address made of an attribute; if it is all of it, the attribute is used there."""
        expanded = self._attributes.expanded(self.text[begin:end])
        target, bracket, text = expanded.partition("[")
        words = label[0] if label else text.rstrip("]") if bracket else ""
        self.add_instead(words or target, begin, label[1] if label else end)
        if self.text[begin:end] == f"{{{name}}}":
            self._attributes.use(name, self.location(begin, label[1] if label else end), words or target)
        else:
            self.refer(Kind.LINK, target, begin, end, words)

    def _cross_reference(self, begin: int) -> int:
        """Read `<<id,text>>`, which leads to a place in the document."""
        end = self.closer(">>", begin)
        if end < 0 or "\n\n" in self.text[begin:end]:
            return begin + 2
        self._plain(begin)
        comma = self.text.find(",", begin, end)
        self.show(comma + 1 if comma >= 0 else begin + 2, end)
        self._taken = end + 2
        return self._taken

    def _url(self, begin: int, end: int) -> int:
        """Read `https://…[text]`; without brackets it is a bare URL, and found later."""
        stop = self._target_end(end)
        label = self._label(stop) if stop > end else None
        if label is None:
            return stop
        self._plain(begin)
        self._link(begin, stop, label)
        return self._taken

    def _link(self, begin: int, stop: int, label: tuple[str, int]) -> None:
        """List a link whose address stands between two offsets."""
        url = self._attributes.expanded(self.text[begin:stop])
        if label[0]:
            self.add(label[0], label[1] - 1 - len(label[0]))
        else:
            self.add_instead(url, begin, stop)
        self.refer(Kind.LINK, url, begin, stop, label[0])
        self._taken = label[1]

    def _macro(self, name: str, begin: int, end: int) -> int:
        """Read `link:…[]`, `mailto:…[]`, `image:…[]`, `xref:…[]`."""
        passed = _PASSED_TARGET.match(self.text, end) if name == "link" else None
        mark = "++" if passed and passed[0] == "++" else "]"
        start = passed.end() if passed else end
        stop = self.closer(mark, start) if passed else self._target_end(end)
        behind = stop + len(mark) if passed else stop
        label = self._label(behind) if stop > start else None
        if label is None or (self.text[start] == ":" and not passed):
            # The address in `link:https://…` without brackets is a bare one.
            return end
        self._plain(begin)
        if name in ("xref", "icon"):
            self.add(label[0], behind)
            self._taken = label[1]
        elif name in ("image", "video", "audio"):
            self._image(start, stop, behind, label)
        elif name == "mailto":
            self._link(begin, stop, label)
        else:
            self._link(start, stop, label)
        return self._taken

    def _image(self, start: int, stop: int, behind: int, label: tuple[str, int]) -> None:
        """List an image, and where it leads if one clicks at it."""
        attributes = self.text[behind + 1 : label[1] - 1]
        alternative = attributes.split(",")[0].strip("\"' ") if "=" not in attributes.split(",")[0] else ""
        self.refer(Kind.IMAGE, self._attributes.expanded(self.text[start:stop]), start, stop, alternative)
        link = _LINK_ATTRIBUTE.search(attributes)
        if link and link["url"] not in ("self", "none"):
            begin = behind + 1 + link.start("url")
            url = self._attributes.expanded(link["url"].strip())
            self.refer(Kind.LINK, url, begin, begin + len(link["url"].rstrip()), alternative)
        self._taken = label[1]

    def _target_end(self, position: int) -> int:
        """Find where a target ends that goes on at `position`."""
        if not self._run[0] <= position <= self._run[1]:
            target = _TARGET.match(self.text, position)
            self._run = position, target.end() if target else position
        return self._run[1]

    def _label(self, position: int) -> tuple[str, int] | None:
        """Read the text in brackets at `position`: what it says, and where it ends."""
        if not self.text.startswith("[", position):
            return None
        end = position + 1
        while (end := self.closer("]", end)) > 0 and self.text[end - 1] == "\\":
            end += 1
        if end < 0:
            return None
        said = self.text[position + 1 : end].replace("\\]", "]")
        if "=" in said or ",." in said:
            named = _LABEL_ATTRIBUTES.search(said)
            said = said[: named.start()] if named else said
        said = said.strip()
        if len(said) > 1 and said[0] == said[-1] == '"':
            said = said[1:-1]
        return said.removesuffix("^"), end + 1

    def _plain(self, end: int) -> None:
        """Take the text up to `end`, in which nothing but bare URLs may stand."""
        begin, self._taken = self._taken, end
        if begin < end:
            self.show(begin, end)
            for found in self.bare(begin, end, "#"):
                self.refer_bare(found, self._attributes.expanded(found.url))
