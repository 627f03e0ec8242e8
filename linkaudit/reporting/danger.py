"""Which pages of those that are in no archive are most in danger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.models import PartialDate  # noqa: TC001 - a field of a struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from linkaudit.reporting.cited_pages import Page
    from linkaudit.reporting.shares import Share

AT_RISK = 20
"""Pages without a capture that are listed at the most."""


class AtRisk(Struct, frozen=True):
    """A page that is there and in no archive, with what endangers it."""

    url: str
    cited: PartialDate | None
    dangers: tuple[str, ...]


def most_in_danger(pages: Iterable[Page], rotten: Mapping[str, Share], year: int) -> list[AtRisk]:
    """List the pages that are most in danger, with what endangers each, the gravest danger first.

    First those of hosts of which a greater share of the cited pages is rotten, since a site that loses pages loses
    more; then pages deep in a site, half of which are gone after a year, against nine years of front pages (Garg et
    al., iPRES 2024); then those without TLS, whose servers are seldom looked after; then by age of citation.
    """

    def dangers(page: Page) -> Iterator[str]:
        host = rotten[page.host]
        if host.count:
            yield f"{host.count} of {host.of} cited pages of the host {'is' if host.count == 1 else 'are'} rotten"
        if page.deep:
            yield "deep in its site"
        if page.plain:
            yield "without TLS"
        if page.cited and year > page.cited.year:
            yield f"cited in {page.cited.year}"

    def rank(page: Page) -> tuple[float, bool, bool, int, str]:
        age = page.cited.year if page.cited else year
        return -rotten[page.host].value, not page.deep, not page.plain, age, page.url

    return [AtRisk(page.url, page.cited, tuple(dangers(page))) for page in sorted(pages, key=rank)[:AT_RISK]]
