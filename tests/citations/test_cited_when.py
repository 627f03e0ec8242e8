"""The date near which a capture shows what the writer saw."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from citations.citing import BODY, cited
from linkaudit.citations.cited_when import UNDATED, cited_when
from linkaudit.documents.positions import top_of
from linkaudit.models import Dated, PartialDate

A = "https://h.example/a"


@pytest.mark.parametrize(
    ("text", "date", "source"),
    [
        (f"12 July 2018\n\nTitle, 3 May 2014. {A} Retrieved 7 March 2015.{BODY}", "2015-03-07", "date of access"),
        (f"12 July 2018\n\nOriginal url: {A} (3 May 2014){BODY}", "2014-05-03", "date of publication"),
        (f"12 July 2018\n\nT, 3 May 2014. {A} Retrieved 31 February 2015.{BODY}", "2014-05-03", "date of publication"),
        (f"12 July 2018\n\nSee {A}.{BODY}", "2018-07-12", "date of the document (dateline)"),
        (f"Published: 2018\n\n{A} Retrieved 31 February 2015.{BODY}", None, UNDATED.source),
        (f"Published: July 2018\n\nSee {A}.{BODY}", "2018-07", "date of the document (label)"),
        (f"See {A}.{BODY}", None, UNDATED.source),
        (f"Published: 31 February 2018\n\nSee {A}.{BODY}", None, UNDATED.source),
    ],
)
def test_what_dates_a_citation(text: str, date: str | None, source: str) -> None:
    document = cited(text, "text")
    (reference,) = document.references
    found = cited_when(document, reference)
    assert (str(found.date) if found.date else None, found.source) == (date, source)


def test_only_the_reference_of_a_statement_is_dated_by_it() -> None:
    document = cited(f"See {A}x first. Title {A} Retrieved 7 March 2015. And {A}y.", "text")
    assert [cited_when(document, reference).source for reference in document.references] == [
        UNDATED.source,
        "date of access",
        UNDATED.source,
    ]


def test_two_documents_are_not_mistaken_for_each_other() -> None:
    one = cited(f"{A} Retrieved 7 March 2015.", "text")
    other = cited(f"{A} Retrieved 8 March 2016.", "text")
    dates = [str(cited_when(document, document.references[0]).date) for document in (one, other, one)]
    assert dates == ["2015-03-07", "2016-03-08", "2015-03-07"]


FIRST = Dated(PartialDate(2017, 5, 6), "git", "commit 0a1b2c3d4e5f", top_of("a.txt"))
ADDED = Dated(PartialDate(2017, 1, 2), "git", "added on 2017-01-02", top_of("a.txt"))


@pytest.mark.parametrize(
    ("text", "own", "date", "source"),
    [
        (f"See {A}.{BODY}", None, "2017-05-06", "first commit with the address (commit 0a1b2c3d4e5f)"),
        (f"See {A}.{BODY}", ADDED, "2017-05-06", "first commit with the address (commit 0a1b2c3d4e5f)"),
        (f"See {A}x.{BODY}", ADDED, "2017-01-02", "date of the document (git)"),
        (f"12 July 2018\n\nSee {A}.{BODY}", None, "2018-07-12", "date of the document (dateline)"),
        (f"Published: 31 February 2018\n\nSee {A}.{BODY}", None, "2017-05-06", "first commit with the address"),
        (f"Title, 3 May 2014. {A} Retrieved 7 March 2015.{BODY}", ADDED, "2015-03-07", "date of access"),
    ],
)
def test_the_first_commit_with_an_address_dates_it_where_the_text_does_not(
    text: str, own: Dated | None, date: str, source: str
) -> None:
    document = replace(cited(text, "text"), introduced={A: FIRST})
    document = replace(document, date=document.date or own)
    found = cited_when(document, document.references[0])
    assert str(found.date) == date
    assert found.source.startswith(source)
