"""What URLs say of a person, and what only looks like a mail address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.judged import WARNING, findings_of, fixed, severities

OUTLOOK = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fcouncil.example%2Fa&data=05%7C01%7C{}%7Cab12%7C0&sdata=x"
NAMING = [
    ("in the query", "https://council.example/a?id=12&email=ada.holm@gazette.example"),
    ("encoded", "https://council.example/a?id=12&email=ada.holm%40gazette.example"),
    ("in the fragment", "https://council.example/a#email=ada.holm@gazette.example"),
    ("beside a tag", "https://council.example/a?u=ada.holm%2Bnews%40gazette.example"),
    ("in a rewritten link", OUTLOOK.format("ada.holm%40gazette.example")),
    ("in a URL within", "https://g.example/go?to_url=https%3A%2F%2Fc.example%2F%3Fe%3Dada.holm%2540gazette.example%26x%3D1"),
    ("recipient of a newsletter", "https://gazette.us1.list-manage.com/track/click?u=ab12cd34&id=0f9e8d7c&e=1a2b3c4d5e"),
    ("recipient behind a filter", "https://urldefense.proofpoint.com/v2/url?u=https-3A__c.example&d=DwIF&r=q7Zr2mXw9Kd4TbV8&m=x&s=y"),
    ("in a copy", "https://web.archive.org/web/20180101000000/https://c.example/a?email=ada.holm@gazette.example"),
]  # fmt: skip


@pytest.mark.parametrize("url", [case[1] for case in NAMING], ids=[case[0] for case in NAMING])
def test_urls_that_name_a_person(url: str) -> None:
    text = f"[agenda](<{url}>)\n"
    (finding,) = findings_of("link-pii", text)
    assert finding.severity is WARNING
    assert not any(
        part in str(finding.evidence) + finding.url + finding.message for part in ("ada.holm", "1a2b3c", "q7Zr")
    )
    for fix in finding.fixes:
        assert not fix.safe
        assert severities("link-pii", fixed(text, finding)) == []


def test_what_names_the_person_can_be_taken_out() -> None:
    text = "[agenda](https://council.example/a?id=12&email=ada.holm%40gazette.example&x=1)\n"
    (finding,) = findings_of("link-pii", text)
    assert fixed(text, finding) == "[agenda](https://council.example/a?id=12&x=1)\n"
    (finding,) = findings_of("link-pii", f"[agenda]({NAMING[-1][1]})\n")
    assert finding.fixes == ()


@pytest.mark.parametrize(
    "url",
    [
        "mailto:ada.holm@gazette.example",
        "mailto:ada.holm@gazette.example?cc=bo.lind@gazette.example",
        "https://council.example/a?email=",
        "https://council.example/a?email=info@gazette.example",
        "https://council.example/a?email=no-reply%40gazette.example",
        "https://council.example/a?email=you@gazette.example",
        "https://council.example/a?email=ada.holm@example.com",
        "https://council.example/groups?thread=c0b7$2r65$1@news.gazette.example",
        "https://council.example/a?users=tides-talk@lists.gazette.example",
        "https://council.example/a?email=ada.holm@gazette",
        "https://council.example/a?email=ada.holm@gazette.zzzz",
        "https://council.example/a?img=logo@2x.png",
        "https://council.example/a?pkg_name=tides@1.0.0-beta.dev",
        "https://council.example/a?repo=git@code.gazette.example:ada/tides.git",
        "https://council.example/a?u=https://ada.holm@gazette.example/",
        "https://council.example/a?u=https%3A%2F%2Fada.holm%40gazette.example%2F",
        "https://council.example/a?u=@ada@social.gazette.example",
        "https://council.example/authorize?uri=acct:ada@social.gazette.example",
        "https://council.example/ada.holm@gazette.example",
        "https://council.example/search?q=ada.holm@gazette.example",
        "https://mail.gazette.example/?view=cm&to=ada.holm@gazette.example",
        "https://calendar.google.com/calendar/embed?src=ab12@group.calendar.google.com&x=c12@group.calendar.google.com",
        "https://www.paypal.com/cgi-bin/webscr?cmd=_donations&business=ada.holm%40gazette.example",
        "https://lists.gazette.example/?msgid=20180712.ab12@mail.gazette.example",
        "https://gazette.us1.list-manage.com/subscribe?u=ab12cd34&id=0f9e8d7c",
        "https://gazette.us1.list-manage.com/track/click?u=ab12&id=0f9e&e=[UNIQID]",
        "https://council.example/a?e=1a2b3c4d5e&r=q7Zr2mXw9Kd4TbV8",
    ],
)
def test_what_names_nobody_or_was_chosen(url: str) -> None:
    assert severities("link-pii", f"[agenda](<{url}>)\n") == []


@given(st.text("abc@%40.+-_=&?/:", max_size=60))
def test_any_query_can_be_searched(query: str) -> None:
    for finding in findings_of("link-pii", f"[a](<https://c.example/?{query}>)\n"):
        assert (
            severities("link-pii", fixed(f"[a](<https://c.example/?{query}>)\n", finding) if finding.fixes else "")
            == []
        )
