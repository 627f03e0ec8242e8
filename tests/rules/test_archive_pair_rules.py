"""A source and its archived copy: two addresses that are to belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.rules.archived_sources import difference, same_page
from rules.judged import ERROR, INFO, WARNING, findings_of, severities

if TYPE_CHECKING:
    from linkaudit.models import Severity

IA = "https://web.archive.org/web/20180712000000"
CUT = "https://gazette.example/2018/07/ferry-line-cut"

SAME = [
    ("http://www.gazette.example:80/2018/07/ferry-line-cut/", CUT),
    ("https://m.gazette.example/a", "https://gazette.example/a"),
    ("https://www3.gazette.example/a", "https://gazette.example/a"),
    ("https://gazette.example/a/index.html", "https://gazette.example/a/"),
    ("https://gazette.example/A%20b", "https://gazette.example/a b"),
    ("https://gazette.example/a?b=1&c=2", "https://gazette.example/a?c=2&b=1"),
    ("https://gazette.example/a?utm_source=x&b=1", "https://gazette.example/a?b=1"),
    ("https://gazette.example/a?fbclid=x", "https://gazette.example/a"),
    ("https://gazette.example/a?", "https://gazette.example/a"),
    ("https://gazette.example/a/amp", "https://gazette.example/a"),
    ("https://gazette.example/a.", "https://gazette.example/a"),
    ("https://gazette.example/a#b", "https://gazette.example/a"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_is_one_page_by_another_spelling(one: str, other: str) -> None:
    assert same_page(one, other)
    assert difference(one, f"{IA}/{other}") is None
    assert difference(other, f"{IA}/{one}") is None


DIFFERENT: list[tuple[str, str, Severity | None]] = [
    (CUT, "https://harbour.test/tides/noon", ERROR),
    (CUT, "https://harbour.test/", ERROR),
    ("https://gazette.example/", "https://harbour.test/", WARNING),
    (CUT, "https://gazette.example/weather", WARNING),
    (CUT, "https://gazette.example/", WARNING),
    (CUT, "https://gazette.example/news/ferry-line-is-cut.html", INFO),
    ("https://gazette.example/news/1234567", "https://gazette.example/story?id=1234567", INFO),
    (CUT, "https://gazette-archive.test/ferry-line-cut", WARNING),
    ("https://gazette.example/a?page=1", "https://gazette.example/a?page=2", WARNING),
    # These lead on to pages that have another address.
    ("https://doi.org/10.1000/182", "https://press.example/article/9", None),
    ("https://bit.ly/2fErry", CUT, None),
    ("https://youtu.be/IZvpKhA6t8A", "https://www.youtube.com/watch?v=IZvpKhA6t8A", None),
    # What is cited is itself a capture of the same page, or the capture one of a capture.
    (f"{IA}/{CUT}", CUT, None),
    (CUT, f"{IA}/{CUT}", None),
]


@pytest.mark.parametrize(("cited", "captured", "expected"), DIFFERENT)
def test_how_grave_it_is_that_another_address_was_captured(
    cited: str, captured: str, expected: Severity | None
) -> None:
    assert difference(cited, f"{IA}/{captured}") is expected


URLS = st.from_regex(
    r"https?://(?:www\.)?[a-z]{1,6}\.(?:example|test)(?:/[a-z0-9_-]{0,8}){0,3}(?:\?[a-z]=[0-9])?", fullmatch=True
)


@given(URLS, URLS)
def test_a_page_agrees_with_itself_and_the_order_does_not_matter(one: str, other: str) -> None:
    assert same_page(one, one)
    assert difference(one, f"{IA}/{one}") is None
    assert same_page(one, other) is same_page(other, one)
    assert difference(one, f"{IA}/{other}") is difference(other, f"{IA}/{one}")


def template(cited: str, archive: str) -> tuple[str, str]:
    return f"{{{{cite web |title=Cut |url={cited} |archive-url={archive} |archive-date=2018-07-12}}}}\n", "a.wikitext"


def bibliography(cited: str, archive: str) -> tuple[str, str]:
    return f"@online{{a, title={{Cut}}, url={{{cited}}}, archiveurl={{{archive}}}}}\n", "a.bib"


def front_matter(cited: str, archive: str) -> tuple[str, str]:
    return f"---\nsource: {cited}\narchive_url: {archive}\n---\nThe ferry will stop.\n", "a.md"


def robust_link(cited: str, archive: str) -> tuple[str, str]:
    return f'<p><a href="{cited}" data-versionurl="{archive}" data-versiondate="2018-07-12">Cut</a></p>\n', "a.html"


def words(cited: str, archive: str) -> tuple[str, str]:
    return f"[Cut]({cited}). [Archived]({archive}) from the original on 12 July 2018. Retrieved 13 July 2018.\n", "a.md"


def words_behind(cited: str, archive: str) -> tuple[str, str]:
    return (
        f"Holm: [Cut]({archive}). Archived from [the original]({cited}) on 12 July 2018. Retrieved 13 July 2018.\n",
        "a.md",
    )


FORMS = [template, bibliography, front_matter, robust_link]


@pytest.mark.parametrize("form", FORMS)
def test_where_both_addresses_stand_in_fields_they_are_compared(form: object) -> None:
    assert callable(form)
    assert severities("archive-url-mismatch", *form(CUT, f"{IA}/{CUT}")) == []
    assert severities("archive-url-mismatch", *form(CUT, f"{IA}/https://harbour.test/tides/noon")) == [ERROR]
    assert severities("archive-url-mismatch", *form(CUT, "https://perma.cc/AB12-CD34")) == []
    assert severities("archive-url-mismatch", *form(CUT, CUT)) == []


@pytest.mark.parametrize("form", [words, words_behind])
def test_in_running_text_they_are_compared_with_less_certainty(form: object) -> None:
    assert callable(form)
    assert severities("archive-url-mismatch", *form(CUT, f"{IA}/{CUT}")) == []
    assert severities("archive-url-mismatch", *form(CUT, f"{IA}/https://harbour.test/tides/noon")) == [WARNING]


SILENT = {
    "the author's page stands there as well":
        f"[Holm](https://holm.example/): [Cut]({CUT}). [Archived]({IA}/{CUT}) from the original on 12 July 2018.\n",
    "another capture is not called archived":
        f"[Cut]({CUT}). See [the tides]({IA}/https://harbour.test/tides). Retrieved 13 July 2018.\n",
    "no date": f"[Cut]({CUT}), [tides]({IA}/https://harbour.test/tides).\n",
    "several sources":
        f"---\nsource: {CUT}\noriginal_url: https://b.test/x\narchive_url: {IA}/https://b.test/x\n---\nText.\n",
    "sources in a list":
        f"---\nsources:\n  - url: {CUT}\n    archive_url: {IA}/{CUT}\n  - url: https://b.test/x\n---\nText.\n",
}  # fmt: skip


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_what_is_not_certainly_a_pair_is_not_compared(text: str) -> None:
    assert findings_of("archive-url-mismatch", text) == []


def test_a_mismatch_shows_both_addresses() -> None:
    (finding,) = findings_of("archive-url-mismatch", *template(CUT, f"{IA}/https://harbour.test/tides/noon"))
    assert finding.message == ("the capture is of https://harbour.test/tides/noon, and not of the page that is cited")
    assert [(each.name, each.value) for each in finding.evidence] == [
        ("cited", CUT),
        ("captured", "https://harbour.test/tides/noon"),
    ]
    assert all(each.location for each in finding.evidence)
    (moved,) = findings_of("archive-url-mismatch", *template(CUT, f"{IA}/https://gazette.example/ferry-line-cut-off"))
    assert moved.message.endswith("; the page may have moved")


@pytest.mark.parametrize("form", FORMS)
def test_a_copy_that_is_the_page_itself(form: object) -> None:
    assert callable(form)
    assert severities("archive-equals-url", *form(CUT, CUT)) == [ERROR]
    assert severities("archive-equals-url", *form(CUT, CUT.replace("https://", "http://www.") + "/")) == [ERROR]
    assert severities("archive-equals-url", *form(CUT, f"{CUT}-off")) == []
    assert severities("archive-equals-url", *form(CUT, f"{IA}/{CUT}")) == []
    assert severities("archive-is-live", *form(CUT, CUT)) == []


def test_a_capture_that_stands_in_both_places_is_a_copy_at_least() -> None:
    (finding,) = findings_of("archive-equals-url", *template(f"{IA}/{CUT}", f"{IA}/{CUT}"))
    assert finding.severity is WARNING
    assert finding.message == "the source and its archived copy are the same capture"
    other = f"https://web.archive.org/web/20190101000000/{CUT}"
    assert findings_of("archive-equals-url", *template(f"{IA}/{CUT}", other)) == []


LIVE: list[tuple[str, list[Severity]]] = [
    (f"{IA}/{CUT}", []),
    ("https://perma.cc/AB12-CD34", []),
    ("https://gazette.example/print/ferry", [ERROR]),
    ("https://mirrored.test/ferry", []),
    ("https://tabloid.test/ferry", [WARNING]),
    # It may be one after all, by its address.
    ("https://archive.gazette.example/ferry", []),
    ("https://gazette.example/archives/ferry", []),
    ("https://gazette.example/20180712/ferry", []),
    ("https://code.test/a/b/tree/0123456789abcdef0123456789abcdef01234567", []),
    ("https://wiki.test/w/index.php?title=Ferry&oldid=17", []),
    ("https://webarchive.test/web/http://gazette.example/x", []),
    # An archive that is known, at an address that is not.
    ("https://arquivo.pt/about", []),
    ("https://web.archive.org/web/", []),
]


@pytest.mark.parametrize(("archive", "expected"), LIVE)
@pytest.mark.parametrize("form", FORMS)
def test_a_copy_that_is_a_live_page(form: object, archive: str, expected: list[Severity]) -> None:
    assert callable(form)
    assert severities("archive-is-live", *form(CUT, archive)) == expected


def test_a_live_copy_says_where_it_is() -> None:
    (elsewhere,) = findings_of("archive-is-live", *template(CUT, "https://tabloid.test/ferry"))
    assert elsewhere.message == "the archived copy is a live page: tabloid.test is no archive that is known"
    (here,) = findings_of("archive-is-live", *template(CUT, "https://gazette.example/ferry"))
    assert here.message == "the archived copy is a live page of the same site"
    assert [each.name for each in here.evidence] == ["cited", "archived copy"]


def test_statements_in_words_are_only_compared_with_captures() -> None:
    for rule in ("archive-is-live", "archive-equals-url"):
        assert findings_of(rule, *words(CUT, "https://tabloid.test/ferry")) == []
