"""URLs of services that stand between a link and its page."""

from __future__ import annotations

import re
import time
from base64 import b64encode, urlsafe_b64encode
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.citations.wrappers import ENCODINGS, Unwrapped, unwrapped
from linkaudit.data.values import CHOICES

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = "https://gazette.example/2018/07/12/ferry?page=2&b=c"
QUOTED = quote(PAGE, safe="")
RUNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
# A signature as Disqus writes it.
SIGNATURE = "qbN4kjO2tqvFYg3JwX0zTg3nlw4"

WRAPPED: list[tuple[str, str]] = [
    ("Google", f"https://www.google.com/url?q={QUOTED}&sa=D&source=editors&ust=1"),
    ("Google", f"https://www.google.co.uk/url?sa=t&q=ferry+cut&url={QUOTED}&usg=x"),
    ("Google", f"http://google.de/url?url={QUOTED}"),
    ("Google", f"HTTPS://WWW.GOOGLE.COM/url?q={QUOTED}"),
    ("Google", f"https://www.google.com/url?sa=D&amp;q={QUOTED}&amp;usg=x"),
    ("Google", "https://www.google.com/url?q=https://gazette.example/2018/07/12/ferry?page%3D2%26b%3Dc&sa=D"),
    ("Google", f"https://www.google.com/url?q={quote(QUOTED, safe='')}"),
    ("Google Scholar", f"https://scholar.google.com/scholar_url?url={QUOTED}&hl=en"),
    ("Google News", f"https://news.google.com/news/url?sa=t&url={QUOTED}"),
    ("Facebook", f"https://l.facebook.com/l.php?u={QUOTED}&h=AT0"),
    ("Facebook", f"https://lm.facebook.com/l.php?u={QUOTED}&h=AT0"),
    ("Instagram", f"https://l.instagram.com/?u={QUOTED}&e=AT0"),
    ("Slack", f"https://slack-redir.net/link?url={QUOTED}&v=3"),
    ("YouTube", f"https://www.youtube.com/redirect?event=video_description&redir_token=x&q={QUOTED}&v=y"),
    ("Steam", f"https://steamcommunity.com/linkfilter/?url={QUOTED}"),
    ("Steam", f"https://steamcommunity.com/linkfilter/?u={QUOTED}"),
    ("Microsoft Safe Links", f"https://eur01.safelinks.protection.outlook.com/?url={QUOTED}&data=05%7C01&reserved=0"),
    ("Microsoft Safe Links", f"https://nam02.safelinks.protection.outlook.com/ap/w-59584e83/?url={QUOTED}&data=05"),
    ("Proofpoint URL Defense", f"https://urldefense.proofpoint.com/v1/url?u={QUOTED}&k=x%3D%3D%0A"),
    ("Barracuda Link Protection", f"https://linkprotect.cudasvc.com/url?a={QUOTED.lower()}&c=E,1,x"),
    ("FireEye", f"https://protect2.fireeye.com/v1/url?k=1&q=1&e=2&u={QUOTED}"),
    ("FireEye", f"https://protect-eu.fireeye.com/url?k=1&u={QUOTED}"),
    ("DuckDuckGo", f"https://duckduckgo.com/l/?uddg={QUOTED}&rut=1"),
    ("DuckDuckGo", f"https://duckduckgo.com/l/?kh=-1&uddg={QUOTED}"),
    ("Tumblr", f"https://t.umblr.com/redirect?z={QUOTED}&t=x"),
    ("Reddit", f"https://out.reddit.com/t3_x?url={QUOTED}&token=y"),
    ("VK", f"https://vk.com/away.php?to={QUOTED}&cc_key="),
    ("Zhihu", f"https://link.zhihu.com/?target={QUOTED}"),
    ("Jianshu", f"https://links.jianshu.com/go?to={QUOTED}"),
    ("Jianshu", f"https://link.jianshu.com?t={QUOTED}"),
    ("Firebase Dynamic Links", f"https://harbour.page.link/?link={QUOTED}&apn=x"),
    ("CSDN", f"https://link.csdn.net/?target={QUOTED}"),
    ("Weibo", f"https://weibo.cn/sinaurl?u={QUOTED}"),
    ("SoundCloud", f"https://exit.sc/?url={QUOTED}"),
    ("href.li", f"https://href.li/?{PAGE}"),
    ("a dereferrer", f"https://anonym.to/?{PAGE}"),
    ("Skimlinks", f"https://go.redirectingat.com/?id=1X2&xs=1&url={QUOTED}"),
    ("VigLink", f"https://redirect.viglink.com/?key=1&u={QUOTED}"),
    ("Disqus", f"https://disq.us/url?url={quote(f'{PAGE}:{SIGNATURE}', safe='')}&cuid=1"),
    ("Medium", f"https://medium.com/r/?url={QUOTED}"),
    ("LinkedIn", f"https://www.linkedin.com/redir/redirect?url={QUOTED}&urlhash=x"),
    ("LinkedIn", f"https://www.linkedin.com/safety/go?url={QUOTED}"),
    ("Twitter", f"https://twitter.com/i/redirect?url={QUOTED}&t=1"),
    ("Bing", f"https://www.bing.com/ck/a?!&&p=1&u=a1{urlsafe_b64encode(PAGE.encode()).decode().rstrip('=')}&ntb=1"),
    ("Yahoo", f"https://r.search.yahoo.com/_ylt=A;_ylu=X/RV=2/RE=1/RO=10/RU={QUOTED}/RK=2/RS=x-"),
    ("Yahoo", f"http://us.rd.yahoo.com/dailynews/*{PAGE}"),
    ("Yahoo", f"http://rds.yahoo.com/_ylt=A/SIG=1/EXP=2/**{PAGE.replace(':', '%3A')}"),
    ("Pocket", f"https://getpocket.com/redirect?url={QUOTED}&formCheck=x"),
    ("Trend Micro", f"https://imsva91-ctp.trendmicro.com:443/wis/clicktime/v1/query?url={QUOTED}&umid=x"),
    ("Cisco Secure Web", f"https://secure-web.cisco.com/1abc_d-e/{QUOTED}"),
    ("Sophos", f"https://eu-west-1.protection.sophos.com/?d=gazette.example&u={b64encode(PAGE.encode()).decode()}&i=1"),
    ("Symantec", f"https://clicktime.symantec.com/3abc?u={QUOTED}"),
    ("Avanan", f"https://url.avanan.click/v2/___{PAGE}___.YXAzOng"),
    ("Avanan", f"https://url.avanan.click/v2/r01/___{PAGE.replace('//', '/', 1)}___.YXAzOng"),
    (
        "Amazon SES",
        f"https://x1.r.eu-west-1.awstrack.me/L0/{PAGE.replace('/', '%2F').replace('?', '%3F')}/1/0102/abc=1",
    ),
    ("Partnerize", f"https://prf.hn/click/camref:1abc/destination:{QUOTED}"),
    ("Jina Reader", f"https://r.jina.ai/{PAGE}"),
]


