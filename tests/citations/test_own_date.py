"""When a document was written, by what it says and by its name."""

from __future__ import annotations

import pytest

from citations.citing import BODY, cited
from linkaudit.citations.own_date import is_living


def date_of(text: str, name: str = "text", path: str = "") -> tuple[str, str] | None:
    """Give the date of a document and what vouches for it."""
    found = cited(text, name, path).date
    return (str(found.date), found.source) if found else None


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (f"---\ndate: 2018-07-12\n---{BODY}", "markdown", ("2018-07-12", "front matter")),
        (f"+++\npublishDate = 2018-07-12T10:00:00Z\n+++{BODY}", "markdown", ("2018-07-12", "front matter")),
        (f"---\ncreated: 2016-01-01\npublished: 2018-07-12\n---{BODY}", "markdown", ("2018-07-12", "front matter")),
        (f"---\ndate: July 2018\n---{BODY}", "markdown", ("2018-07", "front matter")),
        (f"---\ndate: soon\ncreated: 2018\n---{BODY}", "markdown", ("2018", "front matter")),
        (f"[#]: date: (2018-07-12)\n{BODY}", "markdown", ("2018-07-12", "comment header")),
        ("<meta property='article:published_time' content='2018-07-12T10:00Z'><p>t", "html", ("2018-07-12", "meta")),
        ("<meta name='DC.date.issued' content='2018-07'><p>t", "html", ("2018-07", "meta")),
        ('<script>{"@type":"x","datePublished":"2018-07-12"}</script>', "html", ("2018-07-12", "json-ld")),
        ("<span itemprop=datePublished content=2018-07-12>t</span>", "html", ("2018-07-12", "microdata")),
        ("<time datetime=2018-07-12 pubdate>t</time>", "html", ("2018-07-12", "time")),
        ("<time class='entry-date published' datetime=2018-07-12>t</time>", "html", ("2018-07-12", "time")),
        (f"---\npublishedAt: 2018-07-12\n---{BODY}", "markdown", ("2018-07-12", "front matter")),
        (f"---\npubDatetime: 2018-07-12T10:00:00Z\n---{BODY}", "markdown", ("2018-07-12", "front matter")),
        (f"---\npost_date: 2018-07-12\n---{BODY}", "markdown", ("2018-07-12", "front matter")),
        ("<meta name=publish_date content=2018-07-12><p>t", "html", ("2018-07-12", "meta")),
        (f"Title\n\nPublished: 12 July 2018{BODY}", "text", ("2018-07-12", "label")),
        (f"Title\n\nJuly 12, 2018{BODY}", "text", ("2018-07-12", "dateline")),
        (f"Title\n\nBy Ada Holm, July 12, 2018{BODY}", "text", ("2018-07-12", "byline")),
    ],
)
def test_what_dates_a_document(text: str, name: str, expected: tuple[str, str]) -> None:
    assert date_of(text, name) == expected


EVIDENCE = [
    ("front matter", "---\ndate: 2011-01-01\n---\n"),
    ("meta", "<meta name=date content=2012-01-01>\n\n"),
    ("json-ld", '<script>{"@type":"x","datePublished":"2013-01-01"}</script>\n\n'),
    ("time", "<time datetime=2014-01-01 pubdate></time>\n\n"),
    ("label", "Published: 1 January 2015\n\n"),
    ("dateline", "1 January 2016\n\n"),
    ("file name", ""),
]


@pytest.mark.parametrize("first", range(len(EVIDENCE)))
def test_the_weightiest_evidence_counts(first: int) -> None:
    text = "".join(evidence for _, evidence in EVIDENCE[first:]) + "Text.\n"
    assert date_of(text, "markdown", "notes/2017-01-01-page.md") == (f"{2011 + first}-01-01", EVIDENCE[first][0])


