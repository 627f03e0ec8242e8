"""The table of formats: which suffixes and which beginnings announce each, and which module reads it.

A third party adds formats by entry points of the group `linkaudit.formats`, each of which is a Format.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from msgspec import Struct

from linkaudit.documents.interface import UnreadableError
from linkaudit.documents.metadata import front_matter_span
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from linkaudit.documents.interface import Reader, Unpacker

ENTRY_POINTS = "linkaudit.formats"
DISTRIBUTION = "linkaudit-cli"


class Format(Struct, frozen=True):
    """A format: its name, the module that reads it, and what announces it."""

    name: str
    module: str
    suffixes: tuple[str, ...] = ()
    binary: bool = False
    """Whether it is no text: then the module has `unpack`, else `read`."""
    extra: str = ""
    """The extra of the package that installs the parser; empty if linkaudit always has it."""
    begins: str = ""
    """A pattern of the beginning of a text of this format, behind a byte order mark and white space."""
    refines: tuple[str, ...] = ()
    """The names of the formats that may turn out to be this one, by what they begin with."""

    def reader(self) -> Reader:
        """Load the module that reads this format. Raises UnreadableError naming the extra that is missing."""
        return cast("Reader", self._loaded().read)

    def unpacker(self) -> Unpacker:
        """Load the module that unpacks this format. Raises UnreadableError naming the extra that is missing."""
        return cast("Unpacker", self._loaded().unpack)

    def _loaded(self) -> Any:
        try:
            return import_module(self.module)
        except ImportError as error:
            if not self.extra:
                raise
            msg = f"needs the extra `{self.extra}`: pip install '{DISTRIBUTION}[{self.extra}]'"
            raise UnreadableError(msg) from error


_HERE = "linkaudit.documents"
MARKDOWN = Format("markdown", f"{_HERE}.markdown", (".md", ".markdown", ".mdown", ".mkd", ".mkdn"))
HTML = Format(
    "html",
    f"{_HERE}.html",
    (".html", ".htm", ".xhtml", ".xht", ".shtml"),
    # Its doctype or its root element, perhaps behind comments (a saved page's mark) or a prologue.
    begins=r"(?:<\?xml[^>]*>\s*)?(?>(?:<!--.{0,3000}?-->\s*){0,4})<(?:!doctype\s+(?:html|netscape-bookmark-file-1)|html)\b",
    refines=("text", "xml"),
)
TEXT = Format("text", f"{_HERE}.text", (".txt", ".text", ".csv", ".tsv"))
XML = Format("xml", f"{_HERE}.xml", (".xml",), begins=r"<\?xml\s", refines=("text",))
JSON = Format("json", f"{_HERE}.json", (".json", ".jsonl", ".ndjson", ".geojson", ".webmanifest"))
# What an end was found for is not looked at again, lest many comments be cut in every way.
_PROLOGUE = r"(?>(?:<\?.{0,1000}?\?>\s*|<!--.{0,3000}?-->\s*|<!DOCTYPE[^>\[]{0,300}>\s*){0,6})"
_XML = ("text", "xml")
FORMATS = (
    MARKDOWN,
    Format("mdx", f"{_HERE}.mdx", (".mdx",)),
    Format("quarto", f"{_HERE}.quarto", (".qmd", ".rmd")),
    HTML,
    Format("css", f"{_HERE}.css", (".css",)),
    TEXT,
    Format("rst", f"{_HERE}.rst", (".rst", ".rest")),
    Format("asciidoc", f"{_HERE}.asciidoc", (".adoc", ".asciidoc", ".asc")),
    Format("org", f"{_HERE}.org", (".org",)),
    Format("latex", f"{_HERE}.latex", (".tex", ".latex", ".ltx")),
    Format("bibtex", f"{_HERE}.bibtex", (".bib", ".bibtex", ".biblatex")),
    Format("ris", f"{_HERE}.ris", (".ris",), begins=r"TY  - ", refines=("text",)),
    Format(
        "csl-json",
        f"{_HERE}.csl_json",
        (".csljson",),
        begins=r"\[\s*\{(?=.{0,3000}?\"type\"\s*:\s*\"(?:article|book|chapter|paper-|post|report|thesis|webpage|entry|dataset))",
        refines=("json",),
    ),
    Format("mediawiki", f"{_HERE}.mediawiki", (".wikitext", ".mediawiki", ".wiki")),
    Format("notebook", f"{_HERE}.notebook", (".ipynb",)),
    JSON,
    Format("yaml", f"{_HERE}.yaml", (".yaml", ".yml")),
    Format("toml", f"{_HERE}.toml", (".toml",)),
    Format("feed", f"{_HERE}.feed", (".rss", ".atom"), begins=rf"{_PROLOGUE}<(?:rss|feed|rdf:RDF)\b", refines=_XML),
    Format("sitemap", f"{_HERE}.sitemap", begins=rf"{_PROLOGUE}<(?:urlset|sitemapindex)\b", refines=_XML),
    Format("opml", f"{_HERE}.opml", (".opml",), begins=rf"{_PROLOGUE}<opml\b", refines=_XML),
    Format("enex", f"{_HERE}.enex", (".enex",), begins=rf"{_PROLOGUE}<en-export\b", refines=_XML),
    XML,
    Format("shortcut", f"{_HERE}.shortcut", (".url", ".webloc", ".desktop"), binary=True),
    Format("subtitles", f"{_HERE}.subtitles", (".srt", ".vtt"), begins=r"WEBVTT\b", refines=("text",)),
    Format("mail", f"{_HERE}.mail", (".eml",), binary=True),
    Format("mhtml", f"{_HERE}.mhtml", (".mhtml", ".mht"), binary=True),
    Format("docx", f"{_HERE}.docx", (".docx", ".docm"), binary=True),
    Format("odt", f"{_HERE}.odt", (".odt",), binary=True),
    Format("epub", f"{_HERE}.epub", (".epub",), binary=True),
    Format("pdf", f"{_HERE}.pdf", (".pdf",), binary=True, extra="pdf"),
    Format("warc", f"{_HERE}.warc", (".warc", ".warc.gz"), binary=True, extra="warc"),
    Format("wacz", f"{_HERE}.wacz", (".wacz",), binary=True, extra="warc"),
)  # fmt: skip

_BY_SUFFIX = {suffix: each for each in FORMATS for suffix in each.suffixes}
_BY_NAME = {each.name: each for each in FORMATS}
_BEGIN_WITHIN = 8192
_BEGINNINGS = {
    each.name: Pattern(rf"\ufeff?\s*{each.begins}", re.IGNORECASE | re.DOTALL) for each in FORMATS if each.begins
}
# An inline link whose target is empty, a fragment, a URL or a path: plain text has no such thing.
_MARKDOWN_LINK = Pattern(r"(?<![\\`])\[[^\[\]\n]+\]\((?:|#[^()\s]*|(?:https?://|mailto:|\.{0,2}/)[^()\s]*)\)")


def names() -> tuple[str, ...]:
    """Name the formats that linkaudit brings itself."""
    return tuple(_BY_NAME)


def names_of_others() -> tuple[str, ...]:
    """Name the formats that other distributions bring."""
    return tuple(_of_others())


def by_name(name: str) -> Format:
    """Find a format by its name. Raises KeyError."""
    return _BY_NAME.get(name) or _of_others()[name]


def by_path(path: str) -> Format | None:
    """Tell the format by the suffix of a path; None if no format has it."""
    name = path.rpartition("/")[2].lower()
    stem, dot, last = name.rpartition(".")
    if not stem or not last:
        return None
    double = f".{stem.rpartition('.')[2]}.{last}"
    found = _BY_SUFFIX.get(double) or _BY_SUFFIX.get(dot + last)
    return found or _others_by_suffix().get(dot + last)


def by_content(announced: Format, text: str) -> Format:
    """Correct what the suffix announces by what the text is: `.txt` often holds Markdown or a saved page."""
    head = text[:_BEGIN_WITHIN]
    for each in FORMATS:
        if announced.name in each.refines and _BEGINNINGS[each.name].match(head):
            return each
    if announced is not TEXT:
        return announced
    return MARKDOWN if front_matter_span(text) or _MARKDOWN_LINK.search(text) else TEXT


@cache
def _of_others() -> dict[str, Format]:
    """Load the formats that other distributions bring."""
    from importlib.metadata import entry_points  # noqa: PLC0415 - 20 ms, only for what is not in the table

    loaded = (each.load() for each in entry_points(group=ENTRY_POINTS))
    return {each.name: each for each in loaded if isinstance(each, Format)}


@cache
def _others_by_suffix() -> dict[str, Format]:
    return {suffix: each for each in _of_others().values() for suffix in each.suffixes}
