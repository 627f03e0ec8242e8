"""Rules on a source and its archived copy: two addresses that are to belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.citations.archive_urls import archive_at
from linkaudit.models import Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.archived_sources import difference, pairs, same_page
from linkaudit.rules.interface import Context, Remark, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document, Evidence
    from linkaudit.rules.archived_sources import Pair

# What an address says that may be that of a copy after all: an archive that is not known, a permanent version.
_KEPT = Pattern(
    r"(?i)archi[vef]|arquiv|wayback|memento|snapshot|perma|captur|mirror|cache|heritage|zenodo|figshare|osf\.io|"
    r"dataverse|doi\.org|\d{8}|[0-9a-f]{20,}|oldid=|/https?[:%]"
)


@rule(Severity.ERROR)
def archive_url_mismatch(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a capture of another page than the one that is cited.

    ## What it finds
    A source whose archived copy holds another address than the one that is cited: in a citation template, a
    bibliography, front matter, a robust link, or in words (`Archived from the original`). Scheme, `www.`, port, final
    slash, upper and lower case, encoding, the name of an index page and tracking parameters may differ.

    A redirect may explain it, which only the archive can tell. So it is a warning if both addresses are of one site, or
    of a page that kept its name or number on another; both together are only worth knowing. Addresses that always lead
    on (DOI and other resolvers, shorteners) are left alone.

    ## Why it matters
    Whoever follows the capture reads another page than the writer did. The two were mixed up when they were copied, or
    the address was brought up to date and the capture forgotten.

    ## Example
    ```markdown
    ---
    source: https://gazette.example/2018/07/12/ferry-line-cut
    archive_url: https://web.archive.org/web/20180801000000/https://harbour.test/tides/noon
    ---
    The ferry will stop.
    ```

    ## Instead
    ```markdown
    ---
    source: https://gazette.example/2018/07/12/ferry-line-cut
    archive_url: https://web.archive.org/web/20180801000000/http://www.gazette.example:80/2018/07/12/ferry-line-cut/
    ---
    The ferry will stop.
    ```
    """
    del context
    for pair in pairs(document):
        archived = urls.archive_url(pair.archive.url)
        severity = difference(pair.cited.url, pair.archive.url) if archived and archived.original else None
        if archived and severity:
            if not pair.certain and severity is Severity.ERROR:
                severity = Severity.WARNING
            yield Remark(
                f"the capture is of {urls.subject(archived.original)}, and not of the page that is cited"
                + ("; the page may have moved" if severity is Severity.INFO else ""),
                pair.archive.location,
                urls.canonical(pair.archive.url),
                (
                    value("cited", pair.cited.raw, pair.cited.location),
                    value("captured", archived.original, pair.archive.location),
                ),
                severity=severity,
            )


def _both(pair: Pair) -> tuple[Evidence, ...]:
    """Show the two addresses of a pair as they are written."""
    return (
        value("cited", pair.cited.raw, pair.cited.location),
        value("archived copy", pair.archive.raw, pair.archive.location),
    )


def _uncaptured(document: Document) -> Iterator[Pair]:
    """Go through the pairs whose copy is at no archive that is known."""
    for pair in pairs(document):
        if urls.archive_url(pair.archive.url) is None and archive_at(urls.host(pair.archive.url)) is None:
            yield pair


@rule(Severity.ERROR)
def archive_equals_url(document: Document, context: Context) -> Iterator[Remark]:
    """Flag an archived copy that is the cited page itself.

    ## What it finds
    A citation template, a bibliographic entry, front matter or a robust link whose archived copy has the same address
    as the source. If both are the same capture it is a warning: there is a copy, and the original's address is missing.

    ## Why it matters
    There is no copy. When the page goes, both links go with it, and until then everybody believes that it is kept.

    ## Example
    ```markdown
    ---
    source: https://gazette.example/cut
    archive_url: http://www.gazette.example/cut/
    ---
    The ferry will stop.
    ```

    ## Instead
    ```markdown
    ---
    source: https://gazette.example/cut
    archive_url: https://web.archive.org/web/20180801000000/https://gazette.example/cut
    ---
    The ferry will stop.
    ```
    """
    del context
    for pair in pairs(document):
        captured = urls.archive_url(pair.archive.url) is not None
        if captured and urls.canonical(pair.archive.url) != urls.canonical(pair.cited.url):
            continue
        if captured or same_page(pair.cited.url, pair.archive.url):
            yield Remark(
                "the source and its archived copy are the same capture"
                if captured
                else "the archived copy is the cited page itself",
                pair.archive.location,
                urls.canonical(pair.archive.url),
                _both(pair),
                severity=Severity.WARNING if captured else Severity.ERROR,
            )


@rule(Severity.ERROR)
def archive_is_live(document: Document, context: Context) -> Iterator[Remark]:
    """Flag an archived copy that is at no archive.

    ## What it finds
    A citation template, a bibliographic entry, front matter or a robust link whose archived copy is a live page: an
    error if it is on the site of the source, otherwise a warning, since there are more archives than are known. What
    looks like an archive or a permanent version by its address is left alone.

    ## Why it matters
    A live page may change or go at any time. The source is not kept, and everybody believes that it is.

    ## Example
    ```markdown
    ---
    source: https://gazette.example/cut
    archive_url: https://gazette.example/cut/print
    ---
    The ferry will stop.
    ```

    ## Instead
    ```markdown
    ---
    source: https://gazette.example/cut
    archive_url: https://web.archive.org/web/20180801000000/https://gazette.example/cut
    ---
    The ferry will stop.
    ```
    """
    del context
    for pair in _uncaptured(document):
        if _KEPT.search(pair.archive.url) or same_page(pair.cited.url, pair.archive.url):
            continue
        one_site = urls.same_site(pair.cited.url, pair.archive.url)
        yield Remark(
            "the archived copy is a live page"
            + (" of the same site" if one_site else f": {urls.host(pair.archive.url)} is no archive that is known"),
            pair.archive.location,
            urls.canonical(pair.archive.url),
            _both(pair),
            severity=Severity.ERROR if one_site else Severity.WARNING,
        )
