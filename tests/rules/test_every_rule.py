"""What holds for every rule: evidence, fingerprints, no secrets, silence on healthy documentation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from collection.shelved import FERRY, TIDES
from msgspec.structs import replace

from linkaudit.citations.masking import MASK
from linkaudit.cli.watching import LineByLine
from linkaudit.collection.dead_targets import dead_targets
from linkaudit.models import Audit, Hop, Run, Severity
from linkaudit.reporting import json, markdown, text
from linkaudit.rules import RULES, judge
from linkaudit.rules.interface import Needs
from linkaudit.rules.live_patterns import outages, same_targets
from linkaudit.rules.local_copies import same_bytes
from linkaudit.settings import Rules
from linkaudit.triage import Sieve, triage
from rules.beside import Beside
from rules.judged import (
    NOW,
    OFFLINE,
    carried,
    committed,
    context_of,
    document_of,
    drifted,
    failing,
    findings_of,
    kinship_of,
    lookup,
    observation,
    seen,
    triaged,
)

if TYPE_CHECKING:
    from linkaudit.models import Document, Finding, Observation

# A document on which every rule that reads texts speaks, and one for those that need to be asked of a collection.
AILING = """\
# Ferry line cut

July 12, 2018

PORT ALDA (Reuters) - The ferry will [stop](https://gazette.example/2031/05/17/stop).
See [the protests](https://gazette.example/2019/02/28/protests) and [minutes](https://council.example/2019/02/30/m).

By [Harbour Press]() and [Port Press](#), [tables](https://harbour.example/tide tables.html).

[Gazette](https:/gazette.example/ferry), [guide]([https://harbour.example/g](https://harbour.example/g#start)),
[https://gazette.example/ferry](https://tabloid.test/ferry), [f](https://gazette.example/f?utm_source=share&p=2),
[short](https://bit.ly/2fErry), [odd](https://harbour.ogr/tides), [scan](http://192.168.0.12/scan).

[in](https://ada:pw@records.gazette.example/), [mirror](http://151.101.2.137/tides), [port](http://harbour.example:80/),
[pilot](http://geocities.com/harbour/pilot), [sight](https://p\u0430ypal.com/), [gone](#no-such-place),
[plain](http://gazette.example/plain)

[wrapped](https://href.li/?https://harbour.example/w), [proxied](https://www-jstor-org.ezproxy.harbour.example/stable/1),
[fast](https://gazette.example/tides?outputType=amp), [phone](https://en.m.wikipedia.org/wiki/Ferry),
[paper](https://gazette.example/tides?print=1), [gone short](https://harbour.page.link/tides)

[Cut](https://gazette.example/cut). 21 October 2009. Retrieved 31 January 2009.

[Closed](https://gazette.example/closed). Retrieved 3 May 2038.

[Open](https://gazette.example/open). Retrieved 31 June 2018.

[Bare](www.gazette.example/bare), [half](https://gazette.example/2018/07/12/fer...)

[Archived](https://web.archive.org/web/20131414230300/https://gazette.example/ferry)

The minutes are at <https://council.example/minutes/
2018/07.html>.

[Tram](https://gazette.example/t). [Archived](https://web.archive.org/web/20171110080000/https://gazette.example/t)
archived on 3 March 2015.

[Archived copy](https://web.archive.org/web/20180101000000/https://gazette.example/2018/07/12/ferry-line-cut)

Holm, doi:10.555/ferry, arXiv:1813.01402, PMID: 312456781, ISBN 978-0-306-40615-8, ISSN 2070-1722,
ORCID: 0000-0002-1825-0098, [paper](http://dx.doi.org/10.5555/ferry), [RFC 7231](https://www.rfc-editor.org/rfc/rfc7213),
[form](https://www.rfc-editor.org/rfc/rfc91100)

[Signed](https://files.gazette.example/m?Expires=1531382400&Signature=q7Zr2mXw9Kd4TbV8nLs3),
[token](https://gazette.example/t?access_token=q7Zr2mXw9Kd4TbV8nLs3),
[visit](https://gazette.example/v;jsessionid=9E107D9D372BB6826BD81D3542A419D6),
[mail](https://council.example/a?email=ada.holm@gazette.example)

Original url: N/A

Original url: https://gazette.example/2017/03/02/ferry-line-cut
"""
# What only bibliographies say.
NOTES = """\
<ref>{{cite web |title=Tide tables |archive-url=https://perma.cc/AB12-CD34 |archive-date=12 July 2018}}</ref>
<ref>{{cite web |title=Minutes |url=https://council.example/m |archive-date=12 July 2018}}</ref>
<ref>{{cite web |title=Pilots |url=https://harbour.example/p |archive-url=https://harbour.example/p}}</ref>
<ref>{{cite web |title=Ferries |url=https://harbour.example/f |archive-url=https://gazette.example/g}}</ref>
<ref>{{cite web |title=Tram |url=https://web.archive.org/web/20180712000000/https://tram.example/t}}</ref>
<ref>{{cite web |title=Cranes |url=https://harbour.example/c |access-date=3 May 2015 |archive-date=10 November 2017
|archive-url=http://wayback.archive.org/web/20171110000000/https://www.webcitation.org/69k1oBjmR}}</ref>
<ref>{{cite web |title=Locks |url=https://harbour.example/l |archive-url=https://archive.ph/aBcDe}}</ref>
<ref>{{cite web |title=Docks |url=https://harbour.example/d |archive-date=12 July 2018
|archive-url=https://web.archive.org/web/20180712000000/https://tabloid.test/x}}</ref>
[https://www.webcitation.org/69k1oBjmR Buoys]
"""
# What only the spelling of addresses tells.
SPELT = """\
[zero](https://harbour.example/tide\u200btables), [slash](https://harbour.example\\tides), [twice](https://harbour.example/a%2520b),
[entity](https://harbour.example/?a=1&amp;amp;b=2), [stop](https://harbour.example/minutes.), <https://harbour.example/m)>,
[quoted](https://harbour.example/2018/%3E%3E07), [capital](Http://harbour.example/c), [page](//harbour.example/p).
"""
# What a page says that was saved, and of where it comes from.
SAVED = """\
<!-- saved from url=(0009)https://www.theguardian.com/ferry -->
<meta property="og:site_name" content="The New York Times">
<meta property="article:published_time" content="2018-07-12">
<link rel="canonical" href="https://gazette.example/2018/07/12/ferry-line-cut">
<p>Original url: <a href="https://gazette.example/">here</a></p>
<p>Original url: <a href="https://clippings.example/ferry">here</a></p>
"""
# What only dates tell.
DATES = """\
---
date: 2018-07-12
updated_at: 12 July
---
[Exchanged](https://council.example/2018/28/02/m), [which way](https://council.example/03/04/2018/m),
[older than the web](https://council.example/1971/05/17/m). The council met on Wednesday, 11 July 2017.

Holm: [Cut](https://gazette.example/2018/07/21/cut). 12 July 2018. Retrieved 3 May 2019.

[Closed](https://gazette.example/2018/03/02/closed). Retrieved 3 May 2017.

[Open](https://gazette.example/open). Retrieved 3 May 1988.
"""
FUTURE = (
    "---\ndate: 2062-03-01\n---\nPORT ALDA (Reuters) - The ferry will stop. <!-- linkaudit: ignore[link-local] -->\n"
)
# Captures that were opened.
CAPTURED = "https://web.archive.org/web/20180712080000/https://harbour.example/"
SHOWN = "".join(f"[{page}]({CAPTURED}{page})\n" for page in ("gone", "none", "door", "away"))
# A host that is down.
DOWN = "".join(f"[{letter}](https://down.gazette.example/{letter})\n" for letter in "abcde")
# What was compared: a page with its capture, documents with their originals, a file with what was captured.
DRIFTED = "See [the quay](https://harbour.example/quay).\n"
COPY = "Original url: https://gazette.example/2018/07/12/copy\nDate: 2018-07-12\n"
NO_COPY = "Original url: https://gazette.example/2018/07/12/other\nDate: 2018-07-12\n"
# What only documents beside each other say: lost, dead and odd addresses.
TARGETS = """\
[Why the council gave up its ferry](#), [Line cut after a century](https://press.example/2018/07/line-cut-after-century)

[Why the council gave up its ferry](https://press.example/ferry), <https://press.example/line-cut-after-century>

<https://courier.example/2018/07/12/ferry-line-cut-a62221>, <https://courier.example/2018/07/12/tram-line-cut>
"""
# Two copies of a story, of which one says where it comes from.
STORY = """\
The harbour council voted on Wednesday to stop the ferry between Alda and the outer islands in autumn, since the boats
are older than most of their passengers and no yard on the coast is willing to repair them again. The island council
has asked for a year of respite and was not answered. Whoever wants to leave after that will have to ask the post.
"""
TOLD = f"July 12, 2018\n\n{STORY}\nOriginal url: https://courier.example/2018/07/12/ferry-line-cut-a62221\n"
# A column that took two sentences of it over.
COLUMN = """\
Everybody on the islands has a memory of the boats. Mine is the smell of tar in the first week of summer, and my aunt.

The boats are older than most of their passengers and no yard on the coast is willing to repair them again. The island
council has asked for a year of respite and was not answered.

I do not take buses. They have no railing to lean over, no gulls, and nobody whose hat may be taken by the wind.
"""
CONTESTED = """\
---
publisher: {publisher}
original_url: {original}
---
{text}
See [the tables](https://harbour.example/{tables}).
"""
CITED = "@online{{ferry,\n  url = {{https://press.example/2018/07/quay-closed}},\n  date = {{{date}}}\n}}\n"
CLAIMED = "https://press.example/2018/07/ferry-line-cut"
CONTRADICTING = {
    "ferry.md": CONTESTED.format(publisher="Bay Gazette", original=CLAIMED, text=FERRY, tables="quay"),
    "tides.md": CONTESTED.format(publisher="Port Herald", original=CLAIMED, text=TIDES, tables="quay/"),
    "again.md": FERRY.partition("\n")[0] + "\n\nOriginal url: https://herald.example/news/4711\n",
    "first.bib": CITED.format(date="2018-07-12"),
    "second.bib": CITED.format(date="2018-07-21"),
}
TEXTS = {
    "example.md": AILING,
    "future.md": FUTURE,
    "notes.wikitext": NOTES,
    "spelt.md": SPELT,
    "saved.html": SAVED,
    "dates.md": DATES,
    "beside.md": "See [the buoys](buoys.md).\n",
    "down.md": DOWN,
    "shown.md": SHOWN,
    "drifted.md": DRIFTED,
    "copy.txt": COPY,
    "other.txt": NO_COPY,
    "targets.md": TARGETS,
    "told.md": TOLD,
    "retold.md": STORY,
    "column.md": COLUMN,
    **CONTRADICTING,
}
MOVED_AWAY, MOVED_TO = (f"https://press.example/{page}line-cut-after-century" for page in ("2018/07/", ""))
DEAD, SUSPECT, SOFT = (f"https://gazette.example/{page}" for page in ("cut", "open", "closed"))
GATHERED = [f"https://council.example/{page}" for page in ("2018/28/02/m", "03/04/2018/m", "1971/05/17/m")]


def looks() -> list[Observation]:
    """Look at the links on which the rules on the live web are to speak."""
    soft = {"l": "redirect-to-root", "p": "parked", "f": "replaced"}
    to_search: dict[str, Any] = {
        "reason": "permanent-redirect",
        "final_url": "https://council.example/search",
        "hops": (Hop("x", 301),),
    }
    return [
        observation(DEAD, verdict="dead", reason="gone", status=410),
        observation(SUSPECT, verdict="dead", reason="not-found", status=404),
        observation(SOFT, verdict="soft-dead", reason="soft-404"),
        observation(MOVED_AWAY, verdict="dead", reason="not-found", status=404),
        observation(MOVED_TO),
        *(
            observation(f"https://harbour.example/{page}", verdict="soft-dead", reason=why)
            for page, why in soft.items()
        ),
        *(observation(url, verdict="moved", **to_search) for url in GATHERED),
        observation(f"{CAPTURED}gone", verdict="dead", reason="not-found", status=404, captured_at=NOW),
        observation(f"{CAPTURED}none", verdict="soft-dead", reason="soft-404", captured_at=NOW),
        observation(f"{CAPTURED}door", verdict="blocked", reason="login-required", captured_at=NOW),
        observation(f"{CAPTURED}away", captured_at=NOW),
        *(observation(f"https://down.gazette.example/{page}", verdict="dead", reason="timeout") for page in "abcde"),
    ]


PLACE = "https://harbour.example/g"
DIGEST = "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"


def findings() -> list[Finding]:
    """Let every rule of the catalogue speak."""
    documents = [committed(document_of(written, path), date(2024, 5, 6)) for path, written in TEXTS.items()]
    documents = [replace(each, sha1=DIGEST) if each.path == "other.txt" else each for each in documents]
    by_path = {each.path: each for each in documents}
    looked = [*looks(), observation(PLACE, fragments={"start": "missing"})]
    lookups = {
        DEAD: (lookup(DEAD, result="absent"),),
        SUSPECT: (lookup(SUSPECT, result="unknown", reason="refused"),),
        PLACE: (lookup(PLACE, result="absent"),),
        SOFT: (lookup(SOFT, result="found", digest=DIGEST),),
    }
    kinship = kinship_of(documents)
    known = context_of(
        kinship=kinship,
        dead_leads=dead_targets(documents, kinship, looked, ()),
        observations=seen(*looked),
        standings={DEAD: failing(looked[0], 8, 4)},
        outages=outages(documents, looked),
        gathered=same_targets(looked),
        lookups=lookups,
        copies=same_bytes(documents, (answer for answers in lookups.values() for answer in answers)),
        **drifted(by_path["drifted.md"], change="replaced", likeness=0.07),
        carryings={
            **carried(by_path["copy.txt"], carries="carries", share=0.97, where="live")["carryings"],
            **carried(by_path["other.txt"], carries="not", share=0.01, where="live")["carryings"],
        },
        home=lambda _: ("https://clippings.example/",),
        around=Beside({"tides.md": "# Tides\n"}),
    )
    found = [each for document in documents for each in judge(document, known, *Needs)]
    return list(triage(found, documents, Sieve(Rules()), set(Needs)).findings)


def test_every_rule_speaks_on_a_document_that_ails_all_over() -> None:
    assert {finding.rule for finding in findings()} == {rule.name for rule in RULES}


# What a rule compares: the values of the document, and what they are held against.
SINGLE = {
    "link-malformed",
    "link-local",
    "link-truncated",
    "date-access-invalid",
    "provenance-missing",
    "suppression-unused",
}


@pytest.mark.parametrize("finding", findings(), ids=lambda finding: f"{finding.rule}-{finding.location}")
def test_a_finding_says_what_it_compared_and_where_it_stands(finding: Finding) -> None:
    lines = TEXTS[finding.location.path].splitlines()
    assert finding.message
    assert finding.message == finding.message.strip()
    assert not finding.message.endswith(".")
    assert len(finding.evidence) >= (1 if finding.rule in SINGLE else 2)
    assert all(each.name and each.name == each.name.strip() for each in finding.evidence)
    assert any(each.location for each in finding.evidence)
    for each in finding.evidence:
        if each.location:
            # Only a collection lets documents speak of each other.
            assert each.location.path == finding.location.path or finding.rule.startswith("collection-")
            assert 1 <= each.location.line <= len(TEXTS[each.location.path].splitlines())
    assert 1 <= finding.location.line <= len(lines)
    assert 1 <= finding.location.column <= len(lines[finding.location.line - 1]) + 1


def fingerprints(document: Document) -> list[str]:
    return [finding.fingerprint for finding in judge(document, context_of(), *OFFLINE)]


def test_fingerprints_do_not_change_when_lines_move() -> None:
    moved = AILING.replace("\n\nPORT", "\n\nSome words that were put in later.\n\nPORT")
    assert moved != AILING
    assert fingerprints(document_of(moved)) == fingerprints(document_of(AILING))


def test_no_two_findings_of_a_document_have_one_fingerprint() -> None:
    made = [finding.fingerprint for finding in findings()]
    assert len(set(made)) == len(made)


def test_two_places_of_one_url_have_two_fingerprints_that_stay_in_order() -> None:
    one = "[a](https://bit.ly/x)\n"
    first, second = (each.fingerprint for each in findings_of("link-shortener", one * 2))
    assert first != second
    assert [each.fingerprint for each in findings_of("link-shortener", f"Words.\n\n{one}")] == [first]


def test_a_fingerprint_names_the_document() -> None:
    one = "[a](https://bit.ly/x)\n"
    (here,), (there,) = findings_of("link-shortener", one), findings_of("link-shortener", one, "other.md")
    assert here.fingerprint != there.fingerprint


def test_findings_without_a_url_are_told_apart_by_what_they_compare() -> None:
    first, second = findings_of("link-empty", "[one]()\n\n[two]()\n")
    assert first.fingerprint != second.fingerprint
    swapped = findings_of("link-empty", "[two]()\n\n[one]()\n")
    assert [each.fingerprint for each in swapped] == [second.fingerprint, first.fingerprint]


HIDDEN = "s3cret-harbour"
HOLDERS = {
    "password": f"https://ada:{HIDDEN}@records.gazette.example/2031/05/17/x",
    "password of a broken scheme": f"https:/ada:{HIDDEN}@records.gazette.example/x",
    "password of a doubled scheme": f"https://https://ada:{HIDDEN}@records.gazette.example/x",
    "password of a broken port": f"https://ada:{HIDDEN}@records.gazette.example:99999/x",
    "password at a local address": f"http://ada:{HIDDEN}@192.168.0.12/x",
    "password at a reserved host": f"https://ada:{HIDDEN}@shop.example.com/x",
    "password under an unknown suffix": f"https://ada:{HIDDEN}@records.ogr/x",
    "password and a space": f"https://ada:{HIDDEN}@records.gazette.example/a b",
    "password for FTP": f"ftp://ada:{HIDDEN}@files.ogr/x",
    "token": f"https://gazette.example/2031/05/17/x?access_token={HIDDEN}&utm_source=a",
    "token at a shortener": f"https://bit.ly/x?token={HIDDEN}",
    "signature": f"https://files.ogr/x?X-Amz-Signature={HIDDEN}&fbclid=1",
    "token in a fragment": f"https://files.ogr/x#access_token={HIDDEN}",
    "password in a capture": f"https://web.archive.org/web/20131414230300/https://ada:{HIDDEN}@gazette.example/x",
    "password in a wrapper": f"https://www.google.com/url?q=https%3A%2F%2Fada%3A{HIDDEN}%40records.ogr%2Fx&sa=D",
    "token in a wrapper": f"https://l.facebook.com/l.php?u=https%3A%2F%2Ffiles.ogr%2Fx%3Faccess_token%3D{HIDDEN}%26a%3Db",
    "token behind a proxy": f"https://files-gazette-org.ezproxy.gazette.example/x?token={HIDDEN}",
    "session": f"https://gazette.example/2031/05/17/x?PHPSESSID={HIDDEN}&utm_source=a",
    "session in the path": f"https://gazette.example/2031/05/17/x;jsessionid={HIDDEN}",
    "signed for a time": f"https://files.ogr/x?Expires=1531382400&Key-Pair-Id=K2V7&Signature={HIDDEN}-1a2b3c",
    "credential": f"https://files.ogr/x?X-Amz-Credential={HIDDEN}%2F20180712&X-Amz-Security-Token={HIDDEN}",
    "encoded name": f"https://files.ogr/x?access%5Ftoken={HIDDEN}&fbclid=1",
    "token in a URL within": f"https://bit.ly/x?u=https%3A%2F%2Fb.example%2F%3Ftoken%3D{HIDDEN}%26p%3D1",
    "token in a URL within, encoded twice": f"https://bit.ly/x?u=https%253A%252F%252Fb.ogr%252F%253Ftoken%253D{HIDDEN}",
    "mail address": f"https://council.example/2031/05/17/a?email={HIDDEN}@gazette.ogr&utm_source=a",
    "mail address of a person": f"https://council.example/a?id=1&email={HIDDEN}@gazette.example",
    "encoded mail address": f"https://council.example/a?email={HIDDEN}%40gazette.example",
    "mail address in a rewritten link": (
        f"https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fb.ogr&data=05%7C01%7C{HIDDEN}%40b.example%7C0"
    ),
    "recipient": f"https://gazette.us1.list-manage.com/track/click?u=1a2b&id=3c4d&e={HIDDEN}1",
    "token in a capture": f"https://web.archive.org/web/20131414230300/https://gazette.example/x?token={HIDDEN}",
}
WAYS = {
    "link": "See [the records](<{}>).\n",
    "shown": "See [{0}](<{0}>) and [{0}](https://tabloid.test/).\n",
    "bare": "See {} for more.\n",
    "original": "Original url: {}\n",
    "definition": "See [records].\n\n[records]: <{}>\n",
    "front matter": "---\nsource: {}\n---\nText.\n",
    "nested": "[records]([{0}]({0}))\n",
    "access": "[Records](<{}>). 21 October 2009. Retrieved 31 January 2009. Archived on 3 March 2015.\n",
    "twice": "[a](<{0}>) and [b](<{0}>)\n",
    "suppressed": "[a](<{0}>) <!-- linkaudit: ignore[link-*] see {0} -->\n",
}


@pytest.mark.parametrize("url", HOLDERS.values(), ids=HOLDERS)
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_no_report_gives_a_secret_away(way: str, url: str, capsys: pytest.CaptureFixture[str]) -> None:
    written = way.format(url)
    assert HIDDEN in written
    document = document_of(written)
    looked = [
        observation(
            each.url,
            verdict="dead",
            reason="gone",
            final_url=each.url,
            detail=f"410 at {each.url}",
            fragments={each.url.partition("#")[2]: "missing"},
        )
        for each in document.references
    ]
    answers = {each.url: (lookup(each.url, result="absent", reason=f"none of {each.url}"),) for each in looked}
    known = context_of(observations=seen(*looked), lookups=answers)
    sorted_out = triage(list(judge(document, known, *Needs)), [document], Sieve(Rules()), set(Needs))
    audit = Audit(
        Run("1", "audit", ("example.md",), date(2026, 11, 21), web="asked", archives="asked"),
        (document,),
        sorted_out.findings,
        sorted_out.suppressed,
        observations=tuple(looked),
        lookups=tuple(answer for answers in answers.values() for answer in answers),
    )
    for each in looked:
        LineByLine().step("dead", each.url)
    written = "\n".join(
        [
            capsys.readouterr().err,
            json.render(audit),
            text.render(audit),
            text.summary(audit),
            markdown.render(audit, folder="reports"),
        ]
        + [text.observation_line(each) for each in audit.observations]
        + [text.lookup_line(each) for each in audit.lookups]
    )
    assert HIDDEN not in written
    assert MASK in written or not (audit.findings or audit.observations)


HEALTHY = {
    "README.md": """\
# tidetable

Predict tides. Docs: <https://docs.gazette.example/tidetable>, chat on [Node.js](https://nodejs.org/en/),
written by [ada](https://code.gazette.example/@ada) and [others](#contributors).

![Build](https://ci.gazette.example/badge.svg)
[![Release](https://img.gazette.example/v/2.1.0)](https://code.gazette.example/tidetable/releases/tag/v2.1.0)

Run `curl https://example.com/api?token=abc` or open http://localhost:8000/ in your browser.

See also RFC 9110, [CVE-2019-10234](https://cve.gazette.example/CVE-2019-10234), the
[2018-2019 budget](https://council.gazette.example/budget/2018-2019/), [week 9](https://council.gazette.example/2018/W09/),
<https://ada@mail.gazette.example/> is how we do not write addresses: `https://user:password@host/`.

## Contributors

[Back to top](#)
""".replace("<https://ada@mail.gazette.example/> is how we do not write addresses: ", "Never write "),
    "CHANGELOG.md": """\
# Change log

## [2.1.0] - 2024-05-06

- Compare `main...dev` ([#12](https://code.gazette.example/tidetable/pull/12)), by [bo](https://code.gazette.example/bo).
- Announced in [our post](https://blog.gazette.example/2024/05/06/two-one).

[2.1.0]: https://code.gazette.example/tidetable/compare/v2.0.0...v2.1.0
""",
    "docs/guide.md": """\
# Guide

Set `http_proxy=http://proxy:port`. Replace `https://your-host/` by your own: [dashboard](https://your-server.example/).
The API of [harbour.example](https://harbour.example) gives tables as of 2018-07-12:

```text
[text]() [x](#) https:/broken http://http://twice
```

    [also code](TODO)

See [the manual](../manual.md), [the form](mailto:ada@harbour.example) or [call](tel:+490000).
An [archived copy](https://web.archive.org/web/20180801000000/https://harbour.example/2018/07/12/tables) is kept.
""",
    "page.html": """\
<!DOCTYPE html><html><head><title>Tides</title><link rel="stylesheet" href="a.css"><base href="https://harbour.example/">
</head><body><a href="#">Menu</a> <a href="javascript:go()">Go</a> <a href="tides">Tides</a>
<form action=""><button>Send</button></form><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="">
<p>See https://harbour.example/tides?date=2018-07-12&amp;page=2.</p></body></html>
""",
    "notes.txt": """\
Tides
=====

High water at noon. See <https://harbour.example/tides> (in print: https://harbour.example/print/tides).
Mirrors: ftp://files.harbour.example/tides/, http://192.0.2.7/tides.
""",
}


@pytest.mark.parametrize(("path", "written"), HEALTHY.items(), ids=HEALTHY)
def test_healthy_documentation_has_no_errors(path: str, written: str) -> None:
    grave = [finding for finding in triaged(written, path).findings if finding.severity is not Severity.INFO]
    assert [str(finding.location) + " " + finding.message for finding in grave if finding.rule != "link-local"] == []
    assert all(finding.severity is not Severity.ERROR for finding in grave)
