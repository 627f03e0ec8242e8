"""Rules on identifiers that are counted up: arXiv, PubMed, RFC."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.citations.identified import identifiers
from linkaudit.citations.identifiers import Scheme, folded, is_made_up
from linkaudit.citations.signs import holds_any
from linkaudit.models import MONTHS_IN_YEAR, Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.interface import Context, Remark, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.citations.identified import Identifier
    from linkaudit.models import Document, Evidence

_DAYS_IN_YEAR = 365
# https://arxiv.org/help/arxiv_identifier: numbers of four digits since April 2007, of five since January 2015.
_ARXIV = Pattern(r"(?P<year>\d\d)(?P<month>\d\d)\.(?P<number>\d+)(?:v\d+)?")
_OLD_ARXIV = Pattern(r"(?P<archive>[a-z-]+)(?:\.[a-z-]+)?/(?P<year>\d\d)(?P<month>\d\d)\d{3}(?:v\d+)?")
_ARXIV_LIKE = Pattern(
    r"(?i)(?:arxiv:\s*)?(?P<id>\d+\.\d+(?:v\d+)?|[a-z-]+(?:\.[a-z-]+)?/\d{7}(?:v\d+)?)(?:\s*\[[\w. -]+\])?"
)
_SHORT_DIGITS, _LONG_DIGITS = 4, 5
_FIRST, _FIRST_LONG = date(2007, 4, 1), date(2015, 1, 1)
_CENTURY_OF_OLD = 91
# A day may have begun elsewhere.
_ZONE_SLACK = timedelta(days=1)
_NUMBER = Pattern(r"(?i)(?:pmid\s*:?\s*)?(?P<number>\d+)\.?")
_DIGIT = Pattern(r"\d")
_SEVERAL = Pattern(r"[\s,;|]|//")
# Other bodies number requests for comments of their own; these words show that the IETF's are meant.
_OF_IETF = ("ietf", "rfc-editor", "internet engineering", "internet-draft")
_HIGHEST = "the highest that can have been issued"


@rule(Severity.ERROR, of_day=True)
def id_arxiv(document: Document, context: Context) -> Iterator[Remark]:
    """Flag an identifier of arXiv that arXiv cannot have given.

    ## What it finds
    In addresses, fields, templates and behind `arXiv:` in text: a month that the calendar has not or that is still to
    come, a number of four digits since January 2015 or of another length before, an archive that there never was in
    identifiers before April 2007. Made-up numbers such as `1234.56789` are left alone.

    ## Why it matters
    There is no such paper. A digit was lost, doubled or exchanged; only somebody who knows the paper can tell which.

    ## Example
    ```markdown
    The proof is in arXiv:1813.01402.
    ```

    ## Instead
    ```markdown
    The proof is in arXiv:1803.01402.
    ```

    ## References
    - [Understanding the arXiv identifier](https://arxiv.org/help/arxiv_identifier)
    """
    for found in _each_once(document, Scheme.ARXIV):
        written = _ARXIV_LIKE.fullmatch(found.value.strip())
        wrong = _wrong_with_arxiv(written["id"].lower(), context.as_of) if written else None
        if wrong:
            what, evidence = wrong
            yield _remark(found, f"arXiv has no `{found.value}`: {what}", evidence)


def _wrong_with_arxiv(identifier: str, as_of: date) -> tuple[str, Evidence] | None:
    """Say what is wrong with an identifier, and what shows it; None if nothing is."""
    new = _ARXIV.fullmatch(identifier)
    old = None if new else _OLD_ARXIV.fullmatch(identifier)
    found = new or old
    if found is None:
        return "it has another form", value("form since April 2007", "YYMM.NNNNN")
    archives = data.load("identifiers")["arxiv"]["archives"]
    if old and old["archive"] not in archives:
        return f"there is no archive `{old['archive']}`", value("archives", ", ".join(archives))
    month = int(found["month"])
    if not 1 <= month <= MONTHS_IN_YEAR:
        return f"there is no month {found['month']}", value("form", "YYMM.NNNNN" if new else "archive/YYMMNNN")
    if old:
        year = int(old["year"]) + (1900 if int(old["year"]) >= _CENTURY_OF_OLD else 2000)
        late = date(year, month, 1) >= _FIRST
        return ("it has the form in use until March 2007", value("month", f"{year}-{month:02d}")) if late else None
    return _wrong_with_number(date(2000 + int(found["year"]), month, 1), len(found["number"]), as_of)


def _wrong_with_number(first: date, count: int, as_of: date) -> tuple[str, Evidence] | None:
    """Judge an identifier in the form since April 2007 by the first day of its month and the digits of its number."""
    month = f"{first:%Y-%m}"
    if first < _FIRST:
        return "it has the form in use since April 2007", value("month", month)
    if first > as_of + _ZONE_SLACK:
        return f"{month} is still to come", value("day of the audit", as_of)
    wanted = _LONG_DIGITS if first >= _FIRST_LONG else _SHORT_DIGITS
    if count != wanted:
        return f"its number has {count} digits", value(f"digits in {month}", wanted)
    return None


@rule(Severity.ERROR, of_day=True)
def id_pmid(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a number of PubMed or PubMed Central that cannot have been given.

    ## What it finds
    In addresses, fields, templates and behind `PMID:` and `PMCID:` in text: numbers beyond those that the two services
    can have come to by the day of the audit, and 0. In a field `pmid` also what is no number, such as one of PubMed
    Central.

    ## Why it matters
    There is no such record. A digit was doubled or the number of another service was put in its place.

    ## Example
    ```markdown
    The trial is described there (PMID: 312456781).
    ```

    ## Instead
    ```markdown
    The trial is described there (PMID: 31245678).
    ```
    """
    for scheme in (Scheme.PMID, Scheme.PMC):
        for found in _each_once(document, scheme):
            written = found.value.strip().upper().removeprefix("PMC") if scheme is Scheme.PMC else found.value.strip()
            number = _NUMBER.fullmatch(written)
            if number:
                yield from _beyond(found, scheme, int(number["number"]), context.as_of)
            elif found.alone and scheme is Scheme.PMID and _DIGIT.search(written) and not _SEVERAL.search(written):
                yield _remark(found, f"`{found.value}` is no number of PubMed", value("form", "a number"))


@rule(Severity.ERROR, of_day=True)
def id_rfc(document: Document, context: Context) -> Iterator[Remark]:
    """Flag an RFC that was never issued.

    ## What it finds
    Addresses, fields and templates that name an RFC beyond those that can have been issued by the day of the audit, one
    that the RFC Editor lists as never issued, or RFC 0. In text, where others may number their own requests for
    comments, it is a warning, and only where the document speaks of the IETF.

    ## Why it matters
    There is no such document. A digit was doubled or exchanged, or the number of something else was taken for it.

    ## Example
    ```markdown
    See [the specification](https://www.rfc-editor.org/rfc/rfc91100).
    ```

    ## Instead
    ```markdown
    See [the specification](https://www.rfc-editor.org/rfc/rfc9110).
    ```

    ## References
    - [RFC index](https://www.rfc-editor.org/rfc-index.html)
    """
    for found in _each_once(document, Scheme.RFC):
        if not found.value.isdecimal():
            continue
        in_text = not (found.alone or found.reference)
        if in_text and not holds_any(document.text, _OF_IETF):
            continue
        severity = Severity.WARNING if in_text else None
        number = int(found.value)
        if number in data.load("identifiers")["rfc"]["never-issued"]:
            yield _remark(
                found, f"RFC {number} was never issued", value("by the index of RFCs", "Not Issued"), severity
            )
        elif number or not in_text:
            yield from _beyond(found, Scheme.RFC, number, context.as_of, severity)


def _each_once(document: Document, scheme: Scheme) -> Iterator[Identifier]:
    """Go through the identifiers of a scheme, each once in a line, without those that are made up."""
    seen: set[tuple[int, str]] = set()
    for found in identifiers(document, scheme):
        place = (found.location.line, folded(scheme, found.value))
        if place not in seen and not is_made_up(found.value):
            seen.add(place)
            yield found


def _beyond(
    found: Identifier, scheme: Scheme, number: int, as_of: date, severity: Severity | None = None
) -> Iterator[Remark]:
    """Remark on a number that is none of a series, or none yet."""
    highest = _highest(scheme, as_of)
    if not 1 <= number <= highest:
        what = f"{scheme} {number} is beyond {_HIGHEST}" if number else f"{scheme} numbers begin at 1"
        yield _remark(found, what, value(f"{_HIGHEST} by {as_of}", highest), severity)


def _highest(scheme: Scheme, as_of: date) -> int:
    """Tell to which number a series can have come at the most."""
    series = data.load("identifiers")["series"][scheme.value]
    days = max(0, (as_of - date.fromisoformat(series["seen"])).days)
    grown = series["per-year"] * days // _DAYS_IN_YEAR
    return int(series["highest"] + series["head-room"] + grown)


def _remark(found: Identifier, message: str, evidence: Evidence, severity: Severity | None = None) -> Remark:
    """Show an identifier as it is written, and what it is held against."""
    url = urls.canonical(found.reference.url) if found.reference else ""
    return Remark(
        message, found.location, url, (value("as written", found.value, found.location), evidence), severity=severity
    )
