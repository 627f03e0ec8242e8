"""Hosts that look like others: mixed alphabets, imitated names, and names in one script that are what they are."""

from __future__ import annotations

import pytest

from rules.judged import ERROR, WARNING, findings_of, severities

RULE = "link-idn-homograph"


def link(url: str) -> str:
    return f"See [the report](<{url}>).\n"


IMITATED = [
    ("https://rеuters.com/ferry", "rеuters.com looks like reuters.com and is another host"),
    ("https://www.rеuters.com/ferry", "rеuters.com looks like reuters.com and is another host"),
    ("https://xn--ruters-3of.com/", "rеuters.com looks like reuters.com and is another host"),
    ("https://раураӏ.com/", "раураӏ.com looks like paypal.com and is another host"),
    ("https://аррӏе.com/", "аррӏе.com looks like apple.com and is another host"),
    ("https://www.wıkıpedıa.org/", "wıkıpedıa.org looks like wikipedia.org and is another host"),
    ("https://web.archive.org/web/2018/https://оk.ru/", "оk.ru looks like ok.ru and is another host"),
    ("https://оk.ru/ferry", "оk.ru looks like ok.ru and is another host"),
]  # fmt: skip


@pytest.mark.parametrize(("url", "message"), IMITATED)
def test_a_host_that_looks_like_a_known_one(url: str, message: str) -> None:
    (finding,) = findings_of(RULE, link(url))
    assert (finding.message, finding.severity) == (message, ERROR)
    assert [each.name for each in finding.evidence] == ["as written", "host", "host in ASCII", "looks like"]
    assert finding.evidence[2].value.isascii()


def test_a_host_that_looks_like_another_of_the_document() -> None:
    other = "[the harbour](https://www.harbour.example/)\n\n"
    (finding,) = findings_of(RULE, other + link("https://hаrbour.example/tides"))
    assert finding.message == "hаrbour.example looks like harbour.example and is another host"
    assert finding.severity is ERROR
    assert [each.location.line for each in finding.evidence if each.location] == [3, 1]
    # Written in Latin letters only, a word may well be what it is.
    assert severities(RULE, "[a](https://kadin.example/) [b](https://kadın.example/)\n") == [WARNING]
    assert severities(RULE, "[b](https://kadın.example/)\n") == []


MIXED = [
    ("https://hаrbour.example/", ERROR),
    ("https://tides.hаrbour.example/", ERROR),
    ("https://гаваnь.example/", WARNING),
    ("https://рoса.example/", ERROR),
    ("https://ηarbour.example/", WARNING),
    ("https://βcarotene.example/", WARNING),
    ("https://harbοur.example/", ERROR),
    ("https://hաrbour.example/", ERROR),
]


@pytest.mark.parametrize(("url", "severity"), MIXED, ids=[case[0] for case in MIXED])
def test_a_word_of_two_alphabets(url: str, severity: object) -> None:
    (finding,) = findings_of(RULE, link(url))
    assert finding.severity is severity
    assert " mixes " in finding.message
    assert ("that look alike" in finding.message) is (severity is ERROR)
    assert [each.name for each in finding.evidence] == ["as written", "host", "host in ASCII", "alphabets"]


@pytest.mark.parametrize(
    "url",
    [
        "https://гавань.рф/",
        "https://гавань.example/",
        "https://роса.example/",
        "https://λιμάνι.example/",
        "https://hafenbehörde.example/",
        "https://münchen.example/",
        "https://kapı.example/",
        "https://xn--hafenbehrde-vfb.example/",
        "https://xn--/",
        "https://港.example/",
        "https://港harbour.example/",
        "https://ハーバーの港harbour.example/",
        "https://항구harbour.example/",
        "https://ميناء.example/",
        "https://tv-ميناء.example/",
        "https://बंदरगाह.example/",
        "https://ท่าเรือ.example/",
        "https://tv-гавань.example/",
        "https://гавань24.harbour.example/",
        "https://harbour.example/гавань",
        "https://harbour.example/",
        "https://reuters.com/",
        "https://rn-harbour.example/",
    ],
)
def test_a_name_in_one_script_or_in_scripts_that_nobody_confuses(url: str) -> None:
    assert severities(RULE, link(url)) == []