@pytest.mark.parametrize(("service", "url"), WRAPPED, ids=[f"{n}-{case[0]}" for n, case in enumerate(WRAPPED)])
def test_a_wrapper_is_taken_off(service: str, url: str) -> None:
    found = unwrapped(url)
    assert found is not None
    assert (found.service, found.url) == (service, PAGE)
    assert found.how
    assert urls.subject(url) == PAGE


# Forms of URL Defense as mail programs show them, the first two from Proofpoint's documentation of its decoder.
DEFENSE: list[tuple[str, str]] = [
    ("/v2/url?u=http-3A__www.example.com_a-5Fb&d=DwI&c=x", "http://www.example.com/a_b"),
    ("/v3/__https://example.com:443/search?q=a*test&gs=ps__;Kw!-612Flbf0Q!Ue6tQudN$", "https://example.com:443/search?q=a+test&gs=ps"),
    ("/v3/__https://gazette.example/a*2Fb/__;JQ!!ACWV5N9!Mw$", "https://gazette.example/a%2Fb/"),
    ("/v3/__https://gazette.example/**A__;w6TDtg!!x!y$", "https://gazette.example/%C3%A4%C3%B6"),
    ("/v3/__https:/gazette.example/a__;!!x!y$", "https://gazette.example/a"),
    ("/v3/__https%3A%2F%2Fgazette.example%2Fa%2A2Fb__%3B", ""),
    ("/v3/__https://gazette.example/***__;JQ!!x!y$", ""),
    ("/v3/__https://gazette.example/a", ""),
    ("/v3/__ftp.gazette.example__;!!x!y$", ""),
]  # fmt: skip


