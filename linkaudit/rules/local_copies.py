"""The rule on files that are, byte for byte, what an archive captured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.documents.positions import top_of
from linkaudit.models import Severity
from linkaudit.rules.compared_texts import day
from linkaudit.rules.interface import Context, Needs, Remark, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linkaudit.models import Document, Lookup


def same_bytes(documents: Iterable[Document], lookups: Iterable[Lookup]) -> dict[str, tuple[Lookup, ...]]:
    """List for the digest of each document that is no text the captures with the very same bytes, each page once."""
    wanted = {document.sha1 for document in documents if document.sha1}
    found: dict[str, dict[str, Lookup]] = {}
    for answer in lookups if wanted else ():
        digest = answer.memento.digest.removeprefix("sha1:").upper() if answer.memento else ""
        if digest in wanted:
            found.setdefault(digest, {}).setdefault(answer.url, answer)
    return {digest: tuple(each[url] for url in sorted(each)) for digest, each in found.items()}


@rule(Severity.INFO, Needs.CONTENT)
def provenance_local_copy_match(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a file that is byte for byte what an archive captured at a cited address.

    ## What it finds
    A PDF, an office file or an e-book of the collection whose digest (SHA-1) is the one that an archive gives for its
    capture of an address that the collection cites. This is no fault but a record: the copy is genuine, and this is
    where it comes from.

    ## Why it matters
    A file that lies beside a text proves nothing by itself. That an archive captured the same bytes under the cited
    address, on a known day, shows that nobody has changed it since.

    ## Example
    ```markdown
    The notice is kept beside this text: <https://harbour.example/notice.pdf>
    ```
    ```lookup
    result = "found"
    digest = "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"
    ```
    ```file
    sha1 = "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"
    ```

    ## Instead
    ```markdown
    The notice is kept beside this text: <https://harbour.example/notice.pdf>
    ```
    ```lookup
    result = "found"
    digest = "IHTFWJK7KTHGKVQZMDMSCNSLW7H2SFZP"
    ```
    ```file
    sha1 = "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"
    ```

    ## References
    - [The digest of a capture's payload](https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/#warc-payload-digest)
    """
    for answer in context.copies.get(document.sha1, ()) if document.sha1 else ():
        memento = answer.memento
        if memento is not None:
            yield Remark(
                f"the file is what {memento.archive} captured on {day(memento.captured_at)} at {answer.url}",
                top_of(document.path),
                answer.url,
                (
                    value("digest of the file", document.sha1, top_of(document.path)),
                    value("digest of the capture", memento.digest),
                    value("captured", f"{day(memento.captured_at)}, {memento.memento_url}"),
                ),
            )
