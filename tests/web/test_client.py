from __future__ import annotations

import asyncio
import contextlib
import gzip
import hashlib
import re
import socket
import subprocess
import threading
import zlib
from typing import TYPE_CHECKING

import httpx
import pytest
from websites import ONLINE, PATIENCE, Listener, Website, close, drip, hang, names, reply, settings

from linkaudit.web.client import Client, open_client, tls_context
from linkaudit.web.exchange import Answer, Cause, Failure, Headers
from linkaudit.web.guard import Guard

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytest_httpx import HTTPXMock


def ask(
    url: str,
    method: str = "GET",
    lookup: Callable[[str], list[str]] = ONLINE,
    headers: dict[str, str] | None = None,
    read_body: bool | Callable[[int, Headers], bool] = True,
    content: bytes = b"",
    **changes: object,
) -> Answer | Failure:
    web = settings(**changes)

    async def run() -> Answer | Failure:
        async with open_client(web, Guard(web.allow_hosts), lookup) as client:
            return await client.ask(method, url, headers=headers, read_body=read_body, content=content)

    return asyncio.run(run())


class _Echo(Listener):
    """Answers each request with the digest of its body, and keeps the connection."""

    def __init__(self) -> None:
        super().__init__()
        self.heads: list[str] = []

    @property
    def url(self) -> str:
        return f"http://{self.address}:{self.port}/"

    def serve(self, connection: socket.socket, number: int) -> None:
        with contextlib.suppress(OSError), connection, connection.makefile("rb") as stream:
            while head := b"".join(iter(stream.readline, b"\r\n")).decode():
                self.heads.append(head)
                length = re.search(r"Content-Length: (\d+)", head)
                body = hashlib.sha256(stream.read(int(length[1]) if length else 0)).hexdigest()
                connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode())


def answer(url: str, **options: object) -> Answer:
    outcome = ask(url, **options)  # type: ignore[arg-type] # each test gives what the option takes
    assert isinstance(outcome, Answer), outcome
    return outcome


def failure(url: str, **options: object) -> Failure:
    outcome = ask(url, **options)  # type: ignore[arg-type] # each test gives what the option takes
    assert isinstance(outcome, Failure), outcome
    return outcome


# What is sent


@pytest.mark.parametrize(
    "target",
    [
        "/a%27b%2Fc%20d+e[f]|g",
        "/100%/%zz/%C3%A9",
        "/a//b/;p=1:2@3!$&'()*,=~",
        "/?q=%27x%27&y=a+b&z=%2B%26%3D%23",
        "/?a?b=[c]&d=|e^f`{g}",
        "/%2e%2e%2fx",
        "/x?",
    ],
)
def test_the_url_goes_over_the_wire_as_it_is(site: Website, target: str) -> None:
    # Braces and backticks in a path, and quotes in a query, are percent-encoded by the URL Standard itself.
    site.on(target, reply(200, "ok"))
    answer(site.url(target))
    assert site.lines == [f"GET {target} HTTP/1.1"]


def test_fragments_and_credentials_are_not_sent(site: Website) -> None:
    site.on("/x", reply(200))
    found = answer(f"http://user:secret@127.0.0.1:{site.port}/x#part")
    assert found.url == site.url("/x")
    assert site.lines == ["GET /x HTTP/1.1"]
    assert "authorization" not in site.heads[0].lower()
    assert "secret" not in site.heads[0]


def test_the_header_says_who_asks_and_what_can_be_read(site: Website) -> None:
    site.on("/", reply(200))
    answer(site.url("/"), headers={"Cookie": "a=b"}, user_agent="tester/1", contact="web@site.test\r\nX: y")
    fields = dict(line.split(": ", 1) for line in site.heads[0].split("\r\n")[1:])
    assert fields["User-Agent"] == "tester/1 (web@site.test X: y)"
    assert fields["Accept-Encoding"] == "gzip, deflate"
    assert fields["Accept"].startswith("text/html,")
    assert fields["Host"] == f"127.0.0.1:{site.port}"
    assert fields["Cookie"] == "a=b"
    assert not {"Referer", "Authorization", "Content-Type", "X"} & set(fields)


def test_a_request_may_have_a_body() -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    with _Echo() as server:
        found = answer(server.url, method="POST", headers=form, content=b"a=1&b=2")
    assert found.body == hashlib.sha256(b"a=1&b=2").hexdigest().encode()
    fields = dict(line.split(": ", 1) for line in server.heads[0].split("\r\n")[1:] if line)
    assert (fields["Content-Length"], fields["Content-Type"]) == ("7", form["Content-Type"])


