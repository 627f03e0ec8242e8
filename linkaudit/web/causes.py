"""The true cause of a failed request, as the transport says it, or dug out of what a library wrapped it in.

httpx names the kind of call that failed rather than what went wrong. The original error is still there, behind
`__cause__`. Its classes are recognised by their names, so that this module does not need it.
"""

from __future__ import annotations

import errno
import socket
import ssl
from typing import TYPE_CHECKING

from linkaudit.web.exchange import Cause

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class TransportError(Exception):
    """A transport says itself what went wrong."""

    def __init__(self, cause: Cause, detail: str = "") -> None:
        """Name the cause; `detail` puts it in words, or adds to the usual ones."""
        super().__init__(detail)
        self.cause = cause
        self.detail = detail


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

# Errors of httpx 0.28 by the name of their class, the specific before their bases.
_NAMES = {
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

# The message by which one class of httpx speaks of another cause: the connection ended before the response.
_DISCONNECTED = "disconnected without sending a response"

_WORDS = {
    Cause.DNS_FAILURE: "the resolver says that there is no such name",
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
    """Give the cause of an error, its words, and the guard's reason if it was the guard.

    What a transport says itself comes first, then the innermost error.
    """
    chain = list(_chain(error))
    own = [each for each in chain if isinstance(each, TransportError)]
    for each in (*own, *reversed(chain)):
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
    if isinstance(error, TransportError):
        return error.cause
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
    return _by_name(error)


def _by_name(error: BaseException) -> Cause | None:
    """Look an error of a library up."""
    names = {base.__name__ for base in type(error).__mro__}
    cause = next((cause for name, cause in _NAMES.items() if name in names), None)
    return Cause.CONNECTION_CLOSED if cause is Cause.INVALID_RESPONSE and _DISCONNECTED in str(error) else cause


def most_telling(errors: Sequence[Exception]) -> Exception:
    """Choose among the errors of several addresses of one host.

    That this machine has no route to one of them (IPv6, mostly) is the least telling.
    """
    return next((each for each in errors if _cause(each) is not Cause.NETWORK_UNREACHABLE), errors[0])


def _words(cause: Cause, error: BaseException) -> str:
    own = error.detail if isinstance(error, TransportError) and cause is not Cause.INVALID_RESPONSE else ""
    if own or cause in _WORDS:
        return own or _WORDS[cause]
    if cause is Cause.DNS_UNAVAILABLE:
        return f"the resolver gave no answer: {error.args[-1]}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the certificate is not valid: {error.verify_message}"
    if isinstance(error, ssl.SSLError):
        reason = getattr(error, "reason", "") or str(error)  # errors that were not made by OpenSSL itself have none
        return f"no TLS connection: {reason.replace('_', ' ').lower()}"
    text = " ".join(str(error).split())
    return f"not an HTTP response: {text}" if cause is Cause.INVALID_RESPONSE else text
