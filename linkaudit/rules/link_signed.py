"""The rule on links that are signed for a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.citations.signed import signed
from linkaudit.models import Severity
from linkaudit.rules.carrying import carrying
from linkaudit.rules.interface import Context, Remark, as_written, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document


@rule(Severity.ERROR, of_day=True)
def link_signed_expired(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a link whose signature has ended or will end.

    ## What it finds
    Addresses that a service opens until a moment that is part of them, with a signature: `X-Amz-Date` and
    `X-Amz-Expires`, `X-Goog-*`, `se=` and `sig=` (Azure), `Expires=` or `exp=` beside a signature, CloudFront's
    policies, Akamai's tokens, and those of the files of Facebook, Discord and GitHub. One that has not ended yet is a
    warning. Examples from manuals and copies in an archive are left alone.

    ## Why it matters
    Behind its end the address gives nobody the file, whether it is still there or not. It was made for one reader and
    for minutes or days; a source that is cited so is lost on a known day.

    ## Example
    ```markdown
    [Minutes](https://files.gazette.example/m.pdf?Expires=1531382400&Key-Pair-Id=K2V7&Signature=q7Zr2mXw9Kd4TbV8nLs3)
    ```

    ## Instead
    ```markdown
    [Minutes](https://files.gazette.example/m.pdf)
    ```

    ## References
    - [Signing of requests to AWS](https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html)
    - [Shared access signatures of Azure](https://learn.microsoft.com/rest/api/storageservices/create-service-sas)
    """
    for each in carrying(document):
        url = each.reference.url
        found = signed(each.parameters, urls.host(url))
        if found is None or urls.archive_url(url):
            continue
        end = found.ends.date()
        over = end < context.as_of
        yield Remark(
            f"the link was signed until {end} and opens nothing any more"
            if over
            else f"the link is signed until {end}",
            each.reference.location,
            urls.canonical(url),
            (
                as_written(each.reference),
                value(f"end of the signature ({', '.join(found.names)})", f"{found.ends:%Y-%m-%d %H:%M} UTC"),
                value("day of the audit", context.as_of),
            ),
            severity=None if over else Severity.WARNING,
        )
