"""Rules on documents that share their text with others of the collection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.documents.positions import top_of
from linkaudit.models import Background, CopyKind, Severity
from linkaudit.rules.interface import Context, Needs, Remark, rule, shortened, value
from linkaudit.rules.shared_texts import group_of, places_of, siblings
from linkaudit.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkaudit.models import Document, Evidence, Location, Pair, Sign
    from linkaudit.rules.shared_texts import Sibling

# Documents that are named in a finding, and signs, the most telling first.
_MOST_NAMED = 6
_MOST_SIGNS = 3
_TELLING = ("slip", "correction", "break", "insertion", "truncation", "splice", "spelling", "credit")
_NONE = Background()


@rule(Severity.WARNING, Needs.COLLECTION)
def collection_near_duplicate(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a copy of another document of the collection whose origin is named only there, or differs.

    ## What it finds
    A document most of whose text stands in another one as well, word for word or in other words, where only the other
    one says where it comes from, or both name different originals. It is only worth knowing where neither does though
    they show that they are copies, and where they name different originals of a text that an agency sends to many. Told
    with it: how much of each stands in the other, and what slips, torn places and house styles tell of the way in which
    it was copied. Copies that name one original are silent, and so are documents without any sign of a published text:
    versions of one's own documentation, licences and changelogs that are kept twice. Translations are no copies.

    ## Why it matters
    What is known of one copy is true of the other: where it comes from, when it was published, what it linked to. And
    two copies are one witness, not two.

    ## Example
    ```markdown
    # Ferry line cut

    The ferry across the bay of Alda will stop in autumn, the harbour office said on Tuesday. The boats are forty years
    old, and nobody has offered to build new ones. The council wants to run a bus to the bridge instead, twice an hour
    and until midnight. Fishermen who sell their catch on the other side fear for their trade.
    ```
    ```siblings
    "kept.md" = '''
    The ferry across the bay of Alda will stop in autumn, the harbour office said on Tuesday. The boats are forty years
    old, and nobody has offered to build new ones. The council wants to run a bus to the bridge instead, twice an hour
    and until midnight. Fishermen who sell their catch on the other side fear for their trade.

    Original url: https://gazette.example/2018/07/12/ferry-line-cut
    '''
    ```

    ## Instead
    ```markdown
    # Ferry line cut

    The ferry across the bay of Alda will stop in autumn, the harbour office said on Tuesday. The boats are forty years
    old, and nobody has offered to build new ones. The council wants to run a bus to the bridge instead, twice an hour
    and until midnight. Fishermen who sell their catch on the other side fear for their trade.

    Original url: https://gazette.example/2018/07/12/ferry-line-cut
    ```
    ```siblings
    "kept.md" = '''
    The ferry across the bay of Alda will stop in autumn, the harbour office said on Tuesday. The boats are forty years
    old, and nobody has offered to build new ones. The council wants to run a bus to the bridge instead, twice an hour
    and until midnight. Fishermen who sell their catch on the other side fear for their trade.

    Original url: https://gazette.example/2018/07/12/ferry-line-cut
    '''
    ```

    ## References
    - [On the resemblance and containment of documents](https://doi.org/10.1109/SEQUEN.1997.666900)
    """
    found = siblings(document, context, (CopyKind.COPY, CopyKind.REWRITE))
    if not found:
        return
    first = found[0]
    mine = context.kinship.backgrounds.get(document.path, _NONE)
    related = [_other_place(each.pair, document.path) for each in found[:_MOST_NAMED]]
    signs = _signs(document, context, [each.path for each in found])
    related += (place for sign in signs for place in _elsewhere(sign, document.path))
    yield Remark(
        f"{_kind(first.pair)} {first.path}{_and_more(found)}: {_about_origins(mine, first)}",
        top_of(document.path),
        first.background.originals[0].value if first.background.originals else "",
        (
            *(value("original named here", each.value, each.location) for each in mine.originals[:1]),
            *_shares(document.path, found),
            *_named_there(found),
            *(value(sign.kind, sign.says) for sign in signs),
            *_likely_source(document, context),
        ),
        tuple(dict.fromkeys(related)),
        severity=first.severity,
    )


