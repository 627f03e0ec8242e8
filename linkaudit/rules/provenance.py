"""Rules on where documents say that they come from."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from linkaudit.citations.attribution import credits_of
from linkaudit.citations.credit_links import is_linked
from linkaudit.documents.positions import top_of
from linkaudit.models import Role, Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.interface import Context, Needs, Remark, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Citation, Document, Entry

# Where four fifths of the documents in a folder name their source, the others are expected to.
SOURCED_SHARE = 0.8
# More words than these are prose about such labels rather than a stand-in for an address.
_MOST_STAND_IN_WORDS = 4
# By what an entry says where its source is.
_IDENTIFIERS = (
    "url", "archive-url", "doi", "eprint", "arxiv", "pmid", "pmc", "pmcid", "hdl", "jstor", "bibcode", "isbn", "issn",
    "oclc", "urn", "ssrn", "s2cid", "lccn", "ol", "rfc",
)  # fmt: skip
_OF_ORIGINAL = Pattern(r"(?i)original|оригинал|первоисточник|原始|オリジナル")
# The end of a title in quotation marks: its beginning may stand before what is known to be of the source.
_QUOTED_TITLE = Pattern(r"[\"\u201c\u201d\u00bb\u300b\u300d\u300f]")
_LONGEST_SOURCE = 300
# Between author, title and publisher of an item in a list of sources.
_SEPARATOR = Pattern(r"[.,;:]\s")


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


def _lacks_address(document: Document, citation: Citation, entries: dict[int, Entry]) -> bool:
    """Tell whether a statement of a visit is one of a source that is cited and cannot be found by what is said of it.

    An entry may give an identifier, or an address that only lacks its scheme. `The numbers (retrieved on 9 January
    2015) are …` cites nothing.
    """
    if citation.location.start in entries:
        return entries[citation.location.start].field(*_IDENTIFIERS) is None
    if citation.archived and _OF_ORIGINAL.search(citation.form):
        return True
    words = document.text[citation.location.start : citation.location.end]
    if citation.published or _QUOTED_TITLE.search(words):
        return len(words) <= _LONGEST_SOURCE
    return _SEPARATOR.search(words) is not None and _in_item(document, citation.location.start)


def _in_item(document: Document, place: int) -> bool:
    """Tell whether a place of the source is in an item of a list."""
    number = bisect_right(document.blocks, place, key=lambda block: block.start) - 1
    return number >= 0 and document.blocks[number].kind == "item"


@rule(Severity.INFO)
def provenance_unlinked_attribution(document: Document, context: Context) -> Iterator[Remark]:
    """Flag an outlet or a source that is credited without a link.

    ## What it finds
    "Reuters reports", "according to The New Yorker", "told the Guardian", "in an interview with Der Spiegel", "By
    Reuters", `BEIRUT (Reuters) -`, `МОСКВА, 12 июля — РИА Новости`, "Photo: AFP", "Source: dpa", a photo credit whose
    link is lost: news agencies, newspapers, broadcasters and journals by the list in `data/outlets.toml`, in some
    twenty languages, also newspapers that are called like one (`the Port Gazette reported`). No link stands in the
    paragraph or in the note that it points to, none to the outlet anywhere in the document, no entry of a bibliography
    is of it, and the document does not say that the outlet published it. Also a cited source with a date of access or
    of archiving but without any address or identifier. Authorities, speakers and "state media" are no outlets, and
    whoever is only named ("he worked for Reuters") is not credited.

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
    entries = {entry.location.start: entry for entry in document.entries}
    for citation in document.citations:
        visited = citation.accessed or citation.archived
        if citation.about_document or visited is None or citation.reference:
            continue
        if _lacks_address(document, citation, entries):
            words = " ".join(document.text[citation.location.start : citation.location.end].split())
            yield Remark(
                "a source is cited with a date of access or archiving but without an address",
                citation.location,
                evidence=(
                    value("quoted", words[:160], citation.location),
                    value("date", visited.date, visited.location),
                ),
            )
