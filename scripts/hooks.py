"""The hooks for pre-commit: every format that is text, by the table of formats."""

from __future__ import annotations

import re

from linkaudit.documents.discover import NO_DOCUMENTS
from linkaudit.documents.formats import FORMATS

_HOOKS = """\
# Hooks for pre-commit (https://pre-commit.com). Made by scripts/generate.py from the table of formats.
- id: linkaudit
  name: linkaudit
  description: Links and citations, without network.
  entry: linkaudit scan
  language: python
  files: {files}
  exclude: {exclude}
  # Copies are known by their neighbours: the files of a commit are judged together.
  require_serial: true
- id: linkaudit-fix
  name: linkaudit fix
  description: Safe repairs of links, without network.
  entry: linkaudit fix
  language: python
  files: {files}
  exclude: {exclude}
  require_serial: true
"""


def yaml() -> str:
    """Write the definition of the hooks."""
    suffixes = sorted({suffix.removeprefix(".") for each in FORMATS if not each.binary for suffix in each.suffixes})
    generated = "|".join(re.escape(name) for name in sorted(NO_DOCUMENTS))
    return _HOOKS.format(files=rf"(?i)\.({'|'.join(suffixes)})$", exclude=rf"(^|/)({generated})$")
