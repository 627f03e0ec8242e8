"""Wikitext as another parser reads it: the links of mwparserfromhell, on pages made of whole constructs."""

from __future__ import annotations

import mwparserfromhell
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.reading import places_hold, read
from linkaudit.models import Kind

_URLS = st.builds(
    "{}h.example/{}{}".format,
    st.sampled_from(["http://", "https://", "ftp://", "HTTPS://"]),
    st.text(alphabet="abc09-_/%", max_size=6),
    st.sampled_from(["a", "a(b)", "a?b", "a#b", "é", "日"]),
)
_WORDS = st.sampled_from(["word", "a b", "(c)", "é", "日本", "&amp;", "''italic''", "'''bold'''", "a, b.", "1 < 2"])
_BRACKETED = st.builds("[{} {}]".format, _URLS, _WORDS)
_LEAVES = st.one_of(
    _WORDS,
    _BRACKETED,
    _URLS.map("[{}]".format),
    _URLS.map(" {} ".format),
    st.sampled_from(["[[page]]", "[[page|label]]", "<!-- http://no.example -->", "<nowiki>http://no.example</nowiki>"]),
)
_PAGES = st.recursive(
    _LEAVES,
    lambda inside: st.one_of(
        st.lists(inside, min_size=1, max_size=4).map(" ".join),
        st.builds("<ref>{}</ref>".format, _LEAVES),
        st.builds("<b>{}</b>".format, _LEAVES),
        st.builds("{{{{template|{}|name={}}}}}".format, inside, inside),
        st.builds("\n* {}\n".format, _LEAVES),
        st.builds("\n\n{}\n\n".format, inside),
        st.builds("\n== {} ==\n".format, _LEAVES),
        st.builds("\n{{|\n! {}\n|-\n| {}\n| {}\n|}}\n".format, _LEAVES, _LEAVES, _LEAVES),
        st.builds("[[File:A.jpg|thumb|{}]]".format, _LEAVES),
    ),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(_PAGES)
def test_the_links_of_a_well_formed_page_are_those_that_another_parser_finds(text: str) -> None:
    document = read(text, "mediawiki")
    assert places_hold(document)
    theirs = {str(link.url).strip() for link in mwparserfromhell.parse(text).ifilter_external_links()}
    assert {reference.raw for reference in document.references} == {url for url in theirs if "no.example" not in url}


@settings(max_examples=200, deadline=None)
@given(_PAGES)
def test_brackets_make_links_where_another_parser_sees_some(text: str) -> None:
    links = [reference.raw for reference in read(text, "mediawiki").references if reference.kind is Kind.LINK]
    theirs = [str(link.url) for link in mwparserfromhell.parse(text).ifilter_external_links() if link.brackets]
    assert links == theirs
