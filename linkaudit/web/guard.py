"""Which URLs and addresses may be asked at all: documents are untrusted, and must not make us knock on inner doors.

A URL is judged before it is asked, and every address that its name resolves to is judged again right before the
connection is made, so that what was judged is what is connected to (no time of check to time of use gap).
"""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING

from linkaudit.errors import ConfigError
from linkaudit.web.target import Target, parse

if TYPE_CHECKING:
    from collections.abc import Iterable

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

INVALID_URL = "invalid-url"
FORBIDDEN_SCHEME = "forbidden-scheme"
FORBIDDEN_PORT = "forbidden-port"
PRIVATE_ADDRESS = "private-address"

# "Bad ports" of the WHATWG Fetch Standard, https://fetch.spec.whatwg.org/#port-blocking (as of 2026-11-21): services
# that an HTTP request could be made to talk to by mistake, such as mail and IRC.
BAD_PORTS = frozenset(
    {0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109}
    | {110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530}
    | {531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190}
    | {5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080}
)

# What is not globally reachable: IANA IPv4 Special-Purpose Address Registry (RFC 6890), with multicast (RFC 5771) and
# the reserved rest. Written out, since `ipaddress.is_global` changed its mind between patch releases of Python.
# https://www.iana.org/assignments/iana-ipv4-special-registry (as of 2026-11-21)
_PRIVATE_V4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # shared by carriers (RFC 6598)
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local; clouds serve their secrets there
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # the former 6to4 relays (RFC 7526)
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)

# Global unicast is 2000::/3 (RFC 4291 §2.4); within it, what the IANA IPv6 Special-Purpose Address Registry sets apart.
# https://www.iana.org/assignments/iana-ipv6-special-registry (as of 2026-11-21)
_GLOBAL_V6 = IPv6Network("2000::/3")
_PRIVATE_V6 = (
    IPv6Network("2001::/23"),  # protocol assignments, Teredo among them
    IPv6Network("2001:db8::/32"),  # documentation
    IPv6Network("3fff::/20"),  # documentation (RFC 9637)
)
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052
_6TO4 = IPv6Network("2002::/16")  # RFC 3056
_6TO4_SHIFT = 80
# ISATAP (RFC 5214 §6.1): an IPv4 address behind this, in the lower half of an address of any prefix; the bit that tells
# whether it is unique in the world may be set or not.
_ISATAP = 0x0000_5EFE
_UNIQUE = 0x0200_0000
_32_BITS = 0xFFFF_FFFF

_KEPT = 4096
"""Hosts whose judgement is kept."""

# Names that mean this machine without any look-up (RFC 6761 §6.3), and the addresses they stand for.
LOCALHOST = "localhost"
LOOPBACK = (IPv4Address("127.0.0.1"), IPv6Address("::1"))


