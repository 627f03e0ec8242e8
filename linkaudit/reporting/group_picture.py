"""A picture of the groups of a collection, as SVG: who shares text with whom, how much, and in which direction.

Documents stand below each other, the earliest first, so that their names have room however many they are; arcs on the
left join those that share text. It holds no script, no identifier and nothing from elsewhere: it can stand in a page.
"""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.citations import urls
from linkaudit.models import CopyKind
from linkaudit.reporting.concluded import in_order, kind, marked_date, shares
from linkaudit.reporting.escape import shortened, terminal
from linkaudit.reporting.kindred import comparison, strongest_first
from linkaudit.rules.compared_texts import percent
from linkaudit.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkaudit.models import Audit, Pair
    from linkaudit.reporting.kindred import Cluster, Kin
    from linkaudit.reporting.letters import Letters

GROUPS = 40
"""Groups in a picture at the most."""
MEMBERS = 60
"""Documents of a group in a picture at the most."""
ARCS = 3
"""Arcs of each document, where there are many, at the least: those to which it is closest; more are a cloud."""
# So many arcs are drawn in any case, with their shares on them; more would be in each other's way.
_LABELLED = 12
_ROW = 46
_HEAD = 44
_MARGIN = 20
_ARCS = 370
"""The room for the arcs, and for what is written on them."""
_FURTHEST, _SHORTEST = 320, 62
"""How far arcs reach to the left: those between the most distant documents, and those between neighbours."""
_NAMES = 520
_WIDTH = _ARCS + _NAMES + 2 * _MARGIN
_LONGEST_NAME = 62
_LEGEND = 40
_NODE = 10
"""The radius of the circle in which the letter of a document stands."""

# Colours that keep a contrast of 3:1 (WCAG 2.2, 1.4.11) on white and on near-black alike; text follows the ground.
_STYLE = """\
.linkaudit-groups { font: 13px/1.3 system-ui, sans-serif; color-scheme: light dark }
.linkaudit-groups .ground { fill: #ffffff }
.linkaudit-groups text { fill: #1b1f24 }
.linkaudit-groups .head { font-weight: 600; font-size: 15px }
.linkaudit-groups .small { font-size: 11.5px; fill: #57606a }
.linkaudit-groups .share { font-size: 11px; text-anchor: middle }
.linkaudit-groups .share { paint-order: stroke; stroke: #ffffff; stroke-width: 5px }
.linkaudit-groups .arc { fill: none }
.linkaudit-groups .copy { stroke: #2f7fd0 }
.linkaudit-groups .rewrite { stroke: #b0618f; stroke-dasharray: 9 4 }
.linkaudit-groups .partial { stroke: #a8781d; stroke-dasharray: 3 4 }
.linkaudit-groups .tip { fill: #6e7781 }
.linkaudit-groups .node { fill: #ffffff; stroke: #57606a; stroke-width: 1.6 }
.linkaudit-groups .node.earliest { fill: #57606a }
.linkaudit-groups .letter { font-size: 10.5px; font-weight: 600; text-anchor: middle }
.linkaudit-groups .letter.earliest { fill: #ffffff }
@media (prefers-color-scheme: dark) {
.linkaudit-groups .ground { fill: #15191e }
.linkaudit-groups text { fill: #e6e9ed }
.linkaudit-groups .small { fill: #9aa4af }
.linkaudit-groups .share { stroke: #15191e }
.linkaudit-groups .node { fill: #15191e; stroke: #9aa4af }
.linkaudit-groups .node.earliest { fill: #9aa4af }
.linkaudit-groups .letter.earliest { fill: #15191e }
}"""
_KINDS = ((CopyKind.COPY, "copy"), (CopyKind.REWRITE, "rewritten"), (CopyKind.PARTIAL, "in part"))


class _Arc(Struct, frozen=True):
    """A pair of documents, by the rows in which they stand."""

    pair: Pair
    upper: int
    lower: int
    a_is_upper: bool
    towards: int | None
    """The row of the one that is likely the copy, if either is."""

    @property
    def downwards(self) -> float:
        """The share of the upper document that stands in the lower one."""
        return self.pair.a_in_b if self.a_is_upper else self.pair.b_in_a

    @property
    def upwards(self) -> float:
        """The share of the lower document that stands in the upper one."""
        return self.pair.b_in_a if self.a_is_upper else self.pair.a_in_b


