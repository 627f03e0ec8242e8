"""The same text on the pages of different sites: what stands around it, and in which elements it stands."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content_pairs.stories import Story

_SECTIONS = (
    "Home",
    "World",
    "Politics",
    "Business",
    "Science",
    "Culture",
    "Sport",
    "Weather",
    "Podcasts",
    "Newsletters",
)
_COOKIES = (
    "We value your privacy. We and our 843 partners store and access information on a device, such as cookies, and "
    "process personal data, such as unique identifiers, for personalised advertising, audience research and the "
    "development of services. You may accept or manage your choices by clicking below, including your right to object "
    "where legitimate interest is used, or at any time in the privacy policy page."
)
_COMMENTS = (
    "Great article, I have been saying this for years and nobody wanted to listen. About time somebody wrote it down!",
    "My grandfather told me about it when I was a child. It is good to see that people still care for such things.",
    "I am not convinced. Who is going to pay for all of it in the end? We are, as always, and nobody asks us.",
    "Could the author please say where the figures come from? I find others in the yearbook of the statistics office.",
    "@Ralph: they are from the annual report, page twelve. Took me two minutes to find, by the way. Have a nice day.",
    "Comment removed by the moderators because it did not comply with our community guidelines.",
)


def magazine(story: Story, teasers: Sequence[Story]) -> str:
    """Elements named for what they are: header, nav, main, article, aside, footer; a cookie dialog over it."""
    body = [f"<p>{escape(each)}</p>" for each in story.paragraphs]
    related = "".join(f'<li><a href="/{each.name}">{escape(each.title)}</a></li>' for each in teasers)
    body.insert(2, f'<aside class="related"><h2>Related stories</h2><ul>{related}</ul></aside>')
    body.insert(4, _newsletter())
    return _page(
        story,
        f"""<header class="site"><a href="/">The Daily Courier</a>{_links("nav")}</header>
<div id="onetrust-banner-sdk" role="dialog"><p>{_COOKIES}</p><button>Accept all</button><button>Reject</button></div>
<main><article><h1>{escape(story.title)}</h1>
<div class="share"><a href="#">Share</a> <a href="#">Tweet</a> <a href="#">E-mail</a></div>
{"".join(body)}
<p class="tags">Topics: <a href="/t/1">Local</a> <a href="/t/2">People</a></p></article>
<aside><h2>Most read</h2><ol>{_teasers(teasers, "li")}</ol></aside></main>
<footer>{_links("nav")}<p>© 2024 The Daily Courier Media Group. All rights reserved. Imprint.</p></footer>""",
    )


def divisions(story: Story, teasers: Sequence[Story]) -> str:
    """Nothing but divisions, with names of classes that say what they are; comments below."""
    body = "".join(f"<p>{escape(each)}</p>" for each in story.paragraphs)
    comments = "".join(f'<div class="comment"><b>reader{at}</b><p>{escape(each)}</p></div>' for at, each in _talk())
    return _page(
        story,
        f"""<div id="wrap"><div class="topbar">{_links("div")}</div>
<div class="cookie-consent">{_COOKIES} <a href="/privacy">More</a></div>
<div class="columns"><div class="col-main">
<div class="breadcrumb"><a href="/">Start</a> &gt; <a href="/r">Region</a></div>
<h1 class="headline">{escape(story.title)}</h1><div class="byline">By a staff reporter, 12 March, updated 14:05</div>
<div class="story-body">{body}</div>
<div class="social-share">Share this article: <a href="#">Facebook</a> <a href="#">WhatsApp</a></div>
<div id="comments"><h3>6 comments</h3>{comments}</div></div>
<div class="sidebar"><h3>Also interesting</h3>{_teasers(teasers, "div")}</div></div>
<div class="footer">{_links("div")} Copyright. Contact. Advertise with us.</div></div>""",
    )


def tables(story: Story, teasers: Sequence[Story]) -> str:
    """A page of 2003: tables for the layout, line breaks for the paragraphs, no element that says what it holds."""
    body = "<br><br>\n".join(escape(each) for each in story.paragraphs)
    menu = "<br>".join(f'<a href="{each}.html">{each}</a>' for each in _SECTIONS)
    return f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>{escape(story.title)}</title></head>
<body bgcolor="#ffffff"><table width="760"><tr><td colspan="3"><img src="logo.gif" alt="Courier"></td></tr>
<tr><td width="120" valign="top"><font size="2">{menu}</font></td>
<td valign="top"><font face="Verdana"><b>{escape(story.title)}</b><br><br>{body}</font></td>
<td width="160" valign="top"><font size="1"><b>News</b><br>{_teasers(teasers, "div")}</font></td></tr>
<tr><td colspan="3"><font size="1">Best viewed at 1024x768. You are visitor number 48113.</font></td></tr></table>
</body></html>"""


