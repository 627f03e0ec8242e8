from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.errors import ConfigError
from linkaudit.settings import Host, Web
from linkaudit.web.manners import Manner, Manners, read_hosts, user_agent
from linkaudit.web.target import parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linkaudit.web.target import Target

SENT = "s3cr3t-of-the-forge"
FORGE = "FORGE_TOKEN"
ENVIRON = {FORGE: SENT}
NONE = ""


def manners(environ: Mapping[str, str] | None = None, contact: str = "", **hosts: Host) -> Manners:
    """Make manners of hosts: dots are written as two underscores."""
    table = {name.replace("__", "."): host for name, host in hosts.items()}
    return Manners(Web(per_host=4, interval=0.25, contact=contact, hosts=table), environ or {})


def target(url: str) -> Target:
    parsed = parse(url)
    assert parsed is not None
    return parsed


def test_without_a_table_every_host_is_treated_alike() -> None:
    web = Web(per_host=7, interval=0.5, timeout=3.0, retries=1)
    plain = Manners(web, {})
    assert plain.of("harbour.example") == Manner(7, 0.5, 3.0, 1)
    assert plain.pace("harbour.example") == (7, 0.5)
    assert plain.headers(target("https://harbour.example/")) == {}
    assert plain.notes(["https://harbour.example/"]) == ()


def test_what_is_said_of_a_host_holds_for_the_hosts_under_it_and_for_no_other() -> None:
    some = manners(harbour__example=Host(per_host=1, interval=9.0, timeout=5.0, retries=0, enabled=False))
    theirs = Manner(1, 9.0, 5.0, 0, enabled=False)
    for host in ("harbour.example", "www.harbour.example", "a.b.harbour.example", "HARBOUR.example."):
        assert some.of(host) == theirs, host
    for host in ("example", "oldharbour.example", "harbour.example.attacker.test", "www.example", ""):
        assert some.of(host).enabled, host
        assert some.pace(host) == (4, 0.25), host


def test_the_longest_suffix_wins_and_leaves_the_rest_to_the_shorter() -> None:
    some = manners(
        example=Host(timeout=99.0, interval=1.0),
        harbour__example=Host(interval=2.0, retries=0, enabled=False, token=FORGE),
        api__harbour__example=Host(retries=5, enabled=True, token=NONE),
    )
    assert some.of("x.api.harbour.example") == Manner(4, 2.0, 99.0, 5)
    assert some.of("www.harbour.example") == Manner(4, 2.0, 99.0, 0, token=FORGE, enabled=False)
    assert some.of("other.example") == Manner(4, 1.0, 99.0, 2)


@given(st.permutations(["test", "a.test", "b.a.test", "c.b.a.test"]))
def test_the_order_of_the_table_says_nothing(names: list[str]) -> None:
    every = {"test": 1, "a.test": 2, "b.a.test": 3, "c.b.a.test": 4}
    some = Manners(Web(hosts={name: Host(per_host=every[name]) for name in names}), {})
    assert {name: some.of(f"x.{name}").per_host for name in names} == every


@pytest.mark.parametrize(
    ("given_name", "host"),
    [
        ("harbour.example", "harbour.example"),
        ("*.harbour.example", "harbour.example"),
        (".harbour.example", "harbour.example"),
        (" Harbour.Example. ", "harbour.example"),
        ("hafen-münchen.example", "xn--hafen-mnchen-jlb.example"),
        ("localhost", "localhost"),
        ("127.0.0.1", "127.0.0.1"),
        ("0x7f.1", "127.0.0.1"),
        ("::1", "[::1]"),
        ("[2001:DB8::1]", "[2001:db8::1]"),
    ],
)
def test_names_are_read_as_in_urls(given_name: str, host: str) -> None:
    assert list(read_hosts({given_name: Host()})) == [host]
    assert Manners(Web(hosts={given_name: Host(per_host=9)}), {}).of(host).per_host == 9


@pytest.mark.parametrize(
    "name",
    ["", ".", "*", "*.", "https://harbour.example", "harbour.example/path", "harbour.example:8080", "a b.example",
     "user@harbour.example", "*.*.example", "har*bour.example", "300.1.1.1", "[::1", "a..b:", "?", "exa#mple", "a%2eb"],
)  # fmt: skip
def test_what_is_no_host_is_refused_by_name(name: str) -> None:
    with pytest.raises(ConfigError) as refused:
        read_hosts({name: Host()})
    assert repr(name) in str(refused.value)
    assert "web.hosts" in str(refused.value)


def test_a_host_that_is_there_twice_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"'harbour\.example' is there twice"):
        Manners(Web(hosts={"harbour.example": Host(), "*.Harbour.example": Host()}), {})