@pytest.mark.parametrize(("method", "length"), [("POST", "0"), ("GET", None)])
def test_the_length_of_no_body_is_told_where_one_is_expected(site: Website, method: str, length: str | None) -> None:
    site.on("/", reply(200))
    answer(site.url("/"), method=method)
    fields = dict(line.split(": ", 1) for line in site.heads[0].split("\r\n")[1:])
    assert fields.get("Content-Length") == length


def test_a_request_with_a_body_is_guarded_and_not_redirected(site: Website) -> None:
    site.on("/", reply(307, "", "Location: /elsewhere"))
    assert answer(site.url("/"), method="POST", content=b"x").status == 307
    assert failure("http://127.0.0.2/", method="POST", content=b"x").refusal == "private-address"
    assert len(site.heads) == 1


def test_a_large_body_is_sent_whole() -> None:
    sent = bytes(range(256)) * 8192
    with _Echo() as server:
        assert answer(server.url, method="POST", content=sent).body == hashlib.sha256(sent).hexdigest().encode()


def test_what_must_not_be_sent_twice_is_sent_over_a_connection_of_its_own() -> None:
    with _Echo() as server:

        async def run() -> list[object]:
            async with open_client(settings(), Guard(("127.0.0.1",)), ONLINE) as client:
                return [await client.ask(method, server.url, content=b"x") for method in ("GET", "GET", "POST", "POST")]

        assert all(isinstance(outcome, Answer) for outcome in asyncio.run(run()))
        assert server.connections == 3  # GET shares one


# What comes back


def test_an_answer_is_data(site: Website) -> None:
    site.on("/", reply(418, "<p>tea", "X-Thing: one", "X-Thing: two", "Set-Cookie: a=1, 2", "Set-Cookie: b=3"))
    found = answer(site.url("/"))
    assert (found.status, found.body, found.truncated, found.complete) == (418, b"<p>tea", False, True)
    assert found.headers["x-THING"] == "one, two"
    assert found.headers.all("set-cookie") == ["a=1, 2", "b=3"]
    assert found.headers.get("absent") is None
    assert 0 <= found.elapsed_ms < 2000


def test_redirects_are_answers(site: Website) -> None:
    site.on("/", reply(302, "", "Location: /caf\u00e9 x"))
    found = answer(site.url("/"))
    assert (found.status, found.headers["location"]) == (302, "/caf\u00e9 x")
    assert len(site.heads) == 1


def test_fields_are_kept_as_they_came_and_the_address_of_the_server(site: Website) -> None:
    site.on("/", reply(200, "", "X-Thing: one", "Server: S", "x-thing: two"))
    found = answer(site.url("/", host="localhost"), lookup=names(localhost="127.0.0.1"))
    assert found.headers.raw[2:5] == ((b"X-Thing", b"one"), (b"Server", b"S"), (b"x-thing", b"two"))
    assert found.address == "127.0.0.1"


