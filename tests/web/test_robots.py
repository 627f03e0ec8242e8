from __future__ import annotations

import pytest

from linkaudit.models import Verdict
from linkaudit.web.exchange import Answer, Cause, Failure, Headers
from linkaudit.web.robots import Robots, worth_asking_again
from linkaudit.web.robots_txt import MAX_BYTES
from linkaudit.web.target import Target, parse

SITE = "https://harbour.test"
PRIVATE = b"User-agent: *\nDisallow: /private\nCrawl-delay: 7\n"


def target(url: str) -> Target:
    parsed = parse(url)
    assert parsed is not None
    return parsed


def answer(status: int = 200, body: bytes = PRIVATE, *, complete: bool = True) -> Answer:
    return Answer(f"{SITE}/robots.txt", status, Headers(), body, complete=complete)


def failure(cause: Cause) -> Failure:
    return Failure(f"{SITE}/robots.txt", cause)


def asked(outcome: Answer | Failure, longest: float = 120.0, last: str = "") -> Robots[str]:
    """Ask for the robots.txt of the site on behalf of two pages."""
    robots = Robots[str](longest)
    place = robots.wait(target(f"{SITE}/a"), "first")
    assert place == target(f"{SITE}/robots.txt")
    assert robots.wait(target(f"{SITE}/b"), "second") is None
    assert robots.take(place, target(last) if last else place, outcome) == ["first", "second"]
    return robots


def detail(robots: Robots[str], path: str) -> str:
    """Say in words why a page is not asked for; empty if it is."""
    judgement = robots.judge(target(f"{SITE}{path}"))
    if judgement is None:
        return ""
    assert (judgement.verdict, judgement.reason) == (Verdict.UNKNOWN, "not-checked")
    return judgement.detail


def test_what_is_asked_for_is_not_looked_at_and_the_rest_is() -> None:
    robots = asked(answer())
    assert detail(robots, "/public") == ""
    assert detail(robots, "/private/a?b") == (
        "not asked: robots.txt of harbour.test asks robots not to look (line 2: Disallow: /private)"
    )


def test_each_origin_speaks_for_itself() -> None:
    robots = asked(answer())
    assert robots.knows(target(f"{SITE}/else?x"))
    for other in ("http://harbour.test/", "https://harbour.test:8443/", "https://www.harbour.test/"):
        assert not robots.knows(target(other))
        assert robots.judge(target(other + "private")) is None
        assert robots.wait(target(other), "item") == target(f"{other}robots.txt")


def test_robots_txt_itself_may_always_be_looked_at() -> None:
    robots = asked(answer(body=b"User-agent: *\nDisallow: /\n"))
    assert detail(robots, "/robots.txt") == ""
    assert detail(robots, "/")


@pytest.mark.parametrize("status", [204, 301, 304, 400, 401, 403, 404, 410, 418, 451, 999])
def test_where_there_is_none_nothing_is_forbidden(status: int) -> None:
    robots = asked(answer(status, b"User-agent: *\nDisallow: /\n" if status != 204 else b""))
    assert detail(robots, "/private") == ""
    assert not worth_asking_again(answer(status))


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, 599])
def test_a_server_that_cannot_say_forbids_all(status: int) -> None:
    robots = asked(answer(status))
    words = f"https://harbour.test/robots.txt answers {status}, and nothing may be asked for until it can be read"
    assert detail(robots, "/public") == f"not asked: {words}"
    assert detail(robots, "/robots.txt") == ""
    assert worth_asking_again(answer(status))


def test_half_a_file_is_none() -> None:
    half = answer(complete=False)
    assert "came in part only" in detail(asked(half), "/public")
    assert worth_asking_again(half)
    assert detail(asked(answer(404, complete=False)), "/public") == ""


