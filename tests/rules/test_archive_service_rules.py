"""The archives to which captures are entrusted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from linkaudit import data
from rules.judged import ERROR, INFO, WARNING, findings_of, severities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Severity

CUT = "https://gazette.example/cut"
S = "20180712000000"

SHORT: list[tuple[str, list[Severity]]] = [
    ("https://perma.cc/AB12-CD34", [INFO]),
    ("https://archive.ph/aBcDe", [INFO]),
    ("https://www.archive.is/AbC1e#selection-1.2-3", [INFO]),
    ("https://archive.li/wip/hWZdd", [INFO]),
    ("https://ghostarchive.org/archive/aBcD1", [INFO]),
    (f"https://archive.ph/{S}/{CUT}", []),
    (f"https://web.archive.org/web/{S}/{CUT}", []),
    ("https://ghostarchive.org/varchive/youtube/20180712/IZvpKhA6t8A", []),
    ("https://perma.cc/about", []),
    ("https://archive.ph/", []),
    ("https://www.webcitation.org/69k1oBjmR", []),
]


@pytest.mark.parametrize(("url", "expected"), SHORT)
def test_an_identifier_hides_page_and_day(url: str, expected: list[Severity]) -> None:
    assert severities("archive-short-id", f"[Copy]({url})\n") == expected


def test_a_hidden_page_is_told_if_the_citation_gives_address_and_date() -> None:
    whole = "{{cite web |title=Cut |url=%s |archive-url=https://perma.cc/AB12-CD34 |archive-date=2018-07-12}}\n" % CUT  # noqa: UP031
    assert severities("archive-short-id", whole, "a.wikitext") == []
    undated = whole.replace(" |archive-date=2018-07-12", "")
    assert severities("archive-short-id", undated, "a.wikitext") == [INFO]
    nameless = whole.replace(f" |url={CUT}", "")
    assert severities("archive-short-id", nameless, "a.wikitext") == [INFO]


def test_what_an_identifier_hides_is_said() -> None:
    (finding,) = findings_of("archive-short-id", "[Copy](https://perma.cc/AB12-CD34)\n")
    assert finding.message == "the address of Perma.cc hides which page was captured, and when"
    assert [(each.name, each.value) for each in finding.evidence] == [
        ("as written", "https://perma.cc/AB12-CD34"),
        ("original", "not told by the address"),
        ("captured", "not told by the address"),
    ]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"https://archive.today/2018.07.12-000000/{CUT}", [WARNING]),
        *((f"https://archive.{domain}/aBcDe", [WARNING]) for domain in ("is", "ph", "md", "li", "fo", "vn")),
        ("https://archive.ph/", []),
        ("https://archive.is.example/aBcDe", []),
        (f"https://web.archive.org/web/{S}/{CUT}", []),
        (f"https://web.archive.org/web/{S}/https://archive.ph/aBcDe", []),
    ],
)
def test_archives_that_lost_their_trust(url: str, expected: list[Severity]) -> None:
    assert severities("archive-untrusted-host", f"[Copy]({url})\n") == expected


def test_why_an_archive_is_not_trusted_is_said_and_that_a_single_copy_is_kept() -> None:
    (finding,) = findings_of("archive-untrusted-host", f"[Copy](https://archive.ph/{S}/{CUT})\n")
    assert finding.message == (
        "archive.today is not to be trusted since 2026-02-20; "
        "keep the capture only if there is no other copy, and say so"
    )
    told = {each.name: each.value for each in finding.evidence}
    assert "captures were found to be altered" in told["why"]
    assert (told["original"], told["captured"]) == (CUT, "2018-07-12")


GONE: list[tuple[str, list[Severity]]] = [
    ("https://www.webcitation.org/69k1oBjmR", [WARNING]),
    (f"http://webcitation.org/query?url={CUT}&date=2012-08-07", [WARNING]),
    (f"https://webcache.googleusercontent.com/search?q=cache:tC0vZfFD3lQJ:{CUT}", [ERROR]),
    ("https://www.google.com/search?q=cache:gazette.example/cut", [ERROR]),
    (f"http://timetravel.mementoweb.org/memento/2018/{CUT}", [ERROR]),
    ("http://www.freezepage.com/1395478161OWYSYNBZGX", [WARNING]),
    ("http://www.pastpages.org/screenshot/12345/", [WARNING]),
    (f"http://collections.europarchive.org/nli/{S}/{CUT}", [ERROR]),
    (f"http://www.collectionscanada.gc.ca/webarchives/{S}/{CUT}", [ERROR]),
    ("https://www.webcitation.org/", []),
    ("https://www.webcitation.org/faq", []),
    ("http://www.collectionscanada.gc.ca/genealogy/index-e.html", []),
    ("https://www.google.com/search?q=cache+invalidation", []),
    ("https://www.google.com/search?q=cache:", []),
    ("https://webcache.googleusercontent.com/search?q=cache:{url}", []),
    ("http://mementoweb.org/guide/", []),
    (f"https://web.archive.org/web/{S}/https://www.webcitation.org/69k1oBjmR", []),
]


@pytest.mark.parametrize(("url", "expected"), GONE)
def test_archives_that_are_gone(url: str, expected: list[Severity]) -> None:
    assert severities("archive-dead-service", f"[Copy](<{url}>)\n") == expected


def test_what_an_archive_that_is_gone_still_tells() -> None:
    (finding,) = findings_of("archive-dead-service", f"[Copy](https://www.webcitation.org/69k1oBjmR?url={CUT})\n")
    assert finding.message == "WebCite is reported to have been gone since 2021-10-29"
    told = {each.name: each.value for each in finding.evidence}
    assert (told["original"], told["captured"]) == (CUT, "2012-08-07")
    (moved,) = findings_of("archive-dead-service", f"[Copy](http://webarchive.proni.gov.uk/{S}/{CUT})\n")
    assert "Archive-It" in {each.name: each.value for each in moved.evidence}["its captures are now at"]
    (undated,) = findings_of("archive-dead-service", "[Copy](http://www.freezepage.com/1395478161OWYSYNBZGX)\n")
    assert undated.message == "FreezePage is reported to be gone"


@pytest.mark.parametrize(
    ("day", "expected", "message"),
    [
        (date(2024, 9, 23), WARNING, "Google cache ends on 2024-09-24"),
        (date(2024, 9, 24), ERROR, "Google cache has been gone since 2024-09-24"),
        (date(2024, 9, 25), ERROR, "Google cache has been gone since 2024-09-24"),
    ],
)
def test_a_service_is_gone_from_the_day_of_its_end(day: date, expected: Severity, message: str) -> None:
    text = "[Copy](https://webcache.googleusercontent.com/search?q=cache:gazette.example/cut)\n"
    (finding,) = findings_of("archive-dead-service", text, as_of=day)
    assert (finding.severity, finding.message) == (expected, message)


@pytest.fixture
def configured() -> Iterator[None]:
    """Name two more archives in the configuration."""
    common = {"grammar": "id"}
    data.extend(
        {
            "archives": {
                "archive": [
                    {"name": "Port Copies", "hosts": ["copies.example"], "trust": "untrusted", **common},
                    {"name": "Old Copies", "hosts": ["old.example"], "trust": "dead", **common},
                ]
            }
        }
    )
    yield
    data.extend({})


@pytest.mark.usefixtures("configured")
def test_configuration_names_other_archives() -> None:
    (finding,) = findings_of("archive-untrusted-host", "[Copy](https://copies.example/17)\n")
    assert finding.message.startswith("Port Copies is not to be trusted; keep")
    assert finding.evidence[1].value == "so configured"
    (gone,) = findings_of("archive-dead-service", "[Copy](https://old.example/17)\n")
    assert (gone.severity, gone.message) == (ERROR, "Old Copies is gone")
