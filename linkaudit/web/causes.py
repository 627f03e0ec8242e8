"""The true cause of a failed request, dug out of whatever the HTTP libraries wrapped it in.

httpx-aiohttp reports every connection error as a time-out of the connection (0.2.0), and httpx names the kind of call
that failed rather than what went wrong. The original error is still there, behind `__cause__`. Libraries are
recognised by the names of their classes, so that this module needs none of them.
"""

from __future__ import annotations

import errno
import re
import socket
import ssl
from typing import TYPE_CHECKING

from linkaudit.web.exchange import Cause

if TYPE_CHECKING:
    from collections.abc import Iterator


class RefusedAddressError(OSError):
    """The guard refuses every address of a name. An OSError, since that is what resolvers may raise."""

    def __init__(self, refusal: str, detail: str) -> None:
        """Keep the guard's reason and the addresses in words."""
        super().__init__(detail)
        self.refusal = refusal


# EAI_NONAME and EAI_NODATA are the only errors of getaddrinfo that speak of the name; the rest (no answer, SERVFAIL,
# memory, limits) speak of the resolver. EAI_NODATA is missing on some systems.
_NO_SUCH_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}

_ERRNO = {
    errno.ECONNREFUSED: Cause.REFUSED,
    errno.ENETUNREACH: Cause.NETWORK_UNREACHABLE,
    errno.ENETDOWN: Cause.NETWORK_UNREACHABLE,
    errno.EADDRNOTAVAIL: Cause.NETWORK_UNREACHABLE,
    errno.EAFNOSUPPORT: Cause.NETWORK_UNREACHABLE,
    errno.EHOSTUNREACH: Cause.HOST_UNREACHABLE,
    errno.EHOSTDOWN: Cause.HOST_UNREACHABLE,
    errno.ETIMEDOUT: Cause.CONNECT_TIMEOUT,
    errno.ECONNRESET: Cause.CONNECTION_CLOSED,
    errno.ECONNABORTED: Cause.CONNECTION_CLOSED,
    errno.EPIPE: Cause.CONNECTION_CLOSED,
    errno.EMFILE: Cause.NO_RESOURCES,
    errno.ENFILE: Cause.NO_RESOURCES,
    errno.ENOBUFS: Cause.NO_RESOURCES,
    errno.ENOMEM: Cause.NO_RESOURCES,
}

# Errors by the name of their class, the specific before their bases: aiohttp 3.14 first, then httpx 0.28.
_NAMES = {
    "LineTooLong": Cause.HEADER_BOMB,
    "ServerDisconnectedError": Cause.CONNECTION_CLOSED,
    "ConnectionTimeoutError": Cause.CONNECT_TIMEOUT,
    "SocketTimeoutError": Cause.READ_TIMEOUT,
    "ContentLengthError": Cause.TRUNCATED_BODY,
    "TransferEncodingError": Cause.TRUNCATED_BODY,
    "BadHttpMessage": Cause.INVALID_RESPONSE,
    "ClientResponseError": Cause.INVALID_RESPONSE,
    "ClientPayloadError": Cause.TRUNCATED_BODY,
    "InvalidURL": Cause.INVALID_URL,
    "UnsupportedProtocol": Cause.INVALID_URL,
    "ConnectTimeout": Cause.CONNECT_TIMEOUT,
    "PoolTimeout": Cause.CONNECT_TIMEOUT,
    "ReadTimeout": Cause.READ_TIMEOUT,
    "WriteTimeout": Cause.READ_TIMEOUT,
    "RemoteProtocolError": Cause.INVALID_RESPONSE,
    "ConnectError": Cause.REFUSED,
    "NetworkError": Cause.CONNECTION_CLOSED,
}

# The messages by which one class speaks of two causes: aiohttp's parsers on too many header fields, and httpcore on a
# connection that ended before the response.
_TOO_MANY_HEADERS = "Too many"
_DISCONNECTED = "disconnected without sending a response"

