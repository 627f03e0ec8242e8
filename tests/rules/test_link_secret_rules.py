"""Credentials and sessions in URLs: what is certain, what may be, and what only looks so."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.citations import credentials
from linkaudit.citations.masking import MASK, masked
from rules.judged import ERROR, INFO, WARNING, document_of, findings_of, fixed, severities

if TYPE_CHECKING:
    from linkaudit.models import Severity

RANDOM = "q7Zr2mXw9Kd4TbV8nLs3"
DIGEST = "9e107d9d372bb6826bd81d3542a419d6"
UUID = "0b9c2e6a-5f3d-4c7b-9a1e-8d2f6c4b7a90"
# {"exp": 1531382400} and {"exp": 1900000000}, with a header and a signature that are none.
ENDED = "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE1MzEzODI0MDB9.c2lnbmVkLWJ5LTEyMw"
GOOD = "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE5MDAwMDAwMDB9.c2lnbmVkLWJ5LTEyMw"
AWS = (
    "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAQ7ZR2MXW9KD4TBV8%2F20261120%2Feu-west-1%2Fs3%2Faws4_request"
    f"&X-Amz-Date=20261120T080000Z&X-Amz-Expires=86400&X-Amz-Signature={DIGEST}{DIGEST}"
)
AZURE = f"sv=2022-11-02&sr=c&se=2027-01-05T08%3A00%3A00Z&sig={RANDOM}%2B%3D"

SECRET: list[tuple[str, str, list[Severity]]] = [
    ("access token", f"?access_token={RANDOM}", [ERROR]),
    ("in capitals and with hyphens", f"?Access-Token={RANDOM}", [ERROR]),
    ("in the fragment", f"#access_token={RANDOM}&token_type=bearer", [ERROR]),
    ("encoded name", f"?access%5Ftoken={RANDOM}", [ERROR]),
    ("secret of a client", f"?client_id=harbour&client_secret={DIGEST}", [ERROR]),
    ("UUID", f"?private_token={UUID}", [ERROR]),
    ("in a URL within", f"?next=https%3A%2F%2Fh.example%2F%3Faccess_token%3D{RANDOM}", [ERROR]),
    ("known form", "?x=ghp_q7Zr2mXw9Kd4TbV8nLs3Yc6Hf1Jp5Wg0Ra2B", [ERROR]),
    ("token for a time, good", f"?access_token={GOOD}", [ERROR]),
    ("token for a time, over", f"?access_token={ENDED}", [INFO]),
    ("random password", f"?user=ada&password={RANDOM}", [ERROR]),
    ("password", "?user=ada&password=Fjord-2018", [WARNING]),
    ("token", f"?token={RANDOM}", [WARNING]),
    ("key of an API", f"?api_key={DIGEST}", [WARNING]),
    ("two", f"?token={RANDOM}&access_token={RANDOM}", [ERROR]),
    ("signed for AWS, open", f"?{AWS}", [ERROR]),
    ("signed for AWS, over", f"?{AWS}".replace("20261120T", "20261119T"), [INFO]),
    ("temporary credentials", f"?{AWS}&X-Amz-Security-Token=IQoJb3JpZ2luX2VjEEA", [ERROR]),
    ("Azure, to write", f"?{AZURE}&sp=rw", [ERROR]),
    ("Azure, to read: meant to be shared", f"?{AZURE}&sp=r", []),
    ("Azure, to write, over", f"?{AZURE}&sp=rw".replace("2027", "2025"), [INFO]),
    ("without signature", "?X-Amz-Credential=AKIAQ7ZR2MXW9KD4TBV8%2F20180712%2Feu-west-1%2Fs3%2Faws4_request", []),
    ("of the manual", f"?{AWS}".replace("AKIAQ7ZR2MXW9KD4TBV8", "AKIAIOSFODNN7EXAMPLE"), []),
    ("stand-in", "?access_token=YOUR_TOKEN", []),
    ("long stand-in", "?access_token=your_access_token_2_go_here_1234", []),
    ("in angle brackets", "?access_token=<q7Zr2mXw9Kd4TbV8nLs3>", []),
    ("of a shell", "?access_token=$TOKEN1a2b3c4d5e6f7", []),
    ("of a template", "?access_token={q7Zr2mXw9Kd4TbV8nLs3}", []),
    ("left out", "?access_token=q7Zr2mXw9...", []),
    ("xxx", "?access_token=xxxxxxxxxxxxxxxxxxxx", []),
    ("counted", "?access_token=1234567890abcdef1234567890", []),
    ("RFC 6749", "?access_token=2YotnFZFEjr1zCsicMWpAA", []),
    ("stand-in of a known form", "?token=ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", []),
    ("short", "?access_token=a1b2c3", []),
    ("words", "?token=harbour-ferry-timetable-2018", []),
    ("number", "?token=20180712080000123", []),
    ("password in words", "?password=password", []),
    ("demonstration", "?user=demo&password=demo", []),
    ("key", f"?key={DIGEST}", []),
    ("signature of a picture", f"?sig={DIGEST}", []),
    ("digest", f"?hash={DIGEST}&sha=1", []),
    ("name alone", "?access_token", []),
    ("page", f"?pageToken={RANDOM}", []),
]


@pytest.mark.parametrize(("tail", "expected"), [case[1:] for case in SECRET], ids=[case[0] for case in SECRET])
def test_credentials(tail: str, expected: list[Severity]) -> None:
    url = f"https://records.gazette.example/t{tail}"
    found = findings_of("link-secret", f"[t](<{url}>)\n")
    assert [each.severity for each in found] == expected
    for each in found:
        assert MASK in each.url
        assert all(secret not in str(each) for secret in (RANDOM, DIGEST, UUID, "Fjord-2018", "AKIAQ7ZR"))


def test_a_credential_expires_on_its_day() -> None:
    text = f"[t](https://records.gazette.example/t?{AWS})\n"
    for day, expected in ((20, ERROR), (21, ERROR), (22, INFO)):
        assert severities("link-secret", text, as_of=date(2026, 11, day)) == [expected]


@pytest.mark.parametrize(
    "url",
    [
        f"https://codecov.io/gh/ada/tides/graph/badge.svg?token={RANDOM}",
        f"https://codecov.io/gh/ada/tides?token={RANDOM}",
        f"https://ci.gazette.example/badge?token={RANDOM}",
        f"https://ci.gazette.example/tides.svg?token={RANDOM}",
        f"https://firebasestorage.googleapis.com/v0/b/h/o/a.png?alt=media&token={UUID}",
        f"https://api.mapbox.com/v4/h.json?access_token=pk.{RANDOM}.{RANDOM}",
        f"https://maps.googleapis.com/maps/api/js?key=AIza{RANDOM}",
        "https://pan.baidu.com/s/1abc?pwd=a1b2",
        f"https://api.example.com/?access_token={RANDOM}",
        f"http://localhost:8000/?access_token={RANDOM}",
    ],
)
def test_what_is_public_on_purpose_or_an_example_is_left_alone(url: str) -> None:
    assert severities("link-secret", f"[t]({url})\n") == []


def test_a_token_in_a_picture_is_shown_on_purpose_but_a_secret_is_not() -> None:
    assert severities("link-secret", f"![t](https://gazette.example/t.png?token={RANDOM})\n") == []
    assert severities("link-secret", f"![t](https://gazette.example/t.png?access_token={RANDOM})\n") == [ERROR]


def test_a_copy_in_an_archive_gives_it_away_too() -> None:
    url = f"https://web.archive.org/web/20180101000000/https://gazette.example/?access_token={RANDOM}"
    assert severities("link-secret", f"[t]({url})\n") == [ERROR]


SESSION: list[tuple[str, str, str, bool]] = [
    ("Java", f"/f;jsessionid={DIGEST.upper()}?item=4", "/f?item=4", True),
    ("Java, with its server", f"/f.do;jsessionid={DIGEST.upper()}.web21_3?item=4", "/f.do?item=4", True),
    ("PHP", "/f?PHPSESSID=q7u2m5w9kd4tbv8nls3c6hf1jp&item=4", "/f?item=4", True),
    ("ColdFusion", "/f.cfm?item=4&CFID=1203&CFTOKEN=58203417", "/f.cfm?item=4&CFID=1203", True),
    ("sid", f"/f?sid={DIGEST}", "/f", True),
    ("forum", f"/showthread.php?s={DIGEST}&t=4", "/showthread.php?t=4", True),
    ("ASP", "/f.asp?ASPSESSIONIDQQABCDEF=KLMNOAPQRBSTUCVWDXYEZFGH", "/f.asp", True),
    ("ASP.NET", "/(S(q1u2m5w4kd4tbv5nls3c0hf1))/f.aspx", "/f.aspx", True),
    ("ASP.NET, with more", "/(X(1)S(q1u2m5w4kd4tbv5nls3c0hf1))/f.aspx", "/f.aspx", True),
    ("ASP.NET 1.1", "/app/(q1u2m5w4kd4tbv5nls3c0hf1)/f.aspx", "/app/f.aspx", True),
    ("story", "/article.pl?sid=18/07/12/157251", "", False),
    ("number", "/f?sid=359", "", False),
    ("size of a picture", "/f?s=140", "", False),
    ("digest of a picture", f"/f.jpg?s={DIGEST}", "", False),
    ("session of a conference", "/f?session=2018-harbour", "", False),
    ("empty", "/f;jsessionid=", "", False),
    ("stand-in", "/f;jsessionid=YOUR_SESSION_1", "", False),
    ("template", "/f;jsessionid=<%=session.id1%>", "", False),
    ("short", "/f?PHPSESSID=abc1", "", False),
    ("all the same", "/f?sid=00000000000000000000000000000000", "", False),
    ("words in brackets", "/(ferries)/f", "", False),
    ("name alone", "/f?sid", "", False),
]


@pytest.mark.parametrize(
    ("tail", "without", "fires"), [case[1:] for case in SESSION], ids=[case[0] for case in SESSION]
)
def test_sessions(tail: str, without: str, fires: bool) -> None:
    text = f"[f](<https://harbour.example{tail}>)\n"
    found = findings_of("link-session", text)
    assert len(found) == fires
    for each in found:
        assert each.severity is WARNING
        assert MASK in each.url
        assert not each.fixes[0].safe
        assert fixed(text, each) == f"[f](<https://harbour.example{without}>)\n"
        assert severities("link-session", fixed(text, each)) == []


def test_a_session_in_a_page_is_taken_out_where_it_is_escaped() -> None:
    page = f'<a href="https://harbour.example/f?a=1&amp;PHPSESSID={DIGEST}&amp;b=2">f</a>\n'
    (finding,) = findings_of("link-session", page, "a.html")
    assert fixed(page, finding) == '<a href="https://harbour.example/f?a=1&amp;b=2">f</a>\n'


def test_copies_in_an_archive_outlive_the_session() -> None:
    url = f"https://web.archive.org/web/20180101000000/https://harbour.example/f;jsessionid={DIGEST}"
    assert severities("link-session", f"[f]({url})\n") == []
    asp = "https://web.archive.org/web/20180101000000/https://h.example/(S(q1u2m5w4kd4tbv5nls3c0hf1))/f.aspx"
    assert severities("link-session", f"[f]({asp})\n") == []
    assert severities("link-session", f"[f](http://localhost/f;jsessionid={DIGEST})\n") == []


@given(st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_", min_size=1, max_size=64))
def test_what_is_taken_for_a_credential_is_masked_everywhere(value: str) -> None:
    for rule, text in (
        ("link-secret", f"[t](https://gazette.example/t?p=1&token={value}&access_token={value})\n"),
        ("link-session", f"[t](https://gazette.example/t;jsessionid={value})\n"),
    ):
        for finding in findings_of(rule, text):
            assert value not in finding.url.partition("/t")[2]
            assert masked(finding.url) == finding.url


@given(st.text(max_size=80))
def test_any_value_can_be_judged(value: str) -> None:
    assert credentials.is_random(value) in (True, False)
    assert not (credentials.is_random(value) and credentials.is_stand_in(value))
    document_of(f"[t](https://g.example/?token={value})\n")
