"""Hyperlink targets of reStructuredText: what they are named, where they lead, where they are used.

https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#hyperlink-targets
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.models import Kind, Reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Location


class Use(Struct, frozen=True):
    """A place where a target is named, and the text of the link there."""

    location: Location
    text: str


class _Target(Struct, frozen=True):
    name: str
    url: str
    raw: str
    location: Location


class Targets:
    """Gathers targets and their uses, and brings them together when the whole document was read."""

    def __init__(self) -> None:
        """Begin with none."""
        self._named: list[_Target] = []
        self._anonymous: list[tuple[int, _Target | None]] = []
        self._aliases: dict[str, str] = {}
        self._uses: dict[str, list[Use]] = {}
        self._anonymous_uses: list[Use] = []

    def define(self, name: str, url: str, raw: str, location: Location) -> None:
        """Note that `name` leads to `url`; without a name, the target is that of the next anonymous link."""
        target = _Target(name, url, raw, location)
        if name:
            self._named.append(target)
        else:
            self._anonymous.append((location.start, target))

    def alias(self, name: str, other: str, start: int) -> None:
        """Note that `name` leads where `other` does."""
        if name:
            self._aliases.setdefault(normal(name), normal(other))
        else:
            self._anonymous.append((start, None))

    def use(self, name: str, location: Location, text: str) -> None:
        """Note a link to a named target; without a name, an anonymous link."""
        use = Use(location, text)
        if name:
            self._uses.setdefault(normal(name), []).append(use)
        else:
            self._anonymous_uses.append(use)

    def references(self) -> Iterator[Reference]:
        """List the targets that lead somewhere, used or not."""
        uses = self._uses_through_aliases()
        for target in self._named:
            # Where a name is given twice, the first one counts.
            yield _reference(target, uses.pop(normal(target.name), []))
        ordered = sorted(self._anonymous_uses, key=lambda use: use.location.start)
        targets = [target for _, target in sorted(self._anonymous, key=lambda pair: pair[0])]
        # Anonymous links and targets belong together in their order; where their numbers differ, nobody can tell.
        matched = [[use] for use in ordered] if len(ordered) == len(targets) else [[] for _ in targets]
        for anonymous, used in zip(targets, matched, strict=True):
            if anonymous is not None:
                yield _reference(anonymous, used)

    def _uses_through_aliases(self) -> dict[str, list[Use]]:
        """Give each name the uses of all names that lead to it."""
        uses: dict[str, list[Use]] = {}
        ends: dict[str, str] = {}
        for name, used in self._uses.items():
            uses.setdefault(self._end(name, ends), []).extend(used)
        for used in uses.values():
            used.sort(key=lambda use: use.location.start)
        return uses

    def _end(self, name: str, ends: dict[str, str]) -> str:
        """Follow the aliases of a name to the last one; a circle ends where it closes."""
        path: list[str] = []
        seen: set[str] = set()
        while name in self._aliases and name not in ends and name not in seen:
            seen.add(name)
            path.append(name)
            name = self._aliases[name]
        name = ends.get(name, name)
        ends.update(dict.fromkeys(path, name))
        return name


def normal(name: str) -> str:
    """Normalize a name as docutils compares it: case folded, white space collapsed."""
    return " ".join(name.lower().split())


def _reference(target: _Target, uses: list[Use]) -> Reference:
    return Reference(
        url=target.url,
        raw=target.raw,
        location=target.location,
        kind=Kind.DEFINITION,
        text=uses[0].text if uses else target.name,
        uses=tuple(use.location for use in uses),
    )
