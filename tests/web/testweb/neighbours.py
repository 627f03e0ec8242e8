"""Pages that share something with their neighbours, or with their own past, and live all the same."""

from __future__ import annotations

from testweb.answers import Asked, Reply, page, to, when
from testweb.behaviour import Behaviour, alive, blocked, moved
from testweb.pages import NOT_HERE, article, html, text_page
from testweb.prose import paragraphs

LOST = page(html("Page not found", NOT_HERE, style="portal", site="The Sound Gazette"))
LOGIN = page(
    html(
        "Log in", "<form><label>User <input name=u></label><label>Password <input type=password name=p></label></form>"
    )
)
IMPRINT = text_page("Imprint", style="drupal")
WALL = page(
    "<html><head><title>Just a moment...</title></head><body><script>window._cf_chl_opt={}</script></body></html>",
    403,
    cf_mitigated="challenge",
)


def _thin(title: str, words: str) -> Reply:
    return page(html(title, f"<p>{words}</p>", style="portal", site="The Sound Gazette"))


def front(seed: str) -> Reply:
    """Reply with the first page of a newspaper on some day."""
    return page(
        html(
            "The Sound Gazette: news from the coast",
            "".join(f"<h2>{seed} {n}</h2>{paragraphs(seed + str(n), 1)}" for n in range(7)),
            style="portal",
        )
    )


def _is_deep(asked: Asked) -> bool:
    return asked.path.count("/") > 1


def cited_together(name: str, there: str, reply: Reply, *reasons: str) -> Behaviour:
    """Describe a site whose cited pages all lead to one door."""
    return blocked(
        name,
        {
            "/a/1": to(there),
            "/b/2": to(there),
            "/c/3/4": to(there),
            "/d/5.html": to(there),
            there.partition("?")[0]: reply,
            "*": to(there),
        },
        *reasons,
        cites=("/a/1", "/b/2", "/c/3/4", "/d/5.html"),
    )


BEHAVIOURS = [
    cited_together("all-to-one-login", "/login?next=x", LOGIN, "login-required"),
    cited_together("all-to-one-wall", "/verify?return=x", WALL, "bot-wall", "captcha", "forbidden"),
    blocked(
        "one-wall-for-all",
        {"*": WALL},
        "bot-wall",
        "captcha",
        "forbidden",
        cites=("/a/1", "/b/2", "/c/3/4", "/d/5.html"),
    ),
    alive(
        "two-addresses-of-one-page",
        {"/de/impressum": IMPRINT, "/de/impressum.html": IMPRINT, "/imprint": IMPRINT},
        cites=("/de/impressum", "/de/impressum.html", "/imprint"),
    ),
    alive(
        "print-and-plain",
        {"/a/7": text_page("Sluice gates"), "/a/7?print=1": text_page("Sluice gates")},
        cites=("/a/7", "/a/7?print=1"),
    ),
    moved(
        "chapters-in-one-page",
        {f"/book/{n}": to(f"/book#chapter-{n}", 301) for n in range(1, 6)}
        | {"/book": text_page("The book of locks", length=12)},
        cites=tuple(f"/book/{n}" for n in range(1, 6)),
    ),
    moved(
        "old-shop-pages-to-a-catalogue",
        {f"/old/{n}.html": to("/catalogue.pdf", 301) for n in range(4)}
        | {"/catalogue.pdf": Reply(200, b"%PDF-1.4" * 90, kind="application/pdf")},
        cites=tuple(f"/old/{n}.html" for n in range(4)),
    ),
    alive("thin-page-of-a-soft-site", {"/tide/today": _thin("High tide today", "14:07 and 02:31."), "*": LOST}),
    alive(
        "short-notice-of-a-soft-site",
        {"/notice/9": _thin("Closed on Monday", "The office is closed on Monday."), "*": LOST},
    ),
    alive(
        "page-like-its-neighbours",
        {
            f"/record/{n}": page(html(f"Record {n}", f"<table><tr><td>Depth</td><td>{n} m</td></tr></table>"))
            for n in range(5)
        },
        cites=tuple(f"/record/{n}" for n in range(5)),
    ),
    alive(
        "wildcard-of-names",
        {"*": when(_is_deep, page("<h1>404</h1>", 404), text_page("Northern gate"))},
        cites=("/northern",),
    ),
    alive("front-page-of-another-day", {"/": front("Tuesday")}, was=front("Monday")),
    alive("section-of-another-day", {"/culture": front("Harvest")}, was=front("Spring")),
    alive(
        "article-with-corrections",
        {
            "/a": page(
                html(
                    "Herring", paragraphs("herring", 5) + "<p>Correction: an earlier version named the wrong year.</p>"
                )
            )
        },
        was=page(html("Herring", paragraphs("herring", 5))),
    ),
    alive(
        "article-in-a-new-design",
        {"/a": page(article("Marsh birds", style="portal", length=6))},
        was=page(article("Marsh birds", style="by-hand", length=6)),
    ),
    alive("article-made-longer", {"/a": page(article("Salt", length=9))}, was=page(article("Salt", length=3))),
    alive(
        "page-translated",
        {"/about": page(html("Über uns", paragraphs("about", 4, "de"), lang="de"))},
        was=page(html("About us", paragraphs("about", 4))),
    ),
    alive(
        "unchanged-page",
        {
            "/a": when(
                lambda asked: asked.headers.get("if-none-match") == '"v7"',
                Reply(304, headers=(("ETag", '"v7"'),)),
                text_page("Unchanged").plus(ETag='"v7"'),
            )
        },
        was=text_page("Unchanged").plus(ETag='"v7"'),
    ),
    alive(
        "always-304-to-conditions",
        {
            "/a": when(
                lambda asked: "if-modified-since" in asked.headers or "if-none-match" in asked.headers,
                Reply(304),
                text_page("Dated"),
            )
        },
        was=text_page("Dated").plus(Last_Modified="Tue, 05 May 2020 10:00:00 GMT"),
    ),
    alive(
        "conditions-break-it",
        {
            "/a": when(
                lambda asked: "if-none-match" in asked.headers,
                page("<h1>412 Precondition Failed</h1>", 412),
                text_page("Precondition").plus(ETag='"x"'),
            )
        },
        was=text_page("Precondition").plus(ETag='"x"'),
    ),
    alive("host-with-a-dot", {"/a": text_page("Absolute names")}, cites=("http://host-with-a-dot.test.:PLAIN/a",)),
    alive("host-in-capitals", {"/A": text_page("Capitals")}, cites=("HTTP://Host-In-Capitals.TEST:PLAIN/A",)),
    alive(
        "credentials-in-the-address",
        {"/a": text_page("Credentials")},
        cites=("http://reader:secret@credentials-in-the-address.test:PLAIN/a",),
    ),
    alive("blank-in-the-address", {"/annual%20report": text_page("Annual report")}, cites=("/annual report",)),
    alive("dots-in-the-address", {"/b": text_page("Dots")}, cites=("/a/../b",)),
    alive(
        "backslash-in-the-address",
        {"/a/b": text_page("Backslash")},
        cites=("http://backslash-in-the-address.test:PLAIN\\a\\b",),
    ),
    alive("empty-query", {"/a?": text_page("Query"), "/a": text_page("Query")}, cites=("/a?",)),
]
