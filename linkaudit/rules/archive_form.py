"""The rule on how the URL of a capture is written: forms that ask the archive for something else than one capture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from linkaudit.citations import urls
from linkaudit.citations.archive_urls import archive_at, names_by_identifier
from linkaudit.models import Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.archive_captures import SHORT_STAMPS, captures, is_cited, moment_of
from linkaudit.rules.interface import Context, Remark, as_written, replacement, rule, value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from linkaudit.models import Document
    from linkaudit.rules.archive_captures import Capture

# What most captures look like and nothing is wrong with.
_SOUND = Pattern(r"https?://web\.archive\.org/web/\d{14}(?:[a-z]{2}_)?/https?://(?!h?ttps?[:%])[^/]")
_SAVE = Pattern(r"(?i)^https?://[^/]+/save/")
_DOUBLED = Pattern(r"(?i)^(https?://[^/]+)/web/(?:web/)+")
# `//web.archive.org/20180712000000/…`: the form of the first years.
_OLD_PATH = Pattern(r"(?i)^(https?://web\.archive\.org)/(?=\d{4,14}(?:[a-z]{2}_)?/)")
_OLD_PATH_WITH_FLAG = Pattern(r"(?i)^https?://web\.archive\.org/\d{4,14}[a-z]{2}_/")
# What stands before the original: host, collection, stamp with its flag.
_BEFORE = r"(?i)^(?P<before>https?://[^/]+/(?:[^/?#]+/){0,4}?(?:\d{4}\.\d\d\.\d\d-\d{6}|\d{4,14})(?:[a-z]{2}_)?/)"
_NO_SCHEME = Pattern(rf"{_BEFORE}(?=[\w-]+(?:\.[\w-]+)+(?:[:/?#]|$))")
_SLASHES = Pattern(rf"{_BEFORE}(?P<scheme>https?|ftp):(?:/|///+)(?=[^/])")
_ENCODED = Pattern(rf"{_BEFORE}(?P<scheme>https?|ftp)(?:%3A)(?P<rest>(?:%2F|/){{1,3}}.+)")
_TWO_SCHEMES = Pattern(rf"{_BEFORE}https?:/{{1,3}}(?:h?ttps?(?::|%3A)/{{1,3}})+")
_FLAG = Pattern(r"(?:[a-z]{2}_)?")
_ONE_CAPTURE = "so that no capture is named"


class _Fault(Struct, frozen=True):
    """What is wrong with the form of a URL."""

    what: str
    url: str = ""
    """How it is written without the fault; empty if that cannot be told."""
    safe: bool = True
    """Whether the same capture is meant then."""
    mild: bool = False
    """Whether the archive understands it all the same, or it may be meant so in running text."""


@rule(Severity.WARNING)
def archive_form(document: Document, context: Context) -> Iterator[Remark]:
    """Flag the URL of a capture in a form that does not name one capture, or that archives have given up.

    ## What it finds
    In URLs of the known archives that name captures by a stamp:

    - `/save/`, which makes a new capture each time it is opened; the calendar of a page (`*`); the latest capture (no
      stamp at all); a short stamp that asks for "about then". In running text, where readers may be sent to look for
      themselves, calendars and the like are only worth knowing;
    - old hosts of the Internet Archive (`wayback.archive.org`, `web-beta.`, `replay.`, `liveweb.`), and its old path
      without `/web/`, which takes no flag such as `id_`;
    - an original without its scheme, with one slash or three behind it, with two schemes, or encoded
      (`http%3A%2F%2F`); `/web/web/`; a flag that is none.

    What can be written as the archive writes it, and means the same capture, has a safe repair.

    ## Why it matters
    A citation needs one capture that stays the same. Other forms show each reader another page, or ask the archive for
    work; addresses at old hosts depend on its forwarding them, which it has stopped to do for some.

    ## Example
    ```markdown
    [Archived](http://wayback.archive.org/web/20180712000000/https://gazette.example/cut) on 12 July 2018
    ```
    ```markdown
    [Archived](https://web.archive.org/save/https://gazette.example/cut) on 12 July 2018
    ```

    ## Instead
    ```markdown
    [Archived](https://web.archive.org/web/20180712000000/https://gazette.example/cut) on 12 July 2018
    ```

    ## References
    - [Errors of archive-url in citation templates](https://en.wikipedia.org/wiki/Help:CS1_errors#archive_url)
    """
    del context
    for capture in captures(document):
        if _SOUND.match(capture.reference.url):
            continue
        known = archive_at(urls.host(capture.reference.url))
        if known is None or known["grammar"] != "stamp" or known.get("trust") == "dead":
            continue
        faults, repaired = _faults(capture, known)
        if faults:
            yield _remark(document, capture, faults, repaired)


def _remark(document: Document, capture: Capture, faults: list[_Fault], repaired: str) -> Remark:
    reference = capture.reference
    mild = all(fault.mild for fault in faults) and not is_cited(document, reference)
    safe = all(fault.safe for fault in faults if fault.url)
    evidence = [as_written(reference), value("archive", capture.archived.archive)]
    if repaired:
        evidence.append(value("as the archive writes it" if safe else "perhaps meant", repaired))
    return Remark(
        "; ".join(fault.what for fault in faults),
        reference.location,
        urls.canonical(reference.url),
        tuple(evidence),
        fixes=replacement(reference, reference.url, repaired, "write it as the archive does", safe=safe)
        if repaired
        else (),
        severity=Severity.INFO if mild else Severity.WARNING,
    )


def _faults(capture: Capture, known: dict[str, Any]) -> tuple[list[_Fault], str]:
    """Find what is wrong with a URL, and how it is written then; empty if it would still not name a capture."""
    url, found = capture.reference.url, []
    for check in _CHECKS:
        fault = check(url, known)
        if fault:
            found.append(fault)
            url = fault.url or url
    asked = _saving(capture) or _asked(capture, known)
    if asked:
        return [*found, asked], ""
    sound = all(fault.url for fault in found) and not any(check(url, known) for check in _CHECKS)
    return found, url if sound and _stamp(url) == capture.archived.stamp else ""


def _stamp(url: str) -> str:
    """Read the stamp of a URL that was repaired, which must be the one that it had."""
    archived = urls.archive_url(url)
    return archived.stamp if archived else ""


def _saving(capture: Capture) -> _Fault | None:
    """Tell whether a URL orders a capture."""
    saving = "/save/" in capture.reference.url and _SAVE.match(capture.reference.url)
    return _Fault("`/save/` makes a new capture whenever it is opened") if saving else None


def _asked(capture: Capture, known: dict[str, Any]) -> _Fault | None:
    """Tell whether a URL asks for some capture instead of naming one."""
    stamp = capture.archived.stamp
    if not stamp:
        if names_by_identifier(capture.reference.url, known):
            return None
        return _Fault("it has no stamp and leads to the latest capture", mild=True)
    if stamp.endswith("*"):
        return _Fault(f"`{stamp}` leads to the calendar of captures, {_ONE_CAPTURE}", mild=True)
    if len(stamp) in SHORT_STAMPS or len(stamp) < min(SHORT_STAMPS):
        return _Fault(f"the stamp {stamp} only asks for a capture about then, {_ONE_CAPTURE}", mild=True)
    flag = capture.archived.flag
    if not _FLAG.fullmatch(flag) and moment_of(stamp):
        return _Fault(f"`{flag}` behind the stamp is no flag of two letters and `_`")
    return None


def _old_host(url: str, known: dict[str, Any]) -> _Fault | None:
    host = urls.host(url).removeprefix("www.")
    if host not in known.get("old_hosts", ()):
        return None
    behind = url.partition("//")[2].partition("/")[2]
    new = str(known["current"]) + (behind.removeprefix("web/") if behind.startswith("web/") else behind)
    return _Fault(f"{host} is an old host of the archive", new)


def _doubled(url: str, known: dict[str, Any]) -> _Fault | None:
    del known
    found = _DOUBLED.match(url) if "/web/web/" in url.lower() else None
    return _Fault("`/web/` stands there twice", f"{found[1]}/web/{url[found.end() :]}") if found else None


def _old_path(url: str, known: dict[str, Any]) -> _Fault | None:
    del known
    found = _OLD_PATH.match(url)
    if found is None:
        return None
    flagged = _OLD_PATH_WITH_FLAG.match(url) is not None
    what = "a flag stands in the old form of the address" if flagged else "it is the old form of the address"
    return _Fault(f"{what}, without `/web/`", f"{found[1]}/web/{url[found.end() :]}", mild=not flagged)


def _no_scheme(url: str, known: dict[str, Any]) -> _Fault | None:
    del known
    found = _NO_SCHEME.match(url)
    if found is None:
        return None
    return _Fault("the original lacks its scheme", f"{found['before']}http://{url[found.end() :]}")


def _slashes(url: str, known: dict[str, Any]) -> _Fault | None:
    del known
    found = _SLASHES.match(url)
    if found is None:
        return None
    new = f"{found['before']}{found['scheme']}://{url[found.end() :]}"
    count = url[found.end("scheme") + 1 : found.end()].count("/")
    return _Fault(f"the original has {count} {'slash' if count == 1 else 'slashes'} behind its scheme", new)


def _encoded(url: str, known: dict[str, Any]) -> _Fault | None:
    del known
    found = _ENCODED.match(url) if "%3a" in url.lower() else None
    return (
        _Fault("the scheme of the original is encoded", _decoded(found["before"], url), safe=False) if found else None
    )


def _decoded(before: str, url: str) -> str:
    """Write the original plainly that stands encoded in the URL of its capture."""
    archived = urls.archive_url(url)
    original = archived.original if archived else ""
    return before + original if original and not any(sign in original for sign in ' #%<>"') else ""


def _two_schemes(url: str, known: dict[str, Any]) -> _Fault | None:
    del known
    found = _TWO_SCHEMES.match(url)
    if found is None:
        return None
    return _Fault("the original has two schemes", f"{found['before']}http://{url[found.end() :]}", safe=False)


_CHECKS: tuple[Callable[[str, dict[str, Any]], _Fault | None], ...] = (
    _old_host, _doubled, _old_path, _two_schemes, _slashes, _encoded, _no_scheme,
)  # fmt: skip
