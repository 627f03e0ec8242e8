"""The rule on where a document may come from that does not say it, as its copies do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.documents.positions import top_of
from linkaudit.models import Severity
from linkaudit.rules.inferred_dates import as_inferred
from linkaudit.rules.interface import Context, Needs, Remark, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document

# A text that was published in many places may come from any of them: a list of all would say no more.
_MOST = 3


@rule(Severity.INFO, Needs.COLLECTION)
def collection_recoverable_provenance(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a document without a source whose copies in the collection name one.

    ## What it finds
    A document that does not say where its text comes from, while another that has the same text does: a copy, one that
    runs parallel to it, or one that holds nearly all of it. What is itself pieced together from several texts is no
    witness. Of the addresses that copies name the three likeliest are told, with how much the texts have in common and
    with what speaks against each: that others name another one, that its date is later than the document.

    ## Why it matters
    The address is known in the collection; only this document has lost it. It is a candidate, not a proof: the copies
    may have been made from different publications of one text. Nothing writes it into the document.

    ## Example
    ```markdown
    The harbour council voted on Wednesday to stop the ferry between Alda and the outer islands in autumn, since the
    boats are older than most of their passengers and no yard on the coast is willing to repair them again. Ada Holm,
    who has steered the morning boat for thirty years, said that she would miss the fog more than the wages.

    The ferry carried mail, bread and children to school. From October on a helicopter is to fly twice a week, if the
    wind allows; the islanders say that it rarely does, and that a helicopter has never yet carried a cow.
    ```

    ```siblings
    "gazette.md" = '''
    July 12, 2018

    The harbour council voted on Wednesday to stop the ferry between Alda and the outer islands in autumn, since the
    boats are older than most of their passengers and no yard on the coast is willing to repair them again. Ada Holm,
    who has steered the morning boat for thirty years, said that she would miss the fog more than the wages.

    The ferry carried mail, bread and children to school. From October on a helicopter is to fly twice a week, if the
    wind allows; the islanders say that it rarely does, and that a helicopter has never yet carried a cow.

    Original url: https://gazette.example/2018/07/12/ferry-line-cut
    '''
    ```

    ## Instead
    ```markdown
    The harbour council voted on Wednesday to stop the ferry between Alda and the outer islands in autumn, since the
    boats are older than most of their passengers and no yard on the coast is willing to repair them again. Ada Holm,
    who has steered the morning boat for thirty years, said that she would miss the fog more than the wages.

    The ferry carried mail, bread and children to school. From October on a helicopter is to fly twice a week, if the
    wind allows; the islanders say that it rarely does, and that a helicopter has never yet carried a cow.

    Original url: https://gazette.example/2018/07/12/ferry-line-cut
    ```

    ```siblings
    "gazette.md" = '''
    July 12, 2018

    The harbour council voted on Wednesday to stop the ferry between Alda and the outer islands in autumn, since the
    boats are older than most of their passengers and no yard on the coast is willing to repair them again. Ada Holm,
    who has steered the morning boat for thirty years, said that she would miss the fog more than the wages.

    The ferry carried mail, bread and children to school. From October on a helicopter is to fly twice a week, if the
    wind allows; the islanders say that it rarely does, and that a helicopter has never yet carried a cow.

    Original url: https://gazette.example/2018/07/12/ferry-line-cut
    '''
    ```
    """
    member = context.kinship.members.get(document.path)
    for found in member.provenance[:_MOST] if member else ():
        yield Remark(
            f"it may come from {found.value} ({found.confidence.value} confidence): {found.because}",
            top_of(document.path),
            found.value,
            tuple(as_inferred("original", found)),
            related=tuple(each.location for each in found.evidence[:1] if each.location),
        )
