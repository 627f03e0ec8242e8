"""The findings that somebody has accepted, so that only new ones are shown.

A file of JSON objects, one a line and sorted, made to be kept under version control: a change of one finding is a
change of one line. Findings are known by their fingerprints, in which there are no line numbers, so that text can move.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from linkaudit.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from pathlib import Path

    from linkaudit.models import Finding


class Accepted(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A finding that was accepted."""

    path: str
    """Where it stands, relative to the configuration."""
    rule: str
    fingerprint: str
    message: str = ""
    """What it said when it was accepted: for people, nothing depends on it."""
    reason: str = ""
    """Why it was accepted, if somebody wrote it down."""

    @property
    def sort_key(self) -> tuple[str, str, str]:
        """By document, then rule."""
        return (self.path, self.rule, self.fingerprint)


Baseline = dict[str, Accepted]
"""What was accepted, by fingerprint."""


def placed(path: str, root: Path) -> str:
    """Name a document as the baseline does, from whatever folder the command runs: relative to the configuration."""
    return os.path.relpath(path, root).replace(os.sep, "/")


def read(path: Path, *, required: bool = False) -> Baseline:
    """Read a baseline; one that is not there accepts nothing, unless it is `required`. Raises ConfigError."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        if not required:
            return {}
        msg = f"{path}: there is no such baseline; `linkaudit baseline` writes it"
        raise ConfigError(msg) from None
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{path}: cannot be read: {error}"
        raise ConfigError(msg) from error
    return parse(text, str(path))


def parse(text: str, name: str = "baseline") -> Baseline:
    """Read the lines of a baseline. Raises ConfigError with the number of the line."""
    accepted: Baseline = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                entry = msgspec.json.decode(line, type=Accepted)
            except msgspec.DecodeError as error:
                msg = f"{name}:{number}: no accepted finding: {error}"
                raise ConfigError(msg) from error
            accepted[entry.fingerprint] = entry
    return accepted


def render(baseline: Baseline) -> str:
    """Write a baseline, one finding a line, sorted."""
    entries = sorted(baseline.values(), key=lambda entry: entry.sort_key)
    return "".join(f"{msgspec.json.encode(entry).decode()}\n" for entry in entries)


def renewed(
    old: Baseline,
    findings: Iterable[Finding],
    root: Path,
    *,
    judged: Collection[str],
    spoke: Collection[str],
    there: Callable[[str], bool],
    prune: bool = False,
) -> Baseline:
    """Make the baseline that holds after a scan: what was found is accepted, what is gone is taken out.

    `judged` are the documents that were read, named as here, `spoke` the rules that were asked, and `there` tells
    whether a document still exists: what was not looked at stays accepted. With `prune` nothing new is accepted.
    """
    found = {
        finding.fingerprint: Accepted(
            placed(finding.location.path, root), finding.rule, finding.fingerprint, finding.message
        )
        for finding in findings
    }
    kept = {
        key: entry
        for key, entry in old.items()
        if key in found or (there(entry.path) and (entry.path not in judged or entry.rule not in spoke))
    }
    return kept if prune else {**found, **kept}
