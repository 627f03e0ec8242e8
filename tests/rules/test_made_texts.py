"""Rules on files that are no text: their dates, their links, and that nothing in them is offered for repair."""

from __future__ import annotations

from datetime import date

import pytest
from documents.packing import docx, element, epub, link, page, paragraph, pdf, read_one, record, run
from documents.packing import part as related

from linkaudit import settings, triage
from linkaudit.citations.cite import cite
from linkaudit.models import Finding, Severity
from linkaudit.rules import judge
from linkaudit.rules.interface import Context, Needs

LATER, TRACKED = "https://gazette.example/2019/03/02/cut", "https://gazette.example/cut?utm_source=feed"


def findings(data: bytes, name: str, rule: str) -> list[Finding]:
    document = cite(read_one(data, name))
    return [each for each in judge(document, Context(as_of=date(2026, 11, 21)), Needs.TEXT) if each.rule == rule]


def printed(information: str) -> bytes:
    return pdf([(page((LATER, 50, 700)), ())], information)


@pytest.mark.parametrize(
    ("information", "severities"),
    [
        ("/CreationDate (D:20180712)", [Severity.WARNING]),
        ("/CreationDate (D:20180712) /ModDate (D:20190101)", [Severity.WARNING]),
        ("/CreationDate (D:20180712) /ModDate (D:20190401)", []),
        ("/ModDate (D:20180712)", []),
        ("", []),
    ],
)
def test_a_file_that_says_when_it_was_made_was_written_until_it_changed(
    information: str, severities: list[Severity]
) -> None:
    found = findings(printed(information), "a.pdf", "date-url-after-document")
    assert [each.severity for each in found] == severities


def test_annotations_are_cited() -> None:
    content = page(("July 12, 2018", 50, 700), ("here", 50, 686))
    (found,) = findings(pdf([(content, [link(LATER, (50, 683, 90, 696))])]), "a.pdf", "date-url-after-document")
    assert (found.severity, found.location.part) == (Severity.ERROR, "page 1")


def test_annotations_that_show_another_address() -> None:
    content = page(("see https://gazette.example/cut", 50, 700))
    data = pdf([(content, [link("https://tabloid.test/cut", (70, 697, 260, 710))])])
    (found,) = findings(data, "a.pdf", "link-text-mismatch")
    assert found.severity is Severity.ERROR


def test_nothing_is_offered_for_repair() -> None:
    files = {
        "a.docx": docx(paragraph(TRACKED)),
        "a.pdf": pdf([(page((TRACKED, 50, 700)), ())]),
        "a.epub": epub({"a.xhtml": f"<p>{TRACKED}"}),
        "a.warc": record("https://h.example/", f"<p>{TRACKED}".encode()),
    }
    for name, data in files.items():
        (found,) = findings(data, name, "link-tracking-parameters")
        assert found.fixes == ()


def test_a_comment_in_word_hides_what_it_is_about() -> None:
    remark = f'<w:comment w:id="1">{paragraph("linkaudit: ignore[link-tracking-parameters] known")}</w:comment>'
    about = f'<w:p>{run(TRACKED)}<w:r><w:commentReference w:id="1"/></w:r></w:p>'
    parts = {"word/comments.xml": element("w:comments", remark)}
    body = paragraph("one") + about + paragraph("") + paragraph(TRACKED)
    document = cite(read_one(docx(body, parts=parts, more=related("comments", "comments.xml")), "a.docx"))
    found = [each for each in judge(document, Context(as_of=date(2026, 11, 21)), Needs.TEXT) if "tracking" in each.rule]
    sorted_out = triage.triage(found, [document], triage.Sieve(settings.Rules()), (Needs.TEXT,))
    assert [each.location.line for each in sorted_out.findings] == [4]
    assert [(each.finding.location.line, each.reason) for each in sorted_out.suppressed] == [(2, "known")]