@pytest.mark.parametrize(("path", "page"), DEFENSE, ids=[case[0] for case in DEFENSE])
def test_the_forms_of_url_defense(path: str, page: str) -> None:
    found = unwrapped(f"https://urldefense.com{path}")
    assert (found.url if found else "") == page


def test_google_news_as_it_was_and_as_it_is() -> None:
    number = urlsafe_b64encode(b"\x08\x13\x22\x0aAU_yqLabcd\xd2\x01\x00").decode()
    for folder in ("articles", "rss/articles", "read"):
        found = unwrapped(wrapped_by_news(PAGE).replace("rss/articles", folder))
        assert found is not None
        assert found.url == PAGE
        assert unwrapped(f"https://news.google.com/{folder}/{number}?oc=5") == Unwrapped(
            "Google News", "", "known to the service only"
        )
    assert unwrapped("https://news.google.com/topics/abc") is None


@pytest.mark.parametrize(
    "url",
    [
        "https://protect-eu.mimecast.com/s/abc?domain=gazette.example",
        "https://url.uk.m.mimecastprotect.com/s/abc?domain=gazette.example",
        "https://www.baidu.com/link?url=XH_abc&wd=",
        "https://x.us1.list-manage.com/track/click?u=1&id=2&e=3",
        "https://u1.ct.sendgrid.net/ls/click?upn=u001.abc",
    ],
)
def test_some_services_keep_the_target_to_themselves(url: str) -> None:
    found = unwrapped(url)
    assert found is not None
    assert found.url == ""
    assert urls.subject(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "https://www.google.com/search?q=https%3A%2F%2Fgazette.example%2F",
        "https://www.google.com/url?sa=t&q=ferry",
        "https://www.google.com/url?q=/relative",
        "https://www.google.com/url?q=javascript:alert(1)",
        "https://www.google.com/url?q=mailto%3Aada%40gazette.example",
        "https://www.google.com/url?q=https%3A%2F%2F",
        "https://www.google.com/url?q=https%3A%2F%2F%2Fx",
        "https://www.google.com/url?q=gazette.example",
        "https://www.google.com/url",
        f"https://google.gazette.example/url?q={QUOTED}",
        f"https://www.google.com.gazette.example/url?q={QUOTED}",
        f"https://gazette.example/url?q={QUOTED}",
        f"https://gazette.example//www.google.com/url?q={QUOTED}",
        f"//www.google.com/url?q={QUOTED}",
        f"ftp://www.google.com/url?q={QUOTED}",
        f"/a//www.google.com/url?q={QUOTED}",
        f"https://www.facebook.com/sharer/sharer.php?u={QUOTED}",
        f"https://twitter.com/intent/tweet?url={QUOTED}",
        f"https://t.me/share/url?url={QUOTED}",
        f"https://www.youtube.com/watch?v=x&q={QUOTED}",
        f"https://safelinks.protection.outlook.example/?url={QUOTED}",
        "https://www.bing.com/ck/a?u=a1%%%",
        "https://www.bing.com/ck/a?u=b1aHR0cHM6Ly9nYXpldHRlLmV4YW1wbGUv",
        "https://r.search.yahoo.com/_ylt=A/RK=2/RS=x-",
        "https://secure-web.cisco.com/1abc",
        "https://href.li/",
        "https://",
        "",
    ],
)
def test_what_is_no_wrapper_is_left_alone(url: str) -> None:
    assert unwrapped(url) is None


def test_a_fragment_goes_on_with_the_reader() -> None:
    outer = f"https://l.facebook.com/l.php?u={QUOTED}"
    assert urls.subject(f"{outer}#tides") == f"{PAGE}#tides"
    inner = quote(f"{PAGE}#ebb", safe="")
    assert urls.subject(f"https://l.facebook.com/l.php?u={inner}#tides") == f"{PAGE}#ebb"


