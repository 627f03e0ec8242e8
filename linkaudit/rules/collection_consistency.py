"""Rules on matters in which the documents of a collection say different things."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from linkaudit.citations import urls
from linkaudit.citations.same import Same
from linkaudit.collection.pages import differences
from linkaudit.models import Severity
from linkaudit.rules.hosts import is_for_documentation, local
from linkaudit.rules.interface import Context, Needs, Remark, rule, shortened, value
from linkaudit.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkaudit.models import Disagreement, Document, Evidence, Location, Party

# Of what others say, so many values are shown; the places of as many documents are given.
_MOST_VALUES = 4
_MOST_PLACES = 20
# Pages of one host that a document cites in an unusual spelling and that are told one by one.
_MOST_OF_HOST = 3
_LONGEST = 200
_LONGEST_IN_MESSAGE = 100


class _Told(NamedTuple):
    """What a document says in a matter in which documents disagree, and what others say."""

    matter: Disagreement
    party: Party
    others: tuple[tuple[Party, int], ...]
    """One document for each other value, and how many state it; those that most state first."""
    places: tuple[Location, ...]
    """Where others state another value."""


@rule(Severity.WARNING, Needs.COLLECTION)
def collection_same_url_many_titles(document: Document, context: Context) -> Iterator[Remark]:
    """Flag an original that other documents name too, whose texts are clearly different ones.

    ## What it finds
    Documents that name the same page as their original, while their titles differ and their texts have no passage in
    common. Scheme, `www.`, tracking parameters and captures are no difference between originals. Parts of one page,
    live blogs, translations, short texts, whole sites and lists are left alone; where it is only said that a text was
    found there (`source:`), it is only worth knowing.

    ## Why it matters
    A page carries one text. For all but one of the documents the original is that of another text, as when an address
    is copied along with a form; whoever looks for it finds nothing.

    ## Example
    ```markdown
    # Ferry line across the bay to stop

    The ferry across the bay of Port Alda will make its last trip in autumn. The harbour office says that too few people
    have used the line since the bridge was opened, and that the two boats need new engines which it cannot pay for. The
    crews are offered work on the tugs.

    Original url: https://gazette.example/2018/07/12/ferry-line-cut
    ```
    ```siblings
    "tides.md" = '''
    # New tide gauge measures every minute

    Since Monday a gauge on the north pier writes down the level of the water each minute. The old one was read by hand
    twice a day, and its tables were printed a year ahead. Sailors can now see on a screen at the quay how deep the
    channel is, and fishermen plan their nights by it.

    Original url: http://www.gazette.example/2018/07/12/ferry-line-cut?utm_source=share
    '''
    ```

    ## Instead
    ```markdown
    # Ferry line across the bay to stop

    The ferry across the bay of Port Alda will make its last trip in autumn. The harbour office says that too few people
    have used the line since the bridge was opened, and that the two boats need new engines which it cannot pay for. The
    crews are offered work on the tugs.

    Original url: https://gazette.example/2018/07/12/ferry-line-cut
    ```
    ```siblings
    "tides.md" = '''
    # New tide gauge measures every minute

    Since Monday a gauge on the north pier writes down the level of the water each minute. The old one was read by hand
    twice a day, and its tables were printed a year ahead. Sailors can now see on a screen at the quay how deep the
    channel is, and fishermen plan their nights by it.

    Original url: https://gazette.example/2018/07/13/tide-gauge
    '''
    ```
    """
    for told in _told(document, context, "collection-same-url-many-titles"):
        often = sum(count for _, count in told.others)
        yield _remark(
            told,
            f"named as the original of another text by {counted(often, 'document')}: {_quoted(told)}",
            "title",
            urls.canonical(told.matter.about),
            value("original", told.matter.about),
            value("told apart by", told.matter.because),
        )


@rule(Severity.WARNING, Needs.COLLECTION)
def collection_same_title_many_urls(document: Document, context: Context) -> Iterator[Remark]:
    """Flag an original where copies of the same text name another one.

    ## What it finds
    Documents whose texts are copies of each other, whole or reworded, and that name different pages as their original.
    The same telling title over texts that cannot be compared, or have no passage in common, is only worth knowing, and
    so are two addresses of one site that are alike. Texts of agencies, and what says that it was taken over, stand on
    many sites: they are left alone, as are versions and languages of one documentation, pages for phones and captures.

    ## Why it matters
    One of the pages is the original, and the others took the text from it; or an address is wrong. Until that is known
    it cannot be said who published the text first.

    ## Example
    ```markdown
    # Ferry line across the bay to stop in autumn

    Original url: https://gazette.example/2018/07/12/ferry-line-cut
    ```
    ```siblings
    "copy.md" = '''
    # Ferry line across the bay to stop in autumn

    Original url: https://herald.example/news/4711
    '''
    ```

    ## Instead
    ```markdown
    # Ferry line across the bay to stop in autumn

    Original url: https://gazette.example/2018/07/12/ferry-line-cut
    ```
    ```siblings
    "copy.md" = '''
    # Ferry line across the bay to stop in autumn

    Original url: https://web.archive.org/web/20180801000000/http://www.gazette.example/2018/07/12/ferry-line-cut/
    '''
    ```
    """
    for told in _told(document, context, "collection-same-title-many-urls"):
        title = shortened(told.matter.about, _LONGEST)
        yield _remark(
            told,
            f"another original is named for the same text: {_quoted(told)} ({told.matter.because})",
            "original",
            urls.canonical(told.party.value),
            value("title", title),
        )


@rule(Severity.INFO, Needs.COLLECTION)
def collection_url_variants(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a page that other documents cite by another address.

    ## What it finds
    Pages that the documents of a collection cite in several spellings: with `http:` and `https:`, with `www.` and
    without, with and without a last slash, a default page (`index.html`) or tracking parameters, in the form for phones
    or for the printer. Those documents are told that do not use the usual spelling: the one without such additions that
    most documents use, with `https:` if any does. Of a host with many such pages a few are shown. Captures, wrappers,
    and what pages load are left alone.

    ## Why it matters
    What was looked up, archived or noted for a page under one address is not found under the other, and the page is
    counted twice.

    ## Example
    ```markdown
    The [tables](http://www.harbour.example/tides/?utm_source=share) are printed a year ahead.
    ```
    ```siblings
    "boats.md" = "Boats go by the [tables](https://harbour.example/tides)."
    ```

    ## Instead
    ```markdown
    The [tables](https://harbour.example/tides#july) are printed a year ahead.
    ```
    ```siblings
    "boats.md" = "Boats go by the [tables](https://harbour.example/tides)."
    ```
    """
    by_host: dict[str, list[_Told]] = defaultdict(list)
    for told in _told(document, context, "collection-url-variants"):
        host = urls.host(told.matter.about)
        if told.party.value != told.matter.about and not (is_for_documentation(host) or local(host)):
            by_host[host].append(told)
    for host, found in by_host.items():
        if len(found) <= _MOST_OF_HOST:
            yield from map(_variant, found)
        else:
            yield _variants(host, found)