class Guard:
    """Judge URLs and addresses. What `allow_hosts` names is let through although it is private.

    An entry is a suffix (`example.org` or `*.example.org`: the name itself and all names under it), an address
    (`127.0.0.1`, `::1`) or a network (`127.0.0.0/8`). Schemes and ports are judged whatever it says.
    """

    def __init__(self, allow_hosts: Iterable[str] = ()) -> None:
        """Read the exceptions. Raises ConfigError if an entry is none of the three."""
        self._suffixes: list[str] = []
        self._networks: list[Network] = []
        for entry in allow_hosts:
            self._allow(entry)
        # Every URL, every redirect and every request comes by here, for the same hosts again and again.
        self._known_names = lru_cache(maxsize=_KEPT)(self._has_name)
        self._known_places = lru_cache(maxsize=_KEPT)(self._judge_place)

    def _allow(self, entry: str) -> None:
        text = entry.strip()
        try:
            self._networks.append(ip_network(text.strip("[]"), strict=False))
        except ValueError:
            name = text.removeprefix("*").removeprefix(".")
            target = parse(f"http://{name}/")
            if target is None or set("/:@?#*% ") & set(name) or name in {"", "."}:
                msg = f"allow-hosts: {entry!r} is no suffix (`*.test`), address (`127.0.0.1`) or network (`10.0.0.0/8`)"
                raise ConfigError(msg) from None
            literal = literal_address(target.host)
            if literal is None:
                self._suffixes.append(target.host.rstrip("."))
            else:
                self._networks.append(ip_network(literal))

    def names(self, host: str) -> bool:
        """Tell whether `allow_hosts` names this host: by a suffix, or by a network if it is a literal address."""
        return self._known_names(host)

    def _has_name(self, host: str) -> bool:
        literal = literal_address(host)
        if literal is not None:
            return self._has(_effective(literal))
        name = host.rstrip(".").lower()
        if any(name == suffix or name.endswith(f".{suffix}") for suffix in self._suffixes):
            return True
        return is_localhost(name) and any(self._has(address) for address in LOOPBACK)

    def judge_url(self, url: str) -> str | None:
        """Say why a URL must not be asked: one of the four reasons above; None if it may be.

        Names are judged only as far as names can be: what they resolve to is for `judge_address`.
        """
        target = parse(url)
        return INVALID_URL if target is None else self.judge_target(target)

    def judge_target(self, target: Target) -> str | None:
        """Judge a URL that is parsed already, as `judge_url` does."""
        return self._known_places(target.scheme, target.host, target.port)

    def _judge_place(self, scheme: str, host: str, port: int) -> str | None:
        if scheme not in {"http", "https"}:
            return FORBIDDEN_SCHEME
        if not host:
            return INVALID_URL
        if port in BAD_PORTS:
            return FORBIDDEN_PORT
        literal = literal_address(host)
        private = is_localhost(host) if literal is None else is_private(literal)
        return PRIVATE_ADDRESS if private and not self.names(host) else None

    def judge_address(self, host: str, address: str) -> str | None:
        """Say why no connection may be made to `address`, to which `host` resolves; None if one may be.

        Raises ValueError if it is no address.
        """
        parsed = ip_address(address.partition("%")[0])
        if not is_private(parsed) or self._has(_effective(parsed)) or self.names(host):
            return None
        return PRIVATE_ADDRESS

    def _has(self, address: Address) -> bool:
        return any(address in network for network in self._networks)


@lru_cache(maxsize=_KEPT)
def literal_address(host: str) -> Address | None:
    """Read a host that is an address; None for a name. Only canonical spellings come out of a parsed URL."""
    if host.startswith("["):
        return IPv6Address(host[1:-1])
    # The URL Standard makes an IPv4 address of every host whose last label is a number, or refuses it.
    if not host or not host[-1].isdigit():
        return None
    try:
        return IPv4Address(host)
    except ValueError:
        return None


def is_localhost(host: str) -> bool:
    """Tell whether a name means this machine by definition (RFC 6761 §6.3)."""
    name = host.rstrip(".").lower()
    return name == LOCALHOST or name.endswith(f".{LOCALHOST}")


def is_private(address: Address) -> bool:
    """Tell whether an address is anything but globally reachable unicast, in any wrapping."""
    address = _effective(address)
    if isinstance(address, IPv4Address):
        return any(address in network for network in _PRIVATE_V4)
    number = int(address)
    if number >> 32 & _32_BITS & ~_UNIQUE == _ISATAP and is_private(IPv4Address(number & _32_BITS)):
        return True
    return address not in _GLOBAL_V6 or any(address in network for network in _PRIVATE_V6)


def _effective(address: Address) -> Address:
    """Unwrap an IPv4 address that IPv6 carries: mapped (RFC 4291), translated (NAT64) or tunnelled (6to4)."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    number = int(address)
    if address in _NAT64:
        return IPv4Address(number & _32_BITS)
    if address in _6TO4:
        return IPv4Address(number >> _6TO4_SHIFT & _32_BITS)
    return address
