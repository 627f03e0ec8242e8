"""The references of a document that carry parameters, found once for all rules that look into them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.citations.parameters import Parameter, parameters
from linkaudit.citations.same import Same
from linkaudit.rules.interface import web_references

if TYPE_CHECKING:
    from linkaudit.models import Document, Reference


class Carrying(Struct, frozen=True):
    """A reference and the parameters of its URL."""

    reference: Reference
    parameters: tuple[Parameter, ...]


def carrying(document: Document) -> tuple[Carrying, ...]:
    """List the references to the web that carry parameters, in order."""
    return _carrying(Same(web_references(document)))


@lru_cache(maxsize=4)
def _carrying(references: Same[Reference]) -> tuple[Carrying, ...]:
    return tuple(
        Carrying(reference, found)
        for reference in references.values
        if "=" in reference.url and (found := parameters(reference.url))
    )
