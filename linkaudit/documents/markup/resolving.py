"""Relative links of what stands inside another format, against the address that the format gives."""

from __future__ import annotations

from urllib.parse import urljoin


def resolved(base: str, url: str) -> str:
    """Resolve a URL against the address of what it stands in.

    It stays as it is where there is no address, where it is empty or leads to a place on the same page, and where one
    of the two cannot be read.
    """
    if not base or not url or url.startswith("#"):
        return url
    try:
        return urljoin(base, url)
    except ValueError:
        return url
