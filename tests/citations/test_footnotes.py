"""Footnotes of wikitext that cite a source in words."""

from __future__ import annotations

import pytest
from documents.reading import within
from rules.judged import findings_of, severities

from citations.citing import cited, only, url_of

URL = "https://gazette.example/2018/07/12/cut"


@pytest.mark.parametrize(
    "note",
    [
        f"<ref>[{URL} Ferry line cut], ''Gazette'', 12 July 2018</ref>",
        f'<ref name="cut">Ada Holm: [{URL} Ferry line cut]. July 12, 2018.</ref>',
        f"<ref>12. Juli 2018: {URL}</ref>",
        f"<ref>\n[{URL} The ferries of 3 May 2017], Gazette, 12 July 2018</ref>",
        f"<REF>[{URL} Ferry line cut], [[Gazette]], 12 July 2018.</ref>",
    ],
)
def test_a_footnote_states_when_its_source_was_published(note: str) -> None:
    text = f"The line was cut.{note} It went on."
    citation = only(cited(text, "mediawiki"))
    assert citation.published is not None
    assert (url_of(citation), str(citation.published.date)) == (URL, "2018-07-12")
    assert citation.form == "footnote"
    assert not citation.about_document
    place = citation.published.location
    assert text[place.start : place.end] == citation.published.text


@pytest.mark.parametrize(
    "text",
    [
        f"[{URL} Ferry line cut], ''Gazette'', 12 July 2018",
        f"<ref>[{URL} Ferry line cut], ''Gazette'', July 2018</ref>",
        f"<ref>[{URL} Ferry line cut], ''Gazette'', 31 June 2018</ref>",
        f"<ref>[{URL} Ferry line cut on 12 July 2018]</ref>",
        f"<ref>[{URL} Cut], 12 July 2018; [https://gazette.example/pier Pier]</ref>",
        f"<ref>[{URL} Cut], 12 July 2018, and again on 14 July 2018</ref>",
        f"<ref>[https://web.archive.org/web/20180712000000/{URL} Cut], 12 July 2018</ref>",
        "<ref>''Gazette'', 12 July 2018</ref>",
        f"<ref>{'The ferry. ' * 60}[{URL} Cut], 12 July 2018</ref>",
    ],
)
def test_what_states_nothing_for_certain(text: str) -> None:
    assert not cited(text, "mediawiki").citations


def test_templates_and_statements_of_access_speak_for_themselves() -> None:
    template = f"<ref>{{{{cite web|url={URL}|title=Cut|date=12 July 2018}}}}, 14 July 2019</ref>"
    assert only(cited(template, "mediawiki")).form == "cite web"
    visited = only(cited(f"<ref>[{URL} Cut], 12 July 2018. Retrieved 14 July 2018.</ref>", "mediawiki"))
    assert visited.form == "Retrieved"
    assert not cited(f"<ref>[{URL} Cut], 12 July 2018</ref>", "markdown").citations


def test_a_footnote_of_another_day_than_its_address() -> None:
    note = f"<ref>[{URL} Ferry line cut], ''Gazette''. %s</ref>"
    (finding,) = findings_of("date-original-url-mismatch", note % "January 4, 2019", "a.mediawiki")
    assert finding.message == "the URL of the original is dated 2018-07-12, the text 2019-01-04: 176 days apart"
    assert severities("date-original-url-mismatch", note % "July 13, 2018", "a.mediawiki") == []


def test_many_footnotes_take_no_longer_than_their_length_asks_for() -> None:
    text = f"A.<ref>[{URL} Cut], 12 July 2018</ref> " * 8000
    with within(8):
        assert len(cited(text, "mediawiki").citations) == 8000
