"""The rule on the marks that browsers leave in the pages that they save."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.citations.stated_originals import stated_originals
from linkaudit.models import Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.interface import Context, Remark, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document

_COUNT = Pattern(r"\((\d{4})\)\Z")
_LENGTH_OF_COUNT = len("(0000)")
_LONGEST_COMMENT = 4096
# Some programs count from none, some a final character more; and `http` becomes `https` by one.
_TOLERATED = 1


@rule(Severity.INFO)
def provenance_motw_length(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a Mark of the Web whose address is not as long as it says.

    ## What it finds
    `<!-- saved from url=(0038)… -->` where the address has more or fewer characters than the number says. A difference
    of one is left alone: some programs count so, and `http` may have been made `https`.

    ## Why it matters
    The browser wrote both at once. The address was changed, cut off or put in by hand since then.

    ## Example
    ```html
    <!-- saved from url=(0038)https://gazette.example/2018/07/12/ferry-line-cut-in-autumn -->
    <title>Ferry line cut</title>
    ```

    ## Instead
    ```html
    <!-- saved from url=(0049)https://gazette.example/2018/07/12/ferry-line-cut -->
    <title>Ferry line cut</title>
    ```

    ## References
    - [Mark of the Web](https://learn.microsoft.com/previous-versions/windows/internet-explorer/ie-developer/compatibility/ms537628(v=vs.85))
    """
    del context
    for mark in stated_originals(document).marked:
        start = mark.reference.location.start
        count = _COUNT.search(document.text, max(0, start - _LENGTH_OF_COUNT), start)
        if mark.form != "mark of the web" or count is None:
            continue
        written = document.text[start : start + _LONGEST_COMMENT].partition("-->")[0].strip()
        lengths = {len(mark.reference.raw), len(mark.reference.raw.encode()), len(written)}
        if min(abs(int(count[1]) - length) for length in lengths) > _TOLERATED:
            yield Remark(
                f"the Mark of the Web counts {int(count[1])} characters, its address has {len(mark.reference.raw)}",
                mark.reference.location,
                urls.canonical(mark.url),
                (
                    value("count", count[0], mark.reference.location),
                    value("address", mark.reference.raw, mark.reference.location),
                ),
            )