def test_a_front_matter_that_is_none_is_no_evidence() -> None:
    assert date_of("Title\n\ndate: 2018-07-12 in a line of text", "text") == ("2018-07-12", "label")


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Published: Sat, July 14, 2018", "2018-07-14"),
        ("Published on 12 July 2018 by the board", "2018-07-12"),
        ("Posted 12 July 2018", "2018-07-12"),
        ("**Date:** 12 July 2018", "2018-07-12"),
        ("> Created: Jan 2007", "2007-01"),
        ("By Ada Holm | Published: 12 July 2018", "2018-07-12"),
        ("Issue 7 - Created on 12 July 2018", "2018-07-12"),
        ("Veröffentlicht am 12. Juli 2018", "2018-07-12"),
        ("Publié le 12 juillet 2018", "2018-07-12"),
        ("Fecha: 12 de julio de 2018", "2018-07-12"),
        ("Data: 12 luglio 2018", "2018-07-12"),
        ("Дата публикации: 12 июля 2018", "2018-07-12"),
        ("发布时间：2018年7月12日", "2018-07-12"),
        ("公開日：2018年7月12日", "2018-07-12"),
    ],
)
def test_labels_before_a_date(line: str, date: str) -> None:
    assert date_of(f"Title\n\n{line}{BODY}", "markdown") == (date, "label")


@pytest.mark.parametrize(
    "line",
    [
        "Published by a board whose history since May 2003 is told here",
        "Published: soon",
        "Updated: 12 July 2018",
        "Retrieved: 12 July 2018",
        "`Published: 12 July 2018`",
        "The report that was published: 12 July 2018",
    ],
)
def test_labels_that_date_nothing(line: str) -> None:
    assert date_of(f"Title\n\n{line}{BODY}", "markdown") is None


@pytest.mark.parametrize(
    "line",
    [
        "July 12, 2018",
        "12 July 2018 10:30",
        "Thursday, 12. Juli 2018",
        "Geneva, 12 July 2018",
        "12 July 2018 | Ada Holm | World",
        "(July 12, 2018)",
        "Geneva, 12 July 2018.",
        "by Ada Holm on July 12, 2018.",
        "MOSCOW, July 12, 2018 (Agency) - The board of the harbour met on Tuesday and spoke of the new pier for long.",
        "NEW HARBOUR (12 July 2018) \u2013 The board of the harbour met on Tuesday and spoke of the pier at length.",
        "2018年7月12日",
    ],
)
def test_datelines(line: str) -> None:
    found = cited(f"Title\n\n{line}{BODY}", "text").date
    assert found is not None
    assert (str(found.date), found.source in ("dateline", "byline")) == ("2018-07-12", True)
    assert found.text == line
    assert found.location.line == 3


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_day_that_markdown_takes_for_the_number_of_an_item_is_a_dateline(line_end: str) -> None:
    text = f"# Fähre{line_end * 2}12. Juli 2018{line_end * 2}Der Text.{line_end}"
    found = cited(text, "markdown").date
    assert found is not None
    assert (str(found.date), found.source, found.text) == ("2018-07-12", "dateline", "12. Juli 2018")
    assert text[found.location.start : found.location.end] == "12. Juli 2018"
    assert cited("1. Juli 2018 war warm\n2. Juli 2019 auch\n", "markdown").date is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The board met on July 12, 2018.", "text"),
        ("The board met on July 12, 2018, and spoke.", "text"),
        ("Порт был открыт 12 июля 2018.", "text"),
        ("Version of July 12, 2018", "text"),
        ("Copyright 12 July 2018", "text"),
        ("\u00a9 12 July 2018", "text"),
        ("Deadline 12 July 2018", "text"),
        ("Valid until 12 July 2018", "text"),
        ("Expected: 12 July 2018", "text"),
        ("Last updated 12 July 2018", "text"),
        ("Retrieved 12 July 2018", "text"),
        ("- July 12, 2018\n- July 13, 2018\n", "markdown"),
        ("| July 12, 2018 | x |\n|---|---|\n", "markdown"),
        ("# Report of July 12, 2018\n", "markdown"),
        ("one two three four five six seven eight nine ten 12 July 2018", "text"),
        (
            "a line that is longer than any that is a dateline, since it goes on about things, 12 July 2018, and on",
            "text",
        ),
        ("the end of a sentence that was folded by some program or by hand before\n12 July 2018", "text"),
        ("July 2018", "text"),
        ("12 July", "text"),
    ],
)
def test_what_is_no_dateline(text: str, name: str) -> None:
    assert date_of(f"Title\n\n{text}{BODY}", name) is None