@rule(Severity.INFO, Needs.COLLECTION)
def collection_reused_passages(document: Document, context: Context) -> Iterator[Remark]:
    """Flag passages that stand in other documents as well, where one of them is a copy of a published text.

    ## What it finds
    Excerpts, splices and longer versions: sentences of this document that stand in others, nearly word for word, unless
    both name one original. Told with each: where it stands here and there, its first words, and which of the two is
    likely the later. Quotations that both quote, names and standard phrases are no reuse, and documents without any
    sign of a published text are left alone.

    ## Why it matters
    A text that was put together from others is a witness for none of what it took over, and its sources can be cited in
    its place.

    ## Example
    ```markdown
    # What the bay will lose

    Everybody in Alda has a memory of the boats. Mine is the smell of tar in the first week of summer, and my aunt who
    would not be seen on any of them without her hat.

    The boats are forty years old, and nobody has offered to build new ones, whatever the council was told in spring.
    The council wants to run a bus to the bridge instead, twice an hour and until midnight, as it does in the north.

    I do not take buses. They have no railing to lean over, and no gulls.
    ```
    ```siblings
    "kept.md" = '''
    The ferry across the bay will stop in autumn, the harbour office said on Tuesday after a meeting with the pilots.

    The boats are forty years old, and nobody has offered to build new ones, whatever the council was told in spring.
    The council wants to run a bus to the bridge instead, twice an hour and until midnight, as it does in the north.

    Fishermen who sell their catch on the other side fear for their trade, and have asked for a boat of their own.

    Original url: https://gazette.example/2018/07/12/ferry-line-cut
    '''
    ```

    ## Instead
    ```markdown
    # What the bay will lose

    Everybody in Alda has a memory of the boats. Mine is the smell of tar in the first week of summer, and my aunt who
    would not be seen on any of them without her hat.

    I do not take buses. They have no railing to lean over, and no gulls.
    ```
    ```siblings
    "kept.md" = '''
    The ferry across the bay will stop in autumn, the harbour office said on Tuesday after a meeting with the pilots.

    Original url: https://gazette.example/2018/07/12/ferry-line-cut
    '''
    ```
    """
    found = siblings(document, context, (CopyKind.PARTIAL,))
    if not found:
        return
    passages = [
        (each, here, there, passage) for each in found for here, there, passage in places_of(document.path, each.pair)
    ]
    shown = sorted(passages[:_MOST_NAMED], key=lambda each: each[1].start)
    here = min((here for _, here, _, _ in passages), key=lambda place: place.start, default=top_of(document.path))
    number = len({(place.start, place.end) for _, place, _, _ in passages})
    verb = "stands" if number == 1 else "stand"
    yield Remark(
        f"{counted(number, 'passage')} {verb} in {found[0].path}{_and_more(found)} as well",
        here,
        "",
        (
            *(
                value(f"also in {each.path}, line {there.line}", shortened(passage.text, 100), place)
                for each, place, there, passage in shown
            ),
            *_shares(document.path, found),
            *_named_there(found),
            *_likely_source(document, context),
        ),
        tuple(dict.fromkeys(there for _, _, there, _ in shown)),
    )


def _kind(pair: Pair) -> str:
    return "a copy of" if pair.kind is CopyKind.COPY else "in other words the text of"


def _and_more(found: Sequence[Sibling]) -> str:
    return f" and {counted(len(found) - 1, 'more document')}" if len(found) > 1 else ""


def _about_origins(mine: Background, sibling: Sibling) -> str:
    if mine.originals:
        return f"{sibling.path} names another original"
    if sibling.background.originals:
        return f"{sibling.path} names its original, this one does not"
    return "none names its original"


def _shares(path: str, found: Sequence[Sibling]) -> Iterator[Evidence]:
    """Show how much of a document stands in others, and the reverse."""
    for each in found[:_MOST_NAMED]:
        here = next((here for here, _, _ in places_of(path, each.pair)), top_of(path))
        there, back = each.pair.share_of(path), each.pair.share_of(each.path)
        yield value(f"share in {each.path}", f"{there:.0%} of this text, {back:.0%} of that one", here)


def _named_there(found: Sequence[Sibling]) -> Iterator[Evidence]:
    for each in found[:_MOST_NAMED]:
        yield from (value(f"original named in {each.path}", party.value) for party in each.background.originals[:1])


def _likely_source(document: Document, context: Context) -> Iterator[Evidence]:
    """Tell from which document the text may be copied, as a likelihood."""
    member = context.kinship.members.get(document.path)
    for each in member.copied_from[:1] if member else ():
        yield value("likely copied from", f"{each.value} ({each.confidence} confidence): {each.because}")


def _signs(document: Document, context: Context, siblings: Sequence[str]) -> list[Sign]:
    """Choose the signs that tell most of how a document and its siblings were copied."""
    group = group_of(context.kinship, document.path)
    paths = {document.path}
    telling = [
        sign
        for sign in (group.signs if group else ())
        if sign.kind in _TELLING
        and paths <= (places := {each.location.path for each in sign.evidence if each.location})
        and places & set(siblings)
    ]
    return sorted(telling, key=lambda sign: _TELLING.index(sign.kind))[:_MOST_SIGNS]


def _elsewhere(sign: Sign, path: str) -> Iterator[Location]:
    yield from (each.location for each in sign.evidence if each.location and each.location.path != path)


def _other_place(pair: Pair, path: str) -> Location:
    return next((there for _, there, _ in places_of(path, pair)), top_of(pair.other(path)))
