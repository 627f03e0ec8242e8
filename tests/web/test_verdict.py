from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import ASKED, REASONS, evidence, led, target, words
from websites import page

from linkaudit.models import Verdict
from linkaudit.web.exchange import Answer, Cause, Failure, Headers
from linkaudit.web.judging.evidence import Evidence
from linkaudit.web.judging.statuses import REDIRECTS, may_pass
from linkaudit.web.verdict import judge

PAGE = page("An ordinary page")


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (200, "alive ok"),
        (203, "alive ok"),
        (204, "alive ok"),
        (206, "alive ok"),
        (300, "alive ok"),
        (100, "dead invalid-response"),
        (101, "dead invalid-response"),
        (199, "dead invalid-response"),
        (301, "dead invalid-response"),
        (302, "dead invalid-response"),
        (303, "dead invalid-response"),
        (304, "dead invalid-response"),
        (305, "dead invalid-response"),
        (307, "dead invalid-response"),
        (308, "dead invalid-response"),
        (400, "dead not-found"),
        (401, "blocked login-required"),
        (402, "blocked paywall"),
        (403, "blocked forbidden"),
        (404, "dead not-found"),
        (405, "blocked forbidden"),
        (406, "blocked forbidden"),
        (407, "blocked login-required"),
        (408, "dead timeout"),
        (409, "dead not-found"),
        (410, "dead gone"),
        (414, "dead not-found"),
        (418, "blocked bot-wall"),
        (422, "dead not-found"),
        (425, "blocked throttled"),
        (429, "blocked throttled"),
        (440, "blocked login-required"),
        (451, "blocked legal"),
        (500, "dead server-error"),
        (501, "dead server-error"),
        (502, "dead server-error"),
        (503, "dead server-error"),
        (504, "dead server-error"),
        (509, "blocked throttled"),
        (511, "unknown not-checked"),
        (520, "dead server-error"),
        (529, "blocked throttled"),
        (599, "dead server-error"),
        (600, "dead invalid-response"),
        (999, "blocked bot-wall"),
    ],
)
def test_what_a_final_status_says(status: int, expected: str) -> None:
    assert words(evidence(status, PAGE if status < 400 else "")) == expected


@given(st.integers(0, 999), st.sampled_from(["", PAGE, "<title>404</title>", "<input type=password>"]))
def test_every_status_has_a_verdict_with_a_known_reason(status: int, html: str) -> None:
    assert words(evidence(status, html))


@pytest.mark.parametrize(
    ("cause", "expected"),
    [
        (Cause.DNS_FAILURE, "dead dns-failure"),
        (Cause.DNS_UNAVAILABLE, "unknown not-checked"),
        (Cause.NETWORK_UNREACHABLE, "unknown not-checked"),
        (Cause.HOST_UNREACHABLE, "dead refused"),
        (Cause.CONNECT_TIMEOUT, "dead timeout"),
        (Cause.REFUSED, "dead refused"),
        (Cause.CONNECTION_CLOSED, "dead connection-closed"),
        (Cause.TLS_INVALID, "dead tls-invalid"),
        (Cause.READ_TIMEOUT, "dead timeout"),
        (Cause.TOTAL_TIMEOUT, "dead timeout"),
        (Cause.INVALID_RESPONSE, "dead invalid-response"),
        (Cause.TRUNCATED_BODY, "dead truncated-body"),
        (Cause.HEADER_BOMB, "unsafe header-bomb"),
        (Cause.DECOMPRESSION_BOMB, "unsafe decompression-bomb"),
        (Cause.REDIRECT_LOOP, "dead redirect-loop"),
        (Cause.INVALID_URL, "unknown not-checked"),
        (Cause.NO_RESOURCES, "unknown not-checked"),
        (Cause.UNCLASSIFIED, "unknown not-checked"),
    ],
)
def test_what_a_failure_says(cause: Cause, expected: str) -> None:
    failure = Failure(ASKED, cause, "in words")
    judgement = judge(Evidence(target(ASKED), target(ASKED), failure))
    assert f"{judgement.verdict} {judgement.reason}" == expected
    assert judgement.detail == "in words"


def test_every_cause_is_judged() -> None:
    for cause in Cause:
        failure = Failure(ASKED, cause, refusal="private-address")
        judgement = judge(Evidence(target(ASKED), target(ASKED), failure))
        assert judgement.reason in REASONS[judgement.verdict]


