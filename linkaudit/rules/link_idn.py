"""The rule on hosts that look like others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.citations.homographs import alphabets, imitated, in_unicode, is_disguised, mixed_words, skeleton
from linkaudit.models import Severity
from linkaudit.rules.hosts import targets
from linkaudit.rules.interface import Context, Remark, as_written, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document, Evidence
    from linkaudit.rules.hosts import Target

# How a label with other letters than a to z is written in ASCII (RFC 5890).
_ENCODED = "xn--"


@rule(Severity.ERROR)
def link_idn_homograph(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a host whose letters make it look like another.

    ## What it finds
    A host with letters outside a to z that looks like a much visited one, like that of a newspaper, or like another
    host of the document; and a word in a host that mixes Latin, Greek, Cyrillic, Armenian, Coptic or Cherokee letters.
    Such a word is a warning where its letters cannot be taken for those of a single alphabet. Names in one script are
    left alone, and so are those that join Latin letters to Chinese, Japanese, Korean, Arabic or Indian ones.

    ## Why it matters
    The reader sees a name that is known, and the link leads to somebody else. Such names are made to deceive.

    ## Example
    ```markdown
    See [the report](https://rеuters.com/ferry-line-cut).
    ```

    ## Instead
    ```markdown
    See [the report](https://reuters.com/ferry-line-cut) and [the harbour](https://гавань.рф/).
    ```

    ## References
    - [Unicode UTS 39, Unicode Security Mechanisms](https://www.unicode.org/reports/tr39/)
    """
    del context
    found = [target for target in targets(document) if _ENCODED in target.host]
    beside = {each.host.removeprefix("www."): each for each in targets(document) if _ENCODED not in each.host}
    for target in found:
        remark = _imitation(target, beside) or _mixture(target)
        if remark:
            yield remark


def _imitation(target: Target, beside: dict[str, Target]) -> Remark | None:
    """Say which known host a host could be taken for; None if there is none."""
    shown, encoded = in_unicode(target.host), target.host
    while _ENCODED in encoded:
        looks = skeleton(shown)
        known = looks in imitated()
        if looks != shown and (known or looks in beside):
            where = beside[looks].reference.location if looks in beside else None
            return _remark(
                target,
                f"{shown} looks like {looks} and is another host",
                value("looks like", looks, where),
                Severity.ERROR if known or alphabets(shown) != ["Latin"] else Severity.WARNING,
            )
        shown, encoded = shown.partition(".")[2], encoded.partition(".")[2]
    return None


def _mixture(target: Target) -> Remark | None:
    """Say which word of a host mixes alphabets; None if none does."""
    words = mixed_words(in_unicode(target.host))
    if not words:
        return None
    disguised = [word for word in words if is_disguised(word)]
    word = (disguised or words)[0]
    scripts = " and ".join(alphabets(word))
    return _remark(
        target,
        f"{word} mixes {scripts} letters" + (" that look alike" if disguised else ""),
        value("alphabets", scripts),
        Severity.ERROR if disguised else Severity.WARNING,
    )


def _remark(target: Target, message: str, evidence: Evidence, severity: Severity) -> Remark:
    """Remark on a host, and show it in its own letters and in ASCII."""
    return Remark(
        message,
        target.reference.location,
        urls.canonical(target.reference.url),
        (
            as_written(target.reference),
            value("host", in_unicode(target.host)),
            value("host in ASCII", target.host),
            evidence,
        ),
        severity=severity,
    )
