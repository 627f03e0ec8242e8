"""Rules on identifiers with a check digit: ISBN, ISSN, ORCID."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.citations.check_digits import (
    ISBN_DIGITS,
    OLD_ISBN_DIGITS,
    ORCID_DIGITS,
    isbn_check_digit,
    issn_check_digit,
    orcid_check_digit,
)
from linkaudit.citations.identified import identifiers
from linkaudit.citations.identifiers import Scheme, digits, folded, is_made_up, isbn_end
from linkaudit.models import Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.interface import Context, Remark, rule, value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from linkaudit.citations.identified import Identifier
    from linkaudit.models import Document

_ISBN = Pattern(r"\d{9}[\dX]|\d{13}")
_ORCID = Pattern(r"\d{15}[\dX]")
_ORCID_LIKE = Pattern(r"(?i)(?:https?://(?:www\.)?orcid\.org/)?(?P<id>\d[\dX-]*)/?")
# The groups of an ISBN begin behind one of these; 979-0 is for printed music (ISO 10957).
_PREFIXES = ("978", "979")
# A prefix of a publisher has at most these digits, so more are no prefix.
_LONGEST_PREFIX = 11
_SBN_DIGITS = 9
_LENGTHS = f"{OLD_ISBN_DIGITS} or {ISBN_DIGITS}"
_NUMBER = Pattern(r"(?<![\w-])\d")
_ISSN_IN_FIELD = Pattern(r"(?<![\w-])\d{4}[\u2010-\u2015\u2212-]?\d{3}[\dXx](?![\w-])")
# Behind a number that is a pattern or cut off.
_GOES_ON = Pattern(r"[\u2010-\u2015\u2212-]\s?[\dXx?_#*N]|[\w*#\u2026]|\?[\w?]|\.{2,}|/\d|\s[\dXx](?!\w)")
# Authors who know that the number that was printed is wrong say so; `((…))` does it in citation templates.
_KNOWN = Pattern(
    r"(?i)\b(?:invalid|incorrect|wrong|erroneous|faulty|bad|misprint\w*|sic|error|mistake|fake|fictitious|dummy"
    r"|falsch\w*|fehlerhaft\w*|ung\u00fcltig\w*|erron\w*|invalide|errat[oa]|inv[a\u00e1]lid\w*|onjuist|felaktig\w*"
    r"|b\u0142\u0119dny|\u043d\u0435\u0432\u0435\u0440\u043d\w*|\u043e\u0448\u0438\u0431\u043e\u0447\w*)\b"
    r"|\u932f\u8aa4|\u9519\u8bef|\u8aa4\u308a|ignore-?isbn-?error=|\(\("
)


@rule(Severity.ERROR)
def id_isbn(document: Document, context: Context) -> Iterator[Remark]:
    """Flag an ISBN whose check digit or length is wrong.

    ## What it finds
    In fields, templates, addresses of catalogues and behind `ISBN` in text: numbers of 10 or 13 digits whose last digit
    does not follow from the others, numbers of another length, 13 digits that begin with neither 978 nor 979. Numbers
    that are said to be invalid (`invalid ISBN`, `[sic]`, `ignore-isbn-error=true`, `((…))`), prefixes of publishers and
    made-up numbers are left alone; an old SBN of nine digits is only worth knowing, and an ISSN in its place a warning.

    ## Why it matters
    No catalogue knows the number. The check digit is there to catch one wrong digit, and it has.

    ## Example
    ```markdown
    *Harbours of the North*, ISBN 978-0-306-40615-8.
    ```

    ## Instead
    ```markdown
    *Harbours of the North*, ISBN 978-0-306-40615-7.
    ```

    ## References
    - [ISBN Users' Manual](https://www.isbn-international.org/content/isbn-users-manual)
    """
    del context
    for found in _each_once(document, Scheme.ISBN):
        if _KNOWN.search(found.around) or _KNOWN.search(found.value):
            continue
        for written in _isbns(found):
            number = digits(written)
            if not is_made_up(number):
                yield from _judged_isbn(found, written, number)
        if found.alone and _is_issn(found.value.strip()):
            what = f"{found.value} is an ISSN, not an ISBN"
            yield _remark(found, what, found.value, "digits of an ISBN", _LENGTHS, Severity.WARNING)


def _isbns(found: Identifier) -> Iterator[str]:
    """Take the numbers out of a value: several may stand in a field, with remarks between them."""
    if not found.alone:
        after = found.around.partition(found.value)[2]
        if not _GOES_ON.match(after):
            yield found.value
        return
    position = 0
    while begin := _NUMBER.search(found.value, position):
        end = isbn_end(found.value, begin.start())
        position = max(end, begin.end())
        if end > begin.start() and not _GOES_ON.match(found.value, end):
            yield found.value[begin.start() : end]


def _judged_isbn(found: Identifier, written: str, number: str) -> Iterator[Remark]:
    """Remark on a number that is no ISBN."""
    if not _ISBN.fullmatch(number):
        yield from _judged_length(found, written, number)
    elif len(number) == ISBN_DIGITS and not number.startswith(_PREFIXES):
        yield _remark(found, f"the ISBN {written} begins with {number[:3]}", written, "begins with", "978 or 979")
    else:
        yield from _judged_digit(found, written, number, isbn_check_digit)


def _judged_length(found: Identifier, written: str, number: str) -> Iterator[Remark]:
    """Remark on a number that has not as many digits as an ISBN."""
    if not number.isdecimal():
        # In 13 digits an X stands for the one that is not known.
        return
    if len(number) == _SBN_DIGITS:
        old = f"0{number}"
        if isbn_check_digit(old) == old[-1]:
            what = f"{written} is an SBN of nine digits; as an ISBN it begins with 0"
            yield _remark(found, what, written, "as an ISBN", old, Severity.INFO)
            return
    if len(number) > _LONGEST_PREFIX or (len(number) == _LONGEST_PREFIX and not number.startswith(_PREFIXES)):
        yield _remark(found, f"the ISBN {written} has {len(number)} digits", written, "digits of an ISBN", _LENGTHS)


def _is_issn(written: str) -> bool:
    """Tell whether a number is an ISSN, and a right one."""
    number = digits(written)
    return _ISSN_IN_FIELD.fullmatch(written) is not None and issn_check_digit(number) == number[-1]


@rule(Severity.ERROR)
def id_issn(document: Document, context: Context) -> Iterator[Remark]:
    """Flag an ISSN whose check digit is wrong.

    ## What it finds
    In fields, templates, addresses of catalogues and behind `ISSN` in text: numbers of eight digits whose last digit
    does not follow from the others. Made-up numbers such as `1234-5678` are left alone.

    ## Why it matters
    No catalogue knows the journal by that number. The check digit is there to catch one wrong digit, and it has.

    ## Example
    ```markdown
    *Harbour Review*, ISSN 2070-1722.
    ```

    ## Instead
    ```markdown
    *Harbour Review*, ISSN 2070-1721.
    ```

    ## References
    - [What is an ISSN?](https://www.issn.org/understanding-the-issn/what-is-an-issn/)
    """
    del context
    for found in _each_once(document, Scheme.ISSN):
        if _KNOWN.search(found.around):
            continue
        for written in _ISSN_IN_FIELD.findall(found.value):
            number = digits(written)
            if not is_made_up(number):
                yield from _judged_digit(found, written, number, issn_check_digit)


@rule(Severity.ERROR)
def id_orcid(document: Document, context: Context) -> Iterator[Remark]:
    """Flag an ORCID iD whose check digit is wrong.

    ## What it finds
    In addresses at orcid.org, fields, templates and behind `ORCID` in text: iDs whose last digit does not follow from
    the others, or that have not 16 digits. Made-up ones such as `0000-0002-1234-5678` are left alone.

    ## Why it matters
    There is no such person, or, worse, another one. The check digit is there to catch one wrong digit, and it has.

    ## Example
    ```markdown
    [Ada Holm](https://orcid.org/0000-0002-1825-0098)
    ```

    ## Instead
    ```markdown
    [Ada Holm](https://orcid.org/0000-0002-1825-0097)
    ```

    ## References
    - [Structure of the ORCID Identifier](https://support.orcid.org/hc/en-us/articles/360006897674)
    """
    del context
    for found in _each_once(document, Scheme.ORCID):
        written = _ORCID_LIKE.fullmatch(found.value.strip())
        number = digits(written["id"]) if written else ""
        if written is None or is_made_up(number):
            continue
        if _ORCID.fullmatch(number):
            yield from _judged_digit(found, written["id"], number, orcid_check_digit)
        elif len(number) != ORCID_DIGITS:
            what = f"the ORCID iD {written['id']} has {len(number)} digits"
            yield _remark(found, what, written["id"], "digits of an ORCID iD", str(ORCID_DIGITS))


def _each_once(document: Document, scheme: Scheme) -> Iterator[Identifier]:
    """Go through the identifiers of a scheme, each once in a line."""
    seen: set[tuple[int, str]] = set()
    for found in identifiers(document, scheme):
        place = (found.location.line, folded(scheme, found.value))
        if place not in seen:
            seen.add(place)
            yield found


def _judged_digit(found: Identifier, written: str, number: str, check: Callable[[str], str]) -> Iterator[Remark]:
    """Remark on a number whose check digit is not the one that follows from the others."""
    wanted = check(number)
    if number[-1] != wanted:
        what = f"the check digit of {found.scheme} {written} is {number[-1]}, by the others it would be {wanted}"
        yield _remark(found, what, written, "check digit by the others", wanted)


def _remark(
    found: Identifier, message: str, written: str, name: str, wanted: str, severity: Severity | None = None
) -> Remark:
    """Show a number as it is written, and what it is held against."""
    url = urls.canonical(found.reference.url) if found.reference else ""
    evidence = (value("as written", written, found.location), value(name, wanted))
    return Remark(message, found.location, url, evidence, severity=severity)
