"""Which documents hold texts that are bound to stand on several sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.citations.publishers import is_agency, outlet_at, outlet_named

if TYPE_CHECKING:
    from linkaudit.collection.claims import Claim
    from linkaudit.models import Document


def syndicated(document: Document) -> bool:
    """Tell whether a text is an agency's, or was taken over, as far as the document says so."""
    if document.syndicated or is_agency(outlet_named(document.publisher)):
        return True
    return any(each.name == "agency" for each in document.copied)


def of_agency(claim: Claim) -> bool:
    """Tell whether an original stands on the site of an agency."""
    return is_agency(outlet_at(urls.host(claim.url)))