def test_an_address_has_no_hosts_under_it() -> None:
    some = Manners(Web(hosts={"127.0.0.1": Host(per_host=1), "1": Host(per_host=2)}), {})
    assert some.of("127.0.0.1").per_host == 1
    assert some.of("127.0.1.1").per_host == 4


def test_a_name_for_a_host_comes_with_the_contact() -> None:
    some = manners(contact="web@harbour.example", harbour__example=Host(user_agent="Harbour\r\nX: 1/2"))
    assert some.headers(target("http://harbour.example/")) == {"User-Agent": "Harbour X: 1/2 (web@harbour.example)"}
    assert some.headers(target("http://other.example/")) == {}


def test_the_user_agent_stands_alone_without_a_contact() -> None:
    assert user_agent("tester/1", "") == "tester/1"
    assert user_agent("tester/1", "web@site.test\r\nX: y") == "tester/1 (web@site.test X: y)"


# Tokens.


def forge(environ: Mapping[str, str] = ENVIRON) -> Manners:
    return manners(environ, forge__example=Host(token=FORGE))


@pytest.mark.parametrize(
    "url",
    ["https://forge.example/a", "https://api.forge.example/", "https://forge.example:8443/", "https://u:p@forge.example/"],
)  # fmt: skip
def test_a_token_is_sent_to_its_host_over_tls(url: str) -> None:
    assert forge().headers(target(url)) == {"Authorization": f"Bearer {SENT}"}


@pytest.mark.parametrize(
    "url",
    [
        "http://forge.example/",
        "https://forge.example.attacker.test/",
        "https://oldforge.example/",
        "https://example/",
        "https://attacker.test/forge.example",
        "https://forge.example@attacker.test/",
    ],
)
def test_a_token_is_sent_nowhere_else(url: str) -> None:
    assert forge().headers(target(url)) == {}


def test_a_token_is_never_shown() -> None:
    some = forge()
    some.headers(target("https://forge.example/"))
    shown = [
        repr(some),
        repr(some.of("forge.example")),
        str(some.notes(["https://forge.example/"])),
        repr(Web(hosts={"a": Host(token=FORGE)})),
    ]
    assert not any(SENT in text for text in shown)


@pytest.mark.parametrize("environ", [{}, {"FORGE_TOKEN": ""}, {"FORGE_TOKEN": " \n"}, {"forge_token": SENT}])
def test_a_token_that_is_not_set_is_told_once_and_only_if_it_is_missed(environ: dict[str, str]) -> None:
    some = forge(environ)
    assert some.headers(target("https://api.forge.example/a")) == {}
    assert some.notes(["http://forge.example/", "https://other.example/", "https://[", "mailto:a@forge.example"]) == ()
    urls = ["https://other.example/", "https://api.forge.example/a", "https://forge.example/b"]
    assert some.notes(urls) == ("api.forge.example is asked without a token: FORGE_TOKEN is not set",)
    assert forge().notes(urls) == ()


def test_white_space_around_a_token_is_the_file_s_it_came_from() -> None:
    some = forge({"FORGE_TOKEN": f" {SENT}\n"})
    assert some.headers(target("https://forge.example/"))["Authorization"] == f"Bearer {SENT}"


@pytest.mark.parametrize("value", [f"{SENT}\r\nX-Evil: 1", f"{SENT} two", f"{SENT}\u00e9", f"{SENT}\x00"])
def test_what_could_break_a_header_is_no_token_and_not_shown_either(value: str) -> None:
    with pytest.raises(ConfigError, match="FORGE_TOKEN holds no token") as refused:
        forge({"FORGE_TOKEN": value})
    assert SENT not in str(refused.value)


def test_other_variables_are_not_looked_at() -> None:
    assert forge({"FORGE_TOKEN": SENT, "OTHER": "b\u00e4d"}).of("forge.example").token == FORGE


@given(st.from_regex(r"[a-z]{1,3}(\.[a-z]{1,3}){0,3}", fullmatch=True), st.booleans())
def test_a_token_never_leaves_its_suffix(host: str, secure: bool) -> None:
    some = Manners(Web(hosts={"a.b": Host(token=FORGE)}), ENVIRON)
    fields = some.headers(target(f"{'https' if secure else 'http'}://{host}/"))
    under = host == "a.b" or host.endswith(".a.b")
    assert ("Authorization" in fields) == (secure and under)


def test_the_table_shows_only_what_it_says() -> None:
    assert msgspec.json.encode(Host(interval=2.0, token=FORGE)) == b'{"interval":2.0,"token":"FORGE_TOKEN"}'
