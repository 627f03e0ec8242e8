"""Rules on DOIs: how they are written, and the address that a link to one has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.citations.identified import identifiers
from linkaudit.citations.identifiers import HYPHENS, Scheme, folded, is_made_up, without_punctuation
from linkaudit.documents.pages.attributes import unescape
from linkaudit.models import Edit, Fix, Kind, Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.interface import Context, Remark, as_written, replacement, rule, shortened, value, web_references

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.citations.identified import Identifier
    from linkaudit.models import Document, Reference

RESOLVER = "https://doi.org/"
# DOI Handbook, 2.2: a prefix of `10.` and the number of a registrant, perhaps divided; a suffix of any characters.
_DOI = Pattern(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_PREFIX = Pattern(r"10\.\d{4,9}(?:\.\d+)*/?")
# What documentation and templates write for a DOI that is still to come.
_STAND_IN = Pattern(r"(?i)[{}$%|\\]|x{3,}|n{3,}|\.\.\.|\u2026|10\.(?:\D|$)|/(?:abc|foo|bar|test|example|suffix)\b")
_ADDRESS = Pattern(r"(?i)https?:/{1,2}(?:(?:dx\.|www\.)?doi\.org/+)?")
_RESOLVER_BEFORE = Pattern(r"(?i)(?:https?:/{1,2})?(?:dx\.|www\.)?doi\.org/+")
_LABEL = Pattern(r"(?i)(?:doi\s*:?\s*)+(?=10\.)")
# https://shortdoi.org/: `10/gt8p`.
_SHORT = Pattern(r"10/[A-Za-z0-9]+")
_DASH = Pattern(rf"(?<=[\w)])[{HYPHENS}](?=[\w(])")
# In text a dash may part what stands before it from the DOI.
_DASH_IN_NUMBER = Pattern(rf"(?<=\d)[{HYPHENS}](?=\d)")
_TRAILING = ".,;:"
_OLD_RESOLVER = Pattern(r"(?i)^(?:http://(?:dx\.|www\.)?doi\.org/|https://(?:dx\.|www\.)doi\.org/)(?=(?:doi:)*10\.\d)")
_LABELLED = Pattern(r"(?i)^https?://(?:dx\.|www\.)?doi\.org/(?:doi:)+(?=10\.\d)")
# The DOI in the address of a page: up to its end, without what publishers put behind it.
_EMBEDDED = Pattern(r"(?:/|[?&]id=)(?P<doi>10\.\d{4,9}(?:\.\d+)*/[^?#&]+)")
_BEHIND = Pattern(r"(?i)(?:/(?:full|abstract|abs|meta|html|fulltext|summary|references)|\.(?:full|abstract))+/?$|/$")
# bioRxiv and medRxiv put the version behind the DOI of a preprint.
_VERSION = Pattern(r"^(10\.1101/[\d.]+)v\d+$")
# Under this prefix the ACM Digital Library shows works that have no DOI.
_NO_PREFIX = "10.5555/"
_FILE = Pattern(r"(?i)\.(?:pdf|epub|svg|png|xml|ris|bib|zip|full\.pdf)$|/(?:pdf|epdf|pdfft|epub|pdfdirect)(?:/|$)")
# As long as the addresses that servers take.
_LONGEST = 8192
_SHOWN = {Kind.LINK, Kind.AUTOLINK, Kind.BARE, Kind.DEFINITION, Kind.FIELD, Kind.ANNOTATION}


class _Flaw(Struct, frozen=True):
    """What is wrong with a DOI, and the one that was probably meant."""

    what: str
    meant: str = ""
    safe: bool = False
    severity: Severity | None = None


@rule(Severity.WARNING)
def id_doi_malformed(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a DOI that is not written as one.

    ## What it finds
    In the fields of entries and front matter, in templates, in links to doi.org and behind `doi:` in text: no number of
    four to nine digits behind `10.`, no suffix, a dash where a hyphen belongs, `&lt;` for `<`, the label twice. In
    fields also a label before the DOI, white space within it, punctuation behind it, and, which is only worth knowing,
    its whole address. Brackets, `<`, `>`, `;` and `:` may stand in a DOI. Stand-ins such as `10.xxxx/xxxx` are left
    alone.

    ## Why it matters
    Programs make the address of a publication from its DOI. Where the field holds more or less than the DOI, the
    address leads nowhere.

    ## Example
    ```markdown
    ---
    doi: "doi: 10.5555/harbour.12"
    ---
    On ferries. [As printed](https://doi.org/10.555/harbour.12)
    ```

    ## Instead
    ```markdown
    ---
    doi: 10.5555/harbour.12
    ---
    On ferries. [As printed](https://doi.org/10.5555/harbour.12)
    ```

    ## References
    - [DOI Handbook, numbering](https://www.doi.org/doi-handbook/HTML/doi-name-syntax.html)
    """
    del context
    seen: set[tuple[int, str]] = set()
    for found in identifiers(document, Scheme.DOI):
        place = (found.location.line, folded(Scheme.DOI, found.value))
        flaw = _flaw(found) if place not in seen else None
        seen.add(place)
        if flaw:
            evidence = [value("as written", found.value, found.location)]
            evidence.append(value("probably meant", flaw.meant) if flaw.meant else value("form", "10.NNNN/suffix"))
            yield Remark(
                f"the DOI `{shortened(found.value)}` {flaw.what}",
                found.location,
                urls.canonical(found.reference.url) if found.reference else "",
                tuple(evidence),
                fixes=_correction(document, found, flaw),
                severity=flaw.severity,
            )


