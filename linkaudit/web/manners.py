"""How each host is treated: what the settings say of all hosts, and what they say of this one.

`[linkaudit.web.hosts."example.org"]` is about the host and the hosts under it. What the longest suffix leaves unsaid
holds as the next shorter one says it, and at last as `[linkaudit.web]` does. A token is read from the environment, is
sent to its own host and over TLS only, and is never handed on by a redirect, since each request asks anew.
"""

from __future__ import annotations

from ipaddress import IPv6Address
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from linkaudit.errors import ConfigError
from linkaudit.web.guard import literal_address
from linkaudit.web.target import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from linkaudit.settings import Host, Web
    from linkaudit.web.target import Target


class Manner(Struct, frozen=True):
    """The settings in force for a host."""

    per_host: int
    interval: float
    timeout: float
    retries: int
    user_agent: str = ""
    """How we name ourselves to it, contact included; empty for as everywhere."""
    token: str = ""
    """The environment variable of its token; empty for none."""
    enabled: bool = True


class Manners:
    """The manners of a run."""

    def __init__(self, settings: Web, environ: Mapping[str, str]) -> None:
        """Read the settings, and the tokens from the environment. Raises ConfigError if they make no sense."""
        self._usual = Manner(settings.per_host, settings.interval, settings.timeout, settings.retries)
        self._single = dict(_manners(read_hosts(settings.hosts), self._usual, settings.contact))
        variables = {manner.token for manner in self._single.values() if manner.token}
        self._tokens = {name: _token(name, environ[name]) for name in variables if environ.get(name, "").strip()}
        self._missing = variables - self._tokens.keys()

    def notes(self, urls: Iterable[str]) -> tuple[str, ...]:
        """Say of which tokens there are none, each once, if hosts that they are for will be asked for these URLs."""
        missed: dict[str, str] = {}
        for url in urls if self._missing else ():
            target = parse(url)
            if target is not None and target.scheme == "https":
                name = self.of(target.host).token
                if name in self._missing:
                    missed.setdefault(name, target.host)
        return tuple(f"{host} is asked without a token: {name} is not set" for name, host in missed.items())

    def of(self, host: str) -> Manner:
        """Give the settings in force for a host."""
        if not self._single:
            return self._usual
        suffix = next((each for each in _suffixes(host) if each in self._single), None)
        return self._usual if suffix is None else self._single[suffix]

    def pace(self, host: str) -> tuple[int, float]:
        """Give what the pacer needs: the requests under way at once to a host, and the seconds between two starts."""
        manner = self.of(host)
        return manner.per_host, manner.interval

    def headers(self, target: Target) -> dict[str, str]:
        """Give the header fields that a request for `target` carries besides the usual.

        They may hold a token: they are for the request only, and never shown or handed on to another one.
        """
        manner = self.of(target.host)
        fields = {"User-Agent": manner.user_agent} if manner.user_agent else {}
        if manner.token in self._tokens and target.scheme == "https":
            fields["Authorization"] = f"Bearer {self._tokens[manner.token]}"
        return fields


def user_agent(name: str, contact: str) -> str:
    """Say who asks, and whom a webmaster can write to (RFC 9110 §10.1.5)."""
    text = f"{name} ({contact})" if contact else name
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def read_hosts(hosts: Mapping[str, Host]) -> dict[str, Host]:
    """Bring the names in the table of hosts into the form that they have in a parsed URL.

    A leading `*.` or `.` says nothing more, since each entry is about the hosts under it, too. Raises ConfigError for
    what is no host, and for a host that is there twice.
    """
    read: dict[str, Host] = {}
    for given, host in hosts.items():
        name = _canonical(given)
        if name is None:
            msg = f"`web.hosts`: {given!r} is no host (`example.org`, which stands for the hosts under it as well)"
            raise ConfigError(msg)
        if name in read:
            msg = f"`web.hosts`: {name!r} is there twice"
            raise ConfigError(msg)
        read[name] = host
    return read


def _canonical(given: str) -> str | None:
    """Write a name or an address as it stands in a parsed URL; None if it is neither."""
    name = given.strip().removeprefix("*").removeprefix(".").removesuffix(".")
    try:
        name = f"[{IPv6Address(name[1:-1] if name.startswith('[') and name.endswith(']') else name)}]"
    except ValueError:
        if not name or set("/:@?#*%\\[] ") & set(name):
            return None
    target = parse(f"http://{name}/")
    return None if target is None else target.host


def _manners(hosts: Mapping[str, Host], usual: Manner, contact: str) -> Iterator[tuple[str, Manner]]:
    """Work out the settings in force for each entry: the shorter suffixes first, the longer ones on top."""
    for name in hosts:
        said: dict[str, Any] = {}
        for suffix in reversed([*_suffixes(name)]):
            if suffix in hosts:
                fields = msgspec.structs.asdict(hosts[suffix])
                said.update((field, value) for field, value in fields.items() if value is not None)
        if said.get("user_agent"):
            said["user_agent"] = user_agent(said["user_agent"], contact)
        yield name, replace(usual, **said)


def _suffixes(host: str) -> Iterator[str]:
    """Go through a host and the hosts above it, the longest first. An address has none above it."""
    name = host.rstrip(".").lower()
    yield name
    if literal_address(name) is None:
        while "." in name:
            name = name.partition(".")[2]
            yield name


def _token(name: str, value: str) -> str:
    """Make sure that a token can stand in a header field. Raises ConfigError without showing it."""
    token = value.strip()
    if not token.isascii() or not token.isprintable() or " " in token:
        msg = f"{name} holds no token: there are characters in it that cannot be sent"
        raise ConfigError(msg)
    return token
