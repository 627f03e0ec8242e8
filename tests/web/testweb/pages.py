"""Pages as the usual systems write them: with navigation, a sidebar and a footer around what they say."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from testweb.answers import Reply, page
from testweb.prose import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORDPRESS = """<!DOCTYPE html>
<html lang="{lang}" class="no-js">
<head><meta charset="UTF-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} &#8211; {site}</title>{head}
<link rel="stylesheet" href="/wp-content/themes/tidewater/style.css?ver=6.4"><meta name="generator" content="WordPress 6.4">
</head>
<body class="{kind} wp-embed-responsive">
<a class="skip-link screen-reader-text" href="#content">Skip to content</a>
<header id="masthead"><p class="site-title"><a href="/" rel="home">{site}</a></p>
<nav id="site-navigation"><ul><li><a href="/">Home</a></li><li><a href="/about/">About us</a></li>
<li><a href="/news/">News</a></li><li><a href="/visit/">Visit</a></li><li><a href="/contact/">Contact</a></li></ul></nav></header>
<main id="content"><article class="hentry"><h1 class="entry-title">{heading}</h1>
<div class="entry-content">{main}</div></article></main>
<aside id="secondary"><section class="widget"><h2>Recent posts</h2><ul><li><a href="/2023/05/spring-tides/">Spring tides</a></li>
<li><a href="/2023/04/opening-hours/">Opening hours at Easter</a></li><li><a href="/2023/02/bridge/">The bridge</a></li></ul></section>
<form role="search" action="/"><label>Search for: <input type="search" name="s"></label></form></aside>
<footer id="colophon"><p>&copy; 2023 {site}. Proudly powered by WordPress. <a href="/privacy-policy/">Privacy policy</a></p></footer>
<script src="/wp-includes/js/wp-emoji-release.min.js"></script></body></html>"""
_DRUPAL = """<!DOCTYPE html>
<html lang="{lang}" dir="{direction}"><head><meta charset="utf-8"><meta name="Generator" content="Drupal 10 (https://www.drupal.org)">
<title>{title} | {site}</title>{head}</head>
<body class="path-node page-node-type-{kind}">
<div class="region region-header"><a href="/" title="Home" rel="home"><img src="/themes/custom/logo.svg" alt="Home"></a></div>
<nav role="navigation"><ul class="menu"><li><a href="/collections">Collections</a></li><li><a href="/research">Research</a></li>
<li><a href="/events">Events</a></li><li><a href="/publications">Publications</a></li><li><a href="/user/login">Log in</a></li></ul></nav>
<main role="main"><h1 class="page-title">{heading}</h1><div class="node__content clearfix">{main}</div></main>
<footer role="contentinfo"><p>{site}, Quay Street 4. Telephone 0123 4567, open Tuesday to Sunday, 10 to 17 h.</p>
<ul><li><a href="/imprint">Imprint</a></li><li><a href="/accessibility">Accessibility</a></li></ul></footer></body></html>"""
_BY_HAND = """<HTML><HEAD><TITLE>{title}</TITLE>{head}
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=utf-8"></HEAD>
<BODY BGCOLOR="#FFFFFF"><TABLE WIDTH="100%"><TR><TD><A HREF="/">{site}</A></TD><TD><A HREF="/index.html">Contents</A> |
<A HREF="/links.html">Links</A> | <A HREF="/guestbook.html">Guest book</A></TD></TR></TABLE>
<H1>{heading}</H1>
{main}
<HR><ADDRESS>{site}, last changed in 2004. Best viewed at 800 x 600.</ADDRESS></BODY></HTML>"""
_PORTAL = """<!doctype html><html lang="{lang}" dir="{direction}"><head><meta charset="utf-8"><title>{title} - {site}</title>{head}
<meta property="og:site_name" content="{site}"><script>window.dataLayer=window.dataLayer||[];</script></head>
<body data-page="{kind}"><header class="c-header"><a class="c-logo" href="/">{site}</a>
<ul class="c-menu"><li><a href="/politics">Politics</a><li><a href="/world">World</a><li><a href="/culture">Culture</a>
<li><a href="/sport">Sport</a><li><a href="/weather">Weather</a></ul><a class="c-login" href="/login">Sign in</a></header>
<main class="c-main"><h1>{heading}</h1>{main}</main>
<section class="c-most-read"><h2>Most read</h2><ol><li><a href="/a/1">What the storm left behind</a><li><a href="/a/2">Bread, explained</a>
<li><a href="/a/3">Why the ferry is late</a></ol></section>
<footer class="c-footer"><p>Contact us. Terms of use. Privacy. Cookies. Advertise with us. Subscribe to our newsletter.</p>
<p>{site} is not responsible for the content of other sites.</p></footer></body></html>"""
STYLES = {"wordpress": _WORDPRESS, "drupal": _DRUPAL, "by-hand": _BY_HAND, "portal": _PORTAL}
_NAMES = (
    "Harbour Museum",
    "Institute of Coastal Studies",
    "The Sound Gazette",
    "Tidewater Society",
    "Northlock Records",
)


def site_name(host: str) -> str:
    """Name a site after nothing but its host."""
    return _NAMES[zlib.crc32(host.encode()) % len(_NAMES)]


def html(
    title: str,
    main: str,
    *,
    style: str = "wordpress",
    site: str = "Harbour Museum",
    lang: str = "en",
    head: str = "",
    kind: str = "single",
    heading: str | None = None,
) -> str:
    """Write a whole page. The heading is the title unless given."""
    return STYLES[style].format(
        title=title,
        main=main,
        site=site,
        lang=lang,
        head=head,
        kind=kind,
        heading=title if heading is None else heading,
        direction="rtl" if lang in {"ar", "he", "fa"} else "ltr",
    )


def article(title: str, lang: str = "en", length: int = 4, **rest: str) -> str:
    """Write the page of an article: with a title of its own and text that no other page has in this order."""
    return html(title, paragraphs(title, length, lang), lang=lang, **rest)


def text_page(title: str, lang: str = "en", length: int = 4, **rest: str) -> Reply:
    """Reply with an article."""
    return page(article(title, lang, length, **rest))


def home(host: str) -> Reply:
    """Reply with the first page of a site that has no other."""
    name = site_name(host)
    teasers = "".join(
        f'<h2><a href="/news/{number}">{topic}</a></h2>{paragraphs(host + topic, 1)}'
        for number, topic in enumerate(
            ("New exhibition", "Opening hours in winter", "Call for papers", "From the archive")
        )
    )
    return page(html("Home", teasers, site=name, kind="home", heading=f"Welcome to the {name}"))


def missing(host: str) -> Reply:
    """Reply that there is no such page, honestly."""
    return page(html("Page not found", NOT_HERE, site=site_name(host), kind="error404"), 404)


NOT_HERE = """<p>It looks like nothing was found at this location. The address may be mistyped, or the page may have been
removed in the course of our redesign.</p><p>You could try the search, or start again from one of these:</p>
<ul><li><a href="/">Home</a></li><li><a href="/news/">News</a></li><li><a href="/contact/">Contact</a></li></ul>"""


def listing(title: str, items: Iterable[str], **rest: str) -> str:
    """Write a page that is a list of links with a line of text each."""
    rows = "".join(f'<li><a href="/item/{n}">{item}</a> {paragraphs(item, 1)}</li>' for n, item in enumerate(items))
    return html(title, f"<ul>{rows}</ul>", **rest)
