"""Read texts as the documents of a collection, and find where they contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from rules.judged import AS_OF, document_of

from linkaudit.collection import addresses, prose
from linkaudit.collection.consistency import disagreements
from linkaudit.collection.shelf import Shelf
from linkaudit.models import CopyKind, Pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from linkaudit.models import Disagreement

URL = "https://gazette.example/2018/07/12/ferry-line-cut"
FERRY = """\
# Ferry line across the bay to stop

The ferry across the bay of Port Alda will make its last trip in autumn. The harbour office says that too few people
have used the line since the bridge was opened, and that the two boats need new engines which it cannot pay for. The
crews are offered work on the tugs.
"""
TIDES = """\
# New tide gauge measures every minute

Since Monday a gauge on the north pier writes down the level of the water each minute. The old one was read by hand
twice a day, and its tables were printed a year ahead. Sailors can now see on a screen at the quay how deep the
channel is, and fishermen plan their nights by it.
"""


def of(text: str, url: str = URL) -> str:
    """Let a text say where it comes from."""
    return f"{text}\nOriginal url: {url}\n"


def entry(url: str = URL, **fields: str) -> str:
    """Write a bibliographic entry; `_` stands for the hyphens of its fields."""
    written = "".join(f",\n  {name.replace('_', '-')} = {{{value}}}" for name, value in {"url": url, **fields}.items())
    return f"@online{{ferry{written}\n}}\n"


def shelf_of(texts: Mapping[str, str]) -> Shelf:
    """Read texts, by their paths, as a scan does."""
    documents = [document_of(text, path) for path, text in texts.items()]
    return Shelf(
        (replace(each, prose=prose.packed(each), addresses=addresses.packed(each)) for each in documents), AS_OF
    )


def copies(*paths: str, kind: str = "copy") -> list[Pair]:
    """Let the first document share its text with each of the others."""
    return [Pair(paths[0], other, CopyKind(kind), 1.0, 1.0) for other in paths[1:]]


def told(kind: str, texts: Mapping[str, str], pairs: Iterable[Pair] = ()) -> list[Disagreement]:
    """Find the matters of one kind in which documents contradict each other."""
    found = disagreements(shelf_of(texts), tuple(pairs), {})
    return [each for each in found if each.kind == f"collection-{kind}"]


def values(found: Iterable[Disagreement]) -> list[dict[str, str]]:
    """Give what each document says in each matter."""
    return [{party.path: party.value for party in each.parties} for each in found]