def render(audit: Audit) -> str:
    """Draw the groups of an audit below each other."""
    found = comparison(audit).clusters
    return picture(found)


def picture(clusters: Sequence[Cluster]) -> str:
    """Draw groups below each other."""
    drawn: list[str] = []
    top = _MARGIN
    for number, cluster in enumerate(clusters[:GROUPS], start=1):
        drawn += _group(number, cluster, top)
        top += _height(cluster)
    if len(clusters) > GROUPS:
        drawn.append(_text(_MARGIN, top + 14, f"… and {counted(len(clusters) - GROUPS, 'more group')}", "small"))
        top += _ROW
    if not clusters:
        drawn.append(_text(_MARGIN, top + 14, "No documents share text."))
        top += _ROW
    drawn += _legend(top) if clusters else []
    height = top + (_LEGEND if clusters else 0)
    title = f"{counted(len(clusters), 'group')} of documents that share text"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="linkaudit-groups" role="img" aria-label="{title}" '
        f'viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}">'
    )
    ground = f'<rect class="ground" width="{_WIDTH}" height="{height}"/>'
    return "\n".join([head, f"<title>{title}</title>", f"<style>{_STYLE}</style>", ground, *drawn, "</svg>"]) + "\n"


def _height(cluster: Cluster) -> int:
    rows = min(len(cluster.kin), MEMBERS) + (len(cluster.kin) > MEMBERS)
    return _HEAD + rows * _ROW + _MARGIN


def _group(number: int, cluster: Cluster, top: int) -> Iterator[str]:
    """Draw a group: its heading, the arcs, and above them the documents."""
    yield "<g>"
    yield _text(_MARGIN, top + 14, f"Group {number}: {counted(len(cluster.kin), 'document')}", "head")
    shown = cluster.kin[:MEMBERS]
    arcs = _arcs(cluster, shown)
    left_out = len(cluster.pairs) - len(arcs)
    if left_out:
        yield _text(_MARGIN + _ARCS + 18, top + 14, f"{counted(left_out, 'further pair')} not drawn", "small")
    letters = cluster.letters(MEMBERS)
    furthest = max((arc.lower - arc.upper for arc in arcs), default=1)
    few = len(arcs) <= _LABELLED
    drawn = [_Drawn(arc, top + _HEAD, furthest, few, letters) for arc in arcs]
    yield from (each.curve() for each in drawn)
    yield from (each.label() for each in drawn if few)
    earliest = cluster.earliest.value if cluster.earliest else ""
    for row, each in enumerate(shown):
        place = top + _HEAD + row * _ROW
        yield from _node(each, letters.of(each.path), place, is_earliest=each.path == earliest)
    if len(cluster.kin) > MEMBERS:
        more = f"… and {counted(len(cluster.kin) - MEMBERS, 'more document')}"
        yield _text(_MARGIN + _ARCS + 18, top + _HEAD + MEMBERS * _ROW + 14, more, "small")
    yield "</g>"


def _arcs(cluster: Cluster, shown: Sequence[Kin]) -> list[_Arc]:
    """Choose the arcs to draw: all if they are few, else for each document those to which it is closest."""
    rows = {each.path: row for row, each in enumerate(shown)}
    sources = {each.path: {one.value for one in each.copied_from[:1]} for each in shown}
    pairs = [pair for pair in strongest_first(cluster.pairs) if pair.a in rows and pair.b in rows]
    drawn: Counter[str] = Counter()
    arcs: list[_Arc] = []
    for pair in pairs:
        if len(pairs) > _LABELLED and min(drawn[pair.a], drawn[pair.b]) >= ARCS:
            continue
        drawn.update((pair.a, pair.b))
        a, b = rows[pair.a], rows[pair.b]
        towards = next((rows[path] for path in (pair.a, pair.b) if pair.other(path) in sources[path]), None)
        arcs.append(_Arc(pair, min(a, b), max(a, b), a < b, towards))
    return arcs