@rule(Severity.INFO, Needs.COLLECTION)
def collection_citation_conflict(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a citation that other documents give with another date, title or archived copy.

    ## What it finds
    Bibliographic entries, citation templates, footnotes and copies of the same page that state different days of
    publication, clearly different titles, archived copies of different pages, or different days for one archived copy.
    A day more or less is that of time zones; what is known to the year only agrees with any day of it. Days of access
    and captures of one page differ as they may. Pages of which many days or titles are stated change, and are left
    alone, and so are sites and lists.

    ## Why it matters
    A work was published once. One of the documents has it wrong, and what follows from the date, such as the capture
    that is looked up, is wrong with it.

    ## Example
    ```wikitext
    The ferry stops.<ref>{{cite web |url=https://gazette.example/ferry-line-cut |title=Ferry line cut
    |date=7 December 2018}}</ref>
    ```
    ```siblings
    "boats.wikitext" = '''
    So do the boats.<ref>{{cite web |url=https://gazette.example/ferry-line-cut |title=Ferry line cut
    |date=12 July 2018}}</ref>
    '''
    ```

    ## Instead
    ```wikitext
    The ferry stops.<ref>{{cite web |url=https://gazette.example/ferry-line-cut |title=Ferry line cut
    |date=July 2018}}</ref>
    ```
    ```siblings
    "boats.wikitext" = '''
    So do the boats.<ref>{{cite web |url=https://gazette.example/ferry-line-cut |title=Ferry line cut
    |date=12 July 2018}}</ref>
    '''
    ```
    """
    for told in _told(document, context, "collection-citation-conflict"):
        name = told.matter.because.partition(";")[0]
        yield _remark(
            told,
            f"other documents cite this page otherwise, in {told.matter.because}: {_quoted(told)}",
            name,
            urls.canonical(told.matter.about),
            value("page", told.matter.about),
        )


@rule(Severity.INFO, Needs.COLLECTION)
def collection_publisher_conflict(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a publisher where other documents name another one for the same page or text.

    ## What it finds
    Documents that cite or copy one page, or are copies of one text, and name publishers that are clearly two. Names
    that differ by an article, a legal form or an abbreviation are one; agencies and what was taken over from them
    appear everywhere; companies that own what is published under another name are left alone.

    ## Why it matters
    One of the names is that of somebody who took the text over, or it is wrong: whoever wants to know who answers for
    the text is sent to two places.

    ## Example
    ```markdown
    ---
    publisher: Port Herald
    original_url: https://gazette.example/2018/07/12/ferry-line-cut
    ---
    The ferry across the bay will stop in autumn.
    ```
    ```siblings
    "copy.md" = '''
    ---
    publisher: The Bay Gazette
    original_url: https://gazette.example/2018/07/12/ferry-line-cut
    ---
    The ferry across the bay will stop in autumn.
    '''
    ```

    ## Instead
    ```markdown
    ---
    publisher: The Bay Gazette Ltd.
    original_url: https://gazette.example/2018/07/12/ferry-line-cut
    ---
    The ferry across the bay will stop in autumn.
    ```
    ```siblings
    "copy.md" = '''
    ---
    publisher: Bay Gazette
    original_url: https://gazette.example/2018/07/12/ferry-line-cut
    ---
    The ferry across the bay will stop in autumn.
    '''
    ```
    """
    for told in _told(document, context, "collection-publisher-conflict"):
        about = told.matter.about
        yield _remark(
            told,
            f"other documents name another publisher: {_quoted(told)} ({told.matter.because})",
            "publisher",
            urls.canonical(about) if urls.is_web(about) else "",
            value("of", shortened(about, _LONGEST)),
        )


def _told(document: Document, context: Context, kind: str) -> Iterator[_Told]:
    """Go through the matters of a kind in which a document says what others do not."""
    for matter, own in _by_party(Same(context.kinship.disagreements)).get((kind, document.path), ()):
        party = next((each for each in own if each.value != matter.about), own[0])
        elsewhere = [said for text, said in _by_value(Same(matter.parties)).items() if text != party.value]
        others = sorted(((said[0], len(said)) for said in elsewhere), key=lambda each: -each[1])
        places = (party.location for said in elsewhere for party in said[:_MOST_PLACES])
        if others:
            yield _Told(matter, party, tuple(others), tuple(islice(places, _MOST_PLACES)))


@lru_cache(maxsize=2)
def _by_party(
    disagreements: Same[Disagreement],
) -> dict[tuple[str, str], list[tuple[Disagreement, list[Party]]]]:
    """Find the matters of a kind in which a document is a party, with what it says."""
    found: dict[tuple[str, str], list[tuple[Disagreement, list[Party]]]] = defaultdict(list)
    for matter in disagreements.values:
        own: dict[str, list[Party]] = defaultdict(list)
        for party in matter.parties:
            own[party.path].append(party)
        for path, said in own.items():
            found[matter.kind, path].append((matter, said))
    return found


@lru_cache(maxsize=4096)
def _by_value(parties: Same[Party]) -> dict[str, list[Party]]:
    """Sort what documents say by what it is."""
    found: dict[str, list[Party]] = defaultdict(list)
    for party in parties.values:
        found[party.value].append(party)
    return found


def _remark(told: _Told, message: str, name: str, url: str, *about: Evidence) -> Remark:
    """Tell a document of its part in a matter: what it says, what others say, and where."""
    return Remark(
        message,
        told.party.location,
        url,
        (
            *about,
            value(name, shortened(told.party.value, _LONGEST), told.party.location),
            *_elsewhere(name, told.others),
        ),
        related=told.places,
        severity=Severity.INFO if told.matter.mild else None,
    )


def _elsewhere(name: str, others: Sequence[tuple[Party, int]]) -> Iterator[Evidence]:
    """Show what others say, and where one of them says it."""
    for party, count in others[:_MOST_VALUES]:
        more = f" and {count - 1} more" if count > 1 else ""
        yield value(f"{name} in {_place(party)}{more}", shortened(party.value, _LONGEST))
    if len(others) > _MOST_VALUES:
        yield value(f"{name} elsewhere", f"{len(others) - _MOST_VALUES} more")


def _place(party: Party) -> str:
    place = f"{party.path}:{party.location.line}"
    return f"{place} ({party.location.part})" if party.location.part else place


def _quoted(told: _Told) -> str:
    """Quote what most others say."""
    party, _ = told.others[0]
    return f"`{shortened(party.value, _LONGEST_IN_MESSAGE)}` in {_place(party)}"


def _variant(told: _Told) -> Remark:
    """Tell of one page that others cite by another address."""
    usual = told.matter.about
    often = next((count for party, count in told.others if party.value == usual), 0)
    return _remark(
        told,
        f"cited as {shortened(usual, _LONGEST)} in {counted(often, 'document')} of the collection",
        "address",
        urls.canonical(told.party.value),
        value("usual address", usual),
        value("differs in", ", ".join(differences(told.party.value, usual))),
    )


def _variants(host: str, found: Sequence[_Told]) -> Remark:
    """Tell of many pages of one host at once."""
    first = found[0]
    shown = found[:_MOST_OF_HOST]
    what = ", ".join(dict.fromkeys(each for told in found for each in differences(told.party.value, told.matter.about)))
    return Remark(
        f"{len(found)} pages of {host} are cited here by other addresses than elsewhere in the collection",
        first.party.location,
        f"{urls.canonical(first.matter.about).partition(host)[0]}{host}/",
        (
            value("differ in", what),
            *(value("address", told.party.value, told.party.location) for told in shown),
            *(value("usual address", told.matter.about) for told in shown),
        ),
        related=tuple(place for told in found for place in told.places[:1])[:_MOST_PLACES],
    )