def weblog(story: Story, teasers: Sequence[Story]) -> str:
    """A weblog as its software writes it: widgets, sharing, comments in a list, a form for another."""
    body = "".join(f"<p>{escape(each)}</p>\n" for each in story.paragraphs)
    comments = "".join(f'<li class="comment"><article><p>{escape(each)}</p></article></li>' for _, each in _talk())
    return _page(
        story,
        f"""<div id="page" class="site"><header id="masthead" class="site-header"><p class="site-title">A weblog</p>
{_links("nav")}</header><div id="content" class="site-content"><div id="primary"><main id="main">
<article class="post type-post hentry"><header class="entry-header"><h1 class="entry-title">{escape(story.title)}</h1>
<span class="posted-on">Posted on March 12</span></header><div class="entry-content">{body}
<div class="sharedaddy"><h3>Share this:</h3><ul><li><a>Twitter</a></li><li><a>Facebook</a></li></ul></div></div>
<footer class="entry-footer">Posted in <a href="/c">Uncategorised</a></footer></article>
<nav class="post-navigation"><a href="/p">{escape(teasers[0].title)}</a>
<a href="/n">{escape(teasers[1].title)}</a></nav>
<div id="comments" class="comments-area"><h2>Thoughts on this</h2><ol class="comment-list">{comments}</ol>
<div id="respond"><form><p>Your email address will not be published. Required fields are marked *</p>
<textarea></textarea></form></div></div></main></div>
<aside id="secondary" class="widget-area"><section class="widget"><h2>Recent Posts</h2>
<ul>{_teasers(teasers, "li")}</ul></section></aside></div>
<footer id="colophon">Proudly powered by software</footer></div>""",
    )


def application(story: Story, teasers: Sequence[Story]) -> str:
    """What scripts have put together on the server: nested divisions with meaningless names, no paragraphs."""
    body = "".join(f'<div class="css-1r7ky0e"><span>{escape(each)}</span></div>' for each in story.paragraphs)
    cards = "".join(
        f'<a class="css-9mylee" href="/{each.name}"><div><h3>{escape(each.title)}</h3>'
        f"<span>{escape(each.paragraphs[0])}</span></div></a>"
        for each in teasers
    )
    return _page(
        story,
        f"""<div id="__next"><div class="css-1a"><div class="css-1b">{_links("div")}</div>
<div class="css-2c"><div class="css-2d"><h1 class="css-h">{escape(story.title)}</h1>
<div class="css-3e">{body}</div></div>
<div class="css-4f"><div>Recommended for you</div>{cards}</div></div>
<div class="css-5g">{_links("div")}<div>Terms of use</div></div></div></div>
<script id="__NEXT_DATA__" type="application/json">{{"props": {{"title": "not to be read"}}}}</script>""",
    )


def bare(story: Story, teasers: Sequence[Story]) -> str:  # noqa: ARG001
    """The version for printing, or for slow telephones: a heading and the text."""
    body = "".join(f"<p>{escape(each)}</p>" for each in story.paragraphs)
    return _page(story, f"<h1>{escape(story.title)}</h1>{body}<p><a href='/'>Back to the full version</a></p>")


def encyclopedia(story: Story, teasers: Sequence[Story]) -> str:
    """An encyclopedia: a box beside the text, notes, lists of links below, tools and languages at the side."""
    rows = "".join(f"<tr><th>{escape(each.title[:20])}</th><td>{len(each.text)}</td></tr>" for each in teasers)
    body = "".join(f"<p>{escape(each)}<sup><a href='#n{at}'>[{at}]</a></sup></p>" for at, each in _paragraphs(story))
    notes = "".join(
        f"<li id='n{at}'><a href='#'>^</a> <cite>The Daily Courier, page {at}</cite></li>" for at in range(6)
    )
    links = "".join(f'<li><a href="/{each.name}">{escape(each.title)}</a></li>' for each in teasers)
    return _page(
        story,
        f"""<div id="mw-page-base"></div><div id="content" class="mw-body" role="main"><h1 id="firstHeading">
{escape(story.title)}</h1><div id="bodyContent"><div id="siteSub">From the free encyclopedia</div>
<a class="mw-jump-link" href="#nav">Jump to navigation</a><div id="mw-content-text"><div class="mw-parser-output">
<table class="infobox"><tbody>{rows}</tbody></table>{body}<h2>See also<span class="mw-editsection">[edit]</span></h2>
<ul>{links}</ul><h2>References</h2><ol class="references">{notes}</ol></div></div>
<div id="catlinks">Categories: <a href="/c">Events</a></div></div></div>
<div id="mw-navigation"><div id="p-lang">{_links("div")}</div></div>
<div id="footer"><ul><li>This page was last edited on 12 March, at 14:05.</li></ul></div>""",
    )


def portal(story: Story, teasers: Sequence[Story]) -> str:
    """A site whose classes say nothing useful, with teasers of several sentences beside and below the text."""
    body = "<div class='x9'>" + "</div><div class='x9'>".join(escape(each) for each in story.paragraphs) + "</div>"
    boxes = "".join(
        f"<div class='box'><b>{escape(each.title)}</b><br>{escape(each.paragraphs[0])} "
        f"<a href='/{each.name}'>more</a></div>"
        for each in teasers[:3]
    )
    return _page(
        story,
        f"""<div class="page"><div class="l1">{_links("div")}</div><div class="l2"><div class="text">
<h2>{escape(story.title)}</h2>{body}</div><div class="r2">{boxes}</div></div>
<div class="l3"><i>Portal of the region, since 1998. Write to the editors, we answer in two days.</i></div></div>""",
    )


