"""The halves of a citation's archived copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rules.judged import INFO, WARNING, findings_of, fixed, severities

if TYPE_CHECKING:
    from linkaudit.models import Severity

IA = "https://web.archive.org/web/20180712000000"
CUT = "https://gazette.example/cut"
PERMA = "https://perma.cc/AB12-CD34"


def template(*parameters: str, name: str = "cite web") -> str:
    return "{{" + " |".join((name, "title=Cut", *parameters)) + "}}\n"


URL, ARCHIVE, SHORT, DATE = f"url={CUT}", f"archive-url={IA}/{CUT}", f"archive-url={PERMA}", "archive-date=2018-07-12"

DATELESS: list[tuple[str, str, list[Severity]]] = [
    ("both halves", template(URL, ARCHIVE, DATE), []),
    ("no date", template(URL, ARCHIVE), [WARNING]),
    ("a date in words", template(URL, ARCHIVE, "archive-date=unknown"), []),
    ("an empty date", template(URL, ARCHIVE, "archive-date="), [WARNING]),
    ("no date of a short address", template(URL, SHORT), [WARNING]),
    ("no copy", template(URL), []),
    ("a live page: another rule's matter", template(URL, f"archive-url={CUT}"), []),
    ("an empty copy", template(URL, "archive-url=", "archive-date="), []),
    ("German, where the address tells", template(URL, f"archiv-url={IA}/{CUT}", name="Internetquelle"), [INFO]),
    ("German, where it does not", template(URL, f"archiv-url={PERMA}", name="Internetquelle"), [WARNING]),
    ("a copy that another link names", "{{webarchive |url=%s/%s}}\n" % (IA, CUT), [INFO]),  # noqa: UP031
    ("a page's own parameters", template("url={{{url}}}", ARCHIVE, "archive-date={{{date}}}"), []),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in DATELESS], ids=[case[0] for case in DATELESS])
def test_a_copy_without_its_date(text: str, expected: list[Severity]) -> None:
    assert severities("archive-missing-date", text, "a.wikitext") == expected


def test_a_copy_without_its_date_elsewhere() -> None:
    entry = f"@online{{a, title={{Cut}}, url={{{CUT}}}, archiveurl={{%s}}}}\n"
    assert severities("archive-missing-date", entry % f"{IA}/{CUT}", "a.bib") == [INFO]
    assert severities("archive-missing-date", entry % PERMA, "a.bib") == [WARNING]
    dated = entry.replace("}}\n", "}, archivedate={2018-07-12}}\n") % PERMA
    assert severities("archive-missing-date", dated, "a.bib") == []
    link = f'<p><a href="{CUT}" data-versionurl="%s"%s>Cut</a></p>'
    assert severities("archive-missing-date", link % (PERMA, ""), "a.html") == [WARNING]
    assert severities("archive-missing-date", link % (f"{IA}/{CUT}", ""), "a.html") == [INFO]
    assert severities("archive-missing-date", link % (PERMA, ' data-versiondate="2018-07-12"'), "a.html") == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (template(URL, ARCHIVE), template(URL, ARCHIVE, DATE)),
        (template(URL, f"archiveurl={IA}/{CUT}"), template(URL, f"archiveurl={IA}/{CUT}", "archivedate=2018-07-12")),
        (template(ARCHIVE, URL), template(ARCHIVE, DATE, URL)),
        (template(URL, ARCHIVE, "archive-date="), ""),
        (template(URL, SHORT), ""),
        (template(URL, f"archive-url=https://web.archive.org/web/2018/{CUT}"), ""),
        (template(URL, f"archiv-url={IA}/{CUT}", name="Internetquelle"), ""),
    ],
)
def test_the_date_that_the_stamp_shows_is_put_in(text: str, meant: str) -> None:
    (finding,) = findings_of("archive-missing-date", text, "a.wikitext")
    assert [fix.safe for fix in finding.fixes] == ([True] if meant else [])
    if meant:
        assert fixed(text, finding) == meant
        assert findings_of("archive-missing-date", meant, "a.wikitext") == []
        assert findings_of("archive-timestamp-mismatch", meant, "a.wikitext") == []


SOURCELESS: list[tuple[str, str, list[Severity]]] = [
    ("all there", template(URL, ARCHIVE, DATE), []),
    ("told by the capture", template(ARCHIVE, DATE), [INFO]),
    ("hidden by the capture", template(SHORT, DATE), [WARNING]),
    ("empty", template("url=", SHORT, DATE), [WARNING]),
    ("a chapter's address", template("chapter-url=https://gazette.example/c", SHORT, DATE), []),
    ("no copy either", template("author=Holm"), []),
    ("a template for the copy alone", "{{webarchive |url=%s |date=12 July 2018}}\n" % PERMA, []),  # noqa: UP031
    ("a page's own parameters", template("url={{{url|}}}", SHORT, DATE), []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in SOURCELESS], ids=[case[0] for case in SOURCELESS])
def test_a_copy_of_a_source_without_an_address(text: str, expected: list[Severity]) -> None:
    assert severities("archive-missing-url", text, "a.wikitext") == expected


def test_a_copy_of_a_source_without_an_address_names_the_original_it_tells() -> None:
    (finding,) = findings_of("archive-missing-url", template(ARCHIVE, DATE), "a.wikitext")
    assert finding.message == "cite web names a capture and not the address of the source"
    assert [(each.name, each.value) for each in finding.evidence] == [("as written", f"{IA}/{CUT}"), ("original", CUT)]
    (hidden,) = findings_of("archive-missing-url", template(SHORT, DATE), "a.wikitext")
    assert hidden.message.endswith(", which the capture hides")


COPYLESS: list[tuple[str, str, list[Severity]]] = [
    ("both halves", template(URL, ARCHIVE, DATE), []),
    ("no copy", template(URL, DATE), [WARNING]),
    ("an empty copy", template(URL, "archive-url=", DATE), [WARNING]),
    ("no source either", template(DATE), [WARNING]),
    ("no date", template(URL, "archive-date=yes"), []),
    ("the address of the copy is the source's", template(f"url={IA}/{CUT}", DATE), []),
    ("the copy stands elsewhere", template(URL, DATE, f"quote=See {IA}/{CUT}"), []),
    ("the copy is made by a template", template(URL, DATE, "archive-url={{wayback|1}}"), []),
    ("a page's own parameters", template(URL, "archive-url={{{archive}}}", DATE), []),
    ("a template that dates the copy of its link", "{{Webarchiv |url=%s |wayback=20180712000000}}\n" % CUT, []),  # noqa: UP031
    ("another template of that kind", "{{Wayback |url=%s |date=20180712000000}}\n" % CUT, []),  # noqa: UP031
    ("German", template(URL, "archiv-datum=2018-07-12", name="Internetquelle"), [WARNING]),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in COPYLESS], ids=[case[0] for case in COPYLESS])
def test_a_date_of_archiving_without_a_copy(text: str, expected: list[Severity]) -> None:
    assert severities("archive-date-without-archive", text, "a.wikitext") == expected


def test_a_date_of_archiving_without_a_copy_elsewhere() -> None:
    entry = "@online{a, title={Cut}, url={https://gazette.example/cut}, %s}\n"
    assert severities("archive-date-without-archive", entry % "archivedate={2018-07-12}", "a.bib") == [WARNING]
    assert severities("archive-date-without-archive", entry % "archived={yes}", "a.bib") == []
    link = f'<p><a href="{CUT}" data-versiondate="2018-07-12">Cut</a></p>'
    assert severities("archive-date-without-archive", link, "a.html") == []
    note = "---\ntitle: Cut\narchived_at: 2018-07-12\n---\nMoved to the archive.\n"
    assert severities("archive-date-without-archive", note) == []


def test_a_date_of_archiving_without_a_copy_shows_of_what() -> None:
    (finding,) = findings_of("archive-date-without-archive", template(URL, DATE), "a.wikitext")
    assert finding.message == "cite web says that the source was archived on 2018-07-12, and not where"
    assert [(each.name, each.value) for each in finding.evidence] == [
        ("date of archiving", "2018-07-12 (2018-07-12)"),
        ("url", CUT),
    ]
    assert finding.url == CUT
