"""The rule on pages that the documents of a collection cite under several addresses."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.collection.pages import differences
from linkaudit.models import Severity
from linkaudit.rules.disagreeing import LONGEST, MOST_ALIKE, MOST_PLACES, Told, remark, told_in
from linkaudit.rules.hosts import is_for_documentation, local
from linkaudit.rules.interface import Context, Needs, Remark, rule, shortened, value
from linkaudit.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkaudit.models import Document

# Pages of one host that a document cites in an unusual spelling and that are told one by one.
_MOST_OF_HOST = 3


@rule(Severity.INFO, Needs.COLLECTION)
def collection_url_variants(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a page that other documents cite by another address.

    ## What it finds
    Pages that the documents of a collection cite in several spellings: with `http:` and `https:`, with `www.` and
    without, with and without a last slash, a default page (`index.html`) or tracking parameters, in the form for phones
    or for the printer. Those documents are told that do not use the usual spelling: the one without such additions that
    most documents use, with `https:` if any does. Of a host with many such pages a few are shown, and of more than ten
    documents with the same spelling, as pages of one design have it, the first is told. Captures, wrappers and what
    pages load are left alone.

    ## Why it matters
    What was looked up, archived or noted for a page under one address is not found under the other, and the page is
    counted twice.

    ## Example
    ```markdown
    The [tables](http://www.harbour.example/tides/?utm_source=share) are printed a year ahead.
    ```
    ```siblings
    "boats.md" = "Boats go by the [tables](https://harbour.example/tides)."
    ```

    ## Instead
    ```markdown
    The [tables](https://harbour.example/tides#july) are printed a year ahead.
    ```
    ```siblings
    "boats.md" = "Boats go by the [tables](https://harbour.example/tides)."
    ```
    """
    by_host: dict[str, list[Told]] = defaultdict(list)
    for told in told_in(document, context, "collection-url-variants"):
        host = urls.host(told.matter.about)
        odd = told.party.value != told.matter.about and told.speaks_for_itself
        if odd and not (is_for_documentation(host) or local(host)):
            by_host[host].append(told)
    for host, found in by_host.items():
        if len(found) <= _MOST_OF_HOST:
            yield from map(_variant, found)
        else:
            yield _variants(host, found)


def _variant(told: Told) -> Remark:
    """Tell of one page that others cite by another address."""
    usual = told.matter.about
    often = len(told.values[usual])
    more = len(told.alike) - 1
    here = f", but as here in {counted(more, 'more document')}" if len(told.alike) > MOST_ALIKE else ""
    return remark(
        told,
        f"cited as {shortened(usual, LONGEST)} in {counted(often, 'document')} of the collection{here}",
        "address",
        urls.canonical(told.party.value),
        value("usual address", usual),
        value("differs in", ", ".join(differences(told.party.value, usual))),
    )


def _variants(host: str, found: Sequence[Told]) -> Remark:
    """Tell of many pages of one host at once."""
    first = found[0]
    shown = found[:_MOST_OF_HOST]
    what = ", ".join(dict.fromkeys(each for told in found for each in differences(told.party.value, told.matter.about)))
    return Remark(
        f"{len(found)} pages of {host} are cited here by other addresses than elsewhere in the collection",
        first.party.location,
        f"{urls.canonical(first.matter.about).partition(host)[0]}{host}/",
        (
            value("differ in", what),
            *(value("address", told.party.value, told.party.location) for told in shown),
            *(value("usual address", told.matter.about) for told in shown),
        ),
        related=tuple(place for told in found for place in told.places[:1])[:MOST_PLACES],
    )
