"""Redirects: to where the page is now, to where it never was, and the ways in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.models import Verdict
from testweb.answers import Asked, Reply, page, to, turns, when
from testweb.behaviour import alive, dead, moved, soft
from testweb.pages import NOT_HERE, html, missing, text_page
from testweb.prose import paragraphs

if TYPE_CHECKING:
    from testweb.wire import Wire

PAGE = text_page("A history of the northern lock", style="drupal")
COOKIE = "session=k7d2"


def _to_the_root_of(host: str) -> Reply:
    return to(f"http://{host}/", 302)


async def _deeper(asked: Asked, wire: Wire) -> None:
    await wire.do(to(f"{asked.path}/more"), asked)


BEHAVIOURS = [
    moved("permanent", {"/old": to("/new", 301), "/new": PAGE}, innocent=False),
    moved("permanent-308", {"/old": to("/new", 308), "/new": PAGE}, innocent=False),
    alive("temporary", {"/old": to("/new", 302), "/new": PAGE}, innocent=False),
    alive("temporary-307", {"/old": to("/new", 307), "/new": PAGE}, innocent=False),
    alive("see-other", {"/old": to("/new", 303), "/new": PAGE}, innocent=False),
    moved(
        "trailing-slash",
        {"/locks/northern": to("/locks/northern/", 301), "/locks/northern/": PAGE},
        also=(Verdict.ALIVE,),
    ),
    moved(
        "http-to-https-to-www",
        {
            "/lock": to("https://http-to-https-to-www.test/lock", 301),
            "https:/lock": to("https://www.http-to-https-to-www.test/lock", 301),
        },
        more={"www.http-to-https-to-www.test": {"https:/lock": PAGE}},
    ),
    moved(
        "new-domain",
        {"/lock": to("https://lock-museum.test/lock", 301)},
        more={"lock-museum.test": {"https:/lock": PAGE}},
    ),
    alive("relative-location", {"/a/b/old": to("../c/new?x=1", 302), "/a/c/new": PAGE}),
    moved("relative-without-slash", {"/a/old": to("new.html", 301), "/a/new.html": PAGE}),
    alive(
        "scheme-relative",
        {"/old": to("//www.scheme-relative.test:PLAIN/new")},
        more={"www.scheme-relative.test": {"/new": PAGE}},
    ),
    moved("location-in-utf-8", {"/alt": to("/straße/brücke", 301), "/stra%C3%9Fe/br%C3%BCcke": PAGE}),
    moved(
        "location-in-latin-1",
        {
            "/alt": b"HTTP/1.1 301 Moved\r\nLocation: /caf\xe9\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            "/caf%C3%A9": PAGE,
            "/caf%E9": PAGE,
        },
    ),
    moved("location-with-spaces", {"/old": to("/annual report 2019.html", 301), "/annual%20report%202019.html": PAGE}),
    alive("location-in-capitals", {"/old": to("HTTP://LOCATION-IN-CAPITALS.TEST:PLAIN/new"), "/new": PAGE}),
    alive("location-with-fragment", {"/old": to("/new#part-2"), "/new": PAGE}),
    alive(
        "lower-case-header",
        {
            "/old": b"HTTP/1.1 302 found\r\nlocation: /new\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
            "/new": PAGE,
        },
    ),
    alive(
        "cookies-on-the-way",
        {
            "/lock": when(lambda asked: COOKIE in asked.headers.get("cookie", ""), PAGE, to("/welcome?back=/lock")),
            "/welcome": to("/lock", 302, Set_Cookie=f"{COOKIE}; Path=/; HttpOnly"),
        },
    ),
    alive(
        "same-address-with-cookie",
        {
            "/lock": when(
                lambda asked: COOKIE in asked.headers.get("cookie", ""),
                PAGE,
                to("/lock", 302, Set_Cookie=f"{COOKIE}; Path=/"),
            )
        },
    ),
    alive(
        "cookie-check-then-count",
        {
            "/lock": when(
                lambda asked: "seen=2" in asked.headers.get("cookie", ""),
                PAGE,
                when(
                    lambda asked: "seen=1" in asked.headers.get("cookie", ""),
                    to("/lock", 302, Set_Cookie="seen=2"),
                    to("/lock", 302, Set_Cookie="seen=1"),
                ),
            )
        },
    ),
    moved(
        "nine-redirects",
        {**{f"/{n}": to(f"/{n + 1}", 301) for n in range(1, 9)}, "/9": PAGE},
        cites=("/1",),
        also=(Verdict.ALIVE,),
    ),
    alive("root-to-language", {"/": to("/en/"), "/en/": PAGE}),
    moved("root-to-language-for-good", {"/": to("/en/home", 301), "/en/home": PAGE}, also=(Verdict.ALIVE,)),
    alive(
        "short-link",
        {"/x7Gq": to("http://long-articles.test/2019/lock", 302)},
        more={"long-articles.test": {"/2019/lock": PAGE}},
        also=(Verdict.MOVED,),
    ),
    moved(
        "identifier",
        {"/10.5555/lock.17": to("http://journal-of-locks.test/articles/17", 302)},
        "new-domain",
        "permanent-redirect",
        more={"journal-of-locks.test": {"/articles/17": PAGE}},
        also=(Verdict.ALIVE,),
    ),
    moved("index-file-to-folder", {"/index.html": to("/", 301), "/": PAGE}, also=(Verdict.ALIVE,)),
    moved(
        "old-home-to-new-home",
        {"/": to("http://new-home.test/", 301)},
        more={"new-home.test": {"/": PAGE}},
        also=(Verdict.ALIVE,),
    ),
    alive(
        "redirect-with-a-page-in-it",
        {"/lock": Reply(300, PAGE.body, (("Location", "/lock.en.html"),)), "/lock.en.html": PAGE},
        also=(Verdict.MOVED,),
    ),
    alive(
        "meta-refresh",
        {
            "/old.html": page(
                '<html><head><title>Moved</title><meta http-equiv="refresh" content="0; url=/new.html">'
                "</head><body>This page has moved <a href=/new.html>here</a>.</body></html>"
            ),
            "/new.html": PAGE,
        },
        also=(Verdict.MOVED,),
    ),
    alive(
        "meta-refresh-quoted",
        {
            "/old.html": page(
                "<HTML><HEAD><META HTTP-EQUIV=Refresh CONTENT=\"3;URL='new/index.html'\"></HEAD>"
                "<BODY>We have moved. You will be taken there in three seconds.</BODY></HTML>"
            ),
            "/new/index.html": PAGE,
        },
        also=(Verdict.MOVED,),
    ),
    alive(
        "refresh-field",
        {"/old": Reply(200, b"<p>One moment.</p>", (("Refresh", "0; url=/new"),)), "/new": PAGE},
        also=(Verdict.MOVED,),
    ),
    alive(
        "script-redirect-with-link",
        {
            "/old": page("<script>location.replace('/new')</script><noscript><a href='/new'>Go on</a></noscript>"),
            "/new": PAGE,
        },
        also=(Verdict.MOVED, Verdict.UNKNOWN),
    ),
    dead(
        "meta-refresh-to-nowhere",
        {"/old.html": page("<meta http-equiv=refresh content='0;url=/new.html'>")},
        "not-found",
        also=(Verdict.SOFT_DEAD,),
    ),
    alive(
        "live-ticker",
        {
            "/scores": page(
                html("Live scores", paragraphs("scores", 5), head='<meta http-equiv="refresh" content="60">')
            )
        },
    ),
    dead("redirect-loop", {"/a": to("/b", 301), "/b": to("/a", 301)}, "redirect-loop"),
    dead("redirect-to-itself", {"/a": to("/a", 302)}, "redirect-loop"),
    dead("endless-redirects", {"*": _deeper}, "redirect-loop", cites=("/page",)),
    dead(
        "redirect-without-location", {"/a": Reply(302, b"<p>Moved.</p>")}, "invalid-response", also=(Verdict.SOFT_DEAD,)
    ),
    dead("redirect-to-not-found", {"/a": to("/b", 301)}, "not-found"),
    dead("redirect-to-lost-name", {"/a": to("http://nobody-has-this.test/a", 301)}, "dns-failure"),
    soft("everything-to-the-root", {"/2014/lock.html": to("/", 301), "*": to("/", 301), "/": PAGE}),
    soft(
        "everything-to-the-root-of-www",
        {
            "/2014/lock.html": _to_the_root_of("www.everything-to-the-root-of-www.test"),
            "*": _to_the_root_of("www.everything-to-the-root-of-www.test"),
        },
        more={"www.everything-to-the-root-of-www.test": {"/": PAGE}},
    ),
    soft(
        "everything-to-another-root",
        {"/2014/lock.html": to("https://bought-by.test/", 301), "*": to("https://bought-by.test/", 301)},
        more={"bought-by.test": {"https:/": PAGE}},
    ),
    soft(
        "everything-to-the-language-root", {"/artikel/1998/lock": to("/en/", 302), "*": to("/en/", 302), "/en/": PAGE}
    ),
    soft(
        "to-an-error-page",
        {
            "/lock.aspx": to("/errors/404.aspx?aspxerrorpath=/lock.aspx"),
            "*": when(
                lambda asked: asked.path == "/errors/404.aspx",
                page(html("Page not found", NOT_HERE)),
                to("/errors/404.aspx?aspxerrorpath=/x"),
            ),
        },
    ),
    soft(
        "to-an-error-page-without-words",
        {"/lock": to("/notfound"), "/notfound": page(html("Harbour Museum", "<p>Oh dear!</p>")), "*": to("/notfound")},
    ),
    soft(
        "to-the-search",
        {
            "/lock-history": to("/search?q=lock+history"),
            "*": when(
                lambda asked: asked.path == "/search",
                page(
                    html(
                        "Search results",
                        "<form><input name=q></form><p>Your search returned 0 results. Try other words.</p>",
                    )
                ),
                to("/search?q=history"),
            ),
        },
    ),
    soft(
        "to-the-section",
        {
            "/news/1998/11": to("/news/"),
            "/news/2001/3": to("/news/"),
            "/news/2003/44": to("/news/"),
            "/news/2003/45": to("/news/"),
            "/news/": page(html("All news", paragraphs("all news", 6))),
            "*": to("/news/"),
        },
        cites=("/news/1998/11", "/news/2001/3", "/news/2003/44", "/news/2003/45"),
    ),
    dead(
        "to-a-real-404-of-another-host",
        {"/a": to("http://other-404.test/a", 301)},
        "not-found",
        more={"other-404.test": {"*": missing("other-404.test")}},
    ),
    alive("loop-that-ends", {"/a": turns(to("/b"), to("/b"), PAGE), "/b": to("/a", 302, Set_Cookie="n=1")}),
]