class _Drawn(Struct, frozen=True):
    """An arc in its place: further out the further the two documents are apart."""

    arc: _Arc
    top: int
    furthest: int
    is_one_of_few: bool
    letters: Letters

    @property
    def ends(self) -> tuple[int, int]:
        """Where the upper and the lower end are, from the top."""
        upper, lower = (self.top + row * _ROW + 10 for row in (self.arc.upper, self.arc.lower))
        return upper, lower

    @property
    def reach(self) -> float:
        """How far it reaches to the left."""
        span = self.arc.lower - self.arc.upper
        return _SHORTEST + (_FURTHEST - _SHORTEST) * (span - 1) / max(self.furthest - 1, 3)

    def curve(self) -> str:
        """Draw it, the thicker the more is shared, with a tip at the likely copy."""
        pair, (upper, lower) = self.arc.pair, self.ends
        right = _MARGIN + _ARCS
        # The middle of a cubic curve lies at three quarters of the way to its control points.
        control = right - self.reach * 4 / 3
        strength = max(pair.a_in_b, pair.b_in_a)
        width = 1 + 2.5 * strength if self.is_one_of_few else 0.6 + strength
        both = " and ".join(map(self.letters.of, in_order(pair, self.letters)))
        told = f"{both}: {kind(pair)}, {', '.join(shares(pair, self.letters))}"
        ends = right - _NODE - 1
        path = f"M{ends} {upper} C{control:.0f} {upper} {control:.0f} {lower} {ends} {lower}"
        drawn = f'<path class="arc {pair.kind}" stroke-width="{width:.1f}" d="{path}"/>'
        if self.arc.towards is not None:
            tip = upper if self.arc.towards == self.arc.upper else lower
            drawn += f'<path class="tip" d="M{ends - 1} {tip} l-11 -5 v10 z"/>'
        return f"<g><title>{_escaped(told)}</title>{drawn}</g>"

    def label(self) -> str:
        """Write how much each has of the other on the middle of it."""
        upper, lower = self.ends
        words = f"\u2193 {percent(self.arc.downwards)}, \u2191 {percent(self.arc.upwards)}"
        return _text(_MARGIN + _ARCS - self.reach, (upper + lower) / 2 + 4, words, "share")


def _node(each: Kin, letter: str, top: int, *, is_earliest: bool) -> Iterator[str]:
    """Draw a document: its letter, its name, its date, its source."""
    left = _MARGIN + _ARCS
    yield f"<g><title>{_escaped(terminal(each.path))}</title>"
    marked = " earliest" if is_earliest else ""
    yield f'<circle class="node{marked}" cx="{left}" cy="{top + 10}" r="{_NODE}"/>'
    yield _text(left, top + 14, letter, f"letter{marked}")
    yield _text(left + 18, top + 10, shortened(terminal(each.path), _LONGEST_NAME))
    said = [_date(each), _source(each), *(["likely the earliest"] if is_earliest else [])]
    yield _text(left + 18, top + 26, shortened(terminal(" \u00b7 ".join(said)), _LONGEST_NAME + 18), "small")
    yield "</g>"


def _date(each: Kin) -> str:
    if each.inferred_date:
        return marked_date(each.inferred_date)
    return each.day or "no date"


def _source(each: Kin) -> str:
    """Name the host of its source."""
    for citation in each.document.provenance:
        if citation.reference:
            return urls.host(citation.reference.url) or "a source that is no address"
    if each.origins:
        return f"~{urls.host(each.origins[0].value)} (inferred, {each.origins[0].confidence})"
    return "no source"


def _legend(top: int) -> Iterator[str]:
    """Say what the lines mean."""
    left = _MARGIN
    for each, name in _KINDS:
        yield f'<path class="arc {each}" stroke-width="3" d="M{left} {top + 10} h34"/>'
        yield _text(left + 42, top + 14, name, "small")
        left += 112
    yield f'<path class="tip" d="M{left + 11} {top + 10} l-11 -5 v10 z"/>'
    yield _text(left + 20, top + 14, "points at the likely copy", "small")
    yield _text(left + 176, top + 14, "\u2193 share of the upper text in the lower one, \u2191 the other way", "small")


def _text(left: float, top: float, words: str, name: str = "") -> str:
    named = f' class="{name}"' if name else ""
    return f'<text{named} x="{left:.0f}" y="{top:.0f}">{_escaped(words)}</text>'


def _escaped(words: str) -> str:
    return escape(words, quote=True)
