from __future__ import annotations

from linkaudit.web.exchange import Answer, Headers
from linkaudit.web.judging.evidence import Sibling
from linkaudit.web.sites import Sites
from linkaudit.web.target import Target, parse


def target(path: str, host: str = "h.test") -> Target:
    parsed = parse(f"http://{host}{path}")
    assert parsed is not None
    return parsed


def sibling() -> Sibling:
    asked = target("/nothing")
    return Sibling(asked, asked, Answer(asked.url, 404, Headers()))


def test_arrivals_at_one_place_are_counted_once_an_address() -> None:
    sites: Sites[str] = Sites()
    end = target("/")
    for path in ("/a", "/b", "/b", "/c"):
        sites.expect("h.test")
        sites.arrived(target(path), end)
    assert sites.alike(target("/a"), end) == 2
    assert sites.alike(target("/a"), target("/elsewhere")) == 0


def test_a_page_that_stays_where_it_is_has_not_arrived() -> None:
    sites: Sites[str] = Sites()
    sites.expect("h.test")
    sites.arrived(target("/a"), target("/a"))
    assert sites.alike(target("/b"), target("/a")) == 0


def test_what_is_held_waits_for_the_rest_of_its_site() -> None:
    sites: Sites[str] = Sites()
    for _ in range(3):
        sites.expect("h.test")
    sites.expect("other.test")
    assert not sites.hold("h.test", "one", probe=False)
    assert sites.done("h.test") == []
    assert sites.done("h.test") == []
    assert sites.done("h.test") == ["one"]
    assert sites.done("other.test") == []


def test_a_site_is_asked_for_a_sibling_once() -> None:
    sites: Sites[str] = Sites()
    for _ in range(2):
        sites.expect("h.test")
    assert sites.hold("h.test", "one", probe=True)
    assert not sites.hold("h.test", "two", probe=True)
    assert sites.done("h.test") == []
    assert sites.done("h.test") == []
    assert sites.sibling("h.test") is None
    assert sites.answered("h.test", sibling()) == ["one", "two"]
    assert sites.sibling("h.test") == sibling()


def test_the_answer_may_come_before_the_last_look() -> None:
    sites: Sites[str] = Sites()
    for _ in range(2):
        sites.expect("h.test")
    sites.hold("h.test", "one", probe=True)
    assert sites.done("h.test") == []
    assert sites.answered("h.test", None) == []
    assert sites.done("h.test") == ["one"]
