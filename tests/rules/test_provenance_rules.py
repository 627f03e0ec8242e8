"""Where documents come from: copies without a source, labels without an address, credits without a link."""

from __future__ import annotations

import pytest

from rules.judged import ERROR, INFO, WARNING, document_of, findings_of, severities

AGENCY = "# Ferry line cut\n\nPORT ALDA (Reuters) - The ferry across the bay will stop in autumn, the office said.\n"
BYLINE = "# Ferry line cut\n\nBy Ada Holm\n\nJuly 12, 2018\n\nThe ferry across the bay will stop in autumn.\n\n"

COPIES = {
    "dateline of an agency": AGENCY,
    "name of an agency and a date": "# Ferry line cut\n\nReuters • July 12, 2018\n\nThe ferry will stop in autumn.\n",
    "words of an agency at the end": "# Ferry\n\nThe ferry will stop.\n\n(Reporting by Ada Holm; editing by Bo Lind)\n",
    "writers of an agency": "# Ferry\n\nThe ferry will stop.\n\n(Writing by Ada Holm)\n",
    "feed of an agency": "# Ferry\n\nThe ferry will stop.\n\nThis story has not been edited by our staff.\n",
    "rights of an agency": (
        "# Ferry\n\nThe ferry will stop.\n\nAll rights reserved. This material may not be published or broadcast.\n"
    ),
    "byline, date and links to other articles": BYLINE + "Related article: Tram line opened\n",
    "byline, date and the frame of a page": BYLINE + "Story continues below\n\nThe office gave no reasons.\n",
    "byline, date and advertising": BYLINE + "Advertisement\n\nThe office gave no reasons.\n",
    "byline, date and sharing": BYLINE + "Share this article\n",
    "German byline and further reading": (
        "# Fähre eingestellt\n\nVon Ada Holm\n\nAlda, 12. Juli 2018\n\nSie fährt nicht mehr.\n\nLesen Sie auch: Tram\n"
    ),
    "credit and the frame of a page": (
        "# Ferry\n\nThe ferry will stop, Reuters reported on Tuesday.\n\nSign up for our newsletter\n"
    ),
}


@pytest.mark.parametrize("text", COPIES.values(), ids=COPIES)
def test_a_copy_without_a_source(text: str) -> None:
    (finding,) = findings_of("provenance-missing", text)
    assert finding.severity is WARNING
    assert (finding.location.line, finding.location.column) == (1, 1)
    assert finding.message == "no source is named, although it is a copy of a published text"
    assert finding.evidence
    assert all(each.location for each in finding.evidence)


@pytest.mark.parametrize(
    "source",
    [
        "Original url: https://gazette.example/2018/07/12/cut",
        "Source: https://gazette.example/cut",
        "Permalink: https://gazette.example/cut",
        "[Read the original article](https://gazette.example/cut)",
        "Originally published at https://gazette.example/cut",
        "Quelle: <https://gazette.example/cut>",
    ],
)
def test_a_copy_with_a_source(source: str) -> None:
    assert severities("provenance-missing", f"{AGENCY}\n{source}\n") == []


@pytest.mark.parametrize("source", ["Original url: N/A", "Source: the Gazette", "See https://gazette.example/cut."])
def test_what_names_no_address_of_the_original_is_no_source(source: str) -> None:
    assert severities("provenance-missing", f"{AGENCY}\n{source}\n") == [WARNING]


def test_a_source_in_metadata_counts() -> None:
    assert severities("provenance-missing", f"---\nsource: https://gazette.example/cut\n---\n{AGENCY}") == []
    page = "<html><head>{}</head><body><p>PORT ALDA (Reuters) - The ferry will stop, it said.</p></body></html>"
    assert severities("provenance-missing", page.format(""), "a.html") == [WARNING]
    canonical = '<link rel="canonical" href="https://gazette.example/cut">'
    assert severities("provenance-missing", page.format(canonical), "a.html") == []


def test_own_work_is_left_alone() -> None:
    assert severities("provenance-missing", f"<!-- linkaudit: own-work -->\n{AGENCY}") == []
    assert severities("provenance-missing", f"<!-- own-work -->\n{AGENCY}") == [WARNING]
    assert severities("provenance-missing", AGENCY, own_work=lambda path: path == "example.md") == []
    assert severities("provenance-missing", AGENCY, own_work=lambda path: path == "other.md") == [WARNING]


