"""Rules on where documents say that they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations.attribution import credits_of, is_linked
from linkaudit.documents.positions import top_of
from linkaudit.models import Role, Severity
from linkaudit.rules.interface import Context, Needs, Remark, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document

# Where four fifths of the documents in a folder name their source, the others are expected to.
SOURCED_SHARE = 0.8
# More words than these are prose about such labels rather than a stand-in for an address.
_MOST_STAND_IN_WORDS = 4


@rule(Severity.WARNING, Needs.COLLECTION)
def provenance_missing(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a copy of a published text that does not say where it comes from.

    ## What it finds
    A document without any statement of its source that shows that it is a copy: an agency's dateline or credit, or a
    byline or credit together with the furniture of a news page (`Related article:`, `Sign up for …`). Also a document
    that the configuration declares to be a clipping (`collection.clippings`), and one whose neighbours in the folder
    nearly all name their source. Ordinary documentation is left alone, and so is what is declared to be one's own work,
    in the configuration or by a comment `linkaudit: own-work`.

    ## Why it matters
    A copy without its source cannot be verified, cited or corrected. The longer one waits, the harder it is to find.

    ## Example
    ```markdown
    # Ferry line cut

    PORT ALDA (Reuters) - The ferry across the bay will stop in autumn, the harbour office said on Tuesday.
    ```

    ## Instead
    ```markdown
    # Ferry line cut

    PORT ALDA (Reuters) - The ferry across the bay will stop in autumn, the harbour office said on Tuesday.

    Original url: https://gazette.example/2018/07/12/ferry-line-cut
    ```
    """
    if any(citation.reference for citation in document.provenance) or context.own_work(document.path):
        return
    if any(comment.text.strip().startswith("linkaudit: own-work") for comment in document.comments):
        return
    folder = document.path.rpartition("/")[0] or "."
    if document.copied:
        reason, evidence = "a copy of a published text", document.copied
    elif context.clipping(document.path):
        reason, evidence = "declared to be a clipping", (value("declared in", "collection.clippings"),)
    elif context.sourced.get(folder, 0.0) >= SOURCED_SHARE:
        share = f"{context.sourced[folder]:.0%} of the documents in {folder} name their source"
        reason, evidence = "alone among its neighbours", (value("neighbours", share),)
    else:
        return
    yield Remark(f"no source is named, although it is {reason}", top_of(document.path), evidence=evidence)


@rule(Severity.ERROR)
def provenance_label_without_url(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a label that announces the original's address where no address follows.

    ## What it finds
    `Original url:` and its like in other languages, empty or followed by `N/A`, `TODO`, `#` or words, when no address
    stands on the next line either. A whole sentence behind the label is only worth knowing: it may be about such
    labels.

    ## Why it matters
    Somebody knew where the text came from and meant to write it down. It may still be known now.

    ## Example
    ```markdown
    Original url: N/A
    ```

    ## Instead
    ```markdown
    Original url: https://gazette.example/2018/07/12/ferry-line-cut
    ```
    """
    del context
    for citation in document.provenance:
        if citation.reference is None and citation.role is not Role.SOURCE:
            said = f'only "{citation.title}"' if citation.title else "nothing"
            yield Remark(
                f"{said} follows the label `{citation.form}`",
                citation.location,
                evidence=(
                    value("label", citation.form, citation.location),
                    value("what follows", citation.title or "(nothing)", citation.location),
                ),
                severity=Severity.INFO if len(citation.title.split()) > _MOST_STAND_IN_WORDS else Severity.ERROR,
            )


@rule(Severity.INFO)
def provenance_unlinked_attribution(document: Document, context: Context) -> Iterator[Remark]:
    """Flag an outlet or a source that is credited without a link.

    ## What it finds
    "Reuters reports", "According to The New Yorker", "By Reuters", `BEIRUT (Reuters) -`, a photo credit whose link is
    lost, by the list in `data/outlets.toml`, with no link in the paragraph nor one to the outlet anywhere in the
    document; and a source with a date of access or of archiving but without any address. Authorities, speakers and
    "state media" are no outlets.

    ## Why it matters
    The text leans on somebody else's work, and the reader cannot get there.

    ## Example
    ```markdown
    The ferry will stop in autumn, Reuters reports.
    ```

    ## Instead
    ```markdown
    The ferry will stop in autumn, [Reuters reports](https://www.reuters.com/world/ferry).
    ```
    """
    del context
    for credit in credits_of(document):
        if not is_linked(document, credit):
            yield Remark(
                f"{credit.outlet} is credited without a link",
                credit.location,
                evidence=(value("quoted", credit.quote, credit.location), value("outlet", credit.outlet)),
            )
    for citation in document.citations:
        visited = citation.accessed or citation.archived
        if not citation.about_document and visited and citation.reference is None:
            words = " ".join(document.text[citation.location.start : citation.location.end].split())
            yield Remark(
                "a source is cited with a date of access or archiving but without an address",
                citation.location,
                evidence=(
                    value("quoted", words[:160], citation.location),
                    value("date", visited.date, visited.location),
                ),
            )