def test_what_comes_out_can_be_written_anywhere() -> None:
    found = unwrapped("https://href.li/?https://gazette.example/a b\r\n<script>\u202e\ud800é")
    assert found is None or found.url.isascii()
    nasty = quote('https://gazette.example/a b\r\n<script>"\u202e`\\', safe="")
    found = unwrapped(f"https://www.google.com/url?q={nasty}")
    assert found is not None
    assert re.fullmatch(r"[!-~]+", found.url)
    assert not set('<>"`\\') & set(found.url)


def wrapped_by_parameter(url: str) -> str:
    return f"https://www.google.com/url?sa=D&q={quote(url, safe='')}&usg=x"


def wrapped_by_query(url: str) -> str:
    return f"https://href.li/?{url}"


def wrapped_by_path(url: str) -> str:
    return f"https://secure-web.cisco.com/1a-b_c/{quote(url, safe='')}"


def wrapped_by_base64(url: str) -> str:
    return f"https://www.bing.com/ck/a?!&&p=1&u=a1{urlsafe_b64encode(url.encode()).decode().rstrip('=')}&ntb=1"


def wrapped_by_signature(url: str) -> str:
    return f"https://disq.us/url?url={quote(f'{url}:{SIGNATURE}', safe='')}&cuid=1"


def wrapped_between_underscores(url: str) -> str:
    return f"https://url.avanan.click/v2/___{url}___.YXAz"


def wrapped_by_defense_2(url: str) -> str:
    encoded = quote(url, safe="").replace("-", "%2D").replace("_", "%5F").replace(".", "%2E").replace("%2F", "_")
    return f"https://urldefense.proofpoint.com/v2/url?u={encoded.replace('%', '-')}&d=DwI&c=x"


def wrapped_by_defense_3(url: str) -> str:
    def mark(found: re.Match[str]) -> str:
        run = found[0]
        return "*" if len(run) == 1 else f"**{RUNS[len(run) - 2]}"

    odd = re.compile(r"[^A-Za-z0-9:/?=&.#_-]{1,65}")
    characters = "".join(odd.findall(url)).encode()
    return (
        f"https://urldefense.com/v3/__{odd.sub(mark, url)}__;{urlsafe_b64encode(characters).decode().rstrip('=')}!!x!y$"
    )


