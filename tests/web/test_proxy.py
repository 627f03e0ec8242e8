"""Looking through a proxy: a real one on loopback, which writes down all that it is asked for."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import socket
import threading
from typing import TYPE_CHECKING

import pytest
from testweb.certificates import Certificates
from websites import ONLINE, PAGE, Listener, Website, look, moved, names, reply, settings, words

from linkaudit.errors import ConfigError
from linkaudit.web.client import open_client
from linkaudit.web.exchange import Answer, Cause, Failure, Headers
from linkaudit.web.guard import Guard
from linkaudit.web.transport.proxy import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class Proxy(Listener):
    """Lets everything through to a place of its own choosing, as a proxy with a resolver of its own does."""

    def __init__(self, answer: bytes = b"", user: str = "") -> None:
        super().__init__()
        self.asked: list[str] = []
        """The request lines as they came."""
        self.heads: list[str] = []
        self.addresses: dict[str, tuple[str, int]] = {}
        """Where names, and addresses, really lead."""
        self._answer = answer
        self._user = user

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def serve(self, connection: socket.socket, number: int) -> None:
        client = connection
        client.settimeout(10)
        with contextlib.suppress(OSError), client:
            while head := _head(client):
                self.heads.append(head)
                method, target, _ = head.split(" ", 2)
                self.asked.append(f"{method} {target}")
                if self._answer:
                    client.sendall(self._answer)
                elif self._user and f"Basic {base64.b64encode(self._user.encode()).decode()}" not in head:
                    client.sendall(reply(407, "who are you", 'Proxy-Authenticate: Basic realm="x"'))
                    return
                elif method == "CONNECT":
                    self._tunnel(client, target)
                    return
                else:
                    self._fetch(client, head, target)

    def _tunnel(self, client: socket.socket, target: str) -> None:
        with self._connected(target) as server:
            client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            threading.Thread(target=_pump, args=(server, client), daemon=True).start()
            _pump(client, server)

    def _fetch(self, client: socket.socket, head: str, target: str) -> None:
        authority, _, path = target.removeprefix("http://").partition("/")
        with self._connected(authority if ":" in authority else f"{authority}:80") as server:
            server.sendall(head.replace(target, f"/{path}", 1).encode() + b"\r\n\r\n")
            while piece := server.recv(65536):
                client.sendall(piece)

    def _connected(self, authority: str) -> socket.socket:
        host, _, port = authority.rpartition(":")
        return socket.create_connection(self.addresses.get(host, (host, int(port))))


def _head(connection: socket.socket) -> str:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(1)
        if not piece:
            return ""
        data += piece
    return data.removesuffix(b"\r\n\r\n").decode()


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while piece := source.recv(65536):
            sink.sendall(piece)
        sink.shutdown(socket.SHUT_WR)


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    with Proxy() as running:
        yield running


def ask(
    url: str, proxy: str, lookup: Callable[[str], list[str]] = ONLINE, allow: tuple[str, ...] = (), **changes: object
) -> Answer | Failure:
    web = settings(proxy=proxy, allow_hosts=allow, **changes)

    async def run() -> Answer | Failure:
        async with open_client(web, Guard(web.allow_hosts), lookup) as client:
            return await client.ask("GET", url)

    return asyncio.run(run())


def failure(*arguments: object, **options: object) -> Failure:
    outcome = ask(*arguments, **options)  # type: ignore[arg-type] # each test gives what they take
    assert isinstance(outcome, Failure), outcome
    return outcome


def answer(*arguments: object, **options: object) -> Answer:
    outcome = ask(*arguments, **options)  # type: ignore[arg-type] # each test gives what they take
    assert isinstance(outcome, Answer), outcome
    return outcome


# The proxy looks nothing up


def test_the_proxy_is_told_the_address_that_was_judged(site: Website, proxy: Proxy) -> None:
    site.on("/a?b", reply(200, "ok"))
    proxy.addresses["93.184.216.34"] = ("127.0.0.1", site.port)
    found = answer("http://www.site.test/a?b", proxy.url, names(www__site__test="93.184.216.34"))
    assert found.body == b"ok"
    assert proxy.asked == ["CONNECT 93.184.216.34:80"]
    assert site.lines == ["GET /a?b HTTP/1.1"]
    assert "Host: www.site.test" in site.heads[0]


def test_an_ipv6_address_is_put_in_brackets(site: Website, proxy: Proxy) -> None:
    site.on("/", reply(200, "ok"))
    proxy.addresses["[2606:4700::1111]"] = ("127.0.0.1", site.port)
    assert answer("http://six.test/", proxy.url, names(six__test="2606:4700::1111")).body == b"ok"
    assert proxy.asked == ["CONNECT [2606:4700::1111]:80"]


@pytest.mark.parametrize("resolves", [False, True])
@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://0x7f.1/", "https://10.0.0.1/", "http://h:25/"],
)
def test_nothing_private_is_asked_of_the_proxy(proxy: Proxy, url: str, resolves: bool) -> None:
    assert failure(url, proxy.url, proxy_resolves=resolves).cause is Cause.UNSAFE
    assert proxy.asked == []


def test_no_name_that_leads_inwards_is_asked_of_the_proxy(proxy: Proxy) -> None:
    for scheme in ("http", "https"):
        found = failure(f"{scheme}://inner.test/", proxy.url, names(inner__test="10.0.0.1 ::1"))
        assert (found.cause, found.refusal) == (Cause.UNSAFE, "private-address")
    assert proxy.asked == []


def test_a_name_that_turns_inwards_later_does_not_get_through(site: Website, proxy: Proxy) -> None:
    # Rebinding: the first answer is public, all others are private; each tunnel leads to what its own answer was.
    answers = iter([["93.184.216.34"]])
    site.on("/", reply(200, "ok"))
    proxy.addresses["93.184.216.34"] = ("127.0.0.1", site.port)

    async def run() -> list[Answer | Failure]:
        web = settings(proxy=proxy.url, allow_hosts=())
        found = []
        for _ in range(2):
            async with open_client(web, Guard(), lambda _: next(answers, ["127.0.0.1"])) as client:
                found.append(await client.ask("GET", "http://rebinding.test/"))
        return found

    first, second = asyncio.run(run())
    assert isinstance(first, Answer)
    assert isinstance(second, Failure)
    assert second.cause is Cause.UNSAFE
    assert proxy.asked == ["CONNECT 93.184.216.34:80"]


def test_a_redirect_inwards_is_not_asked_of_the_proxy(site: Website, proxy: Proxy) -> None:
    site.on("/a", moved(302, "http://127.0.0.1:1080/secret"))
    proxy.addresses["93.184.216.34"] = ("127.0.0.1", site.port)
    lookup = names(www__site__test="93.184.216.34", control__test="192.0.2.1")
    seen = look("http://www.site.test/a", lookup=lookup, proxy=proxy.url, allow_hosts=())
    assert seen.words == ["unsafe private-address"]
    assert proxy.asked == ["CONNECT 93.184.216.34:80"]


def test_a_name_that_is_not_known_here_is_not_called_dead(proxy: Proxy) -> None:
    lookup = names(control__test="192.0.2.1")
    seen = look("http://outer.test/", lookup=lookup, proxy=proxy.url)
    assert seen.words == ["unknown not-checked"]
    assert "not looked up here" in seen.observations[0].detail
    assert "proxy-resolves = true" in seen.observations[0].detail
    assert proxy.asked == []


def test_tls_goes_through_the_tunnel_to_the_name(
    proxy: Proxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tls_site: None
) -> None:
    certificates = Certificates()
    certificates.write(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    with Website("127.0.0.1", tls=certificates.context) as site:
        site.on("/", reply(200, "ok"))
        proxy.addresses["93.184.216.34"] = ("127.0.0.1", site.port)
        assert answer("https://www.site.test/", proxy.url, names(www__site__test="93.184.216.34")).body == b"ok"
        found = failure("https://expired.test/", proxy.url, names(expired__test="93.184.216.34"))
    assert proxy.asked == ["CONNECT 93.184.216.34:443"] * 2
    assert found.cause is Cause.TLS_INVALID
    assert "expired" in found.detail


@pytest.fixture
def tls_site() -> None:
    """Let this test choose whom to trust: see conftest."""


# The proxy looks names up


def test_a_proxy_that_resolves_is_asked_for_the_url(site: Website, proxy: Proxy) -> None:
    site.on("/a?b", reply(200, "ok"))
    proxy.addresses["www.site.test"] = ("127.0.0.1", site.port)
    found = answer("http://www.site.test/a?b", proxy.url, names(), proxy_resolves=True)
    assert found.body == b"ok"
    assert proxy.asked == ["GET http://www.site.test/a?b"]
    assert "Host: www.site.test" in proxy.heads[0]


def test_a_proxy_that_resolves_is_given_the_name_for_a_tunnel(proxy: Proxy) -> None:
    with Website() as site:
        proxy.addresses["www.site.test"] = ("127.0.0.1", site.port)
        # The server speaks no TLS: what matters is what the proxy was asked.
        failure("https://www.site.test/", proxy.url, names(), proxy_resolves=True, timeout=1.0)
    assert proxy.asked == ["CONNECT www.site.test:443"]


@pytest.mark.parametrize(
    ("said", "cause"),
    [
        ('Proxy-Status: squid; error=dns_error; rcode="NXDOMAIN"', Cause.DNS_FAILURE),
        ("Proxy-Status: squid; error=dns_error", Cause.PROXY_FAILED),
        ("Proxy-Status: a; received-status=200, squid; error=connection_refused", Cause.REFUSED),
        ("Proxy-Status: squid; error=destination_ip_prohibited", Cause.PROXY_FAILED),
        ("X-Squid-Error: ERR_CONNECT_FAIL 111", Cause.REFUSED),
        ("X-Squid-Error: ERR_CONNECT_FAIL 101", Cause.PROXY_FAILED),
        ("X-Squid-Error: ERR_DNS_FAIL 0", Cause.PROXY_FAILED),
        ("X-Squid-Error: ERR_READ_TIMEOUT 0", Cause.READ_TIMEOUT),
    ],
)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_what_a_proxy_says_of_a_server_is_the_cause(said: str, cause: Cause, scheme: str) -> None:
    with Proxy(reply(503, "cannot", said)) as proxy:
        found = failure(f"{scheme}://gone.test/", proxy.url, names(), proxy_resolves=True)
    assert found.cause is cause


def test_the_errors_of_servers_are_their_own(proxy: Proxy, site: Website) -> None:
    site.on("/", reply(503, "later"))
    proxy.addresses["www.site.test"] = ("127.0.0.1", site.port)
    assert answer("http://www.site.test/", proxy.url, names(), proxy_resolves=True).status == 503


# What may go wrong with the proxy itself


def test_credentials_are_for_the_proxy_only(site: Website) -> None:
    site.on("/", reply(200, "ok"))
    with Proxy(user="me:s3cr@t") as proxy:
        address = proxy.url.replace("://", "://me:s3cr%40t@")
        proxy.addresses |= {"93.184.216.34": ("127.0.0.1", site.port), "www.site.test": ("127.0.0.1", site.port)}
        lookup = names(www__site__test="93.184.216.34")
        assert answer("http://www.site.test/", address, lookup).body == b"ok"
        assert "authorization" not in site.heads[0].lower()
        assert answer("http://www.site.test/", address, lookup, proxy_resolves=True).body == b"ok"
    assert proxy.asked == ["CONNECT 93.184.216.34:80", "GET http://www.site.test/"]


@pytest.mark.parametrize("resolves", [False, True])
def test_a_proxy_that_wants_other_credentials_blocks_nothing(resolves: bool) -> None:
    lookup = names(www__site__test="93.184.216.34", control__test="192.0.2.1")
    with Proxy(user="me:secret") as proxy:
        seen = look("http://www.site.test/", lookup=lookup, proxy=proxy.url, proxy_resolves=resolves, allow_hosts=())
    assert (seen.words, seen.coverage.offline) == ([], True)
    assert seen.coverage.trouble == "the proxy wants a user name and a password, or others (407)"


def test_a_proxy_that_allows_no_tunnel_is_named(proxy: Proxy) -> None:
    with Proxy(reply(403, "no tunnels")) as strict:
        found = failure("http://www.site.test/", strict.url, names(www__site__test="93.184.216.34"))
    assert found.cause is Cause.PROXY_FAILED
    assert found.detail.startswith("the proxy answered 403 for a tunnel to 93.184.216.34:80; ")
    assert "proxy-resolves = true" in found.detail


@pytest.mark.parametrize("resolves", [False, True])
def test_a_proxy_that_is_down_makes_nothing_dead(resolves: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        address = f"http://127.0.0.1:{closed.getsockname()[1]}"
    urls = [f"http://{number}.test/" for number in range(10)]
    options = {"proxy": address, "proxy_resolves": resolves, "allow_hosts": ()}
    seen = look(*urls, lookup=lambda _: ["93.184.216.34"], **options)  # type: ignore[arg-type] # settings of any type
    assert (seen.words, seen.coverage.offline) == ([], True)
    assert set(seen.coverage.unseen) == set(urls)
    assert seen.coverage.trouble == "the proxy 127.0.0.1 cannot be reached: connection refused"
    found = failure(urls[0], address, lambda _: ["93.184.216.34"], proxy_resolves=resolves)
    assert found.cause is Cause.PROXY_UNUSABLE
    assert found.detail == "the proxy 127.0.0.1 cannot be reached: connection refused"


def test_a_proxy_that_says_nothing_is_given_up(site: Website) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        found = failure("http://a.test/", address, lambda _: ["93.184.216.34"], timeout=0.2)
    assert found.cause is Cause.PROXY_FAILED
    assert "no tunnel" in found.detail


def test_proxies_of_the_environment_are_left_alone(
    site: Website, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy.url)
    site.on("/", reply(200, PAGE))
    seen = look(site.url("/"))
    assert words(seen.observations[0]) == "alive ok"
    assert proxy.asked == []


@pytest.mark.parametrize(
    "proxy", ["nonsense", "https://proxy.test:3128", "socks5://proxy.test", "http://", "http://a/b"]
)
def test_what_is_no_proxy_is_a_mistake_in_the_settings(proxy: str) -> None:
    with pytest.raises(ConfigError, match=r"web\.proxy"):
        ask("http://a.test/", proxy)


def test_an_ordinary_error_is_not_taken_for_the_proxy_s() -> None:
    assert refusal(500, Headers(), certain=False) is None
