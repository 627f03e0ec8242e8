"""Pages that live and speak of death: titles, words and shapes that careless checkers take for an error."""

from __future__ import annotations

from testweb.answers import page, to, turns, when
from testweb.behaviour import Behaviour, alive, moved
from testweb.pages import NOT_HERE, article, html, listing, text_page
from testweb.prose import paragraphs


def about(name: str, title: str, words: str = "", length: int = 5, path: str = "/article", **rest: str) -> Behaviour:
    """Describe a page of ordinary length whose title or words sound like an end."""
    return alive(name, {path: page(html(title, f"<p>{words}</p>" + paragraphs(name, length), **rest))})


def thin(name: str, body: str, title: str = "") -> Behaviour:
    """Describe a page with next to nothing on it, which is all that there ever was."""
    return alive(name, {"/page": page(f"<html><head><title>{title}</title></head><body>{body}</body></html>")})


_RFC = """<h2>15.5.5. 404 Not Found</h2><p>The 404 (Not Found) status code indicates that the origin server did not find a current
representation for the target resource or is not willing to disclose that one exists.</p><h2>15.5.11. 410 Gone</h2><p>The 410 (Gone)
status code indicates that access to the target resource is no longer available at the origin server.</p>"""

BEHAVIOURS = [
    about(
        "article-about-404",
        "404 errors: what they mean and how to fix them",
        "When a page is not found, the server answers with the status 404.",
        style="drupal",
    ),
    about(
        "article-about-soft-404",
        "What is a soft 404?",
        "A soft 404 says “page not found” to people and 200 OK to programs.",
        style="portal",
    ),
    about(
        "missing-plane",
        "Not found: the missing plane",
        "Four weeks of searching have found no trace of the plane. Its wreck could not be found.",
        style="portal",
    ),
    about(
        "gallery-404",
        "Gallery 404 | Rooms of the museum",
        "Room 404 shows Dutch painting of the seventeenth century.",
        path="/rooms/404",
    ),
    about(
        "bug-report-404",
        "Issue #404: Page not found after upgrade",
        "After the upgrade I get “Page not found” on every page. Steps to reproduce:",
        style="drupal",
    ),
    about(
        "question-about-404",
        "Why do I get 404 Not Found from nginx? - Questions",
        "I have set up a server and always get 404 Not Found. What am I missing?",
        style="portal",
    ),
    about(
        "design-of-404-pages",
        "The 50 best 404 pages",
        "Oops! Sorry, the page you were looking for does not exist: so say these fifty pages.",
        style="portal",
    ),
    about(
        "maintenance-manual",
        "Maintenance of lock gates",
        "Scheduled maintenance takes place in winter; the lock is down for maintenance for six weeks.",
    ),
    about(
        "site-under-construction",
        "Bridge under construction",
        "The new bridge is under construction and will be back in service in spring.",
        style="portal",
    ),
    about(
        "access-denied-film",
        "Access Denied: a film review",
        "Access Denied is the director's third film. A robot asks: are you human?",
        style="portal",
    ),
    about("error-in-the-title", "Error bars and how to read them", "An error bar shows the uncertainty of a value."),
    about(
        "gone-book",
        "Gone with the tide",
        "A novel in three parts, out of print since 1971 and no longer available in bookshops.",
    ),
    about(
        "expired-law",
        "Fisheries Act 1957 (expired)",
        "This act expired on 31 December 1998 and is no longer in force.",
        style="drupal",
    ),
    about(
        "closed-museum", "The museum is closed", "The museum closed for good in 2011. This page is kept for reference."
    ),
    about(
        "discontinued-product",
        "Model 7 tide clock (discontinued)",
        "This product is no longer available. Manual, spare parts and drawings follow.",
        style="portal",
    ),
    about(
        "privacy-policy",
        "Cookie policy",
        "We use cookies. If you choose to accept all cookies, we may personalise content. Manage consent.",
        style="drupal",
    ),
    about(
        "captcha-history",
        "How captchas work",
        "A captcha asks you to verify you are human. Just a moment, says the page, checking your browser.",
        style="portal",
    ),
    about(
        "search-page-of-a-catalogue",
        "Search results for lock",
        "Your search returned 214 results. No results were found in maps.",
        style="drupal",
    ),
    about("list-of-statuses", "HTTP status codes", _RFC, style="by-hand"),
    about(
        "suspended-bridge",
        "Suspended: the bridge over the sound",
        "The account of a suspended bridge, and why its traffic was suspended.",
    ),
    about(
        "german-not-found",
        "Nicht gefunden: die verschollene Glocke",
        "Die Glocke wurde bis heute nicht gefunden.",
        lang="de",
    ),
    about(
        "french-not-found",
        "Introuvable: le carnet perdu du gardien",
        "Le carnet reste introuvable depuis 1912.",
        lang="fr",
    ),
    about(
        "forbidden-city",
        "Forbidden City: opening hours",
        "403 rooms are open to visitors. Access to some halls is forbidden.",
        style="portal",
    ),
    about("nobody-home", "Home", "This is the home page of Kendrick, lock keeper.", path="/~kendrick/"),
    about(
        "comments-say-gone",
        "Tide tables for 2019",
        "Comments: link is dead! The page was not found when I tried. 404 for me too.",
    ),
    about(
        "script-with-error-words",
        "Rope work",
        "<script>var messages={notFound:'Page not found',denied:'Access denied',captcha:'Are you a robot?'}</script>",
    ),
    about(
        "hidden-error-template",
        "Knots",
        "<template id='e'><h1>404</h1><p>Page not found</p></template><div hidden>Sorry, this page does not exist.</div>",
    ),
    about("noscript-note", "Bells", "<noscript>Please enable JavaScript to use all functions of this site.</noscript>"),
    thin("thin-page", "<p>Yes.</p>", "Is the lock open?"),
    thin("thin-without-title", "<p>It is high tide at 14:07.</p>"),
    thin("only-a-picture", "<img src='/map.gif' alt='Map of the sound'>", "Map"),
    thin("only-a-frame", "<iframe src='https://maps.example.org/embed'></iframe>", "How to find us"),
    thin("only-a-video", "<video src='/lock.mp4' controls></video>", "The lock in 1936"),
    thin("only-a-table", "<table><tr><td>1</td><td>4</td></tr></table>"),
    alive("empty-page", {"/blank.html": page("")}),
    alive(
        "frames",
        {
            "/": page(
                "<html><head><title>Harbour</title></head><frameset cols='20%,*'><frame src='m.html'><frame src='t.html'></frameset></html>"
            )
        },
    ),
    alive(
        "directory",
        {
            "/pub/": page(
                "<html><head><title>Index of /pub</title></head><body><h1>Index of /pub</h1><pre><a href='../'>../</a>\n<a href='plan.pdf'>"
                "plan.pdf</a> 2004-05-01 14M\n</pre></body></html>"
            )
        },
    ),
    alive(
        "empty-directory",
        {
            "/pub/old/": page(
                "<html><head><title>Index of /pub/old</title></head><body><h1>Index of /pub/old</h1><pre></pre></body></html>"
            )
        },
    ),
    alive(
        "two-alike-pages",
        {
            "/item?id=1": page(listing("Ropes", ["Hemp", "Jute", "Sisal"])),
            "/item?id=2": page(listing("Lamps", ["Oil", "Gas", "Arc"])),
        },
        cites=("/item?id=1", "/item?id=2"),
    ),
    alive(
        "slug-does-not-matter",
        {
            "*": when(
                lambda asked: asked.path.startswith("/news/1234"),
                text_page("Herring season opens late", style="portal"),
                page(html("Page not found", NOT_HERE), 404),
            )
        },
        cites=("/news/1234/herring-season",),
    ),
    alive(
        "no-honest-404-but-a-page",
        {"/tides": text_page("Tides of the inner harbour"), "*": page(html("Page not found", NOT_HERE))},
    ),
    alive(
        "root-of-a-soft-site", {"/": text_page("Society of lock keepers"), "*": page(html("Page not found", NOT_HERE))}
    ),
    moved(
        "two-pages-merged",
        {
            "/history/1": to("/history", 301),
            "/history/2": to("/history", 301),
            "/history": text_page("History of the harbour"),
        },
        cites=("/history/1", "/history/2"),
    ),
    moved(
        "moved-to-a-short-place",
        {"/museum/en/visit/index.html": to("/visit", 301), "/visit": text_page("Visit the museum")},
    ),
    moved(
        "home-of-a-person-moved",
        {"/~jk/": to("https://kendrick.home-of-a-person-moved.test/", 301)},
        more={"kendrick.home-of-a-person-moved.test": {"https:/": text_page("Kendrick, lock keeper", style="by-hand")}},
    ),
    moved(
        "project-moved-to-its-own-domain",
        {"/projects/tidal": to("https://tidal-project.test/", 301)},
        more={"tidal-project.test": {"https:/": text_page("Tidal: a project about tides", style="drupal")}},
    ),
    alive(
        "mobile-site",
        {"/a": to("http://m.mobile-site.test/a"), "*": page("<h1>404</h1>", 404)},
        more={"m.mobile-site.test": {"/a": text_page("On the quay")}},
    ),
    alive(
        "session-in-the-address", {"/a": to("/a;jsessionid=77?sid=1"), "/a;jsessionid=77?sid=1": text_page("Session")}
    ),
    alive(
        "tracker-hop",
        {"/click?u=x": to("http://final-of-tracker.test/a?utm_source=x")},
        more={"final-of-tracker.test": {"/a": text_page("Landing")}},
    ),
    alive("first-visit-splash", {"/a": turns(text_page("Boats, first visit"), text_page("Boats, first visit"))}),
    alive("error-word-in-the-path", {"/errors/404.html": text_page("Catalogue of printing errors", style="by-hand")}),
    alive("page-named-404", {"/404": page(article("Bus line 404: stops and times", style="portal"))}),
    alive("login-words-in-the-path", {"/login-to-the-past/diary": text_page("A login to the past: diaries")}),
    alive("large-page", {"/census.html": page(html("Census of 1881", paragraphs("census", 900)))}),
    alive(
        "unclosed-html",
        {
            "/old.htm": page(
                "<title>Old boats<body><h1>Old boats</h1><p>" + paragraphs("old boats", 3).replace("</p>", "")
            )
        },
    ),
    alive("comment-in-front", {"/a.html": page(f"<!-- {'x' * 9000} -->" + article("Behind a comment"))}),
    alive(
        "quiet-home-like-title",
        {"/collections/17": page(html("Northlock Records", paragraphs("records 17", 5), site="Northlock Records"))},
    ),
]