@pytest.mark.parametrize("name", ["markdown", "text"])
@pytest.mark.parametrize("line", ["{}", "See {}", "<{}>", "[the report]({})"])
def test_a_date_within_an_address_is_no_dateline(line: str, name: str) -> None:
    assert cited(f"Title\n\n{line.format('https://gazette.example/2019/03/02/cut')}{BODY}", name).date is None


def test_a_heading_that_is_only_a_date_is_a_dateline() -> None:
    assert date_of(f"# July 12, 2018{BODY}", "markdown") == ("2018-07-12", "dateline")


def test_a_dateline_stands_at_the_head_or_is_the_only_one() -> None:
    paragraphs = BODY * 20
    assert date_of(f"12 July 2018{paragraphs}\n\n13 July 2018{BODY}") == ("2018-07-12", "dateline")
    assert date_of(f"Title{paragraphs}\n\n13 July 2018{BODY}") == ("2018-07-13", "dateline")
    assert date_of(f"Title{paragraphs}\n\n13 July 2018{BODY}\n\n14 July 2018{BODY}") is None


@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("2018-07-12-title.md", "2018-07-12"),
        ("posts/title_2018_07_12.md", "2018-07-12"),
        ("20180712.txt", "2018-07-12"),
        ("notes 2018.07.12.txt", "2018-07-12"),
        ("july-12-2018.txt", "2018-07-12"),
        ("12-jul-2018-title.txt", "2018-07-12"),
        ("2018/07/12/title.md", "2018-07-12"),
        ("blog/2018/07/title.md", "2018-07"),
        ("2018-13-45/2018-07-12.md", "2018-07-12"),
    ],
)
def test_the_name_of_a_file_says_its_date(path: str, date: str) -> None:
    assert date_of("Text.", "text", path) == (date, "file name")


@pytest.mark.parametrize(
    "path",
    [
        "title.md", "2018.md", "title-2018.md", "2018-13-45.md", "2018/13/title.md", "2018/title.md",
        "1234567820180712.md", "2018-02-30-x.md", "july-2018.md", "120180712.md",
    ],
)  # fmt: skip
def test_names_that_say_no_date(path: str) -> None:
    assert date_of("Text.", "text", path) is None


@pytest.mark.parametrize(
    ("path", "text", "living"),
    [
        ("CHANGELOG-2018-07-12.md", "Text.", True),
        ("docs/release notes 2018-07-12.txt", "Text.", True),
        ("README.2018-07-12.md", "Text.", True),
        ("news-2018-07-12.md", "Text.", True),
        ("2018-07-12.txt", "PEP: 9999\nStatus: Active\nCreated: 12-Jul-2018\n", True),
        ("2018-07-12.txt", "Title\n\nStatus: Open\n", True),
        ("2018-07-12.txt", "Title\n\nText\n\nStatus: Open\n", False),
        ("newspaper-2018-07-12.md", "Text.", False),
    ],
)
def test_documents_that_are_added_to_for_years(path: str, text: str, living: bool) -> None:
    document = cited(text, "text", path)
    assert is_living(document) is living
    by_name = document.date is not None and document.date.source == "file name"
    assert by_name is not living


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (f"---\ndate: 2018-07-12\nlastmod: 2019-01-02\n---{BODY}", "markdown", ("2019-01-02", "front matter")),
        ("<meta property='article:modified_time' content='2019-01-02'>", "html", ("2019-01-02", "meta")),
        ('<script>{"@type":"x","dateModified":"2019-01-02"}</script>', "html", ("2019-01-02", "json-ld")),
        (f"Title{BODY}Last updated: 2 January 2019\n", "text", ("2019-01-02", "label")),
        (f"Created: Jan 2007 | Last modified 2 January 2019{BODY}", "text", ("2019-01-02", "label")),
        (f"Title\n\nZuletzt geändert am 2. Januar 2019{BODY}", "text", ("2019-01-02", "label")),
        (f"Title\n\n最終更新：2019年1月2日{BODY}", "text", ("2019-01-02", "label")),
        (f"Title\n\n2 January 2019{BODY}", "text", None),
    ],
)
def test_the_last_change(text: str, name: str, expected: tuple[str, str] | None) -> None:
    found = cited(text, name).modified
    assert ((str(found.date), found.source) if found else None) == expected


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_line_ends_make_no_difference(line_end: str) -> None:
    text = f"Title\n\nBy Ada Holm\nJuly 12, 2018{BODY}Last updated 2 January 2019\n"
    for name in ("text", "markdown"):
        document = cited(text.replace("\n", line_end), name)
        assert document.date is not None
        assert document.modified is not None
        assert (str(document.date.date), document.date.text) == ("2018-07-12", "July 12, 2018")
        assert (str(document.modified.date), document.modified.location.line) == ("2019-01-02", 7)


