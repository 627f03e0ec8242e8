"""Templates of MediaWiki sites: their parameters, the addresses in them, and the bibliographic entries that they are.

What citation templates and their parameters are called in which language stands in `data/wiki_citations.toml`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit import data
from linkaudit.documents.wiki.plain import address, plain
from linkaudit.models import Entry, Field, Kind, Reference
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linkaudit.documents.positions import Lines
    from linkaudit.documents.wiki.syntax import Node

ORIGIN = "mediawiki"
# No address and no remark that counts is longer.
_LONGEST = 4000
_REMARK = 60
_COMMENT = Pattern(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_LEAD = Pattern(r"(?:\s+|<!--.*?(?:-->|\Z))*", re.DOTALL)
_PREFIX = Pattern(r"(?:(?:subst|safesubst|template|vorlage|modèle|plantilla)\s*:\s*)+", re.IGNORECASE)
_WEB = Pattern(r"(?:(?:https?|ftps?):)?//(?=[\w\[{&%-])", re.IGNORECASE)
_FOLD = Pattern(r"[ \t]*[\r\n]\s*")
_SPACE = Pattern(r"\s+")
_SEPARATORS = Pattern(r"[\s_-]+")
_DIGITS = Pattern(r"(?<=[^\W\d_])-?\d+$")
# `Online=[https://… as PDF]`: an external link for an address.
_LINKED = Pattern(r"\[((?:https?|ftps?)://[^\s\[\]<>]+)", re.IGNORECASE)
# Something that was meant for an address: `www.example.org/x`, `http:/example.org`.
_MEANT = Pattern(r"[\w.:/-]*\w\.\w[^\s{}\[\]|<>]*|\w+:/+[^\s{}\[\]|<>]+")
_HOST = Pattern(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?:[:/?#][^\s{}\[\]|<>]*)?")
# A space within an address, rather than words behind it.
_GOES_ON = Pattern(r"[^\s{}<>\[\]|]*[/.%=&?_][^\s{}<>\[\]|]*")
# What stands in a parameter that asks whether a link is dead.
_DEAD = {"yes", "y", "true", "1", "ja", "oui", "sí", "si", "sì", "sim", "tak", "да", "так", "evet", "dead"}
_LIVE = {"no", "n", "false", "0", "nein", "nee", "nej", "nei", "non", "não", "nie", "нет", "hayır", "live"}
_LONGEST_NAME = 200


class Parameter(Struct, frozen=True):
    """A parameter of a template: its name, a number if it has none, and where its value stands without white space."""

    name: str
    start: int
    end: int
    named: bool


class Target(Struct, frozen=True):
    """A parameter that is an address."""

    parameter: Parameter
    reference: Reference
    role: str
    """What the address is to the template: `url`, `archive-url`; empty if that is unknown."""


class Template(Struct, frozen=True):
    """The parameters of a template, and what they say."""

    parameters: tuple[Parameter, ...]
    targets: tuple[Target, ...]
    entry: Entry | None


@cache
def _names() -> Mapping[str, str]:
    """Map the name of every parameter that is known to what it says."""
    parameters = data.load("wiki_citations")["parameters"]
    return {
        normalized(name): meaning
        for meaning, languages in parameters.items()
        for names in languages.values()
        for name in names
    }


@cache
def _templates(kind: str) -> frozenset[str]:
    """Give the names of the templates of a kind."""
    lists = data.load("wiki_citations")
    if kind == "templates":
        return frozenset(name for names in lists[kind].values() for name in names)
    return frozenset(lists[kind]["names"])


def normalized(name: str) -> str:
    """Write the name of a parameter in one way: `Access Date`, `access_date` and `accessdate` differ in nothing."""
    return _SEPARATORS.sub("", name).lower()


def template_name(text: str, node: Node) -> str:
    """Give the name of a template in lower case, without comments and name space."""
    start, end = next(node.parts())
    name = text[start : min(end, start + 200)]
    if "<!--" in name:
        name = _COMMENT.sub("", name)
    name = " ".join(name.replace("_", " ").split()).lower()
    found = _PREFIX.match(name)
    return name[found.end() :] if found else name


def read_template(lines: Lines, node: Node, name: str, key: str) -> Template:
    """Read the template of that name, which stands in the footnote named `key`."""
    text = lines.text
    if not node.cuts:
        return Template((), (), None)
    parameters = tuple(_parameters(text, node))
    meanings = {each: _meaning(name, each) for each in parameters}
    title = _title(text, meanings)
    targets = tuple(
        target for each in parameters if (target := _target(lines, name, each, meanings[each], title)) is not None
    )
    fields = _fields(lines, parameters, meanings, targets)
    # Of a source whose address another template makes, nothing can be said here but that it has one.
    made = any(meanings[each] == "url" and text.startswith("{{", each.start, each.end) for each in parameters)
    cites = _cites(name, fields) and ("url" in fields or not made)
    entry = Entry(name, key, lines.location(node.start, node.end), tuple(fields.values())) if cites else None
    return Template(parameters, targets, entry)


def _parameters(text: str, node: Node) -> Iterator[Parameter]:
    """Part a template. An address with `=` in it that has no name is a value; MediaWiki would take half for a name."""
    number = 0
    for index, (start, end) in enumerate(node.parts()):
        if not index:
            continue
        equals = node.equals.get(index, -1)
        name = text[start:equals].strip() if start <= equals <= start + _LONGEST_NAME else ""
        named = bool(name) and "://" not in name and not name.startswith("//")
        if not named:
            number += 1
            name = str(number)
        elif "<!--" in name:
            name = _COMMENT.sub("", name).strip()
        yield Parameter(name, *_trimmed(text, equals + 1 if named else start, end), named)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out the white space and the comments around a value."""
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    while start < end:
        if text[end - 1].isspace():
            end -= 1
        elif (begin := _last_comment(text, start, end)) >= 0:
            end = begin
        else:
            break
    return start, end