def test_a_declared_clipping_must_name_its_source() -> None:
    (finding,) = findings_of("provenance-missing", "# Tides\n\nHigh at noon.\n", clipping=lambda path: True)
    assert finding.message == "no source is named, although it is declared to be a clipping"
    assert [(each.name, each.value) for each in finding.evidence] == [("declared in", "collection.clippings")]
    assert severities("provenance-missing", "Source: https://harbour.example/t\n", clipping=lambda path: True) == []
    assert severities("provenance-missing", "# Tides\n", clipping=lambda path: path == "other.md") == []


def test_a_document_whose_neighbours_name_their_sources_is_expected_to() -> None:
    text, path = "# Tides\n\nHigh at noon.\n", "press/tides.md"
    (finding,) = findings_of("provenance-missing", text, path, sourced={"press": 0.8})
    assert finding.message == "no source is named, although it is alone among its neighbours"
    assert finding.evidence[0].value == "80% of the documents in press name their source"
    assert severities("provenance-missing", text, path, sourced={"press": 0.79}) == []
    assert severities("provenance-missing", text, path, sourced={"other": 1.0}) == []
    assert severities("provenance-missing", text, path, sourced={"press": 0.8}, own_work=lambda path: True) == []


ORDINARY = {
    "README.md": """\
# tidetable

[![Build](https://ci.example/badge.svg)](https://ci.example/tidetable)

Predict tides for any harbour. Sign up for the mailing list at <https://lists.example/tidetable>, or subscribe to the
release feed.

## Installation

    pip install tidetable

## Sponsors

tidetable is developed by Ada Holm and supported by the Harbour Office. Subscribe to our newsletter!

## Licence

MIT. Copyright 2018 Ada Holm.
""",
    "CHANGELOG.md": """\
# Change log

## 2.1.0 (2024-05-06)

- Add `subscribe()`, by Bo Lind. Related stories: #12, #14.
- Deprecate `share_this`; read more in the [guide](https://docs.example/guide).

## 2.0.0 - March 3, 2023

- First release on the new site. By Ada Holm.
""",
    "docs/tutorial.md": """\
# Your first table

*By Ada Holm, last updated 4 June 2020*

In this tutorial you sign up for an account, subscribe to a channel and print a table.

1. Sign up at <https://docs.example/signup>.
2. Call `client.subscribe("harbour")`.

> **Note:** according to the manual the channel must exist.

Next: [Advanced topics](advanced.md)
""",
    "docs/api.md": """\
# API

## `POST /subscriptions`

Creates a subscription. Leave a comment in the `note` field.

| Field | Type | Meaning |
|---|---|---|
| `by` | string | who asked |
| `date` | date | e.g. 2018-07-12 |

## `GET /news/latest`

Lists the latest news as JSON.
""",
    "posts/2018-07-12-how-we-moved.md": """\
---
title: How we moved
date: 2018-07-12
author: Ada Holm
---

By Ada Holm

We moved all our tables to a new server last week. Thanks to everybody who helped.

Subscribe to the feed, or leave a comment below.
""",
    "notes/meeting.md": """\
# Meeting, 12 July 2018

Present: Ada Holm, Bo Lind. Minutes by Bo Lind.

- Reuters asked for an interview; Ada replies.
- The advertisement in the Gazette is too dear.
""",
    "docs/style.md": """\
# Style guide for reporters

Datelines name the place and the agency, as in `PORT ALDA (Reuters) -`. Bylines are written `By Ada Holm`.
Captions say who took the photo.
""",
    "CONTRIBUTING.md": """\
# Contributing

Join the conversation on <https://chat.example/tidetable>. Read more: [code of conduct](CODE_OF_CONDUCT.md).
Share this project with your friends! Report bugs; breaking news goes to the mailing list.
""",
    "index.html": """\
<!DOCTYPE html><html><head><title>tidetable</title></head><body>
<nav><a href="/">Home</a> <a href="/blog">Latest news</a> <a href="/signup">Sign up for our newsletter</a></nav>
<h1>tidetable</h1><p>Predict tides for any harbour. By Ada Holm.</p><footer>Subscribe now</footer></body></html>
""",
    "NOTES.txt": """\
tidetable 2.1
=============

Written by Ada Holm <ada@harbour.example>.
Most popular harbours are listed first. Subscribe to the list for news.
""",
}


