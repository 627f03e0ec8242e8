"""What waybackpy knows of the Wayback Machine: the questions to its index and its saving, and what the answers say.

The only module that imports it, when it is needed first: it brings requests and urllib3, a tenth of a second that most
runs need not pay. Its transports are never used: they have no time-outs, cannot be cancelled, know nothing of courtesy
or the guard, and take a refusal for "never archived".
"""

from __future__ import annotations

import warnings
from functools import cache
from typing import TYPE_CHECKING, Any

from linkaudit.archives.notation import moment_of

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from datetime import datetime

_THEIRS = "web.archive.org"


@cache
def cdx_query() -> type[Any]:
    """Make waybackpy's CDX query do what it does well: build and check a query, and parse the answer."""
    from waybackpy.cdx_api import WaybackMachineCDXServerAPI  # noqa: PLC0415 - see above
    from waybackpy.cdx_utils import full_url  # noqa: PLC0415 - see above

    class CDXQuery(WaybackMachineCDXServerAPI):
        """A query without a transport."""

        text = ""

        def address(self, endpoint: str) -> str:
            """Give the URL to be asked."""
            payload: dict[str, str] = {}
            self.add_payload(payload)
            return full_url(endpoint, {**payload, "limit": str(self.limit)})

        def parse(self, text: str) -> Generator[Any, None, None]:
            """Read rows of seven columns."""
            self.text = text
            return self.snapshots()

        def cdx_api_manager(
            self,
            payload: dict[str, str],  # noqa: ARG002 - waybackpy's signature
            headers: dict[str, str],  # noqa: ARG002 - waybackpy's signature
        ) -> Generator[str, None, None]:
            """Hand over the text that was fetched, where waybackpy would fetch it itself."""
            yield self.text

    return CDXQuery


def save_url(base: str, target: str) -> str:
    """Address the request to have a page captured."""
    url: str = _query(target).request_url
    return base + url.removeprefix(f"https://{_THEIRS}")


def saved_at(base: str, target: str, headers: Mapping[str, str], url: str) -> datetime | None:
    """Read the moment of the capture out of an answer, or of the address to which it led; None if it tells none."""
    query = _query(target)
    host = base.partition("//")[2]
    # It knows one archive, and reads header fields as text.
    query.headers = "".join(f"{name.title()}: {value}\n" for name, value in headers.items()).replace(host, _THEIRS)
    query.response_url = url.replace(host, _THEIRS)
    place: str | None = query.archive_url_parser()
    return moment_of(place.partition("/web/")[2][:14]) if place else None


def _query(target: str) -> Any:
    from waybackpy.save_api import WaybackMachineSaveAPI  # noqa: PLC0415 - see above

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # datetime.utcnow
        return WaybackMachineSaveAPI(target, max_tries=1)
