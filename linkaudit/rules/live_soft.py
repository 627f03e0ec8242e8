"""Rules on links that answer as if all were well, with something else than the page.

They stay warnings however often they are seen: what these signs seem to say does not become more certain by being seen
again, as a failure does. Only a page that somebody else has taken over is an error once it is confirmed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.models import Severity, Verdict
from linkaudit.rules.compared_texts import captured, day, drifts_of, percent
from linkaudit.rules.interface import Context, Needs, Remark, rule, value
from linkaudit.rules.live_looks import is_confirmed, remark, seen_as, with_certainty

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document

# Reasons of soft deaths that have rules of their own; all others are soft 404s.
_PARKED, _ROOT, _REPLACED = "parked", "redirect-to-root", "replaced"
_OTHERS_SHOWN = 3


def _soft(document: Document, context: Context, *reasons: str, but: bool = False) -> Iterator[Remark]:
    """Remark on the soft deaths for some reasons, or `but` for these."""
    for found in seen_as(document, context, Verdict.SOFT_DEAD):
        seen = found[1]
        if (seen.reason in reasons) is but:
            continue
        message = with_certainty(context, seen, f"{seen.reason}: {seen.detail or 'something else is there'}")
        grave = seen.reason == _REPLACED and is_confirmed(context, seen)
        yield remark(context, found, message, Severity.ERROR if grave else Severity.WARNING)


@rule(Severity.WARNING, Needs.WEB)
def live_soft_404(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a link that answers as if all were well, with a page that says that there is none.

    ## What it finds
    A URL that answered with success where two signs at least say that the page is not there: a title or text that says
    "not found", the same answer to an address that cannot exist, an error page to which it redirects.

    ## Why it matters
    Link checkers that stop at "200 OK" call such a link fine, while no reader finds what was cited.

    ## Example
    ```markdown
    See [the tide tables](https://harbour.example/tides).
    ```
    ```observation
    verdict = "soft-dead"
    reason = "soft-404"
    status = 200
    ```

    ## Instead
    ```markdown
    See [the tide tables](https://harbour.example/tides).
    ```
    ```observation
    verdict = "alive"
    reason = "ok"
    status = 200
    ```
    """
    yield from _soft(document, context, _PARKED, _ROOT, _REPLACED, but=True)


