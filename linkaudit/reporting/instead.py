"""What can stand in for a link, in the words of the report for archivists."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from linkaudit.archives.choose import REDIRECTS
from linkaudit.models import Result, Verdict
from linkaudit.reporting.certainty import why_no_capture
from linkaudit.reporting.escape import code, link, markdown
from linkaudit.rules.compared_texts import percent
from linkaudit.wording import counted

if TYPE_CHECKING:
    from linkaudit.models import Lookup, Memento
    from linkaudit.reporting.view import Link

_LOCAL = "file:"
_NOT = "not"


def instead(each: Link) -> str:
    """Say what can stand in for a link: a good capture of what was cited, or its new address."""
    if each.cites is not None:
        return _another(each) if each.lost or each.misses else ""
    if each.carrying is not None and each.carrying.carries == _NOT and each.capture and each.capture.memento:
        # That the page does not carry the text is said only where its capture does not, either.
        return f"nothing that is known: the {_named(each.capture.memento)} does not carry the text either"
    if each.drift is not None and each.drifted:
        # Wherever the page went: who follows it there does not find what was cited.
        return _named(each.drift.memento) + _in_common(each)
    if each.seen and each.seen.verdict is Verdict.MOVED:
        return f"its new address {link(each.seen.final_url, length=60)}"
    if each.capture is None:
        return "no capture was looked up" if each.lost else ""
    return capture(each.capture, each.cited.source)


def _another(each: Link) -> str:
    """Name the good capture next to a cited one that does not show the page, or say why there is none."""
    if each.nearby is not None:
        return f"{_named(each.nearby)}{_from_the_cited(each, each.nearby)}"
    original = each.cites.original if each.cites else ""
    if each.capture is None:
        return f"no other capture{f' of {link(original, length=60)}' if original else ''} was looked up"
    if each.capture.result is Result.FOUND:
        return "no other good capture is known"
    return capture(each.capture)


def _from_the_cited(each: Link, memento: Memento) -> str:
    """Say how far a capture lies from the one that is cited."""
    if each.moment is None:
        return ""
    days = (memento.captured_at.date() - each.moment.date()).days
    if days == 0:
        return ", of the same day as the one that is cited"
    return f", {counted(abs(days), 'day')} {'before' if days < 0 else 'after'} the one that is cited"


def capture(answer: Lookup, dated_by: str = "") -> str:
    """Write what the archives answered: the capture and its distance from the citation, or why there is none.

    `dated_by` says what the date of the citation was taken from.
    """
    if answer.memento is None:
        absent = answer.result is Result.ABSENT
        return f"{'no capture:' if absent else 'capture'} {markdown(why_no_capture(answer))}"
    redirect = "" if answer.memento.status not in REDIRECTS else ", only a redirect, which shows nothing of the page"
    return f"{_named(answer.memento)}{redirect}{_distance(answer, dated_by)}"


def _named(memento: Memento) -> str:
    """Name a capture by its day, as a link; one in a local collection by the file, which no link should open."""
    day = f"capture of {memento.captured_at:%Y-%m-%d}"
    if not memento.memento_url.startswith(_LOCAL):
        return link(memento.memento_url, day)
    file = PurePosixPath(unquote(urlsplit(memento.memento_url).path)).name
    return f"{day} in the local collection {code(file, in_cell=True)}"


def _in_common(each: Link) -> str:
    """Say how much of a capture the page still has."""
    if each.drift is None or each.drift.likeness is None:
        return ""
    return f", {percent(each.drift.likeness)} in common with the page today"


def _distance(answer: Lookup, dated_by: str) -> str:
    """Say how far a capture lies from the date of the citation."""
    days = answer.distance_days
    if days is None:
        return ", the latest" if answer.at is None else ""
    if days == 0:
        return ", of the time of the citation"
    dated = f"{answer.at}, {markdown(dated_by)}" if dated_by else f"{answer.at}"
    return f", {counted(abs(days), 'day')} {'before' if days < 0 else 'after'} the citation ({dated})"
