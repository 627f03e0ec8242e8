"""The rule on suppressions themselves. Only triage knows what was hidden, so it is triage that makes its findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.models import Severity
from linkaudit.rules.interface import Context, Needs, Remark, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document


@rule(Severity.WARNING, Needs.TRIAGE)
def suppression_unused(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a suppression that hides nothing.

    ## What it finds
    A comment `linkaudit: ignore[…]`, `disable[…]` or `ignore-file` where none of the named rules has anything to say,
    or that names no rule of the catalogue.

    ## Why it matters
    What it once hid was repaired; left alone, the comment will hide the next mistake at this place.

    ## Example
    ```markdown
    See [the tables](https://harbour.example/tides). <!-- linkaudit: ignore[link-shortener] -->
    ```

    ## Instead
    ```markdown
    See [the tables](https://bit.ly/2tides). <!-- linkaudit: ignore[link-shortener] given so in print -->
    ```
    """
    del document, context
    return iter(())
