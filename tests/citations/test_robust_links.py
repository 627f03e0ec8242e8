"""Robust links: an original, its capture and the day that is meant, in the attributes of one tag."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from citations.citing import cited

if TYPE_CHECKING:
    from linkaudit.models import Citation

PAGE = "https://h.example/page"
STORED = f"https://web.archive.org/web/20180712000000/{PAGE}"


def said(citation: Citation) -> tuple[str, str, str]:
    """Give what a robust link names: the original, the capture, the day of that."""
    assert citation.form == "robust link"
    assert not citation.about_document
    return (
        citation.original.url if citation.original else "",
        citation.archive.url if citation.archive else "",
        str(citation.archived.date) if citation.archived else "",
    )


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        (f'href="{PAGE}" data-versionurl="{STORED}" data-versiondate="2018-07-12"', (PAGE, STORED, "2018-07-12")),
        (f'href="{STORED}" data-originalurl="{PAGE}" data-versiondate="2018-07-12"', (PAGE, STORED, "2018-07-12")),
        (f'data-versiondate="2018-07-12T10:00:00Z" data-originalurl="{PAGE}" class="a" href="{STORED}"',
         (PAGE, STORED, "2018-07-12")),
        (f'href="{PAGE}" data-versionurl="{STORED}"', (PAGE, STORED, "")),
        (f'href="{PAGE}" data-versionurl="{STORED}" data-versiondate="lately"', (PAGE, STORED, "")),
        (f'href="/x" data-originalurl="{PAGE}" data-versionurl="{STORED}" data-versiondate=2018',
          (PAGE, STORED, "2018")),
    ],
)  # fmt: skip
def test_a_robust_link(attributes: str, expected: tuple[str, str, str]) -> None:
    for name in ("html", "markdown"):
        (citation,) = cited(f"x <a {attributes}>The page</a> y", name).citations
        assert said(citation) == expected
        assert citation.title in ("The page", "")


def test_each_tag_stands_for_itself() -> None:
    document = cited(
        f'<p data-versiondate="1999-01-01"><a href="{PAGE}">plain</a> <a data-versionurl="{STORED}">one</a>'
        f'<a data-versiondate="2018-07-12" href="{PAGE}">dated</a>'
        f'<a data-originalurl="{PAGE}" href="{STORED}">two</a>',
        "html",
    )
    assert [said(citation) for citation in document.citations] == [("", STORED, ""), (PAGE, STORED, "")]


@pytest.mark.parametrize("text", ["<a href='/x'>t</a>", "<a data-versiondate=2018>t</a>", "data-versionurl", ""])
def test_what_is_no_robust_link(text: str) -> None:
    assert cited(text, "html").citations == ()
