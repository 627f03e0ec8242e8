"""Certificates of every kind, chosen by the name that a client asks for."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import trustme

if TYPE_CHECKING:
    from pathlib import Path

LONG_AGO = datetime.now(UTC) - timedelta(days=800)
SOON = timedelta(days=90)


class Certificates:
    """An authority of our own, and one that nobody trusts."""

    def __init__(self) -> None:
        self._authority = trustme.CA()
        self._stranger = trustme.CA()
        self._contexts: dict[str, ssl.SSLContext] = {}
        self.context = _server_context()
        self.context.sni_callback = self._choose
        self._authority.issue_cert("unnamed.test").configure_cert(self.context)

    def write(self, path: Path) -> None:
        """Write what a client must trust."""
        self._authority.cert_pem.write_to_path(str(path))

    def _choose(self, connection: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> int | None:
        """Take the certificate that the name of the host speaks of; `unwelcome` hosts close the connection."""
        if not name:
            return None
        if name.startswith("unwelcome"):
            return ssl.ALERT_DESCRIPTION_HANDSHAKE_FAILURE
        if name not in self._contexts:
            context = self._contexts[name] = _server_context()
            self._issue(name).configure_cert(context)
        connection.context = self._contexts[name]
        return None

    def _issue(self, name: str) -> trustme.LeafCert:
        if name.startswith("expired"):
            return self._authority.issue_cert(name, not_before=LONG_AGO, not_after=LONG_AGO + SOON)
        if name.startswith("wrong-host"):
            return self._authority.issue_cert("another-customer.test", "*.hosting.test")
        if name.startswith("self-signed"):
            return self._stranger.issue_cert(name)
        if name.endswith(".wildcard-certificate.test"):
            return self._authority.issue_cert("*.wildcard-certificate.test")
        return self._authority.issue_cert(name)


def _server_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_alpn_protocols(["http/1.1"])
    return context
