from __future__ import annotations

import pytest

from linkaudit.models import Verdict
from linkaudit.settings import Host, Web
from linkaudit.web.guard import Guard
from linkaudit.web.manners import Manners
from linkaudit.web.target import parse
from linkaudit.web.unasked import judge_hop, judge_unasked

GUARD = Guard(("*.test", "10.0.0.0/8"))


@pytest.mark.parametrize(
    ("url", "verdict", "words"),
    [
        ("http://[", Verdict.UNKNOWN, "no URL"),
        ("mailto:a@harbour.example", Verdict.UNKNOWN, "mailto URLs"),
        ("ftp://harbour.test/", Verdict.UNKNOWN, "ftp URLs"),
        ("http://a.invalid/", Verdict.DEAD, "RFC 6761"),
        ("http://harbour.example/", Verdict.UNKNOWN, "RFC 2606"),
        ("http://abc.onion/", Verdict.UNKNOWN, "RFC 7686"),
        ("http://127.0.0.1/", Verdict.UNSAFE, "private address"),
        ("http://harbour.test:25/", Verdict.UNSAFE, "forbidden port"),
    ],
)
def test_some_urls_need_no_look(url: str, verdict: Verdict, words: str) -> None:
    judgement = judge_unasked(parse(url), GUARD)
    assert judgement is not None
    assert judgement.verdict is verdict
    assert words in judgement.detail


@pytest.mark.parametrize("url", ["http://harbour.test/", "https://harbour.org/a", "http://10.1.2.3/"])
def test_all_others_do(url: str) -> None:
    assert judge_unasked(parse(url), GUARD) is None


def test_a_host_that_the_settings_leave_out_is_not_asked_by_any_way() -> None:
    manners = Manners(Web(hosts={"harbour.test": Host(enabled=False), "open.harbour.test": Host(enabled=True)}), {})
    left_out, other = parse("https://www.harbour.test/a"), parse("https://open.harbour.test/a")
    assert left_out is not None
    assert other is not None
    for judge in (judge_unasked, judge_hop):
        judgement = judge(left_out, GUARD, manners)
        assert judgement is not None
        assert (judgement.verdict, judgement.reason) == (Verdict.UNKNOWN, "not-checked")
        assert judgement.detail == "not asked: the settings leave www.harbour.test out"
        assert judge(other, GUARD, manners) is None


def test_what_is_unsafe_is_called_so_even_if_it_is_left_out() -> None:
    manners = Manners(Web(hosts={"127.0.0.1": Host(enabled=False)}), {})
    target = parse("http://127.0.0.1/")
    assert target is not None
    judgement = judge_hop(target, GUARD, manners)
    assert judgement is not None
    assert judgement.verdict is Verdict.UNSAFE
