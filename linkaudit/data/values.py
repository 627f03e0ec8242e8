"""What the values of lists must be where they are no plain words: one of a few names, a date, a pattern."""

from __future__ import annotations

import re
from datetime import date
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from linkaudit.errors import ConfigError, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

# By the place of a value; `*` stands for names that differ, such as languages.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "archives.archive.grammar": ("stamp", "id"),
    "archives.archive.trust": ("untrusted", "dead"),
    "archives.archive.clock": ("microseconds in base 62", "seconds"),
    # The reasons of the verdict `blocked`, without those that statuses alone can have.
    "walls.wall.reason": (
        "bot-wall", "captcha", "consent", "forbidden", "legal", "login-required", "maintenance", "paywall", "throttled",
    ),
    "wrappers.wrapper.encoding": (
        "parameter", "signed", "base64", "query", "path", "enclosed", "proofpoint2", "proofpoint3", "google-news",
        "hidden",
    ),
}  # fmt: skip
_DAYS = ("archives.archive.since", "archives.archive.since_when", "archives.archive.ended", "identifiers.series.*.seen")
_DATES = ("obsolete_hosts.service.ended", "shorteners.ended.ended")
_PATTERNS = (
    "archives.archive.ids",
    "credentials.forms",
    "furniture.agency.pattern",
    "labels.*.*",
    "tracking_parameters.shapes.*",
    "url_dates.events",
)
_DATE = re.compile(r"\d{4}(?:-\d\d)?(?:-\d\d)?")


def check(added: Any, place: str) -> None:
    """Judge every value in what is added at a place. Raises ConfigError for one with which nothing could be done."""
    if isinstance(added, dict):
        for name, each in added.items():
            check(each, f"{place}.{name}")
    elif isinstance(added, list):
        for each in added:
            check(each, place)
    elif isinstance(added, str) and (expected := _lacking(added, place)):
        msg = f"`lists.{place}`: expected {expected}, got `{added}`{nearest(added, CHOICES.get(place, ()))}"
        raise ConfigError(msg)


def _lacking(text: str, place: str) -> str:
    """Say what a value should be; empty if it is."""
    if place in CHOICES and text not in CHOICES[place]:
        return f"one of {', '.join(CHOICES[place])}"
    if _is_at(place, _DAYS) and not _is_day(text):
        return "a day such as 2018-07-12"
    if _is_at(place, _DATES) and not (_DATE.fullmatch(text) and _is_day(text + "-01-01"[len(text) - 4 :])):
        return "a day, a month or a year such as 2018-07-12, 2018-07 or 2018"
    return "a regular expression" if _is_at(place, _PATTERNS) and not _is_pattern(text) else ""


def _is_at(place: str, places: tuple[str, ...]) -> bool:
    return any(fnmatchcase(place, each) for each in places)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2018-07-12")


def _is_pattern(text: str) -> bool:
    try:
        re.compile(text)
    except re.error:
        return False
    return True
