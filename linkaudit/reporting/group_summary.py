"""What a group of documents is, in a few sentences: copies of one text, excerpts, what was put together from several.

They are made of the pairs and their kinds alone, say nothing of who copied from whom, and are left out where they would
not be simple.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.models import CopyKind
from linkaudit.reporting.letters import listed, runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkaudit.reporting.kindred import Cluster

    # The documents that have one text, by their places in the group; of one that has no copies the one.
    Text = tuple[int, ...]

_MOST_SENTENCES = 3
_MOST_NAMES = 8
"""Names that are listed of documents, at the most."""
_ALL_COMPARED = 50
"""Of larger groups not all pairs are compared: nobody knows which share nothing."""
_TWO = 2
_TEXTS = ("one text", "another text", "a third text")
_PART = "a part of it"
# Share of a text from which on most of it stands in another one.
_MOST = 0.7
_SAYS = {
    frozenset({CopyKind.COPY}): "are copies of {}",
    frozenset({CopyKind.REWRITE}): "have {}, in different words",
    frozenset({CopyKind.COPY, CopyKind.REWRITE}): "have {}, some of them in different words",
    frozenset({CopyKind.COPY, CopyKind.PARTIAL}): "have {}, whole or in part",
}
_VERSIONS = "are versions of {}"


def summary(cluster: Cluster, most: int | None = None) -> str:
    """Say what a group is; empty if that takes more than a few sentences. The first `most` documents have letters."""
    found = _Summary(cluster, len(cluster.kin) if most is None else most)
    return " ".join(found.sentences())


class _Summary:
    """A group, as far as its summary needs it."""

    def __init__(self, cluster: Cluster, most: int) -> None:
        self.count = len(cluster.kin)
        self.most = most
        places = {each.path: place for place, each in enumerate(cluster.kin)}
        self.pairs = {
            (places[pair.a], places[pair.b]): pair for pair in cluster.pairs if pair.a in places and pair.b in places
        }
        self.shares = {ends: pair.a_in_b for ends, pair in self.pairs.items()}
        self.shares |= {(b, a): pair.b_in_a for (a, b), pair in self.pairs.items()}
        self.text_of = self._texts()
        self.texts = sorted({text for text in self.text_of if len(text) > 1})
        self.alone = sorted({text for text in self.text_of if len(text) == 1})
        self.beside: dict[Text, set[Text]] = {text: set() for text in self.text_of}
        for a, b in self.pairs:
            one, other = self.text_of[a], self.text_of[b]
            if one != other:
                self.beside[one].add(other)
                self.beside[other].add(one)

    def _texts(self) -> list[Text]:
        """Give for each document those that have the same text, as copies or in other words."""
        together = [{place} for place in range(self.count)]
        for (a, b), pair in self.pairs.items():
            if pair.kind is not CopyKind.PARTIAL and together[a] is not together[b]:
                together[a] |= together[b]
                for place in together[b]:
                    together[place] = together[a]
        texts = {id(each): tuple(sorted(each)) for each in together}
        return [texts[id(each)] for each in together]

    def sentences(self) -> list[str]:
        """Give the sentences."""
        if not self.texts:
            said = self._of_passages()
            return [said] if said else []
        if len(self.texts) > len(_TEXTS) or (len(self.texts) > 1 and not all(map(self._names, self.texts))):
            return []
        found = list(self._of_texts())
        more = list(self._of_others())
        if len(found) + len(more) > _MOST_SENTENCES or not all(more):
            with_what = "it" if len(self.texts) == 1 else "these"
            number = len(self.alone)
            more = [
                f"The other {number} share passages with {with_what} or with each other."
                if number > 1
                else f"The other document shares passages with {with_what}."
            ]
        return found + more

    def _of_texts(self) -> Iterator[str]:
        """Say which documents have one text, and of two texts what they have in common."""
        texts, called = self.texts, list(_TEXTS)
        if len(texts) == _TWO:
            one, other = texts
            if self._is_part(other, one):
                called = [_TEXTS[0], _PART]
            elif self._is_part(one, other):
                texts, called = [other, one], [_TEXTS[0], _PART]
        said = []
        for text, name in zip(texts, called, strict=False):
            within = (pair.kind for (a, b), pair in self.pairs.items() if self.text_of[a] == text == self.text_of[b])
            kinds = frozenset(within)
            who = self._names(text) or f"{len(text)} of the documents"
            if len(text) == self.count:
                who = "Both" if self.count == _TWO else f"All {self.count}"
            said.append(f"{who} {_SAYS.get(kinds, _VERSIONS).format(name)}")
        yield f"{'; '.join(said)}."
        if len(texts) == _TWO and _PART not in called and texts[1] in self.beside[texts[0]]:
            yield "The two texts share passages."

    def _is_part(self, text: Text, whole: Text) -> bool:
        """Tell whether most of a text stands in another one."""
        return all(self._share(each, whole) >= _MOST for each in text)

    def _of_others(self) -> Iterator[str]:
        """Say what the others share, those with the most partners first; empty where it cannot be said."""
        told: set[frozenset[Text]] = set()
        together: dict[tuple[str, str], list[int]] = {}
        for one in sorted(self.alone, key=lambda each: (-len(self.beside[each]), each)):
            partners = [other for other in self.beside[one] if frozenset((one, other)) not in told]
            partners.sort(key=lambda text: (len(text) == 1, text))
            told |= {frozenset((one, other)) for other in partners}
            if partners:
                together.setdefault(self._relation(one, partners), []).append(one[0])
        for (of_one, of_several), places in together.items():
            names = self._names(sorted(places))
            said = (of_one if len(places) == 1 else of_several).format(names)
            yield f"{said}." if names and said else ""

    def _relation(self, one: Text, partners: Sequence[Text]) -> tuple[str, str]:
        """Say what a document shares with others, of the one and of several of which the same holds."""
        with_whom = listed([self._called(each) for each in partners])
        if not all(map(self._called, partners)):
            return "", ""
        if len(partners) == 1:
            if self._share(one[0], partners[0]) >= _MOST:
                return f"Most of {{}} stands in {with_whom}", f"Most of each of {{}} stands in {with_whom}"
            if all(self._share(each, one) >= _MOST for each in partners[0]):
                return f"Most of {with_whom} stands in {{}}", f"Most of {with_whom} stands in each of {{}}"
        both = "both " if len(partners) == _TWO else ""
        return f"{{}} shares passages with {both}{with_whom}", f"{{}} each share passages with {both}{with_whom}"

    def _of_passages(self) -> str:
        """Say of documents none of which is a copy of another what they share; empty if that is not simple."""
        if self.count == _TWO:
            for one, other in ((0, 1), (1, 0)):
                if self._share(one, (other,)) >= _MOST > self._share(other, (one,)):
                    return f"Most of {self._names([one])} stands in {self._names([other])}."
            return "The two share passages."
        everyone = self.count - 1
        if all(len(beside) == everyone for beside in self.beside.values()):
            return f"All {self.count} share passages with each other."
        centre = [text for text, beside in self.beside.items() if len(beside) == everyone]
        if len(centre) != 1 or not self._names(centre[0]):
            return ""
        said = f"{self._names(centre[0])} shares passages with each of the others"
        if len(self.pairs) > everyone:
            return f"{said}, some of which share passages with each other."
        return f"{said}." if self.count > _ALL_COMPARED else f"{said}, which share none with each other."

    def _share(self, place: int, text: Sequence[int]) -> float:
        """Give the share of a document that stands in one of those that have a text, the largest."""
        return max(self.shares.get((place, other), 0.0) for other in text)

    def _called(self, text: Text) -> str:
        """Name a text in the sentences behind the first."""
        if len(text) == 1:
            return self._names(text)
        return "that text" if len(self.texts) == 1 else f"the text of {self._names(text)}"

    def _names(self, places: Sequence[int]) -> str:
        """List documents by their letters; empty if they are too many, or have none."""
        names = runs(places)
        return listed(names) if len(names) <= _MOST_NAMES and places[-1] < self.most else ""