@pytest.mark.parametrize(("path", "text"), ORDINARY.items(), ids=ORDINARY)
def test_ordinary_documentation_is_no_copy(path: str, text: str) -> None:
    assert findings_of("provenance-missing", text, path) == []
    assert document_of(text, path).copied == ()


LABELS = [
    ("nothing", "Original url:\n", [ERROR]),
    ("not available", "Original url: N/A\n", [ERROR]),
    ("to do", "Original link: TODO\n", [ERROR]),
    ("hash", "Original URL: #\n", [ERROR]),
    ("lost target", "Original url: [here](#)\n", [ERROR]),
    ("words", "Original url: the Gazette\n", [ERROR]),
    ("four words", "Original url: somewhere on the web\n", [ERROR]),
    ("a sentence about the label", "Original url: is what we write before the address.\n", [INFO]),
    ("German", "Ursprüngliche URL: folgt\n", [ERROR]),
    ("Chinese", "原文链接：无\n", [ERROR]),
    ("emphasis", "**Original url:** N/A\n", [ERROR]),
    ("empty in front matter", "---\noriginal_url:\n---\nText.\n", [ERROR]),
    ("address", "Original url: https://gazette.example/cut\n", []),
    ("address on the next line", "Original url:\nhttps://gazette.example/cut\n", []),
    ("address in the next paragraph", "Original url:\n\n<https://gazette.example/cut>\n", []),
    ("text between", "Original url:\n\nThe ferry stops, see https://gazette.example/cut for more.\n", [ERROR]),
    ("link", "Original url: [Gazette](https://gazette.example/cut)\n", []),
    ("a named source needs no address", "Source: the Gazette\n", []),
    ("no label", "The original url was lost.\n", []),
    ("in front matter", "---\noriginal_url: https://gazette.example/cut\n---\nText.\n", []),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in LABELS], ids=[case[0] for case in LABELS])
def test_a_label_without_an_address(text: str, expected: list[str]) -> None:
    assert severities("provenance-label-without-url", text) == expected


def test_a_label_without_an_address_shows_label_and_what_follows() -> None:
    first, second = findings_of("provenance-label-without-url", "Original url: N/A\n\nText.\n\nOriginal link:\n")
    assert first.message == 'only "N/A" follows the label `Original url:`'
    assert second.message == "nothing follows the label `Original link:`"
    assert [(each.name, each.value) for each in second.evidence] == [
        ("label", "Original link:"),
        ("what follows", "(nothing)"),
    ]
    assert (first.location.line, second.location.line) == (1, 5)


CREDITS = [
    ("verb behind", "The ferry will stop in autumn, Reuters reports.\n", ["Reuters"]),
    ("according to", "According to The New York Times the ferry will stop.\n", ["The New York Times"]),
    ("byline", "# Cut\n\nBy Reuters\n\nThe ferry will stop.\n", ["Reuters"]),
    ("dateline", AGENCY, ["Reuters"]),
    ("dateline with a country", "PORT ALDA, Alda (AP) \u2014 The ferry will stop.\n", ["Associated Press"]),
    ("dateline with a country and a day", "PORT ALDA, N.Y., July 12 (Reuters) - The ferry will stop.\n", ["Reuters"]),
    ("name in Chinese brackets", "据《人民日报》报道，渡轮将停航。\n", ["People's Daily"]),
    ("agency that no list has", "The Alda news agency reported that the ferry will stop.\n", ["Alda"]),
    ("photo credit", "Photo: Reuters\n", ["Reuters"]),
    ("twice in a paragraph", "Reuters reports that it stops. Reuters reported so on Monday, too.\n", ["Reuters"]),
    ("in two paragraphs", "Reuters reports that it stops.\n\nReuters reported so again.\n", ["Reuters", "Reuters"]),
    ("program called like an outlet", "Run `axios` to send.\n\nAxios reports the port that answers.\n", []),
    ("outlet called like a program", "Axios reports that the ferry stops.\n", ["Axios"]),
    ("linked", "The ferry will stop, [Reuters reports](https://www.reuters.com/ferry).\n", []),
    ("link elsewhere in the paragraph", "Reuters reports that it [will stop](https://gazette.example/cut).\n", []),
    ("link to the outlet elsewhere", "Reuters reports it.\n\n<https://www.reuters.com/ferry>\n", []),
    ("capture of the outlet elsewhere",
     "Reuters reports it.\n\n<https://web.archive.org/web/20180712000000/https://www.reuters.com/ferry>\n", []),
    ("a link elsewhere to somebody else", "Reuters reports it.\n\n<https://notreuters.com/ferry>\n", ["Reuters"]),
    ("authority", "According to the harbour office the ferry will stop.\n", []),
    ("speaker", "Ada Holm said that the ferry will stop.\n", []),
    ("state media", "State media reported that the ferry will stop.\n", []),
    ("only mentioned", "She worked for Reuters until 2018.\n", []),
    ("part of another word", "According to Reutersberg the ferry will stop.\n", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "outlets"), [case[1:] for case in CREDITS], ids=[case[0] for case in CREDITS])
