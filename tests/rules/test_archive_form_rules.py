"""How the URL of a capture is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from documents.reading import within
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.citations import urls
from rules.judged import INFO, WARNING, findings_of, fixed, severities

if TYPE_CHECKING:
    from linkaudit.models import Severity

RULE = "archive-form"
IA = "https://web.archive.org/web"
S = "20180712000000"
CUT = "https://gazette.example/cut"


def link(url: str) -> str:
    return f"See [the copy](<{url}>).\n"


def cited(url: str) -> str:
    return f"{{{{cite web |title=Cut |url={CUT} |archive-url={url} |archive-date=12 July 2018}}}}\n"


SOUND = [
    f"{IA}/{S}/{CUT}",
    f"http://web.archive.org/web/{S}id_/{CUT}",
    f"https://arquivo.pt/wayback/{S}/{CUT}",
    f"https://arquivo.pt/noFrame/replay/{S}/{CUT}",
    f"https://webarchive.loc.gov/all/{S}/http://gazette.example:80/cut",
    f"https://wayback.archive-it.org/1234/{S}/{CUT}?a=http:/b",
    f"https://archive.ph/2018.07.12-000000/{CUT}",
    "https://archive.ph/aBcDe",
    "https://megalodon.jp/2018-0712-0000-11/gazette.example/cut",
    "http://pandora.nla.gov.au/pan/14231/20180712-0512/gazette.example/cut.htm",
    "https://archive.wikiwix.com/cache/?url=https%3A%2F%2Fgazette.example%2Fcut",
    "https://ghostarchive.org/varchive/youtube/20180712/IZvpKhA6t8A",
    "https://perma.cc/AB12-CD34",
    # Other rules' matters: an unknown archive, one that is gone, an impossible stamp.
    f"https://playback.example/web/{S}/http:/gazette.example/cut",
    f"https://timetravel.mementoweb.org/memento/2018/{CUT}",
    f"{IA}/20181312000000/{CUT}",
    f"{IA}/2018071200000/{CUT}",
    "https://web.archive.org/web/",
    "https://web.archive.org/",
    CUT,
]


@pytest.mark.parametrize("url", SOUND)
def test_what_names_one_capture_is_in_order(url: str) -> None:
    assert severities(RULE, link(url)) == []
    assert severities(RULE, cited(url), "a.wikitext") == []


ASKING = [
    (f"{IA}/2018/{CUT}", "the stamp 2018 only asks for a capture about then, so that no capture is named"),
    (f"{IA}/2/{CUT}", "the stamp 2 only asks for a capture about then, so that no capture is named"),
    (f"{IA}/201807120000/{CUT}", "the stamp 201807120000 only asks"),
    (f"{IA}/*/{CUT}", "`*` leads to the calendar of captures"),
    (f"{IA}/2018*/{CUT}", "`2018*` leads to the calendar of captures"),
    (f"{IA}/{CUT}", "it has no stamp and leads to the latest capture"),
    (f"https://archive.today/newest/{CUT}", "it has no stamp and leads to the latest capture"),
    (f"https://arquivo.pt/wayback/2018/{CUT}", "the stamp 2018 only asks"),
]


@pytest.mark.parametrize(("url", "message"), ASKING)
def test_what_asks_for_some_capture_is_no_citation_and_may_be_meant_in_running_text(url: str, message: str) -> None:
    (shown,) = findings_of(RULE, link(url))
    (given_for_a_source,) = findings_of(RULE, cited(url), "a.wikitext")
    assert (shown.severity, given_for_a_source.severity) == (INFO, WARNING)
    assert shown.message.startswith(message)
    assert shown.message == given_for_a_source.message
    assert not shown.fixes


def test_a_calendar_that_is_given_for_a_source_in_words_is_a_citation() -> None:
    text = f"[Cut]({CUT}). [Archived]({IA}/*/{CUT}) from the original on 12 July 2018. Retrieved 13 July 2018.\n"
    assert severities(RULE, text) == [WARNING]


def test_an_order_of_a_new_capture_is_never_a_citation() -> None:
    for url in (f"https://web.archive.org/save/{CUT}", f"https://web.archive.org/save/_embed/{CUT}"):
        (finding,) = findings_of(RULE, link(url))
        assert (finding.severity, finding.fixes) == (WARNING, ())
        assert finding.message == "`/save/` makes a new capture whenever it is opened"


REPAIRED: list[tuple[str, str, bool, Severity]] = [
    (f"http://wayback.archive.org/web/{S}/{CUT}", f"{IA}/{S}/{CUT}", True, WARNING),
    (f"http://web-beta.archive.org/web/{S}id_/{CUT}", f"{IA}/{S}id_/{CUT}", True, WARNING),
    (f"http://replay.web.archive.org/{S}/{CUT}", f"{IA}/{S}/{CUT}", True, WARNING),
    (f"http://www.waybackmachine.org/{S}/{CUT}", f"{IA}/{S}/{CUT}", True, WARNING),
    (f"http://liveweb.archive.org/web/{S}/{CUT}", f"{IA}/{S}/{CUT}", True, WARNING),
    (f"{IA}/web/{S}/{CUT}", f"{IA}/{S}/{CUT}", True, WARNING),
    (f"http://web.archive.org/{S}/{CUT}", f"http://web.archive.org/web/{S}/{CUT}", True, INFO),
    (f"http://web.archive.org/{S}id_/{CUT}", f"http://web.archive.org/web/{S}id_/{CUT}", True, WARNING),
    (f"{IA}/{S}/gazette.example/cut?a=b", f"{IA}/{S}/http://gazette.example/cut?a=b", True, WARNING),
    (f"{IA}/{S}/http:/gazette.example/cut", f"{IA}/{S}/http://gazette.example/cut", True, WARNING),
    (f"{IA}/{S}/https:///gazette.example/cut", f"{IA}/{S}/{CUT}", True, WARNING),
    (
        f"https://arquivo.pt/wayback/{S}/http:/gazette.example/",
        f"https://arquivo.pt/wayback/{S}/http://gazette.example/",
        True,
        WARNING,
    ),
    (f"{IA}/{S}/https%3A%2F%2Fgazette.example%2Fcut%3Fa%3Db", f"{IA}/{S}/{CUT}?a=b", False, WARNING),
    (f"{IA}/{S}/http://https://gazette.example/cut", f"{IA}/{S}/http://gazette.example/cut", False, WARNING),
    (f"{IA}/{S}/https://ttp%3A//gazette.example/cut", f"{IA}/{S}/http://gazette.example/cut", False, WARNING),
    (
        f"http://wayback.archive.org/web/{S}/http:/gazette.example/cut",
        f"{IA}/{S}/http://gazette.example/cut",
        True,
        WARNING,
    ),
]


@pytest.mark.parametrize(("url", "meant", "safe", "severity"), REPAIRED)
def test_what_means_the_same_capture_is_repaired(url: str, meant: str, safe: bool, severity: Severity) -> None:
    text = link(url)
    (finding,) = findings_of(RULE, text)
    assert finding.severity is severity
    assert [fix.safe for fix in finding.fixes] == [safe]
    assert fixed(text, finding) == link(meant)
    assert findings_of(RULE, link(meant)) == []
    before, after = urls.archive_url(url), urls.archive_url(meant)
    assert before is not None
    assert after is not None
    assert (before.stamp, before.flag) == (after.stamp, after.flag)
    if safe:
        assert urls.same_key(before.original, after.original)


def test_what_is_encoded_twice_or_holds_more_than_an_address_is_not_repaired() -> None:
    for inner in ("http%3A%2F%2Fgazette.example%2Fa%2520b", "http%3A%2F%2Fgazette.example%2Fa%20b"):
        (finding,) = findings_of(RULE, link(f"{IA}/{S}/{inner}"))
        assert finding.message == "the scheme of the original is encoded"
        assert not finding.fixes


def test_a_flag_that_is_none_is_not_repaired() -> None:
    (finding,) = findings_of(RULE, link(f"{IA}/{S}id/{CUT}"))
    assert finding.message == "`id` behind the stamp is no flag of two letters and `_`"
    assert (finding.severity, finding.fixes) == (WARNING, ())


def test_several_faults_are_told_together_with_what_is_written_and_what_is_meant() -> None:
    (finding,) = findings_of(RULE, link(f"http://wayback.archive.org/web/{S}/http:/gazette.example/cut"))
    assert finding.message == (
        "wayback.archive.org is an old host of the archive; the original has 1 slash behind its scheme"
    )
    assert [each.name for each in finding.evidence] == ["as written", "archive", "as the archive writes it"]


def test_a_repair_is_written_as_the_format_escapes_it() -> None:
    text = f'<p><a href="http://wayback.archive.org/web/{S}/http://gazette.example/?a=1&amp;b=2">Copy</a></p>'
    (finding,) = findings_of(RULE, text, "a.html")
    repaired = fixed(text, finding)
    assert f'href="{IA}/{S}/http://gazette.example/?a=1&amp;b=2"' in repaired
    assert findings_of(RULE, repaired, "a.html") == []


HOSTS = st.sampled_from(
    ["web.archive.org/web", "wayback.archive.org/web", "web.archive.org", "arquivo.pt/wayback", "archive.is"]
)
STAMPS = st.from_regex(r"(?:[0-9]{0,14}(?:[a-z]{2}_|\*)?/){0,2}", fullmatch=True)
INNER = st.from_regex(r"(?:https?:/{0,3}|http%3A%2F%2F){0,2}[a-z]{1,5}\.example(?:/[a-z%20]{0,5})?", fullmatch=True)


@given(HOSTS, STAMPS, INNER)
def test_a_repair_is_silent_and_keeps_stamp_and_flag(host: str, stamp: str, inner: str) -> None:
    url = f"https://{host}/{stamp}{inner}"
    for finding in findings_of(RULE, link(url)):
        if finding.fixes:
            repaired = fixed(link(url), finding)
            assert findings_of(RULE, repaired) == []
            before, after = urls.archive_url(url), urls.archive_url(re.findall(r"<(.*)>", repaired)[0])
            assert before is not None
            assert after is not None
            assert before.stamp == after.stamp


@pytest.mark.parametrize("piece", ["/web", "/2018", "http:/", "http%3A", "/20180712000000", "https://"])
def test_hostile_addresses_are_judged_in_seconds(piece: str) -> None:
    with within(10):
        findings_of(RULE, link("https://web.archive.org/web/" + piece * (20_000 // len(piece))))
