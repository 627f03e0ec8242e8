"""The rule on what clings to the end of a URL though it belongs to the text around it: punctuation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.models import Kind, Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.interface import Context, Remark, as_written, rewriting, rule, shortened, value, web_references
from linkaudit.rules.link_text import TEMPLATE, WIKI

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document, Fix, Reference

# Where a URL ends in running text is decided where it is found; scripts and styles are nobody's prose.
_WITHOUT_PROSE = {Kind.BARE, Kind.ATTRIBUTE}
_SETS = {"img srcset", "source srcset"}
_MARKS = "[.,;:!?'\"*_\u2019\u201c\u201d\u201e\u00ab\u00bb\u3001\u3002\uff01\uff0c\uff1a\uff1b\uff1f]"
_RUN = Pattern(
    rf"(?i)(?<!{_MARKS})(?<!%22)(?<!%E2%80%9D)(?<!%C2%BB)(?<!%E3%80%82)(?<!%EF%BC%8C)"
    rf"(?:{_MARKS}|%22|%E2%80%9D|%C2%BB|%E3%80%82|%EF%BC%8C)+$"
)
_ENDS_IN_ORDER = "/-=&+~#)"
# What opens where these close; between the two an address may hold anything.
_OPENING = {
    '"': '"',
    "'": "'",
    "\u2019": "\u2018",
    "\u201d": "\u201c",
    "\u00bb": "\u00ab",
    "%22": "%22",
    "%E2%80%9D": "%E2%80%9C",
    "%C2%BB": "%C2%AB",
}
_NO_PART_OF_A_NAME = '.,;"\u201d\u00bb\u3001\u3002\uff0c\uff1b'
_INCHES = Pattern(r"\d$")
_EMPHASIS_OPENED = Pattern(r"(?P<mark>\*+|_+)(?:\[[^\[\]\n]*\]\(<?|<)$")
_LONGEST_LABEL = 200
# Words that end in a full stop of their own, and so do names made of them (`Acme_Inc.`, `Sammy_Davis_Jr.`).
_ABBREVIATIONS = Pattern(
    r"(?i)(?:^|[\W_])(?:[^\W\d_]|inc|jr|sr|ltd|llc|co|corp|bros|cie|gmbh|dr|mr|mrs|ms|st|no|nr|vol|vs|etc|feat|ft|pt|ed|eds|"
    r"al|mt|dept|univ|assoc|ave|blvd|ph\.?d|s\.?p\.?a|a\.?s|pp?|fig)$"
)
# A name that no person gave, as long as it has letters of both cases and figures.
_OPAQUE = Pattern(r"(?=[^/]*\d)(?=[^/]*[a-z])(?=[^/]*[A-Z])[\w*-]{8,}$")
_EXTENSION = Pattern(r"\.[A-Za-z]\w{1,4}$")
_PLAIN_VALUE = Pattern(r"=[\w%-]+$")
_TITLE_VALUE = Pattern(r"(?i)[?&](?:q|s|query|search|text|title|name|kw|keywords?|terms?|subject|body)=[^&]*$")
_ENTITY = Pattern(r"&#?\w+;$")


@rule(Severity.WARNING)
def link_trailing_punctuation(document: Document, context: Context) -> Iterator[Remark]:
    """Flag punctuation at the end of a URL that belongs to the sentence around it.

    ## What it finds
    Full stops, commas, semicolons, colons, exclamation and quotation marks at the end of a target: within the brackets
    of a link, in an attribute, in a field. In running text, where programs leave them out, they are no part of the URL.
    Names that end so are left alone: abbreviations (`Acme_Inc.`), titles in wikis, marks that were opened within the
    address. An empty query (`/tides?`) is only worth knowing, and so is what browsers drop.

    ## Why it matters
    The server is asked for another page than the one that is meant, and most have none of that name.

    ## Example
    ```markdown
    The minutes are [online](https://council.example/minutes/2018.).
    ```

    ## Instead
    ```markdown
    The minutes are [online](https://council.example/minutes/2018).
    ```
    """
    del context
    for reference in web_references(document):
        url = reference.url
        last = url[-1]
        if (last.isalnum() and "%" not in url[-9:]) or last in _ENDS_IN_ORDER:
            continue
        found = _RUN.search(url)
        if found is None or reference.kind in _WITHOUT_PROSE or reference.element in _SETS:
            continue
        severity = _clings(document, reference, url[: found.start()], found[0])
        if severity:
            yield Remark(
                f"{shortened(url)} ends with `{found[0]}`",
                reference.location,
                urls.canonical(url),
                (as_written(reference), value("probably meant", url[: found.start()])),
                fixes=_without(reference, found[0]),
                severity=severity,
            )


def _clings(document: Document, reference: Reference, head: str, run: str) -> Severity | None:
    """Tell how grave it is that a URL ends with punctuation; None if it may well end so."""
    last = "%" + run.rpartition("%")[2] if run[-1].isalnum() else run[-1]
    if run.endswith(("...", "??")) or head.endswith(("//", "/.")) or "/" not in head or TEMPLATE.search(head):
        # Cut off, lost letters, nothing but a scheme, the folder above, or not yet written.
        return None
    if "*" in run or "_" in run:
        return Severity.WARNING if _emphasised(document, reference, run) else None
    if _is_dropped(head, run):
        return None if reference.kind is Kind.IMAGE else Severity.INFO
    odd = not _is_quoted_within(head, run) and _ends_oddly(reference, head, last)
    return Severity.WARNING if odd else None


def _is_dropped(head: str, run: str) -> bool:
    """Tell whether punctuation at the end of a URL changes nothing: an empty query, an empty port, the same folder."""
    if run == "?":
        return "?" not in head and "#" not in head
    return urls.canonical(head) == urls.canonical(head + run)


def _emphasised(document: Document, reference: Reference, run: str) -> bool:
    """Tell whether marks of emphasis at the end of a target close what was opened before the link."""
    start = reference.location.start
    opened = _EMPHASIS_OPENED.search(document.text[max(0, start - _LONGEST_LABEL) : start])
    marks = run.strip("".join(set(run) - {"*", "_"}))
    behind = document.text[reference.location.end : reference.location.end + 3].lstrip(">)")
    return opened is not None and marks == opened["mark"] and not behind.startswith(marks[0])


def _is_quoted_within(head: str, run: str) -> bool:
    """Tell whether a quotation mark at the end closes one that was opened within the URL, or stands for inches."""
    for mark, opening in _OPENING.items():
        if run.upper().endswith(mark):
            return opening in head or (mark in ('"', "%22") and _INCHES.search(head) is not None)
    return False


def _ends_oddly(reference: Reference, head: str, last: str) -> bool:
    """Tell whether no name, title or value in a URL ends with such a character."""
    if "#" in head:
        fragment = head.partition("#")[2]
        named = last in fragment or ":~:" in fragment or WIKI.search(head) is not None
        return last in _NO_PART_OF_A_NAME and not named
    if "?" in head:
        plain = _PLAIN_VALUE.search(head) is not None and not _TITLE_VALUE.search(head)
        return last in f"{_NO_PART_OF_A_NAME}?" and plain and not (last == "." and _ABBREVIATIONS.search(head))
    if urls.path(head) in ("", "/"):
        return True
    name = head.rpartition("/")[2]
    if last == ".":
        return not _is_named_with_a_stop(reference, head, name)
    if last in ":!?'\u2019":
        return not WIKI.search(head) and last not in name
    return last not in name


def _is_named_with_a_stop(reference: Reference, head: str, name: str) -> bool:
    """Tell whether the last name of a path may end with a full stop."""
    if not name or _ABBREVIATIONS.search(name) or _OPAQUE.fullmatch(name):
        return True
    if reference.kind is Kind.IMAGE:
        return not _EXTENSION.search(name)
    word = name.rpartition("_")[2]
    return WIKI.search(head) is not None and not (word.isalpha() and word.islower())


def _without(reference: Reference, run: str) -> tuple[Fix, ...]:
    """Offer to take punctuation off the end, where it stands there as it is."""
    raw = reference.raw
    head = raw[: len(raw) - len(run)]
    if not raw.endswith(run) or head.endswith("\\") or _ENTITY.search(raw) or "*" in run or "_" in run:
        return ()
    # In an archive the page may be kept under the wrong address, and a name may end with other marks after all.
    certain = set(run) <= set(_NO_PART_OF_A_NAME) and urls.archive_url(reference.url) is None
    return rewriting(reference, head, "take the punctuation off", safe=certain)
