"""The table of formats for people; `docs/formats.md` is made of it."""

from __future__ import annotations

from importlib import import_module

from linkaudit.documents.formats import DISTRIBUTION, FORMATS, Format

_HEAD = f"""\
# Formats

Made from the readers themselves by `scripts/generate.py`; change their docstrings instead.

The suffix announces the format, and what the file begins with may correct it; `--format` overrides both. A format with
an extra needs `pip install '{DISTRIBUTION}[extra]'`; without it, its files are listed as skipped.

| Format | Suffixes | Extra |
|---|---|---|
"""


def markdown() -> str:
    """Write the page of the formats: an overview, then what each reader says of itself."""
    return _HEAD + "".join(map(_row, FORMATS)) + "".join(map(_section, FORMATS))


def _row(each: Format) -> str:
    suffixes = " ".join(f"`{suffix}`" for suffix in each.suffixes) or "by what it begins with"
    return f"| [`{each.name}`](#{each.name}) | {suffixes} | {each.extra} |\n"


def _section(each: Format) -> str:
    return f"\n## {each.name}\n\n{(import_module(each.module).__doc__ or '').strip()}\n"