def _flaw(found: Identifier) -> _Flaw | None:
    """Say what is wrong with a DOI; None if nothing is."""
    written = found.value.strip()
    if not written or _STAND_IN.search(written) or is_made_up(written.partition("/")[0]):
        return None
    if found.reference:
        return _flaw_in_address(written)
    resolver = _RESOLVER_BEFORE.match(written)
    before = resolver or _LABEL.match(written)
    if before:
        bare = written[before.end() :]
        if not bare.startswith("10."):
            return None
        meant = "" if _flaw_of_field(bare) else bare
        # Many programs take the address for the DOI; only some put another one before it.
        mild = Severity.INFO if resolver and meant else None
        return _Flaw("is a whole address" if resolver else "has a label before it", meant, safe=True, severity=mild)
    return _flaw_of_field(written) if found.alone else _flaw_in_text(written)


def _flaw_in_address(written: str) -> _Flaw | None:
    """Say what is wrong with what follows `https://doi.org/`. It need not be a DOI: there are short names as well."""
    doubled = _ADDRESS.match(written)
    if doubled:
        bare = written[doubled.end() :]
        return _Flaw("has an address within the address", bare, safe=True) if _DOI.fullmatch(bare) else None
    label = _LABEL.match(written)
    bare = written[label.end() :] if label else written
    return _flaw_of(bare, _DASH) if bare.startswith("10.") and " " not in bare else None


def _flaw_in_text(written: str) -> _Flaw | None:
    """Say what is wrong with a DOI in text, where not all that follows it need belong to it."""
    if "/" not in written.rstrip("/"):
        # A prefix is spoken of.
        return None
    return _flaw_of(written, _DASH_IN_NUMBER)


def _flaw_of_field(written: str) -> _Flaw | None:
    """Say what is wrong with a DOI that a field should hold alone. Several, parted by white space, are none."""
    first, *others = written.split()
    if others:
        return _flaw_of_several(first, others)
    if _SHORT.fullmatch(written) or not any(sign.isdigit() for sign in written):
        # A word stands for a DOI that there is not: `none`, `n/a`, `forthcoming`.
        return None
    bare = written.rstrip(_TRAILING)
    if bare != written and _DOI.fullmatch(bare):
        return _Flaw("has punctuation behind it", bare)
    return _flaw_of(written, _DASH)


def _flaw_of_several(first: str, others: list[str]) -> _Flaw | None:
    """Say what is wrong with a DOI that has white space in it or words behind it."""
    if not first.startswith("10.") or all(_DOI.fullmatch(each.strip(",;")) for each in (first, *others)):
        return None
    if _DOI.fullmatch(first) and first[-1].isalnum():
        return _Flaw("has more behind it", first)
    joined = "".join((first, *others))
    return _Flaw("has white space in it", joined) if _DOI.fullmatch(joined) else None


