"""Rules on matters in which the documents of a collection contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.models import Severity
from linkaudit.rules.disagreeing import LONGEST, quoted, remark, told_in
from linkaudit.rules.interface import Context, Needs, Remark, rule, shortened, value
from linkaudit.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document


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
    for told in told_in(document, context, "collection-same-url-many-titles"):
        yield remark(
            told,
            f"named as the original of another text by {counted(told.number_of_others, 'document')}: {quoted(told)}",
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
    for told in told_in(document, context, "collection-same-title-many-urls"):
        title = shortened(told.matter.about, LONGEST)
        yield remark(
            told,
            f"another original is named for the same text: {quoted(told)} ({told.matter.because})",
            "original",
            urls.canonical(told.party.value),
            value("title", title),
        )


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
    for told in told_in(document, context, "collection-citation-conflict"):
        name = told.matter.because.partition(";")[0]
        yield remark(
            told,
            f"other documents cite this page otherwise, in {told.matter.because}: {quoted(told)}",
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
    for told in told_in(document, context, "collection-publisher-conflict"):
        about = told.matter.about
        yield remark(
            told,
            f"other documents name another publisher: {quoted(told)} ({told.matter.because})",
            "publisher",
            urls.canonical(about) if urls.is_web(about) else "",
            value("of", shortened(about, LONGEST)),
        )