def test_a_refusal_of_the_guard_keeps_its_reason() -> None:
    failure = Failure(ASKED, Cause.UNSAFE, "it resolves to 10.0.0.1", "private-address")
    judgement = judge(Evidence(target(ASKED), target(ASKED), failure))
    assert (judgement.verdict, judgement.reason) == (Verdict.UNSAFE, "private-address")


@pytest.mark.parametrize("statuses", [*itertools.product((301, 302, 303, 307, 308), repeat=2), (301,), (308,), (302,)])
def test_only_permanent_redirects_all_the_way_mean_moved(statuses: tuple[int, ...]) -> None:
    permanent = set(statuses) <= {301, 308}
    expected = "moved permanent-redirect" if permanent else "alive temporary-redirect"
    assert words(led("https://www.site.test/stories/12", *statuses, html=PAGE)) == expected


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("http://www.site.test/2019/05/story.html", "moved permanent-redirect"),
        ("https://site.test/2019/05/story.html", "moved permanent-redirect"),
        ("https://www.site.test/2019/05/story.html/", "moved permanent-redirect"),
        ("https://news.site.test/story", "moved permanent-redirect"),
        ("https://other.test/2019/05/story.html", "moved new-domain"),
    ],
)
def test_small_moves_are_moves_too(last: str, expected: str) -> None:
    assert words(led(last, 301, html=PAGE)) == expected


def test_the_caller_knows_better_which_hosts_belong_together() -> None:
    found = evidence(200, PAGE, last="https://news.site.test/story", hops=((ASKED, 301),))
    assert judge(found, lambda one, other: one[-9:] == other[-9:]).reason == "permanent-redirect"
    assert judge(found, lambda *_: False).reason == "new-domain"


def test_a_redirect_to_itself_changes_nothing() -> None:
    hops = ((ASKED, 302), (ASKED, 301))
    assert words(evidence(200, PAGE, last="https://www.site.test/new", hops=hops)) == "moved permanent-redirect"
    assert words(evidence(200, PAGE, last=ASKED, hops=((ASKED, 302),))) == "alive ok"


def test_the_way_is_told_in_words() -> None:
    last = "http://www.site.test/new"
    detail = judge(evidence(200, PAGE, last=last, hops=((ASKED, 301), ("https://x.test/", 302)))).detail
    assert detail == f"200 OK at {last}, by way of 301, 302, without encryption"


@pytest.mark.parametrize(
    ("asked", "last", "lost"),
    [
        ("https://site.test/2019/story.html", "https://site.test/", True),
        ("https://site.test/about", "https://www.site.test/", True),
        ("https://site.test/about?x=1", "https://site.test/", True),
        ("https://site.test/2019/story.html", "https://other.test/", True),
        ("https://site.test/story.html", "https://other.test/", True),
        ("https://site.test/2019/story.html", "https://site.test/?from=404", True),
        # Front pages by other names, in other languages, with a query.
        ("http://site.test/", "https://site.test/", False),
        ("https://site.test/index.html", "https://site.test/", False),
        ("https://site.test/Default.aspx", "https://site.test/", False),
        ("https://site.test/home/", "https://site.test/", False),
        ("https://site.test/de/", "https://site.test/", False),
        ("https://site.test/en-US/index.php", "https://site.test/", False),
        ("https://site.test/?p=1234", "https://site.test/", False),
        ("https://site.test/2019/story.html", "https://site.test/en/", False),
        # Short links, and pages that have become a host of their own.
        ("https://sho.test/x7Fq", "https://other.test/", False),
        ("https://site.test//", "https://other.test/", False),
        ("https://site.test/docs", "https://docs.site.test/", False),
        ("https://site.test/projects/acme", "https://acme.test/", False),
    ],
)
@pytest.mark.parametrize("status", [301, 302])
def test_a_page_that_leads_to_the_front_page_is_lost(asked: str, last: str, lost: bool, status: int) -> None:
    assert (words(led(last, status, asked=asked, html=PAGE)) == "soft-dead redirect-to-root") is lost


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("https://www.site.test/404", "soft-dead redirect-to-error"),
        ("https://www.site.test/error.aspx?from=/x", "soft-dead redirect-to-error"),
        ("https://www.site.test/oops.aspx?aspxerrorpath=/2019/05/story.html", "soft-dead redirect-to-error"),
        ("https://www.site.test/search?q=story", "soft-dead redirect-to-error"),
        ("https://www.site.test/?s=story", "soft-dead redirect-to-error"),
        ("https://www.hugedomains.com/domain_profile.cfm?d=site", "soft-dead parked"),
        ("https://www.site.test/cgi-sys/suspendedpage.cgi", "soft-dead redirect-to-error"),
        # One sign is not enough.
        ("https://www.site.test/search", "alive temporary-redirect"),
        ("https://www.site.test/errors", "alive temporary-redirect"),
        ("https://www.site.test/news", "alive temporary-redirect"),
        ("https://www.site.test/accounts/2019/story", "alive temporary-redirect"),
        ("https://login.test/story", "alive temporary-redirect"),
    ],
)
def test_where_a_redirect_leads(last: str, expected: str) -> None:
    assert words(led(last, 302, html=PAGE)) == expected