_WORDS = {
    Cause.REFUSED: "connection refused",
    Cause.NETWORK_UNREACHABLE: "this machine has no route to the host",
    Cause.HOST_UNREACHABLE: "the network reports that the host cannot be reached",
    Cause.CONNECT_TIMEOUT: "no connection in time",
    Cause.CONNECTION_CLOSED: "the server closed the connection without an answer",
    Cause.NO_RESOURCES: "this machine cannot open more connections; raise its limits or lower the concurrency",
    Cause.READ_TIMEOUT: "connected, but no answer in time",
    Cause.HEADER_BOMB: "header fields larger or more numerous than any browser accepts",
    Cause.TRUNCATED_BODY: "the connection ended before the announced end of the body",
}


def find_cause(error: BaseException) -> tuple[Cause, str, str]:
    """Give the cause of an error, its words, and the guard's reason if it was the guard; innermost errors first."""
    chain = list(_chain(error))
    for each in reversed(chain):
        cause = _cause(each)
        if cause is not None:
            refusal = each.refusal if isinstance(each, RefusedAddressError) else ""
            return cause, _words(cause, each), refusal
    innermost = chain[-1]
    return Cause.UNCLASSIFIED, f"{type(innermost).__name__}: {innermost}", ""


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Go from an error to what caused it, and on."""
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)


def _cause(error: BaseException) -> Cause | None:
    """Name the cause that one error of a chain speaks of; None if it only wraps another."""
    if isinstance(error, RefusedAddressError):
        return Cause.UNSAFE
    if isinstance(error, socket.gaierror):
        return Cause.DNS_FAILURE if error.errno in _NO_SUCH_NAME else Cause.DNS_UNAVAILABLE
    if isinstance(error, ssl.SSLError):
        # The end of the connection in the middle of the handshake is no statement about the certificate.
        closed = isinstance(error, (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLSyscallError))
        return Cause.CONNECTION_CLOSED if closed else Cause.TLS_INVALID
    if isinstance(error, OSError) and error.errno in _ERRNO:
        return _ERRNO[error.errno]
    cause = _by_name(error)
    return _of_several(str(error)) if cause is None and isinstance(error, OSError) else cause


def _by_name(error: BaseException) -> Cause | None:
    """Look an error of one of the libraries up."""
    names = {base.__name__ for base in type(error).__mro__}
    cause = next((cause for name, cause in _NAMES.items() if name in names), None)
    if cause is Cause.INVALID_RESPONSE:
        message = str(error)
        if _TOO_MANY_HEADERS in message:
            return Cause.HEADER_BOMB
        if _DISCONNECTED in message:
            return Cause.CONNECTION_CLOSED
    return cause


def _of_several(message: str) -> Cause | None:
    """Choose among the causes of several addresses that failed in different ways; only the message has their numbers.

    That this machine has no route to one of them (IPv6, mostly) is the least telling.
    """
    causes = [_ERRNO[int(number)] for number in re.findall(r"\[Errno (\d+)\]", message) if int(number) in _ERRNO]
    telling = [cause for cause in causes if cause is not Cause.NETWORK_UNREACHABLE]
    return (telling or causes or [None])[0]


def _words(cause: Cause, error: BaseException) -> str:
    if cause in _WORDS:
        return _WORDS[cause]
    if cause is Cause.DNS_FAILURE:
        return "the resolver says that there is no such name"
    if cause is Cause.DNS_UNAVAILABLE:
        return f"the resolver gave no answer: {error.args[-1]}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the certificate is not valid: {error.verify_message}"
    if isinstance(error, ssl.SSLError):
        reason = getattr(error, "reason", "") or str(error)  # errors that were not made by OpenSSL itself have none
        return f"no TLS connection: {reason.replace('_', ' ').lower()}"
    text = " ".join(str(error).split())
    return f"not an HTTP response: {text}" if cause is Cause.INVALID_RESPONSE else text
