"""Rules on statements about the original that contradict each other."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.citations.same_page import Likeness, is_start_page, likeness
from linkaudit.citations.stated_originals import CRAWLED, stated_originals
from linkaudit.models import Severity
from linkaudit.rules.interface import Context, Remark, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkaudit.citations.stated_originals import Stated
    from linkaudit.models import Document

# More originals than these under one label are a list of things that have one each.
_MOST_ORIGINALS = 2
# A text of a digest is announced by its heading, perhaps its author, and its original; or closed by its original.
_BLOCKS_BEHIND_HEADING = 3
_HEAD_BLOCKS = 8


@rule(Severity.WARNING)
def provenance_multiple_conflict(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a document that names two originals.

    ## What it finds
    Two addresses that are both stated to be that of the original, by labels or in metadata, and lead to different
    pages. Captures, trackers and spellings of one address are no difference; two forms of one page, or the same title
    twice on one site, are only worth knowing. Lists of sources are left alone, and so are documents that hold several
    texts with a heading and an original each.

    ## Why it matters
    A text has one original. One of the addresses is that of another text, and whoever compares the copy with it finds
    differences that are none.

    ## Example
    ```markdown
    Original url: https://gazette.example/2018/07/12/ferry-line-cut

    The ferry across the bay will stop in autumn.

    Original url: https://herald.example/news/bridge-opens
    ```

    ## Instead
    ```markdown
    Original url: https://gazette.example/2018/07/12/ferry-line-cut

    The ferry across the bay will stop in autumn.

    Original url: https://web.archive.org/web/20180801000000/https://gazette.example/2018/07/12/ferry-line-cut
    ```
    """
    del context
    named = stated_originals(document).named
    if len(named) < _MOST_ORIGINALS:
        return
    different = [one for number, one in enumerate(named) if _likest(one, named[:number])[0] is not Likeness.SAME]
    if len(different) < _MOST_ORIGINALS or _is_list(document, different):
        return
    for number, one in enumerate(different[1:], 1):
        alike, other = _likest(one, different[:number])
        yield _remark(
            one,
            other,
            f"`{one.form}` names another original than `{other.form}` on line {other.reference.location.line}",
            alike,
        )


@rule(Severity.WARNING)
def provenance_canonical_mismatch(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a copy whose stated original is not the page that it was saved from.

    ## What it finds
    An `Original url:` (or the like in metadata) that leads to another page than the address that the page gives itself
    (`link rel=canonical`, `og:url`, `canonical_url`) or that a browser noted when it saved the page (Mark of the Web,
    SingleFile, HTTrack); and such a note that differs from the page's own address. Captures, trackers and spellings of
    one address are no difference; pages for phones or for the printer are only worth knowing. A canonical address
    that is relative, or that of the whole site, says nothing.

    ## Why it matters
    Two records of where the text comes from disagree: one was copied from elsewhere, or the page was replaced between
    the visit and the record.

    ## Example
    ```markdown
    ---
    canonical_url: https://herald.example/news/bridge-opens
    ---
    # Ferry line cut

    Original url: https://gazette.example/2018/07/12/ferry-line-cut
    ```

    ## Instead
    ```markdown
    ---
    canonical_url: https://gazette.example/2018/07/12/ferry-line-cut/
    ---
    # Ferry line cut

    Original url: http://www.gazette.example/2018/07/12/ferry-line-cut?utm_source=share
    ```
    """
    del context
    named, marked, own = stated_originals(document)
    saved = tuple(mark for mark in marked if mark.form not in CRAWLED)
    own = tuple(each for each in own if urls.is_web(each.reference.raw) and not is_start_page(each.url))
    for number, one in enumerate((*named, *saved)):
        others = (*own, *saved) if number < len(named) else own
        if not others or is_start_page(one.url):
            continue
        alike, other = _likest(one, others)
        if alike is not Likeness.SAME:
            yield _remark(one, other, f"`{one.form}` and `{other.form}` do not name the same page", alike)


def _likest(one: Stated, others: Sequence[Stated]) -> tuple[Likeness, Stated]:
    """Find among others the statement that is most like one, the first of several; itself if there are none."""
    alike = [(likeness(one.url, other.url), other) for other in others]
    return max(alike, key=lambda pair: pair[0], default=(Likeness.DIFFERENT, one))


def _remark(one: Stated, other: Stated, message: str, alike: Likeness) -> Remark:
    return Remark(
        f"{message}, only forms of one" if alike is Likeness.FORMS_OF_ONE else message,
        one.reference.location,
        urls.canonical(one.url),
        (
            value(one.form.rstrip(":"), one.url, one.reference.location),
            value(other.form.rstrip(":"), other.url, other.reference.location),
        ),
        related=(other.reference.location,),
        severity=Severity.INFO if alike is Likeness.FORMS_OF_ONE else Severity.WARNING,
    )


def _is_list(document: Document, different: Sequence[Stated]) -> bool:
    """Tell whether originals are those of several things.

    There are more than two under one label; or two, both at the beginning or both at the end of a section of their own,
    or far from the head and from each other.
    """
    if len({one.form for one in different}) > 1:
        return False
    if len(different) > _MOST_ORIGINALS:
        return True
    starts = [block.start for block in document.blocks]
    headings = [number for number, block in enumerate(document.blocks) if block.kind == "heading"]
    first, second = (bisect_right(starts, one.reference.location.start) - 1 for one in different)
    if first >= _HEAD_BLOCKS and second - first > _BLOCKS_BEHIND_HEADING:
        return True
    above = [max((heading for heading in headings if heading <= here), default=-1) for here in (first, second)]
    near = [here - heading <= _BLOCKS_BEHIND_HEADING for here, heading in zip((first, second), above, strict=True)]
    return near[0] == near[1] and -1 < above[0] < above[1]