@pytest.mark.parametrize(
    ("headers", "html", "expected"),
    [
        ((), "", "dead server-error"),
        ((("Retry-After", "3600"),), "", "blocked maintenance"),
        ((), "<h1>Down for maintenance</h1>", "blocked maintenance"),
        ((), "<title>Wartungsarbeiten</title>", "blocked maintenance"),
        ((), "<p>We will be back soon", "blocked maintenance"),
        ((), "<p>Backend fetch failed", "dead server-error"),
    ],
)
def test_a_503_that_explains_itself_is_maintenance(
    headers: tuple[tuple[str, str], ...], html: str, expected: str
) -> None:
    assert words(evidence(503, html, headers=headers)) == expected


def test_maintenance_words_excuse_nothing_else() -> None:
    assert words(evidence(500, "<h1>Down for maintenance</h1>")) == "dead server-error"


def test_a_wish_to_wait_is_repeated_in_words() -> None:
    found = judge(evidence(429, headers=(("Retry-After", "3600"),)))
    assert found.detail == "429 Too Many Requests, to be asked again after '3600'"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<title>Log in | Site</title><input type=password>", "blocked login-required"),
        ("<title>Site</title><h1>Sign in</h1><input type='password'>", "blocked login-required"),
        ("<title>Log in | Site</title>", "alive ok"),
        ("<title>Story | Site</title><input type=password>", "alive ok"),
    ],
)
def test_a_page_that_asks_for_a_password_instead(html: str, expected: str) -> None:
    assert words(evidence(200, html)) == expected


def test_a_soft_404_says_why() -> None:
    found = judge(evidence(200, "<title>Page not found</title><h1>404</h1>"))
    assert (found.verdict, found.reason) == (Verdict.SOFT_DEAD, "soft-404")
    assert found.detail == "200 OK, but: title 'Page not found', heading '404', 1 words"


def test_a_parked_domain_is_not_alive() -> None:
    html = "<title>site.test</title><p>This domain is for sale."
    assert words(evidence(200, html)) == "soft-dead parked"


def test_a_body_that_ends_too_soon_is_truncated() -> None:
    assert words(evidence(200, PAGE, complete=False)) == "dead truncated-body"
    assert words(evidence(404, complete=False)) == "dead truncated-body"
    assert words(evidence(302, complete=False)) == "dead invalid-response"


def test_what_may_pass_is_looked_at_again() -> None:
    passing = {cause for cause in Cause if may_pass(Failure(ASKED, cause))}
    assert passing == {
        *(Cause.DNS_UNAVAILABLE, Cause.NETWORK_UNREACHABLE, Cause.HOST_UNREACHABLE, Cause.CONNECT_TIMEOUT),
        *(Cause.NO_RESOURCES, Cause.READ_TIMEOUT, Cause.TOTAL_TIMEOUT, Cause.CONNECTION_CLOSED, Cause.TRUNCATED_BODY),
    }
    statuses = {status for status in range(100, 1000) if may_pass(Answer(ASKED, status, Headers()))}
    assert statuses > {408, 429, 500, 502, 503, 504}
    assert not statuses & {200, 400, 401, 403, 404, 410, 451, 501, 505, 511, 999, *REDIRECTS}
    assert may_pass(Answer(ASKED, 200, Headers(), complete=False))


@pytest.mark.parametrize(
    ("found", "deciding"),
    [
        (led("https://site.test/", 302), "soft-dead (redirect-to-root): redirected to https://site.test/"),
        (evidence(503, headers=(("cf-mitigated", "challenge"),)), "blocked (bot-wall): 503 Service Unavailable: Cloud"),
        (Evidence(target(), target(), Failure(ASKED, Cause.REFUSED)), "dead (refused): "),
    ],
)
def test_the_last_step_of_an_explanation_decides(found: Evidence, deciding: str) -> None:
    assert judge(found).because[-1].startswith(deciding)
