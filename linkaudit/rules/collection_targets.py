"""Rules on targets that the other documents of a collection know better."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.models import Confidence, Kind, Loss, Reference, Severity
from linkaudit.rules.interface import Context, Needs, Remark, rule, shortened, value
from linkaudit.rules.relinking import relinked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document, Evidence, Fix, Lead, Location


@rule(Severity.INFO, Needs.COLLECTION)
def collection_recoverable_target(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a lost target for which the collection has an address.

    ## What it finds
    A link with a placeholder for its target (`#`, `TODO`, nothing), an address that was cut off, or a headline that was
    a link (`Related article: …`), if an address in the same or another document fits it and no other does as well: what
    is left of the address is its beginning, it stands at the same place in a copy, the same words lead there, it is
    cited under these words as its title, or it is made of them. Documents that share their text are asked first; of
    others more is demanded. What speaks against the address is said: its date lies after that of the document, it is
    not built as the others of its host, it stands in a document that shares no text.

    With `--unsafe-fixes` the command `fix` writes the address in the place of the target, if nothing speaks against it.

    ## Why it matters
    Copies of a text lose different links. What one of them lost often stands in another, or in a list of sources.

    ## Example
    ```markdown
    # Ferry line cut

    Related article: [Why the council of Port Alda gave up its ferry](#)
    ```
    ```siblings
    "other.md" = "See [Why the council of Port Alda gave up its ferry](https://gazette.example/2018/07/ferry-given-up)."
    ```

    ## Instead
    ```markdown
    # Ferry line cut

    Related article: [Why the council of Port Alda gave up its ferry](https://gazette.example/2018/07/ferry-given-up)
    ```
    ```siblings
    "other.md" = "See [Why the council of Port Alda gave up its ferry](https://gazette.example/2018/07/ferry-given-up)."
    ```
    """
    for lead in context.kinship.leads.get(document.path, ()):
        yield Remark(
            f"{_named(lead)} {_said(lead)}",
            lead.location,
            urls.canonical(lead.target.value),
            (*lead.target.evidence, *_certainty(lead)),
            related=_elsewhere(lead.target.evidence, document.path),
            fixes=_written(document, lead),
        )


@rule(Severity.INFO, Needs.COLLECTION)
def collection_odd_address(document: Document, context: Context) -> Iterator[Remark]:
    """Flag an address that is not built as all others of its host are.

    ## What it finds
    The address of an article that lacks what all other addresses of articles of its host have, as far as the collection
    names them: the number behind the title, the ending, the day. Eight others are asked for; for a number of letters
    and figures behind a title and a whole date one is enough. Pages of other kinds, and hosts that build the addresses
    of their articles in several ways, are left alone.

    ## Why it matters
    Sites make the addresses of their articles by one rule. One that does not follow it may have been cut, put together
    by hand or made up; look at it before it is used.

    ## Example
    ```markdown
    [Cut](https://gazette.example/2018/07/12/ferry-line-cut-after-a-century-a62221) and
    [given up](https://gazette.example/2018/07/28/why-the-ferry-was-given-up)
    ```

    ## Instead
    ```markdown
    [Cut](https://gazette.example/2018/07/12/ferry-line-cut-after-a-century-a62221) and
    [given up](https://gazette.example/2018/07/28/why-the-ferry-was-given-up-a62384)
    ```
    """
    for odd in context.kinship.odd.get(document.path, ()):
        examples = (value("another address of the host", each.value, each.location) for each in odd.examples)
        yield Remark(
            f"the address lacks what others of {odd.host} have: {odd.lacks}",
            odd.location,
            urls.canonical(odd.url),
            (value("address", odd.url, odd.location), *examples),
            related=tuple(each.location for each in odd.examples),
        )


@rule(Severity.INFO, Needs.WEB)
def collection_dead_target(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a dead link whose page the collection knows under another address.

    ## What it finds
    A link that led to no page, or to something else than its page, when it was looked at, if an address in the same or
    another document fits it that was seen to be there or has a capture: the same words lead there, or it ends in the
    same words. Elsewhere than on the same site, or in a copy, more words must be the same.

    ## Why it matters
    Sites move their pages, and whoever cited a page later cited it where it is now.

    ## Example
    ```markdown
    See [Ferry line cut after a century](https://gazette.example/2018/07/12/ferry-line-cut-after-a-century).
    ```
    ```observation
    verdict = "dead"
    reason = "not-found"
    status = 404
    ```
    ```siblings
    "other.md" = "[Cut](https://gazette.example/news/ferry-line-cut-after-a-century-a62221)"
    ```

    ## Instead
    ```markdown
    See [Ferry line cut after a century](https://gazette.example/news/ferry-line-cut-after-a-century-a62221).
    ```
    ```observation
    ```
    ```siblings
    "other.md" = "[Cut](https://gazette.example/news/ferry-line-cut-after-a-century-a62221)"
    ```
    """
    for lead in context.dead_leads.get(document.path, ()):
        yield Remark(
            f"{_named(lead)} {_said(lead)}",
            lead.location,
            urls.canonical(lead.target.value),
            (*lead.target.evidence, *_certainty(lead)),
            related=_elsewhere(lead.target.evidence, document.path),
        )


def _named(lead: Lead) -> str:
    """Name a link that lost its target, and say what is told of it."""
    words = f'"{shortened(lead.text)}"'
    if lead.loss is Loss.PLACEHOLDER:
        return f"the lost target of {words} may be"
    if lead.loss is Loss.TRUNCATED:
        return f"the address that was cut off, {shortened(lead.raw)}, may be"
    if lead.loss is Loss.HEADLINE:
        return f"the headline {words} may have led to"
    return f"the dead link {words if lead.text else shortened(lead.raw)} may be found at"


def _said(lead: Lead) -> str:
    """Say what the target may be, why, and the gravest that speaks against it."""
    doubt = f"; but {lead.target.doubts[0]}" if lead.target.doubts else ""
    return f"{shortened(lead.target.value, 120)}: {lead.target.because}{doubt}"


def _certainty(lead: Lead) -> tuple[Evidence, ...]:
    """Say how certain it is, and what speaks against it."""
    doubts = (value("doubt", doubt) for doubt in lead.target.doubts)
    return (value("confidence", f"{lead.target.confidence}, inferred by {lead.target.by}"), *doubts)


def _elsewhere(evidence: tuple[Evidence, ...], path: str) -> tuple[Location, ...]:
    """List the places in other documents at which evidence stands."""
    places = (each.location for each in evidence if each.location is not None and each.location.path != path)
    return tuple(dict.fromkeys(places))


def _written(document: Document, lead: Lead) -> tuple[Fix, ...]:
    """Offer to write the address in the place of the target, if nothing speaks against it."""
    target = lead.target
    if not lead.editable or target.confidence is not Confidence.HIGH or target.doubts:
        return ()
    # An address may be cut off where nothing but white space ends it.
    kind = Kind.AUTOLINK if lead.loss is Loss.TRUNCATED else Kind.LINK
    place = Reference(lead.raw, lead.raw, lead.location, kind)
    return relinked(document, place, target.value, "write the address that the collection has for it", safe=False)
