"""The main text of a page as trafilatura finds it (the extra `content`)."""

from __future__ import annotations

import logging

# Nothing else imports trafilatura.
from trafilatura import extract

# What it complains of (a page without text, markup that cannot be parsed) is in its answer: there is no text.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL + 1)


def extracted(page: str) -> str:
    """Find the main text of a page, given as markup; empty if there is none."""
    return extract(page, output_format="txt", include_comments=False, include_tables=True, with_metadata=False) or ""
