"""Tables and lists that end somewhere, whatever the size of the collection, and say what they leave out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from linkaudit.models import Severity, Skipped, Suppressed, Verdict
from linkaudit.reporting import markdown
from linkaudit.reporting.bounded import DOCUMENTS, ENTRIES, bounded
from reporting.audits import audit, document, finding, link, run, seen
from reporting.rendered import report

if TYPE_CHECKING:
    from linkaudit.models import Audit

MORE = 3


def part(made: Audit, name: str) -> str:
    return markdown.render(made).partition(f"## {name}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize(("count", "left"), [(0, 0), (ENTRIES, 0), (ENTRIES + 1, 1), (ENTRIES + 9, 9)])
def test_a_list_says_how_much_it_leaves_out(count: int, left: int) -> None:
    lines = list(bounded([str(number) for number in range(count)], "address"))
    assert len(lines) == count - left + (2 if left else 0)
    if left:
        noun = "address" if left == 1 else "addresses"
        assert lines[-2:] == ["", f"… and {left} more {noun}, which the report as JSON lists."]


def test_of_many_documents_those_are_shown_of_which_there_is_most_to_say() -> None:
    names = [f"docs/{number:05}.md" for number in range(DOCUMENTS + MORE)]
    grave = tuple(finding(name) for name in names[-MORE:])
    remarks = tuple(finding(name, severity=Severity.INFO) for name in names[: DOCUMENTS - MORE + 1])
    overview = part(audit(*map(document, names), findings=(*remarks, *grave)), "Overview")
    (table,) = report(overview).tables
    assert len(table.rows) == DOCUMENTS
    assert [row[0] for row in table.rows] == [*names[: DOCUMENTS - MORE], *names[-MORE:]]
    assert overview.strip().endswith("… and 3 more documents with 0 errors, 0 warnings, 1 remark.")


def test_what_moved_was_not_looked_at_or_is_hidden_is_listed_to_a_limit() -> None:
    urls = [f"https://gazette.example/{number:04}" for number in range(ENTRIES + MORE)]
    moved = tuple(seen(url, Verdict.MOVED, "new-domain", final_url=f"{url}/new") for url in urls)
    hidden = tuple(Suppressed(finding("a.md"), "comment") for _ in urls)
    skipped = tuple(Skipped(url, "binary") for url in urls)
    made = audit(observations=moved, suppressed=hidden, skipped=skipped, run=run(notes=("an archive refused",)))
    assert len(report(part(made, "Moved")).tables[0].rows) == ENTRIES
    assert "… and 3 more addresses, which the report as JSON lists." in part(made, "Moved")
    assert "… and 3 more lines, which the report as JSON lists.\n\n- an archive refused" in part(made, "Not looked at")
    assert part(made, "Hidden by comments").count("\n- ") == ENTRIES


def test_the_links_of_a_document_are_listed_to_a_limit() -> None:
    urls = [f"https://gazette.example/{number:04}" for number in range(ENTRIES + MORE)]
    cited = document("a.md", *(link("a.md", url, line) for line, url in enumerate(urls, 1)))
    lost = audit(cited, observations=tuple(seen(url, Verdict.DEAD, "gone") for url in urls))
    assert len(report(part(lost, "Documents")).tables[0].rows) == ENTRIES
    assert "… and 3 more links, which" in part(lost, "Documents")
    unsaved = tuple(finding("a.md", "archive-alive-unarchived", Severity.INFO, url=url) for url in urls)
    living = replace(lost, findings=unsaved, observations=tuple(map(seen, urls)))
    assert "… and 3 more pages, which" in part(living, "Documents")