def test_header_fields_in_latin_1_are_read(site: Website) -> None:
    site.on("/", b"HTTP/1.1 302 Found\r\nLocation: /caf\xe9\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    assert answer(site.url("/")).headers["location"] == "/caf\u00e9"


def test_head_has_no_body(site: Website) -> None:
    site.on("/", reply(200, "x" * 1000))
    found = answer(site.url("/"), method="HEAD")
    assert (found.status, found.body, found.headers["content-length"], found.complete) == (200, b"", "1000", True)
    assert site.methods == ["HEAD"]


@pytest.mark.parametrize(
    ("coding", "data"),
    [("gzip", gzip.compress(b"text", mtime=0)), ("deflate", zlib.compress(b"text")), ("identity", b"text")],
)
def test_bodies_are_decompressed(site: Website, coding: str, data: bytes) -> None:
    site.on("/", reply(200, data, f"Content-Encoding: {coding}"))
    assert answer(site.url("/")).body == b"text"


def test_a_body_in_an_unknown_coding_is_left_alone(site: Website) -> None:
    site.on("/", reply(200, b"xyz", "Content-Encoding: br"))
    found = answer(site.url("/"))
    assert (found.body, found.complete, found.truncated) == (b"", True, False)


def test_chunked_bodies_are_read(site: Website) -> None:
    site.on("/", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
    assert answer(site.url("/")).body == b"abcde"


def test_a_body_that_is_not_wanted_is_not_read(site: Website) -> None:
    site.on("/", drip(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n", b"x" * 1000, 0.01))
    seen: list[tuple[int, str]] = []

    def wanted(status: int, headers: Headers) -> bool:
        seen.append((status, headers["content-type"]))
        return False

    found = answer(site.url("/"), read_body=wanted)
    assert (found.status, found.body) == (200, b"")
    assert seen == [(200, "video/mp4")]


def test_a_large_body_is_cut(site: Website) -> None:
    site.on("/", reply(200, b"x" * 300_000))
    found = answer(site.url("/"), max_body=100_000)
    assert (len(found.body), found.truncated, found.complete) == (100_000, True, True)


def test_an_endless_body_is_cut(site: Website) -> None:
    site.on("/", drip(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 50_000, 0.001))
    found = answer(site.url("/"), max_body=1_000_000)
    assert (len(found.body), found.truncated) == (1_000_000, True)


def test_a_decompression_bomb_is_refused(site: Website) -> None:
    site.on("/", reply(200, gzip.compress(b"\0" * 50_000_000, mtime=0), "Content-Encoding: gzip"))
    found = failure(site.url("/"))
    assert (found.cause, found.status) == (Cause.DECOMPRESSION_BOMB, 200)


@pytest.mark.parametrize(
    "response",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nonly this",
    ],
)
def test_a_body_that_ends_too_soon_is_incomplete(site: Website, response: bytes) -> None:
    site.on("/", response)
    found = answer(site.url("/"))
    assert (found.status, found.complete) == (200, False)
    assert "bytes into the body" in found.detail


@pytest.mark.parametrize("status", [99, 199, 299, 600, 999])
def test_odd_statuses_are_passed_on(site: Website, status: int) -> None:
    site.on("/", reply(status, "x"))
    outcome = ask(site.url("/"))
    if status in {99, 199}:
        assert isinstance(outcome, Failure)
        assert outcome.cause in {Cause.INVALID_RESPONSE, Cause.CONNECTION_CLOSED}
    else:
        assert isinstance(outcome, Answer)
        assert outcome.status == status


# What goes wrong


def test_a_refused_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    found = failure(f"http://127.0.0.1:{port}/")
    assert (found.cause, found.status, found.detail) == (Cause.REFUSED, None, "connection refused")


def test_a_connection_that_is_closed_at_once(site: Website) -> None:
    site.on("/", close)
    assert failure(site.url("/")).cause is Cause.CONNECTION_CLOSED


@pytest.mark.parametrize(
    "garbage", [b"SSH-2.0-OpenSSH_9.6\r\n", b"\x15\x03\x01\x00\x02\x02\x46\r\n\r\n", b"HTTP/1.1 abc OK\r\n\r\n"]
)
def test_something_that_is_not_http(site: Website, garbage: bytes) -> None:
    site.on("/", garbage)
    found = failure(site.url("/"))
    assert found.cause is Cause.INVALID_RESPONSE
    assert found.detail.startswith("not an HTTP response: ")


def test_a_body_that_is_not_what_it_claims(site: Website) -> None:
    site.on("/", reply(200, "<p>plain", "Content-Encoding: gzip"))
    found = failure(site.url("/"))
    assert (found.cause, found.status) == (Cause.INVALID_RESPONSE, 200)


def test_a_server_that_never_answers(site: Website) -> None:
    site.on("/", hang())
    found = failure(site.url("/"), timeout=0.6)
    assert found.cause is Cause.READ_TIMEOUT
    assert 550 <= found.elapsed_ms < PATIENCE * 1000


def test_a_body_that_stops_in_the_middle(site: Website) -> None:
    def act(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc")
        hang()(connection)

    site.on("/", act)
    found = failure(site.url("/"), timeout=1.0)
    assert (found.cause, found.status) == (Cause.READ_TIMEOUT, 200)
    assert "3 bytes into the body" in found.detail


@pytest.mark.parametrize("first", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_who_drips_is_cut_off_by_the_total_time(site: Website, first: bytes) -> None:
    site.on("/", drip(first, b"x", 0.05))
    found = failure(site.url("/"), timeout=2.0, total_timeout=1.2)
    assert found.cause is Cause.TOTAL_TIMEOUT
    assert found.status == (200 if first.endswith(b"\r\n\r\n") else None)
    assert 1150 <= found.elapsed_ms < PATIENCE * 1000


@pytest.mark.parametrize(
    "fields",
    [
        b"X-Big: " + b"x" * 200_000 + b"\r\n",
        b"".join(b"X-%d: y\r\n" % number for number in range(5000)),
    ],
)
def test_header_bombs_are_refused(site: Website, fields: bytes) -> None:
    site.on("/", b"HTTP/1.1 200 OK\r\n" + fields + b"Content-Length: 0\r\n\r\n")
    assert failure(site.url("/")).cause is Cause.HEADER_BOMB


@pytest.mark.parametrize(
    "fields", [["Content-Security-Policy: " + "x" * 30_000], [f"X-{number}: y" for number in range(200)]]
)
def test_long_policies_and_many_fields_are_no_bomb(site: Website, fields: list[str]) -> None:
    site.on("/", reply(200, "ok", *fields))
    assert answer(site.url("/")).body == b"ok"


# Names and addresses


def unavailable(_: str) -> list[str]:
    raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")


def broken(_: str) -> list[str]:
    msg = "a resolver with a fault"
    raise LookupError(msg)


def empty(_: str) -> list[str]:
    return []


@pytest.mark.parametrize(
    ("lookup", "expected"),
    [
        (names(), Cause.DNS_FAILURE),
        (empty, Cause.DNS_FAILURE),
        (unavailable, Cause.DNS_UNAVAILABLE),
        (broken, Cause.UNCLASSIFIED),
    ],
)
def test_names_that_do_not_resolve(lookup: Callable[[str], list[str]], expected: Cause) -> None:
    assert failure("http://gone.test/", lookup=lookup).cause is expected


def test_a_resolver_that_takes_too_long_is_unavailable() -> None:
    def slow(_: str) -> list[str]:
        import time  # noqa: PLC0415 - for this one wait in a thread

        time.sleep(0.5)
        return ["127.0.0.1"]

    found = failure("http://slow.test/", lookup=slow, timeout=0.1)
    assert found.cause is Cause.DNS_UNAVAILABLE
    assert "within 0.1 s" in found.detail


def test_a_name_that_resolves_to_an_allowed_address_is_asked_there(site: Website) -> None:
    site.on("/", reply(200, "ok"))
    found = answer(site.url("/", host="www.site.test"), lookup=names(www__site__test="127.0.0.1"))
    assert found.body == b"ok"
    assert f"Host: www.site.test:{site.port}" in site.heads[0]


def test_a_name_that_resolves_to_a_private_address_is_refused(site: Website) -> None:
    lookup = names(inner__test="127.0.0.2 10.0.0.1 ::1")
    found = failure(site.url("/", host="inner.test"), lookup=lookup)
    assert (found.cause, found.refusal) == (Cause.UNSAFE, "private-address")
    assert found.detail == "inner.test resolves to 127.0.0.2, 10.0.0.1, ::1"
    assert site.heads == []


def test_only_the_allowed_addresses_of_a_name_are_connected_to(site: Website) -> None:
    with Website("127.0.0.2", site.port) as other:
        site.on("/", reply(200, "right"))
        other.on("/", reply(200, "wrong"))
        lookup = names(both__test="127.0.0.2 127.0.0.1")
        assert answer(site.url("/", host="both.test"), lookup=lookup).body == b"right"
        assert other.heads == []


def test_a_name_that_is_allowed_opens_all_its_addresses(site: Website) -> None:
    site.on("/", reply(200, "ok"))
    lookup = names(inner__test="127.0.0.1")
    assert answer(site.url("/", host="inner.test"), lookup=lookup, allow_hosts=("*.test",)).body == b"ok"


def test_localhost_needs_no_resolver(site: Website) -> None:
    site.on("/", reply(200, "ok"))
    assert answer(site.url("/", host="localhost"), lookup=broken).body == b"ok"


@pytest.mark.parametrize(
    ("url", "refusal"),
    [
        ("http://127.0.0.2/", "private-address"),
        ("http://[::1]/", "private-address"),
        ("http://0x7f.2/", "private-address"),
        ("http://127.0.0.1:22/", "forbidden-port"),
        ("file:///etc/passwd", "forbidden-scheme"),
    ],
)
def test_the_guard_is_asked_first(url: str, refusal: str) -> None:
    found = failure(url)
    assert (found.cause, found.refusal) == (Cause.UNSAFE, refusal)


@pytest.mark.parametrize("url", ["", "http://", "http://127.0.0.1/" + "x" * 70_000])
def test_what_is_no_url_is_not_asked(url: str) -> None:
    assert failure(url).cause is Cause.INVALID_URL


def test_names_are_resolved_without_contact() -> None:
    async def run() -> list[str]:
        web = settings()
        async with open_client(web, Guard(), names(control__test="192.0.2.1")) as client:
            return list(await client.resolve("control.test"))

    assert asyncio.run(run()) == ["192.0.2.1"]


# TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a certificate for 127.0.0.1 that vouches for itself; key and certificate in one file."""
    folder = tmp_path_factory.mktemp("tls")
    command = [
        *(
            "openssl",
            "req",
            "-x509",
            "-nodes",
            "-days",
            "2",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
        ),
        *("-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "cert.pem"),
    ]
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("openssl is not installed")
    (folder / "both.pem").write_text((folder / "cert.pem").read_text() + (folder / "key.pem").read_text())
    return folder / "both.pem"


@pytest.fixture
def tls_site(certificate: Path) -> Iterator[Website]:
    import ssl  # noqa: PLC0415 - the server's side only

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with Website("127.0.0.1", tls=context) as running, Website("127.0.0.2", running.port, context) as other:
        running.on("/", reply(200, "ok"))
        other.on("/", reply(200, "ok"))
        yield running


def test_a_certificate_that_nobody_vouches_for_is_not_valid(tls_site: Website) -> None:
    found = failure(tls_site.url("/"))
    assert found.cause is Cause.TLS_INVALID
    assert found.detail == "the certificate is not valid: self-signed certificate"
    assert tls_site.heads == []


def test_a_certificate_that_the_system_trusts_is_valid(
    tls_site: Website, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert answer(tls_site.url("/")).body == b"ok"


def test_a_certificate_for_another_host_is_not_valid(
    tls_site: Website, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    found = failure(tls_site.url("/", host="127.0.0.2"), allow_hosts=("127.0.0.0/8",))
    assert found.cause is Cause.TLS_INVALID
    assert "127.0.0.2" in found.detail


def test_a_server_without_tls_on_a_port_for_tls() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(10)
                connection.sendall(reply(400))
                hang(0.2)(connection)

        threading.Thread(target=serve, daemon=True).start()
        found = failure(f"https://127.0.0.1:{listener.getsockname()[1]}/")
    assert found.cause is Cause.TLS_INVALID
    assert "wrong version number" in found.detail


def test_certificates_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    # Even where the system has no list of its own.
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere")
    monkeypatch.setenv("SSL_CERT_DIR", "/nowhere")
    context: ssl.SSLContext = tls_context()
    assert context.check_hostname
    assert context.verify_mode.name == "CERT_REQUIRED"
    assert context.cert_store_stats()["x509_ca"] > 50


# Other transports


def mocked(url: str, **options: object) -> Answer | Failure:
    async def run() -> Answer | Failure:
        client = Client(httpx.AsyncHTTPTransport(), Guard(), settings())
        return await client.ask("GET", url, **options)  # type: ignore[arg-type] # as above

    return asyncio.run(run())


def test_httpx_s_own_transport_can_be_put_underneath(httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(status_code=201, text="made", headers={"ETag": '"1"'})
    found = mocked("https://www.site.test/x?y#z")
    assert isinstance(found, Answer)
    assert (found.status, found.body, found.headers["etag"]) == (201, b"made", '"1"')
    (request,) = httpx_mock.get_requests()
    assert str(request.url) == "https://www.site.test/x?y"


def test_a_body_goes_through_every_transport(httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(status_code=204)
    client = Client(httpx.AsyncHTTPTransport(), Guard(), settings())
    asyncio.run(client.ask("POST", "http://site.test/x", {"Content-Type": "text/plain"}, content=b"abc"))
    (request,) = httpx_mock.get_requests()
    assert (request.method, request.content, request.headers["Content-Length"]) == ("POST", b"abc", "3")
    assert request.headers["Content-Type"] == "text/plain"


def test_a_short_body_is_noticed_whatever_the_transport(httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(content=b"abc", headers={"Content-Length": "10"})
    found = mocked("https://www.site.test/")
    assert isinstance(found, Answer)
    assert (found.complete, found.detail) == (False, "3 of 10 bytes came")


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (httpx.ConnectTimeout("x"), Cause.CONNECT_TIMEOUT),
        (httpx.ReadTimeout("x"), Cause.READ_TIMEOUT),
        (httpx.ConnectError("x"), Cause.REFUSED),
        (RuntimeError("x"), Cause.UNCLASSIFIED),
    ],
)
def test_whatever_a_transport_raises_is_data(httpx_mock: HTTPXMock, error: Exception, expected: Cause) -> None:
    httpx_mock.add_exception(error)
    found = mocked("https://www.site.test/")
    assert isinstance(found, Failure)
    assert found.cause is expected


def test_cancelling_is_not_a_failure(site: Website) -> None:
    site.on("/", hang())

    async def run() -> None:
        web = settings()
        async with open_client(web, Guard(web.allow_hosts)) as client:
            task = asyncio.ensure_future(client.ask("GET", site.url("/")))
            await asyncio.sleep(0.05)
            task.cancel()
            await task

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(run())
