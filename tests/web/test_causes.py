from __future__ import annotations

import errno
import socket
import ssl

import httpx
import pytest

from linkaudit.web.causes import RefusedAddressError, TransportError, find_cause, most_telling
from linkaudit.web.exchange import Cause


def wrapped(*errors: BaseException) -> BaseException:
    """Raise each error from the one before it, as libraries do."""
    current: BaseException | None = None
    for error in errors:
        error.__cause__ = current
        current = error
    assert current is not None
    return current


def connect_timeout() -> httpx.ConnectTimeout:
    return httpx.ConnectTimeout("what some transports call every connection error")


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), Cause.DNS_FAILURE),
        (socket.gaierror(socket.EAI_NODATA, "No address"), Cause.DNS_FAILURE),
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure"), Cause.DNS_UNAVAILABLE),
        (socket.gaierror(socket.EAI_FAIL, "Non-recoverable failure"), Cause.DNS_UNAVAILABLE),
        (ConnectionRefusedError(errno.ECONNREFUSED, "refused"), Cause.REFUSED),
        (OSError(errno.ENETUNREACH, "unreachable"), Cause.NETWORK_UNREACHABLE),
        (OSError(errno.EHOSTUNREACH, "no route"), Cause.HOST_UNREACHABLE),
        (TimeoutError(errno.ETIMEDOUT, "timed out"), Cause.CONNECT_TIMEOUT),
        (ConnectionResetError(errno.ECONNRESET, "reset"), Cause.CONNECTION_CLOSED),
        (BrokenPipeError(errno.EPIPE, "broken"), Cause.CONNECTION_CLOSED),
        (OSError(errno.EMFILE, "Too many open files"), Cause.NO_RESOURCES),
        (ssl.SSLError(1, "[SSL: WRONG_VERSION_NUMBER] wrong version number"), Cause.TLS_INVALID),
        (ssl.SSLEOFError(8, "EOF occurred in violation of protocol"), Cause.CONNECTION_CLOSED),
        (RefusedAddressError("private-address", "10.0.0.1"), Cause.UNSAFE),
        (TransportError(Cause.HEADER_BOMB), Cause.HEADER_BOMB),
    ],
)
def test_the_true_cause_is_found_behind_what_libraries_make_of_it(error: BaseException, expected: Cause) -> None:
    assert find_cause(error)[0] is expected
    assert find_cause(wrapped(error, RuntimeError("of a library"), connect_timeout()))[0] is expected


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (httpx.ConnectTimeout(""), Cause.CONNECT_TIMEOUT),
        (httpx.ReadTimeout(""), Cause.READ_TIMEOUT),
        (httpx.ConnectError("All connection attempts failed"), Cause.REFUSED),
        (httpx.ReadError(""), Cause.CONNECTION_CLOSED),
        (httpx.RemoteProtocolError("Server disconnected without sending a response."), Cause.CONNECTION_CLOSED),
        (httpx.RemoteProtocolError("illegal status line"), Cause.INVALID_RESPONSE),
        (httpx.UnsupportedProtocol(""), Cause.INVALID_URL),
        (httpx.InvalidURL("too long"), Cause.INVALID_URL),
    ],
)
def test_httpx_is_understood_without_a_cause_behind_it(error: Exception, expected: Cause) -> None:
    assert find_cause(error)[0] is expected


def test_what_a_transport_says_itself_comes_before_what_caused_it() -> None:
    inner = ConnectionRefusedError(errno.ECONNREFUSED, "refused")
    error = wrapped(inner, TransportError(Cause.PROXY_FAILED, "the proxy is down"))
    assert find_cause(error) == (Cause.PROXY_FAILED, "the proxy is down", "")


def test_of_several_addresses_the_one_without_route_tells_least() -> None:
    refused, no_route = OSError(errno.ECONNREFUSED, "refused"), OSError(errno.ENETUNREACH, "no route")
    assert most_telling([no_route, refused]) is refused
    assert most_telling([no_route]) is no_route


def test_what_nobody_foresaw_is_said_to_be_so() -> None:
    cause, words, refusal = find_cause(wrapped(KeyError("x"), RuntimeError("outer")))
    assert (cause, words, refusal) == (Cause.UNCLASSIFIED, "KeyError: 'x'", "")


def test_suppressed_contexts_are_not_looked_at() -> None:
    error = RuntimeError("outer")
    error.__context__ = ConnectionRefusedError(errno.ECONNREFUSED, "refused")
    assert find_cause(error)[0] is Cause.REFUSED
    error.__suppress_context__ = True
    assert find_cause(error)[0] is Cause.UNCLASSIFIED


def test_the_guard_s_reason_is_carried_along() -> None:
    error = wrapped(RefusedAddressError("private-address", "h resolves to 10.0.0.1"), connect_timeout())
    assert find_cause(error) == (Cause.UNSAFE, "h resolves to 10.0.0.1", "private-address")


def test_the_causes_are_put_in_words() -> None:
    assert "no such name" in find_cause(socket.gaierror(socket.EAI_NONAME, "x"))[1]
    assert find_cause(socket.gaierror(socket.EAI_AGAIN, "timed out"))[1] == "the resolver gave no answer: timed out"
    tls = ssl.SSLError(1, "x")
    tls.reason = "WRONG_VERSION_NUMBER"
    assert find_cause(tls)[1] == "no TLS connection: wrong version number"
    certificate = ssl.SSLCertVerificationError(1, "x")
    certificate.verify_message = "certificate has expired"
    assert find_cause(certificate)[1] == "the certificate is not valid: certificate has expired"