def _last_comment(text: str, start: int, end: int) -> int:
    """Find where the comment begins that ends a stretch; -1 if none does."""
    return text.rfind("<!--", max(start, end - _LONGEST), end) if text.endswith("-->", start, end) else -1


def _meaning(template: str, parameter: Parameter) -> str:
    """Tell what a parameter says: a name of `Entry`; else its own name in lower case."""
    name = normalized(parameter.name)
    meaning = _names().get(name)
    if template in _templates("archives"):
        meaning = {"url": "archive-url", "date": "archive-date", "1": "archive-url"}.get(meaning or name, meaning)
    elif template in _templates("archived"):
        meaning = {"date": "archive-date", "wayback": "archive-date"}.get(meaning or name, meaning)
    elif template in _templates("addresses") and name == "1":
        meaning = "url"
    return meaning or parameter.name.lower()


def _title(text: str, meanings: Mapping[Parameter, str]) -> str:
    """Give the title of what a template links to."""
    for wanted in ("title", "2", "name"):
        for parameter, meaning in meanings.items():
            if meaning == wanted and (title := _value(text, parameter)):
                return title
    return ""


def _target(lines: Lines, template: str, parameter: Parameter, meaning: str, title: str) -> Target | None:
    """Find the address that a parameter is, if it is one."""
    role = _role(meaning)
    found = _address(lines.text, template, parameter, role)
    if found is None:
        return None
    url, stop = found
    start = parameter.start
    location = lines.location(start, stop)
    reference = Reference(url, lines.text[start:stop], location, Kind.FIELD, text=title, element=parameter.name)
    return Target(parameter, reference, role)


def _role(meaning: str) -> str:
    """Tell which address a parameter is meant for; empty if for none. Numbers tell several of one kind apart."""
    role = _DIGITS.sub("", meaning)
    return role if role.endswith("url") and role != "dead-url" else ""


def _address(text: str, template: str, parameter: Parameter, role: str) -> tuple[str, int] | None:
    """Read the value of a parameter as an address: what it says, and where it ends."""
    start, end = parameter.start, parameter.end
    if _WEB.match(text, start, end) and (role or text[start] != "/"):
        url, stop = address(text, start, end)
        if role:
            spaced = _behind_space(text, stop, end)
            return (url + spaced, end) if spaced else (url, stop)
        # What is more than an address, but for a remark on it, is running text.
        behind = text[stop : min(end, stop + _REMARK)].lstrip()
        return (url, stop) if not behind or behind.startswith(("{{", "<")) else None
    if start < end <= start + _LONGEST:
        value = text[start:end]
        if role and template in _templates("addresses") and _HOST.fullmatch(value):
            return f"http://{value}", end
        if role and _is_citation(template) and _MEANT.fullmatch(value):
            return value, end
    return None


def _behind_space(text: str, start: int, end: int) -> str:
    """Give the rest of an address that has white space in it; words behind an address are no part of it."""
    if not start < end <= start + _LONGEST or not text[start].isspace():
        return ""
    rest = text[start:end]
    if _WEB.search(rest) or not all(_GOES_ON.fullmatch(word) for word in rest.split()):
        return ""
    # A line end within an address is one that somebody folded.
    return _SPACE.sub(" ", _FOLD.sub("", rest))


def _fields(
    lines: Lines, parameters: tuple[Parameter, ...], meanings: Mapping[Parameter, str], targets: tuple[Target, ...]
) -> dict[str, Field]:
    """Gather the fields of an entry. Of two parameters with one meaning the first that is filled in counts."""
    addresses = {target.parameter: target.reference for target in targets}
    fields: dict[str, Field] = {}
    for parameter in parameters:
        meaning = meanings[parameter]
        reference = addresses.get(parameter)
        location = reference.location if reference else lines.location(parameter.start, parameter.end)
        value = reference.url if reference else _value(lines.text, parameter)
        if meaning == "dead-url":
            meaning, value = "url-status", _status(value)
        elif meaning.endswith("url") and reference is None:
            linked = _LINKED.search(lines.text, parameter.start, min(parameter.end, parameter.start + _LONGEST))
            value = linked[1] if linked else ""
        if value and meaning not in fields:
            fields[meaning] = Field(meaning, value, location, ORIGIN)
    if "author" not in fields and "last" in fields:
        last, first = fields["last"], fields.get("first")
        name = f"{last.value}, {first.value}" if first else last.value
        fields["author"] = Field("author", name, last.location, ORIGIN)
    return fields


def _value(text: str, parameter: Parameter) -> str:
    """Give what a reader sees of a value."""
    return plain(text[parameter.start : min(parameter.end, parameter.start + _LONGEST)])


def _status(value: str) -> str:
    """Turn the answer to the question whether a link is dead into the status of the link."""
    answer = value.lower()
    return "dead" if answer in _DEAD else "live" if answer in _LIVE else value


def _is_citation(template: str) -> bool:
    """Tell by its name whether a template is one of citation."""
    if template in _templates("others"):
        return False
    word, space, _ = template.partition(" ")
    beginnings = data.load("wiki_citations")["beginnings"]
    return template in _templates("templates") or (bool(space) and word in beginnings)


def _cites(template: str, fields: Mapping[str, Field]) -> bool:
    """Tell whether a template is a bibliographic entry: by its name, or by an address with a visit or a capture."""
    if template in _templates("archives"):
        return "archive-url" in fields
    if _is_citation(template):
        return not {"url", "archive-url", "title"}.isdisjoint(fields)
    return "url" in fields and not {"access-date", "archive-url", "archive-date"}.isdisjoint(fields)