def test_a_credit_without_a_link(text: str, outlets: list[str]) -> None:
    findings = findings_of("provenance-unlinked-attribution", text)
    assert [finding.evidence[1].value for finding in findings] == outlets
    assert all(finding.severity is INFO for finding in findings)
    assert all(finding.message == f"{finding.evidence[1].value} is credited without a link" for finding in findings)


@pytest.mark.parametrize(
    "text",
    [
        "The tables (retrieved on 9 January 2015) are in `data`.\n",
        "Star counts come from the API, retrieved on 9 January 2015.\n",
        "- Updated the renderer to a snapshot from Apr 18 2002\n",
        "The numbers were captured on 2018-01-01.\n",
    ],
)
def test_a_date_of_access_in_a_sentence_cites_nothing(text: str) -> None:
    assert findings_of("provenance-unlinked-attribution", text) == []


@pytest.mark.parametrize(
    ("field", "number"),
    [
        ("url = {www.gazette.com/ferry}", 0),
        ("url = {gazette.com/ferry}", 0),
        ("doi = {10.1000/182}", 0),
        ("eprint = {1501.00001}, eprinttype = {arxiv}", 0),
        ("isbn = {978-3-16-148410-0}", 0),
        ("publisher = {Harbour Press}", 1),
    ],
)
def test_an_entry_that_says_where_its_source_is(field: str, number: int) -> None:
    text = f"@misc{{a, title = {{Ferry}}, {field}, urldate = {{2018-05-03}}}}\n"
    assert len(findings_of("provenance-unlinked-attribution", text, path="a.bib")) == number


def test_a_cited_text_with_its_date_but_no_address() -> None:
    for words in ("Gazette, 12 July 2018, ", "\u201cFerry line cut\u201d. Gazette. "):
        assert len(findings_of("provenance-unlinked-attribution", f"{words}retrieved 14 July 2018.\n")) == 1


def test_a_source_with_a_date_of_access_but_no_address() -> None:
    (finding,) = findings_of("provenance-unlinked-attribution", "1. Harbour Office, leaflet. Retrieved 3 May 2018.\n")
    assert finding.message == "a source is cited with a date of access or archiving but without an address"
    assert [(each.name, each.value) for each in finding.evidence] == [
        ("quoted", "Harbour Office, leaflet. Retrieved 3 May 2018"),
        ("date", "2018-05-03"),
    ]
    long = f"1. {'Harbour ' * 40}leaflet. Retrieved 3 May 2018.\n"
    assert len(findings_of("provenance-unlinked-attribution", long)[0].evidence[0].value) == 160
    archived = "1. Harbour Office, leaflet. Archived from the original on 3 May 2018.\n"
    (finding,) = findings_of("provenance-unlinked-attribution", archived)
    assert finding.evidence[1].value == "2018-05-03"
    linked = "1. Harbour Office, <https://harbour.example/tides>. Retrieved 3 May 2018.\n"
    assert findings_of("provenance-unlinked-attribution", linked) == []
    about = "---\naccessed: 2018-05-03\nsource: https://harbour.example/tides\n---\nText.\n"
    assert findings_of("provenance-unlinked-attribution", about) == []