@rule(Severity.WARNING, Needs.WEB)
def live_parked(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a link to a domain that is parked or for sale.

    ## What it finds
    A URL that answered with success where several signs say that the domain has changed hands and waits for a buyer:
    phrases of domain traders, their addresses, advertisements in place of a page.

    ## Why it matters
    The source is gone with its site, and whoever buys the domain decides what readers will see there.

    ## Example
    ```markdown
    See [the tide tables](https://harbour.example/tides).
    ```
    ```observation
    verdict = "soft-dead"
    reason = "parked"
    status = 200
    ```

    ## Instead
    ```markdown
    See [the tide tables](https://harbour.example/tides).
    ```
    ```observation
    verdict = "soft-dead"
    reason = "soft-404"
    status = 200
    ```
    """
    yield from _soft(document, context, _PARKED)


@rule(Severity.WARNING, Needs.WEB)
def live_root_redirect(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a link to a page within a site that leads to its front page now.

    ## What it finds
    A URL with a path of its own that redirects to the root of its host. Front pages by other names, front pages of a
    language, logins and consent pages are left alone.

    ## Why it matters
    Sites that are rebuilt send old addresses to their start: the answer is "200 OK", and what was cited is not there.

    ## Example
    ```markdown
    See [the tide tables](https://harbour.example/tables/tides).
    ```
    ```observation
    verdict = "soft-dead"
    reason = "redirect-to-root"
    status = 200
    final_url = "https://harbour.example/"
    ```

    ## Instead
    ```markdown
    See [the tide tables](https://harbour.example/tables/tides).
    ```
    ```observation
    verdict = "moved"
    reason = "permanent-redirect"
    status = 200
    final_url = "https://harbour.example/tides"
    ```
    """
    yield from _soft(document, context, _ROOT)


@rule(Severity.ERROR, Needs.WEB)
def live_usurped(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a link whose page was replaced by something else.

    ## What it finds
    A URL under which an earlier look saw one page, and this one another that has next to nothing of it, with signs that
    somebody else speaks there now. It is a warning until later looks confirm it. It is an error at once where the
    capture nearest to the date of the citation has nothing of the page, which is in a trade now that buys expired
    domains.

    ## Why it matters
    A domain that ran out may be bought for its good name, and filled with gambling or worse: the document now
    recommends it. A dead link would do less harm.

    ## Example
    ```markdown
    See [the tide tables](https://harbour.example/tides).
    ```
    ```observation
    verdict = "soft-dead"
    reason = "replaced"
    status = 200
    ```
    ```markdown
    See [the tide tables](https://harbour.example/tides).
    ```
    ```observation
    verdict = "alive"
    reason = "ok"
    status = 200
    ```
    ```drift
    change = "replaced"
    likeness = 0.0
    trade = "gambling (casino, slots)"
    ```

    ## Instead
    ```markdown
    See [the tide tables](https://harbour.example/tides).
    ```
    ```observation
    verdict = "alive"
    reason = "ok"
    status = 200
    ```
    ```drift
    change = "replaced"
    likeness = 0.07
    ```
    """
    yield from _soft(document, context, _REPLACED)
    yield from _taken_over(document, context)


def _taken_over(document: Document, context: Context) -> Iterator[Remark]:
    """Remark on pages that are in a trade now, and have nothing of what was captured when they were cited."""
    for drift, references in drifts_of(document, context):
        seen = context.observations.get(drift.url)
        if seen is None or not drift.trade:
            continue
        then, common = day(drift.memento.captured_at), percent(drift.likeness)
        message = f"taken over: {drift.trade}, and {common} in common with what was captured on {then}"
        found = (references[0], seen, tuple(each.location for each in references[1:]))
        evidence = (value("in common", common), captured(drift), value("title then", drift.memento.title or "none"))
        yield remark(context, found, message, Severity.ERROR, *evidence)


@rule(Severity.WARNING, Needs.WEB)
def live_same_target(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a link that ends in the same place as others that cite other pages of its host.

    ## What it finds
    A URL that redirects to a page to which at least two other cited pages of the same host redirect, too. Addresses
    that differ by no more than the case or a final slash are one page. Front pages, shorteners and other services
    whose links are made to lead elsewhere are left alone, and what is called lost already is not called so twice.

    ## Why it matters
    Different pages seldom become one: more likely they were given up together, and a section, a search or a notice
    stands in for them.

    ## Example
    ```markdown
    See [Monday](https://harbour.example/tides/monday), [Tuesday](https://harbour.example/tides/tuesday) and
    [Wednesday](https://harbour.example/tides/wednesday).
    ```
    ```observation
    of = "all"
    verdict = "moved"
    reason = "permanent-redirect"
    status = 200
    final_url = "https://harbour.example/welcome"
    hops = [["https://harbour.example/tides/monday", 301]]
    ```

    ## Instead
    ```markdown
    See [Monday](https://harbour.example/tides/monday), [Tuesday](https://harbour.example/tides/tuesday).
    ```
    ```observation
    of = "all"
    verdict = "moved"
    reason = "permanent-redirect"
    status = 200
    final_url = "https://harbour.example/welcome"
    hops = [["https://harbour.example/tides/monday", 301]]
    ```
    """
    for found in seen_as(document, context, Verdict.ALIVE, Verdict.MOVED):
        seen = found[1]
        others = context.gathered.get(seen.url, ())
        if others:
            shown = ", ".join(others[:_OTHERS_SHOWN]) + (" …" if len(others) > _OTHERS_SHOWN else "")
            message = f"{len(others) + 1} different pages that are cited all end at {seen.final_url}"
            yield remark(context, found, message, Severity.WARNING, value("likewise", shown))
