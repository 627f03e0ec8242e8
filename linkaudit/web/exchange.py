"""What comes of asking for a URL: an answer, or a failure with its true cause. Both are data; neither is raised."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum, unique
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@unique
class Cause(StrEnum):
    """Why there is no answer, or none that can be used."""

    DNS_FAILURE = "dns-failure"
    """The resolver says that the name does not exist or has no address."""
    DNS_UNAVAILABLE = "dns-unavailable"
    """The resolver gave no answer (EAI_AGAIN and the like): this says nothing about the name."""
    NETWORK_UNREACHABLE = "network-unreachable"
    """This machine has no route there."""
    HOST_UNREACHABLE = "host-unreachable"
    """A router, or the local network, says that the host cannot be reached."""
    CONNECT_TIMEOUT = "connect-timeout"
    REFUSED = "refused"
    CONNECTION_CLOSED = "connection-closed"
    TLS_INVALID = "tls-invalid"
    READ_TIMEOUT = "read-timeout"
    TOTAL_TIMEOUT = "total-timeout"
    """It did answer bit by bit, but the request as a whole took too long."""
    INVALID_RESPONSE = "invalid-response"
    TRUNCATED_BODY = "truncated-body"
    HEADER_BOMB = "header-bomb"
    DECOMPRESSION_BOMB = "decompression-bomb"
    REDIRECT_LOOP = "redirect-loop"
    PROXY_UNUSABLE = "proxy-unusable"
    """The proxy itself cannot be reached, or does not know us: nothing can be asked through it."""
    PROXY_FAILED = "proxy-failed"
    """The proxy refuses, or could not look; this says nothing about the URL."""
    UNSAFE = "unsafe"
    """The guard refuses; `refusal` says why."""
    INVALID_URL = "invalid-url"
    NO_RESOURCES = "no-resources"
    """This machine ran out of open files or memory."""
    UNCLASSIFIED = "unclassified"
    """An error that nobody foresaw; it proves nothing about the URL."""


class Headers(Mapping[str, str]):
    """Header fields by name, in any case. Fields that were sent several times are joined by a comma (RFC 9110 §5.3)."""

    __slots__ = ("_fields", "raw")

    def __init__(self, fields: Iterable[tuple[str, str]] = (), raw: tuple[tuple[bytes, bytes], ...] = ()) -> None:
        """Keep the fields in the order in which they came; `raw` are the same as they came, if that is known."""
        self.raw = raw
        self._fields: dict[str, list[str]] = {}
        for name, value in fields:
            self._fields.setdefault(name.lower(), []).append(value)

    @classmethod
    def from_raw(cls, fields: Iterable[tuple[bytes, bytes]]) -> Headers:
        """Decode raw fields: UTF-8, which servers use in practice, else ISO 8859-1, which the older standards say."""
        raw = tuple(fields)
        return cls([(_decode(name), _decode(value.rstrip())) for name, value in raw], raw)

    def __getitem__(self, name: str) -> str:
        """Look a field up. Raises KeyError if it was not sent."""
        return ", ".join(self._fields[name.lower()])

    def get(self, name: str, default: Any = None) -> Any:
        """Look a field up; `default` if it was not sent, as most fields that are asked for are not."""
        values = self._fields.get(name.lower())
        return default if values is None else ", ".join(values)

    def __contains__(self, name: object) -> bool:
        """Tell whether a field was sent."""
        return isinstance(name, str) and name.lower() in self._fields

    def __iter__(self) -> Iterator[str]:
        """Go through the names, in lower case."""
        return iter(self._fields)

    def __len__(self) -> int:
        """Count the distinct names."""
        return len(self._fields)

    def all(self, name: str) -> list[str]:
        """Give every value of a field by itself, as Set-Cookie needs it."""
        return list(self._fields.get(name.lower(), ()))


def _decode(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


class Answer(Struct, frozen=True):
    """A response to one request. Redirects are answers too; they are never followed here."""

    url: str
    """What was asked for, as it was sent."""
    status: int
    headers: Headers
    body: bytes = b""
    """Decompressed, as far as it was read; empty if it was not wanted or cannot be decoded."""
    truncated: bool = False
    """Whether reading stopped on purpose, at the cap."""
    complete: bool = True
    """Whether all that was announced came; False if the connection ended in the middle of the body."""
    elapsed_ms: int = 0
    detail: str = ""
    connect_ms: int | None = None
    """Until the connection stood; None if an open one was used, or the transport does not tell."""
    first_byte_ms: int | None = None
    """Until the head of the answer had come."""
    address: str = ""
    """The address of the server that gave it; empty behind a proxy, or if the transport does not tell."""


class Failure(Struct, frozen=True):
    """No usable response to one request."""

    url: str
    cause: Cause
    detail: str = ""
    """The cause in words."""
    refusal: str = ""
    """The guard's reason if the cause is `unsafe`."""
    status: int | None = None
    """The status, if the headers came before it failed."""
    elapsed_ms: int = 0
    connect_ms: int | None = None
    """Until the connection stood, if it did; None as for an answer."""