@pytest.mark.parametrize("cause", Cause)
def test_who_does_not_answer_forbids_nothing_and_who_answers_nonsense_forbids_all(cause: Cause) -> None:
    nonsense = {
        Cause.READ_TIMEOUT,
        Cause.TOTAL_TIMEOUT,
        Cause.CONNECTION_CLOSED,
        Cause.INVALID_RESPONSE,
        Cause.TRUNCATED_BODY,
        Cause.HEADER_BOMB,
        Cause.DECOMPRESSION_BOMB,
    }
    words = detail(asked(failure(cause)), "/public")
    assert f"could not be read ({cause.value})" in words if cause in nonsense else words == ""
    assert worth_asking_again(failure(cause)) is (cause in nonsense)


@pytest.mark.parametrize(
    ("body", "forbidden"),
    [
        (b"\xef\xbb\xbfUser-agent: *\nDisallow: /", True),
        (b"User-agent: *\nDisallow: /\xff", False),
        ("User-agent: *\nDisallow: /pri".encode("utf-16"), False),
        (b"\x00" * 1000, False),
        (b"# " + b"x" * (MAX_BYTES - 40) + b"\nUser-agent: *\nDisallow: /pri\n", True),
        (b"# " + b"x" * MAX_BYTES + b"\nUser-agent: *\nDisallow: /pri\n", False),
    ],
)
def test_bytes_are_read_as_far_as_they_are_text_and_not_too_many(body: bytes, forbidden: bool) -> None:
    assert bool(detail(asked(answer(body=body)), "/private")) is forbidden


def test_a_rule_is_shown_in_one_short_line() -> None:
    words = detail(
        asked(answer(body=b"User-agent: *\nDisallow: /*\x1b[31m\xe2\x80\xae*" + b"*" * 900)), "/a\x1b[31m\u202e"
    )
    assert words.isprintable()
    assert len(words) < 200


@pytest.mark.parametrize(
    ("wanted", "longest", "delay"), [("7", 120.0, 7.0), ("9999", 120.0, 120.0), ("0", 120.0, 0.0), ("x", 120.0, 0.0)]
)
def test_a_delay_is_for_the_host_and_has_an_end(wanted: str, longest: float, delay: float) -> None:
    robots = asked(answer(body=f"User-agent: *\nCrawl-delay: {wanted}\n".encode()), longest)
    assert robots.delay("harbour.test") == delay
    assert robots.delay("other.test") == 0.0


def test_of_the_origins_of_a_host_the_slowest_counts() -> None:
    robots = asked(answer())
    place = robots.wait(target("http://harbour.test/"), "item")
    assert place is not None
    robots.take(place, place, answer(body=b"User-agent: *\nCrawl-delay: 3\n"))
    assert robots.delay("harbour.test") == 7.0


def test_what_a_redirect_leads_to_counts_for_both() -> None:
    robots = asked(answer(), last="https://www.harbour.test/robots.txt")
    assert detail(robots, "/private")
    assert robots.judge(target("https://www.harbour.test/private")) is not None
    assert (robots.delay("harbour.test"), robots.delay("www.harbour.test")) == (7.0, 7.0)


@pytest.mark.parametrize("last", ["https://other.test/policy.txt", "https://other.test/robots.txt?v=2"])
def test_a_file_elsewhere_is_not_the_rules_of_that_place(last: str) -> None:
    robots = asked(answer(), last=last)
    assert detail(robots, "/private")
    assert not robots.knows(target("https://other.test/private"))


def test_who_waited_for_the_place_of_a_redirect_still_waits_for_its_own_answer() -> None:
    robots = Robots[str](120.0)
    plain, secure = robots.wait(target("http://a.test/"), "plain"), robots.wait(target("https://a.test/"), "secure")
    assert plain is not None
    assert secure is not None
    assert robots.take(plain, secure, answer()) == ["plain"]
    assert robots.take(secure, secure, answer()) == ["secure"]


def test_urls_without_a_host_have_no_wishes() -> None:
    robots = Robots[str](120.0)
    mail = target("mailto:a@harbour.test")
    assert robots.knows(mail)
    assert robots.judge(mail) is None
    assert robots.wait(mail, "item") is None