FRAMES = (magazine, divisions, tables, weblog, application, bare)
UNTRIED = (encyclopedia, portal)
"""Frames that were made when the bounds stood. For them, only signs of footnotes were learned to be left out."""


def in_wayback(page: str) -> str:
    """A page as the Wayback Machine plays it back, with its banner and scripts."""
    before = """<!-- BEGIN WAYBACK TOOLBAR INSERT -->
<script>__wm.rw(0);</script><div id="wm-ipp-base" lang="en" style="display:none"><div id="wm-ipp">
<div><a href="/web/">Wayback Machine</a> <span>48 captures</span> 12 Mar 2019 - 30 Sep 2024</div>
<table><tr><td>Feb</td><td>MAR</td><td>Apr</td></tr><tr><td>2018</td><td>2019</td><td>2020</td></tr></table>
<div>success fail About this capture COLLECTED BY Organization: Internet Archive These crawls are part of an effort to
archive pages as they are created and archive the pages that they refer to. That way, as the pages that are referenced
are changed or taken from the web, a link to the version that was live when the page was written will be preserved.
TIMESTAMPS loading</div></div></div><div id="wm-ipp-print">The Wayback Machine - https://web.archive.org/web/2019</div>
<!-- END WAYBACK TOOLBAR INSERT -->"""
    opening, mark, rest = page.partition("<body")
    attributes, end, body = rest.partition(">")
    return f"{opening}{mark}{attributes}{end}{before}{body}\n<!-- FILE ARCHIVED ON 08:00:00 Mar 12, 2019 -->"


def in_pywb(page: str) -> str:
    """A page as pywb plays it back, with its banner."""
    head, mark, rest = page.partition("</head>")
    banner = """<!-- WB Insert --><script>wbinfo = {"url": "not to be read"};</script>
<script src="/static/wombat.js"></script><!-- End WB Insert -->"""
    bar = """<div id="_wb_frame_top_banner" class="app"><div id="_wb_capture_info">This is an archived page from
Tuesday, March 12, 2019 08:00 of the collection of the town library, to be used for research only</div></div>"""
    opening, body_mark, body = rest.partition("<body>")
    return f"{head}{banner}{mark}{opening}{body_mark}{bar}{body}"


def parked(host: str) -> str:
    """A page of a domain that is for sale."""
    links = "".join(f"<li><a href='/s?q={each}'>{each} offers near you</a></li>" for each in _SECTIONS)
    return f"""<html><head><title>{host}</title></head><body><h1>{host}</h1><p>This domain is for sale! The owner of
{host} is offering it for sale for an asking price of 2499 USD. Buy safely and securely with our transfer service, or
lease the name from 99 USD a month. Our brokers will answer your questions by telephone or in the chat.</p>
<h2>Related searches</h2><ul>{links}</ul><p>The sponsored listings displayed above are served automatically by a third
party. Neither the service provider nor the domain owner maintain any relationship with the advertisers.</p>
</body></html>"""


def consent_wall(story: Story) -> str:
    """A page that shows nothing before one has agreed."""
    return f"""<html><head><title>{escape(story.title)}</title></head><body><div class="message"><h2>Your privacy</h2>
<p>{_COOKIES}</p><button>Accept and continue</button><button>Subscribe without advertising</button></div>
</body></html>"""


def _page(story: Story, body: str) -> str:
    return f"""<!DOCTYPE html>
<html lang="{story.language}"><head><meta charset="utf-8"><title>{escape(story.title)}</title>
<style>p {{ margin: 1em }}</style><script>var page = "not to be read";</script></head><body>
{body}
</body></html>"""


def _links(element: str) -> str:
    return f"<{element}><ul>{''.join(f'<li><a href=/{each}>{each}</a></li>' for each in _SECTIONS)}</ul></{element}>"


def _teasers(stories: Sequence[Story], element: str) -> str:
    """The beginnings of other stories, as lists of links."""
    return "".join(
        f'<{element}><a href="/{each.name}">{escape(each.title)}</a> {escape(_start(each))} …</{element}>'
        for each in stories
    )


def _paragraphs(story: Story) -> list[tuple[int, str]]:
    return list(enumerate(story.paragraphs))


def _start(story: Story) -> str:
    """The first words of a story; a script without spaces says the same in a third of the characters."""
    return story.paragraphs[0][: 40 if story.language in ("ja", "zh") else 120]


def _talk() -> list[tuple[int, str]]:
    return list(enumerate(_COMMENTS))


def _newsletter() -> str:
    return """<div class="newsletter-signup"><h3>Our newsletter</h3><p>Get the most important stories of the day, every
morning at six, free of charge, straight to your inbox. You can unsubscribe at any time.</p>
<form><input type="email"><button>Sign up</button></form></div>"""


def without_comments(page: str) -> str:
    """The same page before anybody had commented."""
    for each in _COMMENTS:
        page = page.replace(f"<p>{escape(each)}</p>", "")
    return page
