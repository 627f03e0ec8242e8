"""linkaudit: do documents still point at what they claim to point at, and did they ever?

The public names are loaded when they are first used, so that `import linkaudit` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linkaudit.audit import audit, scan
    from linkaudit.models import Audit, Document, Finding, Observation, Reference
    from linkaudit.settings import Config

__version__ = "0.1.0"

_HOMES = {
    "Audit": "linkaudit.models",
    "Config": "linkaudit.settings",
    "Document": "linkaudit.models",
    "Finding": "linkaudit.models",
    "Observation": "linkaudit.models",
    "Reference": "linkaudit.models",
    "audit": "linkaudit.audit",
    "scan": "linkaudit.audit",
}

__all__ = ["Audit", "Config", "Document", "Finding", "Observation", "Reference", "__version__", "audit", "scan"]


def __getattr__(name: str) -> object:
    """Load a public name from its home. Raises AttributeError for a name that is not public."""
    if name not in _HOMES:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(import_module(_HOMES[name]), name)