def test_far_down_only_a_line_with_few_words_dates_the_text() -> None:
    blocks = "".join(f"Paragraph {number} of the report on the harbour.\n\n" for number in range(20))
    assert date_of(f"{blocks}Alda, 12 July 2018\n\n{blocks}") == ("2018-07-12", "byline")
    cited_work = "Tide Tables of the Bay, Harbour Office Recommendation 24 December 1999.\n\n"
    assert date_of(f"{blocks}{cited_work}{blocks}") is None


def test_a_listing_far_down_dates_nothing() -> None:
    blocks = "".join(f"<p>Paragraph {number} of the report on the harbour.</p>" for number in range(20))
    assert date_of(f"{blocks}<pre>Keyboard by Ada Holm,\non 18 Aug 2005.</pre>{blocks}", "html") is None
    assert date_of(f"{blocks}<p>Alda, 18 Aug 2005</p>{blocks}", "html") == ("2005-08-18", "byline")
    assert date_of("<pre>Alda, 18 Aug 2005\n\nThe ferry runs again.</pre>", "html") == ("2005-08-18", "byline")


@pytest.mark.parametrize(
    "line",
    ['opened <- as.Date("2018-07-12")', 'opened = "2018-07-12"', "opened 2018-07-12;", "{ 2018-07-12 }"],
)
def test_a_line_of_a_program_is_no_dateline(line: str) -> None:
    assert date_of(f"The ferry\n\n{line}\n\nIt runs again.\n") is None


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ("<time datetime=2018-07-12T10:00>12 July</time>", ("2018-07-12", "time")),
        (
            "<time class=x datetime=2018-07-12T10:00></time><time datetime=2018-07-12T11:30></time>",
            ("2018-07-12", "time"),
        ),
        ("<time datetime=2018-07-12></time><time class=updated datetime=2019-01-01></time>", ("2018-07-12", "time")),
        ("<time datetime=2018-07-12></time><time datetime=2018-07-13></time>", None),
        ("<time class=updated datetime=2018-07-12></time>", None),
        ("<time class=event-start datetime=2018-07-12></time>", None),
        ("<time datetime=2018-07>July</time>", None),
        ("<time datetime=10:30>10:30</time>", None),
        ("<time datetime=2018-07-12>t</time><p>Published: 11 July 2018</p>", ("2018-07-11", "label")),
    ],
)
def test_a_time_dates_a_page_where_it_is_the_only_one(times: str, expected: tuple[str, str] | None) -> None:
    assert date_of(f"<p>The ferry runs again.</p>{times}", "html") == expected


@pytest.mark.parametrize(
    ("heading", "dated"),
    [
        ("Week 18: May 3, 2018", True),
        ("Harbour Newsletter #18 - 3 May 2018", True),
        ("Weekly links, 2018-05-03", True),
        ("Thursday, May 3, 2018", True),
        ("Donnerstag, 3. Mai 2018", True),
        ("Week of May 3, 2018", False),
        ("The flood of May 3, 2018", False),
        ("Release 18: May 3, 2018", False),
        ("What came of the talks on Thursday, May 3, 2018", False),
    ],
)
def test_headings_that_date_the_document(heading: str, dated: bool) -> None:
    assert date_of(f"# {heading}\n{BODY}", "markdown") == (("2018-05-03", _source(heading)) if dated else None)


def _source(heading: str) -> str:
    """A line with words before its date is a byline to the tool, whatever the words."""
    return "dateline" if heading[0].isdigit() else "byline"