def wrapped_by_news(url: str) -> str:
    size = len(url)
    length = bytes([size]) if size < 128 else bytes([size % 128 + 128, size // 128])
    message = b"\x08\x13\x22" + length + url.encode() + b"\xd2\x01\x00"
    return f"https://news.google.com/rss/articles/{urlsafe_b64encode(message).decode().rstrip('=')}?oc=5"


WAYS = [
    wrapped_by_parameter,
    wrapped_by_query,
    wrapped_by_path,
    wrapped_by_base64,
    wrapped_by_signature,
    wrapped_between_underscores,
    wrapped_by_defense_2,
    wrapped_by_defense_3,
    wrapped_by_news,
]
# Characters of URLs, no two underscores among them, which some forms use as a mark; encoded ones, too.
PIECES = st.sampled_from([*"abcXYZ019-._~!$'()*+,;=:@/?&", "%20", "%2F", "%25", "%C3%A4", "a-b", "2018/07/12"])
PAGES = st.builds(
    lambda scheme, host, pieces, fragment: (
        f"{scheme}://{host}/{re.sub('_{2,}', '_', ''.join(pieces)).rstrip('_')}{fragment}"
    ),
    st.sampled_from(["http", "https"]),
    st.sampled_from(["gazette.example", "www.harbour.example:8080", "xn--bcher-kva.example", "[2001:db8::1]"]),
    st.lists(PIECES, max_size=30),
    st.sampled_from(["", "#a", "#a-b"]),
)


@pytest.mark.parametrize("wrap", WAYS, ids=lambda wrap: wrap.__name__)
@given(page=PAGES)
def test_what_was_wrapped_comes_out_as_it_was(wrap: Callable[[str], str], page: str) -> None:
    found = unwrapped(wrap(page))
    assert found is not None
    assert found.url == page


@given(page=PAGES, ways=st.lists(st.sampled_from(WAYS), max_size=5))
def test_wrappers_within_wrappers_are_taken_off_one_by_one(page: str, ways: list[Callable[[str], str]]) -> None:
    outer = page
    for wrap in ways:
        # `___` of an inner wrapper would end an outer one; a query as it is would end at the outer's fragment.
        if wrap in (wrapped_between_underscores, wrapped_by_defense_3) and "__" in outer:
            continue
        outer = wrap(outer)
    assert urls.subject(outer) == page


@given(
    st.text(max_size=80), st.sampled_from([host for each in data.load("wrappers")["wrapper"] for host in each["hosts"]])
)
def test_nothing_that_stands_behind_a_service_does_harm(tail: str, host: str) -> None:
    url = f"https://{host.replace('*', 'com' if host.endswith('*') else 'x')}/{tail}"
    found = unwrapped(url)
    if found and found.url:
        assert re.fullmatch(r"(?i)(?:https?|ftp)://[!-~]+", found.url)
        assert len(found.url) < 3 * len(url)
    assert urls.subject(url)


def test_no_url_takes_long() -> None:
    size = 200_000
    hostile = [
        "https://www.google.com/url?" + "q=&" * size,
        "https://www.google.com/url?q=" + "%25" * size,
        "https://urldefense.com" + "/v3/__" * size,
        "https://urldefense.com/v3/__https://h.example/" + "*" * size + "__;" + "A" * size + "!",
        "https://url.avanan.click/v2" + "/___https:" * size,
        "https://r.search.yahoo.com" + "/RU=http" * size,
        "https://disq.us/url?url=https%3A%2F%2Fh.example" + ":a" * size,
        "https://" + "a." * size + "com/url?q=x",
        "https://" + "www-a-com.ezproxy." * size + "edu/",
        "https://www.google.com/amp/s/" + "a." * size,
        "https://news.google.com/articles/" + "CBMi" * size,
        "https://l.facebook.com/l.php?u=" + quote("https://l.facebook.com/l.php?u=" * 500, safe=""),
    ]
    began = time.perf_counter()
    for url in hostile:
        urls.subject(url)
    assert time.perf_counter() - began < 4


def test_the_depth_is_bounded() -> None:
    url = PAGE
    for _ in range(30):
        url = f"https://href.li/?{url}"
    assert urls.subject(url).startswith("https://href.li/?https://href.li/?")


LISTED = data.load("wrappers")["wrapper"]
HOST = re.compile(r"(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?:\.\*)?")


@pytest.mark.parametrize("wrapper", [pytest.param(each, id=f"{n}-{each['name']}") for n, each in enumerate(LISTED)])
def test_the_list_says_what_the_code_knows(wrapper: dict[str, object]) -> None:
    assert set(wrapper) <= {"name", "hosts", "paths", "encoding", "parameters", "prefix", "meant"}
    assert wrapper["encoding"] in ENCODINGS
    needs = wrapper["encoding"] in ("parameter", "signed", "base64", "proofpoint2")
    assert bool(wrapper.get("parameters")) is needs
    hosts, paths = wrapper["hosts"], wrapper.get("paths", [])
    assert isinstance(hosts, list)
    assert isinstance(paths, list)
    assert all(HOST.fullmatch(host) for host in hosts)
    assert all(path == "/" or (path.startswith("/") and not path.endswith("/")) for path in paths)


def test_configuration_can_add_a_wrapper() -> None:
    url = f"https://go.harbour.example/out?to={QUOTED}"
    assert unwrapped(url) is None
    added = {"name": "Harbour", "hosts": ["go.harbour.example"], "encoding": "parameter", "parameters": ["to"]}
    data.extend({"wrappers": {"wrapper": [added]}})
    try:
        assert unwrapped(url) == Unwrapped("Harbour", PAGE, "parameter to")
        assert urls.subject(url) == PAGE
    finally:
        data.extend({})
    assert urls.subject(url) == url


def test_every_encoding_that_is_read_may_be_configured_and_no_other() -> None:
    assert set(CHOICES["wrappers.wrapper.encoding"]) == ENCODINGS
