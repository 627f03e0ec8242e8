"""What `doctor` found, as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from linkaudit.citations.masking import masked
from linkaudit.reporting.escape import terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.archives.examination import Asked, Examined
    from linkaudit.diagnosis import Diagnosis, Extra


def lines(found: Diagnosis) -> Iterator[str]:
    """Write it line by line."""
    program = found.program
    yield f"linkaudit {program.version}, Python {program.python}, {program.platform}"
    yield f"settings  {terminal(found.configuration) or 'no file: each is at its default'}"
    for name, place in (("state", found.state), ("courtesy", found.courtesy)):
        yield f"{name:9} {terminal(place.path)}: {terminal(place.state)}"
    yield f"extras    {'; '.join(map(_extra, found.extras)) or 'not known: linkaudit is not installed as a package'}"
    yield f"archives  {', '.join(terminal(masked(service)) for service in found.services) or 'none'}"
    for examined in found.archives:
        yield from _archive(examined)


def as_json(found: Diagnosis) -> str:
    """Write it as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(_masked(msgspec.to_builtins(found))), indent=2).decode()


def _masked(value: Any) -> Any:
    """Mask what is secret in all addresses of a value."""
    if isinstance(value, dict):
        return {key: _masked(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_masked(each) for each in value]
    return masked(value) if isinstance(value, str) and "://" in value else value


def _extra(extra: Extra) -> str:
    packages = ", ".join(f"{name} {version or 'is missing'}" for name, version in extra.packages.items())
    return f"{extra.name} ({packages})"


def _archive(examined: Examined) -> Iterator[str]:
    service = terminal(masked(examined.service))
    name = f" ({terminal(examined.name)})" if examined.name not in examined.service else ""
    yield ""
    outcome = "answers" if examined.answers else "does not answer" if examined.steps else "was not asked"
    yield f"{service}{name}: {'answers with what cannot be' if examined.doubtful else outcome}"
    for step in examined.steps:
        yield f"  {step.question}, {terminal(masked(step.url))}"
        yield f"    {terminal(step.says)} ({step.elapsed_ms} ms)"
        for asked in step.requests:
            yield f"    {_asked(asked)}"
    if examined.unasked:
        yield f"  {terminal(examined.unasked)}"


def _asked(asked: Asked) -> str:
    came = terminal(asked.cause) if asked.status is None else str(asked.status)
    return f"{asked.method} {terminal(masked(asked.url))}: {came} in {asked.elapsed_ms} ms"
