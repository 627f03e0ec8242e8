"""Rules on what pages say: whether they still say what was cited, and whether an original carries the copied text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.citations.stated_originals import origins
from linkaudit.models import Severity
from linkaudit.rules.compared_texts import LIVE, captured, day, drifts_of, looked_at, percent, where
from linkaudit.rules.interface import Context, Needs, Remark, as_written, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.citations.stated_originals import Origin
    from linkaudit.models import Carrying, Document, Evidence, Reference

_REPLACED = "replaced"
_CARRIES, _IN_PART, _NOT = "carries", "in-part", "not"


@rule(Severity.INFO, Needs.CONTENT)
def content_drift(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a link whose page says something else than when it was cited.

    ## What it finds
    A page that is alive and shows less than half of what stands in the capture nearest to the date of the citation, or
    in the capture that is cited beside it, counted in passages of five words; the likeness of both texts is below one
    half, too. A story that grew says what it said. Front pages and lists of news are left alone: they are meant to
    change. What cannot be compared (a page without text, another language) is no finding.

    ## Why it matters
    The link works, and a reader who follows it does not find what was cited. The capture still says it.

    ## Example
    ```markdown
    See [the tide tables](https://harbour.example/tides).
    ```
    ```drift
    change = "replaced"
    likeness = 0.07
    ```

    ## Instead
    ```markdown
    See [the tide tables](https://harbour.example/tides).
    ```
    ```drift
    change = "changed"
    likeness = 0.31
    kept = 0.96
    ```

    ## References
    - [Scholarly Context Adrift: Three out of Four URI References Lead to Changed
      Content](https://doi.org/10.1371/journal.pone.0167475)
    """
    for drift, references in drifts_of(document, context):
        if drift.drifted and not drift.trade:
            common, then = percent(drift.likeness), day(drift.memento.captured_at)
            yield Remark(
                f"the page says something else than when it was captured on {then}: {common} of the passages in common"
                if drift.change == _REPLACED
                else f"the page says {percent(drift.kept)}, less than half, of what it said when captured on {then}",
                references[0].location,
                drift.url,
                (
                    as_written(references[0]),
                    value("in common", common),
                    *((value("still there", percent(drift.kept)),) if drift.kept is not None else ()),
                    captured(drift),
                    value("looked at", looked_at(context, drift.url)),
                    value("cited", drift.at or "date unknown"),
                ),
                tuple(each.location for each in references[1:]),
            )


@rule(Severity.INFO, Needs.CONTENT)
def content_original_carries(document: Document, context: Context) -> Iterator[Remark]:
    """Flag an original that was seen to carry the text of the document.

    ## What it finds
    A document whose text stands in the page from which it says it comes: live, or as it was captured. This is no fault
    but a record: the statement of provenance was checked, and holds.

    ## Why it matters
    An address that answers proves nothing. That the page behind it has the text is what makes a copy trustworthy, and
    it can be shown only as long as the page or a capture of it exists.

    ## Example
    ```markdown
    Original url: https://gazette.example/2018/07/12/ferry
    ```
    ```carrying
    carries = "carries"
    share = 0.97
    where = "live"
    ```

    ## Instead
    ```markdown
    Original url: https://gazette.example/2018/07/12/ferry
    ```
    ```carrying
    carries = "unknown"
    because = "the page was not seen: blocked (forbidden)"
    ```
    """
    for origin, carrying in _carried(document, context, _CARRIES):
        message = f"the page carries {percent(carrying.share)} of the text, {where(carrying, context)}"
        evidence = _evidence(origin.reference, carrying, context)
        yield Remark(message, origin.reference.location, carrying.url, evidence)


@rule(Severity.WARNING, Needs.CONTENT)
def content_original_mismatch(document: Document, context: Context) -> Iterator[Remark]:
    """Flag an original whose page does not carry the text of the document.

    ## What it finds
    A document that names the page from which its text comes, where the page has hardly any of its passages (five words
    in a row): neither live nor as it was captured near the date of the document. If the page carries a part of it, this
    is only worth knowing: the copy may be an excerpt of several pages, or rewritten. Nothing is said where the page was
    not seen and no capture answers, where it is in another language, or shows too little text. Words that say less
    than that the text comes from there (`source:`, `via:`, `permalink:`, `url:`, a canonical address) are only worth
    knowing; the source of a picture, several sources, and works in a list are not compared.

    ## Why it matters
    Either the address is not that of the original, or the copy is not what it says it is.

    ## Example
    ```markdown
    Original url: https://gazette.example/2018/07/12/ferry
    ```
    ```carrying
    carries = "not"
    share = 0.01
    where = "live"
    ```

    ## Instead
    ```markdown
    Original url: https://gazette.example/2018/07/12/ferry
    ```
    ```carrying
    carries = "carries"
    share = 0.97
    where = "live"
    ```
    """
    for origin, carrying in _carried(document, context, _NOT):
        message = f"the page does not carry the text: {percent(carrying.share)} of it, {where(carrying, context)}"
        evidence = _evidence(origin.reference, carrying, context)
        severity = None if origin.certain else Severity.INFO
        yield Remark(message, origin.reference.location, carrying.url, evidence, severity=severity)
    for origin, carrying in _carried(document, context, _IN_PART):
        message = f"the page carries a part of the text: {percent(carrying.share)} of it, {where(carrying, context)}"
        evidence = _evidence(origin.reference, carrying, context)
        yield Remark(message, origin.reference.location, carrying.url, evidence, severity=Severity.INFO)


def _carried(document: Document, context: Context, carries: str) -> Iterator[tuple[Origin, Carrying]]:
    """Go through the originals of a document whose pages were seen to carry so much of it."""
    if not context.carryings:
        return
    for origin in origins(document):
        carrying = context.carryings.get((document.path, urls.without_fragment(origin.url)))
        if carrying is not None and carrying.carries == carries:
            yield origin, carrying


def _evidence(reference: Reference, carrying: Carrying, context: Context) -> tuple[Evidence, ...]:
    """Show how much of the text was found where, live and captured."""
    seen = context.observations.get(carrying.url)
    shown = [as_written(reference), value("carried", percent(carrying.share))]
    if carrying.captured_at is not None:
        place = carrying.url if carrying.where == LIVE else carrying.where
        shown.append(value("captured", f"{day(carrying.captured_at)}, {place}"))
        if carrying.live_share is not None:
            shown.append(value("carried live", percent(carrying.live_share)))
    if seen is not None:
        shown.append(value("the page itself", f"{seen.verdict} ({seen.reason}), looked at {seen.checked_at:%Y-%m-%d}"))
    return tuple(shown)