def _flaw_of(bare: str, dash: Pattern) -> _Flaw | None:
    """Say what is wrong with a DOI without anything around it."""
    if not _DOI.match(bare):
        without = _PREFIX.fullmatch(bare)
        return _Flaw("has no suffix" if without else "does not begin with `10.`, four to nine digits and a slash")
    if dash.search(bare) and "10." not in bare[3:]:
        return _Flaw("has a dash where a hyphen belongs", dash.sub("-", bare))
    if "&" in bare and unescape(bare) != bare:
        return _Flaw("has a character in it that is written as markup", unescape(bare))
    return None


def _correction(document: Document, found: Identifier, flaw: _Flaw) -> tuple[Fix, ...]:
    """Offer to write what was probably meant, where the source holds the value as it is."""
    title = f"write {shortened(flaw.meant)}"
    written = document.text[found.location.start : found.location.end]
    if found.reference and "%" not in found.reference.url:
        head, resolver, _ = written.partition("doi.org/")
        new = head + resolver + flaw.meant
        return replacement(found.reference, found.reference.url, new, title, safe=flaw.safe) if flaw.meant else ()
    if not flaw.meant or written != found.value:
        return ()
    return (Fix(title, safe=flaw.safe, edits=(Edit(found.location, flaw.meant),)),)


@rule(Severity.INFO)
def id_doi_url_form(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a link to a DOI whose address is not `https://doi.org/` and the DOI.

    ## What it finds
    Links to `dx.doi.org` and `www.doi.org`, links to doi.org over http, `https://doi.org/doi:10…`, and links to a page
    of a publisher whose address holds the DOI, where the document does not name the DOI elsewhere. Addresses of files
    and of captures are left alone.

    ## Why it matters
    `https://doi.org/` is the address that the registration agencies ask for, and that other documents use, so that
    copies and captures are found under it. The publisher's own address changes with the publisher; the DOI stays.

    ## Example
    ```markdown
    [On ferries](http://dx.doi.org/10.5555/harbour.12)
    ```

    ## Instead
    ```markdown
    [On ferries](https://doi.org/10.5555/harbour.12)
    ```

    ## References
    - [Crossref DOI display guidelines](https://www.crossref.org/display-guidelines/)
    """
    del context
    known: set[str] | None = None
    for reference in web_references(document):
        if "10." not in reference.url:
            continue
        if "doi.org/" in reference.url.lower():
            yield from _old_form(reference)
            continue
        doi = _embedded(reference)
        if doi:
            if known is None:
                known = {folded(Scheme.DOI, each.value) for each in identifiers(document, Scheme.DOI)}
            if folded(Scheme.DOI, doi) not in known:
                new = RESOLVER + doi
                yield Remark(
                    f"the address of the publisher stands for the DOI {shortened(doi)}",
                    reference.location,
                    urls.canonical(reference.url),
                    (as_written(reference), value("address of the DOI", new)),
                    fixes=replacement(reference, reference.url, new, "link to the DOI", safe=False),
                )


def _old_form(reference: Reference) -> Iterator[Remark]:
    """Remark on an address of doi.org in another form than the one asked for."""
    found = _LABELLED.match(reference.url) or _OLD_RESOLVER.match(reference.url)
    if found is None or reference.element.lower() == "doi":
        return
    new = RESOLVER + reference.url[found.end() :]
    fixes: tuple[Fix, ...] = ()
    if reference.raw.startswith(found[0]):
        edit = Edit(reference.location, RESOLVER + reference.raw[found.end() :])
        fixes = (Fix("write https://doi.org/", safe=True, edits=(edit,)),)
    yield Remark(
        f"the address of the DOI begins with `{found[0]}` instead of `{RESOLVER}`",
        reference.location,
        urls.canonical(reference.url),
        (as_written(reference), value("preferred form", new)),
        fixes=fixes,
    )


def _embedded(reference: Reference) -> str:
    """Give the DOI that the address of a publisher's page holds, as it is written there; empty if none does."""
    found = _EMBEDDED.search(reference.url)
    if (
        found is None
        or len(reference.url) > _LONGEST
        or reference.kind not in _SHOWN
        or _FILE.search(reference.url.partition("?")[0])
    ):
        return ""
    name = urls.host(reference.url)
    if not any(name == each or name.endswith(f".{each}") for each in data.load("identifiers")["publishers"]["domains"]):
        return ""
    doi = _VERSION.sub(r"\1", _BEHIND.sub("", without_punctuation(found["doi"])))
    if doi.startswith(_NO_PREFIX) or _STAND_IN.search(doi):
        return ""
    return doi if _DOI.fullmatch(doi) else ""
